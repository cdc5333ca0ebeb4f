package homestretch.cli;

import homestretch.App;
import homestretch.core.board.closeout.CloseOut;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}: computes the final board from the ledger again and compares. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(names = "--campaign", required = true, paramLabel = "SLUG", descriptionKey = "campaign")
  private String slug = "";

  VerifyCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Terminal terminal = cli.terminal();
    try (App app = cli.open()) {
      Campaign campaign = app.campaigns().find(slug);
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
      Text footnote = closing.footnote();
      terminal.say(slugged(campaign, footnote.zh(), "，"), slugged(campaign, footnote.en(), ", "));
      terminal.say(
          "按台账重新计算：" + verified.recomputed(),
          "recomputed from the ledger: " + verified.recomputed());
      if (difference == null) {
        terminal.say("一致", "equal");
        return Cli.DONE;
      }
      terminal.say("不一致：" + difference.zh(), "DIFFERENT: " + difference.en());
      return Cli.NO;
    }
  }

  private static String slugged(Campaign campaign, String footnote, String comma) {
    return campaign.slug() + comma + footnote;
  }
}
