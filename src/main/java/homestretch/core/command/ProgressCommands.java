package homestretch.core.command;

import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.GrowthText;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Scorebook;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Sectioning;
import homestretch.core.board.Standing;
import homestretch.core.board.Trend;
import homestretch.core.board.say.Explanation;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.care.CareService;
import homestretch.core.care.CareSettings;
import homestretch.core.care.CareTexts;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.Weighted;
import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /progress}, {@code /explain}, {@code /goals}: what concerns one department. */
public final class ProgressCommands {
  /** So many weeks before this one make the trend. */
  private static final int TREND_WEEKS = 8;

  private final Desk desk;
  private final Boards boards;
  private final WorkCalendars calendars;
  private final News news;
  private final CareService care;

  public ProgressCommands(
      Desk desk, Boards boards, WorkCalendars calendars, News news, CareService care) {
    this.desk = desk;
    this.boards = boards;
    this.calendars = calendars;
    this.news = news;
    this.care = care;
  }

  public List<Command> list() {
    return List.of(
        new Command(
                "progress",
                new Text("进度", "progress"),
                new Text("本单位各项指标的进度和名次", "Your department's goals and rank"),
                List.of(
                    new Option(
                        "department",
                        new Text("单位", "department"),
                        new Text("哪个单位", "Which department"),
                        desk::completeDepartment)),
                Desk.ofOneDepartment(this::progress))
            .taking("department")
            .such(new Text("/进度", "/progress")),
        new Command(
                "explain",
                new Text("算分", "explain"),
                new Text("得分和名次是怎么算出来的，一步一步", "How score and rank are computed, step by step"),
                List.of(
                    new Option(
                        "department",
                        new Text("单位", "department"),
                        new Text("哪个单位", "Which department"),
                        desk::completeDepartment),
                    new Option(
                        "goal",
                        new Text("指标", "goal"),
                        new Text("只看一项指标", "One goal only"),
                        desk::completeGoal)),
                Desk.ofOneDepartment(this::explain))
            .such(new Text("/算分 指标:GBR", "/explain goal:GBR")),
        new Command(
                "goals",
                new Text("指标", "goals"),
                new Text("考核哪些指标，本单位目标是多少", "What is measured and your targets"),
                List.of(),
                this::goals)
            .such(new Text("/指标", "/goals")));
  }

  private Reply progress(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    LocalDate today = desk.today(campaign);
    Scorebook book = boards.on(campaign, today);
    Department department = asked(campaign, invocation, book);
    Standing standing = book.standing(department.id());
    // Of a frozen board the days are counted from its cut-off, so that it says the same every day.
    Countdown countdown =
        Countdown.of(campaign, calendars.of(campaign.calendar()), book.setup().on());
    List<Block> blocks = new ArrayList<>();
    List<String> ahead = new ArrayList<>();
    ahead.add(rank(book, standing, language));
    if (standing.grade() != null) {
      Text grade = standing.grade().name();
      ahead.add(new Text("等次：" + grade.zh(), "Grade: " + grade.en()).in(language));
    }
    Receipt.next(book, standing).ifPresent(text -> ahead.add(text.in(language)));
    ahead.addAll(lately(campaign, book, standing).stream().map(t -> t.in(language)).toList());
    blocks.add(new Block.Lines(ahead));
    if (!standing.sections().isEmpty()) {
      blocks.add(new Block.Lines(sections(standing, language)));
    }
    for (GoalStanding goal : standing.goals()) {
      if (goal.target() != null) {
        blocks.add(new Block.Lines(lines(goal, countdown.workingDaysLeft(), language)));
      }
    }
    return new Reply.Private(new Post(department.name().in(language), blocks, "", List.of()));
  }

  /** What moved since the last published board, the last weeks, and the red banner. */
  private List<Text> lately(Campaign campaign, Scorebook book, Standing standing) {
    LocalDate on = book.setup().on();
    Department department = standing.department();
    List<Text> lines = new ArrayList<>();
    Leaderboard board = boards.leaderboard(campaign, on, null, standing.league(), null);
    Leaderboard.Since since = board.since();
    if (since != null) {
      board.rowsOf(standing.league()).stream()
          .filter(row -> row.department().id().equals(department.id()))
          .findFirst()
          .map(Standing::movement)
          .ifPresent(movement -> lines.add(ProgressTexts.moved(movement, since.on())));
    }
    Trend trend = boards.trend(campaign, department.id(), on, TREND_WEEKS);
    if (trend.isKnown()) {
      lines.add(trend.line());
    }
    CareSettings settings = care.settings(campaign);
    CareService.Burden burden = care.burden(campaign, department.id());
    if (settings.isOn() && burden.week() > 0) {
      lines.add(CareTexts.burden(burden, settings.weeklyCap()));
    }
    if (book.setup().scheme().play() == Scheme.Play.ON) {
      List<Events.Told> won =
          news.banners(campaign).stream()
              .filter(b -> department.id().equals(b.event().department()))
              .toList();
      if (!won.isEmpty()) {
        boolean holds =
            news.holding(campaign, standing.league()).stream()
                .anyMatch(b -> department.id().equals(b.event().department()));
        lines.add(ProgressTexts.banners(won.size(), won.getFirst().event().on(), holds));
      }
    }
    return lines;
  }

