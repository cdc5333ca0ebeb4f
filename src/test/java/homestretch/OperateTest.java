package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees: metrics, the log, request ids, warnings. */
class OperateTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static Running program;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    program =
        Running.with(
            CLOCK,
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  private record Got(int status, String text, String id) {}

  private static Got get(String path, String... headers) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.app.port() + path));
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Got(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("X-Request-Id").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void metrics_tell_of_requests_by_route_of_the_database_of_deliveries_and_of_java() {
    program.get("/api/v1/campaigns/nobody");
    String metrics = program.get("/metrics").text();
    assertThat(metrics)
        .contains(
            "homestretch_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/campaigns/{slug}\",status=\"404\"}"
                + " 1")
        .containsPattern(
            "homestretch_database_connections\\{pool=\".*write.*\",state=\"idle\"} \\d")
        .containsPattern("homestretch_database_waiting\\{pool=\".*read.*\"} 0")
        .containsPattern("homestretch_build_info\\{java=\"25.*\",version=\".+\"} 1")
        .containsPattern("homestretch_last_sweep_age_seconds \\d")
        .contains("homestretch_up{part=\"database\"} 1")
        .contains("homestretch_up{part=\"web\"} 1")
        .contains("# TYPE homestretch_deliveries gauge")
        .contains("homestretch_delivery_lag_seconds 0")
        .contains("homestretch_open_notices 0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void metrics_from_elsewhere_need_a_token() {
    // The proxy is trusted: the caller is who it says.
    String elsewhere = "203.0.113.7";
    Got refused = get("/metrics", "X-Forwarded-For", elsewhere);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text).doesNotContain("homestretch_deliveries");
    Got wrong = get("/metrics", "X-Forwarded-For", elsewhere, "Authorization", "Bearer no");
    assertThat(wrong.status()).isEqualTo(401);
    Got allowed =
        get("/metrics", "X-Forwarded-For", elsewhere, "Authorization", "Bearer " + Running.TOKEN);
    assertThat(allowed.status()).isEqualTo(200);
  }

  @Test
  void each_request_has_an_id_which_its_error_names_too() {
    var missing = program.get("/api/v1/campaigns/nobody");
    assertThat(missing.header("X-Request-Id")).matches("[0-9a-f]{16}");
    assertThat(missing.json().get("requestId").asText()).isEqualTo(missing.header("X-Request-Id"));
    Rest.Answer written = program.post("/health/live", "{}");
    assertThat(written.status()).isEqualTo(405);
    assertThat(written.header("Allow")).isEqualTo("GET, HEAD");
    assertThat(program.get("/health/live").header("X-Request-Id"))
        .isNotEqualTo(missing.header("X-Request-Id"));
    assertThat(get("/nowhere", "X-Request-Id", "from-the-proxy.1").id())
        .isEqualTo("from-the-proxy.1");
    assertThat(get("/health/live", "X-Request-Id", "no good").id()).matches("[0-9a-f]{16}");
  }

  @Test
  void the_log_is_json_and_as_talkative_as_it_was_told_to_be() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_HTTP_HOST", "0.0.0.0");
    environment.put("HOMESTRETCH_SAMPLE", "off");
    environment.put("HOMESTRETCH_LOG_FORMAT", "json");
    environment.put("HOMESTRETCH_LOG_LEVEL", "debug");
    environment.put("HOMESTRETCH_DISCORD_TOKEN", "no-token");
    environment.put("HOMESTRETCH_DISCORD_API_BASE_URL", "http://127.0.0.1:1/api");
    try (Program verbose = Program.start(folder, environment)) {
      verbose.port();
      homestretch.testing.Await.until(
          "logged", () -> verbose.output().contains("\"level\":\"warn\""));
      String line =
          verbose.output().lines().filter(l -> l.startsWith("{")).findFirst().orElseThrow();
      var json = new ObjectMapper().readTree(line);
      assertThat(json.get("time").asText()).matches(Pattern.compile("\\d{4}-.*Z"));
      assertThat(json.has("logger")).isTrue();
      assertThat(json.get("message").asText()).isNotEmpty();
      assertThat(verbose.output())
          .contains("WARNING: listening on 0.0.0.0 without TLS in front")
          .contains("警告：程序对外监听 0.0.0.0");
    }
  }
}
