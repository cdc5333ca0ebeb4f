package homestretch.core.report;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closings;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Field;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Report.State;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of figures that were entered: they are verified or rejected, corrected, withdrawn,
 * undone. Each adds a version; none changes one.
 */
public final class ReviewService {
  /** The reason of an entry that takes one back. */
  public static final String UNDO = "undo";

  private final Transactions transactions;
  private final Reports reports;
  private final Goals goals;
  private final Closings closings;
  private final ReportService entering;
  private final Audit audit;
  private final Clock clock;

  public ReviewService(
      Transactions transactions,
      Reports reports,
      Goals goals,
      Closings closings,
      ReportService entering,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.reports = reports;
    this.goals = goals;
    this.closings = closings;
    this.entering = entering;
    this.audit = audit;
    this.clock = clock;
  }

  public Report verify(Campaign campaign, ReportId id, Actor actor) {
    return step(
        campaign,
        id,
        actor,
        "report.verify",
        "",
        standing -> {
          refuseOwn(standing, actor);
          return changed(standing, standing.figure(), State.VERIFIED);
        });
  }

  public Report reject(Campaign campaign, ReportId id, String reason, Actor actor) {
    return step(
        campaign,
        id,
        actor,
        "report.reject",
        needed(reason),
        standing -> changed(standing, standing.figure(), State.REJECTED));
  }

  public Report withdraw(Campaign campaign, ReportId id, String reason, Actor actor) {
    return step(
        campaign,
        id,
        actor,
        "report.withdraw",
        needed(reason),
        standing -> changed(standing, standing.figure(), State.WITHDRAWN));
  }

  public Report correct(Campaign campaign, ReportId id, Figure figure, String reason, Actor actor) {
    return step(
        campaign,
        id,
        actor,
        "report.correct",
        needed(reason),
        standing -> {
          Figure named = ofSameStep(standing, figure);
          goals.goals(campaign.id()).stream()
              .filter(g -> g.id().equals(standing.goal()))
              .forEach(g -> g.check(named));
          return changed(standing, named, State.REVISED);
        });
  }

  /** A correction is of the step that it corrects, named by its code or its name. */
  private static Figure ofSameStep(Report standing, Figure figure) {
    String step = standing.figure().step();
    if (step.isEmpty() || figure.step().isEmpty()) {
      return figure;
    }
    if (Milestone.find(List.of(step), figure.step()).isEmpty()) {
      throw new Fault.Invalid(Field.MILESTONE, figure.step(), Milestone.names(List.of(step)));
    }
    return Figure.step(step, figure.isDone());
  }

  /** So many of somebody's own figures can be taken back one after another. */
  private static final int UNDOABLE = 100;

