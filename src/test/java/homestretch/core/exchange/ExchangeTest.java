package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.sheet.Sheets;
import homestretch.adapter.storage.JooqChain;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.exchange.Imported.What;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.text.Figures;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables into a campaign and out of it. */
class ExchangeTest {
  private static final String DEPARTMENTS = "code,name,league\nA,甲区,区县组\nB,乙区,区县组\n";
  private static final String GOALS =
      """
      code,name,unit,direction,kind,weight,cap,min,period,decimals,due_every,grace
      GBR,一般公共预算收入,亿元,up,total,40,120,0,year,2,month,10
      AIR,优良天数比率,%,up,ratio,20,none,,year,0,none,0
      TRD,外贸增速,%,up,growth,20,,,,2,,
      PRJ,重点项目,节点,up,milestones,20,,,,,,
      """;
  private static final String TARGETS =
      """
      department,goal,target,from
      A,GBR,100,
      A,GBR,120,2026-07-01
      B,GBR,80,
      A,AIR,85,
      B,AIR,不适用,2026-06-01
      A,TRD,5,
      B,TRD,N/A,
      """;
  private static final String PLANS =
      "goal,date,percent,department\nGBR,2026-06-30,40,\nGBR,2026-03-31,15,\nGBR,2026-06-30,50,B\n";
  private static final String MILESTONES =
      """
      department,goal,step,due,done,weight
      A,PRJ,signed,2026-03-31,2026-03-20,1
      A,PRJ,started,2026-06-30,,3
      """;
  private static final String REPORTS =
      """
      department,goal,as_of,value,denominator,note,evidence,state
      A,GBR,2026-06-30,55.50,,,,verified
      B,GBR,2026-06-30,30,,=一季度,文号 7,
      A,AIR,2026-06-30,150,181,,,
      A,TRD,2026-06-30,106,100,,,
      """;

  /** With every table loaded; for what changes nothing. */
  private static World full;

  @BeforeAll
  static void fill() {
    full = new World(Databases.SQLITE);
    load(full, false, all());
  }

  @AfterAll
  static void close() {
    full.close();
  }

