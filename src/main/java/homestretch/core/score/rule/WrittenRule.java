package homestretch.core.score.rule;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule as one line, for tables of an import and for the database: its type, then what it says,
 * each as {@code name=value}, such as {@code table by=completion mode=step bands=100:100;90:75}.
 * What is left out is the usual.
 */
public final class WrittenRule {
  /** One of each type; the help shows them, and a test reads them. */
  public static final List<String> EXAMPLES =
      List.of(
          "proportional",
          "due",
          "table by=completion mode=step bands=80:50;90:75;100:100 before=0",
          "table by=completion mode=step bands=100:60 before=0 every=10 plus=0.5 most=100",
          "efficacy by=value floor=60 span=40",
          "efficacy by=value floor=60 span=40 worst=0 best=12",
          "rank by=completion points=100;95;90 floor=80",
          "rank by=completion first=100 step=5 floor=0",
          "relative by=completion base=80 step=2 least=60 most=100 mean=weighted");

  /** Why a rank that has its points listed has neither {@code first} nor {@code step}. */
  public static final Text LISTED =
      new Text("不填（points 已列出各名次的分数）", "nothing: points lists them already");

  private static final int LONGEST = 4_000;

  private final Map<String, String> given = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private final List<Violation> wrong = new ArrayList<>();

  private final @Nullable Goal goal;

  private WrittenRule(@Nullable Goal goal) {
    this.goal = goal;
  }

  /** The line that {@link #read} reads again. */
  public static String of(ScoringRule rule) {
    StringBuilder line = new StringBuilder(rule.type());
    switch (rule) {
      case Proportional _, Due _ -> {}
      case PointsTable table -> {
        put(line, "by", word(table.by()));
        put(line, "mode", word(table.mode()));
        put(
            line,
            "bands",
            table.bands().stream()
                .map(band -> plain(band.at()) + ":" + plain(band.points()))
                .collect(Collectors.joining(";")));
        put(line, "before", plain(table.before()));
        put(line, "after", plain(table.after()));
        PointsTable.Beyond beyond = table.beyond();
        if (beyond != null) {
          put(line, "every", plain(beyond.every()));
          put(line, "plus", plain(beyond.points()));
          put(line, "most", plain(beyond.most()));
        }
      }
      case Efficacy efficacy -> {
        put(line, "by", word(efficacy.by()));
        put(line, "floor", plain(efficacy.floor()));
        put(line, "span", plain(efficacy.span()));
        Efficacy.Range range = efficacy.range();
        if (range != null) {
          put(line, "worst", plain(range.worst()));
          put(line, "best", plain(range.best()));
        }
      }
      case RankPoints rank -> {
        put(line, "by", word(rank.by()));
        switch (rank.ladder()) {
          case RankPoints.Ladder.Listed listed ->
              put(
                  line,
                  "points",
                  listed.points().stream()
                      .map(WrittenRule::plain)
                      .collect(Collectors.joining(";")));
          case RankPoints.Ladder.Stepped stepped -> {
            put(line, "first", plain(stepped.first()));
            put(line, "step", plain(stepped.step()));
          }
        }
        put(line, "floor", plain(rank.floor()));
      }
      case Relative relative -> {
        put(line, "by", word(relative.by()));
        put(line, "base", plain(relative.base()));
        put(line, "step", plain(relative.step()));
        put(line, "least", plain(relative.least()));
        put(line, "most", plain(relative.most()));
        put(line, "mean", word(relative.mean()));
      }
    }
    return line.toString();
  }

  private static void put(StringBuilder line, String name, String value) {
    if (!value.isEmpty()) {
      line.append(' ').append(name).append('=').append(value);
    }
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }

  /**
   * @throws Fault.Invalid naming everything that is wrong with it, all under {@code value}
   */
  public static ScoringRule read(String line) {
    return read(line, null);
  }

  /**
   * The same of a rule for a goal.
   *
   * @throws Fault.Invalid naming also what does not go with the goal
   */
  public static ScoringRule read(String line, @Nullable Goal goal) {
    WrittenRule written = new WrittenRule(goal);
    ScoringRule rule = written.rule(line.strip());
    if (rule == null || !written.wrong.isEmpty()) {
      throw new Fault.Invalid(
          written.wrong.stream()
              .map(
                  v ->
                      new Violation(
                          "value",
                          v.value(),
                          new Text(
                              v.what().name() + "：" + v.expected().zh(),
                              v.what().name() + ": " + v.expected().en())))
              .toList());
    }
    return rule;
  }

