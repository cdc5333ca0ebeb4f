package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Movement and dates (docs/scoring.md, "Ranks" and "Dates"). */
class MovementTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private final World world = new World(Databases.SQLITE);
  private final Goal goal = world.goal("G", "1");

  @AfterEach
  void close() {
    world.close();
  }

  private Department unit(String code, String value) {
    Department department = world.department(code);
    world.target(department, goal, "100");
    world.report(department, goal, value, "2026-09-30");
    return department;
  }

  private Leaderboard board() {
    return world.boards.leaderboard(world.campaign, TODAY, null, null, null);
  }

  private static List<String> moves(Leaderboard board) {
    return board.rows().stream()
        .map(r -> r.department().code() + " " + move(r.movement()))
        .toList();
  }

  private static String move(Standing.@Nullable Movement movement) {
    return movement == null
        ? "?"
        : movement.isNew() ? "NEW" : movement.from() + "→" + movement.to() + " " + movement.rise();
  }

  private void publish(String on, String at) {
    world.clock.set(at);
    world.boards.published(world.campaign, LocalDate.parse(on), world.clock.instant());
    world.clock.advance(java.time.Duration.ofMinutes(1));
  }

  @Test
  void a_figure_sent_after_the_board_of_a_day_before_it_is_progress_and_no_correction() {
    world.clock.set("2026-11-01T04:00:00Z");
    unit("A", "60");
    Department b = unit("B", "50");
    publish("2026-11-16", "2026-11-16T01:00:00Z");
    // The figure of October arrives after the board of 16 November, as figures do.
    world.report(b, goal, "80", "2026-10-31");
    Leaderboard board = board();
    // 80 − 83.29 against 50 − 74.79
    assertThat(moves(board)).containsExactly("B 2→1 21.50", "A 1→2 0.00");
    assertThat(board.mostImproved(world.league)).hasSize(1);
    assertThat(Footnotes.of(board)).isEmpty();
  }

  @Test
  void a_changed_rule_moves_nobody_and_is_named_in_a_footnote() {
    world.clock.set("2026-11-01T04:00:00Z");
    unit("A", "60");
    unit("B", "50");
    publish("2026-11-16", "2026-11-16T01:00:00Z");
    world.schemes.put(
        world.campaign,
        new Scheme(
                0,
                LocalDate.of(2026, 11, 17),
                new BigDecimal("-10"),
                new BigDecimal("-30"),
                Scheme.Order.SCORE,
                Scheme.TieRule.STANDARD,
                Scheme.Missing.UNRANKED,
                Scheme.Disclosure.TOP,
                Scheme.Growth.STANDARD,
                Map.of(),
                List.of(),
                "")
            .weighing(
                Map.of(
                    goal.id(),
                    new Scheme.Weighing(
                        goal.weight(),
                        goal.cap(),
                        null,
                        // Whoever has done more gets less.
                        WrittenRule.read("table bands=0:100;60:10")))),
        0,
        World.ACTOR);
    Leaderboard board = board();
    assertThat(board.rows().getFirst().department().code()).isEqualTo("B");
    // The board of the 16th by today's rule has the same order: nobody moved.
    assertThat(moves(board)).containsExactly("B 1→1 0.00", "A 2→2 0.00");
    assertThat(Footnotes.of(board))
        .extracting(Text::zh)
        .containsExactly("2026-11-16 排行榜发布后，指标、权重或计分规则有变化；变动按现行规则重算旧榜，只反映业绩");
  }

  @Test
  void a_lowered_target_moves_nobody_and_is_named_in_a_footnote() {
    world.clock.set("2026-11-01T04:00:00Z");
    unit("A", "60");
    Department b = unit("B", "50");
    publish("2026-11-16", "2026-11-16T01:00:00Z");
    world.target(b, goal, "60", TODAY.minusDays(3));
    Leaderboard board = board();
    assertThat(board.rows().getFirst().department().code()).isEqualTo("B");
    assertThat(moves(board)).containsExactly("B 1→1 0.00", "A 2→2 0.00");
    assertThat(board.mostImproved(world.league)).isEmpty();
    assertThat(Footnotes.of(board).getFirst().en()).contains("targets or plans of B changed");
  }

  @Test
  void a_correction_of_the_boards_own_figure_restates_it() {
    world.clock.set("2026-11-01T04:00:00Z");
    unit("A", "60");
    Department b = unit("B", "50");
    Report wrong =
        world.database.read(() -> world.reportRows.history(b.id(), goal.id())).getFirst();
    publish("2026-11-16", "2026-11-16T01:00:00Z");
    world.reviews.correct(
        world.campaign,
        wrong.id(),
        homestretch.core.goal.Figure.of(new java.math.BigDecimal("70")),
        "recount",
        new homestretch.core.audit.Actor("checker", "api"));
    Leaderboard board = board();
    assertThat(moves(board)).containsExactly("B 1→1 0.00", "A 2→2 0.00");
    assertThat(Footnotes.of(board).getFirst().en()).contains("Figures of B").contains("revised");
  }

  @Test
  void a_unit_that_moves_counts_in_its_league_of_the_day() {
    world.clock.set("2026-11-01T04:00:00Z");
    unit("A", "60");
    Department b = unit("B", "50");
    League other =
        world.departments.put(
            world.campaign,
            new League(new LeagueId(0), world.campaign.id(), "other", Text.same("other"), 2, 0),
            World.ACTOR);
    world.departments.put(
        world.campaign, b.in(other.id()), LocalDate.of(2026, 10, 15), World.ACTOR);
    assertThat(world.book(LocalDate.of(2026, 10, 14)).standing(b.id()).league().code())
        .isEqualTo("districts");
    assertThat(world.book(LocalDate.of(2026, 10, 15)).standing(b.id()).league().code())
        .isEqualTo("other");
  }

  @Test
  void a_merged_units_figures_go_on_as_its_successors() {
    world.clock.set("2026-11-01T04:00:00Z");
    Department a = unit("A", "60");
    Department b = unit("B", "50");
    world.departments.put(
        world.campaign, b.counting(null, LocalDate.of(2026, 10, 31), a.id()), World.ACTOR);
    Standing merged = world.book(LocalDate.of(2026, 11, 1)).standing(a.id());
    assertThat(world.book(LocalDate.of(2026, 11, 1)).setup().departments()).hasSize(1);
    assertThat(merged.goals().getFirst().amount()).isEqualByComparingTo("110");
    assertThat(Objects.requireNonNull(merged.goals().getFirst().target()).amount())
        .isEqualByComparingTo("200");
    assertThat(world.book(LocalDate.of(2026, 10, 31)).setup().departments()).hasSize(2);
    world.report(a, goal, "120", "2026-11-01");
    assertThat(world.book(LocalDate.of(2026, 11, 1)).standing(a.id()).goals().getFirst().amount())
        .isEqualByComparingTo("120");
    assertThat(Footnotes.of(world.book(LocalDate.of(2026, 11, 1)).leaderboard(null, null)))
        .extracting(Text::en)
        .anyMatch(note -> note.contains("B was merged into A after 2026-10-31"));
  }

  @Test
  void a_unit_that_joined_later_is_held_against_the_share_of_its_own_dates() {
    Department late = world.department("LATE");
    world.departments.put(
        world.campaign, late.counting(LocalDate.of(2026, 7, 1), null, null), World.ACTOR);
    world.target(late, goal, "100");
    world.report(late, goal, "50", "2026-09-30");
    // 92 of 184 days
    assertThat(
            Objects.requireNonNull(world.book().standing(late.id()).goals().getFirst().pace())
                .expected()
                .shown())
        .isEqualTo("50.00");
    assertThat(world.book(LocalDate.of(2026, 6, 30)).setup().departments()).isEmpty();
  }

  @Test
  void a_bureau_that_answers_for_the_city_is_in_no_total() {
    unit("A", "60");
    unit("B", "50");
    Department city = world.department("CITY");
    world.departments.put(world.campaign, city.shown("", false), World.ACTOR);
    world.target(city, goal, "200");
    world.report(city, goal, "110", "2026-09-30");
    Overall overall = world.book().overall();
    assertThat(Objects.requireNonNull(overall.totals().getFirst().target()).shown())
        .isEqualByComparingTo("200");
    assertThat(overall.departments()).isEqualTo(2);
    assertThat(world.book().leaderboard(null, goal).totals().getFirst().departments()).isEqualTo(2);
  }

  @Test
  void the_headline_says_over_how_much_of_the_target_there_are_figures() {
    Department small = world.department("SMALL");
    Department other = world.department("OTHER");
    Department large = world.department("LARGE");
    world.target(small, goal, "10");
    world.target(other, goal, "10");
    world.target(large, goal, "100");
    world.report(small, goal, "9.5", "2026-10-31");
    world.report(other, goal, "9.5", "2026-10-31");
    Overall overall = world.book().overall();
    assertThat(CountdownTexts.completion(overall).en())
        .isEqualTo("95.00% of what has reported (2 of 3 units in full, 16.67% of the target)");
  }

  @Test
  void a_goal_that_was_dropped_is_on_no_later_board() {
    Goal dropped = world.goal("D", "1");
    Department a = unit("A", "60");
    world.target(a, dropped, "100");
    world.goals.put(world.campaign, dropped.counting(null, LocalDate.of(2026, 9, 30)), World.ACTOR);
    assertThat(world.book(LocalDate.of(2026, 9, 30)).setup().goals()).hasSize(2);
    assertThat(world.book(LocalDate.of(2026, 10, 1)).setup().goals()).hasSize(1);
  }

  @Test
  void with_top_a_tie_beyond_the_third_place_is_a_number_and_a_small_league_shows_its_first() {
    for (int i = 0; i < 8; i++) {
      unit("U" + i, i == 0 ? "90" : i == 1 ? "80" : "70");
    }
    Leaderboard.Disclosed disclosed = world.book().leaderboard(null, null).disclosed(world.league);
    assertThat(disclosed.rows()).extracting(r -> r.department().code()).containsExactly("U0", "U1");
    assertThat(disclosed.tied()).isEqualTo(6);
    assertThat(disclosed.tiedRank()).isEqualTo(3);
  }

  @Test
  void a_drive_across_new_year_has_its_own_days() {
    homestretch.core.campaign.Campaign winter =
        new homestretch.core.campaign.Campaign(
            new homestretch.core.campaign.CampaignId(0),
            "winter",
            Text.same("winter"),
            LocalDate.of(2026, 10, 1),
            LocalDate.of(2027, 3, 31),
            world.campaign.timezone(),
            world.campaign.language(),
            true,
            "CN",
            false,
            0);
    assertThat(
            homestretch.core.campaign.Countdown.of(
                    winter,
                    new homestretch.core.campaign.WorkCalendars().of("CN"),
                    LocalDate.of(2026, 11, 20))
                .timeProgress()
                .shown())
        .isEqualTo("28.02");
  }
}
