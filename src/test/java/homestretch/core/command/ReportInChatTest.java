package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqChannels;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reporter in a hurry: what is taken, what is refused, and what is said. */
class ReportInChatTest {
  private static final Person REPORTER = new Person("web", "A", "甲", Set.of());

  private World world;
  private Commands commands;
  private Department a;

  @BeforeEach
  void a_goal_in_hundred_millions_of_yuan() {
    world = new World(Databases.SQLITE);
    a = world.department("A");
    world.target(a, world.goal("GBR", "1"), "100");
    world.goal("FDI", "1");
    world.departments.link(
        world.campaign,
        a,
        List.of(new Link("web", Link.Kind.USER, "A")),
        new Actor("leader", "api"));
    world.register("hall");
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.rights,
            world.clock);
    List<Command> all = new ArrayList<>();
    all.addAll(
        new ProgressCommands(desk, world.boards, new WorkCalendars(), world.news, world.care)
            .list());
    all.addAll(
        new ReportCommands(
                desk, world.boards, world.database, world.reportRows, world.reports, world.reviews)
            .list());
    commands = new Commands(all, desk);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<String> say(String command, Map<String, String> options) {
    Invocation invocation =
        new Invocation(REPORTER, new Address("web", "hall"), Language.ZH, command, options);
    Reply reply = commands.dispatch(invocation);
    return ((Reply.Private) reply)
        .post().blocks().stream().flatMap(b -> ((Block.Lines) b).lines().stream()).toList();
  }

  private List<String> report(String value, String asOf) {
    return say("report", Map.of("goal", "GBR", "value", value, "as_of", asOf));
  }

  @Test
  void money_is_taken_with_and_without_its_yuan() {
    for (String typed : List.of("60.2亿元", "60.2亿", "６０．２", " 60.2 亿元 ")) {
      assertThat(report(typed, "10-31")).as(typed).first().asString().contains("60.2 亿元");
    }
  }

  @Test
  void another_multiple_of_the_goals_unit_is_converted_as_in_a_table() {
    for (String typed : List.of("602000万元", "6020000000元")) {
      assertThat(report(typed, "2026年10月")).as(typed).first().asString().contains("60.2 亿元");
    }
  }

  @Test
  void a_percentage_is_no_amount() {
    assertThat(report("60.2%", "10-31")).containsExactly("数值：“60.2%”，应为一个数，单位亿元，如 99.68");
    assertThat(report("60.2％", "10-31")).containsExactly("数值：“60.2％”，应为一个数，单位亿元，如 99.68");
  }

  @Test
  void days_are_read_as_a_chinese_keyboard_gives_them() {
    for (String typed : List.of("10月31号", "１０－３１", "2026.10.31")) {
      assertThat(report("60", typed)).as(typed).first().asString().contains("截至 2026-10-31");
    }
  }

  @Test
  void a_day_still_to_come_is_not_taken_for_that_of_the_year_before() {
    assertThat(report("60", "12-31"))
        .containsExactly("截至：“12-31”，应为 2026-01-01 至 2026-12-31 之间的日期（GBR按这段时间考核）");
  }

  @Test
  void a_refusal_names_the_option_as_it_is_called_in_chat() {
    assertThat(report("60", "2150-01-01"))
        .singleElement()
        .asString()
        .startsWith("截至：“2150-01-01”，应为");
    assertThat(report("30/40", "10-31")).singleElement().asString().startsWith("数值：“30/40”，应为");
  }

  @Test
  void a_figure_for_a_goal_that_has_ended_is_taken_for_its_days_and_said_to_be_on_no_board_today() {
    Goal goal = world.goal("OLD", "1");
    world.target(a, goal, "100");
    world.goals.put(
        world.campaign,
        goal.counting(null, LocalDate.of(2026, 10, 31)),
        new Actor("leader", "api"));
    assertThat(say("report", Map.of("goal", "OLD", "value", "5", "as_of", "10-31")))
        .containsExactly("OLD：5 亿元（截至 2026-10-31）", "这项指标今天不计入排行榜（已结束或尚未开始），这个数只在它计入的日子里算");
  }

