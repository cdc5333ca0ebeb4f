package homestretch.testing;

import homestretch.App;
import homestretch.Settings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole program inside this process, on a free port, with a database of its own; spoken to over
 * HTTP.
 */
public final class Running extends Rest {
  public static final String TOKEN = "test-token-0123456789abcdef";

  public final App app;

  private Running(App app) {
    super(app.port(), TOKEN);
    this.app = app;
  }

  /** Without the sample. */
  public static Running empty(Clock clock) {
    return with(clock, Map.of("HOMESTRETCH_SAMPLE", "off"));
  }

  /**
   * @param environment settings as variables; a database, a free port and {@link #TOKEN} are set
   *     already
   */
  public static Running with(Clock clock, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("HOMESTRETCH_HTTP_PORT", "0");
    all.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    all.putAll(environment);
    all.computeIfAbsent("HOMESTRETCH_DATABASE_URL", key -> Databases.SQLITE.migratedUrl());
    App app = new App(Settings.load(null, all), Databases.HOME, clock);
    try {
      app.serve();
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
    return new Running(app);
  }

  @Override
  public void close() {
    app.close();
    super.close();
  }
}
