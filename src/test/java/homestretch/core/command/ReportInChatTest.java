package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqChannels;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reporter in a hurry: what is taken, what is refused, and what is said. */
class ReportInChatTest {
  private static final Person REPORTER = new Person("web", "A", "甲", Set.of(), false);

  private World world;
  private Commands commands;

  @BeforeEach
  void a_goal_in_hundred_millions_of_yuan() {
    world = new World(Databases.SQLITE);
    Department a = world.department("A");
    world.target(a, world.goal("GBR", "1"), "100");
    world.goal("FDI", "1");
    world.departments.link(
        world.campaign,
        a,
        List.of(new Link("web", Link.Kind.USER, "A")),
        new Actor("leader", "api"));
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.clock);
    List<Command> all = new ArrayList<>();
    all.addAll(new ProgressCommands(desk, world.boards, new WorkCalendars()).list());
    all.addAll(
        new ReportCommands(desk, world.boards, world.database, world.reportRows, world.reports)
            .list());
    commands = new Commands(all);
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
        .containsExactly("截至：“2025-12-31”，应为2026-01-01 至 2026-12-31 之间的日期（GBR按这段时间考核）");
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
}
