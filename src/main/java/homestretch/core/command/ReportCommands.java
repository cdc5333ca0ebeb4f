package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
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
import homestretch.core.fault.Field;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.report.Jump;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.report.Submission;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Cut;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /report}, and with it {@code /history} and {@code /undo}. */
public final class ReportCommands {
  private static final String CONFIRM = "confirm";

  /** Two goals a row, each with its two buttons, and a row to turn the page. */
  private static final int GOALS_A_PAGE = 8;

  private final Desk desk;
  private final Boards boards;
  private final Transactions transactions;
  private final Reports reports;
  private final ReportService service;
  private final ReviewService reviews;

  public ReportCommands(
      Desk desk,
      Boards boards,
      Transactions transactions,
      Reports reports,
      ReportService service,
      ReviewService reviews) {
    this.desk = desk;
    this.boards = boards;
    this.transactions = transactions;
    this.reports = reports;
    this.service = service;
    this.reviews = reviews;
  }

  public List<Command> list() {
    Option goal = new Option("goal", DeskTexts.GOAL, ReportTexts.WHICH_GOAL, desk::completeGoal);
    Option department =
        new Option("department", DeskTexts.DEPARTMENT, DeskTexts.IF_SEVERAL, desk::completeOwn);
    return List.of(
        new Command(
                "report",
                ReportTexts.NAME,
                ReportTexts.REPORT,
                List.of(
                    goal,
                    new Option(
                        "value", ReportTexts.VALUE, ReportTexts.WHICH_VALUE, this::completeValue),
                    new Option(
                        "as_of", ReportTexts.AS_OF, ReportTexts.WHICH_DAY, this::completeDate),
                    new Option("note", ReportTexts.NOTE, ReportTexts.WHICH_NOTE, null),
                    new Option("evidence", DeskTexts.EVIDENCE, DeskTexts.WHICH_EVIDENCE, null),
                    department,
                    new Option(CONFIRM, ReportTexts.CONFIRM, ReportTexts.NO_SLIP, null)),
                Desk.ofOneDepartment(this::report))
            .needing(Command.Access.REPORTER)
            .taking("goal")
            .such(ReportTexts.EXAMPLE),
        new HistoryCommand(desk, boards, transactions, reports).command(goal),
        new UndoCommand(desk, transactions, reports, reviews).command());
  }

  private Reply report(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Optional<String> named = invocation.option("goal");
    Optional<String> value = invocation.option("value");
    List<Goal> goals = desk.goals(campaign);
    boolean line =
        named.isPresent()
            && value.isEmpty()
            && Code.find(goals, Goal::code, Goal::name, named.get()) == null
            && FigureLine.isOne(named.get());
    if (line) {
      FigureLine.Reading read =
          new FigureLine(goals, desk.departments(campaign), desk.today(campaign), desk.lookup())
              .read(named.orElseThrow());
      requireOwn(campaign, invocation, read.departments());
      if (!read.items().isEmpty() || !read.wrong().isEmpty()) {
        requireNotOtherwise(invocation, campaign, read.items());
        return take(invocation, campaign, read.items(), read.wrong());
      }
    }
    Department department = desk.reporting(campaign, invocation);
    service.requireOpen(campaign);
    if (named.isEmpty() && value.isEmpty()) {
      return toReport(campaign, department, page(invocation), invocation.language());
    }
    Goal goal =
        desk.goal(
            campaign, named.orElseThrow(() -> new Fault.Invalid("goal", "", ReportTexts.A_GOAL)));
    if (value.isEmpty()) {
      return new Reply.Ask(form(campaign, department, goal, invocation.language()));
    }
    FigureLine.Item item = new FigureLine.Item(goal, goal.code(), value.get(), department, null);
    return take(invocation, campaign, List.of(item), List.of());
  }

  private void requireOwn(Campaign campaign, Invocation invocation, List<Department> named) {
    List<Department> own = desk.own(campaign, invocation.person());
    for (Department department : named) {
      if (!own.contains(department)) {
        throw new Fault.Forbidden(DeskTexts.notFor(department));
      }
    }
  }

