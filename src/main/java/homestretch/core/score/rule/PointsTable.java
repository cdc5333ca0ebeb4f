package homestretch.core.score.rule;

import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A table from a figure to points.
 *
 * @param bands by their figure, ascending; at least one
 * @param before for who does not reach the first band; where less is better, the one with the
 *     largest figure is the first
 * @param after for who is past the last band; null: the last band's points
 * @param beyond what each further part past the last band adds; null: nothing
 */
public record PointsTable(
    Measure by,
    Mode mode,
    List<Band> bands,
    BigDecimal before,
    @Nullable BigDecimal after,
    @Nullable Beyond beyond)
    implements ScoringRule {
  static final Text NOT_BOTH = new Text("after 与 beyond 只用一个", "either after or beyond, not both");

  private static final int MOST_BANDS = 100;

  /** How a figure between two bands is read. */
  public enum Mode {
    /** The points of the band that is reached. */
    STEP,
    /** In proportion between the two. */
    LINEAR
  }

  /**
   * @param at the figure from which on it is reached; where less is better, down to which
   */
  public record Band(BigDecimal at, BigDecimal points) {}

  /**
   * @param every so much more of the figure, above 0
   * @param points gives so many, above 0; with {@link Mode#STEP} only for each that is whole
   * @param most what the points come to at most
   */
  public record Beyond(BigDecimal every, BigDecimal points, BigDecimal most) {}

  public PointsTable {
    Wrong.throwAny(
        wrong(
            bands.stream().map(Band::at).toList(),
            bands.stream().map(Band::points).toList(),
            before,
            after,
            beyond == null ? null : beyond.every(),
            beyond == null ? null : beyond.points(),
            beyond == null ? null : beyond.most()));
    bands = bands.stream().sorted(Comparator.comparing(Band::at)).toList();
  }

  /**
   * Everything that is wrong with its parts; those that could not be read are null and say nothing.
   *
   * @param figures of the bands
   * @param points of the same bands
   */
  public static List<Violation> wrong(
      List<? extends @Nullable BigDecimal> figures,
      List<? extends @Nullable BigDecimal> points,
      @Nullable BigDecimal before,
      @Nullable BigDecimal after,
      @Nullable BigDecimal every,
      @Nullable BigDecimal plus,
      @Nullable BigDecimal most) {
    Wrong wrong = new Wrong();
    if (figures.isEmpty() || figures.size() > MOST_BANDS) {
      wrong.add(
          "bands",
          BigDecimal.valueOf(figures.size()),
          new Text("1–" + MOST_BANDS + " 档", "1 to " + MOST_BANDS + " bands"));
    } else {
      Set<BigDecimal> seen = new HashSet<>();
      for (int i = 0; i < figures.size(); i++) {
        wrong.points("bands." + i + ".points", points.get(i));
        BigDecimal at = figures.get(i);
        if (at != null && !seen.add(at.stripTrailingZeros())) {
          wrong.add("bands." + i + ".at", at, new Text("各档不重复", "a figure that no other band has"));
        }
      }
    }
    wrong.points("before", before);
    if (after != null && (every != null || plus != null)) {
      wrong.add("after", after, NOT_BOTH);
    } else {
      wrong.points("after", after);
    }
    wrong.aboveZero("beyond.every", every);
    wrong.aboveZero("beyond.points", plus);
    wrong.points("beyond.most", most);
    return wrong.all();
  }

  @Override
  public String type() {
    return "table";
  }

  @Override
  public Text name() {
    return new Text("分档表", "table");
  }

  @Override
  public boolean comparesUnits() {
    return false;
  }

  @Override
  public List<Violation> unfit(Goal goal) {
    return by.unfit(goal);
  }

  /**
   * Which part of the table a figure falls in.
   *
   * @param reached the last band that is reached; null: none is
   * @param next the band after it; null: there is none
   * @param past how far the figure is past the last band, above 0; 0 elsewhere
   */
  public record Place(@Nullable Band reached, @Nullable Band next, BigDecimal past) {}

  public Place place(BigDecimal figure, boolean lowerIsBetter) {
    List<Band> ordered = ordered(lowerIsBetter);
    Band reached = null;
    for (Band band : ordered) {
      if (ahead(band.at(), figure, lowerIsBetter).signum() < 0) {
        return new Place(reached, band, BigDecimal.ZERO);
      }
      reached = band;
    }
    Band last = ordered.getLast();
    return new Place(last, null, ahead(last.at(), figure, lowerIsBetter));
  }

  /** From the first that is reached to the last. */
  public List<Band> ordered(boolean lowerIsBetter) {
    return lowerIsBetter ? bands.reversed() : bands;
  }

  private static BigDecimal ahead(BigDecimal at, BigDecimal figure, boolean lowerIsBetter) {
    return lowerIsBetter ? at.subtract(figure) : figure.subtract(at);
  }

  /**
   * @param figure as shown
   */
  public BigFraction points(BigDecimal figure, boolean lowerIsBetter) {
    Place place = place(figure, lowerIsBetter);
    Band reached = place.reached();
    Band next = place.next();
    if (reached == null) {
      return Exact.fraction(before);
    }
    if (next == null) {
      return place.past().signum() == 0
          ? Exact.fraction(reached.points())
          : past(reached.points(), place.past());
    }
    BigFraction low = Exact.fraction(reached.points());
    return switch (mode) {
      case STEP -> low;
      case LINEAR ->
          low.add(
              Exact.fraction(next.points().subtract(reached.points()))
                  .multiply(Exact.fraction(figure.subtract(reached.at())))
                  .divide(Exact.fraction(next.at().subtract(reached.at()))));
    };
  }

  private BigFraction past(BigDecimal last, BigDecimal past) {
    if (beyond == null) {
      return Exact.fraction(after == null ? last : after);
    }
    BigFraction more = parts(past).multiply(Exact.fraction(beyond.points()));
    return Numbers.between(Exact.fraction(last).add(more), last, last.max(beyond.most()));
  }

  /** Whether more is never worse. */
  public boolean isMonotone(boolean lowerIsBetter) {
    List<BigDecimal> all = new ArrayList<>();
    all.add(before);
    ordered(lowerIsBetter).forEach(band -> all.add(band.points()));
    if (after != null) {
      all.add(after);
    }
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).compareTo(all.get(i - 1)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** How many parts past the last band count; whole ones where the table goes by steps. */
  public BigFraction parts(BigDecimal past) {
    if (beyond == null) {
      return BigFraction.ZERO;
    }
    return switch (mode) {
      case STEP ->
          BigFraction.of(past.divide(beyond.every(), 0, RoundingMode.FLOOR).toBigIntegerExact());
      case LINEAR -> Exact.fraction(past).divide(Exact.fraction(beyond.every()));
    };
  }
}
