package homestretch.cli;

import homestretch.App;
import homestretch.Settings;
import homestretch.adapter.sheet.Sheets;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Mapping;
import homestretch.core.fault.Fault;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: loads tables; makes the campaign if there is none. */
@Command(name = "import", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "PATH", descriptionKey = "import.path")
  private Path path = Path.of("");

  @Option(names = "--campaign", paramLabel = "SLUG", descriptionKey = "campaign")
  private @Nullable String named;

  @Option(names = "--everything", descriptionKey = "import.everything")
  private boolean everything;

  private String slug = "";

  @Option(names = "--year", paramLabel = "YYYY", descriptionKey = "import.year")
  private @Nullable Integer year;

  @Option(
      names = "--only-goals",
      paramLabel = "A,B",
      split = ",",
      descriptionKey = "import.only-goals")
  private Set<String> onlyGoals = new LinkedHashSet<>();

  @Option(names = "--hidden", paramLabel = "read|skip", descriptionKey = "import.hidden")
  private ImportOptions.@Nullable Hidden hidden;

  @Option(names = "--cumulate", descriptionKey = "import.cumulate")
  private boolean cumulate;

  @Option(names = "--as-of", paramLabel = "DATE", descriptionKey = "import.as-of")
  private @Nullable String asOf;

  @Option(names = "--goal", paramLabel = "CODE", descriptionKey = "import.goal")
  private @Nullable String goal;

  @Option(names = "--strict", descriptionKey = "import.strict")
  private boolean strict;

  @Option(names = "--map", paramLabel = "FILE", descriptionKey = "import.map")
  private @Nullable Path map;

  @Option(names = "--write-map", paramLabel = "FILE", descriptionKey = "import.write-map")
  private @Nullable Path writeMap;

  @Option(names = "--dry-run", descriptionKey = "import.dry-run")
  private boolean dryRun;

  ImportCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    String campaign = named;
    if (everything == (campaign != null)) {
      throw new Misused(
          "--campaign 和 --everything：要写其中一个，只写一个",
          "--campaign and --everything: expected one of them, and only one");
    }
    if (campaign == null) {
      return Everything.read(cli, path);
    }
    slug = campaign;
    return tables();
  }

  private int tables() {
    Settings settings = cli.settings();
    if (dryRun) {
      Cli.requireDatabase(settings);
    }
    try (App app = cli.terminal().open(settings)) {
      Actor actor = new Actor("import", "import");
      Campaign campaign = campaign(app, settings);
      Sheets files = new Sheets();
      Imported imported;
      try (ProgressLine line = new ProgressLine(cli.terminal().err(), cli.terminal().language())) {
        imported =
            app.imports().load(campaign, files.tables(path, line), options(campaign), actor, line);
      }
      imported.changes().stream().filter(c -> c.what() != What.SAME).forEach(this::print);
      summarize(imported);
      if (writeMap != null) {
        write(writeMap, files.mapping(imported.recognised()));
      }
      return Cli.DONE;
    }
  }

  private void write(Path to, String yaml) {
    try {
      Files.writeString(to, yaml);
    } catch (IOException e) {
      throw new Misused(
          "--write-map：“" + to + "”；应为可以写入的文件",
          "--write-map: “" + to + "”; expected a file that can be written");
    }
    cli.terminal().say("怎样读的，已写入 " + to, "How they were read is written to " + to);
  }

  private ImportOptions options(Campaign campaign) {
    return new ImportOptions(
        onlyGoals,
        hidden,
        cumulate,
        asOf == null ? null : day(asOf, campaign),
        goal,
        strict,
        dryRun,
        map == null ? Mapping.NONE : mapping(map));
  }

  private static Mapping mapping(Path from) {
    try {
      return new Sheets().mapping(from.getFileName().toString(), Files.readAllBytes(from));
    } catch (IOException e) {
      throw new Misused(
          "--map：“" + from + "”；应为可以读取的文件",
          "--map: “" + from + "”; expected a file that can be read");
    }
  }

  private static LocalDate day(String typed, Campaign campaign) {
    return DateReader.only(typed, new DateReader.Context(campaign.start(), campaign.deadline()))
        .orElseThrow(
            () ->
                new Misused(
                    "--as-of：“" + typed + "”；应为日期，如 2026-10-31",
                    "--as-of: “" + typed + "”; expected a date such as 2026-10-31"));
  }

  private void summarize(Imported imported) {
    imported.warnings().stream().map(Imported.Warning::text).forEach(cli.terminal()::say);
    String rows =
        imported.rows().entrySet().stream()
            .map(table -> table.getValue() + " " + table.getKey())
            .collect(Collectors.joining(", "));
    cli.terminal()
        .say(
            (dryRun ? "试导入 " : "已导入 ")
                + imported.campaign()
                + "："
                + rows
                + "（新增 "
                + imported.added()
                + "，更改 "
                + imported.changed()
                + "，不变 "
                + imported.same()
                + "）",
            (dryRun ? "Would import into " : "Imported into ")
                + imported.campaign()
                + ": "
                + rows
                + " ("
                + imported.added()
                + " added, "
                + imported.changed()
                + " changed, "
                + imported.same()
                + " as they were)");
    if (!imported.ignored().isEmpty()) {
      String ignored = String.join("; ", imported.ignored());
      cli.terminal().say("没有读取：" + ignored, "Ignored: " + ignored);
    }
  }

  /** What is new of an added row, and of a changed one what differs. */
  private void print(Imported.Change change) {
    List<String> cells = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>(change.before().keySet());
    columns.addAll(change.after().keySet());
    for (String column : columns) {
      String before = change.before().getOrDefault(column, "");
      String after = change.after().getOrDefault(column, "");
      if (change.what() == What.CHANGED && !before.equals(after)) {
        cells.add(column + " " + before + " → " + after);
      } else if (change.what() != What.CHANGED && !(before + after).isEmpty()) {
        cells.add(column + " " + before + after);
      }
    }
    cli.terminal()
        .out()
        .println(
            change.file()
                + ":"
                + change.line()
                + " "
                + change.what().name().toLowerCase(Locale.ROOT)
                + ": "
                + String.join(", ", cells));
  }

  /** The one of that name, or a new one of the calendar year given. */
  private Campaign campaign(App app, Settings settings) {
    try {
      return app.campaigns().find(slug);
    } catch (Fault.NotFound e) {
      if (year == null) {
        throw new Misused(
            "没有战役 " + slug + "：新建它请加 --year 年份",
            "there is no campaign " + slug + ": to make it, add --year YEAR");
      }
      if (year < 1 || year > 9999) {
        throw new Misused(
            "--year：“" + year + "”；应为年份，如 2026",
            "--year: “" + year + "”; expected a year such as 2026");
      }
      return new Campaign(
          new CampaignId(0),
          slug,
          Text.same(slug),
          LocalDate.of(year, 1, 1),
          LocalDate.of(year, 12, 31),
          settings.timezone(),
          settings.language(),
          true,
          "CN",
          false,
          0);
    }
  }
}
