package homestretch.cli;

import homestretch.App;
import homestretch.core.access.Tokens;
import homestretch.core.audit.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token}: the API's tokens. */
@Command(name = "token", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
  private static final Actor ACTOR = new Actor("command line", "system");

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
  int create(@Parameters(paramLabel = "NAME", descriptionKey = "token.name") String name) {
    try (App app = cli.open()) {
      cli.terminal().out().println(app.tokens().create(name, ACTOR));
      return Cli.DONE;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true)
  int list() {
    try (App app = cli.open()) {
      for (Tokens.Token token : app.tokens().list()) {
        cli.terminal()
            .say(
                token.name()
                    + "  创建于 "
                    + token.createdAt()
                    + (token.revokedAt() == null ? "" : "  停用于 " + token.revokedAt()),
                token.name()
                    + "  created "
                    + token.createdAt()
                    + (token.revokedAt() == null ? "" : "  revoked " + token.revokedAt()));
      }
      return Cli.DONE;
    }
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true)
  int revoke(@Parameters(paramLabel = "NAME", descriptionKey = "token.name") String name) {
    try (App app = cli.open()) {
      app.tokens().revoke(name, ACTOR);
      return Cli.DONE;
    }
  }
}