  @Test
  void who_shares_the_rank_is_level_and_the_neighbours_are_those_of_other_ranks() {
    Goal goal = world.goals.goals(world.campaign).getFirst();
    Map.of("T1", "60", "T2", "80", "T3", "80", "T4", "50")
        .forEach(
            (code, value) -> {
              Department unit = world.department(code);
              world.target(unit, goal, "100");
              world.report(unit, goal, value, "2026-10-31");
            });
    report("60", "10-31");
    assertThat(say("progress", Map.of()).getFirst())
        .endsWith("第 3 名（共 5）；与 T1 并列；前一名 T2等 2 个单位 80.00；后一名 T4 50.00");
  }

  @Test
  void a_unit_that_has_not_joined_or_has_left_is_answered_in_words() {
    counting(LocalDate.of(2026, 12, 15), null);
    assertThat(report("60", "10-31"))
        .containsExactly(
            "GBR：60 亿元（截至 2026-10-31）", "数据日 2026-10-31 早于A开始计入的日期 2026-12-15，从那天起才用得上");
    for (String command : List.of("progress", "explain", "report")) {
      assertThat(say(command, Map.of()))
          .as(command)
          .singleElement()
          .asString()
          .startsWith("A在 2026-")
          .endsWith(" 不计入（2026-12-15 起才计入）");
    }
    assertThat(say("goals", Map.of())).isNotEmpty();
    assertThat(say("undo", Map.of())).isNotEmpty();
    counting(null, LocalDate.of(2026, 10, 31));
    assertThat(report("61", "10-30"))
        .containsExactly("GBR：61 亿元（截至 2026-10-30）", "本单位今天不计入排行榜（已退出或尚未加入），这个数只在它计入的日子里算");
    assertThat(say("progress", Map.of()))
        .singleElement()
        .asString()
        .endsWith(" 不计入（计入到 2026-10-31 为止）");
  }

  private void counting(@Nullable LocalDate first, @Nullable LocalDate last) {
    world.departments.put(
        world.campaign,
        world.departments.find(world.campaign, "A").counting(first, last, null),
        new Actor("leader", "api"));
  }

  @Test
  void an_older_day_is_not_shown_as_a_change_of_the_newer_figure() {
    report("60", "11-20");
    assertThat(report("55", "10-31"))
        .containsExactly("GBR：55 亿元（截至 2026-10-31）", "榜上用的是 2026-11-20 的数，这个数只作历史记录");
  }

  @Test
  void the_same_figure_again_is_no_change() {
    report("60", "11-20");
    assertThat(report("60", "11-20")).first().isEqualTo("GBR：60 亿元（截至 2026-11-20）");
  }

  @Test
  void a_goal_without_a_target_says_so_instead_of_nothing() {
    assertThat(say("explain", Map.of("goal", "FDI"))).containsExactly("A没有“FDI”的目标，不计分");
  }

  private Reply ask(Person person, String command, Map<String, String> options) {
    return commands.dispatch(
        new Invocation(person, new Address("web", "hall"), Language.ZH, command, options));
  }

  private static List<String> lines(Reply reply) {
    return ((Reply.Private) reply)
        .post().blocks().stream().flatMap(b -> ((Block.Lines) b).lines().stream()).toList();
  }

  @Test
  void after_two_undos_the_history_says_of_each_version_what_became_of_it() {
    report("60.2", "2026-10-31");
    say("undo", Map.of());
    report("60.3", "2026-10-31");
    say("undo", Map.of());
    assertThat(say("history", Map.of("goal", "GBR")))
        .extracting(line -> line.replaceAll(" · .*", ""))
        .containsExactly(
            "GBR",
            "2026-10-31  60.3 亿元  第 4 版：撤回了第 3 版",
            "2026-10-31  60.3 亿元  第 3 版，已由第 4 版撤回",
            "2026-10-31  60.2 亿元  第 2 版：撤回了第 1 版",
            "2026-10-31  60.2 亿元  第 1 版，已由第 2 版撤回");
  }

