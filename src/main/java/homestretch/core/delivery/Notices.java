package homestretch.core.delivery;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.ChannelId;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notices (port). */
public interface Notices {
  /**
   * @return false if one of the same subject is open already
   */
  boolean raise(CampaignId campaign, String subject, Text text, Instant at);

  /** Closes what is open of that subject, in any campaign. */
  void resolve(String subject, Instant at);

  Optional<Notice> find(NoticeId id);

  /** Newest first, ids below {@code before}. */
  List<Notice> list(boolean openOnly, long before, int limit);

  /** A notice that an administrators' channel has not been told. */
  record Untold(Notice notice, ChannelId channel) {}

  List<Untold> untold();
}
