package homestretch.cli;

import homestretch.App;
import homestretch.adapter.sheet.Sheets;
import homestretch.core.campaign.Campaign;
import homestretch.core.exchange.Sheet;
import homestretch.core.text.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code export}: writes a campaign's tables, which import again to the same boards, or everything
 * that another machine needs.
 */
@Command(name = "export", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private enum Format {
    csv,
    xlsx
  }

  private final Cli cli;

  @Option(names = "--campaign", paramLabel = "SLUG", descriptionKey = "campaign")
  private @Nullable String campaign;

  @Option(names = "--everything", descriptionKey = "export.everything")
  private boolean everything;

  @Option(names = "--to", required = true, paramLabel = "DIR|FILE", descriptionKey = "export.to")
  private Path folder = Path.of("");

  @Option(names = "--format", paramLabel = "csv|xlsx", descriptionKey = "export.format")
  private Format format = Format.csv;

  ExportCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    String slug = campaign;
    if (everything == (slug != null)) {
      throw new Misused(
          "--campaign 和 --everything：要写其中一个，只写一个",
          "--campaign and --everything: expected one of them, and only one");
    }
    return slug == null ? Everything.write(cli, folder) : tables(slug);
  }

  private int tables(String slug) {
    try (App app = cli.open()) {
      Campaign exported = app.campaigns().find(slug);
      List<Sheet> sheets = app.exports().export(exported);
      Sheets files = new Sheets();
      Files.createDirectories(folder);
      switch (format) {
        case xlsx ->
            OwnFiles.write(folder.resolve(exported.slug() + ".xlsx"), files.workbook(sheets));
        case csv -> {
          for (Sheet sheet : sheets) {
            OwnFiles.write(folder.resolve(sheet.file()), files.csv(sheet));
          }
        }
      }
      cli.terminal()
          .say(
              "已把 " + exported.slug() + " 导出到 " + folder.toAbsolutePath(),
              "Exported " + exported.slug() + " to " + folder.toAbsolutePath());
      return Cli.DONE;
    } catch (IOException e) {
      throw new Misused(
          "--to：无法写入 " + folder + "：" + Reasons.of(e).zh(),
          "--to: cannot write " + folder + ": " + Reasons.of(e).en());
    }
  }
}
