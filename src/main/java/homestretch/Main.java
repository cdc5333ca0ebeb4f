package homestretch;

import homestretch.cli.Cli;
import homestretch.cli.Terminal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** The program: one command line, read by {@link Cli}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What we print is Chinese too, whatever the terminal's locale says.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Logs.configure(Settings.Log.DEFAULT);
    Path home = Path.of(System.getProperty("homestretch.home", "."));
    Terminal terminal = new Terminal(out, err, System.getenv(), home, Clock.systemUTC());
    System.exit(Cli.run(terminal, args));
  }
}
