package homestretch.core.news;

import homestretch.core.board.Setup;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How what happened is told: who, what and the figure; no praise, and nobody who fell. */
public final class NewsTexts {
  /** So many names stand in one line; of more it is said how many there are. */
  private static final int NAMED = 5;

  /** So many goals are named in one post. */
  private static final int GOALS = 6;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

  private NewsTexts() {}

  /**
   * The heading of what happened: the last hundred, thirty, ten days and the last one have their
   * own.
   */
  public static Text heading(long daysLeft, boolean isOver) {
    if (isOver || daysLeft < 1) {
      return new Text("收官", "At the finish");
    }
    if (daysLeft == 1) {
      return new Text("最后一天 · 一路至此，谢谢各单位", "The last day · thank you all for coming this far");
    }
    if (daysLeft <= 10) {
      return new Text("最后十天 · 逐日落实", "The last ten days · day by day");
    }
    if (daysLeft <= 30) {
      return new Text("最后三十天 · 逐周推进", "The last thirty days · week by week");
    }
    return daysLeft <= 100
        ? new Text("百日冲刺 · 稳步向前", "The last hundred days · steadily on")
        : new Text("新进展", "What is new");
  }

  /** Line by line, in the order of the kinds: as it happens, beside the board that it is of. */
  public static List<Text> lines(List<Event> events, Setup setup) {
    return lines(events, new Names(setup), event -> new Text("", ""));
  }

  /**
   * The same of what was told before: each figure says of which board it is, as another stands
   * beside it by now.
   */
  public static List<Text> retold(List<Event> events, Setup setup) {
    return lines(
        events,
        new Names(setup),
        event ->
            event.on().getYear() == setup.on().getYear()
                ? new Text(
                    DAY.format(event.on()) + " 时 ", " on the board of " + DAY.format(event.on()))
                : new Text(event.on() + " 时 ", " on the board of " + event.on()));
  }

  /** When a figure was so; empty: now. */
  private interface Then extends Function<Event, Text> {}

  private static List<Text> lines(List<Event> events, Names names, Then then) {
    List<Text> lines = new ArrayList<>();
    for (Event.Kind kind : Event.Kind.values()) {
      List<Event> ofKind = events.stream().filter(e -> e.kind() == kind).toList();
      if (!ofKind.isEmpty()) {
        lines.addAll(
            switch (kind) {
              case CITY -> ofKind.stream().map(e -> city(e, then.apply(e))).toList();
              case ALL_MET -> byLeague(ofKind, names, NewsTexts::allMet);
              case TARGET_MET -> targets(ofKind, names);
              case RISEN -> ofKind.stream().map(e -> risen(e, names, then.apply(e))).toList();
              case GREEN -> List.of(green(names.of(ofKind)));
              case BANNER -> ofKind.stream().map(e -> banner(e, names, then.apply(e))).toList();
            });
      }
    }
    return lines;
  }