  @Test
  void a_withdrawal_goes_on_reading_as_one_whatever_follows() {
    report("60.2", "2026-10-31");
    report("60.3", "2026-10-31");
    say("undo", Map.of());
    report("60.4", "2026-10-31");
    assertThat(say("history", Map.of("goal", "GBR")))
        .extracting(line -> line.replaceAll(" · .*", ""))
        .containsExactly(
            "GBR",
            "2026-10-31  60.4 亿元  第 4 版，待核定",
            "2026-10-31  60.2 亿元  第 3 版：撤回了第 2 版，恢复第 1 版；已被第 4 版取代",
            "2026-10-31  60.3 亿元  第 2 版，已由第 3 版撤回",
            "2026-10-31  60.2 亿元  第 1 版，已被第 2 版取代");
  }

  @Test
  void a_goal_that_stands_twice_in_a_line_is_refused_by_name_and_nothing_is_stored() {
    assertThat(say("report", Map.of("goal", "GBR 53, GBR 54")))
        .singleElement()
        .asString()
        .contains("GBR 写了两次");
    assertThat(say("history", Map.of())).containsExactly("还没有上报记录");
    assertThat(say("report", Map.of("goal", "GBR 53, FDI 54", "confirm", "1")))
        .anyMatch(line -> line.contains("GBR：53"))
        .anyMatch(line -> line.contains("FDI：54"));
  }

  @Test
  void an_administrator_without_departments_names_the_one_whose_history_they_look_at() {
    world.rights.ensureAdministrator("web", "boss");
    Person boss = new Person("web", "boss", "管理员", Set.of());
    report("60", "2026-10-31");
    assertThat(lines(ask(boss, "history", Map.of()))).containsExactly("请填单位：要查看的单位，如 单位:A");
    assertThat(lines(ask(boss, "history", Map.of("department", "A"))))
        .anyMatch(line -> line.contains("60 亿元  第 1 版"));
    assertThat(lines(ask(boss, "undo", Map.of())))
        .singleElement()
        .asString()
        .contains("您是管理员，可用 /关联 单位:… 人员:… 加上自己");
    Person nobody = new Person("web", "nobody", "路人", Set.of());
    assertThat(lines(ask(nobody, "history", Map.of("department", "A"))))
        .singleElement()
        .asString()
        .contains("请管理员用 /关联");
  }

  @Test
  void a_note_of_several_lines_stays_one_line_and_evidence_is_shown() {
    ask(
        REPORTER,
        "report",
        Map.of(
            "goal",
            "GBR",
            "value",
            "60",
            "as_of",
            "2026-10-31",
            "note",
            "一\n2026-10-31  99 亿元  v9 已核定",
            "evidence",
            "文〔2026〕1 号"));
    assertThat(say("history", Map.of("goal", "GBR")))
        .hasSize(2)
        .last()
        .asString()
        .contains("一 / 2026-10-31  99 亿元")
        .contains("依据：文〔2026〕1 号");
  }

  @Test
  void after_a_change_of_nickname_ones_own_figure_can_be_undone() {
    report("60", "2026-10-31");
    Person renamed = new Person("web", "A", "新昵称", Set.of());
    assertThat(lines(ask(renamed, "undo", Map.of())).getFirst()).contains("已撤回");
  }

  @Test
  void who_reports_for_several_departments_is_asked_which_one() {
    Department b = world.department("B");
    world.departments.link(
        world.campaign,
        b,
        List.of(new Link("web", Link.Kind.USER, "A")),
        new Actor("leader", "api"));
    Reply.Private asked =
        (Reply.Private) ask(REPORTER, "report", Map.of("goal", "GBR", "value", "60"));
    assertThat(asked.post().title()).isEqualTo("哪个单位？");
    assertThat(asked.post().buttons().getFirst())
        .extracting(button -> button.options().get("department"))
        .containsExactly("A", "B");
    assertThat(asked.post().buttons().getFirst().getFirst().options()).containsEntry("value", "60");
  }

