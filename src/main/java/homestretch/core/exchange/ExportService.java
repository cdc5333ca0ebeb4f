package homestretch.core.exchange;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.Reports;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.store.Transactions;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.NumberReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as the tables of an import folder. Imported again they make the same boards: of every
 * target, plan and step each version that counts from a date on, of every figure the version that
 * counts. What was rejected, withdrawn or corrected since stays behind, and so does who reports for
 * whom.
 */
public final class ExportService {
  private final Transactions transactions;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final Reports reports;

  public ExportService(
      Transactions transactions,
      DepartmentService departments,
      GoalService goals,
      SchemeService schemes,
      Reports reports) {
    this.transactions = transactions;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.reports = reports;
  }

  /** Every table, empty ones too, in the order of {@link Table}. */
  public List<Sheet> export(Campaign campaign) {
    return transactions.read(
        () -> {
          Writing writing = new Writing(campaign);
          List<Sheet> sheets = new ArrayList<>();
          for (Table table : Table.values()) {
            if (table != Table.TARGET_REVISIONS) {
              sheets.add(sheet(table, writing.rows(table)));
            }
          }
          return sheets;
        });
  }

  /**
   * A table to be filled in, with the campaign's codes to choose from.
   *
   * @throws homestretch.core.fault.Fault.Invalid if there is no table of that name
   */
  public TableTemplate template(Campaign campaign, String table, Language language) {
    return transactions.read(
        () ->
            new Templates(
                    language,
                    departments.departments(campaign),
                    departments.leagues(campaign),
                    goals.goals(campaign),
                    goals.sections(campaign))
                .of(table));
  }

  private static Sheet sheet(Table table, List<Map<String, String>> cells) {
    List<Sheet.Row> rows = new ArrayList<>();
    for (Map<String, String> each : cells) {
      Map<String, String> row = new LinkedHashMap<>(each);
      if (table != Table.SCHEME) {
        row.replaceAll((column, cell) -> Table.isNumber(column) ? number(cell) : cell);
      }
      rows.add(new Sheet.Row(rows.size() + 2L, row));
    }
    return new Sheet(table.code(), table.code() + ".csv", table.columns(), rows);
  }

  /** As the import has one reading of it; words such as {@code none} and {@code n/a} stay. */
  private static String number(String cell) {
    return Figures.parse(cell) == null ? cell : NumberReader.written(new BigDecimal(cell));
  }

  /** One export, inside its transaction. */
  private final class Writing {
    private record Figure(DepartmentId department, GoalId goal, String step, LocalDate asOf) {}

    private record Step(DepartmentId department, GoalId goal, String step) {}

    private record PlanFrom(GoalId goal, @Nullable DepartmentId department, LocalDate from) {}

    private record TargetFrom(DepartmentId department, GoalId goal, LocalDate from) {}

    private record StepFrom(Step step, LocalDate from) {}

    private final Campaign campaign;
    private final Map<LeagueId, League> leagues;
    private final Map<DepartmentId, Department> departmentOf;
    private final List<Section> sections;
    private final Map<GoalId, Goal> goalOf;
    private final Collection<Report> figures;
    private final Map<Step, Report> plainlyDone;

    Writing(Campaign campaign) {
      this.campaign = campaign;
      leagues = by(departments.leagues(campaign), League::id);
      departmentOf =
          by(
              departments.departments(campaign).stream()
                  .sorted(
                      Comparator.comparing(
                          d -> Objects.requireNonNull(leagues.get(d.league())).position()))
                  .toList(),
              Department::id);
      sections = goals.sections(campaign);
      goalOf = by(goals.goals(campaign), Goal::id);
      figures = figures();
      plainlyDone = plainlyDone();
    }

    private static <K, T> Map<K, T> by(List<T> all, Function<T, K> key) {
      Map<K, T> map = new LinkedHashMap<>();
      all.forEach(each -> map.put(key.apply(each), each));
      return map;
    }

    /** Of each figure the version that counts, by as-of date, in the order of entry. */
    private Collection<Report> figures() {
      Map<Figure, Report> last =
          by(
              reports.since(campaign.id(), 0, Integer.MAX_VALUE),
              r -> new Figure(r.department(), r.goal(), r.figure().step(), r.asOf()));
      return last.values().stream()
          .filter(r -> r.state().counts())
          .sorted(Comparator.comparing(Report::asOf))
          .toList();
    }

