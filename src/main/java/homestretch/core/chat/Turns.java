package homestretch.core.chat;

import homestretch.core.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many commands of one person are carried out at once: somebody who presses a button again and
 * again must not take the room of all others. A command that does not come to its end is told to
 * the log, with what it is doing.
 */
final class Turns {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private static final int MOST_OF_ONE_PERSON = 4;
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Executor WATCH =
      CompletableFuture.delayedExecutor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);

  /** Far more than anybody types or presses; what a program or a stuck key sends is held back. */
  private static final int MOST_AT_ONCE = 100;

  private static final int MOST_A_SECOND = 5;

  /** So many people's paces are remembered at most. */
  private static final int MOST_PEOPLE = 10_000;

  private record Whose(String platform, String person) {}

  /** What somebody may still send, at a moment. */
  private record Pace(double left, long nanos) {
    Pace at(long now) {
      double more = (now - nanos) / 1e9 * MOST_A_SECOND;
      return new Pace(Math.min(MOST_AT_ONCE, left + more), now);
    }
  }

  private final Map<Whose, Integer> underWay = new ConcurrentHashMap<>();
  private final Map<Whose, Pace> paces = new ConcurrentHashMap<>();

  /**
   * @throws Fault.Busy if enough of this person's commands are under way, or come too fast
   */
  Reply take(Invocation invocation, Supplier<Reply> command) {
    Whose whose = new Whose(invocation.person().platform(), invocation.person().id());
    requirePace(whose);
    if (underWay.merge(whose, 1, Integer::sum) > MOST_OF_ONE_PERSON) {
      leave(whose);
      throw new Fault.Busy(ChatTexts.STILL_AT_IT);
    }
    AtomicBoolean isOver = new AtomicBoolean();
    Thread thread = Thread.currentThread();
    WATCH.execute(
        () -> {
          if (!isOver.get()) {
            Throwable there = new Throwable("here");
            there.setStackTrace(thread.getStackTrace());
            log.warn(
                "/{} has been under way for {} s",
                invocation.command(),
                LONGEST.toSeconds(),
                there);
          }
        });
    try {
      return command.get();
    } finally {
      isOver.set(true);
      leave(whose);
    }
  }

  private void requirePace(Whose whose) {
    long now = System.nanoTime();
    if (paces.size() > MOST_PEOPLE) {
      paces.values().removeIf(pace -> pace.at(now).left() >= MOST_AT_ONCE);
    }
    Pace left =
        paces.compute(
            whose,
            (w, before) -> {
              Pace pace = before == null ? new Pace(MOST_AT_ONCE, now) : before.at(now);
              return new Pace(Math.max(-1, pace.left() - 1), now);
            });
    if (left.left() < 0) {
      throw new Fault.Busy(ChatTexts.TOO_FAST);
    }
  }

  private void leave(Whose whose) {
    underWay.computeIfPresent(whose, (w, n) -> n == 1 ? null : n - 1);
  }
}
