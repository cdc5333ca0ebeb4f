package homestretch.adapter.discord;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;

/** What JDA's exceptions mean, in a few words. */
final class Failures {
  private Failures() {}

  static String said(Throwable failure) {
    return switch (failure) {
      case ExecutionException e when e.getCause() != null -> said(e.getCause());
      case CompletionException e when e.getCause() != null -> said(e.getCause());
      case RateLimitedException e -> "rate limited";
      case TimeoutException e -> "the rate limit leaves no room";
      case ErrorResponseException e -> {
        Exception network = e.getResponse().getException();
        yield network != null
            ? said(network)
            : e.getErrorCode()
                + (isDiscords(e) ? " " + e.getMeaning() : " from Discord or a proxy");
      }
      default ->
          failure.getMessage() == null
              ? failure.getClass().getSimpleName()
              : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }

  /** Whether it was answered at all. */
  static boolean isAnswered(ErrorResponseException e) {
    return e.getResponse().getException() == null;
  }

  /** Whether the answer carries an error code of Discord's; a proxy's has none. */
  static boolean isDiscords(ErrorResponseException e) {
    return isAnswered(e) && e.getErrorCode() != e.getResponse().code;
  }
}
