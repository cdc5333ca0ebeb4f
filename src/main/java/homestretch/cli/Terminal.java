package homestretch.cli;

import homestretch.App;
import homestretch.Settings;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it.
 *
 * @param home the program's own folder, which holds {@code config/}, {@code migrations/}, {@code
 *     fonts/}
 * @param environment the variables that it was started with
 */
public record Terminal(
    PrintStream out, PrintStream err, Map<String, String> environment, Path home, Clock clock) {

  /**
   * The language of the terminal's locale: Chinese if it is any Chinese, else English. {@code
   * LANGUAGE} goes before it, as it does for other programs; the start's script hands on by it what
   * was asked for where the locale itself is not installed.
   */
  Language language() {
    return Stream.of("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("zh"))
        .map(chinese -> Language.ZH)
        .orElse(Language.EN);
  }

  void say(Text text) {
    out.println(text.in(language()));
  }

  void say(String zh, String en) {
    say(new Text(zh, en));
  }

  void complain(Text text) {
    err.println(text.in(language()));
  }

  /**
   * Reads the settings.
   *
   * @param config the file that was named; null: the program's own, if there is one
   * @throws Settings.Wrong if one cannot be taken
   */
  Settings settings(@Nullable Path config) {
    Path own = home.resolve("config/homestretch.yaml");
    Path file = config == null && Files.exists(own) ? own : config;
    return Settings.load(file, environment);
  }

  /** Opens the database and builds the services; nothing is served. */
  App open(Settings settings) {
    return new App(settings, home, clock);
  }
}
