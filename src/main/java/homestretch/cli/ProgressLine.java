package homestretch.cli;

import homestretch.core.exchange.Progress;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** One line on a terminal that says how far an import is; in a file or a pipe there is none. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Quick ones end before anybody could read it. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final PrintStream err;
  private final Language language;
  private final boolean shown;
  private final long begin = System.nanoTime();
  private long next = begin + QUIET.toNanos();
  private boolean printed;

  ProgressLine(PrintStream err, Language language) {
    this.err = err;
    this.language = language;
    Console console = System.console();
    shown = console != null && console.isTerminal();
  }

  @Override
  public void at(long done, long of) {
    say(
        of == 0
            ? new Text("已处理 %,d 行".formatted(done), "%,d rows done".formatted(done))
            : new Text(
                "已处理 %,d / %,d 行".formatted(done, of), "%,d of %,d rows done".formatted(done, of)));
  }

  @Override
  public void check() {
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    say(new Text("正在读取……%d 秒".formatted(seconds), "reading … %d s".formatted(seconds)));
  }

  private void say(Text text) {
    long now = System.nanoTime();
    if (shown && now >= next) {
      next = now + BETWEEN.toNanos();
      printed = true;
      // To the line's beginning, and what stands there wiped.
      err.print("\r\u001B[K" + text.in(language));
      err.flush();
    }
  }

  /** Leaves the line empty for what is said next. */
  @Override
  public void close() {
    if (printed) {
      err.print("\r\u001B[K");
      err.flush();
    }
  }
}
