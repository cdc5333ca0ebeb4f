package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Remark;
import homestretch.core.report.Report;
import homestretch.core.report.Submission;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.store.Code;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a figure changed: before and after, light, rank, and what is next. */
final class Receipt {
  /** Discord's rows of five, less one for nothing to be pushed out. */
  private static final int BUTTONS = 20;

  private final Campaign campaign;
  private final Scorebook before;
  private final Scorebook after;
  private final Language language;

  private final Actor reporter;

  Receipt(Campaign campaign, Scorebook before, Scorebook after, Actor reporter, Language language) {
    this.reporter = reporter;
    this.campaign = campaign;
    this.before = before;
    this.after = after;
    this.language = language;
  }

  /**
   * @param entries of the ledger, in the submissions' order
   */
  Reply of(List<Submission> submissions, List<Report> entries) {
    List<Block> blocks = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    Submission first = submissions.getFirst();
    boolean oneDepartment =
        submissions.stream().allMatch(s -> s.department().equals(first.department()));
    for (int i = 0; i < entries.size(); i++) {
      Submission submission = submissions.get(i);
      Report entry = entries.get(i);
      List<String> lines = new ArrayList<>();
      if (!oneDepartment) {
        lines.add(submission.department().name().in(language));
      }
      lines.addAll(lines(submission.department(), submission.goal(), entry));
      boolean isTheirs = entry.reportedBy().isSameAs(reporter);
      if (!isTheirs) {
        lines.add(ReportTexts.standsAlready(entry.reportedBy().name()).in(language));
      }
      boolean counts = counts(submission, entry);
      boolean more =
          IntStream.range(i + 1, entries.size())
              .anyMatch(
                  next ->
                      submissions.get(next).department().equals(submission.department())
                          && counts(submissions.get(next), entries.get(next)));
      if (counts && !more) {
        lines.addAll(moved(submission.department()));
      }
      blocks.add(new Block.Lines(lines));
      if (i < BUTTONS && isTheirs) {
        if (buttons.isEmpty() || buttons.getLast().size() == 5) {
          buttons.add(new ArrayList<>());
        }
        buttons
            .getLast()
            .add(
                new Button(
                    ReportTexts.UNDO.in(language) + which(submissions, submission),
                    Button.Style.PLAIN,
                    "undo",
                    Map.of("id", String.valueOf(entry.id().value())),
                    true));
      }
    }
    Text title =
        oneDepartment
            ? ReportTexts.received(first.department())
            : ReportTexts.received(entries.size());
    return new Reply.Private(
        new Post(
                title.in(language),
                blocks,
                campaign.sample() ? ReportTexts.SAMPLE.in(language) : "",
                buttons)
            .lit(light(submissions)));
  }

  /** Which of several figures a button takes back; empty where there is one alone. */
  private String which(List<Submission> all, Submission one) {
    if (all.size() == 1) {
      return "";
    }
    boolean severalDepartments =
        all.stream().anyMatch(s -> !s.department().equals(one.department()));
    List<Submission> ofGoal =
        all.stream()
            .filter(s -> s.department().equals(one.department()) && s.goal().equals(one.goal()))
            .toList();
    boolean severalSteps =
        ofGoal.stream().anyMatch(s -> !s.figure().step().equals(one.figure().step()));
    boolean severalDays = ofGoal.stream().anyMatch(s -> !s.asOf().equals(one.asOf()));
    return (severalDepartments ? " · " + one.department().shortest().in(language) : "")
        + " · "
        + one.goal().name().in(language)
        + (severalSteps ? " · " + Milestone.name(one.figure().step()).in(language) : "")
        + (severalDays ? " · " + one.asOf() : "");
  }

  /** Of the one goal that was reported; of several, each line has its own. */
  private @Nullable Light light(List<Submission> submissions) {
    Submission first = submissions.getFirst();
    return submissions.size() > 1
        ? null
        : after
            .find(first.department().id())
            .flatMap(standing -> found(standing, first.goal()))
            .filter(standing -> standing.target() != null)
            .map(GoalStanding::light)
            .orElse(null);
  }

  /** Whether the figure is the one on the board, and scored. */
  private boolean counts(Submission submission, Report entry) {
    return after
        .find(submission.department().id())
        .flatMap(s -> found(s, submission.goal()))
        .filter(standing -> standing.target() != null && stands(standing, entry))
        .isPresent();
  }

  /** What moved, and what is next. */
  private List<String> moved(Department department) {
    Standing is = after.standing(department.id());
    List<String> lines = new ArrayList<>();
    lines.add(ReportTexts.rank(before.standing(department.id()), is).in(language));
    next(after, is).ifPresent(text -> lines.add(text.in(language)));
    return lines;
  }

