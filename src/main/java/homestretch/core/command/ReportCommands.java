package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Jump;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.Submission;
import homestretch.core.score.Pace;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Cut;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Measure;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /report}, {@code /undo}, {@code /history}. */
public final class ReportCommands {
  private static final Duration UNDO = Duration.ofMinutes(10);
  private static final int HISTORY = 15;
  private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private static final String CONFIRM = "confirm";

  private final Desk desk;
  private final Boards boards;
  private final Transactions transactions;
  private final Reports reports;
  private final ReportService service;

  public ReportCommands(
      Desk desk, Boards boards, Transactions transactions, Reports reports, ReportService service) {
    this.desk = desk;
    this.boards = boards;
    this.transactions = transactions;
    this.reports = reports;
    this.service = service;
  }

  public List<Command> list() {
    Option goal =
        new Option(
            "goal", new Text("指标", "goal"), new Text("哪项指标", "Which goal"), desk::completeGoal);
    return List.of(
        new Command(
            "report",
            new Text("上报", "report"),
            new Text(
                "上报一个数；不带参数则列出本单位待报的指标",
                "Report a figure; alone, it lists what is yours to report"),
            List.of(
                goal,
                new Option(
                    "value",
                    new Text("数值", "value"),
                    new Text("自期初累计的数，如 99.68", "The cumulative figure, such as 99.68"),
                    this::completeValue),
                new Option(
                    "as_of",
                    new Text("截至", "as_of"),
                    new Text(
                        "数据截至哪天，如 10-31；默认今天",
                        "The day it describes, such as 10-31; today if left out"),
                    this::completeDate),
                new Option(
                    "note",
                    new Text("说明", "note"),
                    new Text("说明，最多 1000 字", "A note, at most 1,000 characters"),
                    null),
                new Option(
                    "evidence",
                    new Text("依据", "evidence"),
                    new Text("链接或文号", "A link or a document number"),
                    null),
                new Option(
                    "department",
                    new Text("单位", "department"),
                    new Text("您负责多个单位时选择", "If you report for several"),
                    desk::completeOwn),
                new Option(
                    CONFIRM,
                    new Text("确认", "confirm"),
                    new Text("数字没有写错时填 是", "yes, if the figure is no slip"),
                    null)),
            Desk.ofOneDepartment(this::report)),
        new Command(
            "history",
            new Text("记录", "history"),
            new Text("本单位上报过的每一个数：谁、何时、为何", "Every figure of your department: who, when, why"),
            List.of(
                goal,
                new Option(
                    "department",
                    new Text("单位", "department"),
                    new Text("您负责多个单位时选择", "If you report for several"),
                    desk::completeOwn)),
            Desk.ofOneDepartment(this::history)),
        new Command(
            "undo",
            new Text("撤回", "undo"),
            new Text("撤回您最后上报的一个数", "Take back the last figure you reported"),
            List.of(),
            this::undo));
  }

  private Reply report(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Department department = desk.reporting(campaign, invocation);
    service.requireOpen(campaign);
    Optional<String> named = invocation.option("goal");
    if (named.isEmpty() && invocation.option("value").isEmpty()) {
      return toReport(campaign, department, invocation.language());
    }
    Goal goal =
        desk.goal(
            campaign,
            named.orElseThrow(
                () ->
                    new Fault.Invalid(
                        "goal",
                        "",
                        new Text("要上报的指标，如 一般公共预算收入", "the goal you report, such as GBR"))));
    Optional<String> value = invocation.option("value");
    if (value.isEmpty()) {
      return new Reply.Ask(form(campaign, department, goal, invocation.language()));
    }
    LocalDate today = desk.today(campaign);
    LocalDate asOf =
        invocation
            .option("as_of")
            .map(d -> Dates.parse("as_of", d, today))
            .orElse(today.isAfter(campaign.deadline()) ? campaign.deadline() : today);
    Scorebook before = boards.on(campaign, today);
    Report entry;
    try {
      Submission submission =
          new Submission(
              department,
              goal,
              figure(goal, value.get()),
              asOf,
              invocation.option("note").orElse(""),
              invocation.option("evidence").orElse(""));
      Optional<Jump> odd =
          invocation.option(CONFIRM).filter(ReportCommands::isYes).isPresent()
              ? Optional.empty()
              : service.oddity(submission);
      if (odd.isPresent()) {
        return isItMeant(invocation, submission, odd.get());
      }
      entry = service.submit(campaign, submission, Desk.actor(invocation.person()));
    } catch (Fault.Invalid e) {
      throw new Fault.Invalid(e.violations().stream().map(v -> asTyped(v, value.get())).toList());
    }
    return receipt(
        campaign,
        department,
        goal,
        entry,
        before,
        boards.on(campaign, today),
        invocation.language());
  }

