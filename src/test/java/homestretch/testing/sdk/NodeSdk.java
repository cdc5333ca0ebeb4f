package homestretch.testing.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A vendor's SDK for Node.js, unmodified from npm, with a small script of ours around it that
 * prints a line for what happens. A machine without node, npm or the registry skips the test out
 * loud: the SDK judges the stand-in, and everything else is tested without it.
 */
public final class NodeSdk implements AutoCloseable {
  /** One try without a network is enough for all tests of this run. */
  private static volatile boolean isRegistryGone;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private NodeSdk(Process process) {
    this.process = process;
    Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader out = process.inputReader(UTF_8)) {
                out.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("closed: " + e.getMessage());
              }
            });
  }

  /**
   * @param npm name and version, such as {@code dingtalk-stream@2.1.5}
   * @param script a resource beside {@code test}
   */
  public static NodeSdk start(Class<?> test, String npm, String script, String... arguments)
      throws IOException, InterruptedException {
    Path folder =
        Path.of(System.getProperty("homestretch.home", "."))
            .toAbsolutePath()
            .resolve("target/sdk/" + npm.replace('/', '-'));
    Assumptions.assumeTrue(
        !isRegistryGone && runs("node", "--version") && runs("npm", "--version"),
        "SKIPPED: node and npm are needed to try the vendor's SDK " + npm);
    if (!Files.exists(folder.resolve("installed"))) {
      Files.createDirectories(folder);
      Process install =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefix",
                  folder.toString(),
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts",
                  "--silent",
                  "--fetch-retries=0",
                  "--fetch-timeout=20000",
                  npm)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("install.log").toFile())
              .start();
      boolean isDone = install.waitFor(60, TimeUnit.SECONDS) && install.exitValue() == 0;
      install.destroyForcibly();
      isRegistryGone = !isDone;
      Assumptions.assumeTrue(isDone, "SKIPPED: npm does not install the vendor's SDK " + npm);
      Files.createFile(folder.resolve("installed"));
    }
    Path copy = folder.resolve(script);
    try (var in = test.getResourceAsStream("/" + script)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + script);
      }
      copy = folder.resolve(Path.of(script).getFileName().toString());
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(List.of("node", copy.toString()));
    command.addAll(List.of(arguments));
    return new NodeSdk(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.to(folder.resolve("errors.log").toFile()))
            .start());
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for the line that begins so; what comes before it is passed over. */
  public String await(String beginning) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<String> passed = new ArrayList<>();
    while (true) {
      String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("the SDK did not say “" + beginning + "”, but " + passed);
      }
      if (line.startsWith(beginning)) {
        return line;
      }
      passed.add(line);
      if (line.startsWith("failed")) {
        throw new AssertionError(line);
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
