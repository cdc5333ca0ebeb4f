package homestretch.adapter.discord;

import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;

/** What JDA's exceptions mean, in a few words. */
final class Failures {
  private static final Text RATE_LIMITED = new Text("请求过快，被限流", "rate limited");
  private static final Text NO_ROOM = new Text("限流之下排不上队", "the rate limit leaves no room");

  private Failures() {}

  static String said(Throwable failure) {
    return text(failure).en();
  }

  /** The same in both languages; a platform's and a network's own words stay theirs. */
  static Text text(Throwable failure) {
    return switch (failure) {
      case ExecutionException e when e.getCause() != null -> text(e.getCause());
      case CompletionException e when e.getCause() != null -> text(e.getCause());
      case RateLimitedException e -> RATE_LIMITED;
      case TimeoutException e -> NO_ROOM;
      case ErrorResponseException e -> {
        Exception network = e.getResponse().getException();
        yield network != null
            ? text(network)
            : isDiscords(e)
                ? Text.same(e.getErrorCode() + " " + e.getMeaning())
                : new Text(
                    e.getErrorCode() + "（来自 Discord 或代理）",
                    e.getErrorCode() + " from Discord or a proxy");
      }
      default -> {
        Text known = Reasons.of(failure);
        yield known.zh().equals(known.en()) && failure.getMessage() != null
            ? Text.same(failure.getClass().getSimpleName() + ": " + failure.getMessage())
            : known;
      }
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
