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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
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
          "\"N\"",
          "\"F\"",
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

  private static final List<String> PAGES =
      List.of(
          "/",
          "/wall/city",
          "/wall/city/board",
          "/wall/%00",
          "/api/docs",
          "/api/docs/errors",
          "/metrics",
          "/health/live",
          "/health/ready",
          "/chat/state",
          "/chat/messages",
          "/chat/images/1",
          "/chat/images/x",
          "/chat/command",
          "/chat/complete",
          "/chat/press",
          "/chat/nothing",
          "/admin");
  private static final List<String> LINES =
      List.of(
          "/help",
          "/leaderboard",
          "/report G 60.2",
          "上报 G 60.2",
          "/report goal:G value:1E2147483648",
          "/report",
          "/progress \\u0000",
          "/explain \\ud800",
          "/explain N",
          "/explain A F",
          "/progress N",
          "/leaderboard goal:F",
          "/report F 3",
          "/history",
          "/undo",
          "/blocker raise what:x",
          "/link code:123456",
          "/setup",
          "排行榜 组",
          "/nothing",
          "@everyone",
          "");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");
  private static final List<String> TAGS =
      List.of(
          "*",
          "\"0\"",
          "\"1\"",
          "\"-1\"",
          "x",
          "W/\"1\"",
          "\"1\", \"2\"",
          ",",
          "",
          "\"",
          "\"99999999999999999999\"");
  private static final List<String> ACCEPTED =
      List.of("*/*", "application/json", "text/csv", "application/json;q=0", ";;", "image/*", ",");
  private static final List<String> LANGUAGES =
      List.of("zh-CN", "en", "fr, zh;q=0.2", "*", ";q=", "x".repeat(500));

  /** A hang to whoever waits at the other end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Until most kinds of answers have been seen: the test itself keeps a validator for each. */
  private static final int WARM_UP = Math.max(500, REQUESTS / 10);

  private static final int AGAIN = 100;
  private static final long MOST_GROWTH_BYTES = 24L << 20;

  /** Of the slowest so many are told. */
  private static final int SHOWN = 5;

  private final Random random = new Random(SEED);
  private final List<String> broken = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  private record Slow(long millis, int number, String request) implements Comparable<Slow> {
    @Override
    public int compareTo(Slow other) {
      return Long.compare(millis, other.millis);
    }

    @Override
    public String toString() {
      return millis + " ms (" + number + ": " + request + ")";
    }
  }

  @Test
  void whatever_is_asked_is_answered_and_nothing_breaks() {
    try (Running program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"))) {
      stand(program);
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
      PriorityQueue<Slow> slowest = new PriorityQueue<>();
      long before = 0;
      for (int i = 0; i < REQUESTS; i++) {
        if (i % AGAIN == 0) {
          // Some of it was removed meanwhile.
          stand(program);
        }
        if (i == WARM_UP) {
          before = heap();
        }
        HttpRequest request =
            random.nextInt(8) == 0 ? page(program) : operation(program, document, operations);
        String what = request.method() + " " + request.uri() + " " + request.headers().map();
        long taken = send(program, request, what);
        if (taken > PATIENCE.toNanos()) {
          // Either this machine stood still, or the request takes long; asked again it tells.
          long again = send(program, request, what);
          if (again > PATIENCE.toNanos()) {
            broken.add(what + " " + lastBody + " took long twice: " + again / 1_000_000 + " ms");
          }
        }
        slowest.add(
            new Slow(taken / 1_000_000, i, request.method() + " " + request.uri().getRawPath()));
        if (slowest.size() > SHOWN) {
          slowest.poll();
        }
      }
      long after = heap();
      System.out.printf(
          Locale.ROOT,
          "fuzz: %d requests, seed %d, answers %s, slowest %s, heap after GC %.1f → %.1f MB%n",
          REQUESTS,
          SEED,
          statuses,
          slowest.stream().sorted(Comparator.reverseOrder()).toList(),
          before / 1e6,
          after / 1e6);
      assertThat(broken).as("seed %d", SEED).isEmpty();
      assertThat(after - before).isLessThan(MOST_GROWTH_BYTES);
    }
  }

  /**
   * @return how long it took, in nanoseconds
   */
  private long send(Running program, HttpRequest request, String what) {
    long start = System.nanoTime();
    try {
      Rest.Answer answer = program.send(request);
      statuses.merge(answer.status(), 1, Integer::sum);
      boolean isHonest = answer.status() == 503 || answer.status() == 507;
      if (answer.status() >= 500 && !isHonest) {
        broken.add(what + " " + lastBody + " → " + answer.text());
      }
    } catch (AssertionError | RuntimeException e) {
      broken.add(what + " " + lastBody + " → " + e);
    }
    return System.nanoTime() - start;
  }

  /** What requests are about, where it does not stand. */
  private static void stand(Running program) {
    program.post(
        "/api/v1/campaigns",
        "{\"slug\":\"city\",\"name\":\"城\",\"start\":\"2026-01-01\",\"deadline\":\"2026-12-31\"}");
    String city = "/api/v1/campaigns/city";
    program.post(city + "/leagues", "{\"code\":\"L\",\"name\":\"组\"}");
    program.post(city + "/departments", "{\"code\":\"A\",\"name\":\"甲\",\"league\":\"L\"}");
    program.post(city + "/goals", "{\"code\":\"G\",\"name\":\"指标\",\"unit\":\"个\"}");
    // What does not count yet.
    program.post(
        city + "/departments",
        "{\"code\": \"N\", \"name\": \"新\", \"league\": \"L\", \"from\": \"2026-12-10\"}");
    program.post(
        city + "/goals",
        "{\"code\": \"F\", \"name\": \"未来\", \"unit\": \"个\", \"from\": \"2026-12-15\"}");
  }

  private String lastBody = "";

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** An operation as described, now and then with another method. */
  private HttpRequest operation(Running program, JsonNode document, List<String[]> operations) {
    String[] operation = operations.get(random.nextInt(operations.size()));
    JsonNode described = document.at("/paths/" + escaped(operation[0]) + "/" + operation[1]);
    String method = random.nextInt(15) == 0 ? pick(METHODS) : operation[1].toUpperCase(Locale.ROOT);
    lastBody = body(document, described);
    return request(program, filled(operation[0]) + query(described), method);
  }

  private HttpRequest page(Running program) {
    String path = pick(PAGES);
    boolean isPost = List.of("/chat/command", "/chat/complete", "/chat/press").contains(path);
    lastBody = isPost ? chat() : pick(List.of("", "{}", "["));
    String query =
        random.nextInt(2) == 0
            ? ""
            : "?"
                + pick(List.of("channel", "person", "before", "after", "on", "x"))
                + "="
                + URLEncoder.encode(pick(VALUES).replace("\"", ""), StandardCharsets.UTF_8);
    return request(
        program, path + query, random.nextInt(6) == 0 ? pick(METHODS) : isPost ? "POST" : "GET");
  }

  private String chat() {
    if (random.nextInt(10) == 0) {
      return pick(List.of("", "[]", "{", "1", "{\"a\":".repeat(10_000), "{\"line\": 1E999999999}"));
    }
    List<String> fields = new ArrayList<>();
    fields.add(
        "\"channel\": " + pick(List.of("\"city\"", "\"general\"", "null", "1", "\"\\ud800\"")));
    fields.add("\"person\": " + pick(List.of("\"admin\"", "\"administrator\"", "null", "[]")));
    fields.add("\"locale\": " + pick(List.of("\"zh-CN\"", "\"en\"", "null", "7")));
    fields.add("\"line\": \"" + pick(LINES) + "\"");
    if (random.nextInt(3) == 0) {
      fields.add("\"caret\": " + pick(VALUES));
    }
    if (random.nextInt(3) == 0) {
      fields.add("\"message\": " + pick(VALUES));
      fields.add("\"button\": " + pick(VALUES));
    }
    if (random.nextInt(3) == 0) {
      fields.add("\"command\": " + pick(List.of("\"report\"", "\"help\"", "{}", "\"\"")));
      fields.add("\"options\": " + pick(List.of("{\"goal\": \"G\", \"value\": 1}", "[]", "null")));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private HttpRequest request(Running program, String path, String method) {
    HttpRequest.Builder request = program.request(path).timeout(Duration.ofSeconds(20));
    request.header(
        "Content-Type",
        random.nextInt(20) == 0
            ? pick(
                List.of(
                    "text/plain", "application/json; charset=bogus", "x", "multipart/form-data"))
            : "application/json");
    if (random.nextInt(3) == 0) {
      request.header("If-Match", pick(TAGS));
    }
    if (random.nextInt(10) == 0) {
      request.header("If-None-Match", pick(TAGS));
    }
    if (random.nextInt(10) == 0) {
      request.header("Accept", pick(ACCEPTED));
    }
    if (random.nextInt(5) == 0) {
      request.header("Accept-Language", pick(LANGUAGES));
    }
    if (random.nextInt(10) == 0) {
      request.header("Idempotency-Key", pick(List.of("a", "b", " ", "x".repeat(200))));
    }
    boolean isRead = method.equals("GET") || method.equals("HEAD") || method.equals("TRACE");
    return request
        .method(
            method,
            isRead
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(lastBody))
        .build();
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String filled(String path) {
    return path.replace("{slug}", random.nextInt(5) == 0 ? "none" : "city")
        .replace("{code}", pick(List.of("L", "A", "G", "N", "F", "none")))
        .replace("{id}", pick(List.of("1", "0", "-1", "99999999999999999999", "x")))
        .replace("{country}", pick(List.of("CN", "XX", "%00")))
        .replace("{year}", pick(List.of("2026", "2027", "0", "x")))
        .replace("{version}", pick(List.of("1", "2", "x")))
        .replace("{name}", pick(List.of("countdown", "none")));
  }

  private String query(JsonNode operation) {
    StringBuilder query = new StringBuilder();
    if (random.nextInt(20) == 0) {
      return "?"
          + pick(List.of("colour=1", "limit=-1", "cursor=%FF", "limit=2&limit=3", "=", "&&"));
    }
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
              "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
              "{\"slug\": \"a\", \"slug\": \"b\"}",
              "{\"value\": 1E2147483648}",
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
