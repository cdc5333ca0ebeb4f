package homestretch.core.exchange;

import homestretch.core.text.Words;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What columns and tables are called by those who keep spreadsheets, in Chinese and English. */
final class Aliases {
  private static final String DEPARTMENT =
      "department|dept|unit|单位|部门|责任单位|牵头单位|主责单位|填报单位|上报单位|考核单位|承办单位|区县|区|县区|县市区|县（市、区）|"
          + "区（县）|地区|区域|街道|乡镇|镇街|街镇|园区|板块|单位名称|部门名称|单位代码|单位编码|部门代码|区县名称|地区名称|organisation|organization|office|agency|district|region|county|bureau|department"
          + " code|department name|departmentcode|departmentname|unit name|unit code|who";
  private static final String GOAL =
      "goal|指标|指标名称|指标代码|考核指标|项目|科目|预算科目|目标名称|indicator|metric|kpi|goal code|goal"
          + " name|measure|what";
  private static final String FROM =
      "from|生效|生效日期|生效日|起|自|起始日期|effective|effective from|since|valid from";
  private static final String UNTIL = "until|止|终止日期|失效日期|valid until|to";

  /** By table, one column a line: its name, then what else it is called. */
  private static final Map<Table, String> WORDS = new EnumMap<>(Table.class);

  static {
    WORDS.put(
        Table.DEPARTMENTS,
        """
        code: 代码|编码|编号|代号|单位代码|单位编码|部门代码|部门编码|id|no|key|department code|dept code
        name: 名称|单位|部门|单位名称|部门名称|全称|区县|地区|中文名称|department|department name|unit|full name
        league: 联赛|组|组别|分组|赛区|类别|序列|考核组|group|division|category
        short_name: 简称|短名称|short|shortname|abbreviation
        name_en: 英文名|英文名称|english name|name (en)|english
        league_en: 组别英文名|英文组别|league (en)
        league_code: 组别代码|分组代码|league id
        lead: 负责人|责任人|主要负责人|分管领导|联系人|牵头领导|head|owner|contact|responsible
        parent: 上级|上级单位|主管单位|所属单位|隶属|parent department|belongs to
        in_totals: 计入合计|是否计入合计|intotals
        from: FROM
        until: UNTIL
        successor: 承接单位|继任单位|并入
        """);
    WORDS.put(
        Table.GOALS,
        """
        code: 代码|编码|编号|代号|指标代码|指标编码|id|no|key|goal code
        name: 名称|指标|指标名称|考核指标|项目|目标名称|goal|goal name|indicator|metric
        unit: 单位|计量单位|量纲|uom|unit of measure
        direction: 方向|趋向|指标方向|better
        kind: 类型|指标类型|性质|type
        weight: 权重|分值|权数|points
        cap: 封顶|上限|封顶比例|maximum
        min: 下限|最小值|minimum
        period: 周期|考核期
        decimals: 小数位|小数位数|decimal places
        shown_decimals: 显示小数位|显示位数|showndecimals
        section: 板块|分类|大类|一级指标|部分
        due_every: 报送频率|上报频率|频率|frequency|due
        grace: 宽限|宽限天数|宽限期
        name_en: 英文名|英文名称|english name|name (en)|english
        unit_en: 英文单位|单位英文|unit (en)
        from: FROM
        until: UNTIL
        """);
    WORDS.put(
        Table.SECTIONS,
        """
        code: 代码|编码|编号|代号|id|no|key|section code
        name: 名称|板块|板块名称|一级指标|分类|大类|section|section name
        weight: 权重|分值|权数|points
        name_en: 英文名|英文名称|english name|name (en)|english
        from: FROM
        until: UNTIL
        """);
    WORDS.put(
        Table.SCHEME,
        """
        from: FROM
        setting: 设置|项|参数
        value: 值|数值
        code: 代码|指标
        """);
    WORDS.put(
        Table.TARGET_REVISIONS,
        """
        department: DEPARTMENT
        goal: GOAL
        as_of: 截至|截止|截至日期|截止日期|日期|date|as of
        target_then: 原目标|当时目标|调整前目标|target then|old target
        baseline: 基数|基期|上年完成|上年数|上年实绩|baseline value|base|last year
        """);
    WORDS.put(
        Table.TARGETS,
        """
        department: DEPARTMENT
        goal: GOAL
        target: 目标|目标值|目标数|目标任务|年度目标|全年目标|年度任务|全年任务|任务|任务数|计划|计划数|年度计划|全年计划|年初目标|年初预算|年初预算数|预算|预算数|本年预算|预算金额|调整预算数|budget|plan|annual target|full-year target|goal value|planned
        baseline: 基数|基期|基期值|上年完成|上年完成数|上年数|上年实绩|上年同期|去年|去年完成|去年实绩|base|last year|previous year
        from: FROM
        """);
    WORDS.put(
        Table.PLANS,
        """
        goal: GOAL
        date: 日期|时间|时间节点|节点|月份|季度|截至|截止|截至日期|month|quarter|by|as of
        percent: 百分比|进度|计划进度|序时进度|时序进度|比例|计划比例|累计比例|percentage|share|progress|plan
        department: DEPARTMENT
        from: FROM
        """);
    WORDS.put(
        Table.MILESTONES,
        """
        department: DEPARTMENT
        goal: GOAL
        step: 节点|里程碑|步骤|任务|阶段|事项|节点名称|milestone|task|stage
        due: 截止|截止日期|期限|完成时限|时限|计划完成|计划完成时间|计划日期|deadline|due date|due on
        done: 完成日期|完成时间|实际完成|实际完成时间|实际日期|done on|completed|finished
        weight: 权重|分值
        from: FROM
        """);
    WORDS.put(
        Table.ADJUSTMENTS,
        """
        department: DEPARTMENT
        kind: 类型|种类|type
        on: 日期|时间|date
        reason: 原因|事由|理由|说明
        item: 项目|条目|加减分项
        points: 分|分值|分数|得分|加减分
        evidence: 依据|佐证|证明材料|文号|proof
        """);
    WORDS.put(
        Table.REPORTS,
        """
        department: DEPARTMENT
        goal: GOAL
        as_of: 截至|截止|截至日期|截止日期|截至日|截止时间|截至时间|日期|时间|数据日期|统计日期|统计时间|数据时间|月份|季度|期间|报告期|数据截止|数据截至|数据截止日期|数据截至日期|as of|as at|date|month|quarter|period|asof
        value: 数值|值|数据|分子|数额|金额|完成|完成值|完成数|完成额|完成情况|完成金额|累计|累计值|累计数|累计完成|累计完成值|累计完成数|实际|实际值|实际数|实际完成|实际完成数|实绩|本年累计|本年完成|本年累计完成|执行数|累计执行数|支出|支出数|收入|收入数|发生额|actual|actuals|amount|figure|number|result|cumulative|year to date|ytd|achieved|completed|total
        denominator: 分母|denominator|总数|基数|应完成|应完成数|总量|基期|基期数|上年同期|去年同期|base|of|out of|last year
        milestone: 节点|里程碑|步骤|step
        note: 备注|说明|情况说明|附注|notes|remark|remarks|comment|comments
        evidence: 依据|佐证|证明材料|佐证材料|文号|来源|数据来源|proof|source|document|link
        state: 状态|核定状态|审核状态|status
        """);
  }

