package homestretch.testing;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.exchange.Progress;
import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tables on their way into an import, as the files of somebody would hold them. */
public final class Tables {
  private Tables() {}

  /** As they would be read from the files that they are exported to. */
  public static List<RawTable> of(List<Sheet> sheets) {
    Sheets files = new Sheets();
    return sheets.stream()
        .flatMap(sheet -> files.tables(sheet.file(), files.csv(sheet)).stream())
        .toList();
  }

  /** One file of text. */
  public static List<RawTable> csv(String file, String text) {
    return new Sheets().tables(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public static List<RawTable> folder(Path folder) {
    return new Sheets().tables(folder, Progress.NONE);
  }

  public static ImportOptions options(Set<String> onlyGoals, boolean dryRun) {
    return ImportOptions.PLAIN.only(onlyGoals).dry(dryRun);
  }
}
