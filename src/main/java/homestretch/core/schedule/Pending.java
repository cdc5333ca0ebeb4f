package homestretch.core.schedule;

import homestretch.core.chat.ChannelId;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.List;

/** What schedules have planned and not yet posted (port). */
public interface Pending {
  /**
   * Takes back what a schedule has planned and surely not posted. A post that may stand already is
   * not sent again either: it is looked for.
   *
   * @param channels those concerned
   */
  void withdraw(ScheduleId id, List<ChannelId> channels, Text reason, Instant now);
}
