package homestretch.core.audit;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail (port). Entries are written inside the transaction of the change itself. */
public interface Audit {
  /**
   * @param action such as {@code goal.change}
   * @param subject such as {@code city-2026/GBR}
   * @param digest of its link in the hash chain ({@link Chain}); null: it has none, as somebody put
   *     the entry there past the program
   */
  record Entry(
      long id,
      Instant at,
      Actor actor,
      String action,
      String subject,
      @Nullable String before,
      @Nullable String after,
      @Nullable String digest) {}

  void record(
      Actor actor, String action, String subject, @Nullable Object before, @Nullable Object after);

  /**
   * A change of many.
   *
   * @param before null: nothing stood
   */
  record Change(String action, String subject, @Nullable Object before, @Nullable Object after) {}

  /** Records many changes of one actor, in their order; as {@link #record} would. */
  void recordAll(Actor actor, Iterator<Change> changes);

  /** Newest first, older than {@code before}. */
  default List<Entry> list(long before, int limit) {
    return list(Filter.ALL, before, limit);
  }

  /**
   * Which entries are meant; null: all.
   *
   * @param text stands in the actor's name or id, the action or the subject, in any case
   * @param from made then or later
   * @param until made before
   */
  record Filter(@Nullable String text, @Nullable Instant from, @Nullable Instant until) {
    public static final Filter ALL = new Filter(null, null, null);
  }

  /** Those that a filter means, newest first, older than {@code before}. */
  List<Entry> list(Filter filter, long before, int limit);
}