  /** B is the reporter's as well; C is another's. */
  private void two_of_three_departments() {
    Goal gbr = world.goals.goals(world.campaign).getFirst();
    for (String code : List.of("B", "C")) {
      Department unit = world.department(code);
      world.target(unit, gbr, "100");
      if (code.equals("B")) {
        world.departments.link(
            world.campaign,
            unit,
            List.of(new Link("web", Link.Kind.USER, "A")),
            new Actor("leader", "api"));
      }
    }
  }

  @Test
  void a_department_holds_for_the_figures_behind_it_and_the_question_names_those_without() {
    two_of_three_departments();
    assertThat(say("report", Map.of("goal", "B GBR 6, FDI 7")))
        .contains("GBR：6 亿元（截至 2026-11-23）", "FDI：7 亿元（截至 2026-11-23）");
    Reply.Private asked =
        (Reply.Private) ask(REPORTER, "report", Map.of("goal", "FDI 8.5, B GBR 7"));
    assertThat(asked.post().title()).isEqualTo("哪个单位？");
    assertThat(lines(asked)).containsExactly("您负责多个单位，这里没有写是哪个单位的：", "FDI：8.5");
    var press = asked.post().buttons().getFirst().getFirst();
    assertThat(lines(ask(REPORTER, press.command(), press.options())))
        .containsSubsequence(
            "A", "FDI：8.5 亿元（截至 2026-11-23）", "B", "GBR：6 亿元 → 7 亿元（截至 2026-11-23）");
    // What is wrong is said before anybody is asked.
    assertThat(say("report", Map.of("goal", "FDI 8x, B GBR 7")))
        .singleElement()
        .asString()
        .startsWith("数值：“FDI 8x”");
  }

  @Test
  void who_names_another_department_behind_the_line_is_asked_to_say_which() {
    two_of_three_departments();
    assertThat(say("report", Map.of("goal", "A GBR 6", "department", "B")))
        .containsExactly("单位：“B”，应为一个单位：每个数只能是一个单位的");
    assertThat(say("report", Map.of("goal", "A GBR 6 10-31", "as_of", "11-20")))
        .containsExactly("截至：“11-20”，应为一个截至日期：每个数只写一个");
    assertThat(say("report", Map.of("goal", "A B GBR 6")))
        .containsExactly("单位：“A, B”，应为一个单位：每个数只能是一个单位的");
    assertThat(say("history", Map.of())).isNotEmpty();
  }

  @Test
  void anothers_department_is_refused_as_such_wherever_it_is_named() {
    two_of_three_departments();
    assertThat(say("report", Map.of("goal", "C GBR 6"))).containsExactly("您不负责C，只能选自己的单位");
    assertThat(say("report", Map.of("goal", "GBR 6 C"))).containsExactly("您不负责C，只能选自己的单位");
    assertThat(say("history", Map.of("goal", "GBR", "department", "C")))
        .containsExactly("您不负责C，只能选自己的单位");
  }

  @Test
  void a_question_and_the_buttons_say_whose_figure_and_which_it_is() {
    two_of_three_departments();
    say("report", Map.of("goal", "A GBR 60, B GBR 50", "as_of", "10-31"));
    Reply.Private asked =
        (Reply.Private) ask(REPORTER, "report", Map.of("goal", "A GBR 61, B GBR 500, B FDI 3"));
    assertThat(lines(asked)).startsWith("B", "GBR：500 亿元（截至 2026-11-23）");
    Reply.Private taken =
        (Reply.Private)
            ask(
                REPORTER,
                "report",
                Map.of("goal", "A GBR 61 11-20, A GBR 62 11-21, B GBR 55 11-20"));
    assertThat(taken.post().buttons().getFirst())
        .extracting(b -> b.label().replace("撤回（10 分钟内） · ", ""))
        .containsExactly("A · GBR · 2026-11-20", "A · GBR · 2026-11-21", "B · GBR");
  }

  @Test
  void everything_that_is_wrong_with_several_figures_is_said_at_once_each_by_its_goal() {
    assertThat(say("report", Map.of("goal", "GBR 69.5, XXX 5, FDI abc")))
        .singleElement()
        .asString()
        .contains("指标：“XXX”", "数值：“FDI abc”");
    assertThat(say("report", Map.of("goal", "GBR 1x FDI 2y", "as_of", "99")))
        .singleElement()
        .asString()
        .contains("截至：“99”", "数值：“GBR 1x”", "数值：“FDI 2y”");
  }

