package homestretch.core.report;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closings;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Field;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Section;
import homestretch.core.goal.Target;
import homestretch.core.report.Report.State;
import homestretch.core.score.Schemes;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that adds to the ledger. Who may report for whom is decided before. */
public final class ReportService {
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private static final Text NO_STEPS =
      new Text("先由管理员设定的节点（还没有）", "a step set up before (there is none)");

  private final Transactions transactions;
  private final Reports reports;
  private final Goals goals;
  private final Departments departments;
  private final Schemes schemes;
  private final Closings closings;
  private final Audit audit;
  private final Clock clock;

  public ReportService(
      Transactions transactions,
      Reports reports,
      Goals goals,
      Departments departments,
      Schemes schemes,
      Closings closings,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.reports = reports;
    this.goals = goals;
    this.departments = departments;
    this.schemes = schemes;
    this.closings = closings;
    this.audit = audit;
    this.clock = clock;
  }

  /** The same ledger by another clock: a sample was not reported all at once. */
  public ReportService withClock(Clock other) {
    return new ReportService(
        transactions, reports, goals, departments, schemes, closings, audit, other);
  }

  /**
   * Says at once, before anybody fills in a form, that no figure can be entered any more.
   *
   * @throws Fault.Conflict if the campaign is frozen or final
   */
  public void requireOpen(Campaign campaign) {
    transactions.read(
        () -> {
          closings.seemsOpen(campaign.id());
          return true;
        });
  }

  /**
   * Takes a figure. The same figure again is not entered twice: the entry that stands is answered.
   *
   * @throws Fault.Invalid if the as-of date is in the future, or outside the goal's period
   * @throws Fault.Conflict if the figure of that day was verified already
   */
  public Report submit(Campaign campaign, Submission submission, Actor actor) {
    return take(campaign, submission, actor).report();
  }

  /**
   * What was taken.
   *
   * @param remarks what its reporter should know of it
   */
  public record Taken(Report report, List<Remark> remarks) {}

  /** {@link #submit}, with what the reporter should know. */
  public Taken take(Campaign campaign, Submission submission, Actor actor) {
    return transactions.write(
        () -> {
          Prepared prepared = prepare(campaign, submission, State.PROVISIONAL, actor);
          return new Taken(enter(campaign, submission, prepared, actor), prepared.remarks());
        });
  }

  /**
   * Takes many figures, all or none.
   *
   * @throws Fault.Invalid naming all that cannot be taken, each by its place: {@code items/3/asOf}
   */
  public List<Taken> submitAll(Campaign campaign, List<Submission> submissions, Actor actor) {
    return transactions.write(
        () -> {
          List<Taken> entered = new ArrayList<>();
          List<Audit.Change> changes = new ArrayList<>();
          List<Violation> wrong = new ArrayList<>();
          // What is the same for all, or for many, is asked once.
          closings.requireOpen(campaign.id());
          Map<Pair, List<Target>> targets = new HashMap<>();
          for (int i = 0; i < submissions.size(); i++) {
            String at = "items/" + i + "/";
            try {
              Submission submission = submissions.get(i);
              Prepared prepared =
                  prepare(
                      campaign,
                      submission,
                      State.PROVISIONAL,
                      actor,
                      () -> {},
                      pair ->
                          targets.computeIfAbsent(pair, p -> goals.versions(p.department, p.goal)));
              if (prepared.entry() == null) {
                entered.add(new Taken(prepared.after(), prepared.remarks()));
              } else {
                Report entry = reports.append(prepared.entry());
                entered.add(new Taken(entry, prepared.remarks()));
                changes.add(change(campaign, submission, prepared, entry));
              }
            } catch (Fault.Invalid e) {
              e.violations()
                  .forEach(v -> wrong.add(new Violation(at + v.field(), v.value(), v.expected())));
            } catch (Fault.Conflict e) {
              throw new Fault.Conflict(
                  new Text(
                      "第 " + (i + 1) + " 条：" + e.text().zh(), "item " + i + ": " + e.text().en()));
            }
          }
          if (!wrong.isEmpty()) {
            throw new Fault.Invalid(wrong);
          }
          audit.recordAll(actor, changes.iterator());
          return entered;
        });
  }

  /** Whose figure an entry is, as the audit says it; what is gone by its number. */
  String subject(Campaign campaign, Report entry) {
    return subject(
        campaign,
        departments.departments(campaign.id()).stream()
            .filter(d -> d.id().equals(entry.department()))
            .findFirst()
            .map(Department::code)
            .orElseGet(() -> String.valueOf(entry.department().value())),
        goals.goals(campaign.id()).stream()
            .filter(g -> g.id().equals(entry.goal()))
            .findFirst()
            .map(Goal::code)
            .orElseGet(() -> String.valueOf(entry.goal().value())),
        entry.asOf());
  }

