package homestretch.core.store;

import java.util.function.Supplier;

/**
 * Transactions (port) are lambdas, opened in a service, one per step. Every port of storage must be
 * used inside one. Never any network inside {@link #write}.
 */
public interface Transactions {
  <T> T read(Supplier<T> step);

  <T> T write(Supplier<T> step);

  /** Whether this thread is inside {@link #write}: what it reads may never be committed. */
  boolean isWriting();

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
