package homestretch.cli;

import homestretch.App;
import homestretch.Settings;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.access.Tokens;
import homestretch.core.audit.Actor;
import homestretch.core.fault.Fault;
import homestretch.core.text.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}: the API's tokens. */
@Command(name = "token", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
  static final Actor ACTOR = new Actor("command line", "system");

  private final Cli cli;

  TokenCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    throw new Misused(
        "token：应为 create 名称、list 或 revoke 名称", "token: expected create NAME, list or revoke NAME");
  }

  @Command(name = "create", mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME", arity = "0..1", descriptionKey = "token.name")
          @Nullable String positional,
      @Option(names = "--name", paramLabel = "NAME", descriptionKey = "token.name")
          @Nullable String option,
      @Mixin ScopeOptions options,
      @Option(names = "--most-a-minute", paramLabel = "N", descriptionKey = "token.most-a-minute")
          @Nullable Integer mostAMinute) {
    String name = oneName(positional, option);
    if (mostAMinute != null && (mostAMinute < 1 || mostAMinute > 1_000_000)) {
      throw new Misused(
          "--most-a-minute：" + mostAMinute + "，应为 1–1000000",
          "--most-a-minute: " + mostAMinute + ", expected 1–1000000");
    }
    Settings settings = cli.settings();
    try (App app = cli.terminal().open(settings)) {
      Scope scope = options.scope(app, Role.ADMINISTRATOR);
      Instant end = options.expires(cli.terminal().clock(), settings.timezone());
      cli.terminal()
          .out()
          .println(given(() -> app.tokens().create(name, scope, mostAMinute, end, ACTOR)));
      return Cli.DONE;
    }
  }

  /** What somebody typed and a rule refuses is wrong use. */
  static <T> T given(java.util.function.Supplier<T> maker) {
    try {
      return maker.get();
    } catch (Fault.Invalid e) {
      throw new Misused(e.text().zh(), e.text().en());
    }
  }

  /** The name, given as a word or as an option. */
  static String oneName(@Nullable String positional, @Nullable String option) {
    if ((positional == null) == (option == null)) {
      throw new Misused(
          positional == null ? "缺少：NAME" : "NAME 与 --name 只用其一",
          positional == null ? "missing: NAME" : "either NAME or --name, not both");
    }
    return positional == null ? String.valueOf(option) : positional;
  }

  @Command(name = "list", mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", descriptionKey = "json") boolean json) {
    try (App app = cli.open()) {
      if (json) {
        List<Object> all = new ArrayList<>();
        app.tokens().list().forEach(token -> all.add(json(token, app)));
        cli.terminal().out().println(CanonicalJson.write(all));
        return Cli.DONE;
      }
      for (Tokens.Token token : app.tokens().list()) {
        cli.terminal()
            .say(
                token.name()
                    + "  "
                    + ScopeOptions.shown(token.scope(), app, "全部战役")
                    + "  创建于 "
                    + token.createdAt()
                    + (token.expiresAt() == null ? "" : "  有效至 " + token.expiresAt())
                    + (token.revokedAt() == null ? "" : "  停用于 " + token.revokedAt()),
                token.name()
                    + "  "
                    + ScopeOptions.shown(token.scope(), app, "all campaigns")
                    + "  created "
                    + token.createdAt()
                    + (token.expiresAt() == null ? "" : "  expires " + token.expiresAt())
                    + (token.revokedAt() == null ? "" : "  revoked " + token.revokedAt()));
      }
      return Cli.DONE;
    }
  }

  private static Map<String, @Nullable Object> json(Tokens.Token token, App app) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", token.name());
    json.putAll(ScopeOptions.json(token.scope(), app));
    json.put("mostAMinute", token.mostAMinute());
    json.put("expiresAt", text(token.expiresAt()));
    json.put("actsAs", token.maker());
    json.put("createdAt", text(token.createdAt()));
    json.put("lastUsed", text(token.lastUsed()));
    json.put("revokedAt", text(token.revokedAt()));
    return json;
  }

  static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true)
  int revoke(@Parameters(paramLabel = "NAME", descriptionKey = "token.name") String name) {
    try (App app = cli.open()) {
      app.tokens().revoke(name, ACTOR);
      return Cli.DONE;
    }
  }
}
