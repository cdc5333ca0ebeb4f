package homestretch.core.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amounts with their unit, as each language counts: {@code 43.00 亿元}, {@code 4.3 billion yuan}. A
 * figure is moved to the English multiple as it is shown, digit by digit; nothing is rounded again.
 */
public final class Amounts {
  /** Decimals that are looked at of what is too small to be shown. */
  private static final int SMALLEST = 18;

  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

  /** From the largest. */
  private static final List<Map.Entry<String, Integer>> ENGLISH =
      List.of(Map.entry("trillion", 12), Map.entry("billion", 9), Map.entry("million", 6));

  /** What Chinese units count, where English has a word for it. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("元", "yuan"),
          Map.entry("美元", "US dollars"),
          Map.entry("港元", "Hong Kong dollars"),
          Map.entry("欧元", "euros"),
          Map.entry("人", "people"),
          Map.entry("人次", "visits"),
          Map.entry("户", "households"),
          Map.entry("吨", "tonnes"),
          Map.entry("平方米", "square metres"),
          Map.entry("亩", "mu"),
          Map.entry("千瓦时", "kWh"),
          Map.entry("辆", "vehicles"),
          Map.entry("台", "units"),
          Map.entry("件", "items"),
          Map.entry("套", "flats"));

  /** What is counted one by one. */
  private static final Set<String> COUNTED =
      Set.of(
          "个", "件", "项", "家", "户", "人", "名", "位", "台", "辆", "套", "起", "次", "人次", "所", "座", "处", "条",
          "宗", "例", "场", "份", "栋", "幢", "间", "批", "期", "笔");

  /** What is measured, whatever the figures: nobody says “one yuan every four days”. */
  private static final Set<String> MEASURED =
      Set.of(
          "元",
          "美元",
          "港元",
          "欧元",
          "吨",
          "千克",
          "公斤",
          "克",
          "米",
          "公里",
          "千米",
          "平方米",
          "平方公里",
          "立方米",
          "公顷",
          "亩",
          "度",
          "千瓦",
          "千瓦时",
          "升",
          "小时",
          "天",
          "分",
          "分钟",
          "%",
          "‰",
          "百分点",
          "个百分点",
          "usd",
          "us dollars",
          "euros",
          "eur",
          "t",
          "tonnes",
          "tons",
          "kg",
          "m",
          "km",
          "m²",
          "km²",
          "m³",
          "ha",
          "kw",
          "kwh",
          "h",
          "hours",
          "days",
          "points",
          "percentage points");

  private Amounts() {}

  /**
   * Whether the unit counts things, such as projects, and does not measure, such as money.
   *
   * @param decimals that a figure may have: of a unit that is not known, none means a thing
   */
  public static boolean isCounted(Text unit, int decimals) {
    Measure measure = Measure.of(unit.zh());
    return measure.factor().compareTo(BigDecimal.ONE) == 0
        && (COUNTED.contains(measure.base())
            || (decimals == 0 && !MEASURED.contains(measure.base())));
  }

  /** One amount; a dash if it is not known. */
  public static String of(@Nullable BigDecimal figure, Text unit, Language language) {
    if (figure == null || language == Language.ZH || base(unit) == null) {
      return Figures.amount(figure, unit.in(language));
    }
    return inEnglish(figure, null, unit);
  }