  private static boolean isYes(String typed) {
    return List.of("1", "yes", "y", "true", "是", "确认").contains(typed.toLowerCase(Locale.ROOT));
  }

  /** Asks once about a figure that is far from the last one; one press takes it. */
  private static Reply isItMeant(Invocation invocation, Submission submission, Jump odd) {
    Goal goal = submission.goal();
    Language language = invocation.language();
    Map<String, String> options = new LinkedHashMap<>(invocation.options());
    options.put("goal", goal.code());
    options.put("department", submission.department().code());
    options.put("as_of", submission.asOf().toString());
    options.put(CONFIRM, "1");
    Button take =
        new Button(
            new Text("没有写错，上报", "It is right: report it").in(language),
            Button.Style.PRIMARY,
            "report",
            options,
            false);
    // A long note does not fit behind a button: then it is sent again with the option.
    boolean fits = take.id().length() <= Button.MAX_ID_LENGTH;
    List<String> lines = new ArrayList<>();
    lines.add(
        goal.name().in(language)
            + new Text("：", ": ").in(language)
            + submission.figure().in(goal, language)
            + new Text("（截至 " + submission.asOf() + "）", " (as of " + submission.asOf() + ")")
                .in(language));
    lines.add(odd.text().in(language));
    lines.add(
        (fits
                ? new Text(
                    "还没有记入。写错了就重新上报。", "Nothing was stored yet. If it is a slip, report again.")
                : new Text(
                    "还没有记入。没有写错的话，请把刚才的内容加上 确认:是 再发一次。",
                    "Nothing was stored yet. If it is right, send the same again with"
                        + " confirm:yes."))
            .in(language));
    return new Reply.Private(
        new Post(
            new Text("请核对这个数", "Please check this figure").in(language),
            List.of(new Block.Lines(lines)),
            "",
            fits ? List.of(List.of(take)) : List.of()));
  }

  /** The ledger's fields by the options that they were typed into. */
  private static Violation asTyped(Violation v, String value) {
    return switch (v.field()) {
      case "asOf" -> new Violation("as_of", v.value(), v.expected());
      case "numerator", "denominator", "milestone" -> new Violation("value", value, v.expected());
      default -> v;
    };
  }

  /**
   * What was typed, with the goal's own unit behind it if somebody typed that too; two numbers with
   * a slash between them for a ratio or a growth; a step's name.
   */
  private static Figure figure(Goal goal, String typed) {
    String text = typed.strip();
    if (goal.kind().hasSteps()) {
      return Figure.step(step(text), true);
    }
    int slash = Math.max(text.indexOf('/'), text.indexOf('／'));
    return slash < 0
        ? Figure.of(number(goal, typed, text))
        : Figure.of(
            number(goal, typed, text.substring(0, slash)),
            number(goal, typed, text.substring(slash + 1)));
  }

  private static String step(String typed) {
    return Milestone.NAMES.entrySet().stream()
        .filter(e -> e.getValue().zh().equals(typed) || e.getValue().en().equalsIgnoreCase(typed))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(typed);
  }

  /**
   * What may stand behind a number: the goal's unit, money without its 元, and a percent sign where
   * a rate is meant. On an amount a percent sign is a mistake: somebody typed the completion.
   */
  private static List<String> units(Goal goal) {
    String zh = goal.unit().zh();
    List<String> units = new ArrayList<>(List.of(zh, goal.unit().en()));
    if (zh.endsWith("元")) {
      units.add(zh.substring(0, zh.length() - 1));
    }
    if (goal.kind().isGrowth() || zh.equals("%") || zh.equals("％")) {
      units.addAll(List.of("%", "％"));
    }
    return units;
  }

