package homestretch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Figures that 32 clients submit, each on the disk before it is answered, and boards that they
 * read, of the packaged program beside {@link BareSubmissions} under the same Java options, in the
 * same run, in turns.
 */
public final class Submissions {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 3;
  private static final Duration WARM = Duration.ofSeconds(4);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final String TOKEN = "bench-token-0123456789abcdef";
  private static final double LEAST_OF_BARE = 0.6;
  private static final double LEAST_BOARDS = 5000;

  private static final Path HOME = Path.of("target/homestretch").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Submissions() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("homestretch-bench");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "HOMESTRETCH_JAVA",
            java,
            "HOMESTRETCH_HTTP_PORT",
            String.valueOf(port),
            "HOMESTRETCH_SAMPLE",
            "on",
            "HOMESTRETCH_ADMIN_TOKEN",
            TOKEN);
    try (Program program =
        Program.start(folder, environment, List.of(HOME.resolve("bin/homestretch").toString()))) {
      String ours = "http://127.0.0.1:" + program.port();
      JsonNode campaign = json(ours + "/api/v1/campaigns").at("/items/0");
      String base = ours + "/api/v1/campaigns/" + campaign.get("slug").asText();
      List<String> departments = new ArrayList<>();
      json(base + "/departments")
          .get("items")
          .forEach(d -> departments.add(d.get("code").asText()));
      LocalDate asOf = LocalDate.parse(campaign.get("start").asText());
      AtomicInteger next = new AtomicInteger();
      IntFunction<HttpRequest> report =
          client -> {
            int i = next.incrementAndGet();
            return post(
                base + "/reports",
                "{\"department\": \"%s\", \"goal\": \"GBR\", \"value\": \"%d.%02d\", \"asOf\": \"%s\"}"
                    .formatted(
                        departments.get(client % departments.size()),
                        i / 100,
                        i % 100,
                        asOf.plusDays(i % 300)));
          };
      IntFunction<HttpRequest> board = client -> get(base + "/leaderboard");
      Path boardFile = folder.resolve("board.json");
      Files.write(
          boardFile,
          HTTP.send(get(base + "/leaderboard"), HttpResponse.BodyHandlers.ofByteArray()).body());
      int barePort = freePort();
      try (Program bareProgram =
          Program.start(
              Files.createDirectory(folder.resolve("bare")),
              Map.of(),
              List.of(
                  java,
                  "-XX:+UseSerialGC",
                  "-Xms32m",
                  "-XX:MaxRAMPercentage=25",
                  "-Xss512k",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  HOME.resolve("lib") + "/*:" + Path.of("target/test-classes").toAbsolutePath(),
                  "homestretch.bench.BareSubmissions",
                  String.valueOf(barePort),
                  boardFile.toString()))) {
        String bare = "http://127.0.0.1:" + barePort;
        awaitReady(bare);
        IntFunction<HttpRequest> bareReport =
            client ->
                post(bare + "/figures", "{\"value\": \"%d\"}".formatted(next.incrementAndGet()));
        IntFunction<HttpRequest> bareBoard = client -> get(bare + "/board");
        for (IntFunction<HttpRequest> each : List.of(report, board, bareReport, bareBoard)) {
          rate(WARM, each);
        }
        double[] rates = new double[4];
        for (int round = 0; round < ROUNDS; round++) {
          int i = 0;
          for (IntFunction<HttpRequest> each : List.of(report, bareReport, board, bareBoard)) {
            rates[i++] += rate(ROUND, each) / ROUNDS;
          }
        }
        double ratio = rates[0] / rates[1];
        System.out.printf(
            "%d clients, %d bytes a board%nfigures: %6.0f/s, bare with grouped commits %6.0f/s:"
                + " %.2f× (least %.1f): %s%nboards:  %6.0f/s, bare constant             %6.0f/s:"
                + " %.2f×; at least %.0f/s: %s%n",
            CLIENTS,
            Files.size(boardFile),
            rates[0],
            rates[1],
            ratio,
            LEAST_OF_BARE,
            ratio >= LEAST_OF_BARE ? "kept" : "BROKEN",
            rates[2],
            rates[3],
            rates[2] / rates[3],
            LEAST_BOARDS,
            rates[2] >= LEAST_BOARDS ? "kept" : "BROKEN");
      }
    }
  }

  private static double rate(Duration time, IntFunction<HttpRequest> request) throws Exception {
    AtomicInteger answered = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        all.add(
            clients.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    HttpResponse<byte[]> answer =
                        HTTP.send(request.apply(client), HttpResponse.BodyHandlers.ofByteArray());
                    if (answer.statusCode() >= 300) {
                      throw new IllegalStateException(new String(answer.body()));
                    }
                    answered.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    return answered.get() / ((System.nanoTime() - start) / 1e9);
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + TOKEN)
        .build();
  }

  private static HttpRequest post(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode json(String url) throws IOException, InterruptedException {
    return JSON.readTree(HTTP.send(get(url), HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  private static void awaitReady(String address) throws InterruptedException {
    while (true) {
      try {
        if (HTTP.send(get(address + "/health/ready"), HttpResponse.BodyHandlers.discarding())
                .statusCode()
            == 200) {
          return;
        }
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
