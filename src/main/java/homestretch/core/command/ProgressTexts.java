package homestretch.core.command;

import homestretch.core.board.Standing;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.time.LocalDate;

/** What {@code /progress} says of the time before. */
final class ProgressTexts {
  private ProgressTexts() {}

  /** Ranks and points since a published board. */
  static Text moved(Standing.Movement movement, LocalDate since) {
    String rise = movement.rise() == null ? "" : Figures.points(movement.rise());
    Text points =
        rise.isEmpty()
            ? new Text("", "")
            : new Text("，偏差 " + rise + " 个百分点", ", deviation " + rise + " points");
    Integer from = movement.from();
    Text rank =
        from == null
            ? new Text("新上榜，第 " + movement.to() + " 名", "new on the board, rank " + movement.to())
            : from == movement.to()
                ? new Text("名次未变（第 " + from + " 名）", "the same rank, " + from)
                : new Text(
                    "第 " + from + " 名 → 第 " + movement.to() + " 名",
                    "rank " + from + " → " + movement.to());
    return new Text(
        "与 " + since + " 排行榜相比：" + rank.zh() + points.zh(),
        "Since the board of " + since + ": " + rank.en() + points.en());
  }

  /** How often the red banner came here. */
  static Text banners(int times, LocalDate last, boolean holds) {
    return holds
        ? new Text(
            "流动红旗现在本单位（" + last + " 榜，累计 " + times + " 次）",
            "The red banner is with you (board of "
                + last
                + ", "
                + times
                + (times == 1 ? " time" : " times")
                + " in all)")
        : new Text(
            "曾获流动红旗 " + times + " 次，最近一次 " + last,
            "You have had the red banner "
                + times
                + (times == 1 ? " time" : " times")
                + ", last on "
                + last);
  }
}
