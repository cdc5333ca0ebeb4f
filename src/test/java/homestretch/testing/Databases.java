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
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/** Real, empty databases with the real migrations: one PostgreSQL server for all tests of a run. */
public enum Databases {
  SQLITE {
    @Override
    public String freshUrl() {
      try {
        return "jdbc:sqlite:" + Files.createTempDirectory(folder(), "test").resolve("test.db");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    String copyOf(String url) {
      try {
        String copy = freshUrl();
        Files.copy(file(url), file(copy));
        return copy;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path file(String url) {
      return Path.of(url.substring("jdbc:sqlite:".length()));
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

    @Override
    String copyOf(String url) {
      String name = "test" + NEXT.incrementAndGet();
      String template = url.replaceFirst(".*/(\\w+).*", "$1");
      try (Connection connection = server().getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return server().getJdbcUrl("postgres", name);
    }
  };

  public static final Path HOME = Path.of(System.getProperty("homestretch.home", "."));

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static @Nullable Path folder;
  private static @Nullable EmbeddedPostgres server;

  private @Nullable String template;

  /** A database without anything in it. */
  public abstract String freshUrl();

  /** A copy of a database that nobody has open. */
  abstract String copyOf(String url);

  /**
   * A database with the tables and nothing else. Migrated once for all tests of a process, and
   * copied: migrating takes most of the time of a short test.
   */
  public synchronized String migratedUrl() {
    if (template == null) {
      String made = freshUrl();
      open(made).close();
      template = made;
    }
    return copyOf(template);
  }

  /** A new database, migrated; closed by the test. */
  public Database open() {
    return open(migratedUrl());
  }

  public static Database open(String url) {
    return Database.open(url, null, null, HOME.resolve("migrations"));
  }

  /** Of this process, gone with it. */
  private static synchronized Path folder() throws IOException {
    if (folder == null) {
      Path made = Files.createTempDirectory("homestretch-test");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(made.toFile())));
      folder = made;
    }
    return folder;
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
