package homestretch.core.work;

import homestretch.core.fault.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step that somebody waits for while another thread does it. Either it is taken up or given up,
 * never both: what was answered with “busy” is not done afterwards.
 */
public final class Waiting<T> {
  private enum State {
    QUEUED,
    TAKEN,
    GIVEN_UP
  }

  private final Caller caller;
  private final long overdueAt;
  private final Supplier<T> step;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable Throwable failure;

  Waiting(Caller caller, Duration patience, Supplier<T> step) {
    this.caller = caller;
    overdueAt = System.nanoTime() + patience.toNanos();
    this.step = step;
  }

  public Caller caller() {
    return caller;
  }

  /** Whether somebody still waits and nobody has taken it up. */
  public boolean isQueued() {
    return state.get() == State.QUEUED;
  }

  /** Takes it up; false if whoever waited has given up. */
  public boolean take() {
    return state.compareAndSet(State.QUEUED, State.TAKEN);
  }

  /** Does what was taken up; whoever waits is told by {@link #answer}. */
  public void run() {
    try {
      result = step.get();
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Whether it was run in vain, or has failed since. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** What it did did not come to stand. */
  public void fail(Throwable why) {
    failure = why;
  }

  /** Whoever waits may go on. */
  public void answer() {
    over.countDown();
  }

  /** Takes it up only to refuse it. */
  void refuse() {
    if (take()) {
      fail(new Fault.Busy());
      answer();
    }
  }

  /** Gives it up if it has waited in vain for as long as it may. */
  void expire(long now) {
    if (now - overdueAt >= 0 && state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
      over.countDown();
    }
  }

  /**
   * Without a timer: one for each wait cost as much as what was waited for. Whoever keeps the queue
   * calls {@link #expire}.
   *
   * @throws Overdue if it is not taken up in time, or the thread that waits is interrupted; it is
   *     not done any more
   */
  T await() {
    boolean interrupted = false;
    try {
      over.await();
      if (state.get() == State.GIVEN_UP) {
        throw new Overdue();
      }
      return outcome();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      if (state.get() == State.GIVEN_UP || state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
        throw new Overdue();
      }
      // It is being done: only its end tells whether it stands.
      while (true) {
        try {
          over.await();
          return outcome();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @SuppressWarnings("NullAway") // a step that answers null is one whose T may be null
  private T outcome() {
    Throwable why = failure;
    if (why == null) {
      return result;
    }
    if (!(why instanceof Fault)) {
      // The trace is that of the thread that did it; who asked stands below.
      why.addSuppressed(new Asked(Thread.currentThread().getName()));
    }
    switch (why) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Its turn did not come. */
  static final class Overdue extends RuntimeException {
    Overdue() {
      super("busy", null, false, false);
    }
  }

  /** Where a step was asked for. */
  private static final class Asked extends RuntimeException {
    Asked(String thread) {
      super("asked for by thread " + thread);
    }
  }
}