  private static BigDecimal number(Goal goal, String typed, String part) {
    String text = part.strip();
    for (String unit : units(goal)) {
      if (!unit.isEmpty() && text.endsWith(unit)) {
        text = text.substring(0, text.length() - unit.length());
        break;
      }
    }
    BigDecimal value = Figures.parse(text);
    if (value == null) {
      // Another multiple of the same: 805000万元 for a goal in 亿元, as in a table.
      value =
          Measure.read(part, goal.unit().zh(), goal.unit().en())
              .orElseThrow(() -> new Fault.Invalid("value", typed, expected(goal)));
    }
    return value;
  }

  /** What a goal takes; feeds the error and the form. */
  private static Text expected(Goal goal) {
    return switch (goal.kind()) {
      case GoalKind.Total total ->
          new Text(
              "一个数，单位" + goal.unit().zh() + "，如 99.68",
              "a number in " + goal.unit().en() + ", such as 99.68");
      case GoalKind.Level level ->
          new Text(
              "一个数，单位" + goal.unit().zh() + "，如 99.68",
              "a number in " + goal.unit().en() + ", such as 99.68");
      case GoalKind.Ratio ratio ->
          new Text("分子/分母，如 30/40", "numerator/denominator, such as 30/40");
      case GoalKind.Growth growth ->
          new Text(
              "本期/基期，如 105.2/100，或增速，如 5.2%",
              "this period/base, such as 105.2/100, or a rate, such as 5.2%");
      case GoalKind.Milestones milestones ->
          new Text("已完成的节点，如 开工", "the step that is done, such as started");
    };
  }