  /** The department named or one's own, if the asker may see it. */
  private Department asked(Campaign campaign, Invocation invocation, Scorebook book) {
    List<Department> own = desk.own(campaign, invocation.person());
    Optional<String> named = invocation.option("department");
    if (named.isEmpty() && own.isEmpty()) {
      throw new Fault.Invalid(
          "department",
          "",
          new Text(
              "要看的单位，如 临江区（您没有负责的单位）",
              "a department to look at, such as Linjiang (you report for none yourself)"));
    }
    Department department =
        named.isPresent()
            ? desk.department(campaign, named.get())
            : desk.reporting(campaign, invocation);
    if (!own.contains(department)
        && !desk.isAdministrator(campaign, invocation.person())
        && book.setup().scheme().disclosure() == Scheme.Disclosure.TOP) {
      throw new Fault.Forbidden(
          new Text("各单位只能看本单位的进度", "each department sees its own progress only"));
    }
    return department;
  }

  /** Goal by goal in brief with buttons; one goal with every step. */
  private Reply explain(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Scorebook book = boards.on(campaign, desk.today(campaign));
    Department department = asked(campaign, invocation, book);
    Optional<Goal> goal = invocation.option("goal").map(g -> desk.goal(campaign, g));
    Explanation explanation = Explanation.of(book, department, goal.orElse(null));
    List<Block> blocks = new ArrayList<>();
    List<Button> buttons = new ArrayList<>();
    if (goal.isPresent()) {
      explanation.goals().forEach(part -> blocks.add(lines(part, language)));
      if (blocks.isEmpty()) {
        blocks.add(
            new Block.Lines(
                new Text(
                        department.name().zh() + "没有“" + goal.get().name().zh() + "”的目标，不计分",
                        department.name().en()
                            + " has no target for “"
                            + goal.get().name().en()
                            + "”; it is not scored")
                    .in(language)));
      }
    } else {
      List<String> brief = new ArrayList<>();
      for (Explanation.Part part : explanation.goals()) {
        Explanation.Step last = part.steps().getLast();
        brief.add(
            new Text(part.heading().zh() + "：", part.heading().en() + ": ").in(language)
                + last.shown().in(language));
        buttons.add(
            new Button(
                part.heading().in(language),
                Button.Style.PLAIN,
                "explain",
                Map.of(
                    "department",
                    department.code(),
                    "goal",
                    Objects.requireNonNull(part.goal()).code()),
                false));
      }
      blocks.add(new Block.Lines(brief));
      blocks.add(lines(explanation.pace(), language));
      blocks.add(lines(explanation.score(), language));
      blocks.add(lines(explanation.rank(), language));
    }
    List<List<Button>> rows = new ArrayList<>();
    for (int i = 0; i < buttons.size() && rows.size() < 5; i += 5) {
      rows.add(buttons.subList(i, Math.min(buttons.size(), i + 5)));
    }
    return new Reply.Private(new Post(explanation.title().in(language), blocks, "", rows));
  }

  private static Block lines(Explanation.Part part, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(part.heading().in(language));
    part.steps().forEach(step -> lines.add(step.line().in(language)));
    return new Block.Lines(lines);
  }

