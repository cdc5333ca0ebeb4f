package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The line beside the bot's name: how far the campaign next to end has to go. */
public final class DaysLeft implements Supplier<Optional<Text>> {
  private final Supplier<List<Campaign>> campaigns;
  private final WorkCalendars calendars;
  private final Clock clock;

  public DaysLeft(Supplier<List<Campaign>> campaigns, WorkCalendars calendars, Clock clock) {
    this.campaigns = campaigns;
    this.calendars = calendars;
    this.clock = clock;
  }

  /** Empty when no campaign is under way or to come. */
  @Override
  public Optional<Text> get() {
    return campaigns.get().stream()
        .filter(c -> !today(c).isAfter(c.deadline()))
        .min(Comparator.comparing(Campaign::deadline).thenComparing(Campaign::slug))
        .map(
            c -> CountdownTexts.headline(c, Countdown.of(c, calendars.of(c.calendar()), today(c))));
  }

  private LocalDate today(Campaign campaign) {
    return LocalDate.ofInstant(clock.instant(), campaign.timezone());
  }
}
