package homestretch.core.board;

import homestretch.core.audit.Chain;
import homestretch.core.board.Publications.Publication;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Campaigns.Changes;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Goals;
import homestretch.core.report.Report;
import homestretch.core.report.Reports;
import homestretch.core.score.Adjustments;
import homestretch.core.score.Schemes;
import homestretch.core.store.Transactions;
import homestretch.core.text.Exact;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a board needs, in one transaction, and keeps the last ones in memory: a board that is
 * asked for again costs one row, however long the ledger is; one whose ledger went on costs the
 * entries that came since.
 */
public final class Boards {
  /** Days, campaigns and bases (then, since) that are asked for again and again. */
  private static final int KEPT = 64;

  /**
   * Departments times goals that all of them may come to: with a kilobyte and a half for each, less
   * than half of the program's memory. The boards of 1,000 departments and 20 goals that one answer
   * needs (the day's, and the last published one twice) still fit.
   */
  private static final int KEPT_CELLS = 60_000;

  /** So many new entries are taken one by one; more, and the whole board is read again. */
  private static final int FOLLOWED = 500;

  /** Boards with their movement that are asked for again and again. */
  private static final int KEPT_MOVED = 4;

  private record Moved(Leaderboard board, Leaderboard from, Scorebook last, Leaderboard result) {}

  private final Deque<Moved> moved = new ArrayDeque<>();

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Departments departments;
  private final Goals goals;
  private final Reports reports;
  private final Schemes schemes;
  private final Adjustments adjustments;
  private final Closings closings;
  private final Publications publications;
  private final WorkCalendars calendars;

  private record Key(
      CampaignId campaign, LocalDate on, Optional<Instant> known, Optional<Publication> restated) {}

  /**
   * @param last the id of the last entry that the book knows
   */
  private record Kept(Changes changes, long last, Scorebook book) {}

