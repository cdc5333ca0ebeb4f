package homestretch.core.wording;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts that a campaign can put into its own words. */
public enum Wording {
  DAILY(
      new Text(
          """
          {campaign}：{headline}
          {occasion}
          截止 {deadline}，{left}，{working}
          时间进度 {timeProgress}；总体完成 {completion}，{pace}
          {noFigures}
          下一步：{nextStep}
          """,
          """
          {campaign}: {headline}
          {occasion}
          Deadline {deadline}: {left}, {working}
          Time elapsed {timeProgress}; overall completion {completion}, {pace}
          {noFigures}
          Next step: {nextStep}
          """)),
  WEEKLY(
      new Text(
          """
          {campaign}：本周小结，{headline}
          最近七天：{week}
          时间进度 {timeProgress}；总体完成 {completion}，{pace}
          {noFigures}
          灯号：{lights}
          领先：{leaders}
          进步最大：{improved}
          未报齐：{unreported}
          数据更正：{corrections}
          下一步：{nextStep}
          """,
          """
          {campaign}: the week, {headline}
          The last seven days: {week}
          Time elapsed {timeProgress}; overall completion {completion}, {pace}
          {noFigures}
          Lights: {lights}
          In the lead: {leaders}
          Most improved: {improved}
          Figures still to report: {unreported}
          Corrected figures: {corrections}
          Next step: {nextStep}
          """)),
  RESULTS(
      new Text(
          """
          {campaign}：收官结果
          已于 {deadline} 截止
          总体完成 {completion}，{pace}
          {noFigures}
          灯号：{lights}
          领先：{leaders}
          未报齐：{unreported}
          """,
          """
          {campaign}: the results
          The deadline was {deadline}
          Overall completion {completion}, {pace}
          {noFigures}
          Lights: {lights}
          In the lead: {leaders}
          Figures still to report: {unreported}
          """));

  /** What each placeholder stands for; a line of which one has nothing to say is left out. */
  public static final Map<String, Text> PLACEHOLDERS = placeholders();

  private final Text standard;

  Wording(Text standard) {
    this.standard = standard;
  }

  /** The name in the API. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How it reads unless the campaign says otherwise. */
  public Text standard() {
    return new Text(standard.zh().strip(), standard.en().strip());
  }

  public static Wording of(String code) {
    return Arrays.stream(values())
        .filter(w -> w.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new Fault.NotFound(new Text("模板", "template"), code));
  }

  /**
   * @throws Fault.Invalid naming what is wrong, in {@code zh} or {@code en}
   */
  public static void check(Text text) {
    Template.parse("zh", text.zh(), PLACEHOLDERS.keySet());
    Template.parse("en", text.en(), PLACEHOLDERS.keySet());
  }

  private static Map<String, Text> placeholders() {
    Map<String, Text> all = new LinkedHashMap<>();
    all.put("campaign", new Text("战役名称", "the drive's name"));
    all.put("date", new Text("当天日期", "the day's date"));
    all.put("headline", new Text("还有几天，或最后一天", "days to go, or the last day"));
    all.put(
        "occasion",
        new Text(
            "第 100、60、30、10、7、3、2、1 天的提示，其余日子为空",
            "a word on days 100, 60, 30, 10, 7, 3, 2, 1; nothing on others"));
    all.put("days", new Text("剩余天数", "days left"));
    all.put("left", new Text("剩余天数，说明是否含今天", "days left, saying whether today is included"));
    all.put("workingDays", new Text("剩余工作日天数，未知为空", "working days left; nothing if unknown"));
    all.put("working", new Text("剩余工作日，未知时说明", "working days left, or that they are unknown"));
    all.put("deadline", new Text("截止日期", "the deadline"));
    all.put("timeProgress", new Text("时间进度", "time elapsed, in percent"));
    all.put("completion", new Text("总体完成率，无数据为空", "overall completion; nothing without figures"));
    all.put("expected", new Text("序时应完成，无数据为空", "expected completion; nothing without figures"));
    all.put("pace", new Text("比应完成高或低几个百分点", "points above or below what was expected"));
    all.put("noFigures", new Text("尚无数据时的说明", "said while there are no figures"));
    all.put("cutOff", new Text("数据截至日期，无数据为空", "the figures' date; nothing without figures"));
    all.put("departments", new Text("单位总数", "number of units"));
    all.put("reported", new Text("数据报齐的单位数", "units with all figures reported"));
    all.put("open", new Text("数据未报齐的单位数", "units with figures still to report"));
    all.put("nextStep", new Text("下一步", "one next step"));
    all.put(
        "week",
        new Text(
            "最近七天新报的数、总体完成的变化、转绿的单位数", "the last seven days: new figures, completion, lights"));
    all.put("lights", new Text("红黄绿灯各几个单位", "how many units stand on which light"));
    all.put("leaders", new Text("各组前三名", "the first three of each league"));
    all.put("improved", new Text("进步最大的单位，未知为空", "the unit most improved; nothing if unknown"));
    all.put("unreported", new Text("数据未报齐的单位", "the units with figures still to report"));
    all.put(
        "corrections", new Text("本周更正了几项数据，没有为空", "figures corrected this week; nothing if none"));
    return java.util.Collections.unmodifiableMap(all);
  }
}
