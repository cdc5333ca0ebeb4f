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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures that 32 clients submit, each on the disk before it is answered, and boards that they
 * read, of the packaged program beside {@link BareSubmissions} under the same Java options and
 * beside a Node program (fastify, better-sqlite3), in the same run, in turns. On a machine that
 * does other work too the ratios say something, and the processor time of a request.
 */
public final class Submissions {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 3;

  /** Steady throughput is what is compared: until then half of the time is Java's compilers'. */
  private static final Duration WARM = Duration.ofSeconds(45);

  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final String TOKEN = "bench-token-0123456789abcdef";
  private static final double LEAST_OF_BARE = 0.6;
  private static final double LEAST_OF_NODE = 3;
  private static final double LEAST_BOARDS = 5000;

  private static final Path HOME = Path.of("target/homestretch").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Submissions() {}

  /**
   * @param args {@code boards}: those alone, beside the bare program alone
   */
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
        List<Measured> all = new ArrayList<>();
        Measured reports = new Measured("figures, ours", program, report);
        Measured boards = new Measured("boards, ours", program, board);
        Measured bareReports = new Measured("figures, bare", bareProgram, figures(bare, next));
        Measured bareBoards =
            new Measured("boards, bare", bareProgram, client -> get(bare + "/board"));
        boolean onlyBoards = List.of(args).contains("boards");
        all.addAll(
            onlyBoards
                ? List.of(boards, bareBoards)
                : List.of(reports, bareReports, boards, bareBoards));
        try (@Nullable Node node = onlyBoards ? null : Node.start(boardFile)) {
          if (node != null) {
            all.add(new Measured("figures, Node", node.program(), figures(node.address(), next)));
            all.add(
                new Measured(
                    "boards, Node", node.program(), client -> get(node.address() + "/board")));
          }
          for (Measured each : all) {
            System.out.println("warming up: " + each.name);
            each.run(WARM);
            each.forget();
          }
          for (int round = 0; round < ROUNDS; round++) {
            System.out.printf("round %d of %d%n", round + 1, ROUNDS);
            for (Measured each : all) {
              each.run(ROUND);
            }
          }
        }
        System.out.printf("%d clients, %d bytes a board%n", CLIENTS, Files.size(boardFile));
        all.forEach(Measured::print);
        if (all.contains(reports)) {
          judge("figures / bare", reports, bareReports, LEAST_OF_BARE);
        }
        if (all.size() > 4) {
          judge("figures / Node", reports, all.get(4), LEAST_OF_NODE);
          judge("boards / Node", boards, all.get(5), 1);
        }
        judge("boards / bare", boards, bareBoards, LEAST_BOARDS / bareBoards.rate());
      }
    }
  }

  private static void judge(String what, Measured ours, Measured limit, double least) {
    double ratio = ours.rate() / limit.rate();
    System.out.printf(
        "%-16s %.2f× (least %.2f): %s; p50 %.2f×, p99 %.2f×, processor time of one %.1f×%n",
        what,
        ratio,
        least,
        ratio >= least ? "kept" : "BROKEN",
        ours.millis(0.5) / limit.millis(0.5),
        ours.millis(0.99) / limit.millis(0.99),
        ours.processorOfOne() / limit.processorOfOne());
  }

  private static IntFunction<HttpRequest> figures(String address, AtomicInteger next) {
    return client ->
        post(address + "/figures", "{\"value\": \"%d\"}".formatted(next.incrementAndGet()));
  }

  /** The Node program, if this machine can have it. */
  private record Node(Program program, String address) implements AutoCloseable {
    static @Nullable Node start(Path board) throws Exception {
      Path place = NodePackages.with("fastify-submissions.js").orElse(null);
      if (place == null) {
        return null;
      }
      for (String stale : List.of("node.db", "node.db-wal", "node.db-shm")) {
        Files.deleteIfExists(place.resolve(stale));
      }
      int port = freePort();
      Program program =
          Program.start(
              place,
              Map.of(),
              List.of("node", "fastify-submissions.js", String.valueOf(port), board.toString()));
      String address = "http://127.0.0.1:" + port;
      awaitReady(address);
      return new Node(program, address);
    }

    @Override
    public void close() {
      program.close();
    }
  }

  /** Requests of one kind to one program, round after round. */
  private static final class Measured {
    private final String name;
    private final Program program;
    private final IntFunction<HttpRequest> request;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private double seconds;
    private double processor;

    Measured(String name, Program program, IntFunction<HttpRequest> request) {
      this.name = name;
      this.program = program;
      this.request = request;
    }

    void forget() {
      nanos.clear();
      seconds = 0;
      processor = 0;
    }

    double rate() {
      return nanos.size() / seconds;
    }

    /** Seconds; on a machine that does other work too it tells more than the rate does. */
    double processorOfOne() {
      return processor / nanos.size();
    }

    /** What this part of all requests did not exceed. */
    double millis(double part) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return sorted.get((int) (sorted.size() * part)) / 1e6;
    }

    void print() {
      System.out.printf(
          "%-16s %7.0f/s  p50 %6.2f ms  p99 %7.2f ms  processor time of one %5.0f µs%n",
          name, rate(), millis(0.5), millis(0.99), processorOfOne() * 1e6);
    }

    void run(Duration time) throws Exception {
      double before = processorSeconds();
      long start = System.nanoTime();
      long end = start + time.toNanos();
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          int client = i;
          all.add(clients.submit(() -> ask(client, end)));
        }
        for (Future<?> each : all) {
          each.get();
        }
      }
      seconds += (System.nanoTime() - start) / 1e9;
      processor += processorSeconds() - before;
    }

    private Void ask(int client, long end) throws Exception {
      List<Long> mine = new ArrayList<>();
      while (System.nanoTime() < end) {
        long asked = System.nanoTime();
        HttpResponse<byte[]> answer =
            HTTP.send(request.apply(client), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
          throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
        }
        mine.add(System.nanoTime() - asked);
      }
      nanos.addAll(mine);
      return null;
    }

    private double processorSeconds() {
      return ProcessHandle.of(program.pid())
          .flatMap(handle -> handle.info().totalCpuDuration())
          .map(spent -> spent.toNanos() / 1e9)
          .orElse(0.0);
    }
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
