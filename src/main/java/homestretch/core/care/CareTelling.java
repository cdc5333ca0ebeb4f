package homestretch.core.care;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one person of a request is.
 *
 * @param begunAt from here on they may have it
 * @param outcome null: nobody knows yet
 */
public record CareTelling(Instant begunAt, @Nullable Outcome outcome) {
  /** What became of it in the end. */
  public enum Outcome {
    TOLD,
    /** They cannot be written to. */
    REFUSED,
    /** The platform's answer was lost, and it cannot tell: it is not sent again. */
    UNCERTAIN
  }
}
