package homestretch.bench;

import homestretch.testing.Program;
import homestretch.testing.discord.Discord;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Start-up (launch to the first 200 of {@code /health/ready}) and resident memory of the packaged
 * program, beside {@link Bare} under the same Java options and beside a bot for Node (discord.js,
 * fastify, better-sqlite3), in the same run, in turns.
 */
public final class StartUp {
  private static final int ROUNDS = 7;
  private static final double MOST_START = 2.0;
  private static final double MOST_OF_NODE = 1.2;
  private static final double MOST_MEGABYTES = 160;

  private static final Path HOME = Path.of("target/homestretch").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private StartUp() {}

  /** Milliseconds to ready, and megabytes resident some seconds later. */
  private record Seen(double start, double resident) {}

  public static void main(String[] args) throws Exception {
    List<Seen> bare = new ArrayList<>();
    List<Seen> first = new ArrayList<>();
    List<Seen> again = new ArrayList<>();
    List<Seen> connected = new ArrayList<>();
    List<Seen> node = new ArrayList<>();
    List<Seen> nodeConnected = new ArrayList<>();
    Path scripts = NodePackages.with("node-bot.js").orElse(null);
    for (int round = 0; round < ROUNDS; round++) {
      Path folder = Files.createTempDirectory("homestretch-bench");
      bare.add(run(folder, Map.of(), bareCommand()));
      first.add(run(folder, Map.of(), ourCommand()));
      again.add(run(folder, Map.of(), ourCommand()));
      try (Discord discord = Discord.start()) {
        connected.add(run(folder, discord.environment(), ourCommand()));
        if (discord.commandWrites() != 1) {
          throw new IllegalStateException("it has not connected to Discord");
        }
      }
      if (scripts != null) {
        node.add(run(scripts, Map.of(), List.of("node", "node-bot.js")));
        try (Discord discord = Discord.start()) {
          nodeConnected.add(
              run(
                  scripts,
                  Map.of(),
                  List.of("node", "node-bot.js", "PORT", api(discord), Discord.TOKEN)));
          if (discord.commandWrites() != 1) {
            throw new IllegalStateException("Node's has not connected to Discord");
          }
        }
      }
    }
    System.out.printf("Java %s, %d rounds, medians%n", Runtime.version(), ROUNDS);
    print("bare Javalin + SQLite", bare, bare);
    print("first start (sample)", first, bare);
    print("later start", again, bare);
    print("with Discord connected", connected, bare);
    if (scripts != null) {
      print("bot for Node", node, bare);
      print("the same with Discord", nodeConnected, bare);
      double ofNode = start(again) / start(node);
      System.out.printf(
          "later start %.2f× Node's (limit %.1f): %s%n",
          ofNode, MOST_OF_NODE, ofNode <= MOST_OF_NODE ? "kept" : "BROKEN");
    }
    double ratio = median(again.stream().mapToDouble(Seen::start)) / start(bare);
    double most = connected.stream().mapToDouble(Seen::resident).max().orElseThrow();
    System.out.printf(
        "start %.2f× bare (limit %.1f): %s; resident at most %.0f MB (limit %.0f): %s%n",
        ratio,
        MOST_START,
        ratio <= MOST_START ? "kept" : "BROKEN",
        most,
        MOST_MEGABYTES,
        most < MOST_MEGABYTES ? "kept" : "BROKEN");
  }

  private static void print(String name, List<Seen> seen, List<Seen> bare) {
    System.out.printf(
        "%-24s %6.0f ms  %4.2f×  %4.0f MB%n",
        name,
        start(seen),
        start(seen) / start(bare),
        median(seen.stream().mapToDouble(Seen::resident)));
  }

  private static double start(List<Seen> seen) {
    return median(seen.stream().mapToDouble(Seen::start));
  }

  private static double median(java.util.stream.DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static List<String> ourCommand() {
    return List.of(HOME.resolve("bin/homestretch").toString());
  }

  /** The same java and options as the launcher's, which is asked for them. */
  private static List<String> bareCommand() throws IOException {
    try (Stream<String> lines = Files.lines(HOME.resolve("bin/homestretch"))) {
      List<String> options =
          lines
              .filter(line -> line.startsWith("options="))
              .flatMap(
                  line ->
                      Arrays.stream(line.replaceAll("^options=|\"|\\$options", "").split("\\s+")))
              .filter(word -> !word.isEmpty())
              .toList();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(
          List.of(
              "-cp",
              HOME.resolve("lib") + "/*:" + Path.of("target/test-classes").toAbsolutePath(),
              "homestretch.bench.Bare"));
      return command;
    }
  }

  private static Seen run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> line = new ArrayList<>(command);
    Map<String, String> all = new java.util.HashMap<>(environment);
    if (line.contains("PORT")) {
      line.set(line.indexOf("PORT"), String.valueOf(port));
    } else if (line.getLast().endsWith("Bare") || line.getFirst().equals("node")) {
      line.add(String.valueOf(port));
    } else {
      all.put("HOMESTRETCH_HTTP_PORT", String.valueOf(port));
      all.put("HOMESTRETCH_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    }
    long start = System.nanoTime();
    try (Program program = Program.start(folder, all, line)) {
      awaitReady(port, program);
      double milliseconds = (System.nanoTime() - start) / 1e6;
      Thread.sleep(3000);
      return new Seen(milliseconds, resident(program.pid()));
    }
  }

  private static void awaitReady(int port, Program program) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    while (true) {
      try {
        if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(5);
      if (!program.isAlive()) {
        throw new IllegalStateException(program.output());
      }
    }
  }

  private static double resident(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    }
  }

  /** As discord.js wants it: without the version. */
  private static String api(Discord discord) {
    return discord.baseUrl().replaceAll("/v\\d+/?$", "");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
