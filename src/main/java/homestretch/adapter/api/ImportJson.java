package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Recognised;
import homestretch.core.text.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import did, or would do. */
record ImportJson(
    @Is(value = "The campaign's slug", example = "city-2026") String campaign,
    @Is(value = "Whether nothing was written", example = "true") Boolean dryRun,
    @Is(value = "How many rows of each table were taken", example = "{\"reports\": 178}")
        Map<String, Integer> rows,
    @Is(value = "How many of them are new", example = "170") Integer added,
    @Is(value = "How many differ from what stood", example = "3") Integer changed,
    @Is(value = "How many say what stood already", example = "5") Integer same,
    @Is(value = "Files, columns and rows that were not read", example = "[\"goals.csv: year\"]")
        List<String> ignored,
    @Is("What was taken but should be looked at") List<WarningJson> warnings,
    @Is("How each table was understood") List<RecognisedJson> recognised,
    @Is(
            value = "The same in YAML, fit to be given back; with ?recognised=true",
            example = "tables: []",
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String mapping,
    @Is(value = "Row by row; of a dry run", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<ChangeJson> changes,
    @Is(value = "What it does to the boards; of a dry run", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable EffectJson effect) {

  /** A thing to look at. */
  record WarningJson(
      @Is(value = "The file", example = "reports.csv") String file,
      @Is(value = "The line; null: the whole file", example = "12", nullable = true)
          @Nullable Long line,
      @Is(value = "The column; null: the whole row", example = "value", nullable = true)
          @Nullable String column,
      @Is(value = "A stable word for programs", example = "encoding") String code,
      @Is(value = "What it is, in the caller's language", example = "read as GB18030")
          String message,
      @Is(value = "What is meant, as it stands in the file", example = "单位") String sample) {}

  /** A table as it was understood. */
  record RecognisedJson(
      @Is(value = "The file", example = "进度.xlsx") String file,
      @Is(value = "Its sheet; null: it has none", example = "上报", nullable = true)
          @Nullable String sheet,
      @Is(value = "What it holds", example = "reports") String table,
      @Is(value = "The lines of its header, one or two", example = "[3]") List<Long> header,
      @Is(
              value = "The unit of all its amounts; null: none is written",
              example = "亿元",
              nullable = true)
          @Nullable String unit,
      @Is(value = "The day of all its figures", example = "2026-10-31", nullable = true)
          @Nullable LocalDate asOf,
      @Is(value = "The goal of all its figures", example = "INVEST", nullable = true)
          @Nullable String goal,
      @Is(value = "Whether figures are per period and are summed up", example = "false")
          Boolean cumulate,
      @Is("Its columns") List<ColumnJson> columns) {}

  /** A column as it was understood. */
  record ColumnJson(
      @Is(value = "As written", example = "单位") String header,
      @Is(value = "What it is; null: not read", example = "department", nullable = true)
          @Nullable String column,
      @Is(value = "The goal of its amounts", example = "INVEST", nullable = true)
          @Nullable String goal,
      @Is(value = "The department of its amounts", example = "GBR", nullable = true)
          @Nullable String department,
      @Is(value = "The day of its figures", example = "2026-10-31", nullable = true)
          @Nullable LocalDate asOf,
      @Is(value = "The unit of its amounts", example = "亿元", nullable = true) @Nullable String unit,
      @Is(value = "Its number from the left, from 1; 0: not said", example = "1") Integer at) {}

  /** What one row does. */
  record ChangeJson(
      @Is(value = "The file", example = "reports.csv") String file,
      @Is(value = "The line", example = "12") Long line,
      @Is(value = "What it does", example = "changed") Imported.What what,
      @Is(
              value = "The row as it would have been exported, by column; null: it is new",
              example = "{\"value\": \"98\"}",
              nullable = true)
          @Nullable Map<String, String> before,
      @Is(
              value = "The same now; null: it is removed",
              example = "{\"value\": \"99.68\"}",
              nullable = true)
          @Nullable Map<String, String> after) {}

  static ImportJson of(Imported imported, Language language) {
    return new ImportJson(
        imported.campaign(),
        imported.dryRun(),
        imported.rows(),
        imported.added(),
        imported.changed(),
        imported.same(),
        imported.ignored(),
        imported.warnings().stream().map(w -> warning(w, language)).toList(),
        imported.recognised().stream().map(ImportJson::recognised).toList(),
        imported.mapping().isEmpty() ? null : imported.mapping(),
        imported.dryRun() ? imported.changes().stream().map(ImportJson::change).toList() : null,
        imported.effect() == null ? null : EffectJson.of(imported.effect()));
  }

  private static WarningJson warning(Imported.Warning warning, Language language) {
    return new WarningJson(
        warning.file(),
        warning.line() == 0 ? null : warning.line(),
        warning.column().isEmpty() ? null : warning.column(),
        warning.code(),
        warning.message().in(language),
        warning.sample());
  }

  private static RecognisedJson recognised(Recognised of) {
    return new RecognisedJson(
        of.file(),
        of.sheet().isEmpty() ? null : of.sheet(),
        of.table(),
        of.header(),
        of.unit(),
        of.asOf(),
        of.goal(),
        of.cumulate(),
        of.columns().stream()
            .map(
                each ->
                    new ColumnJson(
                        each.header(),
                        each.column().isEmpty() ? null : each.column(),
                        each.goal(),
                        each.department(),
                        each.asOf(),
                        each.unit(),
                        each.at()))
            .toList());
  }

  private static ChangeJson change(Imported.Change change) {
    return new ChangeJson(
        change.file(),
        change.line(),
        change.what(),
        change.before().isEmpty() ? null : change.before(),
        change.after().isEmpty() ? null : change.after());
  }
}
