package homestretch.adapter.storage;

import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose rows are in the hash chain, and what of a row is hashed: every column, as it is
 * stored, as canonical JSON under its own name. A column that is NULL is left out, so that one
 * added later leaves the digests of older rows as they are; it must be added here, and be NULL in
 * them.
 */
enum ChainedTable {
  REPORT(
      "report",
      "id",
      "campaign_id",
      "department_id",
      "goal_id",
      "as_of_on",
      "version",
      "amount",
      "denominator",
      "step",
      "note",
      "evidence",
      "state",
      "restores",
      "reason",
      "reporter",
      "reporter_id",
      "door",
      "author",
      "author_id",
      "author_door",
      "replaces_id",
      "flag",
      "entered_at"),
  AUDIT(
      "audit",
      "id",
      "happened_at",
      "actor",
      "actor_id",
      "door",
      "action",
      "subject",
      "before",
      "after");

  /** Before the first link. */
  static final String START = "0".repeat(64);

  final String table;
  final List<String> columns;

  /** The numbers of the columns in the order of their names, and the names as JSON has them. */
  private final int[] sorted;

  private final String[] keys;

  ChainedTable(String table, String... columns) {
    this.table = table;
    this.columns = List.of(columns);
    sorted =
        IntStream.range(0, columns.length)
            .boxed()
            .sorted(Comparator.comparing(i -> columns[i]))
            .mapToInt(i -> i)
            .toArray();
    keys = Arrays.stream(columns).map(name -> "\"" + name + "\":").toArray(String[]::new);
  }

  /**
   * @return null if it is none of ours
   */
  static @Nullable ChainedTable of(String table) {
    for (ChainedTable each : values()) {
      if (each.table.equals(table)) {
        return each;
      }
    }
    return null;
  }

  /** The columns as SQL lists them. */
  String list() {
    return "\"" + String.join("\", \"", columns) + "\"";
  }

  /**
   * @param row selected by {@link #list()}
   */
  String content(ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getObject(i + 1);
    }
    return content(values);
  }

  /**
   * @param values one for each column, in their order
   */
  String content(@Nullable Object... values) {
    if (values.length != keys.length) {
      throw new IllegalArgumentException(table + " has " + keys.length + " columns");
    }
    StringBuilder out = new StringBuilder(512);
    char before = '{';
    for (int i : sorted) {
      Object value = values[i];
      if (value != null) {
        out.append(before).append(keys[i]);
        CanonicalJson.write(plain(value), out);
        before = ',';
      }
    }
    return out.append('}').toString();
  }

  /** What our own program stores is whole numbers and texts; somebody else may store anything. */
  private static Object plain(Object value) {
    return switch (value) {
      case Integer whole -> whole;
      case Long whole -> whole;
      case String text -> text;
      case byte[] bytes -> "bytes " + HexFormat.of().formatHex(bytes);
      default -> value.getClass().getSimpleName() + " " + value;
    };
  }

  String digest(String previous, String content) {
    return Sha256.hex(previous + "\n" + table + "\n" + content);
  }
}
