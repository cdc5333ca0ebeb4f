package homestretch.adapter.socket;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What a platform says over its socket. Called by {@link Line}, one call at a time. */
public interface Protocol {
  /**
   * Where to connect and how often to show that we live.
   *
   * @param ping how often {@link Protocol#ping} is called; without a word from the platform for two
   *     and a half times as long the connection is taken for dead
   */
  record Dial(URI uri, Duration ping) {}

  /**
   * Asks for the address. Blocks.
   *
   * @throws StayAway if the platform refuses us for good, such as for a revoked secret
   */
  Dial dial() throws IOException, InterruptedException, StayAway;

  /**
   * The socket is open: says who we are. Blocks until the platform has taken us in; from then on
   * posts can be made.
   */
  void opened(Wire wire) throws IOException, InterruptedException, StayAway;

  /** A whole text message. Must return soon. */
  default void text(String message) throws StayAway {}

  /** A whole binary message. Must return soon. */
  default void bytes(byte[] message) throws StayAway {}

  void ping(Wire wire) throws IOException;

  /** The connection is gone: what waits for an answer of it waits in vain. */
  default void closed() {}
}
