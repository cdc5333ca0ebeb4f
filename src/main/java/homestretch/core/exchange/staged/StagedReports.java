package homestretch.core.exchange.staged;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as far as an import touches it: of each figure the last version, and what is to be
 * added. Columns rather than objects, some 40 bytes a figure, so that a million fit into the
 * memory; who entered what stands already is not kept.
 */
public final class StagedReports implements Reports {
  private static final Report.State[] STATES = Report.State.values();

  /** A department and a goal. */
  public record Pair(DepartmentId department, GoalId goal) {}

  private record Cell(DepartmentId department, GoalId goal, String step) {}

  /** The figures of a cell by day. */
  private static final class Timeline {
    private final Cell cell;
    private final int number;
    private int[] days = new int[4];
    private int[] rows = new int[4];
    private int size;

    Timeline(Cell cell, int number) {
      this.cell = cell;
      this.number = number;
    }

    int find(int day) {
      // Tables are mostly in the order of days.
      return size > 0 && days[size - 1] < day ? -size - 1 : Arrays.binarySearch(days, 0, size, day);
    }

    void put(int day, int row) {
      int at = find(day);
      if (at >= 0) {
        rows[at] = row;
        return;
      }
      at = -at - 1;
      if (size == days.length) {
        days = Arrays.copyOf(days, size + (size >> 1));
        rows = Arrays.copyOf(rows, size + (size >> 1));
      }
      System.arraycopy(days, at, days, at + 1, size - at);
      System.arraycopy(rows, at, rows, at + 1, size - at);
      days[at] = day;
      rows[at] = row;
      size++;
    }
  }

  private final Campaign campaign;
  private final Actor actor;
  private final Set<DepartmentId> own;
  private final Map<Cell, Integer> numbers = new HashMap<>();
  private final List<Timeline> timelines = new ArrayList<>();

  /** The one asked for last is mostly asked for again. */
  private @Nullable Timeline asked;

  private final Set<Pair> loaded = new HashSet<>();

  private int size;
  private int[] cells = new int[64];
  private int[] days = new int[64];
  private byte[] states = new byte[64];
  private int[] versions = new int[64];
  private final Amounts values = new Amounts();
  private final Amounts denominators = new Amounts();
  private final Texts notes = new Texts();
  private final Texts evidence = new Texts();
  private final Texts flags = new Texts();

  /** Of stored ones the id; of those to be added 0. */
  private long[] ids = new long[0];

  /** Of those to be added the row that they replace, plus 1. */
  private int[] replaced = new int[0];

  /** Where the import says them. */
  private long[] said = new long[0];

  /** The rows to be added, in their order. */
  private int[] added = new int[64];

  private int addedCount;

  /**
   * @param actor who adds
   * @param own the departments that this one reported for before
   */
  StagedReports(Campaign campaign, Actor actor, Set<DepartmentId> own) {
    this.campaign = campaign;
    this.actor = actor;
    this.own = own;
  }

  /** Reads what stands of some departments and goals, once each. */
  void load(Set<Pair> wanted, Reports from) {
    Set<Pair> missing = new HashSet<>(wanted);
    missing.removeAll(loaded);
    if (missing.isEmpty()) {
      return;
    }
    from.replay(
        campaign.id(),
        missing.stream().map(Pair::department).collect(Collectors.toSet()),
        missing.stream().map(Pair::goal).collect(Collectors.toSet()),
        report -> {
          if (missing.contains(new Pair(report.department(), report.goal()))) {
            keep(report);
          }
        });
    loaded.addAll(missing);
  }

  /** Nothing stands of these. */
  void noteNothing(Set<Pair> pairs) {
    loaded.addAll(pairs);
  }

  private Timeline timeline(DepartmentId department, GoalId goal, String step) {
    Timeline before = asked;
    if (before != null
        && before.cell.department().equals(department)
        && before.cell.goal().equals(goal)
        && before.cell.step().equals(step)) {
      return before;
    }
    Cell cell = new Cell(department, goal, step);
    asked =
        timelines.get(
            numbers.computeIfAbsent(
                cell,
                c -> {
                  timelines.add(new Timeline(c, timelines.size()));
                  return timelines.size() - 1;
                }));
    return asked;
  }

