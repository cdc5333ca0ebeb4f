package homestretch.adapter.storage;

import homestretch.core.work.Lane;
import homestretch.core.work.Waiting;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** A thread that reads: one transaction after the other, each on one state of the database. */
final class SqliteReader implements Lane.Worker {
  private final SqliteConnection connection;

  SqliteReader(Path file) {
    connection = SqliteConnection.reading(file);
  }

  @Override
  public void serve(Waiting<?> first, Supplier<@Nullable Waiting<?>> more) {
    if (!first.take()) {
      return;
    }
    try {
      connection.begin();
      Database.inside(connection.sql(), false, first::run);
      connection.commit();
      if (first.failure() instanceof DataAccessException) {
        connection.drop();
      }
    } catch (SQLException e) {
      connection.drop();
      first.fail(SqliteConnection.failure(e));
    } finally {
      first.answer();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
