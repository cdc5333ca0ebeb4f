package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Crowd;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code Idempotency-Key} promises to a caller that asks again. */
class OnceTest {
  private static String url;
  private static Running program;

  @BeforeAll
  static void start() {
    url = Databases.SQLITE.freshUrl();
    program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"),
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", url));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  private static String campaign(String slug) {
    return """
    {"slug": "%s", "name": "战役", "start": "2026-01-01", "deadline": "2026-12-31"}
    """
        .formatted(slug);
  }

  private static Rest.Answer post(String path, String body, String key) {
    return program.post(path, body, "Idempotency-Key", key);
  }

  @Test
  void same_key_again_gets_the_same_answer() {
    Rest.Answer first = post("/api/v1/campaigns", campaign("once"), "same");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    Rest.Answer again = post("/api/v1/campaigns", campaign("once"), "same");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(post("/api/v1/campaigns", campaign("twice"), "same").status()).isEqualTo(409);
  }

  @Test
  void a_refused_write_gives_its_key_back() {
    String wrong = campaign("mended").replace("2026-12-31", "2025-12-31");
    assertThat(post("/api/v1/campaigns", wrong, "mended").status()).isEqualTo(422);
    assertThat(post("/api/v1/campaigns", campaign("mended"), "mended").status()).isEqualTo(201);
  }

  @Test
  void of_a_write_whose_commit_fails_neither_figure_nor_key_stands() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create trigger no_answer before update on idempotency when new.idempotency_key ="
              + " 'unanswered' begin select raise(abort, 'no'); end");
      try {
        Rest.Answer failed = post("/api/v1/campaigns", campaign("unanswered"), "unanswered");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.header("Location")).isEmpty();
        assertThat(program.get("/api/v1/campaigns/unanswered").status()).isEqualTo(404);
      } finally {
        statement.execute("drop trigger no_answer");
      }
    }
    assertThat(post("/api/v1/campaigns", campaign("unanswered"), "unanswered").status())
        .isEqualTo(201);
  }

  @Test
  void answer_of_a_dry_run_is_not_that_of_the_run() {
    post("/api/v1/campaigns", campaign("dry"), "dry-0");
    String load = "/api/v1/campaigns/dry/import";
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"departments.csv\"\r\n\r\n"
            + "code,name,league\nA,A,L\n\r\n--b--\r\n";
    assertThat(send(load + "?dryRun=true", form).json().get("dryRun").asBoolean()).isTrue();
    assertThat(send(load + "?dryRun=true", form).status()).isEqualTo(200);
    assertThat(send(load + "?dryRun=true", form.replace("A,A", "B,B")).status()).isEqualTo(409);
    assertThat(send(load, form).status()).isEqualTo(409);
  }

  private static Rest.Answer send(String path, String form) {
    return program.send(
        program
            .request(path)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Idempotency-Key", "dry-1")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  @Test
  void key_whose_first_request_still_runs_is_refused() throws SQLException {
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int i = 0; i < 2; i++) {
        asked.add(
            CompletableFuture.supplyAsync(
                () -> post("/api/v1/campaigns", campaign("impatient"), "impatient").status()));
      }
      CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
      statement.execute("COMMIT");
    }
    assertThat(asked.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
  }

  @Test
  void secret_of_a_token_is_kept_nowhere() throws SQLException {
    Rest.Answer made = post("/api/v1/tokens", "{\"name\": \"helper\"}", "token");
    assertThat(made.status()).isEqualTo(201);
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement();
        ResultSet kept =
            statement.executeQuery(
                "SELECT count(*) FROM idempotency WHERE body LIKE '%"
                    + made.json().get("token").asText()
                    + "%'")) {
      assertThat(kept.getInt(1)).isZero();
    }
    assertThat(post("/api/v1/tokens", "{\"name\": \"helper\"}", "token").status())
        .as("a second one of the name")
        .isEqualTo(409);
  }

  /** A minute of it: {@code CrowdTest}. */
  @Test
  void no_update_is_lost_among_64_writers_and_64_readers() throws Exception {
    Crowd.visits(program, Duration.ofSeconds(2));
  }
}
