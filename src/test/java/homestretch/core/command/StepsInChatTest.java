package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.storage.JooqChannels;
import homestretch.core.audit.Actor;
import homestretch.core.board.CountdownTexts;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reporter whose goals are not all of one kind: steps, a ratio, things that are counted. */
class StepsInChatTest {
  private static final Person REPORTER = new Person("web", "A", "甲", Set.of());

  private World world;
  private Commands commands;
  private Department builder;

  @BeforeEach
  void a_bridge_in_two_steps() {
    world = new World(Databases.SQLITE);
    builder = linked("FGW");
    world.goal("GBR", "1");
    Goal bridge = goal("MIL", "节点", new GoalKind.Milestones());
    step(bridge, "signed", "2026-06-30");
    step(bridge, "production", "2026-12-20");
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

  private Department linked(String code) {
    Department department = world.department(code);
    world.departments.link(
        world.campaign,
        department,
        List.of(new Link("web", Link.Kind.USER, "A")),
        new Actor("leader", "api"));
    return department;
  }

  private Goal goal(String code, String unit, GoalKind kind) {
    return world.goals.put(
        world.campaign,
        new Goal(
            new GoalId(0),
            world.campaign.id(),
            code,
            Text.same(code),
            Text.same(unit),
            kind,
            Direction.UP,
            BigDecimal.ONE,
            new BigDecimal("100"),
            null,
            Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            0,
            1,
            0),
        World.ACTOR);
  }

  private void step(Goal goal, String step, String due) {
    world.goals.setMilestone(
        world.campaign,
        goal,
        new Milestone(
            builder.id(),
            goal.id(),
            step,
            LocalDate.parse(due),
            BigDecimal.ONE,
            world.campaign.start(),
            0),
        World.ACTOR);
  }

  private Post ask(Language language, String command, Map<String, String> options) {
    return ((Reply.Private)
            commands.dispatch(
                new Invocation(REPORTER, new Address("web", "hall"), language, command, options)))
        .post();
  }

  private static List<String> lines(Post post) {
    return post.blocks().stream().flatMap(b -> ((Block.Lines) b).lines().stream()).toList();
  }

  /** Without who and when. */
  private List<String> history(Language language) {
    return lines(ask(language, "history", Map.of("goal", "MIL"))).stream()
        .map(line -> line.replaceFirst(" · 甲.*", ""))
        .toList();
  }

  private List<String> report(Language language, String goal, String value, String asOf) {
    return lines(ask(language, "report", Map.of("goal", goal, "value", value, "as_of", asOf)));
  }

  @Test
  void a_goal_of_steps_is_said_to_be_scored_by_them_whoever_else_one_reports_for() {
    assertThat(lines(ask(Language.EN, "goals", Map.of())))
        .contains("GBR (weight 1): no target for FGW, not scored")
        .contains(
            "MIL (weight 1): scored by the 2 steps of FGW",
            "  🟥 signed: due 2026-06-30, not done");
    world.target(linked("LJ"), world.goals.find(world.campaign, "GBR"), "68");
    assertThat(lines(ask(Language.ZH, "goals", Map.of())))
        .contains("GBR（权重 1）：FGW没有目标，不计分；LJ目标 68 亿元")
        .containsSequence("MIL（权重 1）：FGW按 2 个节点计分；LJ没有节点，不计分", "  FGW：");
  }

  @Test
  void a_step_that_is_done_keeps_its_day_until_somebody_says_otherwise() {
    assertThat(report(Language.ZH, "MIL", "签约", "2026-03-23"))
        .first()
        .isEqualTo("MIL：签约：已完成（截至 2026-03-23）");
    assertThat(report(Language.ZH, "MIL", "投产", "2026-10-08"))
        .as("another step is no change of the one before")
        .first()
        .isEqualTo("MIL：投产：已完成（截至 2026-10-08）");
    Post asked = ask(Language.ZH, "report", Map.of("goal", "MIL", "value", "签约"));
    assertThat(asked.title()).isEqualTo("完成日要改吗？ · FGW");
    assertThat(lines(asked)).contains("签约已于 2026-03-23 完成，这会把完成日改成 2026-11-23");
    assertThat(lines(ask(Language.EN, "report", Map.of("goal", "MIL", "value", "signed"))))
        .contains("signed was done on 2026-03-23 already; this moves the day to 2026-11-23");
    assertThat(world.database.read(() -> world.reportRows.last(world.campaign.id()))).isEqualTo(2);
    var press = asked.buttons().getFirst().getFirst();
    assertThat(lines(ask(Language.ZH, press.command(), press.options())))
        .first()
        .isEqualTo("MIL：签约 2026-03-23 完成 → 2026-11-23 完成");
    assertThat(report(Language.ZH, "MIL", "签约", "2026-03-24"))
        .as("beside a later day an earlier one does not count, and how it would is said")
        .contains("榜上签约的完成日仍是 2026-11-23；要改成更早的日子，请管理员先撤回 2026-11-23 那一条");
  }

  @Test
  void the_history_tells_each_step_for_itself() {
    report(Language.ZH, "MIL", "签约", "2026-03-23");
    report(Language.ZH, "MIL", "投产", "2026-10-08");
    var press =
        ask(Language.ZH, "report", Map.of("goal", "MIL", "value", "签约"))
            .buttons()
            .getFirst()
            .getFirst();
    ask(Language.ZH, press.command(), press.options());
    assertThat(history(Language.ZH))
        .containsExactly(
            "MIL",
            "签约：",
            "2026-11-23  已完成  待核定",
            "2026-03-23  已完成  待核定（以 2026-11-23 为准）",
            "投产：",
            "2026-10-08  已完成  待核定");
    ask(Language.EN, "undo", Map.of());
    assertThat(history(Language.EN))
        .containsExactly(
            "MIL",
            "signed:",
            "2026-11-23  done  version 2: withdrew version 1",
            "2026-11-23  done  version 1, withdrawn by version 2",
            "2026-03-23  done  provisional",
            "in production:",
            "2026-10-08  done  provisional");
  }

  @Test
  void a_step_that_is_not_there_is_answered_with_those_that_are_as_one_types_them() {
    assertThat(report(Language.ZH, "MIL", "foo", "2026-03-23")).containsExactly("数值：“foo”，应为签约、投产");
    assertThat(report(Language.EN, "MIL", "foo", "2026-03-23"))
        .containsExactly("Value: “foo”, expected signed, in production");
    assertThat(report(Language.EN, "MIL", "In production", "2026-10-08").getFirst())
        .startsWith("MIL: in production: done");
  }

  @Test
  void one_number_or_two_is_said_where_the_other_was_typed() {
    goal("DIG", "%", new GoalKind.Ratio());
    goal("PRJ", "个", new GoalKind.Total());
    for (String typed : List.of("95%", "720")) {
      assertThat(report(Language.ZH, "DIG", typed, "2026-10-31"))
          .containsExactly("数值：“" + typed + "”，应为两个数（分子/分母），如 30/40");
    }
    assertThat(report(Language.EN, "DIG", "720", "2026-10-31"))
        .containsExactly(
            "Value: “720”, expected two numbers (numerator/denominator), such as 30/40");
    assertThat(report(Language.ZH, "PRJ", "1/3", "2026-10-31"))
        .containsExactly("数值：“1/3”，应为一个数，单位个，如 12");
    assertThat(report(Language.EN, "PRJ", "1/3", "2026-10-31"))
        .containsExactly("Value: “1/3”, expected one number (个), such as 12");
  }

  @Test
  void money_is_needed_by_the_day_and_only_things_are_needed_one_by_one() {
    Goal money = world.goals.find(world.campaign, "GBR");
    Goal projects = goal("PRJ", "个", new GoalKind.Total());
    for (Goal goal : List.of(money, projects)) {
      world.target(builder, goal, "145");
      world.report(builder, goal, "125", "2026-11-23");
    }
    // 23 November to 31 December 2026: 29 working days.
    assertThat(lines(ask(Language.ZH, "progress", Map.of("goal", "GBR"))))
        .anySatisfy(line -> assertThat(line).contains("剩余每个工作日需 0.69 亿元"));
    assertThat(lines(ask(Language.EN, "progress", Map.of("goal", "GBR"))))
        .anySatisfy(line -> assertThat(line).contains("69 million yuan needed each working day"))
        .noneSatisfy(line -> assertThat(line).contains("2 billion yuan to go"));
    assertThat(lines(ask(Language.ZH, "progress", Map.of("goal", "PRJ"))))
        .anySatisfy(line -> assertThat(line).contains("还差 20 个，约每个工作日 1 个"));
  }

  @Test
  void what_a_day_needed_and_brought_adds_up_as_it_is_shown() {
    Goal money = world.goals.find(world.campaign, "GBR");
    world.target(builder, money, "145");
    world.report(builder, money, "60.2", "2026-10-31");
    String line =
        lines(ask(Language.ZH, "progress", Map.of())).stream()
            .filter(l -> l.contains("要加快"))
            .findFirst()
            .orElseThrow();
    Matcher shown =
        Pattern.compile("平均每个工作日 ([\\d.]+) 亿元，从那时算每个工作日需 ([\\d.]+) 亿元，要加快 (\\d+)%").matcher(line);
    assertThat(shown.find()).isTrue();
    BigDecimal own = new BigDecimal(shown.group(1));
    assertThat(
            new BigDecimal(shown.group(2))
                .subtract(own)
                .multiply(new BigDecimal(100))
                .divide(own, 0, RoundingMode.HALF_UP))
        .isEqualTo(shown.group(3));
  }

  @Test
  void the_footer_says_on_which_day_steps_are_held_against_their_plan() {
    Goal money = world.goals.find(world.campaign, "GBR");
    report(Language.ZH, "MIL", "signed", "2026-06-12");
    assertThat(footer(Language.ZH)).isEqualTo("数据截至 2026 年 6 月 12 日（应完成按 2026 年 11 月 23 日计算）");
    world.target(builder, money, "145");
    world.report(builder, money, "60.2", "2026-11-20");
    assertThat(footer(Language.ZH))
        .isEqualTo("数据截至 2026 年 11 月 20 日（应完成按此日计算，节点按 2026 年 11 月 23 日计算）");
    assertThat(footer(Language.EN))
        .isEqualTo(
            "Figures as of 20 November 2026 (expectation as of that day, steps as of 23 November"
                + " 2026)");
    world.report(builder, money, "60.3", "2026-11-23");
    assertThat(footer(Language.ZH)).isEqualTo("数据截至 2026 年 11 月 23 日（应完成按此日计算）");
  }

  private String footer(Language language) {
    return CountdownTexts.footer(
            world.campaign, world.book(LocalDate.parse("2026-11-23")).overall())
        .in(language);
  }

  @Test
  void an_undo_says_which_step_of_which_department() {
    report(Language.ZH, "MIL", "signed", "2026-06-12");
    assertThat(lines(ask(Language.ZH, "undo", Map.of())))
        .containsExactly("MIL“签约”（截至 2026-06-12）：这一天的完成已撤回");
    report(Language.ZH, "MIL", "signed", "2026-06-12");
    linked("LJ");
    assertThat(lines(ask(Language.EN, "undo", Map.of())))
        .containsExactly("FGW, MIL, signed (as of 2026-06-12): done on that day is withdrawn");
  }

  @Test
  void what_is_refused_is_quoted_as_it_was_typed_and_before_anything_is_asked() {
    world.target(builder, world.goals.find(world.campaign, "GBR"), "100");
    assertThat(report(Language.ZH, "GBR", "60", "12-31"))
        .singleElement()
        .asString()
        .startsWith("截至：“12-31”，应为");
    report(Language.ZH, "GBR", "60", "10-31");
    // Ten times off, and of a day to come.
    assertThat(report(Language.ZH, "GBR", "600", "2026年11月"))
        .singleElement()
        .asString()
        .startsWith("截至：“2026年11月”，应为不晚于今天");
    goal("PRJ", "个", new GoalKind.Total());
    world.target(builder, world.goals.find(world.campaign, "PRJ"), "100");
    assertThat(report(Language.ZH, "PRJ", "0.00671万", "2026-10-31"))
        .singleElement()
        .asString()
        .startsWith("数值：“0.00671万”，应为");
  }

  @Test
  void a_number_of_too_many_digits_is_told_the_limit() {
    for (String typed :
        List.of(
            "70.123456789012345678901", "12345678901234567890123456789012345", "9".repeat(90))) {
      assertThat(report(Language.ZH, "GBR", typed, "2026-10-31"))
          .singleElement()
          .asString()
          .endsWith("应为最多 30 位、其中小数最多 20 位的数");
    }
  }

  @Test
  void the_minimum_of_a_growth_is_of_its_amounts_not_of_its_rate() {
    Goal tax =
        new Goal(
            new GoalId(0),
            world.campaign.id(),
            "TAX",
            Text.same("TAX"),
            Text.same("亿元"),
            new GoalKind.Growth(),
            Direction.UP,
            BigDecimal.ONE,
            new BigDecimal("100"),
            BigDecimal.ZERO,
            Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            2,
            1,
            0);
    assertThat(tax.check(Figure.of(new BigDecimal("-5"))).value()).isEqualTo("-5");
    assertThat(tax.check(Figure.of(new BigDecimal("95"), new BigDecimal("100"))).value())
        .isEqualTo("95");
    assertThatThrownBy(() -> tax.check(Figure.of(new BigDecimal("-5"), new BigDecimal("100"))))
        .isInstanceOf(Fault.Invalid.class);
  }
}