  @ParameterizedTest
  @EnumSource
  void every_table_says_what_a_board_needs(Databases databases) {
    try (World world = new World(databases)) {
      Imported imported = load(world, false, all());
      assertThat(new JooqChain(world.database).walk())
          .matches(walk -> walk.broken() == null && walk.reports() >= 4, "in the hash chain");
      assertThat(imported.rows())
          .isEqualTo(
              Map.of(
                  "departments",
                  2,
                  "goals",
                  4,
                  "targets",
                  7,
                  "plans",
                  3,
                  "milestones",
                  2,
                  "reports",
                  4));
      assertThat(imported.added()).isEqualTo(21);
      assertThat(imported.changed()).isEqualTo(1);
      Goal goal = world.goals.find(world.campaign, "GBR");
      assertThat(goal.cap()).isEqualByComparingTo("120");
      assertThat(goal.dueEvery()).isEqualTo(Goal.DueEvery.MONTH);
      assertThat(goal.grace()).isEqualTo(10);
      assertThat(world.goals.find(world.campaign, "AIR").cap()).isNull();

      LocalDate june = LocalDate.of(2026, 6, 30);
      Standing a = standing(world, "A", june);
      // 55.50 of 100 against a plan of 40 % by the end of June; one step of four done.
      assertThat(pace(a, 0).completion().shown()).isEqualTo("55.50");
      assertThat(pace(a, 0).expected().shown()).isEqualTo("40.00");
      assertThat(homestretch.core.text.Figures.shownOrNull(pace(a, 1).actual())).isEqualTo("82.87");
      assertThat(Figures.shown(pace(a, 2).deviation())).isEqualTo("1.00");
      assertThat(pace(a, 3).completion().shown()).isEqualTo("25.00");
      Standing b = standing(world, "B", june);
      assertThat(pace(b, 0).expected().shown()).isEqualTo("50.00");
      assertThat(b.goals())
          .extracting(g -> g.state().name())
          .containsExactly("REPORTED", "NOT_APPLICABLE", "NOT_APPLICABLE", "NOT_APPLICABLE");
      assertThat(pace(standing(world, "A", june.plusDays(1)), 0).completion().shown())
          .isEqualTo("46.25");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_dry_run_says_row_by_row_what_would_change_and_changes_nothing(Databases databases) {
    try (World world = new World(databases)) {
      load(world, false, all());
      Imported same = load(world, true, all());
      assertThat(same.added() + same.changed()).isZero();

      List<RawTable> sheets =
          sheets(
              "targets", "department,goal,target\nA,GBR,100\nB,GBR,81\n",
              "reports", "department,goal,as_of,value\nB,GBR,2026-06-30,31\nB,GBR,2026-07-31,40\n");
      Imported dry = load(world, true, sheets);
      assertThat(dry.changes())
          .extracting(c -> c.file() + ":" + c.line() + " " + c.what())
          .containsExactly(
              "targets.csv:2 SAME",
              "targets.csv:3 CHANGED",
              "reports.csv:2 CHANGED",
              "reports.csv:3 ADDED");
      Imported.Change changed = dry.changes().get(2);
      assertThat(changed.before()).containsEntry("value", "30").containsEntry("note", "=一季度");
      assertThat(changed.after()).containsEntry("value", "31");
      assertThat(dry.changes().get(3).before()).isEmpty();
      assertThat(load(world, true, sheets).changes()).isEqualTo(dry.changes());
    }
  }

  /** As the chat asks before it moves the day of a step. */
  @ParameterizedTest
  @EnumSource
  void a_step_that_is_done_on_another_day_already_is_warned_of(Databases databases) {
    try (World world = new World(databases)) {
      load(world, false, all());
      String reports = "department,goal,as_of,value,milestone\n";
      load(world, false, sheets("reports", reports + "A,PRJ,2026-05-04,1,开工\n"));
      assertThat(warned(world, "reports", reports + "A,PRJ,2026-06-04,1,started\n"))
          .containsExactly(
              "as_of done-before started was done on 2026-05-04 already; this moves the day to"
                  + " 2026-06-04");
      String steps = "department,goal,step,due,done\n";
      assertThat(warned(world, "milestones", steps + "A,PRJ,started,2026-06-30,2026-06-04\n"))
          .singleElement()
          .asString()
          .startsWith("done done-before started was done on 2026-05-04");
      assertThat(warned(world, "milestones", steps + "A,PRJ,started,2026-06-30,2026-04-04\n"))
          .singleElement()
          .asString()
          .startsWith("done done-later started is still done on 2026-05-04");
      assertThat(warned(world, "milestones", steps + "A,PRJ,started,2026-06-30,2026-05-04\n"))
          .isEmpty();
    }
  }

  private static List<String> warned(World world, String table, String text) {
    return load(world, true, sheets(table, text)).warnings().stream()
        .map(w -> w.column() + " " + w.code() + " " + w.message().en())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reports | department,goal,as_of,value\\nA,GBR,2026-06-30,many | reports.csv:2:value",
        "reports | department,goal,as_of,value\\nZ,GBR,2026-06-30,1 | reports.csv:2:department",
        "reports | department,goal,as_of,value\\nA,XXX,2026-06-30,1 | reports.csv:2:goal",
        "reports | department,goal,as_of,value\\nA,GBR,30.30.2026,1 | reports.csv:2:as_of",
        "reports | department,goal,as_of,value\\nA,GBR,2150-01-01,1 | reports.csv:2:as_of",
        "reports | department,goal,as_of,value\\nA,GBR,2026-06-30,-1 | reports.csv:2:value",
        "reports | department,goal,as_of,value\\nA,GBR,2026-06-30,1.234 | reports.csv:2:value",
        "reports | department,goal,as_of,value\\nA,AIR,2026-06-30,5 | reports.csv:2:denominator",
        "reports | department,goal,as_of,value,state\\n"
            + "A,GBR,2026-06-30,5,sure | reports.csv:2:state",
        "reports | department,goal,as_of\\nA,GBR,2026-06-30 | reports.csv:1:value",
        "targets | department,goal,target\\nA,GBR, | targets.csv:2:target",
        "targets | department,goal,target,from\\nA,GBR,5,2150-01-01 | targets.csv:2:from",
        "goals | code,name,unit,direction\\nX,Y,Z,sideways | goals.csv:2:direction",
        "goals | code,name,unit,direction,kind\\nX,Y,Z,up,xyz | goals.csv:2:kind",
        "goals | code,name,unit,direction,cap\\nX,Y,Z,up,-5 | goals.csv:2:cap",
        "goals | code,name,unit,direction,grace\\nX,Y,Z,up,1.5 | goals.csv:2:grace",
        "goals | code,name,unit,direction,weight\\nGBR,收入,亿元,up,50 | goals.csv:2:weight",
        "goals | code,name,unit,direction,kind\\nGBR,收入,亿元,up,level | goals.csv:2:kind",
        "plans | goal,date,percent\\nGBR,2026-03-31,50\\nGBR,2026-06-30,40 | plans.csv:3:percent",
        "plans | goal,date,percent\\nGBR,2026-03-31,5\\nGBR,2026-03-31,6 | plans.csv:3:date",
        "plans | goal,date,percent\\nGBR,2027-03-31,5 | plans.csv:2:date",
        "milestones | department,goal,step,due\\nA,GBR,signed,2026-03-31 | milestones.csv:2:goal",
        "milestones | department,goal,step,due\\nA,PRJ,signed,2150-03-31 | milestones.csv:2:due",
        "milestones | department,goal,step,due,done\\n"
            + "A,PRJ,x,2026-03-31,2027-01-01 | milestones.csv:2:done",
        "departments | code,name,league,parent\\nC,丙区,区县组,Q | departments.csv:2:parent",
        "departments | code,name,league\\n坏 码,丙区,区县组 | departments.csv:2:code",
        "scheme | from,setting,value\\n2026-01-01,greenabove,1 | scheme.csv:2:setting",
        "target_revisions | department,goal,as_of,target_then\\n"
            + "A,GBR,2026-06-30,x | target_revisions.csv:2:target_then"
      })
  void a_wrong_cell_is_named_by_file_line_and_column_and_nothing_is_changed(
      String table, String text, String place) {
    List<Sheet> before = full.exports.export(full.campaign);
    List<RawTable> sheets = new ArrayList<>();
    if (!table.equals("departments")) {
      // A right table before it, to see that it is taken back.
      sheets.addAll(sheets("departments", "code,name,league\nNEW,新区,新组\n"));
    }
    sheets.addAll(sheets(table, text.replace("\\n", "\n")));
    assertThatThrownBy(() -> load(full, false, sheets))
        .isInstanceOf(Fault.Invalid.class)
        .satisfies(
            e ->
                assertThat(((Fault.Invalid) e).violations())
                    .extracting(v -> v.field())
                    .contains(place));
    assertThat(full.exports.export(full.campaign)).isEqualTo(before);
  }

  @Test
  void every_wrong_cell_is_named_at_once() {
    assertThatThrownBy(
            () ->
                load(
                    full,
                    false,
                    sheets(
                        "reports",
                        "department,goal,as_of,value\nA,GBR,2026-06-30,x\nZ,GBR,2026-06-30,1\n")))
        .hasMessageContaining("reports.csv:2:value: “x”, expected a number")
        .hasMessageContaining("reports.csv:3:department: “Z”");
  }

  private static List<String> refused(String scheme) {
    List<String> wrong = new ArrayList<>();
    assertThatThrownBy(() -> load(full, false, sheets("scheme", scheme)))
        .isInstanceOfSatisfying(
            Fault.Invalid.class, e -> e.violations().forEach(v -> wrong.add(v.text().en())));
    return wrong;
  }

  /** Every wrong row on its own line, whatever else is wrong, and all of it at once. */
  @Test
  void every_wrong_row_of_a_scheme_is_named_on_its_line() {
    assertThat(
            refused(
                """
                from,setting,value,code
                2026-03-01,rule,tabel,GBR
                2026-03-01,rule,rank,AIR
                2026-03-02,rule,relative base=80 step=2 by=growth,GBR
                2026-03-03,rule,table bands=1:1;1:2,GBR
                2026-03-04,weight,5,NOPE
                2026-03-05,weight,5,
                2026-03-06,green_above,x,
                2026-03-07,nosetting,1,
                2026-13-40,weight,0,GBR
                2026-03-08,cap,y,GBR
                2026-03-09,section,NOPE,GBR
                2026-03-09,grade_share,101,优秀
                2026-03-10,order,x,GBR
                2026-03-11,rule,rank step=5,GBR
                """))
        .extracting(text -> text.replaceFirst("[:,] ?(“|expected).*", ""))
        .containsExactly(
            "scheme.csv:2:value",
            "scheme.csv:3:value",
            "scheme.csv:4:value",
            "scheme.csv:5:value",
            "scheme.csv:6:code",
            "scheme.csv:7:code",
            "scheme.csv:8:value",
            "scheme.csv:9:setting",
            "scheme.csv:10:from",
            "scheme.csv:10:value",
            "scheme.csv:11:value",
            "scheme.csv:12:value",
            "scheme.csv:13:value",
            "scheme.csv:14:code",
            "scheme.csv:14:value");
  }

  @Test
  void one_line_of_a_scheme_is_wrong_on_its_own_line() {
    assertThat(
            refused(
                "from,setting,value,code\n2026-03-01,rule,rank step=5,GBR\n"
                    + "2026-03-01,rule,relative base=80 step=2 by=growth,AIR\n"))
        .singleElement()
        .asString()
        .startsWith("scheme.csv:3:value: “growth”, expected by: completion, deviation or value");
    assertThat(
            refused(
                "from,setting,value,code\n2026-03-01,order,score,\n"
                    + "2026-03-01,yellow_from,5,\n2026-03-01,item_name,x,NONE\n"))
        .containsExactly(
            "scheme.csv:4:code: “NONE”, expected an item of the scheme (bonus or deduction)");
    assertThat(
            refused(
                "from,setting,value,code\n2026-03-01,order,score,\n2026-03-01,yellow_from,5,\n"))
        .containsExactly("scheme.csv:3:value: “5”, expected not above greenAbove, -10.00");
  }

  @Test
  void what_a_scheme_says_twice_for_one_day_is_refused() {
    assertThat(
            refused(
                """
                from,setting,value,code
                2026-03-01,rule,due,GBR
                2026-03-01,weight,5,GBR
                2026-03-01,rule,rank step=5,GBR
                2026-03-01,weight,6,GBR
                2026-03-01,cap,6,GBR
                2026-03-01,cap,6,GBR
                2026-03-01,order,score,
                2026-03-01,order,deviation,
                2026-03-02,rule,due,GBR
                """))
        .containsExactly(
            "scheme.csv:4:setting: “rule GBR”, expected each only once a day (line 2 says it"
                + " already)",
            "scheme.csv:5:setting: “weight GBR”, expected each only once a day (line 3 says it"
                + " already)",
            "scheme.csv:7:setting: “cap GBR”, expected each only once a day (line 6 says it"
                + " already)",
            "scheme.csv:9:setting: “order”, expected each only once a day (line 8 says it"
                + " already)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relative base=200 step=-1 least=x most=101 mean=z by=y | base step least most mean by",
        "table bands=a:b;3:101 before=-1 x=3 mode=q by=w | bands bands before x mode by",
        "rank points=100;x;120 step=0 | points points step",
        "table bands=1:1 most=5 | every plus",
        "relative | base step",
        "efficacy floor=90 worst=9 best=4 by=growth | span by best",
      })
  void everything_that_is_wrong_with_a_written_rule_is_said(String rule, String names) {
    assertThat(refused("from,setting,value,code\n2026-03-01,rule," + rule + ",GBR\n"))
        .extracting(text -> text.replaceFirst(".*expected ([a-z]+): .*", "$1"))
        .containsExactlyInAnyOrder(names.split(" "));
  }

  @Test
  void a_written_rule_says_what_is_missing_or_too_much() {
    assertThat(refused("from,setting,value,code\n2026-03-01,rule,rank points=100;90 step=0,GBR\n"))
        .containsExactly(
            "scheme.csv:2:value: “0”, expected step: nothing: points lists them already");
    assertThat(refused("from,setting,value,code\n2026-03-01,rule,rank,GBR\n"))
        .containsExactly("scheme.csv:2:value, expected step: to be given, such as step=5");
  }

  /** A cap alone was dropped without a word. */
  @Test
  void a_cap_alone_counts() {
    try (World world = new World(Databases.SQLITE)) {
      load(world, false, all());
      load(world, false, sheets("scheme", "from,setting,value,code\n2026-12-30,cap,105,AIR\n"));
      Goal air = world.goals.find(world.campaign, "AIR");
      assertThat(world.schemes.versions(world.campaign).getLast().applied(air).cap())
          .isEqualByComparingTo("105");
    }
  }

  @Test
  void names_with_sql_and_html_are_taken_as_they_are() {
    try (World world = new World(Databases.SQLITE)) {
      String name = "<b>'; DROP TABLE report; --</b>";
      load(world, false, sheets("departments", "code,name,league\nA,\"" + name + "\",组\n"));
      assertThat(world.departments.find(world.campaign, "A").name().zh()).isEqualTo(name);
      assertThat(new Sheets().csv(world.exports.export(world.campaign).getFirst()))
          .asString(StandardCharsets.UTF_8)
          .contains(name);
    }
  }

  @Test
  void goals_that_are_not_wanted_are_passed_over_and_counted() {
    try (World world = new World(Databases.SQLITE)) {
      Imported imported =
          world.imports.load(
              world.campaign, all(), Tables.options(Set.of("GBR"), false), World.ACTOR);
      assertThat(world.goals.goals(world.campaign)).extracting(Goal::code).containsExactly("GBR");
      assertThat(imported.ignored()).contains("AIR: 4 rows", "TRD: 4 rows", "PRJ: 3 rows");
      assertThat(imported.rows()).containsEntry("goals", 1);
      assertThatThrownBy(
              () ->
                  world.imports.load(
                      world.campaign, all(), Tables.options(Set.of("XX"), false), World.ACTOR))
          .hasMessage("goals: “XX”, expected the code of a goal");
    }
  }

  @Test
  void a_verified_figure_stops_an_import_that_says_otherwise() {
    homestretch.core.campaign.Campaign campaign = full.campaigns.find(full.campaign.slug());
    homestretch.core.report.Report standing =
        full.reports
            .standing(
                full.departments.find(campaign, "A").id(),
                full.goals.find(campaign, "GBR").id(),
                "",
                LocalDate.of(2026, 6, 30))
            .orElseThrow();
    full.reviews.verify(
        campaign, standing.id(), new homestretch.core.audit.Actor("checker", "api"));
    assertThatThrownBy(
            () ->
                load(
                    full,
                    false,
                    sheets("reports", "department,goal,as_of,value\nA,GBR,2026-06-30,56\n")))
        .isInstanceOf(Fault.Conflict.class)
        .hasMessageContaining("reports.csv:2: the figure of 2026-06-30 is verified as 55.50");
  }

  @Test
  void a_day_without_a_year_is_that_of_the_campaign() {
    try (World world = new World(Databases.SQLITE)) {
      Campaign c = world.campaign;
      Campaign winter =
          world.campaigns.change(
              new Campaign(
                  c.id(),
                  c.slug(),
                  c.name(),
                  LocalDate.of(2026, 10, 1),
                  LocalDate.of(2027, 3, 31),
                  c.timezone(),
                  c.language(),
                  c.countToday(),
                  c.calendar(),
                  c.sample(),
                  c.revision()),
              World.ACTOR);
      Imported imported =
          world.imports.load(
              winter,
              sheets(
                  "departments",
                  DEPARTMENTS,
                  "goals",
                  "code,name,unit,direction\nGBR,收入,亿元,up\n",
                  "targets",
                  "department,goal,target\nA,GBR,100\n",
                  "reports",
                  "department,goal,as_of,value\nA,GBR,11月20日,10\nA,GBR,10月,9\n"),
              Tables.options(Set.of(), true),
              World.ACTOR);
      assertThat(imported.changes().toString()).contains("2026-11-20", "2026-10-31");
    }
  }

  @Test
  void a_new_curve_takes_away_the_points_that_it_does_not_have() {
    Imported dry = load(full, true, sheets("plans", "goal,date,percent\nGBR,2026-06-30,40\n"));
    assertThat(dry.changes())
        .extracting(Imported.Change::what)
        .containsExactly(What.SAME, What.REMOVED);
    assertThat(dry.changes().getLast().before()).containsEntry("date", "2026-03-31");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "xlsx"})
  void what_is_exported_makes_the_same_boards_again(String format) {
    try (Running program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of())) {
      String from = "/api/v1/campaigns/sample-2026";
      // What a sample does not have: a second scheme, a milestone with a note, a veto, a rejection.
      program.put(
          from + "/scheme",
          """
          {"from": "2026-12-01", "order": "deviation", "reason": "=二次方案",
           "weights": [{"goal": "GBR", "weight": 25, "cap": null, "rule":
             {"type": "table", "mode": "linear", "bands": [{"at": 60, "points": 60},
              {"at": 100, "points": 90}], "beyond": {"every": 10, "points": 0.5}}}]}
          """);
      program.post(
          from + "/reports",
          """
          {"department": "FGW", "goal": "MIL", "milestone": "finished", "asOf": "2026-11-20",
           "note": "@everyone 已竣工", "evidence": "+验收单"}
          """);
      program.post(
          from + "/adjustments",
          """
          {"department": "SQ", "kind": "veto", "reason": "-较大事故", "on": "2026-11-01"}
          """);
      Rest.Answer export =
          program.send(program.request(from + "/export?format=" + format).GET().build());
      assertThat(export.status()).isEqualTo(200);
      program.post(
          "/api/v1/campaigns",
          """
          {"slug": "again", "name": "云州市 2026 年终冲刺（示例）", "start": "2026-01-01",
           "deadline": "2026-12-31"}
          """);
      Rest.Answer imported =
          upload(
              program,
              "/api/v1/campaigns/again/import",
              format.equals("csv") ? "all.zip" : "all.xlsx",
              export.raw().body());
      assertThat(imported.status()).as(imported.text()).isEqualTo(200);
      assertThat(imported.json().get("ignored")).isEmpty();
      for (String day : List.of("2026-09-30", "2026-11-23", "2026-12-15")) {
        for (String goal : List.of("", "&goal=GBR", "&goal=MIL", "&goal=TAX", "&goal=DST")) {
          JsonNode before = program.get(from + "/leaderboard?on=" + day + goal).json();
          JsonNode after =
              program.get("/api/v1/campaigns/again/leaderboard?on=" + day + goal).json();
          assertThat(rows(after)).as(day + goal).isEqualTo(rows(before));
          assertThat(after.get("unranked")).isEqualTo(before.get("unranked"));
          assertThat(after.get("scheme")).isEqualTo(before.get("scheme"));
          assertThat(before.get("rows")).isNotEmpty();
        }
      }
      Rest.Answer twice =
          upload(
              program,
              "/api/v1/campaigns/again/import?dryRun=true",
              format.equals("csv") ? "all.zip" : "all.xlsx",
              export.raw().body());
      assertThat(twice.json().get("added").asInt()).isZero();
      assertThat(twice.json().get("changed").asInt()).isZero();
    }
  }

  /** Without movement: which boards were posted is no part of the tables. */
  private static JsonNode rows(JsonNode board) {
    JsonNode rows = board.get("rows");
    rows.forEach(row -> ((ObjectNode) row).remove("movement"));
    return rows;
  }

  static Rest.Answer upload(Rest program, String path, String file, byte[] bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
    return program.send(
        program
            .request(path)
            .header("Content-Type", "multipart/form-data; boundary=frontier")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private static Imported load(World world, boolean dryRun, List<RawTable> sheets) {
    return world.imports.load(
        world.campaign, sheets, Tables.options(Set.of(), dryRun), World.ACTOR);
  }

  private static List<RawTable> all() {
    return sheets(
        "departments", DEPARTMENTS,
        "goals", GOALS,
        "targets", TARGETS,
        "plans", PLANS,
        "milestones", MILESTONES,
        "reports", REPORTS);
  }

  private static List<RawTable> sheets(String... tablesAndTexts) {
    List<RawTable> sheets = new ArrayList<>();
    for (int i = 0; i < tablesAndTexts.length; i += 2) {
      sheets.addAll(
          new Sheets()
              .tables(
                  tablesAndTexts[i] + ".csv",
                  tablesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)));
    }
    return sheets;
  }

  private static Standing standing(World world, String code, LocalDate on) {
    Campaign campaign = world.campaign;
    Department department = world.departments.find(campaign, code);
    return world.book(on).standing(department.id());
  }

  private static Pace pace(Standing standing, int goal) {
    return Objects.requireNonNull(standing.goals().get(goal).pace());
  }
}
