package homestretch.core.news;

import homestretch.core.board.Publications;
import homestretch.core.campaign.CampaignId;
import homestretch.core.schedule.ScheduleId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was decided to be told, and what was told (port). */
public interface Events {
  /** A planned post, whatever the number of its channels. */
  record Occasion(ScheduleId schedule, Instant planned) {}

  /** What an occasion tells; empty: that is not decided yet. */
  Optional<List<Event>> decided(Occasion occasion);

  /**
   * Gives back what occasions would have told that ended without standing in any channel.
   *
   * @param besides stays as it is
   */
  void release(CampaignId campaign, Occasion besides);

  /**
   * Writes down what an occasion tells; of a subject that is taken already, nothing. Whoever comes
   * second changes nothing.
   *
   * @param board its day, and when it was read
   */
  void decide(
      CampaignId campaign, Occasion occasion, Publications.Publication board, List<Event> events);

  /** The board of a day or before that was the last to tell anything, or that there was nothing. */
  Optional<Publications.Publication> lastTold(CampaignId campaign, LocalDate on);

  /** The subjects that are told or about to be. */
  List<String> subjects(CampaignId campaign);

  /** It stands in a channel; the first time counts. */
  void told(Occasion occasion, Instant at);

  /** What was told, and when. */
  record Told(long id, Event event, Instant at) {}

  /**
   * Newest first, ids below {@code before}.
   *
   * @param kind null: any
   */
  List<Told> told(CampaignId campaign, Event.@Nullable Kind kind, long before, int limit);
}
