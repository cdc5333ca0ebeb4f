package homestretch.core.board;

import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far somebody was at the end of each of the last weeks.
 *
 * @param points oldest first; weeks without a figure are left out
 */
public record Trend(List<Point> points) {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /** The completion on a day. */
  public record Point(LocalDate on, Exact completion) {}

  public Trend {
    points = List.copyOf(points);
  }

  /** Whether there is anything to compare. */
  public boolean isKnown() {
    return points.size() > 1;
  }

  /** {@code 近 5 周 ▁▃▄▆█ 41.20% → 68.74%}: a bar a week, from the least to the most of them. */
  public Text line() {
    Point first = points.getFirst();
    Point last = points.getLast();
    String from = Figures.percent(first.completion());
    String to = Figures.percent(last.completion());
    return new Text(
        "完成率走势（" + first.on() + " 起，每周一格）" + bars() + " " + from + " → " + to,
        "Completion since " + first.on() + ", a bar a week: " + bars() + " " + from + " → " + to);
  }

  /** The same in words, for a line that is drawn: of all together. */
  public Text caption() {
    Point first = points.getFirst();
    Point last = points.getLast();
    String from = Figures.percent(first.completion());
    String to = Figures.percent(last.completion());
    return new Text(
        "总体完成率走势：" + first.on() + " " + from + " → " + last.on() + " " + to,
        "Overall completion: " + from + " on " + first.on() + ", " + to + " on " + last.on());
  }

  private String bars() {
    BigDecimal least =
        points.stream().map(p -> p.completion().shown()).reduce(BigDecimal::min).orElseThrow();
    BigDecimal most =
        points.stream().map(p -> p.completion().shown()).reduce(BigDecimal::max).orElseThrow();
    double span = most.subtract(least).doubleValue();
    return points.stream()
        .map(
            p -> {
              double height =
                  span == 0 ? 0.5 : p.completion().shown().subtract(least).doubleValue() / span;
              int bar = (int) Math.round(height * (BARS.length() - 1));
              return BARS.substring(bar, bar + 1);
            })
        .collect(Collectors.joining());
  }
}