  /** Own score and rank, and the neighbours just above and below. */
  private static String rank(Scorebook book, Standing standing, Language language) {
    Leaderboard board = book.leaderboard(standing.league(), null);
    String score = Figures.plain(standing.score());
    if (standing.rank() == null) {
      return new Text(
              "得分 " + score + "（暂计，已报 " + Figures.percent(standing.coverage()) + "），报齐后参加排名",
              "Score "
                  + score
                  + " (provisional, "
                  + Figures.percent(standing.coverage())
                  + " reported); ranked once all is reported")
          .in(language);
    }
    int at = board.rows().indexOf(standing);
    StringBuilder text =
        new StringBuilder(
            new Text(
                    "得分 "
                        + score
                        + "，"
                        + standing.league().name().zh()
                        + "第 "
                        + standing.rank()
                        + " 名（共 "
                        + board.rows().size()
                        + "）",
                    "Score "
                        + score
                        + ", rank "
                        + standing.rank()
                        + " of "
                        + board.rows().size()
                        + " in "
                        + standing.league().name().en())
                .in(language));
    if (at > 0) {
      text.append(neighbour(board.rows().get(at - 1), new Text("；前一名 ", "; above: "), language));
    }
    if (at < board.rows().size() - 1) {
      text.append(neighbour(board.rows().get(at + 1), new Text("；后一名 ", "; below: "), language));
    }
    return text.toString();
  }

  private static List<String> sections(Standing standing, Language language) {
    List<String> lines = new ArrayList<>();
    for (SectionStanding each : standing.sections()) {
      Text name = each.section().name();
      String weight = each.weight().stripTrailingZeros().toPlainString();
      Exact coverage = each.coverage();
      Text said =
          coverage == null
              ? new Text("不适用", "not applicable")
              : each.points() == null
                  ? new Text("未报", "nothing reported")
                  : new Text(
                      Figures.plain(each.points())
                          + " 分，偏差 "
                          + Figures.points(each.deviation())
                          + " 个百分点",
                      Figures.plain(each.points())
                          + " points, deviation "
                          + Figures.points(each.deviation()));
      lines.add(
          each.light().symbol()
              + " "
              + new Text(
                      "板块“" + name.zh() + "”（权重 " + weight + "）：" + said.zh(),
                      "Section “" + name.en() + "” (weight " + weight + "): " + said.en())
                  .in(language));
    }
    return lines;
  }

  private static String neighbour(Standing standing, Text prefix, Language language) {
    return prefix.in(language)
        + standing.department().name().in(language)
        + " "
        + Figures.plain(standing.score());
  }

  private static List<String> lines(
      GoalStanding standing, OptionalLong workingDaysLeft, Language language) {
    Goal goal = standing.goal();
    Target target = standing.target();
    Pace pace = standing.pace();
    Text unit = goal.kind().isRate() ? Text.same("%") : goal.unit();
    BigDecimal wanted = target == null ? null : target.amount();
    String aim = Amounts.of(wanted, unit, language);
    List<String> lines = new ArrayList<>();
    lines.add(standing.light().symbol() + " " + goal.name().in(language));
    if (pace == null) {
      lines.add(unknown(standing, aim).in(language));
      return lines;
    }
    if (!standing.steps().isEmpty()) {
      standing.steps().forEach(step -> lines.add(step(step).in(language)));
    }
    Report report = standing.report();
    String completion = Figures.percent(pace.completion());
    Text asOf =
        report == null
            ? new Text("", "")
            : new Text("（截至 " + report.asOf() + "）", " (as of " + report.asOf() + ")");
    String deviation = Figures.points(pace.deviation());
    if (goal.kind().isGrowth() && target != null) {
      Text growth = GrowthText.of(Exact.of(target.amount()), pace);
      lines.add(new Text(growth.zh() + asOf.zh(), growth.en() + asOf.en()).in(language));
      lines.add(
          new Text(
                  "增速得分 " + Figures.plain(pace.completion()),
                  "score " + Figures.plain(pace.completion()))
              .in(language));
      return lines;
    }
    String done =
        pace.actual() == null
            ? new Text("没有发生（0/0）", "no cases (0 of 0)").in(language)
            : Amounts.of(Figures.shownOrNull(pace.actual()), wanted, unit, language);
    lines.add(
        new Text(
                done + "，完成 " + completion + asOf.zh(),
                done + ", " + completion + " done" + asOf.en())
            .in(language));
    String expected = Figures.percent(pace.expected());
    lines.add(
        new Text(
                "应完成 " + expected + "，偏差 " + deviation + " 个百分点",
                "expected " + expected + ", deviation " + deviation + " points")
            .in(language));
    ahead(standing.outlook(workingDaysLeft), unit, language).ifPresent(lines::add);
    return lines;
  }

