package homestretch.core.delivery;

import homestretch.core.chat.Address;
import homestretch.core.practice.Practice;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Sha256;
import java.time.Instant;

/**
 * The name by which a platform knows a post again. It follows from what the post is, not from
 * chance: an old copy of the database put back in its place gives the posts of the meantime the
 * names that they already carry in their channels.
 */
final class Nonces {
  /** Platforms take 25 characters; 36^24 is more than 124 bits. */
  private static final int LENGTH = 24;

  private Nonces() {}

  /** Of a schedule's post. */
  static String of(ScheduleId schedule, Instant planned, Address where) {
    return hash("schedule\n" + schedule.value() + "\n" + planned.toEpochMilli() + "\n" + at(where));
  }

  /** Of a notice; its number may be another's in an old copy, its words and time are not. */
  static String of(Notice notice, Address where) {
    return hash(
        "notice\n" + notice.subject() + "\n" + notice.raisedAt().toEpochMilli() + "\n" + at(where));
  }

  /** Of a practice: by its words, as for a notice. */
  static String of(Practice practice, Address where) {
    return hash(
        "practice\n" + practice.what() + "\n" + practice.at().toEpochMilli() + "\n" + at(where));
  }

  private static String at(Address where) {
    return where.platform() + "\n" + where.channel();
  }

  private static String hash(String what) {
    String text = Sha256.number(what).toString(36);
    return "0".repeat(Math.max(0, LENGTH - text.length()))
        + text.substring(0, Math.min(LENGTH, text.length()));
  }
}
