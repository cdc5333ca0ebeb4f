package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
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
    routes.post(
        "/campaigns/{slug}/import",
        Doc.of("Takes in files")
            .query("dryRun", "boolean", "answer the difference, write nothing")
            .query("goals", "string", "only these goals")
            .takes("multipart/form-data"),
        this::load);
    routes.get(
        "/campaigns/{slug}/export",
        Doc.of("Hands out everything as files")
            .access(Doc.Access.ADMINISTRATOR)
            .query("format", "string", "csv or xlsx")
            .produces(
                "application/zip",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        this::export);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  /** The files of a multipart form, each under its own file name. */
  private void load(Context ctx) throws IOException {
    Campaign campaign = campaign(ctx);
    List<Sheet> sheets = new ArrayList<>();
    for (UploadedFile file : ctx.uploadedFiles()) {
      try (var in = file.content()) {
        sheets.addAll(files.read(file.filename(), in.readAllBytes()));
      }
    }
    if (sheets.isEmpty()) {
      throw new Fault.Invalid(
          "body",
          String.valueOf(ctx.header("Content-Type")),
          new Text(
              "multipart/form-data，内含 departments.csv、goals.csv、targets.csv、reports.csv 等文件",
              "multipart/form-data with files such as departments.csv, goals.csv, targets.csv,"
                  + " reports.csv"));
    }
    String goals = ctx.queryParam("goals");
    Imported imported =
        imports.load(
            campaign,
            sheets,
            goals == null ? Set.of() : Stream.of(goals.split(",")).collect(Collectors.toSet()),
            dryRun(ctx),
            Http.actor(ctx));
    Http.answer(ctx, 200, view(imported));
  }

  /** Whatever is not plainly one of the two would be taken for the wrong one. */
  private static boolean dryRun(Context ctx) {
    String given = ctx.queryParam("dryRun");
    if (given != null && !given.equals("true") && !given.equals("false")) {
      throw new Fault.Invalid("dryRun", given, Text.same("true, false"));
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
    if (imported.dryRun()) {
      view.put("changes", imported.changes().stream().map(ExchangeResource::change).toList());
    }
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
