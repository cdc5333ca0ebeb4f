package homestretch.core.exchange;

import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.score.Scheme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of {@code scheme}: those of one date together make a version. */
final class SchemeVersions {
  /** By field of a scheme the settings that can be to blame. */
  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "yellowFrom", List.of("yellow_from", "green_above"),
          "growth.yellowFrom", List.of("growth_yellow_from", "growth_green_from"),
          "grades", List.of("grade"),
          "reason", List.of("reason", "disclosure"),
          "items", List.of("bonus", "deduction"),
          "code", List.of("item_name", "item_name_en", "grade_name_en", "grade_share"));

  private final ImportRun run;

  SchemeVersions(ImportRun run) {
    this.run = run;
  }

  private record Placed(ReadTable table, Row row) {}

  /** Of all tables, for a version may stand in several. */
  void take(List<ReadTable> tables) {
    SchemeRowChecks checks = new SchemeRowChecks(run.goalOf, run.sections.all());
    Map<LocalDate, List<Placed>> versions = new TreeMap<>();
    for (ReadTable table : tables) {
      run.rows(
          table,
          row ->
              versions
                  .computeIfAbsent(checks.check(table, row), day -> new ArrayList<>())
                  .add(new Placed(table, row)));
    }
    run.findings.stopIfWrong();
    SchemeRows schemeRows = new SchemeRows(run.goalOf, run.sections.all());
    versions.forEach((from, rows) -> make(schemeRows, from, rows));
  }

  private void make(SchemeRows schemeRows, LocalDate from, List<Placed> rows) {
    try {
      List<Scheme> all = run.stage.schemes().versions(run.campaign);
      Scheme before =
          all.stream()
              .filter(s -> !s.from().isAfter(from))
              .reduce((earlier, later) -> later)
              .orElse(all.getFirst());
      Scheme wanted = schemeRows.apply(before, from, rows.stream().map(Placed::row).toList());
      boolean stands =
          before.from().equals(from)
              && schemeRows.difference(before, wanted).size() == 1
              && before.reason().equals(wanted.reason());
      if (!stands) {
        run.stage.schemes().put(run.campaign, wanted, 0, run.actor);
      }
      for (Placed each : rows) {
        run.changed(
            each.table(),
            each.row().line(),
            stands ? What.SAME : What.ADDED,
            () -> stands ? each.row().cells() : Map.of(),
            each.row()::cells);
      }
    } catch (Fault.Invalid invalid) {
      for (Violation violation : invalid.violations()) {
        Placed at = culprit(rows, violation);
        run.attempt(
            at.table(),
            at.row().line(),
            () -> {
              throw new Fault.Invalid(List.of(named(at, violation)));
            });
      }
    } catch (Fault fault) {
      run.attempt(
          rows.getFirst().table(),
          rows.getFirst().row().line(),
          () -> {
            throw fault;
          });
    }
  }

  /** The row that a fault of the whole version is about; its first row, if it is about the day. */
  private static Placed culprit(List<Placed> rows, Violation violation) {
    List<String> settings = SETTINGS.getOrDefault(violation.field(), List.of());
    List<Placed> about =
        rows.stream().filter(each -> settings.contains(each.row().cell("setting"))).toList();
    return about.stream()
        .filter(
            each ->
                each.row().cell("value").equals(violation.value())
                    || each.row().cell("code").equals(violation.value()))
        .findFirst()
        .or(() -> about.stream().findFirst())
        .orElse(rows.getFirst());
  }

  /** Under the column of that row. */
  private static Violation named(Placed at, Violation violation) {
    boolean isOfRow =
        SETTINGS.getOrDefault(violation.field(), List.of()).contains(at.row().cell("setting"));
    return isOfRow && !violation.field().equals("code")
        ? new Violation("value", violation.value(), violation.expected())
        : violation;
  }
}
