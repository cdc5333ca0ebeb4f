package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.audit.Actor;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boards of a date on real databases: then and since, movement, and what is kept in memory. */
class BoardsTest {
  private static final Actor CHECKER = new Actor("checker", "api");
  private static final LocalDate SEPTEMBER = LocalDate.of(2026, 9, 30);

  private static Leaderboard board(World world, LocalDate on, @Nullable Instant known) {
    return world.boards.leaderboard(world.campaign, on, known, null, null);
  }

  private static List<String> lines(Leaderboard board) {
    return board.rows().stream()
        .map(
            r ->
                r.rank()
                    + " "
                    + r.department().code()
                    + " "
                    + Figures.shownOrNull(r.score())
                    + (r.movement() == null ? "" : " from " + r.movement().from()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void as_it_was_known_then_and_as_corrected_since_are_two_answers(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Department b = world.department("B");
      Goal goal = world.goal("G", "1");
      world.target(a, goal, "100");
      world.target(b, goal, "100");
      world.clock.set("2026-09-30T08:00:00Z");
      Report wrong = world.report(a, goal, "90", "2026-09-30");
      world.report(b, goal, "80", "2026-09-30");
      world.clock.set("2026-10-09T01:00:00Z");
      world.reviews.correct(
          world.campaign, wrong.id(), Figure.of(new BigDecimal("70")), "counted twice", CHECKER);
      assertThat(lines(board(world, SEPTEMBER, world.campaign.endOf(SEPTEMBER))))
          .containsExactly("1 A 90.00", "2 B 80.00");
      assertThat(lines(board(world, SEPTEMBER, null))).containsExactly("1 B 80.00", "2 A 70.00");
      // A figure of September that came in October was not known then either.
      world.report(b, goal, "85", "2026-09-29");
      assertThat(lines(board(world, SEPTEMBER.minusDays(1), null))).containsExactly("1 B 85.00");
      assertThat(board(world, SEPTEMBER.minusDays(1), world.campaign.endOf(SEPTEMBER)).rows())
          .isEmpty();
    }
  }

  @Test
  void without_a_scheme_of_its_own_a_campaign_has_the_standard_one_from_its_first_day() {
    try (World world = new World(Databases.SQLITE)) {
      assertThat(world.boards.on(world.campaign, SEPTEMBER).setup().scheme().from())
          .isEqualTo(world.campaign.start());
    }
  }

  @Test
  void a_day_ends_at_midnight_where_the_campaign_is() {
    try (World world = new World(Databases.SQLITE)) {
      Department a = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(a, goal, "100");
      // 23:59:59 and 00:00 in Shanghai.
      world.clock.set("2026-09-30T15:59:59Z");
      Report first = world.report(a, goal, "50", "2026-09-30");
      world.clock.set("2026-09-30T16:00:00Z");
      world.reviews.correct(
          world.campaign, first.id(), Figure.of(new BigDecimal("60")), "late", CHECKER);
      Instant end = world.campaign.endOf(SEPTEMBER);
      assertThat(lines(board(world, SEPTEMBER, end))).containsExactly("1 A 50.00");
      assertThat(lines(board(world, SEPTEMBER, null))).containsExactly("1 A 60.00");
    }
  }

  @ParameterizedTest
  @EnumSource
  void movement_is_counted_from_the_last_published_board_as_corrected_since(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Department b = world.department("B");
      Department c = world.department("C");
      Goal goal = world.goal("G", "1");
      for (Department department : List.of(a, b, c)) {
        world.target(department, goal, "100");
      }
      world.clock.set("2026-09-30T08:00:00Z");
      Report mistaken = world.report(a, goal, "70", "2026-09-30");
      world.report(b, goal, "60", "2026-09-30");
      world.boards.published(world.campaign, SEPTEMBER, world.clock.instant());

      world.clock.set("2026-10-31T08:00:00Z");
      world.report(a, goal, "75", "2026-10-31");
      world.report(b, goal, "80", "2026-10-31");
      world.report(c, goal, "10", "2026-10-31");
      Leaderboard october = board(world, LocalDate.of(2026, 10, 31), null);
      assertThat(lines(october))
          .containsExactly("1 B 80.00 from 2", "2 A 75.00 from 1", "3 C 10.00 from null");
      assertThat(october.rows().getLast().movement()).matches(Standing.Movement::isNew);
      // B: 80 − 83.29 against 60 − 74.79; nobody rose more.
      assertThat(BoardPost.improved(october, world.league).map(Text::en))
          .contains("Most improved: B (+11.50 points)");
      assertThat(Footnotes.of(october)).isEmpty();

      // The September figure is corrected: on that board as restated, A was second.
      world.reviews.correct(
          world.campaign, mistaken.id(), Figure.of(new BigDecimal("50")), "recount", CHECKER);
      Leaderboard restated = board(world, LocalDate.of(2026, 10, 31), null);
      assertThat(lines(restated))
          .containsExactly("1 B 80.00 from 1", "2 A 75.00 from 2", "3 C 10.00 from null");
      assertThat(BoardPost.improved(restated, world.league).map(Text::en))
          .contains("Most improved: A (+16.50 points)");
      assertThat(Footnotes.of(restated))
          .extracting(Text::en)
          .containsExactly(
              "Figures of A as of 2026-09-30 were revised after that board was published; movement"
                  + " is counted from the revised figures");
      assertThat(lines(board(world, SEPTEMBER, null)))
          .as("the published board's own day has nothing before it")
          .containsExactly("1 B 60.00", "2 A 50.00");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_kept_in_memory_equals_what_is_read_anew(Databases databases) {
    Random random = new Random(23);
    try (World world = new World(databases)) {
      List<Department> departments = new ArrayList<>();
      List<Goal> goals = List.of(world.goal("G", "2"), world.goal("H", "3"));
      for (int i = 0; i < 6; i++) {
        Department department = world.department("D" + i);
        departments.add(department);
        goals.forEach(g -> world.target(department, g, String.valueOf(50 + random.nextInt(90))));
      }
      List<LocalDate> days = List.of(world.campaign.today(world.clock), LocalDate.of(2026, 7, 15));
      List<Report> entered = new ArrayList<>();
      for (int step = 0; step < 150; step++) {
        act(world, departments, goals, entered, random);
        for (LocalDate day : days) {
          Scorebook kept = world.boards.on(world.campaign, day);
          Scorebook anew = world.boards().on(world.campaign, day);
          assertThat(kept.leaderboard(null, null).rows())
              .as("step %d, %s", step, day)
              .isEqualTo(anew.leaderboard(null, null).rows());
          assertThat(kept.overall()).isEqualTo(anew.overall());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_trend_has_what_the_boards_of_its_days_have(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Department b = world.department("B");
      Goal goal = world.goal("G", "1");
      world.target(a, goal, "100");
      world.target(b, goal, "300");
      world.clock.set("2026-09-30T08:00:00Z");
      world.report(a, goal, "40", "2026-09-10");
      world.report(b, goal, "60", "2026-09-19");
      Report last = world.report(a, goal, "70", "2026-09-24");
      Trend own = world.boards.trend(world.campaign, a.id(), SEPTEMBER, 3);
      // The 13th, 20th and 27th of September are Sundays.
      assertThat(points(own))
          .containsExactly(
              "2026-09-13 40.00", "2026-09-20 40.00", "2026-09-27 70.00", "2026-09-30 70.00");
      assertThat(own.points())
          .allSatisfy(
              point ->
                  assertThat(point.completion())
                      .isEqualTo(
                          world
                              .boards
                              .on(world.campaign, point.on())
                              .standing(a.id())
                              .completion()));
      assertThat(points(world.boards.trend(world.campaign, SEPTEMBER, 3)))
          .containsExactly(
              "2026-09-13 40.00", "2026-09-20 25.00", "2026-09-27 32.50", "2026-09-30 32.50");
      // As corrected since.
      world.reviews.correct(
          world.campaign, last.id(), Figure.of(new BigDecimal("50")), "counted twice", CHECKER);
      assertThat(points(world.boards.trend(world.campaign, a.id(), SEPTEMBER, 1)))
          .containsExactly("2026-09-27 50.00", "2026-09-30 50.00");
    }
  }

  private static List<String> points(Trend trend) {
    return trend.points().stream()
        .map(point -> point.on() + " " + Figures.shownOrNull(point.completion()))
        .toList();
  }

  @Test
  void large_boards_leave_memory_sooner_than_small_ones() {
    try (World world = new World(Databases.SQLITE)) {
      LocalDate first = LocalDate.of(2026, 1, 1);
      world.database.writeAll(
          () -> {
            for (int i = 0; i < 200; i++) {
              world.department("D" + i);
            }
            world.goal("G", "1");
          });
      for (int day = 0; day < 100; day++) {
        world.boards.on(world.campaign, first.plusDays(day));
      }
      assertThat(world.boards.kept()).isEqualTo(64);
      world.database.writeAll(
          () -> {
            for (int i = 0; i < 9; i++) {
              world.goal("H" + i, "1");
            }
          });
      for (int day = 0; day < 100; day++) {
        world.boards.on(world.campaign, first.plusDays(day));
      }
      assertThat(world.boards.kept()).as("of 2,000 cells each").isEqualTo(30);
    }
  }

  private static void act(
      World world,
      List<Department> departments,
      List<Goal> goals,
      List<Report> entered,
      Random random) {
    world.clock.set(world.clock.instant().plusSeconds(1).toString());
    Department department = departments.get(random.nextInt(departments.size()));
    Goal goal = goals.get(random.nextInt(goals.size()));
    try {
      switch (random.nextInt(8)) {
        case 0 ->
            world.reviews.correct(
                world.campaign,
                entered.get(random.nextInt(entered.size())).id(),
                Figure.of(BigDecimal.valueOf(random.nextInt(100))),
                "why",
                CHECKER);
        case 1 ->
            world.reviews.reject(
                world.campaign, entered.get(random.nextInt(entered.size())).id(), "why", CHECKER);
        case 2 -> world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR);
        case 3 -> world.target(department, goal, String.valueOf(50 + random.nextInt(90)));
        default ->
            entered.add(
                world.report(
                    department,
                    goal,
                    String.valueOf(random.nextInt(100)),
                    LocalDate.of(2026, 1 + random.nextInt(10), 15).toString()));
      }
    } catch (Fault | IllegalArgumentException refused) {
      // Not every step fits the state; what is refused must change nothing, which is checked too.
    }
  }
}
