package homestretch.adapter.api;

import homestretch.core.audit.Actor;
import homestretch.core.board.Boards;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportJobs;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Mapping;
import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.fault.Fault;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code campaigns/{slug}/import} and {@code /export}. */
public final class ExchangeResource implements Api.Resource {
  /** The name of the part that says how the files are read. */
  static final String MAPPING = "mapping.yaml";

  private final CampaignService campaigns;
  private final ImportService imports;
  private final ExportService exports;
  private final SheetFiles files;
  private final Path uploadFolder;
  private final ImportAnswers answers;
  private final Boards boards;

  /**
   * @param uploadFolder where files are kept while they are imported; the program's own
   */
  public ExchangeResource(
      CampaignService campaigns,
      ImportService imports,
      ExportService exports,
      SheetFiles files,
      ImportJobs jobs,
      Path uploadFolder,
      Boards boards) {
    this.campaigns = campaigns;
    this.imports = imports;
    this.exports = exports;
    this.files = files;
    this.uploadFolder = uploadFolder;
    this.boards = boards;
    answers = new ImportAnswers(jobs, ImportJson::of);
  }

  /** Uploads are capped while they arrive, and lie where nobody else may read. */
  public static void configure(JavalinConfig config, Path uploadFolder) {
    Uploads.configure(config, uploadFolder);
  }

  @Override
  public void routes(Routes routes) {
    routes.postApart(
        "/campaigns/{slug}/import",
        Doc.of("Takes in files")
            .query("dryRun", "boolean", "answer the difference, write nothing")
            .query("effect", "boolean", "with dryRun: what it would do to today's board")
            .query("goals", "string", "only these goals")
            .query("hidden", "string", "read or skip hidden rows; without it they are refused")
            .query("cumulate", "boolean", "figures are per period and are summed up")
            .query("asOf", "string", "the day of figures where no column has it")
            .query("goal", "string", "the goal of figures where no column has it")
            .query("strict", "boolean", "warnings are errors")
            .query("recognised", "boolean", "answer what was recognised as a mapping.yaml too")
            .takes("multipart/form-data")
            .out(ImportJson.class)
            .later(ImportJobJson.class),
        this::load);
    routes.get(
        "/campaigns/{slug}/imports/{id}",
        Doc.of("Says how far an import is")
            .access(Doc.Access.ADMINISTRATOR)
            .out(ImportJobJson.class),
        ctx -> answers.read(ctx, campaign(ctx)));
    routes.delete(
        "/campaigns/{slug}/imports/{id}",
        Doc.of("Cancels an import").out(ImportJobJson.class),
        ctx -> answers.cancel(ctx, campaign(ctx)));
    routes.get(
        "/campaigns/{slug}/import/template",
        Doc.of("Hands out an empty workbook to fill in")
            .access(Doc.Access.ADMINISTRATOR)
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
    boolean withMapping = flag(ctx, "recognised");
    boolean withEffect = flag(ctx, "effect");
    ImportOptions asked = options(ctx, campaign);
    if (withEffect && !asked.dryRun()) {
      throw new Fault.Invalid(
          "effect", "true", new Text("只与 dryRun=true 同用", "only beside dryRun=true"));
    }
    Actor caller = Http.actor(ctx);
    Actor actor = new Actor(caller.id(), caller.name(), "import");
    List<Uploads.Upload> uploads = Uploads.keep(ctx, uploadFolder);
    ImportOptions options;
    try {
      options = asked.with(takeMapping(uploads));
    } catch (IOException | RuntimeException e) {
      Uploads.remove(uploads);
      throw e;
    }
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
          Imported imported =
              withEffect
                  ? imports.tried(campaign, tables, options, actor, progress, boards)
                  : imports.load(campaign, tables, options, actor, progress);
          return withMapping
              ? imported.withMapping(files.mapping(imported.recognised()))
              : imported;
        },
        () -> Uploads.remove(uploads));
  }

  /** The part that says how the others are read; it is none of them. */
  private Mapping takeMapping(List<Uploads.Upload> uploads) throws IOException {
    for (Uploads.Upload upload : List.copyOf(uploads)) {
      if (upload.isMapping()) {
        uploads.remove(upload);
        try {
          byte[] yaml = Files.readAllBytes(upload.content());
          return files.mapping(MAPPING, yaml);
        } finally {
          Uploads.remove(List.of(upload));
        }
      }
    }
    return Mapping.NONE;
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
        Mapping.NONE);
  }

  private static ImportOptions.Hidden hidden(String given) {
    return switch (given) {
      case "read" -> ImportOptions.Hidden.READ;
      case "skip" -> ImportOptions.Hidden.SKIP;
      default -> throw new Fault.Invalid("hidden", given, Text.same("read, skip"));
    };
  }

  private static LocalDate asOf(String given, Campaign campaign) {
    return DateReader.only(given, new DateReader.Context(campaign.start(), campaign.deadline()))
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