  /**
   * An option beside a line that says otherwise in all its figures is for none of them.
   *
   * @throws Fault.Invalid naming what the option says
   */
  private void requireNotOtherwise(
      Invocation invocation, Campaign campaign, List<FigureLine.Item> items) {
    List<Violation> wrong = new ArrayList<>();
    invocation
        .option("department")
        .filter(
            named ->
                !items.isEmpty()
                    && items.stream()
                        .noneMatch(
                            i ->
                                i.department() == null
                                    || i.department().equals(desk.department(campaign, named))))
        .ifPresent(
            named -> wrong.add(new Violation("department", named, ReportTexts.ONE_DEPARTMENT)));
    invocation
        .option("as_of")
        .filter(d -> !items.isEmpty() && items.stream().noneMatch(i -> i.asOf() == null))
        .ifPresent(day -> wrong.add(new Violation("as_of", day, ReportTexts.ONE_DAY)));
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  /**
   * All of them or none: what is wrong with any is said, what is odd is asked about once.
   *
   * @param unclear what is wrong with the line that they come from
   */
  private Reply take(
      Invocation invocation,
      Campaign campaign,
      List<FigureLine.Item> items,
      List<Violation> unclear) {
    service.requireOpen(campaign);
    LocalDate today = desk.today(campaign);
    List<Violation> wrong = new ArrayList<>(unclear);
    LocalDate asOf = asOf(invocation, campaign, wrong);
    boolean several = items.size() + unclear.size() > 1;
    Actor actor = Desk.actor(invocation.person());
    Map<Submission, Jump> odd = new LinkedHashMap<>();
    List<FigureLine.Item> without = items.stream().filter(i -> i.department() == null).toList();
    boolean asked = !without.isEmpty() && isForSeveral(campaign, invocation);
    List<Submission> submissions = new ArrayList<>();
    for (FigureLine.Item item : items) {
      try {
        if (item.department() == null && asked) {
          // Whatever the answer is: a figure that cannot be read is said first.
          TypedFigure.read(item.goal(), item.value());
        } else {
          Submission submission = submission(invocation, campaign, item, asOf);
          submissions.add(submission);
          // What would be refused is refused before anything is asked.
          service.oddity(campaign, submission, actor).ifPresent(jump -> odd.put(submission, jump));
        }
      } catch (Fault.Invalid e) {
        e.violations()
            .forEach(v -> wrong.add(asTyped(v, typed(item, several), dayTyped(item, invocation))));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong.stream().distinct().toList());
    }
    if (asked) {
      throw new Desk.SeveralDepartments(
          desk.own(campaign, invocation.person()),
          without.stream().map(i -> ReportTexts.typed(i.goal(), i.value())).toList());
    }
    requireEachOnce(submissions);
    boolean confirmed = invocation.option(CONFIRM).filter(ReportCommands::isYes).isPresent();
    if (!confirmed && !odd.isEmpty()) {
      return isItMeant(invocation, submissions, odd);
    }
    Scorebook before = boards.on(campaign, today);
    List<Report> entries = new ArrayList<>();
    // One transaction: of several figures all stand, or none does.
    transactions.writeAll(
        () -> {
          entries.clear();
          submissions.forEach(
              s -> entries.add(service.enter(campaign, s, Report.State.PROVISIONAL, actor)));
        });
    return new Receipt(campaign, before, boards.on(campaign, today), actor, invocation.language())
        .of(submissions, entries);
  }

  /** The day of the option, today without one; what is wrong with it is said with the rest. */
  private LocalDate asOf(Invocation invocation, Campaign campaign, List<Violation> wrong) {
    LocalDate today = desk.today(campaign);
    LocalDate last = today.isAfter(campaign.deadline()) ? campaign.deadline() : today;
    try {
      return invocation
          .option("as_of")
          .map(d -> Dates.parse("as_of", d, today, invocation.language()))
          .orElse(last);
    } catch (Fault.Invalid e) {
      wrong.addAll(e.violations());
      return last;
    }
  }

  /** Of several figures it is said which one. */
  private static String typed(FigureLine.Item item, boolean several) {
    return several ? item.said() + " " + item.value() : item.value();
  }

  private boolean isForSeveral(Campaign campaign, Invocation invocation) {
    try {
      desk.reporting(campaign, invocation);
      return false;
    } catch (Desk.SeveralDepartments several) {
      return true;
    }
  }

  /** Of two figures of one day the second would replace the first in silence. */
  private static void requireEachOnce(List<Submission> submissions) {
    for (int i = 0; i < submissions.size(); i++) {
      Submission one = submissions.get(i);
      for (Submission other : submissions.subList(0, i)) {
        if (one.goal().id().equals(other.goal().id())
            && one.department().id().equals(other.department().id())
            && one.asOf().equals(other.asOf())
            && one.figure().step().equals(other.figure().step())) {
          throw new Fault.Conflict(ReportTexts.twice(one.goal(), one.asOf()));
        }
      }
    }
  }

  private Submission submission(
      Invocation invocation, Campaign campaign, FigureLine.Item item, LocalDate asOf) {
    Department department =
        item.department() == null ? desk.reporting(campaign, invocation) : item.department();
    return service.named(
        campaign,
        new Submission(
            department,
            item.goal(),
            TypedFigure.read(item.goal(), item.value()),
            item.asOf() == null ? asOf : item.asOf(),
            invocation.option("note").orElse(""),
            invocation.option("evidence").orElse("")));
  }

  private static boolean isYes(String typed) {
    return List.of("1", "yes", "y", "true", "是", "确认").contains(typed.toLowerCase(Locale.ROOT));
  }

  /** Asks once about figures that are far from the last ones; one press takes them. */
  private static Reply isItMeant(
      Invocation invocation, List<Submission> submissions, Map<Submission, Jump> odd) {
    Language language = invocation.language();
    Map<String, String> options = new LinkedHashMap<>(invocation.options());
    if (submissions.size() == 1) {
      Submission only = submissions.getFirst();
      options.put("goal", only.goal().code());
      options.put("department", only.department().code());
      options.put("as_of", only.asOf().toString());
      String step = only.figure().step();
      options.put("value", step.isEmpty() ? TypedFigure.again(only.figure()) : step);
    }
    boolean day = odd.keySet().stream().allMatch(each -> each.goal().kind().hasSteps());
    options.put(CONFIRM, "1");
    Button take =
        new Button(
            (day ? ReportTexts.MOVE_THE_DAY : ReportTexts.IT_IS_RIGHT).in(language),
            Button.Style.PRIMARY,
            "report",
            options,
            false);
    Department first = submissions.getFirst().department();
    boolean oneDepartment = submissions.stream().allMatch(s -> s.department().equals(first));
    List<String> lines = new ArrayList<>();
    odd.forEach(
        (submission, jump) -> {
          if (!oneDepartment) {
            lines.add(submission.department().name().in(language));
          }
          lines.add(
              ReportTexts.figure(submission.goal(), submission.figure(), submission.asOf())
                  .in(language));
          lines.add(jump.text().in(language));
        });
    lines.add((day ? ReportTexts.DAY_STANDS : ReportTexts.NOT_STORED).in(language));
    return new Reply.Private(
        new Post(
            (oneDepartment
                    ? (day ? ReportTexts.anotherDay(first) : ReportTexts.pleaseCheck(first))
                    : (day ? ReportTexts.ANOTHER_DAY : ReportTexts.PLEASE_CHECK))
                .in(language),
            List.of(new Block.Lines(lines)),
            "",
            List.of(List.of(take))));
  }

  /** The day as it was typed beside a figure that has none of its own; null: none was typed. */
  private static @Nullable String dayTyped(FigureLine.Item item, Invocation invocation) {
    return item.asOf() == null ? invocation.option("as_of").orElse(null) : null;
  }

  /** A fault of the ledger under the option that it was typed into, as it was typed there. */
  private static Violation asTyped(Violation v, String value, @Nullable String day) {
    Field what = v.what();
    String typed =
        what.option().equals(Field.VALUE.option())
            ? value
            : what.equals(Field.AS_OF) && day != null ? day : v.value();
    return new Violation(what.option(), typed, v.expected());
  }

  private static int page(Invocation invocation) {
    try {
      return Math.max(1, invocation.option("page").map(Integer::parseInt).orElse(1));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** What is this department's to report, each goal with its last figure and two buttons. */
  private Reply toReport(
      Campaign campaign, Department department, int wantedPage, Language language) {
    LocalDate today = desk.today(campaign);
    List<GoalStanding> all =
        boards.on(campaign, today).standing(department).goals().stream()
            .filter(g -> g.target() != null)
            .toList();
    int pages = Math.max(1, (all.size() + GOALS_A_PAGE - 1) / GOALS_A_PAGE);
    int page = Math.min(wantedPage, pages);
    List<String> lines = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    List<Button> row = new ArrayList<>();
    int from = (page - 1) * GOALS_A_PAGE;
    for (GoalStanding standing : all.subList(from, Math.min(all.size(), from + GOALS_A_PAGE))) {
      lines.add(ReportTexts.toReport(standing).in(language));
      row.addAll(buttons(standing, department, today, language));
      if (row.size() >= 3) {
        buttons.add(List.copyOf(row));
        row.clear();
      }
    }
    if (!row.isEmpty()) {
      buttons.add(List.copyOf(row));
    }
    if (pages > 1) {
      buttons.add(turning(department, page, pages, language));
    }
    if (lines.isEmpty()) {
      lines.add(ReportTexts.NO_TARGETS.in(language));
    }
    return new Reply.Private(
        new Post(
            ReportTexts.report(department).in(language),
            List.of(new Block.Lines(lines)),
            ReportTexts.howToReport(page, pages).in(language),
            buttons));
  }

  /** One to fill in a figure; beside it one that repeats the last, where there is an older one. */
  private static List<Button> buttons(
      GoalStanding standing, Department department, LocalDate today, Language language) {
    Goal goal = standing.goal();
    Report last = standing.report();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("goal", goal.code());
    options.put("department", department.code());
    List<Button> pair = new ArrayList<>();
    pair.add(new Button(goal.name().in(language), Button.Style.PRIMARY, "report", options, false));
    if (last != null && standing.steps().isEmpty() && last.asOf().isBefore(today)) {
      Map<String, String> same = new LinkedHashMap<>(options);
      same.put("value", TypedFigure.again(last.figure()));
      pair.add(
          new Button(
              ReportTexts.noChangeSince(Dates.said(last.asOf(), today)).in(language),
              Button.Style.PLAIN,
              "report",
              same,
              false));
    }
    return pair;
  }

  private static List<Button> turning(
      Department department, int page, int pages, Language language) {
    List<Button> buttons = new ArrayList<>();
    if (page > 1) {
      buttons.add(turn(ReportTexts.EARLIER_GOALS, department, page - 1, language));
    }
    if (page < pages) {
      buttons.add(turn(ReportTexts.MORE_GOALS, department, page + 1, language));
    }
    return buttons;
  }

  private static Button turn(Text label, Department department, int page, Language language) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("department", department.code());
    options.put("page", String.valueOf(page));
    return new Button(label.in(language), Button.Style.PLAIN, "report", options, true);
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
                brief(FigureTexts.label(goal).in(language), 45),
                last.map(r -> TypedFigure.again(r.figure())).orElse(""),
                brief(FigureTexts.expected(goal).in(language), 100),
                true,
                false,
                goal.kind().hasSteps() ? Form.Kind.TEXT : Form.Kind.NUMBER),
            new Form.Field(
                "as_of",
                ReportTexts.FORM_AS_OF.in(language),
                (today.isAfter(campaign.deadline()) ? campaign.deadline() : today).toString(),
                "10-31",
                true,
                false,
                Form.Kind.DATE),
            new Form.Field(
                "note",
                ReportTexts.FORM_NOTE.in(language),
                last.map(Report::note).orElse(""),
                "",
                false,
                true),
            new Form.Field(
                "evidence",
                DeskTexts.EVIDENCE_OPTIONAL.in(language),
                last.map(Report::evidence).orElse(""),
                DeskTexts.EVIDENCE_HINT.in(language),
                false,
                false)));
  }

  /** The figure that stands on the board: the same whether the campaign is open or frozen. */
  private Optional<Report> last(Campaign campaign, Department department, Goal goal) {
    return boards
        .on(campaign, desk.today(campaign))
        .find(department.id())
        .flatMap(standing -> Receipt.found(standing, goal))
        .map(GoalStanding::report);
  }

  private static String brief(String text, int most) {
    return Cut.withEllipsis(text, most);
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
        boards
            .on(campaign, desk.today(campaign))
            .find(department.id())
            .flatMap(each -> Receipt.found(each, goal))
            .orElse(null);
    if (standing == null) {
      return List.of(); // Today's board does not count the goal.
    }
    Language language = soFar.language();
    if (goal.kind().hasSteps()) {
      return standing.steps().stream()
          .filter(s -> s.report() == null)
          .map(s -> new Choice(ReportTexts.step(s.milestone()).in(language), s.milestone().step()))
          .toList();
    }
    Report last = standing.report();
    return last == null
        ? List.of()
        : List.of(
            new Choice(
                ReportTexts.last(goal, last).in(language), TypedFigure.again(last.figure())));
  }

  private List<Choice> completeDate(Invocation soFar, String typed) {
    LocalDate today = desk.today(desk.campaign(soFar));
    LocalDate monthEnd = today.withDayOfMonth(1).minusDays(1);
    return List.of(
            new Choice(ReportTexts.today(today).in(soFar.language()), today.toString()),
            new Choice(ReportTexts.monthEnd(monthEnd).in(soFar.language()), monthEnd.toString()))
        .stream()
        .filter(c -> c.label().contains(typed))
        .toList();
  }
}
