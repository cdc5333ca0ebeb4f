package homestretch.adapter.storage;

import homestretch.core.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
      Set<String> there =
          new HashSet<>(
              texts(
                  statement,
                  isSqlite
                      ? "select name from sqlite_master where type = 'trigger'"
                      : "select tgname from pg_trigger where not tgisinternal and tgenabled <>"
                          + " 'D'"));
      List<String> missing = new ArrayList<>(TRIGGERS);
      missing.addAll(isSqlite ? OF_SQLITE : OF_POSTGRESQL);
      missing.removeAll(there);
      if (!missing.isEmpty()) {
        String names = String.join(", ", missing);
        wrong.add(
            new Text(
                "防篡改触发器不见了：" + names + "。有人动过数据库：请运行 homestretch audit verify。",
                "Triggers that protect ledger and audit are gone: "
                    + names
                    + ". Somebody was at the database: run homestretch audit verify."));
      }
    }
    return wrong;
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
