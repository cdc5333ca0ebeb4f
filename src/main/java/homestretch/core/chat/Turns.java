package homestretch.core.chat;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
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

  private record Whose(String platform, String person) {}

  private final Map<Whose, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * @throws Fault.Busy if enough of this person's commands are under way
   */
  Reply take(Invocation invocation, Supplier<Reply> command) {
    Whose whose = new Whose(invocation.person().platform(), invocation.person().id());
    if (underWay.merge(whose, 1, Integer::sum) > MOST_OF_ONE_PERSON) {
      leave(whose);
      throw new Fault.Busy(
          new Text(
              "您之前的操作还在处理，这次什么都没有存，请稍后再试",
              "your earlier commands are still under way; nothing was stored this time. Try again"
                  + " in a moment"));
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

  private void leave(Whose whose) {
    underWay.computeIfPresent(whose, (w, n) -> n == 1 ? null : n - 1);
  }
}