  /** Figures of one period alone, not since the year's start. */
  private static final Pattern PER_PERIOD =
      Pattern.compile(
          "(当月|本月|当季|本季度?|单月|单季|当期|本期|当年当月|monthly|thismonth|thisquarter)(完成|实绩|实际|完成数|完成值|值|数|发生额|执行数|收入|支出|金额|数额)?");

  private static final String DECORATION = "_*:-.\"'“”";

  private static final Map<String, Table> TABLES = new HashMap<>();

  static {
    tables(Table.DEPARTMENTS, "单位", "部门", "区县", "单位名单", "单位表", "部门表", "units", "depts");
    tables(Table.SECTIONS, "板块", "板块表", "一级指标", "指标板块");
    tables(Table.GOALS, "指标", "指标表", "考核指标", "indicators", "metrics", "kpis");
    tables(Table.TARGETS, "目标", "目标值", "任务", "目标任务", "年度目标", "目标表", "budget");
    tables(Table.PLANS, "计划", "进度计划", "序时进度", "计划进度", "计划表");
    tables(
        Table.REPORTS,
        "上报",
        "数据",
        "完成情况",
        "进度",
        "进展",
        "上报数据",
        "填报",
        "实绩",
        "数值",
        "actuals",
        "figures",
        "data");
    tables(Table.MILESTONES, "节点", "里程碑");
    tables(Table.ADJUSTMENTS, "加减分");
    tables(Table.SCHEME, "评分方案", "方案");
    tables(Table.TARGET_REVISIONS, "目标调整", "调整前目标");
  }

  private static void tables(Table table, String... names) {
    for (String name : names) {
      TABLES.put(Words.key(name), table);
    }
  }

  private static final Map<Table, Map<String, String>> COLUMNS = new EnumMap<>(Table.class);

  static {
    WORDS.forEach(
        (table, lines) -> {
          Map<String, String> byKey = new HashMap<>();
          lines
              .lines()
              .forEach(
                  line -> {
                    int colon = line.indexOf(": ");
                    String column = line.substring(0, colon);
                    if (!table.columns().contains(column)) {
                      return;
                    }
                    String names =
                        line.substring(colon + 2)
                            .replace("DEPARTMENT", DEPARTMENT)
                            .replace("GOAL", GOAL)
                            .replace("FROM", FROM)
                            .replace("UNTIL", UNTIL);
                    for (String name : names.split("\\|")) {
                      byKey.putIfAbsent(key(name), column);
                    }
                  });
          table.columns().forEach(column -> byKey.put(key(column), column));
          COLUMNS.put(table, byKey);
        });
  }

  private Aliases() {}

  /** How headers are compared: without blanks, underscores, stars and colons, in lower case. */
  static String key(String header) {
    String key = Words.key(header);
    StringBuilder bare = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      if (DECORATION.indexOf(key.charAt(i)) < 0) {
        bare.append(key.charAt(i));
      }
    }
    return bare.toString();
  }

  static Optional<String> column(Table table, String header) {
    return Optional.ofNullable(COLUMNS.getOrDefault(table, Map.of()).get(key(header)));
  }

  static boolean isPerPeriod(String header) {
    return PER_PERIOD.matcher(key(header)).matches();
  }

  /** The table that a file or a sheet is named after; browsers and people add to names. */
  static Optional<Table> table(String name) {
    String bare =
        Words.trimmed(name)
            .replaceFirst("(?i)\\.(csv|tsv|txt|xlsx|xlsm|xls|ods|html?)$", "")
            .replaceFirst("\\s*[(（]\\d+[)）]$", "")
            .replaceFirst("(?i)\\s*[-_ ]*(副本|copy|final|定稿|v?\\d+)$", "");
    Optional<Table> canonical = Table.of(bare.strip().toLowerCase(java.util.Locale.ROOT));
    if (canonical.isPresent()) {
      return canonical;
    }
    return Optional.ofNullable(TABLES.get(Words.key(bare)));
  }
}
