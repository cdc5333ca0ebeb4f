package homestretch.testing;

import homestretch.adapter.storage.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Real, empty databases with the real migrations: one PostgreSQL server for all tests of a run. */
public enum Databases {
  SQLITE {
    @Override
    public String freshUrl() {
      try {
        Path folder = Files.createTempDirectory("homestretch-test");
        folder.toFile().deleteOnExit();
        return "jdbc:sqlite:" + folder.resolve("test.db");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRESQL {
    @Override
    public String freshUrl() {
      String name = "test" + NEXT.incrementAndGet();
      try (Connection connection = server().getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return server().getJdbcUrl("postgres", name);
    }
  };

  public static final Path HOME = Path.of(System.getProperty("homestretch.home", "."));

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  public abstract String freshUrl();

  /** A new database, migrated; closed by the test. */
  public Database open() {
    return open(freshUrl());
  }

  public static Database open(String url) {
    return Database.open(url, null, null, HOME.resolve("migrations"));
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        EmbeddedPostgres started = EmbeddedPostgres.start();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      try {
                        started.close();
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
        server = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server;
  }
}
