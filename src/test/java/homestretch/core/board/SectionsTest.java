package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.say.Explanation;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Section;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Calculator;
import homestretch.testing.Drive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goals → sections → score, and the bands on it (docs/scoring.md, "Sections and grades"). */
class SectionsTest {
  private final Drive drive = new Drive("2025-12-31");

  private Goal goal(String weight) {
    return drive.goal(
        new GoalKind.Total(), Direction.UP, weight, "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
  }

  private Department department(@Nullable String... completions) {
    Department department = drive.department();
    for (int i = 0; i < completions.length; i++) {
      Goal goal = drive.goals.get(i);
      drive.target(department, goal, "100");
      String completion = completions[i];
      if (completion != null) {
        drive.figure(department, goal, "2025-12-31", completion);
      }
    }
    return department;
  }

  private static @Nullable String shown(homestretch.core.text.@Nullable Exact figure) {
    return figure == null ? null : figure.shown().toPlainString();
  }

  @Test
  void goals_make_sections_and_sections_make_the_score() {
    Section economy = drive.section("60");
    Section people = drive.section("30");
    drive.place(goal("3"), economy);
    drive.place(goal("1"), economy);
    drive.place(goal("7"), people);
    goal("10");
    Department department = department("80", "40", "90", "50");
    Standing standing = drive.standing(department);
    // (3 × 80 + 1 × 40) ÷ 4 = 70; (60 × 70 + 30 × 90 + 10 × 50) ÷ 100 = 74
    assertThat(shown(standing.score())).isEqualTo("74.00");
    assertThat(standing.sections())
        .extracting(s -> s.section().code() + " " + shown(s.points()))
        .containsExactly("S1 70.00", "S2 90.00");
    assertThat(shown(standing.completion())).isEqualTo("74.00");
    assertThat(standing.deviation()).isEqualTo("-26.00");
    assertThat(shown(drive.book().overall().completion())).isEqualTo("74.00");
  }

  @Test
  void a_section_without_a_weight_is_as_heavy_as_its_goals_together() {
    Section section = drive.section(null);
    drive.place(goal("40"), section);
    drive.place(goal("30"), section);
    goal("30");
    Standing standing = drive.standing(department("90", "80", "10"));
    assertThat(shown(standing.score())).isEqualTo("63.00");
    assertThat(standing.sections().getFirst().weight()).isEqualByComparingTo("70");
  }

  @Test
  void what_is_missing_in_a_section_takes_its_share_of_the_coverage() {
    Section section = drive.section("60");
    drive.place(goal("1"), section);
    drive.place(goal("2"), section);
    goal("40");
    Standing standing = drive.standing(department("90", null, "60"));
    // The section goes on with what was reported of it: (60 × 90 + 40 × 60) ÷ 100.
    assertThat(shown(standing.score())).isEqualTo("78.00");
    assertThat(standing.coverage().shown()).isEqualTo("60.00");
    assertThat(standing.provisional()).isTrue();
    assertThat(shown(standing.sections().getFirst().coverage())).isEqualTo("33.33");
  }

  @Test
  void a_section_of_which_nothing_applies_leaves_the_others_their_weights() {
    Section section = drive.section("60");
    goal("40");
    drive.place(goal("1"), section);
    Standing standing = drive.standing(department("50"));
    assertThat(shown(standing.score())).isEqualTo("50.00");
    assertThat(standing.provisional()).isFalse();
    assertThat(standing.sections().getFirst().coverage()).isNull();
  }

  @Test
  void the_scheme_weighs_sections_and_moves_goals_between_them() {
    Section one = drive.section("50");
    Section two = drive.section("50");
    Goal moved = drive.place(goal("1"), one);
    drive.place(goal("1"), one);
    drive.place(goal("1"), two);
    Department department = department("0", "60", "90");
    assertThat(shown(drive.standing(department).score())).isEqualTo("60.00");
    Scheme before = drive.scheme;
    drive.scheme =
        new Scheme(
                2,
                before.from(),
                before.greenAbove(),
                before.yellowFrom(),
                before.order(),
                before.tieRule(),
                before.missing(),
                before.disclosure(),
                before.growth(),
                Map.of(
                    moved.id(),
                    new Scheme.Weighing(
                        new BigDecimal("2"),
                        moved.cap(),
                        new Scheme.Placed(two.id()),
                        ScoringRule.DEFAULT)),
                List.of(),
                "")
            .grading(Map.of(one.id(), new BigDecimal("80")), List.of());
    // (80 × 60 + 50 × ((2 × 0 + 90) ÷ 3)) ÷ 130
    assertThat(shown(drive.standing(department).score())).isEqualTo("48.46");
  }

  @Test
  void a_section_that_has_ended_takes_its_goals_with_it() {
    Section section = drive.section("60");
    drive.place(goal("1"), section);
    goal("40");
    Department department = department("90", "50");
    drive.sections.clear();
    assertThat(shown(drive.standing(department).score())).isEqualTo("50.00");
    assertThat(drive.setup().goals()).hasSize(1);
  }

  @Test
  void every_formula_with_sections_comes_to_its_value() {
    Section section = drive.section("60");
    drive.place(goal("3"), section);
    drive.place(goal("4"), section);
    goal("10");
    Department department = department("80.5", "40", "33");
    Explanation explanation = Explanation.of(drive.book(), department, null, true);
    List<Explanation.Step> steps = new ArrayList<>(explanation.score().steps());
    steps.addAll(explanation.pace().steps());
    int computed = 0;
    for (Explanation.Step step : steps) {
      if (!step.formula().isEmpty() && step.value() != null) {
        assertThat(Calculator.value(step.formula()))
            .as(step.line().zh())
            .isCloseTo(
                step.value().value().bigDecimalValue(10, java.math.RoundingMode.HALF_UP),
                org.assertj.core.data.Offset.offset(new BigDecimal("0.0000001")));
        computed++;
      }
    }
    assertThat(computed).isGreaterThan(4);
    assertThat(explanation.score().steps())
        .extracting(s -> s.line().zh())
        .anyMatch(line -> line.startsWith("板块“S1”得分（权重 60）"));
  }

  private static Scheme.Grade grade(String name, String from, @Nullable String share) {
    return new Scheme.Grade(
        Text.same(name), new BigDecimal(from), share == null ? null : new BigDecimal(share));
  }

  private List<String> grades() {
    return drive.book().leaderboard(null, null).rows().stream()
        .map(r -> r.department().code() + " " + (r.grade() == null ? "–" : r.grade().name().zh()))
        .toList();
  }

  @Test
  void grades_are_bands_on_the_shown_score() {
    goal("1");
    drive.scheme =
        drive.scheme.grading(Map.of(), List.of(grade("A", "90", null), grade("B", "60", null)));
    department("95");
    department("89.996");
    department("60");
    department("59.99");
    assertThat(grades()).containsExactly("D1 A", "D2 A", "D3 B", "D4 –");
    assertThat(
            BoardPost.remarks(
                drive.book().leaderboard(null, null), drive.leagues.getFirst(), Language.ZH))
        .contains("等次：A D1");
  }

  @Test
  void no_more_than_the_share_of_the_league_has_a_grade_and_equal_scores_stay_together() {
    goal("1");
    drive.scheme =
        drive.scheme.grading(
            Map.of(),
            List.of(grade("A", "80", "30"), grade("B", "60", "50"), grade("C", "0", null)));
    // 30 % of 7 units are 2, 50 % are 3.
    department("99");
    department("95");
    department("95");
    department("90");
    department("85");
    department("84");
    department((String) null);
    assertThat(grades()).containsExactly("D1 A", "D2 B", "D3 B", "D4 B", "D5 C", "D6 C");
  }

  @Test
  void a_veto_removes_the_highest_grade_and_leaves_its_place_to_others() {
    goal("1");
    drive.scheme =
        drive.scheme.grading(Map.of(), List.of(grade("A", "80", "50"), grade("B", "0", null)));
    Department vetoed = department("99");
    drive.adjust(vetoed, Adjustment.Kind.VETO, "", "0");
    department("90");
    assertThat(grades()).containsExactly("D1 B", "D2 A");
    Explanation explanation = Explanation.of(drive.book(), vetoed, null, true);
    assertThat(explanation.rank().steps())
        .extracting(s -> s.line().en())
        .contains(
            "Grade (A ≥ 80 (at most 50% of the league, equal scores together), B ≥ 0; a veto"
                + " removes the highest): B");
  }

  @Test
  void what_it_takes_to_draw_level_follows_the_weight_of_the_section() {
    Section section = drive.section("60");
    drive.place(goal("1"), section);
    drive.place(goal("2"), section);
    goal("40");
    department("90", "90", "90");
    Department second = department("60", "60", "90");
    Leaderboard board = drive.book().leaderboard(null, null);
    ToNext next = ToNext.of(board, drive.standing(second)).orElseThrow();
    assertThat(next.points()).isEqualByComparingTo("18.00");
    // G2 makes 60 % × 2/3 of the score: 18 ÷ 0.4 = 45, more than its cap leaves; nothing alone.
    assertThat(next.goal()).isNull();
    drive.goals.set(
        1, Objects.requireNonNull(drive.goals.get(1)).weighed(new BigDecimal("2"), null));
    ToNext uncapped =
        ToNext.of(drive.book().leaderboard(null, null), drive.standing(second)).orElseThrow();
    assertThat(Objects.requireNonNull(uncapped.goal()).code()).isEqualTo("G2");
    assertThat(uncapped.amount()).isEqualByComparingTo("45");
  }
}