  /**
   * What a day brings or has to bring, which may be much less than the unit: then it is said in the
   * unit that this one is a multiple of, or as less than can be shown; never as nothing.
   */
  public static String rate(Exact figure, Text unit, Language language) {
    if (figure.value().signum() == 0 || figure.shown().signum() != 0) {
      return of(figure.shown(), unit, language);
    }
    Measure measure = Measure.of(unit.zh());
    String english = BASES.get(measure.base());
    Text smaller = unit;
    if (measure.factor().compareTo(BigDecimal.ONE) > 0 && english != null) {
      BigDecimal inBase = figure.shownWith(SMALLEST).shown().multiply(measure.factor());
      boolean many = inBase.abs().compareTo(TEN_THOUSAND) >= 0;
      smaller = new Text(measure.base(), english);
      BigDecimal shown = Figures.shown(many ? inBase.movePointLeft(4) : inBase);
      if (shown.signum() != 0) {
        return of(plain(shown), many ? new Text("万" + smaller.zh(), english) : smaller, language);
      }
    }
    return new Text("不到 0.01 " + smaller.zh(), "less than 0.01 " + smaller.en()).in(language);
  }

  /** An amount beside its target: {@code 56.81 / 68.00 亿元}, {@code 5.681 / 6.8 billion yuan}. */
  public static String of(
      @Nullable BigDecimal figure, @Nullable BigDecimal target, Text unit, Language language) {
    if (figure == null || target == null || language == Language.ZH || base(unit) == null) {
      return Figures.amount(figure, "")
          + " / "
          + (target == null ? "–" : of(target, unit, language));
    }
    return inEnglish(figure, target, unit);
  }

  /**
   * The unit in which figures are entered: {@code 100 million yuan} for 亿元; what the goal says
   * where it is no multiple.
   */
  public static String multipleInEnglish(Text unit) {
    String base = base(unit);
    if (base == null) {
      return unit.en();
    }
    BigDecimal factor = Measure.of(unit.zh()).factor();
    for (Map.Entry<String, Integer> each : ENGLISH) {
      BigDecimal times = factor.scaleByPowerOfTen(-each.getValue());
      if (times.compareTo(BigDecimal.ONE) >= 0) {
        return Figures.amount(plain(times), "") + " " + each.getKey() + " " + base;
      }
    }
    return Figures.amount(plain(factor), "") + " " + base;
  }

  /** Whether English counts it otherwise than it is entered: 亿元, 万人. */
  public static boolean isMultiple(Text unit) {
    return base(unit) != null;
  }

  /**
   * What the unit is a multiple of, in English.
   *
   * @return null if it is no multiple from ten thousand on, or there is no word for it
   */
  private static @Nullable String base(Text unit) {
    Measure measure = Measure.of(unit.zh());
    return measure.factor().compareTo(TEN_THOUSAND) < 0 ? null : BASES.get(measure.base());
  }

  private static String inEnglish(BigDecimal exact, @Nullable BigDecimal exactTarget, Text unit) {
    BigDecimal figure = asShown(exact);
    BigDecimal target = exactTarget == null ? null : asShown(exactTarget);
    BigDecimal factor = Measure.of(unit.zh()).factor();
    BigDecimal largest = target == null ? figure.abs() : figure.abs().max(target.abs());
    int zeros = 0;
    String multiple = "";
    for (Map.Entry<String, Integer> each : ENGLISH) {
      BigDecimal one = BigDecimal.ONE.scaleByPowerOfTen(each.getValue());
      if (zeros == 0 && largest.multiply(factor).compareTo(one) >= 0) {
        zeros = each.getValue();
        multiple = each.getKey() + " ";
      }
    }
    String digits = digits(figure, factor, zeros);
    return (target == null ? digits : digits + " / " + digits(target, factor, zeros))
        + " "
        + multiple
        + base(unit);
  }

  private static BigDecimal asShown(BigDecimal figure) {
    return figure.scale() > 2 ? Figures.shown(figure) : figure;
  }

  /** The figure as shown in its own unit, its point moved. */
  private static String digits(BigDecimal figure, BigDecimal factor, int zeros) {
    BigDecimal moved = plain(figure.multiply(factor).scaleByPowerOfTen(-zeros));
    return (moved.signum() < 0 ? "−" : "") + Figures.grouped(moved.abs().toPlainString());
  }

  private static BigDecimal plain(BigDecimal figure) {
    BigDecimal stripped = figure.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
