package homestretch.core.exchange;

import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.score.Scheme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of {@code scheme}: those of one date together make a version. */
final class SchemeVersions {
  private final ImportRun run;

  SchemeVersions(ImportRun run) {
    this.run = run;
  }

  void take(ReadTable table) {
    Map<LocalDate, List<Row>> versions = new TreeMap<>();
    run.rows(
        table,
        row ->
            versions
                .computeIfAbsent(Cells.date(row, "from", null), day -> new ArrayList<>())
                .add(row));
    run.findings.stopIfWrong();
    SchemeRows schemeRows = new SchemeRows(run.goalOf, run.sections.all());
    versions.forEach(
        (from, rows) ->
            run.attempt(
                table,
                rows.getFirst().line(),
                () -> {
                  List<Scheme> all = run.stage.schemes().versions(run.campaign);
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
                    run.stage.schemes().put(run.campaign, wanted, 0, run.actor);
                  }
                  for (Row row : rows) {
                    run.changed(
                        table,
                        row.line(),
                        stands ? What.SAME : What.ADDED,
                        () -> stands ? row.cells() : Map.of(),
                        row::cells);
                  }
                }));
  }
}
