package homestretch.core.exchange.staged;

import homestretch.core.store.Transactions;
import java.util.function.Supplier;

/** Steps over what is in memory: there is nothing to begin or to commit. */
final class InMemory implements Transactions {
  @Override
  public <T> T read(Supplier<T> step) {
    return step.get();
  }

  @Override
  public <T> T write(Supplier<T> step) {
    return step.get();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isWriting() {
    return true;
  }

  /** For what an import has no use for. */
  static UnsupportedOperationException notAsked() {
    return new UnsupportedOperationException("an import does not ask this");
  }
}
