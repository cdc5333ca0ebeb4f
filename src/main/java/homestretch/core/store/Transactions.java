package homestretch.core.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions (port) are lambdas, opened in a service, one per step. Every port of storage must be
 * used inside one. Never any network inside {@link #write}.
 */
public interface Transactions {
  <T> T read(Supplier<T> step);

  <T> T write(Supplier<T> step);

  /** Whether this thread is inside {@link #read} or {@link #write}. */
  boolean isOpen();

  /** Whether this thread is inside {@link #write}: what it reads may never be committed. */
  boolean isWriting();

  /**
   * What has been committed so far, to be compared by {@code equals}: as long as it is the same,
   * whatever was read after asking for it still stands. Costs next to nothing.
   *
   * @return null where only the database itself could tell, and inside a transaction
   */
  default @Nullable Object state() {
    return null;
  }

  default void readAll(Runnable step) {
    read(
        () -> {
          step.run();
          return true;
        });
  }

  default void writeAll(Runnable step) {
    write(
        () -> {
          step.run();
          return true;
        });
  }
}
