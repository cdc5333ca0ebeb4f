package homestretch.cli;

import homestretch.App;
import homestretch.Settings;
import homestretch.core.access.Invitation;
import homestretch.core.access.InvitationService;
import homestretch.core.access.Scope;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code invite}: a link by which one person comes in, once. */
@Command(name = "invite", mixinStandardHelpOptions = true)
final class InviteCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "NAME", arity = "0..1", descriptionKey = "invite.name")
  private @Nullable String positional;

  @Option(names = "--name", paramLabel = "NAME", descriptionKey = "invite.name")
  private @Nullable String option;

  @Mixin private ScopeOptions options = new ScopeOptions();

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  InviteCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    String name = TokenCommand.oneName(positional, option);
    Terminal terminal = cli.terminal();
    Settings settings = cli.settings();
    try (App app = terminal.open(settings)) {
      Scope scope = options.scope(app, null);
      InvitationService.Made made =
          TokenCommand.given(
              () ->
                  app.invitations()
                      .invite(
                          name,
                          scope,
                          options.expires(terminal.clock(), settings.timezone()),
                          TokenCommand.ACTOR));
      String path = "/invite/" + made.secret();
      String base = base(settings.http());
      if (json) {
        terminal.out().println(CanonicalJson.write(json(made.invitation(), base + path, app)));
      } else {
        terminal.out().println(base + path);
        String end = made.invitation().expiresAt().toString();
        terminal.complain(
            new Text(
                "给 " + name + "，只能用一次，有效至 " + end + "；这个链接不会再显示。",
                "For " + name + ", good once, until " + end + "; it is not shown again."));
      }
      if (base.isEmpty()) {
        terminal.complain(
            new Text(
                "http.port 为 0，也没有设置 http.publicUrl：请在链接前加上 serve 打印的地址。",
                "http.port is 0 and http.publicUrl is not set: put the address that serve printed"
                    + " in front of it."));
      }
      return Cli.DONE;
    }
  }

  /** Where the program is reached; empty: only the running program knows. */
  private static String base(Settings.Http http) {
    String publicUrl = http.publicUrl();
    if (publicUrl != null) {
      return publicUrl;
    }
    if (http.port() == 0) {
      return "";
    }
    String host =
        http.host().equals("0.0.0.0") || http.host().equals("::")
            ? "127.0.0.1"
            : http.host().contains(":") ? "[" + http.host() + "]" : http.host();
    return "http://" + host + ":" + http.port();
  }

  private static Map<String, @Nullable Object> json(Invitation made, String link, App app) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", made.id());
    json.put("name", made.name());
    json.putAll(ScopeOptions.json(made.scope(), app));
    json.put("expiresAt", made.expiresAt().toString());
    json.put("link", link);
    return json;
  }
}
