package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs on one PostgreSQL: stopped cleanly, older than the schema, without a server. */
class HandoverTest {
  private static final String TOKEN = "handover-token-0123456789abcdef";
  private static final String HOLDS = "this node holds the connection to discord";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Discord discord = Discord.start();
  private final List<Program> programs = new ArrayList<>();
  private final List<Rest> rests = new ArrayList<>();

  @AfterEach
  void end() {
    rests.forEach(Rest::close);
    programs.forEach(Program::close);
    discord.close();
  }

  private Program start(String database) {
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    environment.put("HOMESTRETCH_DATABASE_URL", database);
    environment.put("HOMESTRETCH_SAMPLE", "off");
    Program program = Program.start(folder, environment);
    programs.add(program);
    return program;
  }

  private Rest ready(Program program) {
    Rest rest = new Rest(program.port(), TOKEN);
    rests.add(rest);
    Await.until(() -> "ready: " + told(rest), PATIENCE, () -> isReady(rest));
    return rest;
  }

  private static String told(Rest rest) {
    return rest.get("/health/ready").text();
  }

  private static boolean isReady(Rest rest) {
    JsonNode parts = rest.get("/health/ready").json();
    return parts.path("discord").asText().equals("ok")
        && parts.path("database").asText().equals("ok");
  }

  private static JsonNode answered(Rest.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    return answer.json();
  }