  private static Text unknown(GoalStanding standing, String aim) {
    Report report = standing.report();
    return switch (standing.state()) {
      case STALE ->
          new Text(
              "上次数据截至 " + Objects.requireNonNull(report).asOf() + "，已过报送期限；目标 " + aim,
              "last figure as of "
                  + Objects.requireNonNull(report).asOf()
                  + " is overdue for renewal; target "
                  + aim);
      case UNDEFINED ->
          new Text(
              "基期为 0，增速无法计算，不计入得分", "growth on a base of 0 is undefined; left out of the score");
      case NOTHING_ASKED ->
          new Text("目标为 0，没有要求，不适用", "a target of 0 asks for nothing: not applicable");
      case REPORTED, NO_CASES, UNREPORTED, NOT_APPLICABLE ->
          new Text("未报；目标 " + aim, "no figure yet; target " + aim);
    };
  }

  private static Text step(GoalStanding.Step step) {
    Text name = Milestone.name(step.milestone().step());
    LocalDate due = step.milestone().due();
    Report report = step.report();
    String light = step.light() == Light.GREY ? "▫️" : step.light().symbol();
    return report == null
        ? new Text(
            light + " " + name.zh() + "：" + due + (due(step) ? " 到期，未完成" : " 到期"),
            light + " " + name.en() + ": due " + due + (due(step) ? ", not done" : ""))
        : new Text(
            light + " " + name.zh() + "：" + report.asOf() + " 完成（期限 " + due + "）",
            light + " " + name.en() + ": done on " + report.asOf() + " (due " + due + ")");
  }

  private static boolean due(GoalStanding.Step step) {
    return step.light() == Light.RED;
  }

  private static Optional<String> ahead(
      GoalStanding.Outlook outlook, Text unit, Language language) {
    List<String> parts = new ArrayList<>();
    if (outlook.requiredDaily() != null) {
      String rate = Amounts.of(outlook.requiredDaily().shown(), unit, language);
      parts.add(new Text("剩余每个工作日需 " + rate, rate + " needed each working day left").in(language));
    }
    if (outlook.forecast() != null) {
      String forecast = Amounts.of(outlook.forecast().shown(), unit, language);
      parts.add(
          new Text("照此速度全年约 " + forecast, "at this pace about " + forecast + " at the deadline")
              .in(language));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(new Text("；", "; ").in(language), parts));
  }

  /** By when how much of a goal is due: the plan, or the dated steps, of one's own departments. */
  private static List<String> plans(
      Scorebook book, Goal goal, List<Department> own, Language language) {
    List<String> lines = new ArrayList<>();
    for (Department department : own) {
      for (GoalStanding standing : book.standing(department.id()).goals()) {
        if (!standing.goal().id().equals(goal.id())) {
          continue;
        }
        Plan plan = standing.plan();
        if (plan != null && standing.target() != null) {
          String points =
              String.join(
                  new Text("，", ", ").in(language),
                  plan.points().stream()
                      .map(p -> p.date() + " " + Figures.percent(p.percent()))
                      .toList());
          lines.add(new Text("  计划：" + points, "  plan: " + points).in(language));
        }
        standing.steps().forEach(step -> lines.add("  " + step(step).in(language)));
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
        .map(
            s -> {
              String weight = s.weight().stripTrailingZeros().toPlainString();
              Text name = s.value().name();
              return new Text(
                  "板块“" + name.zh() + "”（权重 " + weight + "）：",
                  "Section “" + name.en() + "” (weight " + weight + "):");
            })
        .findFirst()
        .orElseThrow();
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
      String line =
          new Text(
                  goal.name().zh() + "（权重 " + goal.weight().toPlainString() + "）",
                  goal.name().en() + " (weight " + goal.weight().toPlainString() + ")")
              .in(language);
      for (Department department : own) {
        for (Target target : book.setup().targets()) {
          if (target.department().equals(department.id()) && target.goal().equals(goal.id())) {
            Text unit = goal.kind().isRate() ? Text.same("%") : goal.unit();
            String amount = Amounts.of(target.amount(), unit, language);
            line +=
                (target.applicable()
                        ? new Text(
                            "：" + department.name().zh() + "目标 " + amount,
                            ": target of " + department.name().en() + " " + amount)
                        : new Text(
                            "：" + department.name().zh() + "不适用",
                            ": not applicable to " + department.name().en()))
                    .in(language);
          }
        }
      }
      lines.add(line);
      lines.addAll(plans(book, goal, own, language));
    }
    if (lines.isEmpty()) {
      lines.add(new Text("还没有设定指标", "No goals yet").in(language));
    }
    return new Reply.Private(
        new Post(
            new Text(campaign.name().zh() + " · 指标", campaign.name().en() + " · goals")
                .in(language),
            List.of(new Block.Lines(lines)),
            "",
            List.of()));
  }
}