    /** Steps of which the one thing to say is the day they were done. */
    private Map<Step, Report> plainlyDone() {
      return figures.stream()
          .filter(r -> !r.figure().step().isEmpty())
          .collect(Collectors.groupingBy(Writing::step, LinkedHashMap::new, Collectors.toList()))
          .entrySet()
          .stream()
          .filter(
              entry -> {
                Report first = entry.getValue().getFirst();
                return entry.getValue().size() == 1
                    && first.figure().isDone()
                    && first.state() == Report.State.PROVISIONAL
                    && first.note().isEmpty()
                    && first.evidence().isEmpty();
              })
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    }

    List<Map<String, String>> rows(Table table) {
      return switch (table) {
        case DEPARTMENTS ->
            // A successor stands above the one that was merged into it, as the import wants it.
            departmentOf.values().stream()
                .sorted(Comparator.comparing((Department d) -> d.successor() != null))
                .map(
                    d ->
                        Table.row(
                            d,
                            Objects.requireNonNull(leagues.get(d.league())),
                            d.successor() == null
                                ? ""
                                : Objects.requireNonNull(departmentOf.get(d.successor())).code()))
                .toList();
        case SECTIONS -> sections.stream().map(Table::row).toList();
        case GOALS ->
            goalOf.values().stream().map(g -> Table.row(g, section(g.section()))).toList();
        case SCHEME -> scheme();
        case TARGET_REVISIONS -> List.of();
        case TARGETS ->
            lastOf(
                    goals.targetVersions(campaign),
                    t -> new TargetFrom(t.department(), t.goal(), t.from()),
                    Target::from)
                .stream()
                .map(t -> Table.row(t, code(t.department()), code(t.goal())))
                .toList();
        case PLANS -> plans();
        case MILESTONES -> milestones();
        case ADJUSTMENTS ->
            schemes.adjustments(campaign).stream()
                .filter(a -> a.withdrawn() == null)
                .map(a -> Table.row(a, code(a.department())))
                .toList();
        case REPORTS ->
            figures.stream()
                .filter(r -> !r.equals(plainlyDone.get(step(r))))
                .map(
                    r ->
                        Table.row(
                            r, Objects.requireNonNull(goalOf.get(r.goal())), code(r.department())))
                .toList();
      };
    }

    private List<Map<String, String>> scheme() {
      SchemeRows schemeRows =
          new SchemeRows(
              goalOf.values().stream().collect(Collectors.toMap(Goal::code, g -> g)), sections);
      List<Map<String, String>> rows = new ArrayList<>();
      Scheme before = Scheme.standard(campaign.start());
      for (Scheme scheme : by(schemes.versions(campaign), Scheme::from).values()) {
        List<Map<String, String>> difference = schemeRows.difference(before, scheme);
        if (difference.size() > 1 || !scheme.reason().isEmpty()) {
          rows.addAll(difference);
        }
        before = scheme;
      }
      return rows;
    }

    private List<Map<String, String>> plans() {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Plan plan :
          lastOf(
              goals.planVersions(campaign),
              p -> new PlanFrom(p.goal(), p.department(), p.from()),
              Plan::from)) {
        String department = Optional.ofNullable(plan.department()).map(this::code).orElse("");
        if (plan.points().isEmpty()) {
          rows.add(Table.planRow(null, plan.from(), code(plan.goal()), department));
        }
        for (Plan.Point point : plan.points()) {
          rows.add(Table.planRow(point, plan.from(), code(plan.goal()), department));
        }
      }
      return rows;
    }

    private List<Map<String, String>> milestones() {
      return lastOf(
              goals.milestoneVersions(campaign),
              m -> new StepFrom(step(m), m.from()),
              Milestone::from)
          .stream()
          .map(
              m -> {
                Report done = plainlyDone.get(step(m));
                return Table.row(
                    m, done == null ? null : done.asOf(), code(m.department()), code(m.goal()));
              })
          .toList();
    }

    private static Step step(Report r) {
      return new Step(r.department(), r.goal(), r.figure().step());
    }

    private static Step step(Milestone m) {
      return new Step(m.department(), m.goal(), m.step());
    }

    /** Of the versions from one date the last, by date, in the order of entry. */
    private static <T> List<T> lastOf(
        List<T> versions, Function<T, Object> key, Function<T, LocalDate> from) {
      return by(versions, key).values().stream().sorted(Comparator.comparing(from)).toList();
    }

    private String code(DepartmentId department) {
      return Objects.requireNonNull(departmentOf.get(department)).code();
    }

    private String section(@Nullable SectionId id) {
      return sections.stream()
          .filter(s -> s.id().equals(id))
          .map(Section::code)
          .findFirst()
          .orElse("");
    }

    private String code(GoalId goal) {
      return Objects.requireNonNull(goalOf.get(goal)).code();
    }
  }
}