  private int keep(Report report) {
    int row = size++;
    if (row == cells.length) {
      int longer = row + (row >> 1);
      cells = Arrays.copyOf(cells, longer);
      days = Arrays.copyOf(days, longer);
      states = Arrays.copyOf(states, longer);
      versions = Arrays.copyOf(versions, longer);
    }
    Figure figure = report.figure();
    Timeline timeline = timeline(report.department(), report.goal(), figure.step());
    cells[row] = timeline.number;
    days[row] = (int) report.asOf().toEpochDay();
    states[row] = (byte) report.state().ordinal();
    versions[row] = report.version();
    values.set(row, figure.value());
    denominators.set(row, figure.denominator());
    notes.set(row, report.note());
    evidence.set(row, report.evidence());
    flags.set(row, report.flag());
    if (report.id().value() != 0) {
      if (row >= ids.length) {
        ids = Arrays.copyOf(ids, Math.max(row + 64, row + (row >> 1)));
      }
      ids[row] = report.id().value();
    }
    timeline.put(days[row], row);
    return row;
  }

  private long id(int row) {
    return row < ids.length ? ids[row] : 0;
  }

  private @Nullable Integer replaced(int row) {
    return row < replaced.length && replaced[row] > 0 ? replaced[row] - 1 : null;
  }

  private Figure figure(int row) {
    return new Figure(
        Objects.requireNonNull(values.get(row)),
        denominators.get(row),
        timelines.get(cells[row]).cell.step());
  }

  private Report report(int row, Instant at) {
    Cell cell = timelines.get(cells[row]).cell;
    Integer before = replaced(row);
    long replacedId = before == null ? 0 : id(before);
    return new Report(
        new ReportId(id(row)),
        campaign.id(),
        cell.department(),
        cell.goal(),
        LocalDate.ofEpochDay(days[row]),
        figure(row),
        notes.get(row),
        evidence.get(row),
        STATES[states[row]],
        versions[row],
        0,
        "",
        actor,
        actor,
        replacedId == 0 ? null : new ReportId(replacedId),
        flags.get(row),
        at);
  }

  /** Adds what was prepared; what stands already adds nothing. */
  public void add(ReportService.Prepared prepared) {
    if (prepared.entry() != null) {
      append(prepared.entry());
    }
  }

  /** Where figures are to be added. */
  Set<Pair> touched() {
    Set<Pair> touched = new HashSet<>();
    for (int i = 0; i < addedCount; i++) {
      Cell cell = timelines.get(cells[added[i]]).cell;
      touched.add(new Pair(cell.department(), cell.goal()));
    }
    return touched;
  }

  @Override
  public Report append(Report report) {
    Timeline timeline = timeline(report.department(), report.goal(), report.figure().step());
    int before = timeline.find((int) report.asOf().toEpochDay());
    int replacedRow = before >= 0 ? timeline.rows[before] : -1;
    int row = keep(report);
    if (replacedRow >= 0) {
      if (row >= replaced.length) {
        replaced = Arrays.copyOf(replaced, Math.max(row + 64, row + (row >> 1)));
      }
      replaced[row] = replacedRow + 1;
    }
    if (addedCount == added.length) {
      added = Arrays.copyOf(added, addedCount + (addedCount >> 1) + 64);
    }
    added[addedCount++] = row;
    return report;
  }

  /**
   * Notes where the import says a figure that stands, or is to be added.
   *
   * @param place any number above 0
   */
  public void say(DepartmentId department, GoalId goal, String step, LocalDate asOf, long place) {
    Timeline timeline = timeline(department, goal, step);
    int at = timeline.find((int) asOf.toEpochDay());
    if (at >= 0) {
      int row = timeline.rows[at];
      if (row >= said.length) {
        said = Arrays.copyOf(said, Math.max(row + 64, row + (row >> 1)));
      }
      said[row] = place;
    }
  }

  /** Where the import said that figure before; 0: nowhere. */
  public long saidAt(DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    Timeline timeline = timeline(department, goal, step);
    int at = timeline.find((int) asOf.toEpochDay());
    int row = at < 0 ? -1 : timeline.rows[at];
    return row >= 0 && row < said.length ? said[row] : 0;
  }

  /** Whether an entry that came in between concerns what was checked here. */
  boolean concerns(Report other) {
    return loaded.contains(new Pair(other.department(), other.goal()));
  }

  /** How many are to be added. */
  public int addedCount() {
    return addedCount;
  }