  private @Nullable ScoringRule rule(String line) {
    if (line.length() > LONGEST) {
      refuse("type", "", new Text("至多 4000 字", "at most 4000 characters"));
      return null;
    }
    String[] words = line.split("\\s+", -1);
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      int is = word.indexOf('=');
      if (is < 1 || given.put(word.substring(0, is), word.substring(is + 1)) != null) {
        refuse(words[0], word, new Text("名称=值，每个名称一次", "name=value, each name once"));
      }
    }
    ScoringRule rule =
        switch (words[0]) {
          case "proportional" -> new Proportional();
          case "due" -> new Due();
          case "table" -> table();
          case "efficacy" -> efficacy();
          case "rank" -> rank();
          case "relative" -> relative();
          default -> {
            refuse(
                "type", words[0], Text.same("proportional, due, table, efficacy, rank, relative"));
            read.addAll(given.keySet());
            yield null;
          }
        };
    given.forEach(
        (name, value) -> {
          if (!read.contains(name)) {
            refuse(
                name,
                value,
                new Text("规则 " + words[0] + " 没有这一项", "nothing that " + words[0] + " has"));
          }
        });
    return rule;
  }

  private @Nullable ScoringRule table() {
    Measure by = choice("by", Measure.class, Measure.COMPLETION);
    PointsTable.Mode mode = choice("mode", PointsTable.Mode.class, PointsTable.Mode.STEP);
    String[] written = text("bands", "").split(";", -1);
    List<@Nullable BigDecimal> figures = new ArrayList<>();
    List<@Nullable BigDecimal> gives = new ArrayList<>();
    for (String each : written) {
      String[] parts = each.split(":", -1);
      BigDecimal at = parts.length == 2 ? Figures.parse(parts[0]) : null;
      BigDecimal points = parts.length == 2 ? Figures.parse(parts[1]) : null;
      if (at == null || points == null) {
        refuse(
            "bands",
            each,
            new Text("数:分;数:分，如 80:50;100:100", "figure:points;…, such as 80:50;100:100"));
      }
      figures.add(at);
      gives.add(points);
    }
    BigDecimal before = number("before", BigDecimal.ZERO);
    BigDecimal after = number("after", null);
    boolean goesOn = Stream.of("every", "plus", "most").anyMatch(given::containsKey);
    BigDecimal every = goesOn ? needed("every", "10") : null;
    BigDecimal plus = goesOn ? needed("plus", "0.5") : null;
    BigDecimal most = goesOn ? number("most", ScoringRule.MOST) : null;
    add(PointsTable.wrong(figures, gives, before, after, every, plus, most), "bands", written);
    fit(g -> by == null ? List.of() : by.unfit(g));
    return made(
        () -> {
          List<PointsTable.Band> bands = new ArrayList<>();
          for (int i = 0; i < written.length; i++) {
            bands.add(
                new PointsTable.Band(
                    Objects.requireNonNull(figures.get(i)), Objects.requireNonNull(gives.get(i))));
          }
          return new PointsTable(
              Objects.requireNonNull(by),
              Objects.requireNonNull(mode),
              bands,
              Objects.requireNonNull(before),
              after,
              every == null || plus == null || most == null
                  ? null
                  : new PointsTable.Beyond(every, plus, most));
        });
  }

  private @Nullable ScoringRule efficacy() {
    Measure by = choice("by", Measure.class, Measure.VALUE);
    BigDecimal floor = number("floor", Efficacy.FLOOR);
    BigDecimal span = number("span", Efficacy.SPAN);
    boolean isGiven = given.containsKey("worst") || given.containsKey("best");
    BigDecimal worst = isGiven ? needed("worst", "0") : null;
    BigDecimal best = isGiven ? needed("best", "12") : null;
    add(Efficacy.wrong(floor, span, worst, best), "");
    fit(g -> Efficacy.unfit(by, worst, best, g));
    return made(
        () ->
            new Efficacy(
                Objects.requireNonNull(by),
                Objects.requireNonNull(floor),
                Objects.requireNonNull(span),
                worst == null || best == null ? null : new Efficacy.Range(worst, best)));
  }

  private @Nullable ScoringRule rank() {
    Measure by = choice("by", Measure.class, Measure.COMPLETION);
    BigDecimal floor = number("floor", BigDecimal.ZERO);
    fit(g -> by == null ? List.of() : by.unfit(g));
    if (given.containsKey("points")) {
      return listed(by, floor);
    }
    BigDecimal first = number("first", ScoringRule.MOST);
    BigDecimal step = needed("step", "5");
    add(RankPoints.wrong(first, step, floor), "");
    return made(
        () ->
            new RankPoints(
                Objects.requireNonNull(by),
                new RankPoints.Ladder.Stepped(
                    Objects.requireNonNull(first), Objects.requireNonNull(step)),
                Objects.requireNonNull(floor)));
  }

  private @Nullable ScoringRule listed(@Nullable Measure by, @Nullable BigDecimal floor) {
    String[] written = text("points", "").split(";", -1);
    List<@Nullable BigDecimal> points = new ArrayList<>();
    for (String each : written) {
      BigDecimal number = Figures.parse(each);
      if (number == null) {
        refuse("points", each, new Text("分;分，如 100;95;90", "points;points, such as 100;95;90"));
      }
      points.add(number);
    }
    for (String name : List.of("first", "step")) {
      String twice = text(name, "");
      if (given.containsKey(name)) {
        refuse(name, twice, LISTED);
      }
    }
    add(RankPoints.wrong(points, floor), "points", written);
    return made(
        () ->
            new RankPoints(
                Objects.requireNonNull(by),
                new RankPoints.Ladder.Listed(
                    points.stream().map(each -> Objects.requireNonNull(each)).toList()),
                Objects.requireNonNull(floor)));
  }

  private @Nullable ScoringRule relative() {
    Measure by = choice("by", Measure.class, Measure.COMPLETION);
    BigDecimal base = needed("base", "80");
    BigDecimal step = needed("step", "2");
    BigDecimal least = number("least", BigDecimal.ZERO);
    BigDecimal most = number("most", ScoringRule.MOST);
    Relative.Mean mean = choice("mean", Relative.Mean.class, Relative.Mean.PLAIN);
    add(Relative.wrong(base, step, least, most), "");
    fit(g -> Relative.unfit(by, mean, g));
    return made(
        () ->
            new Relative(
                Objects.requireNonNull(by),
                Objects.requireNonNull(base),
                Objects.requireNonNull(step),
                Objects.requireNonNull(least),
                Objects.requireNonNull(most),
                Objects.requireNonNull(mean)));
  }

  /**
   * What the rule itself finds, by the names that a line has for its parts.
   *
   * @param list the one that is written as a list; empty: none is
   * @param written its members as they were written
   */
  private void add(List<Violation> found, String list, String... written) {
    for (Violation v : found) {
      String field = v.field();
      String[] parts = field.split("\\.");
      if (parts.length > 1 && parts[0].equals(list)) {
        refuse(list, written[Integer.parseInt(parts[1])], v.expected());
      } else {
        String name =
            switch (field) {
              case "beyond.every" -> "every";
              case "beyond.points" -> "plus";
              case "beyond.most" -> "most";
              default -> field;
            };
        refuse(
            name,
            v.value(),
            field.equals("after") && v.expected().equals(PointsTable.NOT_BOTH)
                ? new Text("after 与 every、plus 只用一种", "either after or every and plus, not both")
                : v.expected());
      }
    }
  }

  private void fit(Function<Goal, List<Violation>> unfit) {
    if (goal != null) {
      wrong.addAll(unfit.apply(goal));
    }
  }

  private @Nullable ScoringRule made(Supplier<ScoringRule> maker) {
    return wrong.isEmpty() ? maker.get() : null;
  }

  private String text(String name, String usual) {
    read.add(name);
    return given.getOrDefault(name, usual);
  }

  private @Nullable BigDecimal number(String name, @Nullable BigDecimal usual) {
    String text = text(name, "");
    if (!given.containsKey(name)) {
      return usual;
    }
    BigDecimal number = Figures.parse(text);
    if (number == null) {
      refuse(name, text, new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    return number;
  }

  /**
   * @param example a value that is told to who left it out
   */
  private @Nullable BigDecimal needed(String name, String example) {
    if (!given.containsKey(name)) {
      read.add(name);
      refuse(
          name,
          "",
          new Text(
              "要写明，如 " + name + "=" + example, "to be given, such as " + name + "=" + example));
      return null;
    }
    return number(name, null);
  }

  private <E extends Enum<E>> @Nullable E choice(String name, Class<E> type, E usual) {
    String text = text(name, word(usual));
    for (E each : type.getEnumConstants()) {
      if (word(each).equals(text)) {
        return each;
      }
    }
    refuse(
        name,
        text,
        Text.same(
            Arrays.stream(type.getEnumConstants())
                .map(WrittenRule::word)
                .collect(Collectors.joining(", "))));
    return null;
  }

  private void refuse(String name, String value, Text expected) {
    wrong.add(new Violation(name, value, expected));
  }
}
