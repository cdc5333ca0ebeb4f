package homestretch.core.keep;

import java.time.Instant;

/**
 * What is removed when it is old (port). The ledger and the audit are never among it, nor what is
 * still to be posted, nor the last post of a schedule in a channel.
 */
public interface Retention {
  /** Messages of the built-in chat that were said before; how many. */
  int removeChat(Instant before);

  /**
   * Deliveries that ended and were planned before, of notices those that are resolved; how many.
   */
  int removeDeliveries(Instant before);

  /** Remembered answers, and interactions that were taken up, from before; how many. */
  int removeAnswers(Instant before);
}
