package homestretch.core.work;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Duration;
import java.util.Objects;

/**
 * On whose behalf something is done: how long it may wait for its turn, and what it may use up.
 * Holds for what is called on the same thread.
 */
public enum Caller {
  /** The operator's question whether the program is well. */
  HEALTH(Duration.ofSeconds(2)),

  /** Somebody in a chat, who looks at the screen. */
  PERSON(Duration.ofSeconds(4)),

  /** A request to the API or for a page. */
  REQUEST(Duration.ofSeconds(4)),

  /** The program itself: planning, posting, marking what was posted. It has time. */
  PROGRAM(Duration.ofSeconds(30)),

  /** What takes long by its nature, such as an import: it shares its transaction with nobody. */
  BULK(Duration.ofSeconds(30));

  private static final ScopedValue<Turn> CURRENT = ScopedValue.newInstance();

  private final Duration patience;

  /** One call: what it has written it cannot have refused any more. */
  private static final class Turn {
    private final Caller caller;
    private volatile boolean hasWritten;

    Turn(Caller caller) {
      this.caller = caller;
    }
  }

  Caller(Duration patience) {
    this.patience = patience;
  }

  /** Whoever is behind what this thread does. */
  public static Caller current() {
    return CURRENT.isBound() ? CURRENT.get().caller : PROGRAM;
  }

  /** Something was written for this call: from here on it waits as the program itself does. */
  public static void written() {
    if (CURRENT.isBound()) {
      CURRENT.get().hasWritten = true;
    }
  }

  /** How long it waits for its turn before it is told that the program is busy. */
  public Duration patience() {
    return patience;
  }

  /** How long the call that this thread is in may wait. */
  static Duration currentPatience() {
    Turn turn = CURRENT.isBound() ? CURRENT.get() : null;
    return turn == null || turn.hasWritten ? PROGRAM.patience : turn.caller.patience;
  }

  /** What it is told then. */
  public static Fault.Busy busy() {
    return CURRENT.isBound() && CURRENT.get().hasWritten
        ? new Fault.Busy(
            new Text(
                "已经存下，但正忙，答复没能备好；请先查看，再决定是否重试",
                "it was stored, but the answer could not be made: busy. Look before you try"
                    + " again"))
        : Objects.requireNonNullElseGet(LongWrite.busy(), Fault.Busy::new);
  }

  /** Does something on behalf of this caller. */
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> step) throws X {
    return ScopedValue.where(CURRENT, new Turn(this)).<T, X>call(step::call);
  }

  public void run(Runnable step) {
    ScopedValue.where(CURRENT, new Turn(this)).run(step);
  }
}
