package homestretch.core.wording;

import homestretch.core.board.CountdownTexts;
import homestretch.core.board.CutOff;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Countdown;
import homestretch.core.department.League;
import homestretch.core.score.Light;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A campaign on a day, as the placeholders of a template say it.
 *
 * @param week what the last seven days have brought; empty where it is not asked for
 */
public record Situation(
    Campaign campaign, Countdown countdown, Overall overall, Leaderboard board, Text week) {
  /** Of a post that says nothing of the week. */
  public Situation(Campaign campaign, Countdown countdown, Overall overall, Leaderboard board) {
    this(campaign, countdown, overall, board, new Text("", ""));
  }

  private static final int LEADERS = 3;

  /** Whether the day is one of those that get a word of their own. */
  public boolean isOccasion() {
    return !occasion().zh().isEmpty();
  }

  /** Every placeholder of {@link Wording#PLACEHOLDERS}; empty where there is nothing to say. */
  Map<String, String> values(Language language) {
    Map<String, String> values = new HashMap<>();
    values.put("campaign", campaign.name().in(language));
    values.put("date", CutOff.date(countdown.on()).in(language));
    values.put("headline", CountdownTexts.toGo(countdown).in(language));
    values.put("occasion", occasion().in(language));
    values.put("days", String.valueOf(countdown.daysLeft()));
    values.put("left", CountdownTexts.left(campaign, countdown).in(language));
    values.put(
        "workingDays",
        countdown.workingDaysLeft().isPresent()
            ? String.valueOf(countdown.workingDaysLeft().getAsLong())
            : "");
    values.put("working", CountdownTexts.working(countdown).in(language));
    values.put("deadline", CutOff.date(countdown.deadline()).in(language));
    values.put("timeProgress", CountdownTexts.timeProgress(countdown).in(language));
    boolean known = overall.completion() != null;
    values.put("completion", known ? CountdownTexts.completion(overall).in(language) : "");
    values.put("expected", known ? Figures.percent(overall.expected()) : "");
    Text pace = CountdownTexts.pace(overall);
    values.put("pace", pace == null ? "" : pace.in(language));
    values.put(
        "noFigures", known ? "" : new Text("尚无上报数据", "No figures reported yet").in(language));
    values.put("cutOff", overall.cutOff() == null ? "" : overall.cutOff().inWords().in(language));
    values.put("departments", String.valueOf(overall.departments()));
    values.put("reported", String.valueOf(overall.reported()));
    values.put("open", String.valueOf(open()));
    values.put("nextStep", nextStep().in(language));
    values.put("week", week.in(language));
    values.put("lights", lights().in(language));
    values.put("leaders", leaders(language));
    values.put("improved", improved(language));
    values.put("unreported", unreported(language));
    Leaderboard.Since since = board.since();
    int revised = since == null ? 0 : since.revised().size();
    values.put(
        "corrections",
        revised == 0
            ? ""
            : new Text(revised + " 个单位", revised + (revised == 1 ? " unit" : " units"))
                .in(language));
    return values;
  }

  private int open() {
    return overall.departments() - overall.reported();
  }

  private Text occasion() {
    if (countdown.isOver()) {
      return new Text("", "");
    }
    if (countdown.isLastDay()) {
      return new Text(
          "本次冲刺今天截止，未报的数据请于今天报齐", "The drive ends today; figures still open are due today");
    }
    if (countdown.on().plusDays(1).equals(countdown.deadline())) {
      return new Text(
          "明天是最后一天，请核对已报数据", "Tomorrow is the last day: please check what was reported");
    }
    return switch ((int) countdown.daysLeft()) {
      case 100 -> new Text("进入百日冲刺", "The last hundred days begin");
      case 60 -> new Text("进入最后六十天", "The last sixty days begin");
      case 30 ->
          new Text("进入最后三十天，请对照目标安排好每周进度", "The last thirty days begin: time to plan week by week");
      case 10 ->
          new Text(
              "进入最后十天，请核对数据，及早上报",
              "The last ten days begin: please check figures and report early");
      case 7 -> new Text("进入最后一周", "The last week begins");
      case 3 -> new Text("还有三天，请预留数据核对的时间", "Three days left: please leave time to check figures");
      case 2 -> new Text("还有两天，请核对已报数据", "Two days left: please check what was reported");
      default -> new Text("", "");
    };
  }

  /** One thing to do: report what is open, else close the gap, else keep figures up to date. */
  private Text nextStep() {
    Closing closing = board.setup().closing();
    if (closing != null) {
      // Nothing can be reported any more.
      return closing.footnote();
    }
    if (open() > 0) {
      return new Text(
          open() + " 个单位数据未报齐，可用 /上报 报数",
          open() + (open() == 1 ? " unit has" : " units have") + " figures to report; use /report");
    }
    BigDecimal deviation = overall.deviation();
    Exact completion = overall.completion();
    long working = countdown.workingDaysLeft().orElse(0);
    if (deviation != null && completion != null && deviation.signum() < 0 && working > 0) {
      String daily =
          new Exact(
                  BigFraction.of(100).subtract(completion.value()).divide(working), Exact.DECIMALS)
              .shown()
              .toPlainString();
      return new Text(
          "要按期完成，每个工作日需推进 " + daily + " 个百分点",
          "to finish in time, " + daily + " points each working day");
    }
    return new Text("数据有变化时，用 /上报 更新", "when a figure changes, /report it");
  }

  private List<Standing> standings() {
    return Stream.concat(board.rows().stream(), board.unranked().stream()).toList();
  }

  private Text lights() {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Light light : Light.values()) {
      long count = standings().stream().filter(s -> s.light() == light).count();
      if (count > 0) {
        zh.add(light.symbol() + " " + light.text().zh() + " " + count + " 个");
        en.add(light.symbol() + " " + count + " " + light.text().en());
      }
    }
    return new Text(String.join("，", zh), String.join(", ", en));
  }

  private String leaders(Language language) {
    List<String> leagues = new ArrayList<>();
    for (League league : board.leagues()) {
      List<String> names =
          board.disclosed(league).rows().stream()
              .filter(s -> s.rank() != null && s.rank() <= LEADERS && !s.vetoed())
              .map(s -> s.department().name().in(language))
              .toList();
      if (!names.isEmpty()) {
        String together = String.join(new Text("、", ", ").in(language), names);
        leagues.add(
            new Text(
                    league.name().zh() + "（" + together + "）",
                    league.name().en() + " (" + together + ")")
                .in(language));
      }
    }
    return String.join(new Text("；", "; ").in(language), leagues);
  }

  /** The largest rise in deviation of each league since the last published board. */
  private String improved(Language language) {
    List<String> risen = new ArrayList<>();
    for (League league : board.leagues()) {
      for (Standing standing : board.mostImproved(league)) {
        Standing.Movement movement = standing.movement();
        BigDecimal rise = movement == null ? null : movement.rise();
        if (rise != null) {
          String points = rise.toPlainString();
          String name = standing.department().name().in(language);
          risen.add(
              new Text(
                      name + "（偏差上升 " + points + " 个百分点）",
                      name + " (deviation up " + points + " points)")
                  .in(language));
        }
      }
    }
    return String.join(new Text("、", ", ").in(language), risen);
  }

  /** Those to which a target applies and that still owe a figure. */
  private String unreported(Language language) {
    List<String> names =
        standings().stream()
            .filter(Standing::provisional)
            .map(s -> s.department().name().in(language))
            .toList();
    return String.join(new Text("、", ", ").in(language), names);
  }
}
