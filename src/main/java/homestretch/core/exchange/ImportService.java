package homestretch.core.exchange;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.exchange.Imported.Change;
import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Submission;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Cut;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the tables of an import folder into a campaign (spec/interface.md, Import folder). */
public final class ImportService {
  private static final int MAX_MADE_CODE_LENGTH = 32;

  private static final int MOST_ERRORS = 50;
  private static final Set<String> NOT_APPLICABLE = Set.of("n/a", "不适用");

  private final Transactions transactions;
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final ReportService reports;

  public ImportService(
      Transactions transactions,
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      SchemeService schemes,
      ReportService reports) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.reports = reports;
  }

  /** Ends the transaction of a dry run without keeping anything. */
  private static final class DryRun extends RuntimeException {
    private final transient Imported imported;

    DryRun(Imported imported) {
      super("dry run", null, false, false);
      this.imported = imported;
    }
  }

  /**
   * All or nothing.
   *
   * @param into the campaign; one that is not stored yet is added first
   * @param tables as they stand in the files; read and checked before anything is locked
   * @throws Fault.Invalid naming file, line and column of each offending cell; nothing is changed
   * @throws Fault.Conflict if the campaign is frozen or final
   */
  public Imported load(Campaign into, List<RawTable> tables, ImportOptions options, Actor actor) {
    Findings findings = new Findings();
    Names names = names(into);
    TableReader.Reading reading =
        new TableReader(names, Layout.years(into.start(), into.deadline()), options, findings)
            .read(tables);
    new Duplicates(findings).check(reading.sheets());
    findings.stopIfWrong();
    try {
      return transactions.write(
          () -> {
            Campaign campaign =
                into.revision() == 0 ? campaigns.add(into, actor) : campaigns.requireOpen(into);
            Imported imported =
                new Run(campaign, options.onlyGoals(), options.dryRun(), actor, findings)
                    .load(reading);
            if (options.strict() && !imported.warnings().isEmpty()) {
              throw new Fault.Invalid(
                  imported.warnings().stream().map(ImportService::violation).toList());
            }
            if (options.dryRun()) {
              throw new DryRun(imported);
            }
            return imported;
          });
    } catch (DryRun end) {
      return end.imported;
    }
  }

  /** A warning where warnings are errors. */
  private static Violation violation(Imported.Warning warning) {
    return new Violation(
        warning.file()
            + (warning.line() == 0 ? "" : ":" + warning.line())
            + (warning.column().isEmpty() ? "" : ":" + warning.column()),
        warning.sample(),
        new Text(
            "没有警告（--strict）：" + warning.message().zh(),
            "nothing to warn of (--strict): " + warning.message().en()));
  }

  private Names names(Campaign into) {
    return into.revision() == 0
        ? new Names(List.of(), List.of(), List.of())
        : transactions.read(
            () ->
                new Names(
                    departments.leagues(into), departments.departments(into), goals.goals(into)));
  }

  /** One import, inside its transaction. What stands is read once, and kept up to date here. */
  private final class Run {
    private record Cell(DepartmentId department, GoalId goal) {}

    private record Curve(Goal goal, @Nullable Department department, LocalDate from) {}

    private final Campaign campaign;
    private final Set<String> onlyGoals;
    private final boolean dryRun;
    private final Actor actor;

    private final Findings findings;
    private final Map<Table, List<Sheet>> sheetsOf = new EnumMap<>(Table.class);
    private @Nullable Sheet reading;
    private final Map<String, Integer> taken = new LinkedHashMap<>();
    private final Set<String> ignored;
    private final Map<String, Integer> passedOver = new TreeMap<>();
    private final List<Violation> violations;
    private final List<Change> changes = new ArrayList<>();
    private final int[] counts = new int[What.values().length];

    private final List<League> leagues;

    /** Whether the caller reported for a department before this import began. */
    private final Map<DepartmentId, Boolean> ownDepartments = new HashMap<>();

    private final Map<String, Department> departmentOf = new LinkedHashMap<>();
    private final Map<String, Goal> goalOf = new LinkedHashMap<>();
    private final Map<Cell, List<Target>> targets = new HashMap<>();
    private final Map<Cell, LocalDate> revisedUntil = new HashMap<>();

    Run(Campaign campaign, Set<String> onlyGoals, boolean dryRun, Actor actor, Findings findings) {
      this.findings = findings;
      ignored = findings.ignored;
      violations = findings.violations;
      this.campaign = campaign;
      this.onlyGoals = onlyGoals;
      this.dryRun = dryRun;
      this.actor = actor;
      this.leagues = new ArrayList<>(departments.leagues(campaign));
      departments.departments(campaign).forEach(d -> departmentOf.put(d.code(), d));
      goals.goals(campaign).forEach(g -> goalOf.put(g.code(), g));
      goals.targetVersions(campaign).forEach(this::keep);
    }

    Imported load(TableReader.Reading read) {
      for (Sheet sheet : read.sheets()) {
        sheetsOf
            .computeIfAbsent(Table.of(sheet.table()).orElseThrow(), t -> new ArrayList<>())
            .add(sheet);
      }
      stopIfWrong();
      rows(Table.DEPARTMENTS, this::department);
      for (Sheet sheet : sheetsOf.getOrDefault(Table.DEPARTMENTS, List.of())) {
        sheet.rows().forEach(row -> attempt(sheet, row, () -> checkParent(row)));
      }
      stopIfWrong();
      rows(Table.GOALS, this::goal);
      for (String code : onlyGoals) {
        if (!goalOf.containsKey(code)) {
          violations.add(new Violation("goals", code, new Text("已有指标的代码", "the code of a goal")));
        }
      }
      stopIfWrong();
      scheme();
      rows(Table.TARGET_REVISIONS, this::revision);
      rows(Table.TARGETS, this::target);
      plans();
      // A step that is done needs to be set up: no milestones, no entries of them.
      rows(Table.MILESTONES, this::milestone);
      rows(Table.ADJUSTMENTS, this::adjustment);
      stopIfWrong();
      rows(Table.REPORTS, this::report);
      stopIfWrong();
      passedOver.forEach((goal, count) -> ignored.add(goal + ": " + count + " rows"));
      return new Imported(
          campaign.slug(),
          dryRun,
          taken,
          counts[What.ADDED.ordinal()],
          counts[What.CHANGED.ordinal()] + counts[What.REMOVED.ordinal()],
          counts[What.SAME.ordinal()],
          List.copyOf(ignored),
          changes,
          findings.warnings(),
          read.recognised());
    }

    private void rows(Table table, Consumer<Row> each) {
      sheetsOf.getOrDefault(table, List.of()).forEach(sheet -> rows(table, sheet, each));
    }

    private void rows(Table table, Sheet sheet, Consumer<Row> each) {
      int passedBefore = passedOver();
      reading = sheet;
      for (Row row : sheet.rows()) {
        attempt(sheet, row, () -> each.accept(row));
      }
      taken.merge(table.code(), sheet.rows().size() - (passedOver() - passedBefore), Integer::sum);
    }

    /** What is wrong is noted with its place. */
    private void attempt(Sheet sheet, Row row, Runnable step) {
      String where = sheet.file() + ":" + row.line();
      try {
        step.run();
      } catch (Fault.Invalid invalid) {
        for (Violation violation : invalid.violations()) {
          violations.add(
              new Violation(
                  where + ":" + column(sheet, violation.field()),
                  violation.value(),
                  violation.expected()));
        }
      } catch (Fault fault) {
        throw new Fault.Conflict(
            new Text(where + "：" + fault.text().zh(), where + ": " + fault.text().en()));
      }
      if (violations.size() >= MOST_ERRORS) {
        stopIfWrong();
      }
    }

    private void stopIfWrong() {
      if (!violations.isEmpty()) {
        throw new Fault.Invalid(violations);
      }
    }

    /**
     * @param before null: nothing stood
     */
    private void changed(
        Table table, Row row, @Nullable Map<String, String> before, Map<String, String> after) {
      What what = before == null ? What.ADDED : before.equals(after) ? What.SAME : What.CHANGED;
      changed(table, row, what, before == null ? Map.of() : before, after);
    }

    private void changed(
        Table table, Row row, What what, Map<String, String> before, Map<String, String> after) {
      counts[what.ordinal()]++;
      if (dryRun) {
        String file = Objects.requireNonNull(reading).file();
        changes.add(new Change(file, row.line(), what, before, after));
      }
    }

    private void department(Row row) {
      String code = Cells.needed(row, "code");
      Department before = departmentOf.get(code);
      League league = league(row);
      Department after =
          departments.put(
              campaign,
              new Department(
                  new DepartmentId(0),
                  campaign.id(),
                  league.id(),
                  code,
                  Cells.bilingual(row, "name"),
                  said(row, "lead", before == null ? "" : before.lead()),
                  said(row, "parent", before == null ? "" : before.parent()),
                  said(row, "short_name", before == null ? "" : before.shortName()),
                  Cells.yesOrNo(row, "in_totals", before == null || before.inTotals()),
                  Cells.optionalDate(row, "from", before == null ? null : before.from()),
                  Cells.optionalDate(row, "until", before == null ? null : before.until()),
                  successor(row, before),
                  before == null ? departmentOf.size() + 1 : before.position(),
                  0),
              actor);
      changed(
          Table.DEPARTMENTS,
          row,
          before == null ? null : Table.row(before, leagueOf(before), successorOf(before)),
          Table.row(after, league, successorOf(after)));
      departmentOf.put(code, after);
    }

    /** A department that stands in the file above, or stood before. */
    private @Nullable DepartmentId successor(Row row, @Nullable Department before) {
      String code = row.cell("successor");
      if (code.isEmpty()) {
        return before == null ? null : before.successor();
      }
      Department successor = departmentOf.get(code);
      if (successor == null) {
        throw new Fault.Invalid(
            "successor",
            code,
            new Text(
                "已有的、或在本表上方的单位代码",
                "the code of a department that exists or stands above in the file"));
      }
      return successor.id();
    }

    private String successorOf(Department department) {
      return departmentOf.values().stream()
          .filter(d -> d.id().equals(department.successor()))
          .map(Department::code)
          .findFirst()
          .orElse("");
    }

    private void checkParent(Row row) {
      String parent = row.cell("parent");
      if (!parent.isEmpty()
          && (!departmentOf.containsKey(parent) || parent.equals(row.cell("code")))) {
        throw new Fault.Invalid(
            "parent", parent, new Text("另一个单位的代码", "the code of another department"));
      }
    }

    private League leagueOf(Department department) {
      return leagues.stream()
          .filter(l -> l.id().equals(department.league()))
          .findFirst()
          .orElseThrow();
    }

    /** The league of that code or name; made if there is none. */
    private League league(Row row) {
      String named = Cells.needed(row, "league");
      String english = row.cell("league_en");
      Optional<League> known =
          leagues.stream()
              .filter(
                  l ->
                      Stream.of(l.code(), l.name().zh(), l.name().en())
                          .anyMatch(name -> name.equals(named)))
              .findFirst();
      if (known.isPresent()) {
        return known.get();
      }
      int position = leagues.size() + 1;
      String code = row.cell("league_code");
      if (code.isEmpty()) {
        code = freeCode(english.isEmpty() ? named : english);
      }
      League made =
          departments.put(
              campaign,
              new League(
                  new LeagueId(0),
                  campaign.id(),
                  code,
                  new Text(named, english.isEmpty() ? named : english),
                  position,
                  0),
              actor);
      leagues.add(made);
      return made;
    }

    /** A code made from a name; one that no league has yet, so that two never become one. */
    private String freeCode(String name) {
      String letters = name.replaceAll("[^\\p{L}\\p{N}]", "");
      String wanted = letters.isEmpty() ? "L" : Cut.to(letters, MAX_MADE_CODE_LENGTH);
      String code = wanted;
      for (int i = 2; isTaken(code); i++) {
        code = wanted + "-" + i;
      }
      return code;
    }

    private boolean isTaken(String code) {
      return leagues.stream().anyMatch(l -> Code.same(l.code(), code));
    }

    /** What a row does not say stays as it is. */
    private void goal(Row row) {
      String code = Cells.needed(row, "code");
      if (isPassedOver(code)) {
        return;
      }
      Goal before = goalOf.get(code);
      String unit = row.cell("unit");
      String kind = row.cell("kind");
      BigDecimal hundred = Figures.HUNDRED;
      Goal after =
          goals.put(
              campaign,
              new Goal(
                  new GoalId(0),
                  campaign.id(),
                  code,
                  Cells.bilingual(row, "name"),
                  new Text(unit, said(row, "unit_en", unit)),
                  kind.isEmpty()
                      ? before == null ? new GoalKind.Total() : before.kind()
                      : GoalKind.of(kind),
                  Cells.choice(
                      row,
                      "direction",
                      Direction.class,
                      before == null ? Direction.UP : before.direction()),
                  Cells.optional(row, "weight")
                      .orElse(before == null ? BigDecimal.ONE : before.weight()),
                  row.cell("cap").equals("none")
                      ? null
                      : Cells.optional(row, "cap").orElse(before == null ? hundred : before.cap()),
                  Cells.optional(row, "min").orElse(before == null ? null : before.minimum()),
                  Cells.choice(
                      row,
                      "period",
                      Goal.Period.class,
                      before == null ? Goal.Period.YEAR : before.period()),
                  Cells.choice(
                      row,
                      "due_every",
                      Goal.DueEvery.class,
                      before == null ? Goal.DEFAULT_DUE_EVERY : before.dueEvery()),
                  Cells.integer(row, "grace", before == null ? Goal.DEFAULT_GRACE : before.grace()),
                  Cells.integer(
                      row, "decimals", before == null ? Goal.MOST_DECIMALS : before.decimals()),
                  Cells.integer(
                      row,
                      "shown_decimals",
                      before == null ? Exact.DECIMALS : before.shownDecimals()),
                  Cells.optionalDate(row, "from", before == null ? null : before.from()),
                  Cells.optionalDate(row, "until", before == null ? null : before.until()),
                  before == null ? goalOf.size() + 1 : before.position(),
                  0),
              actor);
      changed(Table.GOALS, row, before == null ? null : Table.row(before), Table.row(after));
      goalOf.put(code, after);
    }

    /** The rows of one date together make a version of the scheme. */
    private void scheme() {
      sheetsOf.getOrDefault(Table.SCHEME, List.of()).forEach(this::scheme);
    }

    private void scheme(Sheet sheet) {
      Map<LocalDate, List<Row>> versions = new TreeMap<>();
      rows(
          Table.SCHEME,
          sheet,
          row ->
              versions
                  .computeIfAbsent(Cells.date(row, "from", null), day -> new ArrayList<>())
                  .add(row));
      stopIfWrong();
      SchemeRows schemeRows = new SchemeRows(goalOf);
      versions.forEach(
          (from, rows) ->
              attempt(
                  sheet,
                  rows.getFirst(),
                  () -> {
                    List<Scheme> all = schemes.versions(campaign);
                    Scheme before =
                        all.stream()
                            .filter(s -> !s.from().isAfter(from))
                            .reduce((earlier, later) -> later)
                            .orElse(all.getFirst());
                    Scheme wanted = schemeRows.apply(before, from, rows);
                    boolean stands =
                        before.from().equals(from)
                            && schemeRows.difference(before, wanted).size() == 1
                            && before.reason().equals(wanted.reason());
                    if (!stands) {
                      schemes.put(campaign, wanted, 0, actor);
                    }
                    for (Row row : rows) {
                      changed(
                          Table.SCHEME,
                          row,
                          stands ? What.SAME : What.ADDED,
                          stands ? row.cells() : Map.of(),
                          row.cells());
                    }
                  }));
    }

    /**
     * A target that was another up to a day: it counts from the start of the campaign, or from the
     * day after the revision before, and the target of {@code targets.csv} from the day after.
     */
    private void revision(Row row) {
      if (isPassedOver(row.cell("goal"))) {
        return;
      }
      Cell cell = cell(row);
      LocalDate asOf = Cells.date(row, "as_of", null);
      LocalDate before = revisedUntil.get(cell);
      if (before != null && !asOf.isAfter(before)) {
        throw new Fault.Invalid(
            "as_of", asOf, new Text("晚于 " + before + " 的日期", "a date after " + before));
      }
      LocalDate from =
          before != null
              ? before.plusDays(1)
              : asOf.isBefore(campaign.start()) ? asOf : campaign.start();
      revisedUntil.put(cell, asOf);
      setTarget(
          Table.TARGET_REVISIONS,
          row,
          Target.of(
              cell.department(),
              cell.goal(),
              Cells.number(row, "target_then"),
              Cells.optional(row, "baseline").orElse(null),
              from));
    }

    private void target(Row row) {
      if (isPassedOver(row.cell("goal"))) {
        return;
      }
      Cell cell = cell(row);
      LocalDate revised = revisedUntil.get(cell);
      LocalDate from =
          Cells.date(row, "from", revised == null ? campaign.start() : revised.plusDays(1));
      setTarget(
          Table.TARGETS,
          row,
          NOT_APPLICABLE.contains(row.cell("target").toLowerCase(Locale.ROOT))
              ? Target.notApplicable(cell.department(), cell.goal(), from)
              : Target.of(
                  cell.department(),
                  cell.goal(),
                  Cells.number(row, "target"),
                  Cells.optional(row, "baseline").orElse(null),
                  from));
    }

    private void setTarget(Table table, Row row, Target target) {
      Cell cell = new Cell(target.department(), target.goal());
      Optional<Target> before =
          targets.getOrDefault(cell, List.of()).stream()
              .filter(t -> !t.from().isAfter(target.from()))
              .max(Comparator.comparing(Target::from).thenComparing(Target::version));
      Target after = goals.setTarget(campaign, target, actor);
      if (before.isEmpty() || after.version() != before.get().version()) {
        keep(after);
      }
      String department = Cells.needed(row, "department");
      String goal = Cells.needed(row, "goal");
      changed(
          table,
          row,
          before.map(t -> Table.row(t, department, goal)).orElse(null),
          Table.row(after, department, goal));
    }

    private void keep(Target target) {
      targets
          .computeIfAbsent(new Cell(target.department(), target.goal()), cell -> new ArrayList<>())
          .add(target);
    }

    /** The rows of one goal, department and date of effect together make a curve. */
    private void plans() {
      sheetsOf.getOrDefault(Table.PLANS, List.of()).forEach(this::plans);
    }

    private void plans(Sheet sheet) {
      Map<Curve, List<Row>> curves = new LinkedHashMap<>();
      rows(
          Table.PLANS,
          sheet,
          row -> {
            if (!isPassedOver(row.cell("goal"))) {
              curves
                  .computeIfAbsent(
                      new Curve(
                          goalOf(row),
                          row.cell("department").isEmpty() ? null : departmentOf(row),
                          Cells.date(row, "from", campaign.start())),
                      curve -> new ArrayList<>())
                  .add(row);
            }
          });
      stopIfWrong();
      curves.forEach((curve, rows) -> plan(sheet, curve, rows));
    }

    private void plan(Sheet sheet, Curve curve, List<Row> rows) {
      DepartmentId of = curve.department() == null ? null : curve.department().id();
      TreeMap<LocalDate, Row> byDate = new TreeMap<>();
      List<Plan.Point> points = new ArrayList<>();
      boolean takenAway = rows.size() == 1 && rows.getFirst().cell("date").isEmpty();
      if (!takenAway) {
        for (Row row : rows) {
          attempt(
              sheet,
              row,
              () -> {
                LocalDate date = Cells.date(row, "date", null);
                if (byDate.put(date, row) != null) {
                  throw new Fault.Invalid(
                      "date", date, new Text("不重复的日期", "a date that is not there yet"));
                }
              });
        }
        byDate.forEach(
            (date, row) ->
                attempt(
                    sheet,
                    row,
                    () -> {
                      List<Plan.Point> soFar = new ArrayList<>(points);
                      soFar.add(new Plan.Point(date, Cells.number(row, "percent")));
                      // Falls here if the percentages fall: the row at fault is known.
                      points.add(
                          new Plan(curve.goal().id(), of, curve.from(), soFar, 0)
                              .points()
                              .getLast());
                    }));
      }
      stopIfWrong();
      Row first = rows.getFirst();
      attempt(
          sheet,
          first,
          () -> {
            String department = first.cell("department");
            Map<LocalDate, Plan.Point> before = new TreeMap<>();
            goals
                .plan(curve.goal().id(), of, curve.from())
                .ifPresent(p -> p.points().forEach(point -> before.put(point.date(), point)));
            goals.setPlan(
                campaign,
                curve.goal(),
                new Plan(curve.goal().id(), of, curve.from(), points, 0),
                actor);
            for (Plan.Point point : points) {
              Plan.Point was = before.remove(point.date());
              changed(
                  Table.PLANS,
                  Objects.requireNonNull(byDate.get(point.date())),
                  was == null ? null : row(curve, department, was),
                  row(curve, department, point));
            }
            before
                .values()
                .forEach(
                    was ->
                        changed(
                            Table.PLANS,
                            first,
                            What.REMOVED,
                            row(curve, department, was),
                            Map.of()));
          });
    }

    private static Map<String, String> row(Curve curve, String department, Plan.Point point) {
      return Table.planRow(point, curve.from(), curve.goal().code(), department);
    }

    private void milestone(Row row) {
      if (isPassedOver(row.cell("goal"))) {
        return;
      }
      Department department = departmentOf(row);
      Goal goal = goalOf(row);
      LocalDate done = row.cell("done").isEmpty() ? null : Cells.date(row, "done", null);
      String step = Cells.needed(row, "step");
      LocalDate from = Cells.date(row, "from", campaign.start());
      Optional<Milestone> before = goals.step(department.id(), goal.id(), step, from);
      Milestone after =
          goals.setMilestone(
              campaign,
              goal,
              new Milestone(
                  department.id(),
                  goal.id(),
                  step,
                  Cells.date(row, "due", null),
                  Cells.optional(row, "weight")
                      .orElse(before.map(Milestone::weight).orElse(BigDecimal.ONE)),
                  from,
                  0),
              actor);
      boolean wasDone =
          done != null
              && reports
                  .standing(department.id(), goal.id(), step, done)
                  .filter(r -> r.figure().isDone())
                  .isPresent();
      if (done != null && !wasDone) {
        reports.enter(
            campaign,
            new Submission(department, goal, Figure.step(step, true), done, "", ""),
            Report.State.PROVISIONAL,
            actor);
      }
      changed(
          Table.MILESTONES,
          row,
          before
              .map(m -> Table.row(m, wasDone ? done : null, department.code(), goal.code()))
              .orElse(null),
          Table.row(after, done, department.code(), goal.code()));
    }

    private void adjustment(Row row) {
      Department department = departmentOf(row);
      Adjustment.Kind kind = Cells.choice("kind", Cells.needed(row, "kind"), Adjustment.Kind.class);
      LocalDate on = Cells.date(row, "on", null);
      BigDecimal points = Cells.optional(row, "points").orElse(null);
      Optional<Adjustment> before =
          schemes.adjustments(campaign).stream()
              .filter(a -> a.withdrawn() == null && a.department().equals(department.id()))
              .filter(a -> a.kind() == kind && a.item().equals(row.cell("item")))
              .filter(a -> a.on().equals(on) && a.reason().equals(row.cell("reason")))
              .filter(a -> points == null || a.points().compareTo(points) == 0)
              .findFirst();
      Adjustment after =
          before.orElseGet(
              () ->
                  schemes.adjust(
                      campaign,
                      department,
                      kind,
                      row.cell("item"),
                      points,
                      on,
                      row.cell("reason"),
                      row.cell("evidence"),
                      actor));
      changed(
          Table.ADJUSTMENTS,
          row,
          before.map(a -> Table.row(a, department.code())).orElse(null),
          Table.row(after, department.code()));
    }

    private void report(Row row) {
      if (isPassedOver(row.cell("goal"))) {
        return;
      }
      Department department = departmentOf(row);
      Goal goal = goalOf(row);
      LocalDate asOf = Cells.date(row, "as_of", null);
      Report.State state = Cells.choice(row, "state", Report.State.class, Report.State.PROVISIONAL);
      if (!state.counts()) {
        throw new Fault.Invalid(
            "state", row.cell("state"), Text.same("provisional, verified, revised"));
      }
      BigDecimal value = Cells.number(row, "value");
      String step = row.cell("milestone");
      Submission submission =
          new Submission(
              department,
              goal,
              step.isEmpty()
                  ? Figure.of(value, Cells.optional(row, "denominator").orElse(null))
                  : Figure.step(step, value.signum() > 0),
              asOf,
              row.cell("note"),
              row.cell("evidence"));
      Optional<Report> before = reports.standing(department.id(), goal.id(), step, asOf);
      // An import verifies nothing that its caller could not verify: such a figure is provisional.
      boolean own =
          ownDepartments.computeIfAbsent(
              department.id(), id -> reports.isOwn(campaign.id(), id, actor));
      Report.State allowed =
          own && state == Report.State.VERIFIED ? Report.State.PROVISIONAL : state;
      Report after = reports.enter(campaign, submission, allowed, actor);
      changed(
          Table.REPORTS,
          row,
          before.map(r -> Table.row(r, goal, department.code())).orElse(null),
          Table.row(after, goal, department.code()));
    }

    private int passedOver() {
      return passedOver.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Rows of goals that are not wanted are counted, not read. */
    private boolean isPassedOver(String goal) {
      if (onlyGoals.isEmpty() || goal.isEmpty() || onlyGoals.contains(goal)) {
        return false;
      }
      passedOver.merge(goal, 1, Integer::sum);
      return true;
    }

    private Cell cell(Row row) {
      return new Cell(departmentOf(row).id(), goalOf(row).id());
    }

    private Department departmentOf(Row row) {
      return known(
          departmentOf, row, "department", new Text("已有单位的代码", "the code of a department"));
    }

    private Goal goalOf(Row row) {
      return known(goalOf, row, "goal", new Text("已有指标的代码", "the code of a goal"));
    }

    private static <T> T known(Map<String, T> all, Row row, String column, Text expected) {
      T found = all.get(Cells.needed(row, column));
      if (found == null) {
        throw new Fault.Invalid(column, row.cell(column), expected);
      }
      return found;
    }
  }

  private static String said(Row row, String column, String otherwise) {
    String cell = row.cell(column);
    return cell.isEmpty() ? otherwise : cell;
  }

  /** A field of the domain under the name of its column. */
  private static String column(Sheet sheet, String field) {
    return switch (field) {
      case "asOf" -> sheet.columns().contains("done") ? "done" : "as_of";
      case "nameEn" -> "name_en";
      case "minimum" -> "min";
      default -> field;
    };
  }
}
