package homestretch.core.exchange;

import homestretch.core.board.Effect;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param rows how many rows of each table were taken, such as {@code reports: 178}
 * @param added how many of them are new
 * @param changed how many differ from what stood
 * @param same how many say what stood already
 * @param ignored files, columns and rows that were not read, such as {@code goals.csv: year}
 * @param changes row by row; of a dry run alone
 * @param recognised how each table was understood
 * @param mapping the same in YAML, fit to be given back; empty: it was not asked for
 * @param effect what it would do to today's board; null: it was not asked for
 */
public record Imported(
    String campaign,
    boolean dryRun,
    Map<String, Integer> rows,
    int added,
    int changed,
    int same,
    List<String> ignored,
    List<Change> changes,
    List<Warning> warnings,
    List<Recognised> recognised,
    String mapping,
    @Nullable Effect effect) {

  /** The same with what was recognised as a mapping. */
  public Imported withMapping(String yaml) {
    return new Imported(
        campaign,
        dryRun,
        rows,
        added,
        changed,
        same,
        ignored,
        changes,
        warnings,
        recognised,
        yaml,
        effect);
  }

  /** The same with what it would do to today's board. */
  public Imported withEffect(Effect of) {
    return new Imported(
        campaign,
        dryRun,
        rows,
        added,
        changed,
        same,
        ignored,
        changes,
        warnings,
        recognised,
        mapping,
        of);
  }

  /**
   * What was taken, but should be looked at.
   *
   * @param line 0: the whole file
   * @param column empty: the whole row
   * @param code a stable word for programs, such as {@code encoding}
   * @param sample what is meant, as it stands in the file
   */
  public record Warning(
      String file, long line, String column, String code, Text message, String sample) {
    public Text text() {
      String place = file + (line == 0 ? "" : ":" + line) + (column.isEmpty() ? "" : ":" + column);
      String shown = sample.isEmpty() ? "" : "“" + sample + "”";
      return new Text(
          place + "：" + (shown.isEmpty() ? "" : shown + "，") + message.zh(),
          place + ": " + (shown.isEmpty() ? "" : shown + ", ") + message.en());
    }
  }

  /**
   * What one row does.
   *
   * @param before the row as it would have been exported before, by column; empty if added
   * @param after the same now; empty if removed
   */
  public record Change(
      String file, long line, What what, Map<String, String> before, Map<String, String> after) {}

  public enum What {
    ADDED,
    CHANGED,
    SAME,
    /** A point of a plan that the new curve does not have. */
    REMOVED
  }
}
