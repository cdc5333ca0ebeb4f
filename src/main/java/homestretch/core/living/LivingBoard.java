package homestretch.core.living;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The message that a channel's board is, and what belongs to it.
 *
 * @param generation counts the messages: one that was deleted is followed by the next
 * @param begunAt since when the message may stand; null: nothing was sent yet
 * @param message its id; null: not known
 * @param shown a digest of what it says
 * @param editedAt when it last changed
 * @param ranks the ranks that were last told of; empty: none were
 * @param week of the thread, such as {@code 2026-W48}; empty: there was none
 * @param weekBegunAt since when the message that opens it may stand
 * @param thread that message's id, once the thread is there
 */
public record LivingBoard(
    int generation,
    @Nullable Instant begunAt,
    @Nullable String message,
    boolean pinned,
    String shown,
    @Nullable Instant editedAt,
    String ranks,
    String week,
    @Nullable Instant weekBegunAt,
    @Nullable String thread) {
  public static final LivingBoard NONE =
      new LivingBoard(1, null, null, false, "", null, "", "", null, null);

  LivingBoard begun(Instant at) {
    return new LivingBoard(generation, at, null, false, "", null, ranks, week, weekBegunAt, thread);
  }

  /** It stands with this content. */
  LivingBoard standing(String id, String digest, Instant at) {
    return new LivingBoard(
        generation, begunAt, id, pinned, digest, at, ranks, week, weekBegunAt, thread);
  }

  LivingBoard isPinned() {
    return new LivingBoard(
        generation, begunAt, message, true, shown, editedAt, ranks, week, weekBegunAt, thread);
  }

  /** It was deleted: another one takes its place. */
  LivingBoard gone() {
    return new LivingBoard(
        generation + 1, null, null, false, "", null, ranks, week, weekBegunAt, thread);
  }

  LivingBoard told(String now) {
    return new LivingBoard(
        generation, begunAt, message, pinned, shown, editedAt, now, week, weekBegunAt, thread);
  }

  /** The thread of a week is about to be opened. */
  LivingBoard opening(String of, Instant at) {
    return new LivingBoard(
        generation, begunAt, message, pinned, shown, editedAt, ranks, of, at, null);
  }

  LivingBoard opened(String id) {
    return new LivingBoard(
        generation, begunAt, message, pinned, shown, editedAt, ranks, week, weekBegunAt, id);
  }
}