  Iterator<Report> added(Instant at) {
    return each(row -> report(row, at));
  }

  /**
   * Puts what is to be added in order by department, goal and step, each as the tables have it:
   * scattered over the ledger's key a million would take several times as long.
   */
  void gather() {
    int[] next = new int[timelines.size() + 1];
    for (int i = 0; i < addedCount; i++) {
      next[cells[added[i]] + 1]++;
    }
    for (int cell = 1; cell < next.length; cell++) {
      next[cell] += next[cell - 1];
    }
    int[] gathered = new int[addedCount];
    for (int i = 0; i < addedCount; i++) {
      gathered[next[cells[added[i]]]++] = added[i];
    }
    added = gathered;
  }

  /** What the audit says of them. */
  Iterator<Audit.Change> changes(
      Map<DepartmentId, String> departmentCodes, Map<GoalId, String> goalCodes) {
    return each(
        row -> {
          Cell cell = timelines.get(cells[row]).cell;
          Integer before = replaced(row);
          return ReportService.change(
              campaign,
              Objects.requireNonNull(departmentCodes.get(cell.department())),
              Objects.requireNonNull(goalCodes.get(cell.goal())),
              LocalDate.ofEpochDay(days[row]),
              before == null ? null : figure(before),
              figure(row));
        });
  }

  private <T> Iterator<T> each(IntFunction<T> of) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < addedCount;
      }

      @Override
      public T next() {
        if (next >= addedCount) {
          throw new NoSuchElementException();
        }
        return of.apply(added[next++]);
      }
    };
  }

  @Override
  public Optional<Report> lastVersion(
      DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    Timeline timeline = timeline(department, goal, step);
    int at = timeline.find((int) asOf.toEpochDay());
    return at < 0 ? Optional.empty() : Optional.of(report(timeline.rows[at], Instant.EPOCH));
  }

  @Override
  public Former former(DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    return new Former(
        lastVersion(department, goal, step, asOf), latest(timeline(department, goal, step), asOf));
  }

  @Override
  public Optional<Report> next(DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    Timeline timeline = timeline(department, goal, step);
    int at = timeline.find((int) asOf.toEpochDay());
    for (int i = at < 0 ? -at - 1 : at + 1; i < timeline.size; i++) {
      int row = timeline.rows[i];
      if (STATES[states[row]].counts()) {
        return Optional.of(report(row, Instant.EPOCH));
      }
    }
    return Optional.empty();
  }

  /** The last that counts of a day or before. */
  private Optional<Report> latest(Timeline timeline, LocalDate on) {
    int at = timeline.find((int) on.toEpochDay());
    for (int i = at < 0 ? -at - 2 : at; i >= 0; i--) {
      int row = timeline.rows[i];
      if (STATES[states[row]].counts()) {
        return Optional.of(report(row, Instant.EPOCH));
      }
    }
    return Optional.empty();
  }

  /** For the effect on today's board; goals by steps are left out of that. */
  @Override
  public List<Report> latest(DepartmentId department, GoalId goal, Counting counting) {
    return latest(timeline(department, goal, ""), counting.on()).map(List::of).orElse(List.of());
  }

  @Override
  public boolean hasReported(CampaignId of, DepartmentId department, Actor by) {
    return own.contains(department);
  }

  @Override
  public Set<DepartmentId> reportedBy(CampaignId of, Actor by) {
    return own;
  }

  @Override
  public void appendAll(CampaignId of, Iterator<Report> reports, int count) {
    reports.forEachRemaining(this::append);
  }

  @Override
  public Optional<Report> find(CampaignId of, ReportId id) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> versions(DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    throw InMemory.notAsked();
  }

  @Override
  public void replay(
      CampaignId of, Set<DepartmentId> departments, Set<GoalId> goals, Consumer<Report> each) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> history(DepartmentId department, GoalId goal) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> latest(CampaignId of, Counting counting) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> since(CampaignId of, long after, int limit) {
    throw InMemory.notAsked();
  }

  @Override
  public long last(CampaignId of) {
    throw InMemory.notAsked();
  }

  @Override
  public void replay(CampaignId of, Consumer<Entry> each) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> list(CampaignId of, Filter filter, long before, int limit) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Report> lastBy(CampaignId of, Actor by, int limit) {
    throw InMemory.notAsked();
  }
}
