package homestretch.bench;

import io.javalin.Javalin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The least that takes figures durably and answers boards: Javalin, and one thread that inserts by
 * JDBC what has come meanwhile and commits it together. A board is a file, read once.
 */
public final class BareSubmissions {
  private record Figure(String text, CompletableFuture<Void> stored) {}

  private BareSubmissions() {}

  /**
   * @param args the port; the file with the board
   */
  public static void main(String[] args) throws Exception {
    byte[] board = Files.readAllBytes(Path.of(args[1]));
    BlockingQueue<Figure> queue = new LinkedBlockingQueue<>();
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:bare.db?journal_mode=WAL&synchronous=FULL");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS figure (id INTEGER PRIMARY KEY, value TEXT)");
    }
    Thread.ofPlatform().daemon().start(() -> write(connection, queue));
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.routes.get("/health/ready", ctx -> ctx.result("ready"));
              config.routes.get("/board", ctx -> ctx.contentType("application/json").result(board));
              config.routes.post(
                  "/figures",
                  ctx -> {
                    Figure figure = new Figure(ctx.body(), new CompletableFuture<>());
                    queue.add(figure);
                    figure.stored.join();
                    ctx.status(201).contentType("application/json").result(figure.text);
                  });
            });
    server.start("127.0.0.1", Integer.parseInt(args[0]));
  }

  private static void write(Connection connection, BlockingQueue<Figure> queue) {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO figure (value) VALUES (?)")) {
      connection.setAutoCommit(false);
      while (true) {
        List<Figure> together = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(together);
        for (Figure figure : together) {
          insert.setString(1, figure.text);
          insert.executeUpdate();
        }
        connection.commit();
        together.forEach(figure -> figure.stored.complete(null));
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
