package homestretch.core.command;

import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Sectioning;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Plan;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Weighted;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Amounts;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;

/** {@code /goals}: what is measured, and what it asks of one's own departments, by when. */
final class GoalsCommand {
  private final Desk desk;
  private final Boards boards;

  GoalsCommand(Desk desk, Boards boards) {
    this.desk = desk;
    this.boards = boards;
  }

  Command command() {
    return new Command("goals", GoalsTexts.NAME, GoalsTexts.GOALS, List.of(), Pages.of(this::goals))
        .such(GoalsTexts.EXAMPLE);
  }

  /** By when how much of a goal is due: the plan, or the dated steps, of one's own departments. */
  private static List<String> plans(
      Scorebook book, Goal goal, List<Department> own, Language language) {
    List<String> lines = new ArrayList<>();
    for (Department department : own) {
      int before = lines.size();
      for (GoalStanding standing :
          book.find(department.id()).map(Standing::goals).orElse(List.of())) {
        if (!standing.goal().id().equals(goal.id())) {
          continue;
        }
        Plan plan = standing.plan();
        if (plan != null && standing.target() != null) {
          lines.add(GoalsTexts.plan(plan).in(language));
        }
        standing.steps().forEach(step -> lines.add("  " + ProgressTexts.step(step).in(language)));
      }
      if (own.size() > 1 && lines.size() > before) {
        lines.add(before, GoalsTexts.of(department).in(language));
      }
    }
    return lines;
  }

  /** Section by section, then those that stand in none. */
  private static List<Goal> inOrder(Sectioning sectioning, List<Goal> goals) {
    return sectioning.branches(goals, goal -> goal).stream()
        .flatMap(branch -> branch.values().stream())
        .map(Weighted::value)
        .toList();
  }

  private static Text heading(Sectioning sectioning, SectionId section) {
    return sectioning.sections().stream()
        .filter(s -> s.value().id().equals(section))
        .map(s -> GoalsTexts.section(s.value().name(), s.weight()))
        .findFirst()
        .orElseThrow();
  }

  /** What a goal asks of a department: a target, or steps. */
  private static Text asked(Scorebook book, Goal goal, Department department) {
    if (goal.kind().hasSteps()) {
      int steps =
          book.find(department.id())
              .flatMap(standing -> Receipt.found(standing, goal))
              .map(standing -> standing.steps().size())
              .orElse(0);
      return steps == 0
          ? GoalsTexts.withoutSteps(department)
          : GoalsTexts.bySteps(department, steps);
    }
    return book.setup().targets().stream()
        .filter(t -> t.department().equals(department.id()) && t.goal().equals(goal.id()))
        .findFirst()
        .map(
            target -> {
              Text unit = goal.kind().isRate() ? Text.same("%") : goal.unit();
              Text amount =
                  new Text(
                      Amounts.of(target.amount(), unit, Language.ZH),
                      Amounts.of(target.amount(), unit, Language.EN));
              return target.applicable()
                  ? GoalsTexts.target(department, amount)
                  : GoalsTexts.notApplicable(department);
            })
        .orElseGet(() -> GoalsTexts.withoutTarget(department));
  }

  private Reply goals(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Scorebook book = boards.on(campaign, desk.today(campaign));
    List<Department> own = desk.own(campaign, invocation.person());
    List<String> lines = new ArrayList<>();
    SectionId section = null;
    Sectioning sectioning = new Sectioning(book.setup());
    for (Goal goal : inOrder(sectioning, book.setup().goals())) {
      if (goal.section() != null && !goal.section().equals(section)) {
        lines.add(heading(sectioning, goal.section()).in(language));
      }
      section = goal.section();
      List<String> asked = new ArrayList<>();
      for (Department department : own) {
        asked.add(asked(book, goal, department).in(language));
      }
      ScoringRule rule = book.setup().scheme().rule(goal.id());
      lines.add(GoalsTexts.asking(GoalsTexts.weighted(goal, rule).in(language), asked, language));
      lines.addAll(plans(book, goal, own, language));
    }
    if (lines.isEmpty()) {
      lines.add(GoalsTexts.NO_GOALS.in(language));
    }
    return new Reply.Private(
        new Post(
            GoalsTexts.goals(campaign).in(language),
            List.of(new Block.Lines(lines)),
            "",
            List.of()));
  }
}
