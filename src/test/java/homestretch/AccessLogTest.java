package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.adapter.http.AccessLog;
import homestretch.testing.Await;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asked for what is written down, and no secret of theirs. */
class AccessLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SettableClock clock = new SettableClock("2026-11-26T15:59:00Z");

  @TempDir Path folder;

  private List<JsonNode> lines(String day) {
    List<JsonNode> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("access-" + day + ".jsonl"))) {
        JsonNode read = JSON.readTree(line);
        // The tests' own caller looks up how answers are described.
        if (!read.get("route").asText().endsWith("/openapi.json")) {
          lines.add(read);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  @Test
  void each_request_is_a_line_with_who_route_status_and_address_and_no_secret() throws Exception {
    try (Running running =
        Running.with(
            clock,
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_LOG_ACCESS_FOLDER", "" + folder))) {
      running.post(
          "/api/v1/campaigns",
          """
          {"slug": "secret-figures", "name": "冲刺", "start": "2026-01-01", "deadline": "2026-12-31"}\
          """);
      running.get("/api/v1/campaigns/secret-figures?unknown=4711.23");
      running.get("/health/live");
      running.get("/nowhere/invitation-code-xyz?token=abcdef");
      try (Rest stranger = new Rest(running.app.port(), "wrong-token-0123456789")) {
        assertThat(stranger.get("/api/v1/tokens").status()).isEqualTo(401);
      }
      // Past midnight in Shanghai.
      clock.set("2026-11-26T16:00:01Z");
      running.get("/api/v1/campaigns");
      Path file = folder.resolve("access-2026-11-26.jsonl");
      Await.until("written", () -> Files.exists(folder.resolve("access-2026-11-27.jsonl")));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file))
          .doesNotContain(
              Running.TOKEN, "4711", "invitation-code", "abcdef", "wrong-token", "health", "冲刺");
    }
    List<JsonNode> lines = lines("2026-11-26");
    assertThat(lines).extracting(l -> l.get("status").asInt()).containsExactly(201, 422, 404, 401);
    JsonNode made = lines.getFirst();
    assertThat(made.get("at").asText()).isEqualTo("2026-11-26T15:59:00Z");
    assertThat(made.get("address").asText()).isEqualTo("127.0.0.1");
    assertThat(made.get("who").asText()).contains("administrator");
    assertThat(made.get("method").asText()).isEqualTo("POST");
    assertThat(made.get("route").asText()).isEqualTo("/api/v1/campaigns");
    assertThat(made.get("request").asText()).isNotEmpty();
    assertThat(lines.get(1).get("route").asText()).isEqualTo("/api/v1/campaigns/{slug}");
    assertThat(lines.get(1).get("path").asText()).isEqualTo("/api/v1/campaigns/secret-figures");
    assertThat(lines.get(3).get("who").isNull()).isTrue();
    assertThat(lines("2026-11-27")).hasSize(1);
  }

  @Test
  void days_that_are_over_go_and_nothing_else() throws IOException {
    for (String name :
        List.of(
            "access-2025-10-01.jsonl",
            "access-2026-11-25.jsonl",
            "access-2026-11-26.jsonl",
            "access-notes.jsonl",
            "other.txt")) {
      Files.writeString(folder.resolve(name), "{}\n");
    }
    try (AccessLog log = new AccessLog(folder, ZoneId.of("Asia/Shanghai"), clock)) {
      assertThat(log.removeAccess(Instant.parse("2026-11-25T16:30:00Z"))).isEqualTo(2);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("access-2026-11-26.jsonl", "access-notes.jsonl", "other.txt");
    }
  }
}
