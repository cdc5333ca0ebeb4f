package homestretch.core.living;

import homestretch.core.chat.ChannelId;
import java.time.Instant;
import java.util.Optional;

/** The boards that are kept up to date (port). One node at a time works on one. */
public interface LivingBoards {
  /**
   * Takes a channel's board in hand, if nobody else has it.
   *
   * @return as it is; empty: somebody else has it
   */
  Optional<LivingBoard> hold(ChannelId channel, Instant now, Instant until);

  /** Stores it; it stays in hand. */
  void put(ChannelId channel, LivingBoard board);

  void release(ChannelId channel);

  /** What is stored of a channel's board. */
  Optional<LivingBoard> find(ChannelId channel);
}