  /**
   * What a figure makes of the ledger.
   *
   * @param entry what it adds, not entered yet; null: the figure stands already
   * @param last the version before it; null: there is none
   * @param oddity what should be looked at; null: nothing
   * @param notes what should be known of it besides
   */
  public record Prepared(
      @Nullable Report entry, @Nullable Report last, @Nullable Jump oddity, List<Remark> notes) {
    /** What should be known or looked at. */
    public List<Remark> remarks() {
      if (oddity == null) {
        return notes;
      }
      List<Remark> all = new ArrayList<>(notes);
      all.add(new Remark("value", oddity.code(), oddity.text()));
      return all;
    }

    /** What stands once it is entered. */
    public Report after() {
      return entry == null ? Objects.requireNonNull(last) : entry;
    }
  }

  /** One figure, inside a transaction of whoever calls. */
  public Report enter(Campaign campaign, Submission submission, State state, Actor actor) {
    return enter(campaign, submission, prepare(campaign, submission, state, actor), actor);
  }

  private Report enter(Campaign campaign, Submission submission, Prepared prepared, Actor actor) {
    if (prepared.entry() == null) {
      return prepared.after();
    }
    Report entry = reports.append(prepared.entry());
    Audit.Change change = change(campaign, submission, prepared, entry);
    audit.record(actor, change.action(), change.subject(), change.before(), change.after());
    return entry;
  }

  private static Audit.Change change(
      Campaign campaign, Submission submission, Prepared prepared, Report entry) {
    return change(
        campaign,
        submission.department().code(),
        submission.goal().code(),
        submission.asOf(),
        prepared.last() == null ? null : prepared.last().figure(),
        entry.figure());
  }

  private record Pair(DepartmentId department, GoalId goal) {}

  /**
   * What the audit says of an entry.
   *
   * @param before the figure that it replaces; null: none
   */
  public static Audit.Change change(
      Campaign campaign,
      String department,
      String goal,
      LocalDate asOf,
      @Nullable Figure before,
      Figure after) {
    return new Audit.Change(
        "report.submit", subject(campaign, department, goal, asOf), before, after);
  }

  private static String subject(Campaign campaign, String department, String goal, LocalDate asOf) {
    return campaign.slug() + "/" + department + "/" + goal + "/" + asOf;
  }

  /**
   * Checks a figure against what stands, and says what it would enter.
   *
   * @throws Fault.Invalid if it cannot be taken
   * @throws Fault.Conflict if the figure of that day was verified already
   */
  public Prepared prepare(Campaign campaign, Submission submission, State state, Actor actor) {
    return prepare(
        campaign,
        submission,
        state,
        actor,
        () -> closings.requireOpen(campaign.id()),
        pair -> goals.versions(pair.department, pair.goal));
  }

  private Prepared prepare(
      Campaign campaign,
      Submission submission,
      State state,
      Actor actor,
      Runnable requireOpen,
      Function<Pair, List<Target>> targets) {
    submission.goal().checkPeriod(campaign, submission.asOf());
    Submission checked = submission.notAfter(campaign.today(clock));
    requireOpen.run();
    checkStep(campaign, checked);
    Reports.Former former = former(checked);
    Optional<Report> last = former.sameDay();
    List<Target> versions =
        checked.goal().kind().hasSteps()
            ? List.of()
            : targets.apply(new Pair(checked.department().id(), checked.goal().id()));
    List<Remark> remarks =
        new ArrayList<>(Remark.of(campaign, checked, versions, campaign.today(clock)));
    doneLater(checked)
        .ifPresent(later -> remarks.add(Remark.doneLater(checked.figure().step(), later)));
    if (last.isPresent() && last.get().state().counts()) {
      Report standing = last.get();
      if (standing.figure().sameAs(checked.figure())
          && standing.note().equals(checked.note())
          && standing.evidence().equals(checked.evidence())
          && (state == State.PROVISIONAL || state == standing.state())) {
        return new Prepared(null, standing, null, remarks);
      }
      if (standing.state() == State.VERIFIED && state != State.VERIFIED) {
        throw new Fault.Conflict(
            new Text(
                checked.asOf() + " 的数据已核定为 " + standing.figure() + "，如需更正请联系管理员",
                "the figure of "
                    + checked.asOf()
                    + " is verified as "
                    + standing.figure()
                    + "; ask an administrator to correct it"));
      }
    }
    checked.requireCounting(endedSection(campaign, checked));
    Jump oddity = jump(checked, former.latest(), versions).orElse(null);
    return new Prepared(
        new Report(
            new ReportId(0),
            campaign.id(),
            checked.department().id(),
            checked.goal().id(),
            checked.asOf(),
            checked.figure(),
            checked.note(),
            checked.evidence(),
            state,
            last.map(Report::version).orElse(0) + 1,
            0,
            "",
            actor,
            actor,
            last.map(Report::id).orElse(null),
            oddity == null ? "" : oddity.code(),
            clock.instant()),
        last.orElse(null),
        oddity,
        remarks);
  }

  /**
   * The section in which the goal stands on the figure's day, if it has ended by then. A scheme may
   * have moved the goal; it is asked only where the goal's own section has an end.
   */
  private @Nullable Section endedSection(Campaign campaign, Submission checked) {
    Goal goal = checked.goal();
    if (goal.section() == null) {
      return null;
    }
    List<Section> sections = goals.sections(campaign.id());
    if (ended(sections, goal, checked.asOf()) == null) {
      return null;
    }
    return ended(
        sections, schemes.on(campaign, checked.asOf(), null).applied(goal), checked.asOf());
  }

