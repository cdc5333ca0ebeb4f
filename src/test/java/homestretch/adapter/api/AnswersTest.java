package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqCalendarYears;
import homestretch.adapter.storage.JooqTokens;
import homestretch.core.access.Tokens.Entrance;
import homestretch.core.audit.Actor;
import homestretch.core.board.Boards;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Scorebook;
import homestretch.core.calendar.CalendarDay;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.score.Scheme;
import homestretch.core.text.Text;
import homestretch.core.work.Lane;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer from memory says what one computed now would say, whatever happens in between. */
class AnswersTest {
  private static final int STEPS = 60;
  private static final Actor CHECKER = new Actor("checker", "api");
  private static final Path NOWHERE = Path.of("no-such-folder");

  private static final class Room implements AutoCloseable {
    private final World world;
    private final Random random;
    private final Lane lane = Lane.computing("test", 1, 8);
    private final Answers answers = new Answers(lane);
    private final JooqTokens tokens;
    private final CalendarYears years;
    private final Boards boards;
    private final List<Department> departments = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private boolean isFrozen;

    Room(Databases databases, long seed) {
      world = new World(databases);
      random = new Random(seed);
      tokens = new JooqTokens(world.database);
      years = new JooqCalendarYears(world.database);
      boards = fresh();
      for (String code : List.of("A", "B", "C", "D")) {
        departments.add(world.department(code));
      }
      goals.add(world.goal("G", "60"));
      goals.add(world.goal("H", "40"));
      departments.forEach(d -> goals.forEach(g -> world.target(d, g, "100")));
    }

    private Boards fresh() {
      return new Boards(
          world.database,
          world.campaignRows,
          world.departmentRows,
          world.goalRows,
          world.reportRows,
          world.schemeRows,
          world.adjustmentRows,
          world.closingRows,
          world.publicationRows,
          new WorkCalendars(world.database, years, NOWHERE),
          null);
    }

    private Entrance entrance() {
      return world.database.read(() -> tokens.entrance("", world.campaign.slug()));
    }

    private static Answers.Answer board(
        Boards boards, Campaign campaign, LocalDate on, @Nullable Instant known, Seen.Asker asker) {
      Leaderboard board = boards.leaderboard(campaign, on, known, null, null);
      return Answers.Answer.json(LeaderboardJson.of(board, Seen.of(asker, board)));
    }

    private static Answers.Answer countdown(Boards boards, Campaign campaign, LocalDate on) {
      Scorebook book = boards.on(campaign, on);
      return Answers.Answer.json(
          CountdownJson.of(
              campaign,
              Countdown.of(campaign, book.setup().calendar(), on, false),
              book.overall()));
    }

