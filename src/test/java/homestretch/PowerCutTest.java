package homestretch;

import static homestretch.testing.Databases.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.storage.Database;
import homestretch.testing.Await;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands on the disk at any moment holds every figure that was acknowledged by then: the real
 * program under load is stopped in the middle of whatever it does, its file and log are copied as a
 * power cut would leave them, and the copy is opened.
 */
@Tag("slow")
class PowerCutTest {
  private static final String TOKEN = "power-token-0123456789abcdef";
  private static final int CLIENTS = 12;
  private static final int CUTS =
      Integer.parseInt(System.getenv().getOrDefault("HOMESTRETCH_POWER_CUTS", "8"));
  private static final int SEED = 20261126;

  private static final Map<String, String> DAYS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @Test
  void every_acknowledged_figure_stands_on_the_disk_with_its_key_and_its_trace() throws Exception {
    Path file = folder.resolve("city.db");
    Map<String, String> environment =
        Map.of(
            "HOMESTRETCH_HTTP_PORT",
            "0",
            "HOMESTRETCH_SAMPLE",
            "on",
            "HOMESTRETCH_ADMIN_TOKEN",
            TOKEN,
            "HOMESTRETCH_DATABASE_URL",
            "jdbc:sqlite:" + file);
    Random random = new Random(SEED);
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    AtomicBoolean over = new AtomicBoolean();
    try (Program program = Program.start(folder, environment);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = program.port();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        all.add(clients.submit(() -> report(port, client, acknowledged, over)));
      }
      try {
        cut(file, program, random, acknowledged);
      } finally {
        over.set(true);
      }
      for (Future<?> each : all) {
        each.get();
      }
      assertThat(acknowledged).hasSizeGreaterThan(20 * CUTS);
      System.out.println(CUTS + " power cuts, " + acknowledged.size() + " figures acknowledged");
    }
  }

  private void cut(Path file, Program program, Random random, Map<String, Long> acknowledged)
      throws Exception {
    Await.until("a first figure", () -> !acknowledged.isEmpty());
    for (int cut = 0; cut < CUTS; cut++) {
      Thread.sleep(150 + random.nextInt(400));
      program.pause();
      Map<String, Long> known = Map.copyOf(acknowledged);
      Path copy = Files.createDirectory(folder.resolve("cut" + cut)).resolve("city.db");
      Files.copy(file, copy);
      Path log = Path.of(file + "-wal");
      if (Files.exists(log)) {
        Files.copy(log, Path.of(copy + "-wal"));
      }
      program.resume();
      verify(copy, known);
    }
  }

  private static Object report(
      int port, int client, Map<String, Long> acknowledged, AtomicBoolean over) {
    try (Rest rest = new Rest(port, TOKEN)) {
      String campaign = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
      JsonNode departments = rest.get("/api/v1/campaigns/" + campaign + "/departments").json();
      String department = departments.at("/items/" + client + "/code").asText();
      for (int i = 0; !over.get(); i++) {
        String key = client + "-" + i;
        Rest.Answer answer =
            rest.post(
                "/api/v1/campaigns/" + campaign + "/reports",
                """
                {"department": "%s", "goal": "GBR", "value": "%d.%02d", "asOf": "%s"}
                """
                    .formatted(department, 10 + i / 100, i % 100, day(rest, campaign)),
                "Idempotency-Key",
                key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        acknowledged.put(key, answer.json().get("id").asLong());
      }
    }
    return true;
  }

  /** A day of the campaign that is over. */
  private static String day(Rest rest, String campaign) {
    return DAYS.computeIfAbsent(
        campaign, c -> rest.get("/api/v1/campaigns/" + c).json().get("start").asText());
  }

  private static void verify(Path copy, Map<String, Long> known) throws SQLException {
    String url = "jdbc:sqlite:" + copy;
    Database.open(url, null, null, HOME.resolve("migrations")).close();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(text(statement, "pragma integrity_check")).isEqualTo("ok");
      Map<String, Long> kept = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select i.idempotency_key, r.id from idempotency i join report r on i.location like"
                  + " '%/reports/' || r.id where i.status = 201")) {
        while (rows.next()) {
          kept.put(rows.getString(1), rows.getLong(2));
        }
      }
      assertThat(kept).containsAllEntriesOf(known);
      // Neither a figure without its key nor a key without its figure, and each in the audit.
      assertThat(text(statement, "select count(*) from idempotency"))
          .isEqualTo(String.valueOf(kept.size()))
          .isEqualTo(
              text(
                  statement,
                  "select count(*) from report where id > (select min(id) from report where id in"
                      + " (select cast(replace(location, rtrim(location, '0123456789'), '') as"
                      + " integer) from idempotency)) - 1"))
          .isEqualTo(
              text(
                  statement,
                  "select count(*) from audit where action = 'report.submit' and door = 'api'"));
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
