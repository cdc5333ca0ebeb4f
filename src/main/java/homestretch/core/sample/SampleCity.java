package homestretch.core.sample;

import homestretch.core.campaign.Countdown;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sample says of its city: who is measured by what, and every figure up to a day. The six
 * goals that both leagues share come first; after them some bureaus have one of another kind.
 */
final class SampleCity {
  static final String TAX = "TAX";
  static final String DIG = "DIG";
  static final String MIL = "MIL";
  static final String RNV = "RNV";
  static final String DST = "DST";
  static final String FRM = "FRM";

  /** From the second half on the culture bureau starts no projects of its own. */
  static final String WITHOUT_PROJECTS = "WLJ";

  static final String PROJECTS = "PRJ";

  /** How far the figures go back, in month ends. */
  private static final int MONTHS = 3;

  private SampleCity() {}

  record GoalPlan(
      String code,
      Text name,
      Text unit,
      GoalKind kind,
      Direction direction,
      String weight,
      int decimals,
      String cap) {}

  private static GoalPlan total(
      String code, Text name, Text unit, String weight, int decimals, String cap) {
    return new GoalPlan(
        code, name, unit, new GoalKind.Total(), Direction.UP, weight, decimals, cap);
  }

  /**
   * @param permille of the expected pace, at which the unit moves; 0: it has not reported
   * @param targets by goal, in the order of {@link #GOALS}; empty where a goal does not apply
   */
  record UnitPlan(String code, Text name, int permille, boolean overTarget, List<String> targets) {}

  /** Figures of the goals that one bureau has alone: its target, and what has become of it. */
  record Special(String unit, String goal, String target) {}

  /** One figure. */
  record Entry(String unit, String goal, Figure figure, LocalDate asOf) {}

  /** One step, and the day it was done; null: it is not. */
  record Step(String step, LocalDate due, @Nullable LocalDate done) {}

  static final List<GoalPlan> GOALS =
      List.of(
          total(
              "GBR",
              new Text("一般公共预算收入", "General public budget revenue"),
              new Text("亿元", "hundred million yuan"),
              "20",
              2,
              "100"),
          total(
              "IVA",
              new Text("规上工业增加值", "Industrial value added"),
              new Text("亿元", "hundred million yuan"),
              "20",
              2,
              "100"),
          total(
              "FAI",
              new Text("固定资产投资", "Fixed-asset investment"),
              new Text("亿元", "hundred million yuan"),
              "20",
              2,
              "100"),
          total(
              "FDI",
              new Text("实际使用外资", "Foreign capital used"),
              new Text("万美元", "× US$10,000"),
              "10",
              2,
              "120"),
          total(
              "RET",
              new Text("社会消费品零售总额", "Retail sales of consumer goods"),
              new Text("亿元", "hundred million yuan"),
              "15",
              2,
              "100"),
          total(
              "PRJ",
              new Text("重点项目开工数", "Key projects started"),
              new Text("个", "projects"),
              "15",
              0,
              "100"),
          new GoalPlan(
              TAX,
              new Text("税收收入增速", "Growth of tax revenue"),
              Text.same("%"),
              new GoalKind.Growth(),
              Direction.UP,
              "10",
              2,
              "120"),
          new GoalPlan(
              DIG,
              new Text("规上企业数字化改造覆盖率", "Firms with digital renewal done"),
              Text.same("%"),
              new GoalKind.Ratio(),
              Direction.UP,
              "10",
              0,
              "100"),
          new GoalPlan(
              MIL,
              new Text("江北大桥项目节点", "Steps of the Jiangbei Bridge"),
              new Text("节点", "steps"),
              new GoalKind.Milestones(),
              Direction.UP,
              "15",
              0,
              "100"),
          new GoalPlan(
              RNV,
              new Text("老旧小区改造开工户数", "Old homes under renovation"),
              new Text("户", "households"),
              new GoalKind.Total(),
              Direction.UP,
              "15",
              0,
              "100"),
          new GoalPlan(
              DST,
              new Text("工地扬尘 PM10 平均浓度", "Dust on building sites, PM10"),
              new Text("微克/立方米", "µg/m³"),
              new GoalKind.Level(),
              Direction.DOWN,
              "10",
              1,
              "100"),
          new GoalPlan(
              FRM,
              new Text("规上文旅企业数", "Culture and tourism firms above size"),
              new Text("家", "firms"),
              new GoalKind.Level(),
              Direction.UP,
              "10",
              0,
              "100"));

  static final List<Special> SPECIALS =
      List.of(
          new Special("CZ", TAX, "5.00"),
          new Special("GXJ", DIG, "80"),
          new Special("ZJJ", RNV, "12600"),
          new Special("ZJJ", DST, "68.0"),
          new Special("WLJ", FRM, "260"));

