package homestretch.core.score;

import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * How a campaign is scored. Versioned: a change applies from a date on, never backwards.
 *
 * @param greenAbove deviations above this many points are green
 * @param yellowFrom deviations from here up to {@code greenAbove}, both included, are yellow
 */
public record Scheme(
    int version,
    LocalDate from,
    BigDecimal greenAbove,
    BigDecimal yellowFrom,
    Order order,
    TieRule tieRule,
    Missing missing,
    Disclosure disclosure) {
  /** What a board of all goals is ordered by. */
  public enum Order {
    SCORE(new Text("按得分", "by score")),
    DEVIATION(new Text("按偏差", "by deviation"));
    private final Text text;

    Order(Text text) {
      this.text = text;
    }

    public Text text() {
      return text;
    }
  }

  /** How ranks go on after a tie. */
  public enum TieRule {
    STANDARD(
        new Text(
            "同分同名次，其后顺延（1、2、2、4）", "equal figures share a rank, the next is skipped (1, 2, 2, 4)")),
    DENSE(
        new Text(
            "同分同名次，其后不跳号（1、2、2、3）", "equal figures share a rank, none is skipped (1, 2, 2, 3)"));
    private final Text text;

    TieRule(Text text) {
      this.text = text;
    }

    public Text text() {
      return text;
    }
  }

  /** What becomes of a department with a goal not yet reported. */
  public enum Missing {
    UNRANKED,
    ZERO
  }

  /** How much of the table the whole channel sees. */
  public enum Disclosure {
    TOP,
    FULL
  }

  /** The scheme of a campaign that has none of its own. */
  public static Scheme standard(LocalDate from) {
    return new Scheme(
        1,
        from,
        new BigDecimal("-10.00"),
        new BigDecimal("-30.00"),
        Order.SCORE,
        TieRule.STANDARD,
        Missing.UNRANKED,
        Disclosure.TOP);
  }

  /** Judged on the deviation as shown, so that what is printed explains the light. */
  public Light light(BigDecimal deviation) {
    BigDecimal shown = Figures.shown(deviation);
    if (shown.compareTo(greenAbove) > 0) {
      return Light.GREEN;
    }
    return shown.compareTo(yellowFrom) >= 0 ? Light.YELLOW : Light.RED;
  }
}
