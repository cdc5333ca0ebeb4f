package homestretch.testing;

import homestretch.App;
import homestretch.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Serves as {@code homestretch.Main} does, with a clock that somebody sets while it runs. */
public final class SteppedClock extends Clock {
  private final Clock right = Clock.systemUTC();
  private final Path file;

  private SteppedClock(Path file) {
    this.file = file;
  }

  /** Starts with a file that says by how much the clock goes wrong. */
  public static void main(String[] args) {
    Clock clock = new SteppedClock(Path.of(args[0]));
    App app = new App(Settings.load(null, System.getenv()), Databases.HOME, clock).serve();
    System.out.println("http://127.0.0.1:" + app.port() + "/");
  }

  @Override
  public Instant instant() {
    try {
      return right.instant().plus(Duration.parse(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ZoneId getZone() {
    return right.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
