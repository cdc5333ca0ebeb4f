package homestretch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The table of what the crash tests have seen: {@code target/crash-tests.md}, a line for each. */
final class Note {
  private static final Path FILE = Path.of("target/crash-tests.md");
  private static final String HEAD =
      """
      | what happens | kills | planned | posts | twice | lost | given up | uncertain | p50 ms | p95 ms | p99 ms |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  private Note() {}

  static void of(String what, Drill.Outcome outcome) {
    line(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |"
            .formatted(
                what,
                outcome.killed(),
                outcome.planned(),
                outcome.posts(),
                outcome.twice(),
                outcome.lost(),
                outcome.missed(),
                outcome.uncertain(),
                outcome.late(50),
                outcome.late(95),
                outcome.late(99)));
  }

  /**
   * What was compared already: nothing twice, nothing lost.
   *
   * @param lateMillis of the post that was last
   */
  static void of(String what, int posts, long lateMillis) {
    line("| %s | – | %d | %d | 0 | 0 | 0 | 0 | | | %d |".formatted(what, posts, posts, lateMillis));
  }

  private static synchronized void line(String line) {
    System.out.println(line);
    try {
      Files.createDirectories(FILE.getParent());
      if (!Files.exists(FILE)) {
        Files.writeString(FILE, HEAD);
      }
      Files.writeString(FILE, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
