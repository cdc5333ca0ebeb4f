package homestretch.adapter.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a SQLite file that one thread has to itself; opened when it is needed, and opened
 * anew after it has failed.
 */
final class SqliteConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SqliteConnection.class);

  /** How long SQLite itself waits for another process; who waits for us is asked in between. */
  private static final int BUSY_MILLIS = 1000;

  /** FULL: what was answered is on the disk (platform.md, "SQLite"). */
  private static final String COMMON =
      "?journal_mode=WAL&synchronous=FULL&foreign_keys=on&mmap_size=268435456"
          + "&journal_size_limit=67108864&wal_autocheckpoint=4000&temp_store=MEMORY&busy_timeout="
          + BUSY_MILLIS;

  private static final int SQLITE_BUSY = 5;

  /** Statements that a connection keeps; what one submission or one board needs, and some more. */
  private static final int KEPT_WRITING = 96;

  private static final int KEPT_READING = 48;

  private final String url;
  private final int kept;
  private @Nullable Connection connection;
  private @Nullable DSLContext sql;

  private SqliteConnection(String url, int kept) {
    this.url = url;
    this.kept = kept;
  }

  /** Begins with the lock for writing: a transaction that reads first could not take it later. */
  static SqliteConnection writing(Path file) {
    return new SqliteConnection(
        url(file) + "&cache_size=-16000&transaction_mode=IMMEDIATE", KEPT_WRITING);
  }

  static SqliteConnection reading(Path file) {
    // Pages are mapped: a cache of its own would hold them a second time.
    return new SqliteConnection(url(file) + "&cache_size=-2000&open_mode=1", KEPT_READING);
  }

  static String url(Path file) {
    return "jdbc:sqlite:" + file + COMMON;
  }

  /** Begins a transaction. */
  void begin() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = KeptStatements.around(DriverManager.getConnection(url), kept);
      connection = open;
      sql = DSL.using(open, SQLDialect.SQLITE, Database.SETTINGS);
    }
    open.setAutoCommit(false);
  }

  DSLContext sql() {
    if (sql == null) {
      throw new IllegalStateException("no transaction has begun");
    }
    return sql;
  }

  /** Commits what was begun; throws if it does not stand. */
  void commit() throws SQLException {
    // One COMMIT; Connection.commit would begin anew at once.
    open().setAutoCommit(true);
  }

  void rollback() throws SQLException {
    Connection open = open();
    open.rollback();
    open.setAutoCommit(true);
  }

  void execute(String statement) throws SQLException {
    try (PreparedStatement each = open().prepareStatement(statement)) {
      each.execute();
    }
  }

  /** The one that a transaction has begun on. */
  Connection open() {
    if (connection == null) {
      throw new IllegalStateException("no transaction has begun");
    }
    return connection;
  }

  /** Whether another process has the file. */
  static boolean isBusy(SQLException e) {
    return (e.getErrorCode() & 0xFF) == SQLITE_BUSY;
  }

  /** As jOOQ would have said it. */
  static DataAccessException failure(SQLException e) {
    return new DataAccessException("SQLite: " + e.getMessage(), e);
  }

  /** Lets go of a connection of which it is not known in what state it is. */
  void drop() {
    Connection open = connection;
    connection = null;
    sql = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        log.debug("closing", e);
      }
    }
  }

  @Override
  public void close() {
    drop();
  }
}
