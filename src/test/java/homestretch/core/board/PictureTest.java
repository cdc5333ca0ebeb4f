package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Block;
import homestretch.core.chat.Image;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a picture of a board says. Only the first three are disclosed, as by default. */
class PictureTest {
  private final World world = new World(Databases.SQLITE);
  private Goal goal;

  @BeforeEach
  void oneGoal() {
    goal = world.goal("REV", "100");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Department unit(String code, String value) {
    Department department = world.department(code);
    world.target(department, goal, "100");
    if (!value.isEmpty()) {
      world.report(department, goal, value, "2026-10-31");
    }
    return department;
  }

  private Leaderboard board() {
    return world.book().leaderboard(null, null);
  }

  @Test
  void picture_and_text_say_the_same() {
    unit("A", "95.005");
    unit("B", "61.2");
    unit("C", "");
    for (Language language : Language.values()) {
      Picture.Section section = Picture.of(board(), language).sections().getFirst();
      Block.Table table = (Block.Table) BoardPost.published(board(), language).blocks().getFirst();
      assertThat(section.heading()).isEqualTo(table.heading());
      assertThat(section.columns()).isEqualTo(table.columns());
      for (int i = 0; i < table.rows().size(); i++) {
        Picture.Row row = section.rows().get(i);
        List<String> cells = table.rows().get(i);
        assertThat(row.rank()).isEqualTo(cells.getFirst());
        assertThat(row.cells()).isEqualTo(cells.subList(1, cells.size() - 1));
        assertThat(row.light().symbol() + " " + row.name()).isEqualTo(cells.getLast());
      }
    }
  }

  @Test
  void rows_carry_completion_and_expected_unrounded() {
    unit("A", "33.3333");
    Picture.Row row = Picture.of(board(), Language.ZH).sections().getFirst().rows().getFirst();
    assertThat(row.completion()).isEqualByComparingTo("33.33");
    assertThat(row.expected()).isBetween(new BigDecimal(83), new BigDecimal(84));
  }

  @Test
  void only_the_first_three_are_named_and_nothing_tells_of_the_others() {
    unit("A", "95");
    unit("B", "90");
    unit("C", "85");
    unit("D", "12");
    unit("E", "11");
    unit("F", "10");
    Picture picture = Picture.of(board(), Language.EN);
    Picture.Section section = picture.sections().getFirst();
    assertThat(section.rows()).extracting(Picture.Row::name).containsExactly("A", "B", "C");
    assertThat(section.heading()).contains("first 3 of 6");
    assertThat(section.tally()).isEmpty();
    assertThat(picture.alt()).doesNotContain("red").doesNotContain("D (");
  }

  @Test
  void lights_are_counted_with_those_that_have_not_reported() {
    unit("A", "95");
    unit("B", "70");
    unit("C", "");
    List.of("WITHOUT", "X", "Y").forEach(world::department);
    Picture.Section section = Picture.of(board(), Language.ZH).sections().getFirst();
    assertThat(section.tally())
        .extracting(t -> t.text() + t.units())
        .containsExactly("绿灯1", "黄灯1", "未报1");
    assertThat(section.lines()).containsExactly("未报：C", "未设目标：WITHOUT、X、Y");
  }

  @Test
  void alternative_text_tells_the_picture_in_both_languages() {
    unit("A", "95");
    unit("B", "70");
    unit("C", "");
    List.of("D", "E", "F").forEach(world::department);
    assertThat(Picture.of(board(), Language.ZH).alt())
        .isEqualTo(
            "全市冲刺 · 排行榜。数据截至 2026-10-31。区县：第 1 名A（得分 95.00），第 2 名B（得分 70.00）。"
                + "绿灯 1 个，黄灯 1 个，未报 1 个。未报：C。未设目标：D、E、F。");
    assertThat(Picture.of(board(), Language.EN).alt())
        .isEqualTo(
            "City drive · leaderboard. Figures as of 2026-10-31. 区县: 1. A (Score 95.00), 2. B"
                + " (Score 70.00). 1 green, 1 yellow, 1 no figure. Not reported: C. No target:"
                + " D, E, F.");
  }

  @Test
  void movement_since_the_last_published_board_has_a_column_and_is_no_score() {
    unit("A", "80");
    Department second = unit("B", "70");
    world.boards.published(world.campaign, LocalDate.of(2026, 11, 22), world.clock.instant());
    world.report(second, goal, "90", "2026-11-23");
    Leaderboard board =
        world.boards.leaderboard(
            world.campaign, world.campaign.today(world.clock), null, null, null);
    Picture picture = Picture.of(board, Language.EN);
    assertThat(picture.sections().getFirst().rows().getFirst().cells())
        .containsExactly("▲1", "90.00", "+0.41");
    assertThat(picture.alt()).contains("1. B (Score 90.00)").contains("Most improved: B");
  }

  @Test
  void sum_of_the_amounts_stands_below_the_board_of_a_goal() {
    unit("A", "80");
    unit("B", "70");
    Picture picture = Picture.of(world.book().leaderboard(null, goal), Language.ZH);
    assertThat(picture.sections().getFirst().lines())
        .containsExactly("合计（已报 2/2）：150 / 200 亿元，完成 75.00%");
    assertThat(picture.alt()).contains("合计（已报 2/2）");
  }

  @Test
  void picture_of_one_goal_shows_its_completion() {
    unit("A", "125");
    Picture picture = Picture.of(world.book().leaderboard(null, goal), Language.EN);
    assertThat(picture.subject()).isEqualTo("REV");
    assertThat(picture.sections().getFirst().columns()).contains("Done%");
    assertThat(picture.sections().getFirst().rows().getFirst().cells()).contains("125.00");
  }

  @Test
  void what_does_not_fit_is_counted_in_a_line() {
    for (int i = 0; i < Picture.ROWS + 7; i++) {
      unit("U" + i, "88"); // all first
    }
    world.discloseAll();
    Picture.Section section = Picture.of(board(), Language.ZH).sections().getFirst();
    assertThat(section.rows()).hasSize(Picture.ROWS);
    assertThat(section.lines()).containsExactly("其余 7 个单位未列入图中，见文字排行榜");
    assertThat(section.tally()).extracting(Picture.Tally::units).containsExactly(Picture.ROWS + 7);
  }

  @Test
  void alternative_text_stays_within_what_platforms_take() {
    for (int i = 0; i < 120; i++) {
      unit("UNIT-WITH-A-LONG-CODE-" + i, "");
    }
    String alt = Picture.of(board(), Language.EN).alt();
    assertThat(alt.length()).isLessThanOrEqualTo(Image.ALT);
    assertThat(alt).startsWith("City drive · leaderboard. No figures yet. 区县. 120 no figure.");
  }

  @Test
  void board_without_leagues_says_so() {
    Leaderboard none =
        new Leaderboard(
            board().setup(), List.of(), null, null, null, List.of(), List.of(), List.of(), null);
    assertThat(Picture.of(none, Language.ZH).alt()).contains("还没有组别");
  }

  @Test
  void a_board_of_a_day_before_today_names_its_day() {
    Leaderboard board = board();
    Picture past = Picture.of(board, true, Language.ZH);
    assertThat(past.subject()).isEqualTo("排行榜（" + board.on() + "）");
    assertThat(past.alt()).contains("排行榜（" + board.on() + "）。");
    assertThat(Picture.of(board, Language.ZH).subject()).isEqualTo("排行榜");
  }
}
