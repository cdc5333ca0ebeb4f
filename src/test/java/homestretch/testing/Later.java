package homestretch.testing;

import homestretch.App;
import homestretch.Settings;
import java.time.Clock;
import java.time.Duration;

/**
 * Serves as {@code homestretch.Main} does, with a clock that goes ahead: what lasts for minutes
 * need not be waited for.
 */
public final class Later {
  private Later() {}

  /** Starts with the time that the clock is to be ahead, such as {@code PT5M}. */
  public static void main(String[] args) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.parse(args[0]));
    App app = new App(Settings.load(null, System.getenv()), Databases.HOME, clock).serve();
    System.out.println("http://127.0.0.1:" + app.port() + "/");
  }
}