  @Test
  void headings_of_pasted_rows_are_no_options() {
    for (String line :
        List.of("/上报\n指标\t数值\nGBR\t61\nFDI\t7", "/report goal\tvalue\nGBR\t61\nFDI\t7")) {
      assertThat(new CommandLine(commands.list()).read(line))
          .isInstanceOfSatisfying(
              CommandLine.Use.class,
              use ->
                  assertThat(say("report", use.options()))
                      .contains("GBR：61 亿元（截至 2026-11-23）", "FDI：7 亿元（截至 2026-11-23）"));
    }
  }

  @Test
  void a_slip_is_asked_about_once_and_taken_with_one_press() {
    report("60.2", "2026-10-31");
    Reply.Private asked =
        (Reply.Private)
            ask(REPORTER, "report", Map.of("goal", "GBR", "value", "602", "as_of", "2026-11-20"));
    assertThat(asked.post().title()).isEqualTo("请核对这个数 · A");
    assertThat(lines(asked).get(1)).contains("十倍");
    assertThat(world.database.read(() -> world.reportRows.last(world.campaign.id()))).isEqualTo(1);
    var press = asked.post().buttons().getFirst().getFirst();
    assertThat(lines(ask(REPORTER, press.command(), press.options())).getFirst()).contains("602");
    assertThat(
            world.database.read(
                () -> world.reportRows.since(world.campaign.id(), 1, 9).getFirst().flag()))
        .isEqualTo("tenfold");
  }

  private Goal growth() {
    Goal goal =
        world.goals.put(
            world.campaign,
            new Goal(
                new GoalId(0),
                world.campaign.id(),
                "TAX",
                Text.same("TAX"),
                new Text("亿元", "100 m yuan"),
                new GoalKind.Growth(),
                Direction.UP,
                BigDecimal.ONE,
                new BigDecimal("100"),
                null,
                Goal.Period.YEAR,
                Goal.DueEvery.NONE,
                0,
                10,
                1,
                0),
            new Actor("leader", "api"));
    world.target(a, goal, "5");
    return goal;
  }

  @Test
  void a_base_behind_a_blank_or_a_comma_is_no_growth_of_a_hundred_thousand_percent() {
    growth();
    for (String typed : List.of("TAX 105 100", "TAX 105,100", "TAX 105，100", "TAX 105 100%")) {
      assertThat(say("report", Map.of("goal", typed)))
          .as(typed)
          .singleElement()
          .asString()
          .startsWith("数值：“105")
          .endsWith("应为本期/基期，如 105.2/100，或增速，如 5.2%");
    }
    assertThat(say("report", Map.of("goal", "TAX 1 052/1,000")))
        .first()
        .asString()
        .contains("5.20%");
  }

  @Test
  void a_growth_that_is_far_from_the_last_one_is_asked_about() {
    growth();
    assertThat(say("report", Map.of("goal", "TAX 105.2")).get(1))
        .isEqualTo("增速 105.20% 与目标 5.00% 相差太远，可能是把金额写成了增速");
    assertThat(say("report", Map.of("goal", "TAX 5.2%", "as_of", "10-31"))).doesNotContain("还没有记入");
    assertThat(say("report", Map.of("goal", "TAX 52%")).get(1)).contains("与上次的 5.20%", "相差十倍以上");
    assertThat(say("report", Map.of("goal", "TAX -46%")).get(1))
        .startsWith("增速从 5.20% 变为 -46.00%，变动超过 50 个百分点");
    assertThat(say("report", Map.of("goal", "TAX 7.1%"))).first().asString().contains("7.10%");
  }

  @Test
  void a_cumulative_figure_that_falls_is_asked_about() {
    report("60.2", "2026-10-31");
    assertThat(report("59", "2026-11-20").get(1)).contains("比上次的 60.2 亿元（截至 2026-10-31）还少");
  }

