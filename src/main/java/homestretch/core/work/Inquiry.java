package homestretch.core.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question that may take longer than who asks can wait, such as one to a database that is out of
 * reach. It is asked once for all who want to know meanwhile; while it has been silent for too
 * long, who comes is told so at once.
 */
public final class Inquiry<T> {
  private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

  private final String what;
  private final Duration patience;
  private final Supplier<T> question;
  private @Nullable Asked<T> underWay;

  private record Asked<T>(CompletableFuture<T> answer, long at) {}

  /**
   * @param what is asked, for the log
   * @param patience how long is waited for the answer, from when it was asked
   * @param question asked on a virtual thread of its own, as a question for health
   */
  public Inquiry(String what, Duration patience, Supplier<T> question) {
    this.what = what;
    this.patience = patience;
    this.question = question;
  }

  /** Empty: there is no answer in time, or the question failed, which the log says. */
  public Optional<T> ask() {
    Asked<T> asked = asked();
    long left = patience.toNanos() - (System.nanoTime() - asked.at);
    try {
      return Optional.of(asked.answer.get(Math.max(0, left), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      log.warn("{}: no answer within {} ms", what, patience.toMillis());
    } catch (ExecutionException e) {
      log.warn("{}", what, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private synchronized Asked<T> asked() {
    Asked<T> now = underWay;
    if (now == null || now.answer.isDone()) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      now = new Asked<>(answer, System.nanoTime());
      underWay = now;
      Thread.ofVirtual()
          .name(what)
          .start(
              () -> {
                try {
                  answer.complete(Caller.HEALTH.call(question::get));
                } catch (RuntimeException | Error e) {
                  answer.completeExceptionally(e);
                }
              });
    }
    return now;
  }
}