  /** The one asked for last comes last. */
  private final Map<Key, Kept> kept =
      Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true));

  public Boards(
      Transactions transactions,
      Campaigns campaigns,
      Departments departments,
      Goals goals,
      Reports reports,
      Schemes schemes,
      Adjustments adjustments,
      Closings closings,
      Publications publications,
      WorkCalendars calendars) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.reports = reports;
    this.schemes = schemes;
    this.adjustments = adjustments;
    this.closings = closings;
    this.publications = publications;
    this.calendars = calendars;
  }

  /** What is known now of a day (“as corrected since”). */
  public Scorebook on(Campaign campaign, LocalDate day) {
    return book(campaign, day, null);
  }

  /** What was known at an instant of a day (“as it was known then”). */
  public Scorebook known(Campaign campaign, LocalDate day, Instant known) {
    return book(campaign, day, known);
  }

  /** A board with the movement since the last one that was published. */
  public Leaderboard leaderboard(
      Campaign campaign,
      LocalDate day,
      @Nullable Instant known,
      @Nullable League league,
      @Nullable Goal goal) {
    return transactions.read(
        () -> {
          Leaderboard board = book(campaign, day, known).leaderboard(league, goal);
          return publications
              .before(campaign.id(), board.on())
              .map(
                  last ->
                      moved(
                          board,
                          book(campaign, day, known, last).leaderboard(league, goal),
                          book(campaign, last.on(), last.at())))
              .orElse(board);
        });
  }

  /**
   * The last board that was published, twice.
   *
   * @param shown as it stood
   * @param restated its figures as corrected since, under today's rules
   */
  public record Published(Leaderboard shown, Leaderboard restated) {}

  /** The last board published of a day or before; empty: there is none. */
  public Optional<Published> lastPublished(Campaign campaign, LocalDate day) {
    return transactions.read(
        () -> publications.upTo(campaign.id(), day).map(last -> published(campaign, day, last)));
  }

  /** A board of that day or before as it was read at an instant. */
  public Published published(Campaign campaign, LocalDate day, Publication last) {
    return transactions.read(
        () ->
            new Published(
                book(campaign, last.on(), last.at()).leaderboard(null, null),
                book(campaign, day, null, last).leaderboard(null, null)));
  }

  /**
   * How far a department was at the end of each of the last weeks and is on a day. Read beside the
   * boards that are kept: nobody else asks for those days.
   */
  public Trend trend(Campaign campaign, DepartmentId department, LocalDate day, int weeks) {
    return transactions.read(
        () -> {
          List<Trend.Point> points = new ArrayList<>();
          for (int week = weeks; week >= 0; week--) {
            LocalDate on =
                week == 0
                    ? day
                    : day.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY)).minusWeeks(week - 1L);
            if (on.isBefore(campaign.start()) || (week == 1 && on.equals(day))) {
              continue;
            }
            Setup setup = setup(campaign, on, null).only(department);
            if (setup.departments().isEmpty()) {
              continue;
            }
            Exact completion = own(setup, department).standing(department).completion();
            if (completion != null) {
              points.add(new Trend.Point(setup.on(), completion));
            }
          }
          return new Trend(points);
        });
  }

  private Scorebook own(Setup setup, DepartmentId department) {
    List<Report> figures = new ArrayList<>();
    Stream.concat(
            Stream.of(department),
            setup.merged().stream()
                .filter(d -> department.equals(d.successor()))
                .map(Department::id))
        .forEach(
            id ->
                setup
                    .goals()
                    .forEach(
                        goal -> figures.addAll(reports.latest(id, goal.id(), setup.counting()))));
    return new Scorebook(setup, figures);
  }

  /** The same board for as long as it is made of the same ones: who writes it may keep that. */
  private Leaderboard moved(Leaderboard board, Leaderboard from, Scorebook last) {
    synchronized (moved) {
      for (Moved each : moved) {
        if (each.board == board && each.from == from && each.last == last) {
          return each.result;
        }
      }
    }
    Leaderboard result = board.movedFrom(from, last);
    synchronized (moved) {
      moved.addFirst(new Moved(board, from, last, result));
      if (moved.size() > KEPT_MOVED) {
        moved.removeLast();
      }
    }
    return result;
  }

  /** Remembers that a board of that day stands in a channel, with what was known by then. */
  public void published(Campaign campaign, LocalDate on, Instant at) {
    published(campaign, on, at, null);
  }

  /**
   * @param chain where ledger and audit stood, if the post says it
   */
  public void published(Campaign campaign, LocalDate on, Instant at, Chain.@Nullable Head chain) {
    transactions.writeAll(() -> publications.add(campaign.id(), new Publication(on, at, chain)));
  }

  private Scorebook book(Campaign campaign, LocalDate day, @Nullable Instant known) {
    return book(campaign, day, known, null);
  }

  /**
   * @param restated the published board whose figures are put under the rules of the day; null: the
   *     day's own
   */
  private Scorebook book(
      Campaign campaign, LocalDate day, @Nullable Instant known, @Nullable Publication restated) {
    return transactions.read(
        () -> {
          if (transactions.isWriting()) {
            return unkept(setup(campaign, day, known, restated));
          }
          Changes changes = campaigns.changes(campaign.id());
          Key key =
              new Key(
                  campaign.id(), day, Optional.ofNullable(known), Optional.ofNullable(restated));
          Kept before = kept.get(key);
          if (before != null && before.changes().equals(changes) && isSame(before, campaign)) {
            return before.book();
          }
          Kept now =
              before != null
                      && before.changes().setup() == changes.setup()
                      && isSame(before, campaign)
                  ? followed(before, changes)
                  : read(setup(campaign, day, known, restated), changes);
          keep(key, now);
          return now.book();
        });
  }

  private void keep(Key key, Kept now) {
    synchronized (kept) {
      kept.put(key, now);
      int cells = kept.values().stream().mapToInt(Boards::cells).sum();
      Iterator<Kept> eldest = kept.values().iterator();
      while (kept.size() > 1 && (kept.size() > KEPT || cells > KEPT_CELLS)) {
        cells -= cells(eldest.next());
        eldest.remove();
      }
    }
  }

  private static int cells(Kept kept) {
    Setup setup = kept.book().setup();
    return setup.departments().size() * setup.goals().size();
  }

  /** How many boards are in memory. */
  int kept() {
    return kept.size();
  }

  /** The calendar has no counter of its own: it is compared by what it is. */
  private boolean isSame(Kept kept, Campaign campaign) {
    Setup setup = kept.book().setup();
    return setup.campaign().equals(campaign)
        && setup.calendar().equals(calendars.of(campaign.calendar()));
  }

  private Kept read(Setup setup, Changes changes) {
    return new Kept(changes, reports.last(setup.campaign().id()), unkept(setup));
  }

  /**
   * Read anew and not kept: for a transaction that writes, whose changes may never be committed.
   */
  public Scorebook unkept(Campaign campaign, LocalDate day, @Nullable Instant known) {
    return unkept(setup(campaign, day, known));
  }

  private Scorebook unkept(Setup setup) {
    return new Scorebook(setup, reports.latest(setup.campaign().id(), setup.counting()));
  }

  private Setup setup(
      Campaign campaign, LocalDate day, @Nullable Instant known, @Nullable Publication restated) {
    Setup today = setup(campaign, day, known);
    return restated == null
        ? today
        : today.restating(
            restated.on(),
            restated.at(),
            adjustments.on(campaign.id(), restated.on(), restated.at()));
  }

  /** All that a board is made of, but for the figures. */
  public Setup setup(Campaign campaign, LocalDate day, @Nullable Instant known) {
    CampaignId id = campaign.id();
    Closing closing = closings.standing(id).orElse(null);
    LocalDate on = closing != null && day.isAfter(closing.cutOff()) ? closing.cutOff() : day;
    Instant entered = Setup.entered(closing, known);
    List<Department> inTheirLeagues = departments.departmentsOn(id, on, entered);
    return new Setup(
        campaign,
        on,
        known,
        closing,
        schemes.on(campaign, on, entered),
        departments.leagues(id),
        inTheirLeagues.stream().filter(d -> d.countsOn(on)).toList(),
        goals.sections(id).stream().filter(s -> s.countsOn(on)).toList(),
        goals.goals(id).stream().filter(g -> g.countsOn(on)).toList(),
        goals.targetsOn(id, on, entered),
        goals.plansOn(id, on, entered),
        goals.milestonesOn(id, on, entered),
        adjustments.on(id, on, entered),
        calendars.of(campaign.calendar()),
        inTheirLeagues.stream().filter(d -> d.isMergedOn(on)).toList(),
        null);
  }

  private Kept followed(Kept before, Changes changes) {
    Setup setup = before.book().setup();
    List<Report> entries = reports.since(setup.campaign().id(), before.last(), FOLLOWED + 1);
    if (entries.size() > FOLLOWED) {
      return read(setup, changes);
    }
    Map<Setup.Cell, List<Report>> changed = new HashMap<>();
    for (Report entry : entries) {
      changed.computeIfAbsent(
          new Setup.Cell(entry.department(), entry.goal()),
          cell -> reports.latest(cell.department(), cell.goal(), setup.counting()));
    }
    long last = entries.isEmpty() ? before.last() : entries.getLast().id().value();
    return new Kept(changes, last, before.book().with(changed));
  }
}
