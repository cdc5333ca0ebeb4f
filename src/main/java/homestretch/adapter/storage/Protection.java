package homestretch.adapter.storage;

import homestretch.adapter.storage.generated.DefaultSchema;
import homestretch.core.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/**
 * Looks whether a database is whole, and whether the triggers stand that protect what only grows.
 */
public final class Protection {
  /** On both databases. */
  private static final List<String> TRIGGERS =
      List.of(
          "report_is_never_changed",
          "report_is_never_removed",
          "audit_is_never_changed",
          "audit_is_never_removed",
          "chain_is_never_changed",
          "chain_is_never_removed",
          "chain_head_only_goes_on",
          "chain_head_is_never_removed",
          "chain_head_is_never_replaced",
          "final_board_is_never_changed",
          "closing_is_never_removed",
          "published_is_never_changed");

  private static final List<String> OF_SQLITE =
      List.of(
          "report_is_never_replaced",
          "audit_is_never_replaced",
          "chain_is_never_replaced",
          "closing_is_never_replaced");

  private static final List<String> OF_POSTGRESQL =
      List.of(
          "report_is_never_emptied",
          "audit_is_never_emptied",
          "chain_is_never_emptied",
          "chain_head_is_never_emptied",
          "closing_is_never_emptied");

  private Protection() {}

  /** What is wrong, in words; none: nothing. */
  public static List<Text> look(Database database) {
    return database.read(
        () -> {
          boolean isSqlite = database.sql().dialect() == SQLDialect.SQLITE;
          return database.sql().connectionResult(connection -> look(connection, isSqlite));
        });
  }

  private static List<Text> look(Connection connection, boolean isSqlite) throws SQLException {
    List<Text> wrong = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (isSqlite) {
        List<String> faults = texts(statement, "pragma quick_check(3)");
        if (!faults.equals(List.of("ok"))) {
          String said = String.join("; ", faults);
          wrong.add(
              new Text(
                  "数据库文件已损坏：" + said + "。请停止程序并恢复备份。",
                  "The database file is damaged: " + said + ". Stop and restore a backup."));
        }
      }
      List<String> missing = missingTriggers(statement, isSqlite);
      if (!missing.isEmpty()) {
        wrong.add(gone(missing));
      }
    }
    return wrong;
  }

  /** What is said of triggers that are missing. */
  static Text gone(List<String> triggers) {
    String names = String.join(", ", triggers);
    return new Text(
        "防篡改触发器不见了：" + names + "。有人动过数据库：请运行 homestretch audit verify。",
        "Triggers that protect ledger and audit are gone: "
            + names
            + ". Somebody was at the database: run homestretch audit verify.");
  }

  /** The triggers that protect what only grows and are not there, in a database of this version. */
  static List<String> missingTriggers(Statement statement, boolean isSqlite) throws SQLException {
    List<String> missing = new ArrayList<>(TRIGGERS);
    missing.addAll(isSqlite ? OF_SQLITE : OF_POSTGRESQL);
    missing.removeAll(
        texts(
            statement,
            isSqlite
                ? "select name from sqlite_master where type = 'trigger'"
                : "select tgname from pg_trigger where not tgisinternal and tgenabled <> 'D'"));
    return missing;
  }

  /** The tables that are not there, in a database of this version. */
  static List<String> missingTables(Statement statement, boolean isSqlite) throws SQLException {
    List<String> missing = new ArrayList<>();
    DefaultSchema.DEFAULT_SCHEMA.getTables().forEach(table -> missing.add(table.getName()));
    missing.removeAll(
        texts(
            statement,
            isSqlite
                ? "select name from sqlite_master where type in ('table', 'view')"
                : "select table_name from information_schema.tables"
                    + " where table_schema = current_schema()"));
    return missing;
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    }
    return texts;
  }
}
