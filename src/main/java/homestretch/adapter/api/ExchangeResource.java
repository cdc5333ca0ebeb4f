package homestretch.adapter.api;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportJobs;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Path uploadFolder;
  private final ImportAnswers answers;

  /**
   * @param uploadFolder where files are kept while they are imported; the program's own
   */
  public ExchangeResource(
      CampaignService campaigns,
      ImportService imports,
      ExportService exports,
      SheetFiles files,
      ImportJobs jobs,
      Path uploadFolder) {
    this.campaigns = campaigns;
    this.imports = imports;
    this.exports = exports;
    this.files = files;
    this.uploadFolder = uploadFolder;
    answers = new ImportAnswers(jobs, (imported, language) -> view(imported));
  }

  /** Uploads are capped while they arrive, and lie where nobody else may read. */
  public static void configure(JavalinConfig config, Path uploadFolder) {
    Uploads.configure(config, uploadFolder);
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
        "/campaigns/{slug}/imports/{id}",
        Doc.of("Says how far an import is"),
        ctx -> answers.read(ctx, campaign(ctx)));
    routes.delete(
        "/campaigns/{slug}/imports/{id}",
        Doc.of("Cancels an import"),
        ctx -> answers.cancel(ctx, campaign(ctx)));
    routes.get(
        "/campaigns/{slug}/import/template",
        Doc.of("Hands out an empty workbook to fill in")
            .query("table", "string", "which table")
            .produces("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        this::template);
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
  private void load(Context ctx) throws IOException, InterruptedException {
    Campaign campaign = campaign(ctx);
    String goals = ctx.queryParam("goals");
    Set<String> onlyGoals =
        goals == null ? Set.of() : Stream.of(goals.split(",")).collect(Collectors.toSet());
    boolean dryRun = dryRun(ctx);
    Actor caller = Http.actor(ctx);
    Actor actor = new Actor(caller.id(), caller.name(), "import");
    List<Uploads.Upload> uploads = Uploads.keep(ctx, uploadFolder);
    if (uploads.isEmpty()) {
      throw new Fault.Invalid(
          "body",
          String.valueOf(ctx.header("Content-Type")),
          new Text(
              "multipart/form-data，内含 departments.csv、goals.csv、targets.csv、reports.csv 等文件",
              "multipart/form-data with files such as departments.csv, goals.csv, targets.csv,"
                  + " reports.csv"));
    }
    answers.start(
        ctx,
        campaign,
        progress -> {
          List<RawTable> tables = new ArrayList<>();
          for (Uploads.Upload each : uploads) {
            tables.addAll(files.tables(each.name(), each.content(), progress));
          }
          progress.at(0, tables.stream().mapToLong(table -> table.rows().size()).sum());
          return imports.load(campaign, files.sheets(tables), onlyGoals, dryRun, actor);
        },
        () -> Uploads.remove(uploads));
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

  /** An empty workbook of a table, with drop-downs of the campaign's codes and what is what. */
  private void template(Context ctx) {
    Campaign campaign = campaign(ctx);
    String table = ctx.queryParam("table");
    byte[] workbook =
        files.template(exports.template(campaign, table == null ? "" : table, Http.language(ctx)));
    ctx.header("Content-Disposition", "attachment; filename=\"" + table + ".xlsx\"")
        .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .result(workbook);
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
