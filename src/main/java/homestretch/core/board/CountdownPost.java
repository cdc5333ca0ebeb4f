package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Countdown;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The countdown as a message. */
public final class CountdownPost {
  private CountdownPost() {}

  /**
   * @param closing the days go on, the figures do not; null: not frozen
   */
  public static Post of(
      Campaign campaign,
      Countdown countdown,
      Overall overall,
      @Nullable Closing closing,
      Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(CountdownTexts.days(campaign, countdown).in(language));
    lines.add(CountdownTexts.elapsed(countdown).in(language));
    Text pace = CountdownTexts.pace(overall);
    lines.add(
        (pace == null
                ? CountdownTexts.NOTHING_YET
                : CountdownTexts.overall(CountdownTexts.completion(overall), pace))
            .in(language));
    if (closing != null) {
      lines.add(closing.footnote().in(language));
    } else if (overall.reported() < overall.departments()) {
      lines.add(CountdownTexts.open(overall.departments() - overall.reported()).in(language));
    }
    return new Post(
            CountdownTexts.headline(campaign, countdown).in(language),
            List.of(new Block.Lines(lines)),
            CountdownTexts.footer(campaign, overall).in(language),
            List.of())
        .lit(overall.light());
  }
}