  static final List<UnitPlan> DISTRICTS =
      List.of(
          unit(
              "LJ",
              "临江区",
              "Linjiang District",
              1012,
              "68.00",
              "145.00",
              "210.00",
              "9800",
              "260.00",
              "42"),
          unit(
              "QH",
              "青湖区",
              "Qinghu District",
              968,
              "54.00",
              "96.00",
              "180.00",
              "7600",
              "228.00",
              "36"),
          new UnitPlan(
              "GX",
              new Text("高新技术产业开发区", "High-tech Zone"),
              1035,
              true,
              List.of("82.00", "236.00", "195.00", "15200", "88.00", "48")),
          unit(
              "JK",
              "经济技术开发区",
              "Economic Development Zone",
              984,
              "76.00",
              "268.00",
              "220.00",
              "18600",
              "64.00",
              "52"),
          // Dongling and Wanghai move at one pace and one is twice the other: a tie on any day.
          unit(
              "DL",
              "东岭区",
              "Dongling District",
              941,
              "40.00",
              "84.00",
              "120.00",
              "4200",
              "150.00",
              "24"),
          unit(
              "WH",
              "望海区",
              "Wanghai District",
              941,
              "20.00",
              "42.00",
              "60.00",
              "2100",
              "75.00",
              "12"),
          unit("YX", "云溪县", "Yunxi County", 852, "18.00", "38.00", "92.00", "1500", "70.00", "20"),
          unit(
              "SQ",
              "石桥县",
              "Shiqiao County",
              640,
              "15.50",
              "31.00",
              "84.00",
              "1200",
              "58.00",
              "18"));

  static final List<UnitPlan> BUREAUS =
      List.of(
          unit("CZ", "市财政局", "Finance Bureau", 996, "373.50", "", "", "", "", ""),
          unit("GXJ", "市工业和信息化局", "Industry Bureau", 1008, "", "940.00", "", "", "", "126"),
          unit(
              "FGW",
              "市发展和改革委员会",
              "Development and Reform Commission",
              957,
              "",
              "",
              "1161.00",
              "",
              "",
              "252"),
          // Not reported yet: percentages and ranks have to do without it.
          unit("SWJ", "市商务局", "Commerce Bureau", 0, "", "", "", "60200", "993.00", ""),
          unit(
              "ZJJ",
              "市住房和城乡建设局",
              "Housing and Construction Bureau",
              889,
              "",
              "",
              "420.00",
              "",
              "",
              "88"),
          unit(
              "WLJ",
              "市文化广电旅游体育局",
              "Culture and Tourism Bureau",
              1021,
              "",
              "",
              "",
              "",
              "310.00",
              "30"));

  private static UnitPlan unit(
      String code, String name, String english, int permille, String... targets) {
    return new UnitPlan(code, new Text(name, english), permille, false, List.of(targets));
  }

  /** The day from which {@link #WITHOUT_PROJECTS} has no target for {@link #PROJECTS}. */
  static LocalDate withoutProjects(int year) {
    return LocalDate.of(year, Month.JULY, 1);
  }

  /** When old homes are to be under renovation: little in winter, most by autumn. */
  static List<Plan.Point> renovationPlan(int year) {
    return List.of(
        point(year, Month.MARCH, 31, "15"),
        point(year, Month.JUNE, 30, "45"),
        point(year, Month.SEPTEMBER, 30, "80"),
        point(year, Month.DECEMBER, 31, "100"));
  }

  private static Plan.Point point(int year, Month month, int day, String percent) {
    return new Plan.Point(LocalDate.of(year, month, day), new BigDecimal(percent));
  }

  /**
   * The bridge's steps, laid out over the days up to the last figures, so that on any day one is
   * done in time, one late, one overdue, and one still to come.
   */
  static List<Step> steps(LocalDate today) {
    LocalDate last = asOfDates(today).getLast();
    return List.of(
        new Step("signed", at(last, 30), at(last, 27)),
        new Step("started", at(last, 55), at(last, 75)),
        new Step("finished", at(last, 90), null),
        new Step("production", LocalDate.of(today.getYear(), Month.DECEMBER, 31), null));
  }

  /** The day of the year at so many percent of the way to another. */
  private static LocalDate at(LocalDate last, int percent) {
    return last.withDayOfYear(Math.max(1, last.getDayOfYear() * percent / 100));
  }