  /** Who holds the red banner of a league and since when; empty: nobody yet. */
  public static Optional<Text> holding(List<Events.Told> held, Setup setup) {
    if (held.isEmpty()) {
      return Optional.empty();
    }
    Text who = new Names(setup).of(held.stream().map(Events.Told::event).toList());
    LocalDate on = held.getFirst().event().on();
    return who.zh().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Text(
                "流动红旗：" + who.zh() + "（" + on + " 榜）",
                "Red banner: " + who.en() + " (board of " + on + ")"));
  }

  private static Text city(Event event, Text then) {
    // The headline's figure is of what was reported alone, and higher: so it says what this one is.
    String zh = "（" + then.zh() + percent(event.gained()) + "，未报的算 0）";
    String en = " (" + percent(event.gained()) + then.en() + ", what is not reported counted as 0)";
    return switch (Objects.requireNonNull(event.place())) {
      case 100 -> new Text("总体目标已完成" + zh, "The overall target is met" + en);
      case 90 -> new Text("总体完成已过九成" + zh, "Overall completion has passed 90%" + en);
      default -> new Text("总体完成已过半" + zh, "Overall completion has passed half" + en);
    };
  }

  private static Text allMet(Text league, Text who) {
    return new Text(
        league.zh() + "首个完成全部指标：" + who.zh(),
        "First in " + league.en() + " with every target met: " + who.en());
  }

  private static List<Text> targets(List<Event> events, Names names) {
    Map<Goal, List<Event>> byGoal = new LinkedHashMap<>();
    for (Event event : events) {
      Goal goal = names.goal(event);
      if (goal != null) {
        byGoal.computeIfAbsent(goal, g -> new ArrayList<>()).add(event);
      }
    }
    List<Text> lines = new ArrayList<>();
    byGoal.forEach(
        (goal, reached) -> {
          if (lines.size() < GOALS) {
            Text who = names.of(reached);
            // A place of 0 says that a figure is not verified yet.
            boolean open = reached.stream().anyMatch(e -> e.place() != null);
            lines.add(
                new Text(
                    "“" + goal.name().zh() + "”达到目标：" + who.zh() + (open ? "（数据待审核）" : ""),
                    "Target of “"
                        + goal.name().en()
                        + "” reached: "
                        + who.en()
                        + (open ? " (figures to be verified)" : "")));
          }
        });
    int more = byGoal.size() - lines.size();
    if (more > 0) {
      lines.add(
          new Text(
              "另有 " + more + " 项指标有单位达到目标，见 /排行榜",
              "Targets of " + more + " more goals were reached: /leaderboard"));
    }
    return lines;
  }

  private static Text risen(Event event, Names names, Text then) {
    Text league = names.league(event);
    Text who = names.of(List.of(event));
    return new Text(
        league.zh()
            + "："
            + who.zh()
            + "升至第 "
            + event.place()
            + " 名（"
            + then.zh()
            + "▲"
            + whole(event)
            + "）",
        league.en()
            + ": "
            + who.en()
            + " is up to rank "
            + event.place()
            + " (▲"
            + whole(event)
            + then.en()
            + ")");
  }

  private static Text green(Text who) {
    return new Text("转为绿灯：" + who.zh(), "Now on green: " + who.en());
  }

  private static Text banner(Event event, Names names, Text then) {
    Text league = names.league(event);
    Text who = names.of(List.of(event));
    String rise = Figures.points(event.gained());
    int boards = event.place() == null ? 1 : event.place();
    return new Text(
        "流动红旗 · "
            + league.zh()
            + "："
            + who.zh()
            + "（"
            + then.zh().strip()
            + "进步最大，偏差 "
            + rise
            + " 个百分点"
            + (boards > 1 ? "，连续 " + boards + " 榜" : "")
            + "）",
        "Red banner, "
            + league.en()
            + ": "
            + who.en()
            + " (most improved"
            + then.en()
            + ", deviation "
            + rise
            + " points"
            + (boards > 1 ? ", " + boards + " boards in a row" : "")
            + ")");
  }

  private static String percent(@Nullable BigDecimal shown) {
    return shown == null ? "–" : shown.toPlainString() + "%";
  }

  private static String whole(Event event) {
    return event.gained() == null ? "" : event.gained().toBigInteger().toString();
  }

  private interface OfLeague {
    Text say(Text league, Text who);
  }

  private static List<Text> byLeague(List<Event> events, Names names, OfLeague line) {
    Map<Text, List<Event>> byLeague = new LinkedHashMap<>();
    events.forEach(e -> byLeague.computeIfAbsent(names.league(e), l -> new ArrayList<>()).add(e));
    return byLeague.entrySet().stream()
        .map(each -> line.say(each.getKey(), names.of(each.getValue())))
        .toList();
  }

  /** The names of a board's units, leagues and goals. */
  private static final class Names {
    private final Map<Object, Department> departments;
    private final Map<Object, League> leagues;
    private final Map<Object, Goal> goals;

    Names(Setup setup) {
      departments =
          setup.departments().stream()
              .collect(Collectors.toMap(Department::id, Function.identity()));
      leagues = setup.leagues().stream().collect(Collectors.toMap(League::id, Function.identity()));
      goals = setup.goals().stream().collect(Collectors.toMap(Goal::id, Function.identity()));
    }

    @Nullable Goal goal(Event event) {
      return event.goal() == null ? null : goals.get(event.goal());
    }

    Text league(Event event) {
      League league = event.league() == null ? null : leagues.get(event.league());
      return league == null ? Text.same("–") : league.name();
    }

    /** {@code 高新区、临江区}, or {@code 高新区、临江区、…等 12 个单位}. */
    Text of(List<Event> events) {
      List<Text> named =
          events.stream()
              .map(e -> e.department() == null ? null : departments.get(e.department()))
              .filter(Objects::nonNull)
              .map(Department::shortest)
              .toList();
      List<Text> first = named.size() > NAMED ? named.subList(0, NAMED) : named;
      String zh = String.join("、", first.stream().map(Text::zh).toList());
      String en = String.join(", ", first.stream().map(Text::en).toList());
      int more = named.size() - first.size();
      return more == 0
          ? new Text(zh, en)
          : new Text(zh + "等 " + named.size() + " 个单位", en + " and " + more + " more");
    }
  }
}
