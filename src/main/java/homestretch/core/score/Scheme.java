package homestretch.core.score;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.store.Code;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign is scored. Versioned: a change applies from a date on, never backwards.
 *
 * @param greenAbove deviations above this many points are green
 * @param yellowFrom deviations from here up to {@code greenAbove}, both included, are yellow
 * @param weighings weight, cap and scoring rule of goals, in place of the goal's own
 * @param sectionWeights weight of sections, in place of the section's own
 * @param items what bonus and deduction entries may be for
 * @param grades bands on the score, best first; empty: none are given
 * @param shownDecimals with how many decimals scores and weighted percentages are shown, 0 to 4
 * @param play whether posts tell what happened beside the figures
 * @param reason why this version was made, may be empty
 */
public record Scheme(
    int version,
    LocalDate from,
    BigDecimal greenAbove,
    BigDecimal yellowFrom,
    Order order,
    TieRule tieRule,
    Missing missing,
    Disclosure disclosure,
    Growth growth,
    Map<GoalId, Weighing> weighings,
    Map<SectionId, BigDecimal> sectionWeights,
    List<Item> items,
    List<Grade> grades,
    int shownDecimals,
    Play play,
    String reason) {
  private static final int REASON = 500;

  public Scheme {
    weighings = Map.copyOf(weighings);
    sectionWeights = Map.copyOf(sectionWeights);
    items = List.copyOf(items);
    grades = List.copyOf(grades);
    List<Violation> wrong = new ArrayList<>(wrong(grades));
    for (BigDecimal weight : sectionWeights.values()) {
      if (weight.signum() <= 0) {
        wrong.add(
            new Violation(
                "sections.weight",
                weight.toPlainString(),
                new Text("大于 0 的数", "a number above 0")));
      }
    }
    wrong.addAll(wrong(greenAbove, yellowFrom));
    if (items.stream().map(Item::code).distinct().count() < items.size()) {
      wrong.add(new Violation("items", "", new Text("代码不重复", "codes that differ")));
    }
    if (shownDecimals < 0 || shownDecimals > Goal.MOST_SHOWN_DECIMALS) {
      wrong.add(
          new Violation(
              "shownDecimals",
              String.valueOf(shownDecimals),
              Text.same("0–" + Goal.MOST_SHOWN_DECIMALS)));
    }
    if (reason.length() > REASON) {
      wrong.add(new Violation("reason", reason, Text.same("≤ " + REASON)));
    }
    throwAny(wrong);
  }

  private static void throwAny(List<Violation> wrong) {
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  /** What is wrong with the thresholds of the lights; one that could not be read is null. */
  public static List<Violation> wrong(
      @Nullable BigDecimal greenAbove, @Nullable BigDecimal yellowFrom) {
    return greenAbove == null || yellowFrom == null || yellowFrom.compareTo(greenAbove) <= 0
        ? List.of()
        : List.of(
            new Violation(
                "yellowFrom",
                yellowFrom.toPlainString(),
                new Text(
                    "不大于 greenAbove（" + greenAbove.toPlainString() + "）",
                    "not above greenAbove, " + greenAbove.toPlainString())));
  }

  /** As the version of that number. */
  public Scheme numbered(int number) {
    return new Scheme(
        number,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        sectionWeights,
        items,
        grades,
        shownDecimals,
        play,
        reason);
  }

  /** What is wrong with grades beside each other. */
  public static List<Violation> wrong(List<Grade> grades) {
    List<Violation> wrong = new ArrayList<>();
    for (int i = 1; i < grades.size(); i++) {
      Grade better = grades.get(i - 1);
      Grade grade = grades.get(i);
      if (grade.from().compareTo(better.from()) >= 0) {
        wrong.add(
            new Violation(
                "grades",
                grade.from().toPlainString(),
                new Text(
                    "从高到低，每档的起点低于上一档（" + better.name().zh() + " " + better.from() + "）",
                    "best first, each from below the one before ("
                        + better.name().en()
                        + ", "
                        + better.from()
                        + ")")));
      }
    }
    if (grades.stream().map(g -> g.name().zh()).distinct().count() < grades.size()) {
      wrong.add(new Violation("grades", "", new Text("名称不重复", "names that differ")));
    }
    return wrong;
  }

  /** A scheme that says nothing of sections and gives no grades. */
  public Scheme(
      int version,
      LocalDate from,
      BigDecimal greenAbove,
      BigDecimal yellowFrom,
      Order order,
      TieRule tieRule,
      Missing missing,
      Disclosure disclosure,
      Growth growth,
      Map<GoalId, Weighing> weighings,
      List<Item> items,
      int shownDecimals,
      String reason) {
    this(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        Map.of(),
        items,
        List.of(),
        shownDecimals,
        Play.ON,
        reason);
  }

  /** The same with sections and grades. */
  public Scheme grading(Map<SectionId, BigDecimal> weights, List<Grade> bands) {
    return new Scheme(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        weights,
        items,
        bands,
        shownDecimals,
        play,
        reason);
  }

  /** A scheme whose scores are shown with the usual two decimals. */
  public Scheme(
      int version,
      LocalDate from,
      BigDecimal greenAbove,
      BigDecimal yellowFrom,
      Order order,
      TieRule tieRule,
      Missing missing,
      Disclosure disclosure,
      Growth growth,
      Map<GoalId, Weighing> weighings,
      List<Item> items,
      String reason) {
    this(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        items,
        Exact.DECIMALS,
        reason);
  }

  /**
   * How growth is scored: {@code base ± step per point} of difference from the target growth,
   * within {@code ± limit}; its light by the difference in points.
   *
   * @param greenFrom differences from here up are green
   * @param yellowFrom differences from here up to {@code greenFrom} are yellow
   */
  public record Growth(
      BigDecimal base,
      BigDecimal step,
      BigDecimal limit,
      BigDecimal greenFrom,
      BigDecimal yellowFrom) {
    public static final Growth STANDARD =
        new Growth(
            new BigDecimal("100"),
            new BigDecimal("5"),
            new BigDecimal("20"),
            new BigDecimal("0"),
            new BigDecimal("-2.00"));

    public Growth {
      throwAny(wrong(step, limit, greenFrom, yellowFrom));
    }

    /** Everything that is wrong with it; what could not be read is null and says nothing. */
    public static List<Violation> wrong(
        @Nullable BigDecimal step,
        @Nullable BigDecimal limit,
        @Nullable BigDecimal greenFrom,
        @Nullable BigDecimal yellowFrom) {
      List<Violation> wrong = new ArrayList<>();
      Text expected = new Text("不小于 0 的数", "a number not below 0");
      if (step != null && step.signum() < 0) {
        wrong.add(new Violation("growth.step", step.toPlainString(), expected));
      }
      if (limit != null && limit.signum() < 0) {
        wrong.add(new Violation("growth.limit", limit.toPlainString(), expected));
      }
      if (greenFrom != null && yellowFrom != null && yellowFrom.compareTo(greenFrom) > 0) {
        wrong.add(
            new Violation(
                "growth.yellowFrom",
                yellowFrom.toPlainString(),
                new Text("不大于 growth.greenFrom", "not above growth.greenFrom")));
      }
      return wrong;
    }
  }

  /**
   * @param cap the most that is credited, in percent; null: no cap
   * @param placed in which section the goal stands; null: in its own
   * @param rule how its progress becomes points
   */
  public record Weighing(
      BigDecimal weight, @Nullable BigDecimal cap, @Nullable Placed placed, ScoringRule rule) {
    /** A goal that stays in its own section. */
    public Weighing(BigDecimal weight, @Nullable BigDecimal cap) {
      this(weight, cap, null, ScoringRule.DEFAULT);
    }

    public Weighing {
      if (weight.signum() <= 0) {
        throw new Fault.Invalid(
            "weight", weight.toPlainString(), new Text("大于 0 的数", "a number above 0"));
      }
      if (cap != null && cap.signum() <= 0) {
        throw new Fault.Invalid(
            "cap", cap.toPlainString(), new Text("大于 0 的百分数", "a percentage above 0"));
      }
    }
  }

  /**
   * @param section null: beside the sections
   */
  public record Placed(@Nullable SectionId section) {}

  /**
   * A named band on the score (等次).
   *
   * @param from the least score, as shown
   * @param share the part of a league, in percent, that may have it; null: any
   */
  public record Grade(Text name, BigDecimal from, @Nullable BigDecimal share) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    public Grade {
      name = new Text(Code.name("grades.name", name.zh()), Code.name("grades.nameEn", name.en()));
      if (from.signum() < 0) {
        throw new Fault.Invalid(
            "grades.from", from.toPlainString(), new Text("不小于 0 的分数", "points not below 0"));
      }
      if (share != null && (share.signum() <= 0 || share.compareTo(ALL) > 0)) {
        throw new Fault.Invalid(
            "grades.share",
            share.toPlainString(),
            new Text("大于 0、至多 100 的百分数", "a percentage above 0, 100 at most"));
      }
    }
  }

  /**
   * For what points are given or taken.
   *
   * @param cap the most points that all its entries of one department come to
   */
  public record Item(String code, Text name, Kind kind, BigDecimal cap) {
    public enum Kind {
      BONUS,
      DEDUCTION
    }

    public Item {
      Code.code("items.code", code);
      Code.name("items.name", name.zh());
      Code.name("items.nameEn", name.en());
      if (cap.signum() <= 0) {
        throw new Fault.Invalid(
            "items.cap", cap.toPlainString(), new Text("大于 0 的分数", "points above 0"));
      }
    }
  }

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
            "同分同名次，其后不跳号（1、2、2、3）", "equal figures share a rank, none is skipped (1, 2, 2, 3)")),
    SERIAL(
        new Text(
            "名次不并列（1、2、3、4）：显示相同的按未舍入的数，再按代码排",
            "no shared ranks (1, 2, 3, 4): figures that read the same go by the unrounded figure,"
                + " then by code"));
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

  /**
   * Whether posts say, beside the figures, what happened: targets reached, places gained, the red
   * banner, the city's milestones. An office that wants none of it turns it off.
   */
  public enum Play {
    ON,
    OFF
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
        Disclosure.TOP,
        Growth.STANDARD,
        Map.of(),
        List.of(),
        "");
  }

  /** The same with another way of showing who stands where. */
  public Scheme with(Order order, TieRule tieRule, Missing missing, Disclosure disclosure) {
    return new Scheme(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        sectionWeights,
        items,
        grades,
        shownDecimals,
        play,
        reason);
  }

  /** The same with other weights, caps and rules of goals. */
  public Scheme weighing(Map<GoalId, Weighing> others) {
    return new Scheme(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        others,
        sectionWeights,
        items,
        grades,
        shownDecimals,
        play,
        reason);
  }

  /** The same with or without what happened beside the figures. */
  public Scheme playing(Play wanted) {
    return new Scheme(
        version,
        from,
        greenAbove,
        yellowFrom,
        order,
        tieRule,
        missing,
        disclosure,
        growth,
        weighings,
        sectionWeights,
        items,
        grades,
        shownDecimals,
        wanted,
        reason);
  }

  /** The goal with the weight, cap and section that this version gives it. */
  public Goal applied(Goal goal) {
    Weighing weighing = weighings.get(goal.id());
    if (weighing == null) {
      return goal;
    }
    Goal weighed = goal.weighed(weighing.weight(), weighing.cap());
    return weighing.placed() == null ? weighed : weighed.inSection(weighing.placed().section());
  }

  /** How the progress of a goal becomes its points. */
  public ScoringRule rule(GoalId goal) {
    Weighing weighing = weighings.get(goal);
    return weighing == null ? ScoringRule.DEFAULT : weighing.rule();
  }

  /** The section with the weight that this version gives it. */
  public Section applied(Section section) {
    BigDecimal weight = sectionWeights.get(section.id());
    return weight == null ? section : section.weighed(weight);
  }

  /** Judged on the deviation as shown, so that what is printed explains the light. */
  public Light light(BigDecimal shown) {
    if (shown.compareTo(greenAbove) > 0) {
      return Light.GREEN;
    }
    return shown.compareTo(yellowFrom) >= 0 ? Light.YELLOW : Light.RED;
  }

  /** The light of a goal of that kind: growth has thresholds of its own. */
  public Light light(GoalKind kind, BigDecimal shown) {
    if (!kind.isGrowth()) {
      return light(shown);
    }
    if (shown.compareTo(growth.greenFrom()) >= 0) {
      return Light.GREEN;
    }
    return shown.compareTo(growth.yellowFrom()) >= 0 ? Light.YELLOW : Light.RED;
  }
}
