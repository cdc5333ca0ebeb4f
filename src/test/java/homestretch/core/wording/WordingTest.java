package homestretch.core.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  private static Situation situation(World world, String on) {
    LocalDate day = LocalDate.parse(on);
    return new Situation(
        world.campaign,
        Countdown.of(world.campaign, new WorkCalendars().of("CN"), day),
        world.book(day).overall(),
        world.boards.leaderboard(world.campaign, day, null, null, null));
  }

  private static List<String> said(Post post) {
    List<String> said = new ArrayList<>(List.of(post.title()));
    for (Block block : post.blocks()) {
      said.addAll(((Block.Lines) block).lines());
    }
    if (!post.footer().isEmpty()) {
      said.add(post.footer());
    }
    return said;
  }

  private static List<String> say(Wording wording, Situation situation, Language language) {
    return said(TemplatePost.of(wording.standard(), situation, language));
  }

  private static World withFigures() {
    World world = new World(Databases.SQLITE);
    Goal goal = world.goal("G", "1");
    String[] figures = {"90", "80", "70", null, "40"};
    for (int i = 0; i < figures.length; i++) {
      Department unit = world.department("U" + i);
      world.target(unit, goal, "100");
      if (figures[i] != null) {
        world.report(unit, goal, figures[i], "2026-10-31");
      }
    }
    return world;
  }

  private static Department unit(World world, String code) {
    return world.database.read(
        () -> world.departmentRows.department(world.campaign.id(), code).orElseThrow());
  }

  private static Goal goal(World world) {
    return world.book().setup().goals().getFirst();
  }

  @Test
  void the_daily_post_says_facts_gap_and_one_next_step() {
    try (World world = withFigures()) {
      Situation situation = situation(world, "2026-11-23");
      assertThat(say(Wording.DAILY, situation, Language.ZH))
          .containsExactly(
              "全市冲刺：还有 39 天",
              "截止 2026 年 12 月 31 日，含今天还有 39 天，其中工作日 29 天",
              "时间进度 89.59%（全年）；总体完成 70.00%（只算已报部分：5 个单位中 4 个已报齐，占目标的 80.00%），"
                  + "比应完成的 83.29% 低 13.29 个百分点",
              "下一步：1 个单位数据未报齐，可用 /上报 报数",
              "数据截至 2026 年 10 月 31 日（应完成按此日计算）");
      assertThat(say(Wording.DAILY, situation, Language.EN))
          .containsExactly(
              "City drive: 39 days to go",
              "Deadline 31 December 2026: 39 days left, today included, 29 of them working days",
              "Time elapsed 89.59% of the year; overall completion 70.00% of what has reported (4"
                  + " of 5 units in full, 80.00% of the target), 13.29 points below the 83.29%"
                  + " expected",
              "Next step: 1 unit has figures to report; use /report",
              "Figures as of 31 October 2026 (expectation as of that day)");
    }
  }

  @Test
  void once_all_have_reported_the_next_step_is_the_gap() {
    try (World world = withFigures()) {
      world.report(unit(world, "U3"), goal(world), "70", "2026-10-31");
      assertThat(say(Wording.DAILY, situation(world, "2026-11-23"), Language.ZH))
          // 100 − 70.00 = 30.00 points in 29 working days
          .contains("下一步：要按期完成，每个工作日需推进 1.03 个百分点");
    }
  }

  @Test
  void the_weekly_post_counts_lights_and_names_leaders_and_those_open() {
    try (World world = withFigures()) {
      // A week later: one has risen (and all with it, as time went on), one was corrected.
      assertThat(say(Wording.WEEKLY, situation(world, "2026-11-16"), Language.ZH))
          .noneMatch(line -> line.startsWith("进步最大") || line.startsWith("数据更正"));
      world.boards.published(world.campaign, LocalDate.parse("2026-11-16"), world.clock.instant());
      world.clock.advance(java.time.Duration.ofMinutes(1));
      world.report(unit(world, "U2"), goal(world), "90", "2026-11-20");
      world.report(unit(world, "U4"), goal(world), "50", "2026-10-31");
      Situation situation = situation(world, "2026-11-23");
      assertThat(say(Wording.WEEKLY, situation, Language.ZH))
          .containsExactly(
              "全市冲刺：本周小结，还有 39 天",
              "时间进度 89.59%（全年）；总体完成 77.50%（只算已报部分：5 个单位中 4 个已报齐，占目标的 80.00%），"
                  + "比应完成的 84.66% 低 7.16 个百分点",
              "灯号：🟢 绿灯 3 个，🟥 红灯 1 个，⚪ 未报 1 个",
              // (90 − 88.77) − (70 − 83.29)
              "进步最大：U2（偏差上升 14.52 个百分点）",
              "未报齐：U3",
              "数据更正：1 个单位",
              "下一步：1 个单位数据未报齐，可用 /上报 报数",
              "数据截至 2026 年 10 月 31 日至 2026 年 11 月 20 日（应完成按各项数据的日期计算）");
      assertThat(say(Wording.WEEKLY, situation, Language.EN))
          .contains(
              "Lights: 🟢 3 green, 🟥 1 red, ⚪ 1 no figure",
              "Most improved: U2 (deviation up 14.52 points)",
              "Corrected figures: 1 unit");
    }
  }

  @Test
  void without_any_figure_it_says_so() {
    try (World world = new World(Databases.SQLITE)) {
      assertThat(say(Wording.DAILY, situation(world, "2026-11-23"), Language.EN))
          .contains("No figures reported yet")
          .noneMatch(line -> line.contains("completion"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-23, 进入百日冲刺",
    "2026-11-02, 进入最后六十天",
    "2026-12-02, 进入最后三十天，请对照目标安排好每周进度",
    "2026-12-22, 进入最后十天，请核对数据，及早上报",
    "2026-12-25, 进入最后一周",
    "2026-12-29, 还有三天，请预留数据核对的时间",
    "2026-12-30, 明天是最后一天，请核对已报数据",
    "2026-12-31, 本次冲刺今天截止，未报的数据请于今天报齐"
  })
  void some_days_have_a_word_of_their_own(String on, String said) {
    try (World world = new World(Databases.SQLITE)) {
      Situation situation = situation(world, on);
      assertThat(situation.isOccasion()).isTrue();
      assertThat(say(Wording.DAILY, situation, Language.ZH).get(1)).isEqualTo(said);
    }
  }

  @Test
  void other_days_have_none() {
    try (World world = new World(Databases.SQLITE)) {
      Situation situation = situation(world, "2026-11-23");
      assertThat(situation.isOccasion()).isFalse();
      assertThat(say(Wording.DAILY, situation, Language.ZH).get(1)).startsWith("截止");
      assertThat(situation(world, "2027-01-01").isOccasion()).isFalse();
    }
  }

  @Test
  void every_standard_text_can_be_read_and_every_placeholder_has_a_value() {
    try (World world = withFigures()) {
      Situation situation = situation(world, "2026-12-31");
      for (Wording wording : Wording.values()) {
        Wording.check(wording.standard());
      }
      for (Language language : Language.values()) {
        assertThat(situation.values(language).keySet()).isEqualTo(Wording.PLACEHOLDERS.keySet());
      }
    }
  }

  @Test
  void a_line_with_nothing_to_say_is_left_out_but_never_the_title() {
    Template template = Template.parse("zh", "T {a}\nx {a}\ny {b}\nz", Set.of("a", "b"));
    assertThat(template.fill(Map.of("a", "", "b", "1"))).containsExactly("T ", "y 1", "z");
  }

  @Test
  void a_wrong_placeholder_or_brace_is_named() {
    assertThatThrownBy(() -> Wording.check(new Text("标题\n还有 {dayz} 天", "x")))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("zh:2")
        .hasMessageContaining("{dayz}")
        .hasMessageContaining("{days}");
    for (String open : List.of("a {days", "a days} b", "{{days}", "{days}}")) {
      assertThatThrownBy(() -> Wording.check(new Text("标题", "title\n" + open)))
          .as(open)
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("en:2")
          .hasMessageContaining("pairs");
    }
    for (String text : List.of("", "  \n ", "x\n".repeat(21), "x".repeat(1501))) {
      assertThatThrownBy(() -> Wording.check(new Text(text, "x")))
          .isInstanceOf(Fault.Invalid.class);
    }
  }

  /** Whatever is typed is either refused with a fault or comes out as typed, braces and all. */
  @Test
  void any_text_is_refused_or_comes_out_as_it_was_typed() {
    Random random = new Random(7);
    String[] pieces = {"{a}", "{{", "}}", "{", "}", "天", " x", "\n", "@everyone", "**", "{b}"};
    int taken = 0;
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder("t");
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Template template;
      try {
        template = Template.parse("zh", text.toString(), Set.of("a"));
      } catch (Fault.Invalid e) {
        continue;
      }
      taken++;
      String braces =
          String.join("\n", template.fill(Map.of("a", "\u0001")))
              .replace("{", "{{")
              .replace("}", "}}")
              .replace("\u0001", "{a}");
      List<String> typed =
          text.toString().lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      assertThat(braces.lines().toList()).isEqualTo(typed);
    }
    assertThat(taken).isGreaterThan(300);
  }
}
