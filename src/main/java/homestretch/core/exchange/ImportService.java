package homestretch.core.exchange;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Submission;
import homestretch.core.store.Transactions;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the tables of an import folder into a campaign (spec/interface.md, Import folder). */
public final class ImportService {
  private static final int MOST_ERRORS = 50;

  /** The files read, in this order, with their mandatory and optional columns. */
  private static final List<Format> FORMATS =
      List.of(
          new Format(
              "departments.csv",
              List.of("code", "name", "league"),
              List.of("name_en", "league_en", "lead", "parent")),
          new Format(
              "goals.csv",
              List.of("code", "name", "unit", "direction"),
              List.of("kind", "weight", "cap", "min", "period", "decimals", "name_en", "unit_en")),
          new Format(
              "targets.csv", List.of("department", "goal", "target"), List.of("baseline", "from")),
          new Format(
              "reports.csv",
              List.of("department", "goal", "as_of", "value"),
              List.of("denominator", "note", "evidence", "state")));

  private record Format(String file, List<String> needed, List<String> optional) {}

  private final Transactions transactions;
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final ReportService reports;

  public ImportService(
      Transactions transactions,
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      ReportService reports) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
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
   * @throws Fault.Invalid naming file, line and column of each offending cell; nothing is changed
   * @throws Fault.Conflict if the campaign is frozen or final
   */
  public Imported load(Campaign into, List<Sheet> sheets, boolean dryRun, Actor actor) {
    try {
      return transactions.write(
          () -> {
            Campaign campaign =
                into.revision() == 0 ? campaigns.add(into, actor) : campaigns.requireOpen(into);
            Imported imported = new Run(campaign, actor).load(sheets, dryRun);
            if (dryRun) {
              throw new DryRun(imported);
            }
            return imported;
          });
    } catch (DryRun end) {
      return end.imported;
    }
  }

  /** One import, inside its transaction. */
  private final class Run {
    private final Campaign campaign;
    private final Actor actor;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Department> departmentOf = new HashMap<>();
    private final Map<String, Goal> goalOf = new HashMap<>();

    Run(Campaign campaign, Actor actor) {
      this.campaign = campaign;
      this.actor = actor;
    }

    Imported load(List<Sheet> sheets, boolean dryRun) {
      Set<String> ignored = new LinkedHashSet<>();
      Map<String, Sheet> byFile = new HashMap<>();
      for (Sheet sheet : sheets) {
        Optional<Format> format =
            FORMATS.stream().filter(f -> f.file().equals(sheet.file())).findFirst();
        if (format.isEmpty()) {
          ignored.add(sheet.file());
          continue;
        }
        byFile.put(sheet.file(), sheet);
        checkHeader(sheet, format.get(), ignored);
      }
      stopIfWrong();
      int position = departments.departments(campaign).size();
      Counted departmentRows = new Counted(position);
      rows(byFile.get("departments.csv"), row -> department(row, departmentRows.next()));
      stopIfWrong();
      departments.departments(campaign).forEach(d -> departmentOf.put(d.code(), d));
      Counted goalRows = new Counted(goals.goals(campaign).size());
      rows(byFile.get("goals.csv"), row -> goal(row, goalRows.next()));
      stopIfWrong();
      goals.goals(campaign).forEach(g -> goalOf.put(g.code(), g));
      Counted targetRows = new Counted(0);
      rows(
          byFile.get("targets.csv"),
          row -> {
            target(row);
            targetRows.next();
          });
      Counted reportRows = new Counted(0);
      rows(
          byFile.get("reports.csv"),
          row -> {
            report(row);
            reportRows.next();
          });
      stopIfWrong();
      return new Imported(
          campaign.slug(),
          dryRun,
          departmentRows.count - position,
          goalRows.count - goalRows.from,
          targetRows.count,
          reportRows.count,
          List.copyOf(ignored));
    }

    private void checkHeader(Sheet sheet, Format format, Set<String> ignored) {
      for (String column : format.needed()) {
        if (!sheet.columns().contains(column)) {
          violations.add(
              new Violation(
                  sheet.file() + ":1:" + column,
                  "",
                  new Text("有 " + column + " 这一列", "a column " + column)));
        }
      }
      for (String column : sheet.columns()) {
        if (!format.needed().contains(column) && !format.optional().contains(column)) {
          ignored.add(sheet.file() + ": " + column);
        }
      }
    }

    private void rows(@Nullable Sheet sheet, Consumer<Row> each) {
      if (sheet == null) {
        return;
      }
      for (Row row : sheet.rows()) {
        try {
          each.accept(row);
        } catch (Fault.Invalid invalid) {
          for (Violation violation : invalid.violations()) {
            add(sheet, row, column(violation.field()), violation.value(), violation.expected());
          }
        } catch (Fault fault) {
          add(sheet, row, "", "", fault.text());
        }
        if (violations.size() >= MOST_ERRORS) {
          stopIfWrong();
        }
      }
    }

    private void add(Sheet sheet, Row row, String column, String value, Text expected) {
      String where = sheet.file() + ":" + row.line() + (column.isEmpty() ? "" : ":" + column);
      violations.add(new Violation(where, value, expected));
    }

    private void stopIfWrong() {
      if (!violations.isEmpty()) {
        throw new Fault.Invalid(violations);
      }
    }

    private void department(Row row, int position) {
      Text name = bilingual(row, "name");
      League league = league(needed(row, "league"), row.cells().getOrDefault("league_en", ""));
      departments.put(
          campaign,
          new Department(
              new DepartmentId(0),
              campaign.id(),
              league.id(),
              needed(row, "code"),
              name,
              row.cells().getOrDefault("lead", ""),
              row.cells().getOrDefault("parent", ""),
              standing(needed(row, "code")).map(Department::position).orElse(position),
              0),
          actor);
    }