  private static @Nullable Section ended(List<Section> sections, Goal goal, LocalDate day) {
    return sections.stream()
        .filter(s -> s.id().equals(goal.section()))
        .filter(s -> s.until() != null && day.isAfter(s.until()))
        .findFirst()
        .orElse(null);
  }

  /**
   * What is odd about a figure that somebody is about to report; empty: nothing. It is asked about
   * once and then taken.
   *
   * @throws Fault.Invalid if it cannot be taken, asked about or not
   * @throws Fault.Conflict if the figure of that day was verified already
   */
  public Optional<Jump> oddity(Campaign campaign, Submission submission, Actor actor) {
    return transactions.read(
        () ->
            Optional.ofNullable(
                prepare(
                        campaign,
                        submission,
                        State.PROVISIONAL,
                        actor,
                        () -> closings.seemsOpen(campaign.id()),
                        pair -> goals.versions(pair.department, pair.goal))
                    .oddity()));
  }

  /** The later day that a step has already: that stays, whatever is said of a day before. */
  private Optional<LocalDate> doneLater(Submission submission) {
    if (!submission.figure().isDone() || !submission.goal().kind().hasSteps()) {
      return Optional.empty();
    }
    return reports
        .former(
            submission.department().id(),
            submission.goal().id(),
            submission.figure().step(),
            LAST_DAY)
        .latest()
        .filter(later -> later.figure().isDone())
        .map(Report::asOf)
        .filter(later -> later.isAfter(submission.asOf()));
  }

  private Reports.Former former(Submission submission) {
    return reports.former(
        submission.department().id(),
        submission.goal().id(),
        submission.figure().step(),
        submission.asOf());
  }

  /**
   * @param last what counted before
   */
  private Optional<Jump> jump(Submission submission, Optional<Report> last, List<Target> versions) {
    if (submission.goal().kind().hasSteps()) {
      return last.flatMap(done -> Jump.ofStep(done, submission.figure(), submission.asOf()))
          .filter(jump -> doneLater(submission).isEmpty());
    }
    Target target = Remark.counting(versions, submission.asOf());
    return Jump.of(
            submission.goal(),
            target,
            last.map(Report::figure).orElse(null),
            last.map(Report::asOf).orElse(null),
            submission.figure(),
            submission.asOf())
        .or(() -> aboveLater(submission));
  }

  private Optional<Jump> aboveLater(Submission submission) {
    return submission.goal().kind().buildsUp()
        ? reports
            .next(
                submission.department().id(),
                submission.goal().id(),
                submission.figure().step(),
                submission.asOf())
            .flatMap(later -> Jump.ofLater(submission.goal(), submission.figure(), later))
        : Optional.empty();
  }

  /** The version that counts of one figure, if one does. */
  public Optional<Report> standing(
      DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    return transactions.read(
        () ->
            reports
                .lastVersion(department, goal, step, asOf)
                .filter(report -> report.state().counts()));
  }

  /** Whether somebody reports for a department: by a link, or because they did. */
  public boolean isOwn(CampaignId campaign, DepartmentId department, Actor actor) {
    return transactions.read(
        () ->
            departments.links(department).stream()
                    .anyMatch(
                        link ->
                            link.kind() != Link.Kind.ROLE
                                && actor.doors().contains(link.platform())
                                && (link.id().equals(actor.id()) || link.id().equals(actor.name())))
                || reports.hasReported(campaign, department, actor));
  }

  /**
   * The submission with its step by its code, where a person may have given it by its name.
   *
   * @throws Fault.Invalid naming the steps, if there is none such
   */
  public Submission named(Campaign campaign, Submission submission) {
    Figure figure = submission.figure();
    if (figure.step().isEmpty() || !submission.goal().kind().hasSteps()) {
      return submission;
    }
    List<String> steps = transactions.read(() -> steps(campaign, submission));
    String step =
        Milestone.find(steps, figure.step())
            .orElseThrow(
                () ->
                    new Fault.Invalid(
                        Field.MILESTONE,
                        figure.step(),
                        steps.isEmpty() ? NO_STEPS : Milestone.names(steps)));
    return step.equals(figure.step())
        ? submission
        : new Submission(
            submission.department(),
            submission.goal(),
            Figure.step(step, figure.isDone()),
            submission.asOf(),
            submission.note(),
            submission.evidence());
  }

  private List<String> steps(Campaign campaign, Submission submission) {
    return goals
        .milestonesOn(submission.department().id(), submission.goal().id(), campaign.deadline())
        .stream()
        .map(Milestone::step)
        .toList();
  }

  private void checkStep(Campaign campaign, Submission submission) {
    if (!submission.goal().kind().hasSteps()) {
      return;
    }
    List<String> steps = steps(campaign, submission);
    if (!steps.contains(submission.figure().step())) {
      throw new Fault.Invalid(
          Field.MILESTONE,
          submission.figure().step(),
          steps.isEmpty() ? NO_STEPS : Milestone.names(steps));
    }
  }
}