  private List<String> lines(Department department, Goal goal, Report entry) {
    List<String> lines = new ArrayList<>();
    Optional<Standing> is = after.find(department.id());
    Optional<GoalStanding> onTheBoard = is.flatMap(s -> found(s, goal));
    if (onTheBoard.isEmpty()) {
      lines.add(ReportTexts.changed(goal, null, entry.figure(), entry.asOf()).in(language));
      lines.add(
          Remark.early(department, goal, entry.asOf())
              .map(Remark::text)
              .orElse(
                  is.isEmpty()
                      ? ReportTexts.UNIT_NOT_ON_TODAYS_BOARD
                      : ReportTexts.NOT_ON_TODAYS_BOARD)
              .in(language));
      addWords(lines, entry);
      return lines;
    }
    GoalStanding isGoal = onTheBoard.get();
    GoalStanding wasGoal =
        before.find(department.id()).flatMap(was -> found(was, goal)).orElse(isGoal);
    boolean stands = stands(isGoal, entry);
    String step = entry.figure().step();
    Report was = stands ? counted(wasGoal, step) : null;
    Report old = was == null || was.id().equals(entry.id()) ? null : was;
    Report later = counted(isGoal, step);
    lines.add(
        (old == null || step.isEmpty() || !old.asOf().isBefore(entry.asOf())
                ? ReportTexts.changed(
                    goal, old == null ? null : old.figure(), entry.figure(), entry.asOf())
                : ReportTexts.moved(goal, step, old.asOf(), entry.asOf()))
            .in(language));
    if (isGoal.target() == null) {
      lines.add(ReportTexts.ON_RECORD.in(language));
    } else if (!stands) {
      lines.add(
          (later == null
                  ? ReportTexts.COUNTS_NOWHERE
                  : step.isEmpty()
                      ? ReportTexts.olderThan(String.valueOf(later.asOf()))
                      : ReportTexts.doneLater(step, later.asOf()))
              .in(language));
    } else {
      lines.add(
          (goal.kind().isGrowth() ? ReportTexts.GROWTH : ReportTexts.COMPLETION).in(language)
              + change(reached(goal, wasGoal.pace()), reached(goal, isGoal.pace())));
      lines.add(
          ReportTexts.DEVIATION.in(language)
              + change(points(wasGoal.pace()), points(isGoal.pace())));
      lines.add(
          ReportTexts.LIGHT.in(language) + change(named(wasGoal.light()), named(isGoal.light())));
    }
    Remark.early(department, goal, entry.asOf())
        .ifPresent(remark -> lines.add(remark.text().in(language)));
    addWords(lines, entry);
    return lines;
  }

  /** What the reporter wrote beside the figure. */
  private void addWords(List<String> lines, Report entry) {
    if (!entry.note().isEmpty()) {
      lines.add(ReportTexts.NOTED.in(language) + Code.oneLine(entry.note()));
    }
    if (!entry.evidence().isEmpty()) {
      lines.add(ReportTexts.PROVED.in(language) + Code.oneLine(entry.evidence()));
    }
  }

  /** What it takes to overtake; empty for a leader, and where the board has no such order. */
  static Optional<Text> next(Scorebook book, Standing standing) {
    Leaderboard board = book.leaderboard(standing.league(), null);
    Integer rank = standing.rank();
    return ToNext.of(board, standing)
        .map(
            next ->
                ReportTexts.next(
                    next,
                    board.rowsOf(standing.league()).stream()
                        .map(Standing::rank)
                        .filter(r -> r != null && rank != null && r < rank)
                        .max(Integer::compareTo)
                        .orElse(null)));
  }

  /** Empty for a goal that the board's day does not count: it, or its section, has ended. */
  static Optional<GoalStanding> found(Standing standing, Goal goal) {
    return standing.goals().stream().filter(g -> g.goal().id().equals(goal.id())).findFirst();
  }

  /** The figure on the board; of a milestone goal that of the same step. */
  private static @Nullable Report counted(GoalStanding standing, String step) {
    return step.isEmpty()
        ? standing.report()
        : standing.steps().stream()
            .filter(each -> each.milestone().step().equals(step))
            .findFirst()
            .map(GoalStanding.Step::report)
            .orElse(null);
  }

  private static boolean stands(GoalStanding standing, Report entry) {
    Report counted = standing.report();
    return (counted != null && counted.id().equals(entry.id()))
        || standing.steps().stream()
            .anyMatch(s -> s.report() != null && s.report().id().equals(entry.id()));
  }

  private String named(Light light) {
    return light.symbol() + " " + light.text().in(language);
  }

  private static String change(String was, String is) {
    return was.equals(is) ? is : was + " → " + is;
  }

  /** The completion, or the growth itself where growth is what counts. */
  private static String reached(Goal goal, @Nullable Pace pace) {
    return pace == null
        ? "–"
        : Figures.percent(goal.kind().isGrowth() ? pace.actual() : pace.completion());
  }

  private static String points(@Nullable Pace pace) {
    return pace == null ? "–" : Figures.points(pace.deviation());
  }
}
