package homestretch.core.board;

import homestretch.core.department.DepartmentId;
import homestretch.core.report.ReportId;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the last seven days have brought: between the board as it was known then and the board now.
 *
 * @param figures that count now and did not then
 * @param units that they are from
 * @param green units whose light turned green
 * @param before overall completion as known then; null: there was none
 * @param now null: there is none
 */
public record Week(
    int figures, int units, int green, @Nullable String before, @Nullable String now) {

  public static Week of(Scorebook then, Scorebook now) {
    Set<ReportId> known = new HashSet<>();
    then.figures().forEach(report -> known.add(report.id()));
    Set<DepartmentId> units = new HashSet<>();
    int figures = 0;
    for (var report : now.figures()) {
      if (!known.contains(report.id())) {
        figures++;
        units.add(report.department());
      }
    }
    Map<DepartmentId, Light> lights = new HashMap<>();
    standings(then).forEach(s -> lights.put(s.department().id(), s.light()));
    long green =
        standings(now)
            .filter(s -> s.light() == Light.GREEN)
            .filter(
                s -> {
                  Light was = lights.get(s.department().id());
                  return was == Light.YELLOW || was == Light.RED;
                })
            .count();
    return new Week(
        figures, units.size(), (int) green, completion(then.overall()), completion(now.overall()));
  }

  private static Stream<Standing> standings(Scorebook book) {
    Leaderboard board = book.leaderboard(null, null);
    return Stream.concat(board.rows().stream(), board.unranked().stream());
  }

  private static @Nullable String completion(Overall overall) {
    // Before anybody had reported, nothing is known, which is not 0.
    return overall.completion() == null || overall.cutOff() == null
        ? null
        : Figures.percent(overall.completion());
  }

  /** In one line, without anybody's name. */
  public Text text() {
    if (figures == 0) {
      return new Text("没有新的数据", "no new figures");
    }
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    zh.add(units + " 个单位上报或更新了 " + figures + " 个数");
    en.add(
        (figures == 1 ? "1 new figure" : figures + " new figures")
            + " from "
            + (units == 1 ? "1 unit" : units + " units"));
    if (before != null && now != null) {
      if (before.equals(now)) {
        zh.add("总体完成仍为 " + now);
        en.add("overall completion still " + now);
      } else {
        zh.add("总体完成由 " + before + " 变为 " + now);
        en.add("overall completion from " + before + " to " + now);
      }
    }
    if (green > 0) {
      zh.add(green + " 个单位转为绿灯");
      en.add(green == 1 ? "1 unit turned green" : green + " units turned green");
    }
    return new Text(String.join("；", zh), String.join("; ", en));
  }
}
