package homestretch.core.board.closeout;

import homestretch.core.audit.Actor;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.Reports;
import homestretch.core.report.Reports.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What counts on a date, counted from the first entry of the ledger to the last. It shares nothing
 * with {@link Reports#latest} and the boards in memory, so that it can check them.
 */
public final class Recount {
  private record Cell(DepartmentId department, GoalId goal, String step) {}

  private final LocalDate until;
  private final @Nullable Instant entered;

  /** Of each cell the last version of every day. */
  private final Map<Cell, TreeMap<LocalDate, Entry>> last = new HashMap<>();

  private Recount(LocalDate until, @Nullable Instant entered) {
    this.until = until;
    this.entered = entered;
  }

  public static Scorebook of(Setup setup, Reports reports) {
    Recount count = new Recount(setup.lastCounted(), setup.entered());
    reports.replay(setup.campaign().id(), count::take);
    return new Scorebook(setup, count.counting(setup));
  }

  private void take(Entry entry) {
    if (entry.asOf().isAfter(until) || (entered != null && entry.at().isAfter(entered))) {
      return;
    }
    last.computeIfAbsent(
            new Cell(entry.department(), entry.goal(), entry.figure().step()),
            cell -> new TreeMap<>())
        .merge(entry.asOf(), entry, (a, b) -> a.version() > b.version() ? a : b);
  }

  private List<Report> counting(Setup setup) {
    List<Report> counting = new ArrayList<>();
    for (TreeMap<LocalDate, Entry> days : last.values()) {
      days.descendingMap().values().stream()
          .filter(entry -> entry.state().counts())
          .findFirst()
          .ifPresent(entry -> counting.add(report(setup, entry)));
    }
    return counting;
  }

  /** With as much as a board is made of. */
  private static Report report(Setup setup, Entry entry) {
    return new Report(
        new ReportId(entry.id()),
        setup.campaign().id(),
        entry.department(),
        entry.goal(),
        entry.asOf(),
        entry.figure(),
        "",
        "",
        entry.state(),
        entry.version(),
        0,
        "",
        Actor.SYSTEM,
        entry.at());
  }
}
