package homestretch.core.exchange;

import homestretch.core.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the columns of templates are called, hold and look like. */
final class TemplateTexts {
  /**
   * @param header in Chinese one that an import knows; in English the column's own name is used
   */
  record Words(String header, Text explanation, String example) {}

  static final Text GUIDE = new Text("说明", "Guide");
  static final Text NEEDED = new Text("必填", "needed");
  static final Text OPTIONAL = new Text("可不填", "optional");

  static final List<Text> INTRO =
      List.of(
          new Text(
              "在第一页从第 2 行起每行填一条，列名不要改动；不需要的列可以删去。",
              "Fill in one entry a row on the first page, from row 2 on. Keep the column names;"
                  + " columns that you do not need may go."),
          new Text(
              "代码列有下拉可选，也可以填名称。日期如 2026-10-31；数可带单位，如 80.5亿元。",
              "Codes can be chosen from a list; a name will do too. Dates as 2026-10-31; a number"
                  + " may have its unit."),
          new Text(
              "导入前可先试导入（--dry-run 或 ?dryRun=true），看清会改动什么。",
              "Try it first (--dry-run or ?dryRun=true) to see what would change."));

  static final List<Text> HEADINGS =
      List.of(
          new Text("这一列", "This column"),
          new Text("要不要填", "Needed?"),
          new Text("填什么", "What goes in"),
          new Text("例子", "For example"));

  private static final Map<String, Words> WORDS = new HashMap<>();

  private static void word(String column, String header, String zh, String en, String example) {
    WORDS.put(column, new Words(header, new Text(zh, en), example));
  }

  static {
    word("department", "单位", "单位的代码或名称", "the unit’s code or name", "LJ");
    word("goal", "指标", "指标的代码或名称", "the goal’s code or name", "GBR");
    word("as_of", "截至日期", "数据截至哪一天", "the day that the figure is of", "2026-10-31");
    word(
        "value",
        "数值",
        "累计到这一天的数；比率填分子",
        "the figure up to that day; of a ratio the numerator",
        "80.5");
    word(
        "denominator",
        "分母",
        "比率的分母，增速的基期数",
        "of a ratio the denominator, of a growth the base",
        "120");
    word("milestone", "节点", "按节点考核的指标：是哪个节点", "of a goal of milestones: which step", "初步设计批复");
    word("note", "备注", "要说明的话", "what should be said of it", "");
    word("evidence", "佐证", "文号或网址", "a document’s number or address", "");
    word("state", "状态", "核定与否", "whether it is verified", "provisional");
    word("target", "目标值", "全年目标；不适用填 不适用", "the target of the year; n/a if it has none", "100");
    word("baseline", "基数", "年初或基期的数", "the value at the start", "0");
    word("from", "生效日期", "从哪天起算", "the day from which it counts", "2026-01-01");
    word("until", "终止日期", "算到哪天为止", "the last day on which it counts", "");
    word("code", "代码", "简短、不重复的代码", "a short code, each once", "LJ");
    word("name", "名称", "完整的名称", "the full name", "临江区");
    word("league", "组别", "在哪一组排名", "the group in which it is ranked", "区县");
    word("name_en", "英文名", "英文名称", "the name in English", "Linjiang");
    word("league_en", "组别英文名", "组别的英文名称", "the group’s name in English", "Districts");
    word("league_code", "组别代码", "组别的代码", "the group’s code", "D");
    word("lead", "负责人", "谁负责", "who is responsible", "");
    word("parent", "上级", "上级单位的代码", "the code of the unit above", "");
    word("short_name", "简称", "榜单上显示的短名称", "a short name for boards", "临江");
    word(
        "in_totals",
        "计入合计",
        "是否计入合计（true 或 false）",
        "whether totals count it (true, false)",
        "true");
    word("successor", "承接单位", "终止后由哪个单位承接", "the unit that takes over at its end", "");
    word("unit", "计量单位", "数值的单位", "the unit of its figures", "亿元");
    word("direction", "方向", "越大越好填 up，越小越好填 down", "up: more is better; down: less is", "up");
    word("kind", "类型", "怎么计数", "how its figures count", "total");
    word("weight", "权重", "占总分的份额", "its share of the score", "40");
    word(
        "cap",
        "封顶",
        "完成率最多算到百分之多少，不封顶填 none",
        "the most completion that counts, in percent, or none",
        "120");
    word("min", "下限", "完成率最少算到百分之多少", "the least completion that counts, in percent", "0");
    word("period", "周期", "年度或整个战役", "the year or the whole drive", "year");
    word("decimals", "小数位", "数值最多几位小数", "how many decimals its figures have at most", "2");
    word("shown_decimals", "显示小数位", "显示几位小数", "how many decimals are shown", "2");
    word(
        "section", "板块", "属于哪个板块，不属于任何板块填 none", "the section in which it weighs, or none", "经济发展");
    word("due_every", "报送频率", "多久报一次", "how often a figure is due", "month");
    word("grace", "宽限天数", "到期后宽限几天", "days of grace after it was due", "5");
    word("unit_en", "英文单位", "单位的英文", "the unit in English", "100 million yuan");
    word("target_then", "原目标", "调整之前的目标", "the target before it was revised", "90");
    word("date", "日期", "到哪一天", "by which day", "2026-06-30");
    word("percent", "进度", "应完成全年目标的百分之几", "how much of the target is expected, in percent", "50");
    word("step", "节点", "节点的名称", "the step’s name", "初步设计批复");
    word("due", "截止日期", "应在哪天之前完成", "the day by which it is due", "2026-12-20");
    word("done", "完成日期", "实际完成的日子", "the day on which it was done", "");
    word("on", "日期", "哪一天", "on which day", "2026-10-31");
    word("reason", "原因", "为什么", "why", "");
    word("item", "项目", "加减分的条目", "which item of the scheme", "");
    word("points", "分值", "加或减多少分", "how many points", "2");
    word(
        "setting",
        "设置",
        "哪一项设置，如权重 weight、封顶 cap、计分规则 rule",
        "which setting, such as weight, cap or rule",
        "");
  }

  private TemplateTexts() {}

  static Words of(String column) {
    Words words = WORDS.get(column);
    return words == null ? new Words(column, Text.same(column), "") : words;
  }
}