    private static String text(Answers.Answer answer) {
      return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Asks as a request does, and compares with readers that have nothing in memory. */
    List<String> look(String after) {
      Entrance entrance = entrance();
      Campaign campaign = entrance.campaign().orElseThrow();
      LocalDate today = campaign.today(world.clock);
      List<String> seen = new ArrayList<>();
      List<Seen.Asker> askers =
          List.of(
              new Seen.Asker(true, Set.of()),
              new Seen.Asker(false, Set.of()),
              new Seen.Asker(false, Set.<DepartmentId>of(departments.getLast().id())));
      for (LocalDate on : List.of(today, today.minusDays(3))) {
        for (boolean then : new boolean[] {false, true}) {
          Instant known = then ? campaign.endOf(on) : null;
          for (Seen.Asker asker : askers) {
            Answers.Asked asked =
                new Answers.Asked(
                    campaign.id(),
                    "leaderboard",
                    on,
                    List.of(String.valueOf(then)),
                    asker.all(),
                    asker.own());
            Answers.Answer kept =
                answers.of(
                    asked, entrance.changes(), () -> board(boards, campaign, on, known, asker));
            assertThat(text(kept))
                .as("%s on %s, then %s, %s", after, on, then, asker)
                .isEqualTo(text(board(fresh(), campaign, on, known, asker)));
            assertThat(
                    answers.of(
                        asked,
                        entrance().changes(),
                        () -> {
                          throw new AssertionError("it was not kept");
                        }))
                .isSameAs(kept);
            seen.add(text(kept));
          }
        }
        Answers.Answer kept =
            answers.of(
                new Answers.Asked(campaign.id(), "countdown", on, List.of(), true, Set.of()),
                entrance.changes(),
                () -> countdown(boards, campaign, on));
        assertThat(text(kept))
            .as("countdown after %s on %s", after, on)
            .isEqualTo(text(countdown(fresh(), campaign, on)));
        seen.add(text(kept));
      }
      return seen;
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    String act() {
      Campaign campaign = world.campaigns.get(world.campaign.id());
      LocalDate today = campaign.today(world.clock);
      try {
        return act(campaign, today);
      } catch (Fault e) {
        return "refused: " + e.text().en();
      }
    }

    private String act(Campaign campaign, LocalDate today) {
      switch (random.nextInt(14)) {
        case 0, 1 -> {
          reports.add(
              world.report(
                  any(departments),
                  any(goals),
                  String.valueOf(1 + random.nextInt(120)),
                  today.minusDays(random.nextInt(5)).toString()));
          return "a figure";
        }
        case 2 -> {
          if (reports.isEmpty()) {
            return "nothing to verify";
          }
          reports.add(world.reviews.verify(campaign, any(reports).id(), CHECKER));
          return "a figure verified";
        }
        case 3 -> {
          if (reports.isEmpty()) {
            return "nothing to withdraw";
          }
          reports.add(world.reviews.withdraw(campaign, any(reports).id(), "wrong", World.ACTOR));
          return "a figure withdrawn";
        }
        case 4 -> {
          world.imports.load(
              campaign,
              Tables.csv(
                  "reports.csv",
                  "department,goal,as_of,value\n%s,%s,%s,%d\n"
                      .formatted(
                          any(departments).code(),
                          any(goals).code(),
                          today,
                          1 + random.nextInt(120))),
              ImportOptions.PLAIN,
              World.ACTOR);
          return "an import";
        }
        case 5 -> {
          world.target(
              any(departments), any(goals), String.valueOf(80 + random.nextInt(60)), today);
          return "a target";
        }
        case 6 -> {
          Scheme standard = Scheme.standard(campaign.start());
          Scheme other =
              standard.with(
                  any(List.of(Scheme.Order.values())),
                  any(List.of(Scheme.TieRule.values())),
                  standard.missing(),
                  any(List.of(Scheme.Disclosure.values())));
          world.database.writeAll(
              () -> world.schemeRows.add(campaign.id(), other, World.ACTOR, world.clock.instant()));
          return "a scheme";
        }
        case 7 -> {
          League other =
              world.departments.put(
                  campaign,
                  new League(
                      new LeagueId(0),
                      campaign.id(),
                      "L" + random.nextInt(3),
                      Text.same("组 " + random.nextInt(100)),
                      2,
                      0),
                  World.ACTOR);
          Department d = world.departments.find(campaign, any(departments).code());
          world.departments.put(
              campaign,
              new Department(
                  d.id(),
                  campaign.id(),
                  other.id(),
                  d.code(),
                  Text.same(d.code() + random.nextInt(10)),
                  "",
                  "",
                  1,
                  0),
              World.ACTOR);
          return "a league and a name";
        }
        case 8 -> {
          departments.add(world.department("N" + departments.size()));
          return "a department";
        }
        case 9 -> {
          world.boards.published(
              campaign, today.minusDays(random.nextInt(6)), world.clock.instant());
          return "a board published";
        }
        case 10 -> {
          world.clock.advance(Duration.ofHours(1 + random.nextInt(30)));
          return "time";
        }
        case 11 -> {
          if (isFrozen) {
            world.closeOut.reopen(campaign, "again", campaign.revision(), World.ACTOR);
          } else {
            world.closeOut.freeze(
                campaign, today.minusDays(1), today.plusDays(3), campaign.revision(), World.ACTOR);
          }
          isFrozen = !isFrozen;
          return isFrozen ? "a freeze" : "a reopening";
        }
        case 12 -> {
          WorkCalendar year =
              WorkCalendar.of(
                  "CN",
                  Set.of(2026),
                  null,
                  List.of(
                      new CalendarDay(
                          LocalDate.of(2026, 12, 1 + random.nextInt(28)), false, "Feast", "")));
          int revision =
              world.database.read(() -> years.find("CN", 2026)).map(g -> g.revision()).orElse(0);
          world.database.write(
              () -> years.put(new CalendarYears.Given(2026, year, true, revision), revision));
          return "a calendar";
        }
        default -> {
          world.campaigns.change(
              new Campaign(
                  campaign.id(),
                  campaign.slug(),
                  campaign.name(),
                  campaign.start(),
                  LocalDate.of(2026, 12, 25 + random.nextInt(7)),
                  campaign.timezone(),
                  campaign.language(),
                  random.nextBoolean(),
                  campaign.calendar(),
                  campaign.sample(),
                  campaign.revision()),
              World.ACTOR);
          return "a deadline";
        }
      }
    }

    @Override
    public void close() {
      lane.close();
      world.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"SQLITE, 1", "POSTGRESQL, 4"})
  void what_is_kept_is_what_would_be_computed(Databases databases, long seed) {
    try (Room room = new Room(databases, seed)) {
      Set<List<String>> different = new HashSet<>();
      different.add(room.look("nothing"));
      for (int i = 0; i < STEPS; i++) {
        different.add(room.look("seed " + seed + ", step " + i + ", " + room.act()));
      }
      // It was no test if nothing had changed.
      assertThat(different).hasSizeGreaterThan(STEPS / 3);
    }
  }

  @Test
  void a_figure_that_comes_while_an_answer_is_made_is_in_the_next_one() {
    try (Room room = new Room(Databases.SQLITE, 5)) {
      Campaign campaign = room.world.campaign;
      LocalDate today = campaign.today(room.world.clock);
      Answers.Asked asked =
          new Answers.Asked(campaign.id(), "leaderboard", today, List.of(), true, Set.of());
      Seen.Asker all = new Seen.Asker(true, Set.of());
      room.answers.of(
          asked,
          room.entrance().changes(),
          () -> {
            Answers.Answer made = Room.board(room.boards, campaign, today, null, all);
            room.world.report(
                room.departments.getFirst(), room.goals.getFirst(), "77", today.toString());
            return made;
          });
      Answers.Answer next =
          room.answers.of(
              asked,
              room.entrance().changes(),
              () -> Room.board(room.boards, campaign, today, null, all));
      assertThat(Room.text(next)).contains("77");
    }
  }

  @Test
  void many_who_ask_for_the_same_have_it_computed_once_and_a_failure_is_not_kept()
      throws Exception {
    try (Room room = new Room(Databases.SQLITE, 6);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Answers.Asked asked =
          new Answers.Asked(
              room.world.campaign.id(), "x", LocalDate.EPOCH, List.of(), true, Set.of());
      var changes = room.entrance().changes();
      AtomicInteger computed = new AtomicInteger();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Answers.Answer>> all = new ArrayList<>();
      Future<Answers.Answer> first =
          callers.submit(
              () ->
                  room.answers.of(
                      asked,
                      changes,
                      () -> {
                        computed.incrementAndGet();
                        begun.countDown();
                        try {
                          go.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        throw new Fault.Busy();
                      }));
      begun.await();
      for (int i = 0; i < 20; i++) {
        all.add(
            callers.submit(
                () ->
                    room.answers.of(
                        asked,
                        changes,
                        () -> {
                          computed.incrementAndGet();
                          return Answers.Answer.json(List.of());
                        })));
      }
      go.countDown();
      assertThat(first).failsWithin(Duration.ofSeconds(10));
      for (Future<Answers.Answer> each : all) {
        // Whoever came before the failure shares it; whoever came after has an answer.
        try {
          assertThat(Room.text(each.get())).isEqualTo("[]");
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(Fault.Busy.class);
        }
      }
      assertThat(computed.get()).isLessThanOrEqualTo(2);
    }
  }
}
