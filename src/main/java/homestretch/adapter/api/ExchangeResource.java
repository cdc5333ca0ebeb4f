package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Recognised;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.fault.Fault;
import homestretch.core.text.DateReader;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/import} and {@code /export}. */
public final class ExchangeResource implements Api.Resource {
  private final CampaignService campaigns;
  private final ImportService imports;
  private final ExportService exports;
  private final SheetFiles files;

  public ExchangeResource(
      CampaignService campaigns, ImportService imports, ExportService exports, SheetFiles files) {
    this.campaigns = campaigns;
    this.imports = imports;
    this.exports = exports;
    this.files = files;
  }

  @Override
  public void routes(Routes routes) {
    routes.post("/campaigns/{slug}/import", this::load);
    routes.get("/campaigns/{slug}/export", this::export);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  /** The files of a multipart form, each under its own file name. */
  private void load(Context ctx) throws IOException {
    Campaign campaign = campaign(ctx);
    List<RawTable> tables = new ArrayList<>();
    for (UploadedFile file : ctx.uploadedFiles()) {
      try (var in = file.content()) {
        tables.addAll(files.tables(file.filename(), in.readAllBytes()));
      }
    }
    if (tables.isEmpty()) {
      throw new Fault.Invalid(
          "body",
          String.valueOf(ctx.contentType()),
          new Text(
              "multipart/form-data，内含 departments.csv、goals.csv、targets.csv、reports.csv 等文件",
              "multipart/form-data with files such as departments.csv, goals.csv, targets.csv,"
                  + " reports.csv"));
    }
    Imported imported =
        imports.load(campaign, tables, options(ctx, campaign), Http.actor(ctx));
    Http.answer(ctx, 200, view(imported));
  }

  private static ImportOptions options(Context ctx, Campaign campaign) {
    String goals = ctx.queryParam("goals");
    String hidden = ctx.queryParam("hidden");
    String asOf = ctx.queryParam("asOf");
    return new ImportOptions(
        goals == null ? Set.of() : Stream.of(goals.split(",")).collect(Collectors.toSet()),
        hidden == null ? null : hidden(hidden),
        flag(ctx, "cumulate"),
        asOf == null ? null : asOf(asOf, campaign),
        ctx.queryParam("goal"),
        flag(ctx, "strict"),
        flag(ctx, "dryRun"),
        List.of());
  }

  private static ImportOptions.Hidden hidden(String given) {
    return switch (given) {
      case "read" -> ImportOptions.Hidden.READ;
      case "skip" -> ImportOptions.Hidden.SKIP;
      default -> throw new Fault.Invalid("hidden", given, Text.same("read, skip"));
    };
  }

  private static LocalDate asOf(String given, Campaign campaign) {
    return DateReader.only(given, DateReader.Context.ofYear(campaign.deadline().getYear()))
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    "asOf", given, new Text("日期，如 2026-10-31", "a date, such as 2026-10-31")));
  }

  /** Whatever is not plainly one of the two would be taken for the wrong one. */
  private static boolean flag(Context ctx, String name) {
    String given = ctx.queryParam(name);
    if (given != null && !given.equals("true") && !given.equals("false")) {
      throw new Fault.Invalid(name, given, Text.same("true, false"));
    }
    return "true".equals(given);
  }

  private static Map<String, @Nullable Object> view(Imported imported) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("campaign", imported.campaign());
    view.put("dryRun", imported.dryRun());
    view.put("rows", imported.rows());
    view.put("added", imported.added());
    view.put("changed", imported.changed());
    view.put("same", imported.same());
    view.put("ignored", imported.ignored());
    view.put(
        "warnings", imported.warnings().stream().map(w -> warning(w, language)).toList());
    view.put("recognised", imported.recognised().stream().map(ExchangeResource::recognised).toList());
    if (imported.dryRun()) {
      view.put("changes", imported.changes().stream().map(ExchangeResource::change).toList());
    }
    return view;
  }

  private static Map<String, @Nullable Object> warning(
      Imported.Warning warning, Language language) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("file", warning.file());
    view.put("line", warning.line() == 0 ? null : warning.line());
    view.put("column", warning.column().isEmpty() ? null : warning.column());
    view.put("code", warning.code());
    view.put("message", warning.message().in(language));
    view.put("sample", warning.sample());
    return view;
  }

  private static Map<String, @Nullable Object> recognised(Recognised of) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("file", of.file());
    view.put("sheet", of.sheet().isEmpty() ? null : of.sheet());
    view.put("table", of.table());
    view.put("header", of.header());
    view.put("unit", of.unit());
    view.put("asOf", of.asOf() == null ? null : of.asOf().toString());
    view.put("goal", of.goal());
    view.put("cumulate", of.cumulate());
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    for (Recognised.Column each : of.columns()) {
      Map<String, @Nullable Object> column = new LinkedHashMap<>();
      column.put("header", each.header());
      column.put("column", each.column().isEmpty() ? null : each.column());
      column.put("goal", each.goal());
      column.put("department", each.department());
      column.put("asOf", each.asOf() == null ? null : each.asOf().toString());
      column.put("unit", each.unit());
      columns.add(column);
    }
    view.put("columns", columns);
    return view;
  }

  private static Map<String, @Nullable Object> change(Imported.Change change) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("file", change.file());
    view.put("line", change.line());
    view.put("what", Views.lower(change.what()));
    view.put("before", change.before().isEmpty() ? null : change.before());
    view.put("after", change.after().isEmpty() ? null : change.after());
    return view;
  }

  private void export(Context ctx) {
    Campaign campaign = campaign(ctx);
    String given = ctx.queryParam("format");
    String format = given == null ? "csv" : given;
    List<Sheet> sheets = exports.export(campaign);
    switch (format) {
      case "csv" ->
          ctx.header("Content-Disposition", attachment(campaign, "zip"))
              .contentType("application/zip")
              .result(files.zip(sheets));
      case "xlsx" ->
          ctx.header("Content-Disposition", attachment(campaign, "xlsx"))
              .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
              .result(files.workbook(sheets));
      default -> throw new Fault.Invalid("format", format, Text.same("csv, xlsx"));
    }
  }

  private static String attachment(Campaign campaign, String ending) {
    return "attachment; filename=\"" + campaign.slug() + "." + ending + "\"";
  }
}
