package homestretch.core.store;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was read for as long as nobody has committed anything ({@link Transactions#state}),
 * and reads it once for all who ask at the same time. Where that cannot be told without asking the
 * database, the database is asked each time.
 */
public final class WhileUnchanged<K, V> {
  /** Then all is forgotten: what nobody asks for any more is not looked for. */
  private static final int MOST = 1000;

  private final Transactions transactions;
  private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();

  /**
   * @param state before it was read: what was read may be newer, never older
   */
  private record Kept<V>(Object state, CompletableFuture<V> value) {}

  public WhileUnchanged(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * @param read opens a transaction of its own
   */
  public V of(K key, Supplier<V> read) {
    @Nullable Object state = transactions.state();
    if (state == null) {
      return read.get();
    }
    Kept<V> stands = kept.get(key);
    if (stands != null && stands.state.equals(state)) {
      return outcome(stands.value);
    }
    if (kept.size() >= MOST) {
      kept.clear();
    }
    Kept<V> ours = new Kept<>(state, new CompletableFuture<>());
    Kept<V> first =
        kept.merge(key, ours, (before, now) -> before.state.equals(state) ? before : now);
    if (first != ours) {
      return outcome(first.value);
    }
    try {
      V value = read.get();
      ours.value.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      kept.remove(key, ours);
      ours.value.completeExceptionally(e);
      throw e;
    }
  }

  private static <V> V outcome(CompletableFuture<V> value) {
    try {
      return value.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