  private static void campaign(Rest rest) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    answered(
        rest.post(
            "/api/v1/campaigns",
            """
            {"slug": "over", "name": "交接", "start": "%s", "deadline": "%s", "timezone": "UTC"}\
            """
                .formatted(today.minusDays(30), today.plusDays(60))));
    String base = "/api/v1/campaigns/over";
    answered(rest.post(base + "/leagues", "{\"code\": \"L\", \"name\": \"一组\"}"));
    answered(
        rest.post(base + "/departments", "{\"code\": \"A\", \"name\": \"甲区\", \"league\": \"L\"}"));
    answered(
        rest.post(
            base + "/goals",
            "{\"code\": \"G\", \"name\": \"产值\", \"unit\": \"亿元\", \"direction\":" + " \"up\"}"));
    answered(
        rest.post(base + "/targets", "{\"department\": \"A\", \"goal\": \"G\", \"target\": 100}"));
  }

  private static JsonNode figures(Rest rest) {
    return answered(rest.get("/api/v1/campaigns/over/reports")).get("items");
  }

  @Test
  @Tag("long")
  void a_clean_stop_hands_over_at_once_and_an_interaction_delivered_again_is_not_executed_again() {
    String database = Databases.POSTGRESQL.freshUrl();
    Program first = start(database);
    Rest rest = ready(first);
    campaign(rest);
    String address = discord.channel("甲区");
    answered(
        rest.post(
            "/api/v1/channels",
            """
            {"campaign": "over", "platform": "discord", "address": "%s", "timezone": "UTC"}\
            """
                .formatted(address)));
    User reporter = discord.user("小王", "zh-CN");
    answered(
        rest.post(
            "/api/v1/campaigns/over/departments/A/links",
            """
            {"platform": "discord", "kind": "user", "external": "%s", "role": "reporter"}\
            """
                .formatted(reporter.id())));
    Program second = start(database);
    Rest other = new Rest(second.port(), TOKEN);
    rests.add(other);
    assertThat(first.output()).contains(HOLDS);
    assertThat(second.output()).doesNotContain(HOLDS);
    Map<String, String> figure = Map.of("goal", "G", "value", "42");
    Asked asked = discord.slash(reporter, address, "report", figure);
    Await.until("taken", PATIENCE, () -> figures(rest).size() == 1);
    assertThat(asked.text()).contains("已收到");

    long asksToStop = System.nanoTime();
    Thread stopping = Thread.ofPlatform().start(first::stop);
    Await.until("handed over", PATIENCE, () -> second.output().contains(HOLDS));
    Note.of("a clean stop: until the other node holds Discord", 0, millisSince(asksToStop));
    Await.until("connected", PATIENCE, () -> isReady(other));
    Note.of("a clean stop: until the other node is connected", 0, millisSince(asksToStop));
    Await.until("stopped", PATIENCE, () -> !stopping.isAlive());

    // What the first one has executed comes to the second one as well.
    discord.again(asked);
    Await.until("passed over", PATIENCE, () -> cameTwice(other) == 1);
    assertThat(figures(other)).hasSize(1);
    assertThat(asked.followUps()).isEmpty();
    assertThat(discord.slash(reporter, address, "history", Map.of("goal", "G")).text())
        .contains("42");
  }

  private static long cameTwice(Rest rest) {
    return rest.get("/metrics")
        .text()
        .lines()
        .filter(l -> l.startsWith("homestretch_chat_answers_total{"))
        .filter(l -> l.contains("platform=\"discord\"") && l.contains("\"came_twice\""))
        .mapToLong(l -> (long) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  @Test
  @Tag("long")
  void a_node_that_is_older_than_the_schema_hands_over_refuses_to_write_and_does_not_start_again()
      throws SQLException {
    String database = Databases.POSTGRESQL.freshUrl();
    Program old = start(database);
    Rest rest = ready(old);
    campaign(rest);
    try (Connection newer = DriverManager.getConnection(database);
        Statement moves = newer.createStatement()) {
      moves.execute(
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " checksum, installed_by, execution_time, success) select max(installed_rank) + 1,"
              + " '9999', 'of a later version', 'SQL', 'V9999__of_a_later_version.sql', 1, 'x', 1,"
              + " true from flyway_schema_history");
    }
    Await.until(
        "it refuses",
        PATIENCE,
        () ->
            rest.post(
                        "/api/v1/campaigns/over/reports",
                        "{\"department\": \"A\", \"goal\": \"G\", \"value\": 1, \"asOf\": \"%s\"}"
                            .formatted(LocalDate.now(ZoneOffset.UTC)))
                    .status()
                == 409);
    int taken = figures(rest).size();
    Rest.Answer refused =
        rest.post(
            "/api/v1/campaigns/over/reports",
            "{\"department\": \"A\", \"goal\": \"G\", \"value\": 2, \"asOf\": \"%s\"}"
                .formatted(LocalDate.now(ZoneOffset.UTC)));
    assertThat(refused.text()).contains("newer version");
    assertThat(figures(rest)).hasSize(taken);
    Await.until("its seat is free", PATIENCE, () -> old.output().contains("it hands over"));
    Program again = start(database);
    Await.until("it ends", PATIENCE, () -> !again.isAlive());
    assertThat(again.output()).contains("newer Homestretch").contains("9999");
  }

  @Test
  @Tag("long")
  void a_server_restarted_and_out_of_connections_is_waited_for_said_and_gone_on_with()
      throws Exception {
    int port = freePort();
    Path data = Files.createDirectory(folder.resolve("data"));
    EmbeddedPostgres server = server(port, data);
    try {
      String database = server.getJdbcUrl("postgres", "postgres");
      Program program = start(database);
      Rest rest = ready(program);
      campaign(rest);
      server.close();
      Await.until("it says so", PATIENCE, () -> !isReady(rest));
      assertThat(rest.get("/health/live").status()).isEqualTo(200);
      Rest.Answer meanwhile = figure(rest, 1);
      assertThat(meanwhile.status()).as(meanwhile.text()).isEqualTo(503);
      assertThat(meanwhile.header("Retry-After")).isNotEmpty();
      server = server(port, data);
      Await.until(() -> "goes on: " + told(rest), PATIENCE, () -> isReady(rest));
      assertThat(figure(rest, 2).status()).isEqualTo(201);

      List<Connection> taken = new ArrayList<>();
      try {
        takeAll(database, taken);
        Await.until("it says so", PATIENCE, () -> !isReady(rest));
        assertThat(rest.get("/health/live").status()).isEqualTo(200);
        Rest.Answer full = figure(rest, 3);
        assertThat(full.status()).as(full.text()).isEqualTo(503);
      } finally {
        for (Connection each : taken) {
          each.close();
        }
      }
      Await.until(() -> "goes on: " + told(rest), PATIENCE, () -> isReady(rest));
      assertThat(figure(rest, 4).status()).isEqualTo(201);
      assertThat(figures(rest)).hasSize(2);
    } finally {
      server.close();
    }
  }

  private static Rest.Answer figure(Rest rest, int value) {
    return rest.post(
        "/api/v1/campaigns/over/reports",
        "{\"department\": \"A\", \"goal\": \"G\", \"value\": %d, \"asOf\": \"%s\"}"
            .formatted(value, LocalDate.now(ZoneOffset.UTC)));
  }

  private static EmbeddedPostgres server(int port, Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("max_connections", "30")
        .start();
  }

  /** Takes every connection that the server has, those of the program too. */
  private static void takeAll(String database, List<Connection> taken) throws SQLException {
    Connection first = DriverManager.getConnection(database);
    taken.add(first);
    try (Statement end = first.createStatement()) {
      for (int full = 0; full < 5; ) {
        try {
          taken.add(DriverManager.getConnection(database));
        } catch (SQLException e) {
          full++;
          end.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where application_name like"
                  + " 'homestretch %'");
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