  private Reply receipt(
      Campaign campaign,
      Department department,
      Goal goal,
      Report entry,
      Scorebook before,
      Scorebook after,
      Language language) {
    Standing was = before.standing(department.id());
    Standing is = after.standing(department.id());
    GoalStanding wasGoal = of(was, goal);
    GoalStanding isGoal = of(is, goal);
    List<String> lines = new ArrayList<>();
    boolean stands = stands(isGoal, entry);
    Report old = stands ? wasGoal.report() : null;
    Report later = isGoal.report();
    lines.add(
        goal.name().in(language)
            + new Text("：", ": ").in(language)
            + (old == null || old.id().equals(entry.id())
                ? ""
                : old.figure().in(goal, language) + " → ")
            + entry.figure().in(goal, language)
            + new Text("（截至 " + entry.asOf() + "）", " (as of " + entry.asOf() + ")").in(language));
    if (isGoal.target() == null) {
      lines.add(
          new Text(
                  "本单位没有这项指标的目标，只作记录", "Your department has no target for it; it is kept on record")
              .in(language));
    } else if (!stands) {
      String day = later == null ? "" : String.valueOf(later.asOf());
      lines.add(
          new Text(
                  "榜上用的是 " + day + " 的数，这个数只作历史记录",
                  "The board uses the figure of " + day + "; this one is kept as history")
              .in(language));
    } else {
      lines.add(
          (goal.kind().isGrowth() ? new Text("增速 ", "Growth ") : new Text("完成率 ", "Completion "))
                  .in(language)
              + change(reached(goal, wasGoal.pace()), reached(goal, isGoal.pace())));
      lines.add(
          new Text("偏差（百分点） ", "Deviation (points) ").in(language)
              + change(points(wasGoal.pace()), points(isGoal.pace())));
      lines.add(
          new Text("灯 ", "Light ").in(language)
              + change(wasGoal.light().symbol(), isGoal.light().symbol()));
      lines.add(
          new Text(is.league().name().zh() + "名次 ", "Rank in " + is.league().name().en() + " ")
                  .in(language)
              + change(rank(was, language), rank(is, language)));
    }
    if (!entry.note().isEmpty()) {
      lines.add(new Text("说明：", "Note: ").in(language) + Code.oneLine(entry.note()));
    }
    if (!entry.evidence().isEmpty()) {
      lines.add(new Text("依据：", "Evidence: ").in(language) + Code.oneLine(entry.evidence()));
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("id", String.valueOf(entry.id().value()));
    return new Reply.Private(
        new Post(
            new Text("已收到 · " + department.name().zh(), "Received · " + department.name().en())
                .in(language),
            List.of(new Block.Lines(lines)),
            campaign.sample() ? new Text("示例数据", "Sample data").in(language) : "",
            List.of(
                List.of(
                    new Button(
                        new Text("撤回（10 分钟内）", "Undo (10 minutes)").in(language),
                        Button.Style.PLAIN,
                        "undo",
                        options,
                        true)))));
  }

  private static GoalStanding of(Standing standing, Goal goal) {
    return standing.goals().stream()
        .filter(g -> g.goal().id().equals(goal.id()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean stands(GoalStanding standing, Report entry) {
    Report counted = standing.report();
    return (counted != null && counted.id().equals(entry.id()))
        || standing.steps().stream()
            .anyMatch(s -> s.report() != null && s.report().id().equals(entry.id()));
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

  private static String rank(Standing standing, Language language) {
    return standing.rank() == null
        ? new Text("未报齐", "not all reported").in(language)
        : String.valueOf(standing.rank());
  }

  /** What is this department's to report, each goal with its last figure and two buttons. */
  private Reply toReport(Campaign campaign, Department department, Language language) {
    Scorebook book = boards.on(campaign, desk.today(campaign));
    List<String> lines = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    List<Button> row = new ArrayList<>();
    for (GoalStanding standing : book.standing(department.id()).goals()) {
      if (standing.target() == null) {
        continue;
      }
      Goal goal = standing.goal();
      Report last = standing.report();
      lines.add(
          standing.light().symbol()
              + " "
              + goal.name().in(language)
              + new Text("：", ": ").in(language)
              + (last == null
                  ? new Text("未报", "no figure yet").in(language)
                  : last.figure().in(goal, language)
                      + new Text("（截至 " + last.asOf() + "）", " (as of " + last.asOf() + ")")
                          .in(language)));
      Map<String, String> options = new LinkedHashMap<>();
      options.put("goal", goal.code());
      options.put("department", department.code());
      row.add(new Button(goal.name().in(language), Button.Style.PRIMARY, "report", options, false));
      if (last != null
          && standing.steps().isEmpty()
          && last.asOf().isBefore(desk.today(campaign))) {
        Map<String, String> same = new LinkedHashMap<>(options);
        same.put("value", typed(last.figure()));
        row.add(
            new Button(
                new Text("自 " + last.asOf() + " 无变化", "No change since " + last.asOf())
                    .in(language),
                Button.Style.PLAIN,
                "report",
                same,
                false));
      }
      if (row.size() >= 3) {
        buttons.add(List.copyOf(row));
        row.clear();
      }
    }
    if (!row.isEmpty()) {
      buttons.add(List.copyOf(row));
    }
    if (lines.isEmpty()) {
      lines.add(new Text("本单位还没有目标", "Your department has no targets yet").in(language));
    }
    return new Reply.Private(
        new Post(
            new Text("上报 · " + department.name().zh(), "Report · " + department.name().en())
                .in(language),
            List.of(new Block.Lines(lines)),
            new Text(
                    "点指标名填数；数没变就点“无变化”，会按今天再记一次",
                    "Press a goal to fill in its figure; “No change” repeats it as of today")
                .in(language),
            buttons.size() > 5 ? buttons.subList(0, 5) : buttons));
  }

  private Form form(Campaign campaign, Department department, Goal goal, Language language) {
    LocalDate today = desk.today(campaign);
    Optional<Report> last = last(campaign, department, goal);
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("goal", goal.code());
    fixed.put("department", department.code());
    return new Form(
        brief(goal.name().in(language), 45),
        "report",
        fixed,
        List.of(
            new Form.Field(
                "value",
                brief(label(goal).in(language), 45),
                last.map(r -> typed(r.figure())).orElse(""),
                brief(expected(goal).in(language), 100),
                true,
                false),
            new Form.Field(
                "as_of",
                new Text("数据截至", "As of").in(language),
                (today.isAfter(campaign.deadline()) ? campaign.deadline() : today).toString(),
                "10-31",
                true,
                false),
            new Form.Field(
                "note", new Text("说明（可不填）", "Note (optional)").in(language), "", "", false, true),
            new Form.Field(
                "evidence",
                new Text("依据（可不填）", "Evidence (optional)").in(language),
                last.map(Report::evidence).orElse(""),
                new Text("链接或文号", "a link or a document number").in(language),
                false,
                false)));
  }

  private static Text label(Goal goal) {
    String zh = goal.unit().zh();
    String en = goal.unit().en();
    return switch (goal.kind()) {
      case GoalKind.Total total -> new Text("累计数（" + zh + "）", "Cumulative (" + en + ")");
      case GoalKind.Level level -> new Text("期末数（" + zh + "）", "Latest value (" + en + ")");
      case GoalKind.Ratio ratio -> new Text("分子/分母", "Numerator/denominator");
      case GoalKind.Growth growth -> new Text("本期/基期，或增速", "This period/base, or the rate");
      case GoalKind.Milestones milestones -> new Text("已完成的节点", "Step that is done");
    };
  }

  /** A figure as it may be typed again. */
  private static String typed(Figure figure) {
    return figure.step().isEmpty() ? figure.toString() : "";
  }

  /** The figure that stands on the board: the same whether the campaign is open or frozen. */
  private Optional<Report> last(Campaign campaign, Department department, Goal goal) {
    return boards.on(campaign, desk.today(campaign)).standing(department.id()).goals().stream()
        .filter(g -> g.goal().id().equals(goal.id()))
        .findFirst()
        .map(GoalStanding::report);
  }

  private static String brief(String text, int most) {
    return Cut.withEllipsis(text, most);
  }

  private Reply undo(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Actor actor = Desk.actor(invocation.person());
    Optional<ReportId> id = invocation.option("id").map(ReportCommands::id);
    if (id.isPresent()) {
      Report entry =
          transactions.read(
              () ->
                  reports
                      .find(campaign.id(), id.get())
                      .orElseThrow(
                          () ->
                              new Fault.NotFound(new Text("上报记录", "report"), id.get().toString())));
      if (entry.at().plus(UNDO).isBefore(desk.clock().instant())) {
        throw new Fault.Conflict(
            new Text(
                "已过 10 分钟；仍要撤回请用 /撤回", "the ten minutes are over; use /undo if you still mean it"));
      }
    }
    Report undone = service.undo(campaign, id, actor);
    Goal goal =
        desk.goals(campaign).stream()
            .filter(g -> g.id().equals(undone.goal()))
            .findFirst()
            .orElseThrow();
    String figure = undone.figure().in(goal, language);
    String now =
        undone.state().counts()
            ? new Text("恢复为 " + figure, "back to " + figure).in(language)
            : new Text("这一天的数已撤回", "the figure of that day is withdrawn").in(language);
    return new Reply.Private(
        Post.lines(
            new Text("已撤回", "Undone").in(language),
            goal.name().in(language)
                + new Text("（截至 " + undone.asOf() + "）：", " (as of " + undone.asOf() + "): ")
                    .in(language)
                + now));
  }

  private static ReportId id(String typed) {
    try {
      return new ReportId(Long.parseLong(typed));
    } catch (NumberFormatException e) {
      throw new Fault.Invalid("id", typed, new Text("上报记录编号", "the number of a report"));
    }
  }

  private Reply history(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Department department = desk.reporting(campaign, invocation);
    List<Goal> goals =
        invocation
            .option("goal")
            .map(g -> List.of(desk.goal(campaign, g)))
            .orElse(desk.goals(campaign));
    // A frozen board's history stops where the board does.
    Setup setup = boards.on(campaign, desk.today(campaign)).setup();
    boolean frozen = setup.closing() != null;
    List<Block> blocks = new ArrayList<>();
    for (Goal goal : goals) {
      List<Report> entries =
          transactions.read(() -> reports.history(department.id(), goal.id())).stream()
              .filter(e -> !frozen || !e.asOf().isAfter(setup.on()))
              .toList();
      if (!entries.isEmpty()) {
        List<String> lines = new ArrayList<>();
        lines.add(goal.name().in(language));
        int shown = goals.size() == 1 ? HISTORY : 3;
        entries.stream()
            .limit(shown)
            .forEach(
                e ->
                    lines.add(
                        line(e, followedBy(e, entries), goal, campaign.timezone(), language)));
        if (entries.size() > shown) {
          lines.add(
              new Text(
                      "还有更早的 " + (entries.size() - shown) + " 条，用 /记录 指标:" + goal.code() + " 查看",
                      entries.size() - shown + " earlier ones: /history goal:" + goal.code())
                  .in(language));
        }
        blocks.add(new Block.Lines(lines));
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Block.Lines(new Text("还没有上报记录", "Nothing reported yet").in(language)));
    }
    return new Reply.Private(
        new Post(
            new Text("记录 · " + department.name().zh(), "History · " + department.name().en())
                .in(language),
            blocks,
            "",
            List.of()));
  }

  /** The next version of the same figure; null: this is the one that stands. */
  private static @Nullable Report followedBy(Report entry, List<Report> entries) {
    return entries.stream()
        .filter(
            e ->
                e.asOf().equals(entry.asOf())
                    && e.figure().step().equals(entry.figure().step())
                    && e.version() == entry.version() + 1)
        .findFirst()
        .orElse(null);
  }

  private static String line(
      Report entry, @Nullable Report next, Goal goal, ZoneId zone, Language language) {
    Text state =
        next == null
            ? state(entry)
            : next.state() == Report.State.VERIFIED
                ? new Text("已由 v" + next.version() + " 核定", "verified by v" + next.version())
                : next.state().counts() && next.restores() == 0
                    ? new Text("已被 v" + next.version() + " 取代", "replaced by v" + next.version())
                    : new Text(
                        "已由 v"
                            + next.version()
                            + (next.state() == Report.State.REJECTED ? " 退回" : " 撤回"),
                        (next.state() == Report.State.REJECTED ? "rejected" : "withdrawn")
                            + " by v"
                            + next.version());
    String text =
        entry.asOf()
            + "  "
            + entry.figure().in(goal, language)
            + "  v"
            + entry.version()
            + " "
            + state.in(language)
            + " · "
            + Code.oneLine(entry.by().name())
            + " "
            + AT.format(entry.at().atZone(zone));
    // The state says it already.
    boolean undone = entry.reason().equals(ReportService.UNDO);
    String why = entry.reason().isEmpty() || undone ? entry.note() : entry.reason();
    return text
        + (why.isEmpty() ? "" : " · " + Code.oneLine(why))
        + (entry.evidence().isEmpty()
            ? ""
            : new Text(" · 依据：", " · evidence: ").in(language) + Code.oneLine(entry.evidence()));
  }

  private static Text state(Report entry) {
    return switch (entry.state()) {
      case PROVISIONAL ->
          entry.restores() > 0
              ? new Text("撤回后恢复，待核定", "restored by undo, provisional")
              : new Text("待核定", "provisional");
      case VERIFIED -> new Text("已核定", "verified");
      case REVISED -> new Text("已更正", "revised");
      case REJECTED -> new Text("已退回", "rejected");
      case WITHDRAWN -> new Text("已撤回", "withdrawn");
    };
  }

  private List<Choice> completeValue(Invocation soFar, String typed) {
    Optional<String> named = soFar.option("goal");
    if (named.isEmpty() || !typed.isEmpty()) {
      return List.of();
    }
    Campaign campaign = desk.campaign(soFar);
    Department department = desk.reporting(campaign, soFar);
    Goal goal = desk.goal(campaign, named.get());
    GoalStanding standing =
        of(boards.on(campaign, desk.today(campaign)).standing(department.id()), goal);
    Language language = soFar.language();
    if (goal.kind().hasSteps()) {
      return standing.steps().stream()
          .filter(s -> s.report() == null)
          .map(
              s ->
                  new Choice(
                      Milestone.name(s.milestone().step()).in(language)
                          + new Text(
                                  "（" + s.milestone().due() + " 前）",
                                  " (due " + s.milestone().due() + ")")
                              .in(language),
                      s.milestone().step()))
          .toList();
    }
    Report last = standing.report();
    return last == null
        ? List.of()
        : List.of(
            new Choice(
                last.figure().in(goal, language)
                    + new Text("（上次，" + last.asOf() + "）", " (last, " + last.asOf() + ")")
                        .in(language),
                typed(last.figure())));
  }

  private List<Choice> completeDate(Invocation soFar, String typed) {
    LocalDate today = desk.today(desk.campaign(soFar));
    LocalDate monthEnd = today.withDayOfMonth(1).minusDays(1);
    return List.of(
            new Choice(new Text("今天 ", "today ").in(soFar.language()) + today, today.toString()),
            new Choice(
                new Text("上月末 ", "last month end ").in(soFar.language()) + monthEnd,
                monthEnd.toString()))
        .stream()
        .filter(c -> c.label().contains(typed))
        .toList();
  }
}
