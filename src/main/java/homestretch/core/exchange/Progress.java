package homestretch.core.exchange;

/** Whoever waits for an import is told how far it is, and can end it. */
public interface Progress {
  /** For whoever does not wait. */
  Progress NONE =
      new Progress() {
        @Override
        public void at(long done, long of) {}

        @Override
        public void check() {}
      };

  /**
   * Says how many rows are done, and goes on as {@link #check} does.
   *
   * @param of 0: not known yet
   * @throws Cancelled if it is to end
   */
  void at(long done, long of);

  /**
   * Called every few milliseconds of work, never inside a transaction's commit.
   *
   * @throws Cancelled if it is to end; nothing of it stays
   */
  void check();

  /** It was cancelled. */
  final class Cancelled extends RuntimeException {
    public Cancelled() {
      super("cancelled", null, false, false);
    }
  }
}
