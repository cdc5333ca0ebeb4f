package homestretch.core.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers already given to writes that carried an {@code Idempotency-Key} (port). */
public interface Idempotency {
  /** An answer as it was given. */
  record Answer(
      String request, int status, @Nullable String etag, @Nullable String location, String body) {}

  Optional<Answer> find(String token, String key);

  /** Remembers; nothing happens if an answer to the key is remembered already. */
  void remember(String token, String key, Answer answer, Instant at);
}
