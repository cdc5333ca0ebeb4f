package homestretch.core.board;

import homestretch.core.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Why there is nothing to be shown of a unit or a goal on a day. */
final class CountingTexts {
  private CountingTexts() {}

  /**
   * @param from the first day on which it counts; null: the campaign's
   * @param until the last one; null: the campaign's
   */
  static Text notOn(Text name, LocalDate day, @Nullable LocalDate from, @Nullable LocalDate until) {
    Text why =
        from != null && day.isBefore(from)
            ? new Text("（" + from + " 起才计入）", " (it counts from " + from + " on)")
            : until != null && day.isAfter(until)
                ? new Text("（计入到 " + until + " 为止）", " (it counted until " + until + ")")
                : Text.same("");
    return new Text(
        name.zh() + "在 " + day + " 不计入" + why.zh(),
        name.en() + " does not count on " + day + why.en());
  }
}