  /** Every figure up to a day but for the steps, in the order of entry. */
  static List<Entry> figures(LocalDate today) {
    List<Entry> entries = new ArrayList<>();
    for (List<UnitPlan> league : List.of(DISTRICTS, BUREAUS)) {
      for (UnitPlan unit : league) {
        for (int i = 0; i < unit.targets().size(); i++) {
          if (!unit.targets().get(i).isEmpty() && unit.permille() > 0) {
            for (LocalDate asOf : asOfDates(today)) {
              if (applies(unit, i, asOf)) {
                entries.add(
                    new Entry(
                        unit.code(),
                        GOALS.get(i).code(),
                        figure(unit, i, asOf, asOfDates(today).getLast()),
                        asOf));
              }
            }
          }
        }
      }
    }
    for (Special special : SPECIALS) {
      for (LocalDate asOf : asOfDates(today)) {
        entries.add(new Entry(special.unit(), special.goal(), figure(special, asOf), asOf));
      }
    }
    return entries;
  }

  private static boolean applies(UnitPlan unit, int goal, LocalDate asOf) {
    return !unit.code().equals(WITHOUT_PROJECTS)
        || !GOALS.get(goal).code().equals(PROJECTS)
        || asOf.isBefore(withoutProjects(asOf.getYear()));
  }

  private static BigDecimal progress(LocalDate asOf) {
    return Countdown.timeProgress(
            asOf.withDayOfYear(1), LocalDate.of(asOf.getYear(), Month.DECEMBER, 31), asOf)
        .bigDecimalValue(10, RoundingMode.HALF_UP);
  }

  private static Figure figure(UnitPlan unit, int goal, LocalDate asOf, LocalDate last) {
    BigDecimal progress = unit.overTarget() ? Figures.HUNDRED : progress(asOf);
    // Each goal a little off the unit's own pace, so that no two rows look alike.
    // In the month before the last a unit stood better or worse, so that a board shows who moved.
    long then =
        asOf.getMonthValue() + 1 == last.getMonthValue()
            ? (unit.permille() * 43L + asOf.getMonthValue() * 13L) % 161 - 80
            : 0;
    BigDecimal pace = BigDecimal.valueOf(unit.permille() + then + (goal * 7L) % 19 - 9);
    // Computed for the smaller of the tied pair and doubled for the other, so that rounding
    // cannot tell them apart.
    BigDecimal target = new BigDecimal(unit.targets().get(goal));
    boolean doubled = unit.code().equals("DL");
    BigDecimal base = doubled ? target.divide(BigDecimal.TWO) : target;
    BigDecimal value =
        base.multiply(progress)
            .multiply(pace)
            .divide(BigDecimal.valueOf(100_000), GOALS.get(goal).decimals(), RoundingMode.HALF_UP);
    return Figure.of(doubled ? value.multiply(BigDecimal.TWO) : value);
  }

  private static Figure figure(Special special, LocalDate asOf) {
    BigDecimal progress = progress(asOf);
    return switch (special.goal()) {
      // This year's and last year's revenue up to the same day.
      case TAX -> {
        BigDecimal base = scaled("283.60", progress, 2);
        yield Figure.of(scaled("300.05", progress, 2), base);
      }
      // Firms done, of all firms.
      case DIG ->
          Figure.of(new BigDecimal("548").add(scaled("186", progress, 0)), new BigDecimal("920"));
      case RNV ->
          Figure.of(
              scaled(
                  "12348",
                  new Plan(
                          new GoalId(0),
                          null,
                          asOf.withDayOfYear(1),
                          renovationPlan(asOf.getYear()),
                          0)
                      .piece(
                          asOf.withDayOfYear(1),
                          LocalDate.of(asOf.getYear(), Month.DECEMBER, 31),
                          asOf)
                      .expected()
                      .bigDecimalValue(10, RoundingMode.HALF_UP),
                  0));
      case DST -> Figure.of(new BigDecimal("76.4").subtract(scaled("9.0", progress, 1)));
      case FRM -> Figure.of(new BigDecimal("221").add(scaled("34", progress, 0)));
      default -> throw new IllegalStateException(special.goal());
    };
  }

  private static BigDecimal scaled(String whole, BigDecimal percent, int decimals) {
    return new BigDecimal(whole)
        .multiply(percent)
        .divide(Figures.HUNDRED, decimals, RoundingMode.HALF_UP);
  }

  /** The last month ends of the year; in January, where there is none yet, yesterday. */
  static List<LocalDate> asOfDates(LocalDate today) {
    List<LocalDate> dates = new ArrayList<>();
    LocalDate monthEnd = today.withDayOfMonth(1).minusDays(1);
    while (monthEnd.getYear() == today.getYear() && dates.size() < MONTHS) {
      dates.addFirst(monthEnd);
      monthEnd = monthEnd.withDayOfMonth(1).minusDays(1);
    }
    if (dates.isEmpty()) {
      dates.add(today.getDayOfYear() == 1 ? today : today.minusDays(1));
    }
    return dates;
  }
}