  /**
   * Takes back the last figure that this reporter entered and has not taken back yet: the version
   * before it stands again, or none if there was none.
   *
   * @param id that entry alone; empty: whichever was the last
   */
  public Report undo(Campaign campaign, Optional<ReportId> id, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Report last = id.map(i -> get(campaign, i)).orElseGet(() -> lastOf(campaign, actor));
          if (!last.by().isSameAs(actor)) {
            throw new Fault.Forbidden(
                new Text("只能撤回自己上报的数据", "only whoever reported a figure can undo it"));
          }
          List<Report> versions = versions(last);
          Report standing = versions.getLast();
          if (effective(standing) != last.version()
              || isUndo(last)
              || last.state() != State.PROVISIONAL
              || standing.state() != State.PROVISIONAL) {
            throw new Fault.Conflict(
                new Text(
                    "这条数据已被更正、核定或撤回，不能再撤回",
                    "the figure was corrected, verified or undone already"));
          }
          Optional<Report> before =
              versions.stream()
                  .filter(v -> v.version() == effectiveBefore(versions, last.version()))
                  // Of a figure that was withdrawn before there is nothing to go back to.
                  .filter(v -> v.state().counts())
                  .findFirst();
          Report entry =
              reports.append(
                  next(
                      before
                          .map(b -> changed(b, b.figure(), b.state()))
                          .orElse(changed(standing, standing.figure(), State.WITHDRAWN)),
                      standing.id(),
                      before.map(Report::version).orElse(0),
                      UNDO,
                      actor));
          audit.record(
              actor,
              "report.undo",
              entering.subject(campaign, last),
              standing.figure(),
              before.map(Report::figure).orElse(null));
          return entry;
        });
  }

  /** The last entry that somebody made and has not taken back. */
  private Report lastOf(Campaign campaign, Actor actor) {
    List<Report> entries = reports.lastBy(campaign.id(), actor, UNDOABLE);
    return entries.stream()
        .filter(entry -> !isUndo(entry) && !isUndone(entry))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Conflict(
                    entries.isEmpty()
                        ? new Text("您还没有上报过数据，没有可撤回的", "you have reported nothing yet")
                        : new Text(
                            "您上报的数都已撤回，没有可再撤回的",
                            "all that you reported is undone already; there is nothing more to"
                                + " undo")));
  }

  private List<Report> versions(Report of) {
    return reports.versions(of.department(), of.goal(), of.figure().step(), of.asOf());
  }

  /** A reviewer may give the same word as the reason of a correction, which is none. */
  private static boolean isUndo(Report entry) {
    return entry.restores() > 0
        || (entry.state() == State.WITHDRAWN && entry.reason().equals(UNDO));
  }

  /** Whether an undo took this very entry back. */
  private boolean isUndone(Report entry) {
    List<Report> versions = versions(entry);
    return versions.stream()
        .filter(v -> v.version() > 1 && isUndo(v))
        .anyMatch(undo -> effective(versions.get(undo.version() - 2)) == entry.version());
  }

  /** The version that a figure says, looking through an undo; 0 if it says none. */
  private static int effective(Report version) {
    if (version.restores() > 0) {
      return version.restores();
    }
    return isUndo(version) ? 0 : version.version();
  }

  /** The version that stood before the given one, looking through undos; 0 if none did. */
  private static int effectiveBefore(List<Report> versions, int version) {
    return version <= 1 ? 0 : effective(versions.get(version - 2));
  }

  private interface Step {
    Report next(Report standing);
  }

  private Report step(
      Campaign campaign, ReportId id, Actor actor, String action, String reason, Step step) {
    return transactions.write(
        () -> {
          Report named = get(campaign, id);
          closings.requireReviewable(campaign.id(), named.asOf(), campaign.today(clock));
          Report standing =
              reports
                  .versions(named.department(), named.goal(), named.figure().step(), named.asOf())
                  .getLast();
          if (!standing.id().equals(id) || !standing.state().counts()) {
            throw new Fault.Conflict(
                new Text(
                    "第 " + named.version() + " 版不是现行数据",
                    "version " + named.version() + " is not the one that stands"));
          }
          Report entry = reports.append(next(step.next(standing), standing.id(), 0, reason, actor));
          audit.record(
              actor,
              action,
              entering.subject(campaign, named),
              standing.state() + " " + standing.figure(),
              entry.state() + " " + entry.figure());
          return entry;
        });
  }

  /** Nobody verifies the figures of a department they report for (docs/scoring.md, Corrections). */
  private void refuseOwn(Report standing, Actor actor) {
    if (standing.reportedBy().isSameAs(actor)
        || entering.isOwn(standing.campaign(), standing.department(), actor)) {
      throw new Fault.Forbidden(
          new Text("不能核定自己上报单位的数据", "nobody verifies the figures of a department they report for"));
    }
  }

  private Report get(Campaign campaign, ReportId id) {
    return reports
        .find(campaign.id(), id)
        .orElseThrow(
            () -> new Fault.NotFound(new Text("上报记录", "report"), String.valueOf(id.value())));
  }

  private static String needed(String reason) {
    String kept = Code.text(reason);
    if (kept.isBlank()) {
      throw new Fault.Invalid("reason", reason, new Text("写明原因", "a reason"));
    }
    return kept;
  }

  private static Report changed(Report from, Figure figure, State state) {
    return new Report(
        from.id(),
        from.campaign(),
        from.department(),
        from.goal(),
        from.asOf(),
        figure,
        from.note(),
        from.evidence(),
        state,
        from.version(),
        from.restores(),
        from.reason(),
        from.reportedBy(),
        from.by(),
        from.replaces(),
        from.flag(),
        from.at());
  }

  /** The next version of what stands: a correction is its author's own figure. */
  private Report next(Report from, ReportId standing, int restores, String reason, Actor actor) {
    return new Report(
        from.id(),
        from.campaign(),
        from.department(),
        from.goal(),
        from.asOf(),
        from.figure(),
        from.note(),
        from.evidence(),
        from.state(),
        from.version(),
        restores,
        reason,
        from.state() == State.REVISED && restores == 0 ? actor : from.reportedBy(),
        actor,
        standing,
        // Whoever corrects has looked at it.
        from.state() == State.REVISED ? "" : from.flag(),
        clock.instant());
  }
}