  @Test
  void a_cumulative_figure_above_one_of_a_later_day_is_asked_about() {
    report("69.2", "2026-11-20");
    assertThat(report("72", "2026-10-31").get(1)).contains("比之后的 69.2 亿元（截至 2026-11-20）还多");
    assertThat(report("69.2", "2026-10-31").getFirst()).contains("69.2 亿元（截至 2026-10-31）");
    // What was withdrawn is not in the way.
    say("undo", Map.of());
    say("undo", Map.of());
    assertThat(report("72", "2026-10-31").getFirst()).contains("72 亿元（截至 2026-10-31）");
  }

  @Test
  void several_figures_in_one_line_are_taken_together_or_not_at_all() {
    List<String> lines = say("report", Map.of("goal", "GBR 60.2, FDI 130 亿元"));
    assertThat(lines)
        .contains("GBR：60.2 亿元（截至 2026-11-23）", "FDI：130 亿元（截至 2026-11-23）")
        .anyMatch(line -> line.contains("第 1 名"));
    assertThat(say("report", Map.of("goal", "GBR 61, FDI 12%")))
        .singleElement()
        .asString()
        .startsWith("数值：“FDI 12%”，应为一个数");
    assertThat(world.database.read(() -> world.reportRows.last(world.campaign.id()))).isEqualTo(2);
  }

  @Test
  void a_goal_that_is_not_there_is_refused_with_what_may_be_meant() {
    assertThat(say("report", Map.of("goal", "GBT", "value", "60")))
        .containsExactly("指标：“GBT”，应为已有的指标；您是不是要找：GBR？");
  }

  @Test
  void every_goal_can_be_reached_however_many_there_are() {
    for (int i = 10; i < 30; i++) {
      world.target(a, world.goal("G" + i, "1"), "100");
    }
    List<String> reached = new ArrayList<>();
    Map<String, String> options = Map.of();
    for (int page = 1; page <= 3; page++) {
      Reply.Private shown = (Reply.Private) ask(REPORTER, "report", options);
      assertThat(shown.post().buttons()).hasSizeLessThanOrEqualTo(5);
      shown.post().buttons().stream()
          .flatMap(List::stream)
          .map(b -> b.options().get("goal"))
          .filter(g -> g != null)
          .forEach(reached::add);
      options = shown.post().buttons().getLast().getLast().options();
    }
    assertThat(reached).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void no_change_names_the_day_and_stands_beside_its_goal() {
    report("60", "10-31");
    Reply.Private shown = (Reply.Private) ask(REPORTER, "report", Map.of());
    assertThat(shown.post().buttons().getFirst())
        .extracting(b -> b.label())
        .containsExactly("GBR", "自10月31日起无变化");
  }

  @Test
  void who_is_linked_to_nothing_is_told_so_by_the_dispatcher() {
    Person nobody = new Person("web", "nobody", "乙", Set.of());
    assertThat(lines(ask(nobody, "undo", Map.of()))).first().asString().contains("还没有关联任何单位");
  }

  @Test
  void a_channel_that_is_not_registered_shows_no_campaign() {
    Reply reply =
        commands.dispatch(
            new Invocation(
                REPORTER, new Address("discord", "1"), Language.ZH, "progress", Map.of()));
    assertThat(lines(reply)).containsExactly("这个频道还没有关联战役，请管理员登记频道");
  }

  @Test
  void only_a_grant_makes_an_administrator_and_the_code_works_once() {
    Person boss = new Person("discord", "77", "boss", Set.of());
    assertThat(world.rights.isAdministrator("discord", "77", Set.of(), world.campaign.id()))
        .isFalse();
    String code = world.rights.codeFor("discord").orElseThrow();
    world.rights.redeem("discord", "77", code, Desk.actor(boss));
    assertThat(world.rights.isAdministrator("discord", "77", Set.of(), world.campaign.id()))
        .isTrue();
    assertThat(world.rights.codeFor("discord")).isEmpty();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> world.rights.redeem("discord", "78", code, Desk.actor(boss)))
        .isInstanceOf(homestretch.core.fault.Fault.Forbidden.class);
  }
}
