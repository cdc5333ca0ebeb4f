import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the packaged program once, so that Java can keep what it has loaded in a cache beside it
 * (src/dist/bin/homestretch says when that is used). Whatever goes wrong here costs the cache and
 * nothing else: the program starts without one.
 */
public final class Train {
  private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String TOKEN = "training-token-0123456789abcdef";

  private Train() {}

  /**
   * @param arguments the folder of the packaged program
   */
  public static void main(String[] arguments) {
    try {
      train(Path.of(arguments[0]).toAbsolutePath());
    } catch (IOException | InterruptedException | RuntimeException e) {
      System.err.println("no cache for a faster start: " + e);
    }
  }

  private static void train(Path home) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("homestretch-train");
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/homestretch").toString(), "serve")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HOMESTRETCH_"));
    builder.environment().put("HOMESTRETCH_AOT", "train");
    builder.environment().put("HOMESTRETCH_HTTP_PORT", "0");
    builder.environment().put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    builder
        .environment()
        .put("HOMESTRETCH_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    Process process = builder.start();
    try {
      long end = System.nanoTime() + LONGEST.toNanos();
      Matcher page = PAGE.matcher(Files.readString(output));
      while (!page.find() && process.isAlive() && System.nanoTime() < end) {
        Thread.sleep(50);
        page = PAGE.matcher(Files.readString(output));
      }
      boolean serves = page.reset().find();
      if (serves) {
        use("http://127.0.0.1:" + page.group(1));
      }
      process.destroy();
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || !serves) {
        removeAll(home.resolve("aot"));
        throw new IOException(Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
      removeAll(folder);
    }
  }

  private static void removeAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** What a start is followed by: somebody looks at the page, and asks for a board. */
  private static void use(String address) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path :
          List.of("/", "/chat/state", "/health/ready", "/api/v1/campaigns", "/metrics")) {
        http.send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(LONGEST)
                .build(),
            HttpResponse.BodyHandlers.discarding());
      }
    }
  }
}
