package homestretch.core.work;

import homestretch.core.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few platform threads that take callers in the order in which they came. Virtual threads wait
 * here, so that the threads that carry them are never held by native calls or long computations.
 * The queue has an end, and so has the patience of each caller.
 */
public final class Lane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** So many places are kept for people and for health when the others have filled the queue. */
  private static final int KEPT_FOR_PEOPLE = 64;

  /** Enough to be committed together, few enough to be waited for. */
  private static final int PLACES_OF_THE_PROGRAM = 32;

  /** What one thread of a lane does with whoever is next. */
  @FunctionalInterface
  public interface Worker extends AutoCloseable {
    /**
     * Takes up, runs and answers the first, and whomever else it has taken out of the queue.
     *
     * @param more takes the next one out of the queue; null if nobody waits
     */
    void serve(Waiting<?> first, Supplier<@Nullable Waiting<?>> more);

    @Override
    default void close() {}
  }

  /** How much longer than it may a caller waits at most. */
  private static final Duration EXPIRE_EVERY = Duration.ofMillis(100);

  /** Those whose callers are looked after. */
  private static final Set<Lane> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("lanes-patience").start(Lane::expire);
  }

  /** Whose thread this is. */
  private static final ThreadLocal<@Nullable Lane> ON = new ThreadLocal<>();

  private final String name;
  private final int mostWaiting;

  /**
   * The program itself has time, and waits for one of a few places: six hundred channels to be
   * posted in at once are neither told that it is busy nor all before somebody who asks now.
   */
  private final Semaphore ofTheProgram;

  private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();

  /** Out of the queue and not taken up yet: a writer may have to wait for another program first. */
  private final Set<Waiting<?>> atHand = ConcurrentHashMap.newKeySet();

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger active = new AtomicInteger();
  private volatile boolean closed;

  /** Wakes a thread that is to end. */
  private final Waiting<Boolean> end = new Waiting<>(Caller.PROGRAM, Duration.ZERO, () -> true);

  /**
   * @param mostWaiting callers that wait; who comes then is told at once that it is busy
   * @param workers asked for one by each thread, at its first caller
   */
  public Lane(String name, int threads, int mostWaiting, Supplier<? extends Worker> workers) {
    this.name = name;
    this.mostWaiting = mostWaiting;
    this.ofTheProgram = new Semaphore(Math.clamp(mostWaiting / 2, 1, PLACES_OF_THE_PROGRAM), true);
    for (int i = 1; i <= threads; i++) {
      Thread thread =
          Thread.ofPlatform().daemon().name(name + "-" + i).unstarted(() -> work(workers));
      this.threads.add(thread);
      thread.start();
    }
    OPEN.add(this);
  }

  /** A lane for computing, with nothing but threads. */
  public static Lane computing(String name, int threads, int mostWaiting) {
    return new Lane(
        name,
        threads,
        mostWaiting,
        () ->
            (first, more) -> {
              if (first.take()) {
                first.run();
                first.answer();
              }
            });
  }

  /**
   * Has a step done, and waits for it as long as the caller may; at once, if this is one of its
   * threads already.
   *
   * @throws Fault.Busy if its turn does not come in time; then it is never done
   */
  public <T> T call(Supplier<T> step) {
    if (ON.get() == this) {
      return step.get();
    }
    Caller caller = Caller.current();
    if (caller != Caller.PROGRAM) {
      return queued(caller, step);
    }
    try {
      if (!ofTheProgram.tryAcquire(caller.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Caller.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    try {
      return queued(caller, step);
    } finally {
      ofTheProgram.release();
    }
  }

  private <T> T queued(Caller caller, Supplier<T> step) {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    int places =
        caller == Caller.PERSON || caller == Caller.HEALTH
            ? mostWaiting + KEPT_FOR_PEOPLE
            : mostWaiting;
    if (queue.size() >= places) {
      throw Caller.busy();
    }
    Waiting<T> waiting =
        new Waiting<>(caller, Caller.currentPatience(), () -> caller.call(step::get));
    queue.add(waiting);
    try {
      return waiting.await();
    } catch (Waiting.Overdue e) {
      queue.remove(waiting);
      throw Caller.busy();
    }
  }

  /** Tells those who have waited for too long in any lane, a moment later at most. */
  private static void expire() {
    while (true) {
      try {
        Thread.sleep(EXPIRE_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      long now = System.nanoTime();
      for (Lane lane : OPEN) {
        lane.queue.forEach(waiting -> waiting.expire(now));
        lane.atHand.removeIf(
            waiting -> {
              waiting.expire(now);
              return !waiting.isQueued();
            });
      }
    }
  }

  private void work(Supplier<? extends Worker> workers) {
    @Nullable Worker worker = null;
    ON.set(this);
    try {
      while (true) {
        Waiting<?> next = queue.take();
        if (next == end) {
          return;
        }
        if (!next.isQueued()) {
          continue;
        }
        atHand.add(next);
        try {
          if (worker == null) {
            worker = workers.get();
          }
          active.incrementAndGet();
          try {
            worker.serve(next, this::next);
          } finally {
            active.decrementAndGet();
          }
        } catch (Throwable e) {
          log.error("{}", name, e);
          next.take();
          next.fail(e);
          next.answer();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (worker != null) {
        worker.close();
      }
    }
  }

  /** How much of it is in use now. */
  public Pool pool() {
    int busy = active.get();
    return new Pool(name, busy, Math.max(0, threads.size() - busy), queue.size());
  }

  private @Nullable Waiting<?> next() {
    Waiting<?> next = queue.poll();
    if (next == end) {
      queue.add(end);
      return null;
    }
    if (next != null) {
      atHand.add(next);
    }
    return next;
  }

  /** Lets what is under way come to its end, and those who wait come to their turn before that. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(thread -> queue.add(end));
    try {
      for (Thread thread : threads) {
        if (!thread.join(CLOSE_TIMEOUT)) {
          log.warn("{} does not come to its end", name);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.forEach(Waiting::refuse);
    OPEN.remove(this);
  }
}
