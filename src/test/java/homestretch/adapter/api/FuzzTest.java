package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded requests made from the API's own description: never a 5xx, never a hang. {@code
 * -Dhomestretch.fuzz=40000} for the long form.
 */
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("homestretch.fuzz", 800);
  private static final long SEED = Long.getLong("homestretch.fuzz.seed", 11);
  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "-1",
          "1.50",
          "1E2147483647",
          "1E-2147483647",
          "18446744073709551619",
          "true",
          "\"\"",
          "\"city\"",
          "\"L\"",
          "\"A\"",
          "\"G\"",
          "\"2026-10-31\"",
          "\"2026-02-30\"",
          "\"+999999999-12-31\"",
          "\"09:00\"",
          "\"25:00\"",
          "\"Asia/Shanghai\"",
          "\"countdown\"",
          "\"reporter\"",
          "\"total\"",
          "\"bonus\"",
          "[\"city\"]",
          "[\"A\"]",
          "[1]",
          "\"2026-12-01T00:00:00Z\"",
          "\"web\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"0 0 9 * * ?\"",
          "[]",
          "[null]",
          "[1, \"a\", {}]",
          "{}",
          "{\"from\": \"22:00\", \"to\": null}",
          "[{\"date\": \"2026-06-30\", \"percent\": 1E999}]",
          "\"@everyone <b>'; DROP TABLE report\"");

  private final Random random = new Random(SEED);

  @Test
  void whatever_is_asked_is_answered_and_nothing_breaks() {
    try (Running program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"))) {
      program.post(
          "/api/v1/campaigns",
          "{\"slug\":\"city\",\"name\":\"城\",\"start\":\"2026-01-01\",\"deadline\":\"2026-12-31\"}");
      String city = "/api/v1/campaigns/city";
      program.post(city + "/leagues", "{\"code\":\"L\",\"name\":\"组\"}");
      program.post(city + "/departments", "{\"code\":\"A\",\"name\":\"甲\",\"league\":\"L\"}");
      program.post(city + "/goals", "{\"code\":\"G\",\"name\":\"指标\",\"unit\":\"个\"}");
      JsonNode document = program.get("/api/v1/openapi.json").json();
      JsonNode paths = document.get("paths");
      List<String[]> operations = new ArrayList<>();
      paths
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .fieldNames()
                      .forEachRemaining(
                          method -> operations.add(new String[] {path.getKey(), method})));
      List<String> broken = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        String[] operation = operations.get(random.nextInt(operations.size()));
        String path =
            filled(operation[0])
                + query(paths.at("/" + escaped(operation[0]) + "/" + operation[1]));
        String body = body(document, paths.at("/" + escaped(operation[0]) + "/" + operation[1]));
        HttpRequest.Builder request =
            program
                .request(path)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
        if (random.nextInt(3) == 0) {
          request.header("If-Match", pick(List.of("*", "\"0\"", "\"1\"", "x")));
        }
        Rest.Answer answer =
            program.send(
                request
                    .method(
                        operation[1].toUpperCase(Locale.ROOT),
                        operation[1].equals("get")
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(body))
                    .build());
        if (answer.status() >= 500) {
          broken.add(operation[1] + " " + path + " " + body + " → " + answer.text());
        }
      }
      assertThat(broken).as("seed %d", SEED).isEmpty();
    }
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String filled(String path) {
    return path.replace("{slug}", random.nextInt(5) == 0 ? "none" : "city")
        .replace("{code}", pick(List.of("L", "A", "G", "none")))
        .replace("{id}", pick(List.of("1", "0", "-1", "99999999999999999999", "x")))
        .replace("{country}", pick(List.of("CN", "XX", "%00")))
        .replace("{year}", pick(List.of("2026", "2027", "0", "x")))
        .replace("{version}", pick(List.of("1", "2", "x")))
        .replace("{name}", pick(List.of("countdown", "none")));
  }

  private String query(JsonNode operation) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query") && random.nextInt(3) == 0) {
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(parameter.get("name").asText())
            .append("=");
        query.append(URLEncoder.encode(pick(VALUES).replace("\"", ""), StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  /** Some of the fields that the description names, sometimes one that it does not. */
  private String body(JsonNode document, JsonNode operation) {
    if (random.nextInt(20) == 0) {
      return pick(
          List.of(
              "",
              "[]",
              "{",
              "nonsense",
              "1",
              "{\"a\":".repeat(500),
              "{\"items\": [{}, 1, {\"asOf\": \"2026-10-31\"}]}",
              "{\"value\": " + "9".repeat(1001) + "}",
              "{\"name\": \"" + "名".repeat(60_000) + "\"}"));
    }
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    String reference = schema.path("$ref").asText(schema.at("/oneOf/0/$ref").asText());
    List<String> names = new ArrayList<>();
    document
        .at(reference.replaceFirst("^#", "") + "/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    names.add("colour");
    List<String> fields = new ArrayList<>();
    for (String name : names) {
      if (random.nextInt(name.equals("colour") ? 10 : 2) == 0) {
        fields.add("\"" + name + "\": " + pick(VALUES));
      }
    }
    return "{" + String.join(", ", fields) + "}";
  }
}