    private Optional<Department> standing(String code) {
      return departments.departments(campaign).stream()
          .filter(d -> d.code().equals(code))
          .findFirst();
    }

    private League league(String named, String english) {
      Optional<League> known = departments.league(campaign, named);
      if (known.isPresent()) {
        return known.get();
      }
      int position = departments.leagues(campaign).size() + 1;
      String code = (english.isEmpty() ? named : english).replaceAll("[^A-Za-z0-9_.-]", "");
      return departments.put(
          campaign,
          new League(
              new LeagueId(0),
              campaign.id(),
              code.isEmpty() ? "L" + position : code.substring(0, Math.min(32, code.length())),
              new Text(named, english.isEmpty() ? named : english),
              position,
              0),
          actor);
    }

    private void goal(Row row, int position) {
      String cap = row.cells().getOrDefault("cap", "");
      String code = needed(row, "code");
      String unitEn = row.cells().getOrDefault("unit_en", "");
      String unit = row.cells().getOrDefault("unit", "");
      goals.put(
          campaign,
          new Goal(
              new GoalId(0),
              campaign.id(),
              code,
              bilingual(row, "name"),
              new Text(unit, unitEn.isEmpty() ? unit : unitEn),
              GoalKind.of(
                  row.cells().getOrDefault("kind", "").isEmpty()
                      ? "total"
                      : row.cells().getOrDefault("kind", "")),
              choice(row, "direction", Direction.class, Direction.UP),
              optional(row, "weight").orElse(BigDecimal.ONE),
              cap.equals("none") ? null : optional(row, "cap").orElse(Figures.HUNDRED),
              optional(row, "min").orElse(null),
              choice(row, "period", Goal.Period.class, Goal.Period.YEAR),
              Goal.DueEvery.NONE,
              0,
              optional(row, "decimals").map(BigDecimal::intValue).orElse(Goal.MOST_DECIMALS),
              goals.goals(campaign).stream()
                  .filter(g -> g.code().equals(code))
                  .map(Goal::position)
                  .findFirst()
                  .orElse(position),
              0),
          actor);
    }

    private void target(Row row) {
      goals.setTarget(
          campaign,
          Target.of(
              department(row).id(),
              goal(row).id(),
              number(row, "target"),
              optional(row, "baseline").orElse(null),
              row.cells().getOrDefault("from", "").isEmpty()
                  ? campaign.start()
                  : date(row, "from")),
          actor);
    }

    private void report(Row row) {
      reports.enter(
          campaign,
          new Submission(
              department(row),
              goal(row),
              Figure.of(number(row, "value"), optional(row, "denominator").orElse(null)),
              date(row, "as_of"),
              row.cells().getOrDefault("note", ""),
              row.cells().getOrDefault("evidence", "")),
          choice(row, "state", Report.State.class, Report.State.PROVISIONAL),
          actor);
    }

    private Department department(Row row) {
      return known(
          departmentOf, row, "department", new Text("已有单位的代码", "the code of a department"));
    }

    private Goal goal(Row row) {
      return known(goalOf, row, "goal", new Text("已有指标的代码", "the code of a goal"));
    }

    private <T> T known(Map<String, T> all, Row row, String column, Text expected) {
      T found = all.get(needed(row, column));
      if (found == null) {
        throw new Fault.Invalid(column, needed(row, column), expected);
      }
      return found;
    }
  }

  private static final class Counted {
    private final int from;
    private int count;

    Counted(int from) {
      this.from = from;
      this.count = from;
    }

    int next() {
      return ++count;
    }
  }

  /** A field of the domain under the name of its column. */
  private static String column(String field) {
    return switch (field) {
      case "asOf" -> "as_of";
      case "nameEn" -> "name_en";
      case "minimum" -> "min";
      default -> field;
    };
  }

  private static String needed(Row row, String column) {
    String cell = row.cells().getOrDefault(column, "");
    if (cell.isEmpty()) {
      throw new Fault.Invalid(column, "", new Text("不空", "a value"));
    }
    return cell;
  }

  private static Text bilingual(Row row, String column) {
    String zh = needed(row, column);
    String en = row.cells().getOrDefault(column + "_en", "");
    return new Text(zh, en.isEmpty() ? zh : en);
  }

  private static Optional<BigDecimal> optional(Row row, String column) {
    return row.cells().getOrDefault(column, "").isEmpty()
        ? Optional.empty()
        : Optional.of(number(row, column));
  }

  private static BigDecimal number(Row row, String column) {
    BigDecimal number = Figures.parse(needed(row, column));
    if (number == null) {
      throw new Fault.Invalid(
          column, needed(row, column), new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    return number;
  }

  private static LocalDate date(Row row, String column) {
    try {
      return LocalDate.parse(needed(row, column));
    } catch (DateTimeParseException e) {
      throw new Fault.Invalid(
          column, needed(row, column), new Text("日期，如 2026-10-31", "a date, such as 2026-10-31"));
    }
  }

  private static <E extends Enum<E>> E choice(Row row, String column, Class<E> type, E otherwise) {
    String cell = row.cells().getOrDefault(column, "");
    if (cell.isEmpty()) {
      return otherwise;
    }
    try {
      return Enum.valueOf(type, cell.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      List<String> names = new ArrayList<>();
      for (E each : type.getEnumConstants()) {
        names.add(each.name().toLowerCase(Locale.ROOT));
      }
      throw new Fault.Invalid(column, cell, Text.same(String.join(", ", names)));
    }
  }
}
