package homestretch;

import homestretch.adapter.csv.Csv;
import homestretch.adapter.storage.Database;
import homestretch.core.access.Tokens;
import homestretch.core.audit.Actor;
import homestretch.core.board.CloseOut;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closing;
import homestretch.core.exchange.Imported;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The command line. Exit codes: 0 done, 1 not done, 2 wrong use or setting. */
public final class Main {
  private static final String USAGE =
      """
      homestretch [--config FILE] [serve]                      runs the bot (the default)
      homestretch import DIR --campaign SLUG [--year YYYY] [--dry-run]
                                                               loads CSV tables; makes the campaign if there is none
      homestretch verify --campaign SLUG                       computes the final board from the ledger again and compares
      homestretch token create NAME | list | revoke NAME       the administrators' API tokens
      homestretch help                                         this
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Path home;

  private Main(PrintStream out, PrintStream err, Map<String, String> environment, Path home) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.home = home;
  }

  /** A command line that cannot be understood. */
  private static final class Misused extends RuntimeException {
    Misused(String message) {
      super(message);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    // What we print is Chinese too, whatever the terminal's locale says.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path home = Path.of(System.getProperty("homestretch.home", "."));
    int code = new Main(out, err, System.getenv(), home).run(List.of(args));
    System.exit(code);
  }

  private int run(List<String> args) throws InterruptedException {
    try {
      Arguments given = Arguments.parse(args);
      Path config = given.options.containsKey("config") ? Path.of(given.option("config")) : null;
      if (config == null && Files.exists(home.resolve("config/homestretch.yaml"))) {
        config = home.resolve("config/homestretch.yaml");
      }
      String command = given.words.isEmpty() ? "serve" : given.words.getFirst();
      if (command.equals("help")) {
        out.print(USAGE);
        return 0;
      }
      Settings settings = Settings.load(config, environment);
      switch (command) {
        case "serve" -> serve(settings, given);
        case "import" -> load(settings, given);
        case "token" -> token(settings, given);
        case "verify" -> {
          return verify(settings, given);
        }
        default -> throw new Misused("unknown command: " + command);
      }
      return 0;
    } catch (Misused e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (Settings.Wrong e) {
      err.println(e.getMessage());
      return 2;
    } catch (Database.Unusable e) {
      err.println(e.getMessage());
      return 1;
    } catch (Fault.Invalid e) {
      for (Violation violation : e.violations()) {
        err.println(violation.text().en());
      }
      err.println("Nothing was changed.");
      return 1;
    } catch (Fault e) {
      err.println(e.text().en());
      return 1;
    }
  }

  private void serve(Settings settings, Arguments given) throws InterruptedException {
    given.expect(1);
    CountDownLatch stopped = new CountDownLatch(1);
    App app = new App(settings, home, Clock.systemUTC());
    try {
      app.serve();
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  app.close();
                  stopped.countDown();
                },
                "stop"));
    String host = settings.http().host().equals("0.0.0.0") ? "127.0.0.1" : settings.http().host();
    out.println("Homestretch 冲刺榜  http://" + host + ":" + app.port() + "/");
    app.firstToken()
        .ifPresent(
            token ->
                out.println("管理员令牌（只显示这一次） / administrator's token (shown this once): " + token));
    stopped.await();
  }

  private void load(Settings settings, Arguments given) {
    given.expect(2);
    Path folder = Path.of(given.words.get(1));
    String slug = given.option("campaign");
    try (App app = new App(settings, home, Clock.systemUTC())) {
      Actor actor = new Actor("import", "import");
      boolean dryRun = given.flags.contains("dry-run");
      Campaign campaign;
      try {
        campaign = app.campaigns().find(slug);
      } catch (Fault.NotFound e) {
        campaign = made(settings, slug, given);
      }
      Imported imported = app.imports().load(campaign, Csv.folder(folder), dryRun, actor);
      out.println(
          (dryRun ? "Would import into " : "Imported into ")
              + imported.campaign()
              + ": "
              + imported.departments()
              + " departments, "
              + imported.goals()
              + " goals, "
              + imported.targets()
              + " targets, "
              + imported.reports()
              + " reports");
      if (!imported.ignored().isEmpty()) {
        out.println("Ignored: " + String.join("; ", imported.ignored()));
      }
    }
  }

  /** The campaign that an import makes: the calendar year given. */
  private static Campaign made(Settings settings, String slug, Arguments given) {
    int year;
    try {
      year = Integer.parseInt(given.option("year"));
    } catch (NumberFormatException e) {
      throw new Misused("--year: “" + given.option("year") + "”; expected a year such as 2026");
    }
    return new Campaign(
        new CampaignId(0),
        slug,
        Text.same(slug),
        LocalDate.of(year, 1, 1),
        LocalDate.of(year, 12, 31),
        settings.timezone(),
        settings.language(),
        true,
        "CN",
        false,
        0);
  }

  private int verify(Settings settings, Arguments given) {
    given.expect(1);
    try (App app = new App(settings, home, Clock.systemUTC())) {
      Campaign campaign = app.campaigns().find(given.option("campaign"));
      CloseOut.Verified verified =
          app.closeOut()
              .verify(campaign)
              .orElseThrow(
                  () ->
                      new Fault.Conflict(
                          new Text(
                              "战役没有定稿，无从核对",
                              "the campaign is not final: there is nothing to verify")));
      Closing closing = verified.closing();
      Text difference = verified.difference();
      out.println(campaign.slug() + ", " + closing.footnote().en());
      out.println("recomputed from the ledger: " + verified.recomputed());
      out.println(difference == null ? "equal" : "DIFFERENT: " + difference.en());
      return difference == null ? 0 : 1;
    }
  }

  private void token(Settings settings, Arguments given) {
    String action = given.words.size() > 1 ? given.words.get(1) : "";
    try (App app = new App(settings, home, Clock.systemUTC())) {
      Actor actor = new Actor("command line", "system");
      switch (action) {
        case "create" -> {
          given.expect(3);
          out.println(app.tokens().create(given.words.get(2), actor));
        }
        case "revoke" -> {
          given.expect(3);
          app.tokens().revoke(given.words.get(2), actor);
        }
        case "list" -> {
          for (Tokens.Token token : app.tokens().list()) {
            out.println(
                token.name()
                    + "  created "
                    + token.createdAt()
                    + (token.revokedAt() == null ? "" : "  revoked " + token.revokedAt()));
          }
        }
        default -> throw new Misused("token: expected create NAME, list or revoke NAME");
      }
    }
  }

  /** Words, {@code --name value} options and {@code --name} flags. */
  private record Arguments(List<String> words, Map<String, String> options, List<String> flags) {
    private static final List<String> OPTIONS = List.of("config", "campaign", "year");
    private static final List<String> FLAGS = List.of("dry-run");

    static Arguments parse(List<String> args) {
      List<String> words = new ArrayList<>();
      Map<String, String> options = new HashMap<>();
      List<String> flags = new ArrayList<>();
      for (int i = 0; i < args.size(); i++) {
        String arg = args.get(i);
        String name = arg.startsWith("--") ? arg.substring(2) : "";
        if (name.isEmpty()) {
          words.add(arg);
        } else if (FLAGS.contains(name)) {
          flags.add(name);
        } else if (OPTIONS.contains(name) && i + 1 < args.size()) {
          i++;
          options.put(name, args.get(i));
        } else {
          throw new Misused("unknown or incomplete option: " + arg);
        }
      }
      return new Arguments(words, options, flags);
    }

    String option(String name) {
      @Nullable String value = options.get(name);
      if (value == null) {
        throw new Misused("missing: --" + name);
      }
      return value;
    }

    void expect(int most) {
      if (words.size() > most || (most > 1 && words.size() < most)) {
        throw new Misused("wrong number of arguments");
      }
    }
  }
}
