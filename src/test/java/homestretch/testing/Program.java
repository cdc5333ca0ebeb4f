package homestretch.testing;

import homestretch.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as a process of its own, to be started, killed and started again. */
public final class Program implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path TARGET = Databases.HOME.toAbsolutePath().resolve("target");
  private static final Path LAUNCHER = TARGET.resolve("homestretch/bin/homestretch");
  private static final boolean IS_PACKAGED = isPackaged();

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the package, where it is made of the classes under test, else these classes. The package
   * has Java's cache of a start, which halves it.
   *
   * @param folder the working folder, where the database goes
   */
  public static Program start(Path folder, Map<String, String> environment, String... arguments) {
    if (!IS_PACKAGED) {
      return start(folder, environment, Main.class, arguments);
    }
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(environment);
    all.put("HOMESTRETCH_JAVA", JAVA.toString());
    all.put("HOMESTRETCH_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx192m");
    return start(folder, all, command);
  }

  /** Whether the package is made of the classes under test, as in a build; not in an IDE. */
  private static boolean isPackaged() {
    try (Stream<Path> classes = Files.walk(TARGET.resolve("classes"))) {
      Path jar = TARGET.resolve("homestretch.jar");
      try (Stream<Path> libraries = Files.list(TARGET.resolve("homestretch/lib"))) {
        Optional<Path> packaged =
            libraries.filter(f -> f.getFileName().toString().startsWith("homestretch-")).findAny();
        if (packaged.isEmpty() || Files.mismatch(jar, packaged.get()) >= 0) {
          return false;
        }
      }
      FileTime made = Files.getLastModifiedTime(jar);
      for (Path each : classes.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(each).compareTo(made) > 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts it some time later, as far as its own clock tells. */
  public static Program startLater(Path folder, Map<String, String> environment, Duration later) {
    return start(folder, environment, Later.class, later.toString());
  }

  /**
   * Starts it with a clock that can be set while it runs.
   *
   * @param clock a file that says by how much it goes wrong, such as {@code PT-2H}
   */
  public static Program startWithClock(Path folder, Map<String, String> environment, Path clock) {
    return start(folder, environment, SteppedClock.class, clock.toString());
  }

  private static Program start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dhomestretch.home=" + Databases.HOME.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return start(folder, environment, command);
  }

  /** Starts any command line that prints the address of its page. */
  public static Program start(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("HOMESTRETCH_"));
      builder.environment().putAll(environment);
      return new Program(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the printed address; the port in it. */
  public int port() {
    return waitFor(
        () -> {
          Matcher matcher = PAGE.matcher(output());
          return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        });
  }

  /** Waits for the program to end by itself. */
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -STOP}: it lives, holds what it holds, and does nothing. */
  public void pause() {
    signal("STOP");
  }

  /** {@code kill -CONT}. */
  public void resume() {
    signal("CONT");
  }

  /** {@code kill}: asks it to stop, and waits until it has. */
  public void stop() {
    process.destroy();
    exitCode();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@code kill -9}: on Linux, {@code destroyForcibly} is SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  private interface Attempt {
    /** 0: not yet. */
    int get();
  }

  private int waitFor(Attempt attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      int result = attempt.get();
      if (result != 0) {
        return result;
      }
      if (!process.isAlive()) {
        throw new AssertionError("ended with " + process.exitValue() + ":\n" + output());
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("nothing within " + PATIENCE + ":\n" + output());
  }

  @Override
  public void close() {
    kill();
  }
}
