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
import homestretch.core.store.WhileUnchanged;
import homestretch.core.text.Exact;
import homestretch.core.work.Lane;
import java.math.BigDecimal;
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
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final @Nullable Lane computing;
  private final WhileUnchanged<CampaignId, Changes> counted;

  private record Key(
      CampaignId campaign, LocalDate on, Optional<Instant> known, Optional<Publication> restated) {}

  /**
   * @param last the id of the last entry that the book knows
   */
  private record Kept(Changes changes, long last, Scorebook book) {}

  /** The one asked for last comes last. */
  private final Map<Key, Kept> kept =
      Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true));

  /**
   * @param computing whose threads score; null: those who ask
   */
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
      WorkCalendars calendars,
      @Nullable Lane computing) {
    this.transactions = transactions;
    counted = new WhileUnchanged<>(transactions);
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.reports = reports;
    this.schemes = schemes;
    this.adjustments = adjustments;
    this.closings = closings;
    this.publications = publications;
    this.calendars = calendars;
    this.computing = computing;
  }

  /**
   * Scoring is done by a bounded number of threads, whoever asks: chat, wall, API, posts. Inside a
   * transaction it stays on the thread that the transaction is bound to.
   */
  private <T> T compute(Supplier<T> step) {
    return computing == null || transactions.isOpen() ? step.get() : computing.call(step);
  }

  /** How often anything that boards of a campaign are made of changed. */
  public Changes changes(Campaign campaign) {
    return counted.of(
        campaign.id(), () -> transactions.read(() -> campaigns.changes(campaign.id())));
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
    Needed needed =
        transactions.read(
            () -> {
              Gathered board = gathered(campaign, day, known, null);
              return publications
                  .before(campaign.id(), board.setup().on())
                  .map(
                      last ->
                          new Needed(
                              board,
                              gathered(campaign, day, known, last),
                              gathered(campaign, last.on(), last.at(), null)))
                  .orElse(new Needed(board, null, null));
            });
    // Scored after the connection was given back.
    return compute(
        () -> {
          Scorebook shown = scored(needed.board);
          shown.requireCounting(goal);
          Leaderboard board = shown.leaderboard(league, goal);
          if (needed.from == null || needed.last == null) {
            return board;
          }
          Scorebook from = scored(needed.from);
          // Of a goal that did not count yet there is nothing to have moved from.
          return goal != null && !from.counts(goal)
              ? board
              : moved(board, from.leaderboard(league, goal), scored(needed.last));
        });
  }

  /**
   * What a board with its movement is made of.
   *
   * @param from the last published one under today's rules; null: none was
   * @param last as it stood then
   */
  private record Needed(Gathered board, @Nullable Gathered from, @Nullable Gathered last) {}

  /**
   * The last board that was published, twice.
   *
   * @param shown as it stood
   * @param restated its figures as corrected since, under today's rules
   */
  public record Published(Leaderboard shown, Leaderboard restated) {}

  /** The last board published of a day or before; empty: there is none. */
  public Optional<Published> lastPublished(Campaign campaign, LocalDate day) {
    return transactions
        .read(() -> publications.upTo(campaign.id(), day).map(last -> twice(campaign, day, last)))
        .map(this::published);
  }

  /** A board of that day or before as it was read at an instant. */
  public Published published(Campaign campaign, LocalDate day, Publication last) {
    return published(transactions.read(() -> twice(campaign, day, last)));
  }

  private record Twice(Gathered shown, Gathered restated) {}

  private Twice twice(Campaign campaign, LocalDate day, Publication last) {
    return new Twice(
        gathered(campaign, last.on(), last.at(), null), gathered(campaign, day, null, last));
  }

  private Published published(Twice read) {
    return compute(
        () ->
            new Published(
                scored(read.shown).leaderboard(null, null),
                scored(read.restated).leaderboard(null, null)));
  }

  /** What a point of a trend is made of. */
  private record Week(Setup setup, List<Report> figures) {}

  /**
   * A department's deviation on a day, in points as shown, by what was known at an instant.
   *
   * @param known null: by what is known now
   * @return null if it is not known, or the department did not count
   */
  public @Nullable BigDecimal deviation(
      Campaign campaign, DepartmentId department, LocalDate day, @Nullable Instant known) {
    return transactions.read(
        () -> {
          Setup setup = setup(campaign, day, known).only(department);
          return setup.departments().isEmpty()
              ? null
              : new Scorebook(setup, own(setup, department)).standing(department).deviation();
        });
  }

  /**
   * How far a department was at the end of each of the last weeks and is on a day, as corrected
   * since. Read beside the boards that are kept: nobody else asks for those days.
   */
  public Trend trend(Campaign campaign, DepartmentId department, LocalDate day, int weeks) {
    return trend(
        campaign,
        day,
        weeks,
        setup -> {
          Setup own = setup.only(department);
          return new Week(own, own.departments().isEmpty() ? List.of() : own(own, department));
        },
        book ->
            book.setup().departments().isEmpty() ? null : book.standing(department).completion());
  }

  /** The same of all of a campaign. */
  public Trend trend(Campaign campaign, LocalDate day, int weeks) {
    return trend(
        campaign,
        day,
        weeks,
        setup -> new Week(setup, figures(setup)),
        book -> book.overall().completion());
  }

  private Trend trend(
      Campaign campaign,
      LocalDate day,
      int weeks,
      Function<Setup, Week> read,
      Function<Scorebook, @Nullable Exact> completion) {
    List<Week> all =
        transactions.read(
            () ->
                ends(campaign, day, weeks).stream()
                    .map(on -> read.apply(setup(campaign, on, null)))
                    .toList());
    // Scored after the connection was given back.
    return compute(
        () -> {
          List<Trend.Point> points = new ArrayList<>();
          for (Week each : all) {
            Exact reached = completion.apply(new Scorebook(each.setup, each.figures));
            LocalDate on = each.setup.on();
            // After the cut-off of a frozen board nothing moves any more.
            if (reached != null && (points.isEmpty() || !points.getLast().on().equals(on))) {
              points.add(new Trend.Point(on, reached));
            }
          }
          return new Trend(points);
        });
  }

  /** The last days of the weeks before a day's own, and the day; none before the campaign. */
  private static List<LocalDate> ends(Campaign campaign, LocalDate day, int weeks) {
    List<LocalDate> ends = new ArrayList<>();
    LocalDate sunday = day.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
    for (int week = weeks; week >= 1; week--) {
      LocalDate on = sunday.minusWeeks(week - 1L);
      if (!on.isBefore(campaign.start())) {
        ends.add(on);
      }
    }
    if (!day.isBefore(campaign.start())) {
      ends.add(day);
    }
    return ends;
  }

  private List<Report> own(Setup setup, DepartmentId department) {
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
    return figures;
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
    Gathered read = transactions.read(() -> gathered(campaign, day, known, restated));
    return compute(() -> scored(read));
  }

  /**
   * What was read for a book, before it is scored.
   *
   * @param key null: not to be kept
   * @param before the one in memory, of the same setup; null: none
   * @param changed what has changed in it since; without one before: not used
   * @param figures all that count; with one before: not used
   */
  private record Gathered(
      @Nullable Key key,
      Changes changes,
      long last,
      Setup setup,
      @Nullable Kept before,
      Map<Setup.Cell, List<Report>> changed,
      List<Report> figures) {}

  private Gathered gathered(
      Campaign campaign, LocalDate day, @Nullable Instant known, @Nullable Publication restated) {
    if (transactions.isWriting()) {
      Setup setup = setup(campaign, day, known, restated);
      return new Gathered(null, Changes.NONE, 0, setup, null, Map.of(), figures(setup));
    }
    Changes changes = campaigns.changes(campaign.id());
    Key key =
        new Key(campaign.id(), day, Optional.ofNullable(known), Optional.ofNullable(restated));
    Kept before = kept.get(key);
    if (before != null
        && before.changes().setup() == changes.setup()
        && before.book().setup().campaign().equals(campaign)) {
      Gathered followed = followed(key, before, changes);
      if (followed != null) {
        return followed;
      }
    }
    Setup setup = setup(campaign, day, known, restated);
    return new Gathered(
        key, changes, reports.last(setup.campaign().id()), setup, null, Map.of(), figures(setup));
  }

  private Scorebook scored(Gathered gathered) {
    Kept before = gathered.before();
    Scorebook book =
        before == null
            ? new Scorebook(gathered.setup(), gathered.figures())
            : before.book().with(gathered.changed());
    Key key = gathered.key();
    if (key == null) {
      return book;
    }
    if (before == null || book != before.book() || !before.changes().equals(gathered.changes())) {
      book = keep(key, new Kept(gathered.changes(), gathered.last(), book));
    }
    return book;
  }

  /** Others may have scored the same at the same time: of one state there is one book. */
  private Scorebook keep(Key key, Kept now) {
    synchronized (kept) {
      Kept stands = kept.get(key);
      if (stands != null && stands.changes().equals(now.changes())) {
        return stands.book();
      }
      kept.put(key, now);
      int cells = kept.values().stream().mapToInt(Boards::cells).sum();
      Iterator<Kept> eldest = kept.values().iterator();
      while (kept.size() > 1 && (kept.size() > KEPT || cells > KEPT_CELLS)) {
        cells -= cells(eldest.next());
        eldest.remove();
      }
      return now.book();
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

  /**
   * Read anew and not kept: for a transaction that writes, whose changes may never be committed.
   */
  public Scorebook unkept(Campaign campaign, LocalDate day, @Nullable Instant known) {
    return unkept(setup(campaign, day, known));
  }

  private Scorebook unkept(Setup setup) {
    return new Scorebook(setup, figures(setup));
  }

  private List<Report> figures(Setup setup) {
    return reports.latest(setup.campaign().id(), setup.counting());
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

  /** Only what came since; null if that is so much that all is better read anew. */
  private @Nullable Gathered followed(Key key, Kept before, Changes changes) {
    Setup setup = before.book().setup();
    if (before.changes().ledger() == changes.ledger()) {
      return new Gathered(key, changes, before.last(), setup, before, Map.of(), List.of());
    }
    List<Report> entries = reports.since(setup.campaign().id(), before.last(), FOLLOWED + 1);
    if (entries.size() > FOLLOWED) {
      return null;
    }
    Map<Setup.Cell, List<Report>> changed = new HashMap<>();
    for (Report entry : entries) {
      changed.computeIfAbsent(
          new Setup.Cell(entry.department(), entry.goal()),
          cell -> reports.latest(cell.department(), cell.goal(), setup.counting()));
    }
    long last = entries.isEmpty() ? before.last() : entries.getLast().id().value();
    return new Gathered(key, changes, last, setup, before, changed, List.of());
  }
}
