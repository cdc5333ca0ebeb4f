package homestretch.cli;

import homestretch.App;
import homestretch.Logs;
import homestretch.Settings;
import homestretch.adapter.storage.Backups;
import homestretch.adapter.storage.Database;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit codes (spec, "Run"): 0 done, 1 no (differs, found faults), 2 wrong use or
 * setting, 3 the state does not allow it. Texts of the help stand in {@code cli/help*.properties}.
 */
@Command(
    name = "homestretch",
    versionProvider = Cli.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Callable<Integer> {
  static final int DONE = 0;
  static final int NO = 1;
  static final int WRONG_USE = 2;
  static final int NOT_ALLOWED_BY_STATE = 3;

  private final Terminal terminal;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      descriptionKey = "config",
      scope = CommandLine.ScopeType.INHERIT)
  private @Nullable Path config;

  private Cli(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command line; its exit code. */
  public static int run(Terminal terminal, String... arguments) {
    Cli cli = new Cli(terminal);
    CommandLine line = new CommandLine(cli);
    SequencedMap<String, Supplier<Object>> commands = cli.commands();
    // Picocli takes longer over the classes of all commands than the database takes to open: where
    // the first word
    // says which it is, the others stay away. Help and slips of the hand need them all.
    Supplier<Object> named = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (named != null) {
      line.addSubcommand(arguments[0], named.get());
    } else if (arguments.length > 0) {
      commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
      line.addSubcommand(new AutoComplete.GenerateCompletion());
    }
    Locale locale = terminal.language() == Language.ZH ? Locale.CHINESE : Locale.ROOT;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "cli.help",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    line.setResourceBundle(texts);
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((wrong, given) -> cli.misused(wrong));
    line.setExecutionExceptionHandler((failure, command, result) -> cli.failed(failure));
    return line.execute(arguments);
  }

  /** Every command; adding one is a line here, and its texts in both languages. */
  private SequencedMap<String, Supplier<Object>> commands() {
    SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("serve", () -> new ServeCommand(this));
    commands.put("doctor", () -> new DoctorCommand(this));
    commands.put("preview", () -> new PreviewCommand(this));
    commands.put("import", () -> new ImportCommand(this));
    commands.put("calendar", () -> new CalendarCommand(this));
    commands.put("export", () -> new ExportCommand(this));
    commands.put("backup", () -> new BackupCommand(this));
    commands.put("restore", () -> new RestoreCommand(this));
    commands.put("verify", () -> new VerifyCommand(this));
    commands.put("audit", () -> new AuditCommand(this));
    commands.put("token", () -> new TokenCommand(this));
    commands.put("invite", () -> new InviteCommand(this));
    return commands;
  }

  /** Without a command, the program serves. */
  @Override
  public Integer call() throws Exception {
    return new ServeCommand(this).call();
  }

  Terminal terminal() {
    return terminal;
  }

  /** Reads the settings; from here on it is logged as they say. */
  Settings settings() {
    Settings settings = terminal.settings(config);
    Logs.configure(settings.log());
    return settings;
  }

  /** The file that {@code --config} names; null: none was named. */
  @Nullable Path config() {
    return config;
  }

  /**
   * Opens the database that there is and builds the services; nothing is served.
   *
   * @throws Misused if there is none: what only looks, or changes what is there, begins none
   */
  App open() {
    Settings settings = settings();
    requireDatabase(settings);
    return terminal.open(settings);
  }

  /** A database that is gone from its place is told when it is opened, as for the program. */
  static void requireDatabase(Settings settings) {
    Path file = Backups.fileOf(settings.database().url());
    if (file != null && !Files.exists(file) && !Files.exists(Path.of(file + ".stood"))) {
      throw new Misused(
          "还没有数据库：" + file + "（见 database.url）",
          "there is no database at " + file + "; see database.url");
    }
  }

  private int misused(ParameterException wrong) {
    Text what =
        switch (wrong) {
          case MissingParameterException missing -> {
            String names = names(missing.getMissing());
            yield new Text("缺少：" + names, "missing: " + names);
          }
          case UnmatchedArgumentException unmatched -> {
            String words = String.join(" ", unmatched.getUnmatched());
            yield new Text("不认识：" + words, "not known: " + words);
          }
          case ParameterException typed
              when typed.getArgSpec() != null
                  && typed.getValue() != null
                  && (typed.getArgSpec().type().isEnum() || isNumber(typed.getArgSpec())) ->
              mistyped(typed.getArgSpec(), typed.getValue());
          default -> new Text("用法不对：" + wrong.getMessage(), String.valueOf(wrong.getMessage()));
        };
    terminal.complain(what);
    String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    terminal.complain(new Text("用法见：" + help, "how to use it: " + help));
    return WRONG_USE;
  }

  private static boolean isNumber(ArgSpec argument) {
    return argument.type() == int.class || argument.type() == Integer.class;
  }

  /** A value that is not of the kind that its option, or its place, takes. */
  private static Text mistyped(ArgSpec argument, String value) {
    Object[] choices = argument.type().getEnumConstants();
    Text expected =
        choices == null
            ? new Text("整数", "a whole number")
            : choice(Stream.of(choices).map(c -> c.toString().toLowerCase(Locale.ROOT)).toList());
    String name = names(List.of(argument));
    return new Text(
        name + "：“" + value + "”；应为" + expected.zh(),
        name + ": “" + value + "”; expected " + expected.en());
  }

  private static Text choice(List<String> words) {
    return new Text(" " + String.join(" 或 ", words), String.join(" or ", words));
  }

  private static String names(List<ArgSpec> missing) {
    return missing.stream()
        .map(
            argument ->
                argument instanceof OptionSpec option
                    ? option.longestName()
                    : argument.paramLabel())
        .collect(Collectors.joining(", "));
  }

  /** Where {@code database.url} came from. */
  private Text source() {
    String variable = "HOMESTRETCH_DATABASE_URL";
    if (terminal.environment().containsKey(variable)) {
      return new Text("它来自环境变量 " + variable, "It comes from the variable " + variable);
    }
    Path own = terminal.home().resolve("config/homestretch.yaml");
    Path file = config == null && Files.exists(own) ? own : config;
    return file == null
        ? new Text("这是默认值", "It is the default")
        : new Text("它来自 " + file + "（或默认值）", "It comes from " + file + ", or is the default");
  }

  private int failed(Exception failure) throws Exception {
    switch (failure) {
      case Misused misused -> {
        terminal.complain(misused.text());
        return WRONG_USE;
      }
      case Settings.Wrong wrong -> {
        wrong.mistakes().forEach(mistake -> terminal.complain(mistake.text()));
        return WRONG_USE;
      }
      case Database.Unusable unusable -> {
        terminal.complain(unusable.text());
        if (!unusable.isOfSetting()) {
          return NOT_ALLOWED_BY_STATE;
        }
        terminal.complain(source());
        return WRONG_USE;
      }
      case Fault.Invalid invalid -> {
        for (Violation violation : invalid.violations()) {
          terminal.complain(violation.text());
        }
        terminal.complain(new Text("没有改动任何内容。", "Nothing was changed."));
        // The command line's own argument, not what stands in a file that it names.
        boolean isMisuse = invalid.violations().stream().allMatch(v -> v.field().equals("PATH"));
        return isMisuse ? WRONG_USE : NO;
      }
      case Fault.NotFound missing -> {
        terminal.complain(missing.text());
        return WRONG_USE;
      }
      case Fault.Conflict conflict -> {
        terminal.complain(conflict.text());
        return NOT_ALLOWED_BY_STATE;
      }
      case Fault fault when fault instanceof Fault.Full || fault instanceof Fault.Busy -> {
        terminal.complain(fault.text());
        return NOT_ALLOWED_BY_STATE;
      }
      case Fault fault -> {
        terminal.complain(fault.text());
        return NO;
      }
      default -> throw failure;
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {
        "homestretch " + (version == null ? "(from its sources)" : version),
        "Java " + Runtime.version()
      };
    }
  }
}
