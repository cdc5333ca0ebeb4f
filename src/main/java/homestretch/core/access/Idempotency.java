package homestretch.core.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers already given to writes that carried an {@code Idempotency-Key} (port). The key is
 * written before anything else of its request: that it is unique is the lock, on every node.
 */
public interface Idempotency {
  /** An answer as it was given; under way while its request has not come to its end. */
  record Answer(
      String request, int status, @Nullable String etag, @Nullable String location, String body) {
    private static final int UNDER_WAY = 0;

    public static Answer underWay(String request) {
      return new Answer(request, UNDER_WAY, null, null, "");
    }

    public boolean isUnderWay() {
      return status == UNDER_WAY;
    }
  }

  /**
   * Takes a key for a request. On several nodes it waits for another one that is about to take it.
   *
   * @return what stands under the key already; empty: it is ours
   */
  Optional<Answer> take(String token, String key, String request, Instant at);

  /** Keeps the answer to a key that was taken. */
  void answer(String token, String key, Answer answer, Instant at);

  /** Gives back a key whose request was refused. */
  void giveBack(String token, String key);
}
