package homestretch.bench;

import io.javalin.Javalin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The least that a program with Javalin and SQLite can be: the limit that ours is held against. */
public final class Bare {
  private Bare() {}

  public static void main(String[] args) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:bare.db");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS figure (id INTEGER PRIMARY KEY, value TEXT)");
    }
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.routes.get(
                  "/health/ready",
                  ctx -> {
                    try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT count(*) FROM figure")) {
                      ctx.result(String.valueOf(rows.getLong(1)));
                    }
                  });
            });
    server.start("127.0.0.1", Integer.parseInt(args[0]));
  }
}
