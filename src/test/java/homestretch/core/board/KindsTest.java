package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.GoalStanding.State;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import homestretch.testing.Drive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line of docs/scoring.md, “Kinds of goal”, “Time progress” and “A department's score”. */
class KindsTest {
  private static final GoalKind TOTAL = new GoalKind.Total();
  private static final GoalKind LEVEL = new GoalKind.Level();
  private static final GoalKind GROWTH = new GoalKind.Growth();
  private static final GoalKind RATIO = new GoalKind.Ratio();
  private static final GoalKind MILESTONES = new GoalKind.Milestones();

  private static GoalStanding only(Drive drive, Department department) {
    return drive.standing(department).goals().getFirst();
  }

  private static Pace pace(GoalStanding standing) {
    return Objects.requireNonNull(standing.pace());
  }

  private static Goal goal(Drive drive, GoalKind kind, Direction direction, @Nullable String cap) {
    return drive.goal(kind, direction, "1", cap, Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
  }

  @ParameterizedTest
  @CsvSource({
    // kind, direction, target, figure → completion, expected, deviation, light (30 June 2025: 181
    // of 365 days)
    "total, UP, 100, 49.5, 49.50, 49.59, −0.09, GREEN",
    "total, UP, 100, 39.59, 39.59, 49.59, −10.00, YELLOW",
    "total, UP, 100, 19.58, 19.58, 49.59, −30.01, RED",
    "total, UP, 0, 0, 100.00, 49.59, +50.41, GREEN",
    "total, UP, -100, -50, 150.00, 49.59, +100.41, GREEN",
    "total, DOWN, 5, 4.6, 108.00, 49.59, +58.41, GREEN",
    "total, DOWN, 5, 12, 0.00, 49.59, −49.59, RED",
    "total, DOWN, 0, 1, 0.00, 49.59, −49.59, RED",
    "level, UP, 100, 92, 92.00, 100.00, −8.00, GREEN",
    "level, UP, 100, 90, 90.00, 100.00, −10.00, YELLOW",
    "level, DOWN, 80, 84, 95.00, 100.00, −5.00, GREEN",
    "ratio, UP, 95, 93/100, 97.89, 100.00, −2.11, GREEN",
    "ratio, UP, 95, 1/3, 35.09, 100.00, −64.91, RED",
    "ratio, DOWN, 4, 5/100, 75.00, 100.00, −25.00, YELLOW",
    "growth, UP, 6, 106/100, 100.00, 100.00, ±0.00, GREEN",
    "growth, UP, 6, 104/100, 90.00, 100.00, −2.00, YELLOW",
    "growth, UP, 6, 103.99/100, 89.95, 100.00, −2.01, RED",
    "growth, UP, 6, 8.5, 112.50, 100.00, +2.50, GREEN",
    "growth, UP, 6, 20, 120.00, 100.00, +14.00, GREEN",
    "growth, UP, 6, -20, 80.00, 100.00, −26.00, RED",
    "growth, UP, 6, -80/-100, 120.00, 100.00, +14.00, GREEN",
    "growth, DOWN, -3, -3.5, 102.50, 100.00, +0.50, GREEN",
  })
  void completion_expected_and_light_by_kind(
      String kind,
      Direction direction,
      String target,
      String figure,
      String completion,
      String expected,
      String deviation,
      Light light) {
    Drive drive = new Drive("2025-06-30");
    Goal goal = goal(drive, GoalKind.of(kind), direction, null);
    Department department = drive.department();
    drive.target(department, goal, target);
    drive.figure(department, goal, "2025-06-30", figure);
    GoalStanding standing = only(drive, department);
    Pace pace = pace(standing);
    assertThat(pace.completion().shown()).isEqualTo(completion);
    assertThat(pace.expected().shown()).isEqualTo(expected);
    assertThat(Figures.points(pace.deviation())).isEqualTo(deviation);
    assertThat(standing.light()).isEqualTo(light);
  }

  @Test
  void growth_on_a_base_of_zero_is_undefined_said_so_and_left_out_of_the_score() {
    Drive drive = new Drive("2025-06-30");
    Goal growth = drive.goal(GROWTH);
    Goal total = drive.goal(TOTAL);
    Department department = drive.department();
    drive.target(department, growth, "6");
    drive.target(department, total, "100");
    drive.figure(department, growth, "2025-06-30", "5/0");
    drive.figure(department, total, "2025-06-30", "40");
    Standing standing = drive.standing(department);
    assertThat(standing.goals().getFirst().state()).isEqualTo(State.UNDEFINED);
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("40.00");
    assertThat(standing.provisional()).isFalse();
    assertThat(Footnotes.of(drive.book().leaderboard(null, null)))
        .extracting(Text::en)
        .containsExactly(
            "D1: growth on a base of 0 is undefined; that goal is left out of the score");
  }

  @Test
  void steps_that_nobody_has_reported_are_no_zero_until_one_is_overdue() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(MILESTONES);
    Department department = drive.department();
    drive.milestone(department, goal, "signed", "2025-06-30", "10");
    drive.milestone(department, goal, "finished", "2025-11-30", "60");

    GoalStanding unreported = only(drive, department);
    assertThat(unreported.state()).isEqualTo(GoalStanding.State.UNREPORTED);
    assertThat(unreported.pace()).isNull();
    assertThat(unreported.light()).isEqualTo(Light.GREY);
    assertThat(unreported.steps()).hasSize(2);

    drive.on = LocalDate.parse("2025-07-01");
    GoalStanding overdue = only(drive, department);
    assertThat(pace(overdue).completion().shown()).isEqualTo("0.00");
    assertThat(overdue.light()).isEqualTo(Light.RED);
  }

  @Test
  void steps_done_weigh_against_all_and_an_overdue_step_is_red_until_it_is_made_up_for() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(MILESTONES);
    Department department = drive.department();
    drive.milestone(department, goal, "signed", "2025-02-28", "10");
    drive.milestone(department, goal, "started", "2025-05-31", "30");
    drive.milestone(department, goal, "finished", "2025-11-30", "60");
    drive.figure(department, goal, "2025-02-20", Figure.step("signed", true));

    GoalStanding overdue = only(drive, department);
    assertThat(pace(overdue).completion().shown()).isEqualTo("10.00");
    assertThat(overdue.steps())
        .extracting(GoalStanding.Step::light)
        .containsExactly(Light.GREEN, Light.RED, Light.GREY);
    assertThat(overdue.light()).isEqualTo(Light.RED);

    drive.figure(department, goal, "2025-06-10", Figure.step("started", true));
    GoalStanding madeUp = only(drive, department);
    assertThat(pace(madeUp).completion().shown()).isEqualTo("40.00");
    assertThat(madeUp.steps())
        .extracting(GoalStanding.Step::light)
        .containsExactly(Light.GREEN, Light.YELLOW, Light.GREY);
    // −9.59 points would be green: the make-up turns it yellow.
    assertThat(Figures.points(pace(madeUp).deviation())).isEqualTo("−9.59");
    assertThat(madeUp.light()).isEqualTo(Light.YELLOW);

    drive.on = LocalDate.parse("2025-05-31");
    drive.figures.removeLast();
    assertThat(only(drive, department).steps().get(1).light())
        .as("on its due date a step is not overdue")
        .isEqualTo(Light.GREY);
  }

  @Test
  void the_cut_off_of_steps_alone_is_that_of_those_last_done_and_beside_figures_it_is_theirs() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(MILESTONES);
    Department one = drive.department();
    Department other = drive.department();
    for (Department each : List.of(one, other)) {
      drive.milestone(each, goal, "signed", "2025-02-28", "1");
      drive.milestone(each, goal, "started", "2025-12-31", "1");
    }
    assertThat(drive.book().leaderboard(null, goal).cutOff()).isNull();
    drive.figure(one, goal, "2025-02-20", Figure.step("signed", true));
    drive.figure(other, goal, "2025-03-05", Figure.step("signed", true));
    CutOff steps = new CutOff(LocalDate.of(2025, 2, 20), LocalDate.of(2025, 3, 5));
    assertThat(drive.book().leaderboard(null, goal).cutOff()).isEqualTo(steps);
    assertThat(drive.book().leaderboard(null, null).cutOff()).isEqualTo(steps);
    assertThat(drive.book().overall().cutOff()).isEqualTo(steps);

    Goal total = drive.goal(TOTAL);
    drive.target(one, total, "100");
    drive.figure(one, total, "2025-05-31", "40");
    LocalDate day = LocalDate.of(2025, 5, 31);
    assertThat(drive.book().leaderboard(null, null).cutOff()).isEqualTo(new CutOff(day, day));
    assertThat(drive.book().leaderboard(null, goal).cutOff()).isEqualTo(steps);
  }

  @Test
  void a_step_marked_not_done_again_counts_no_more() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(MILESTONES);
    Department department = drive.department();
    drive.milestone(department, goal, "signed", "2025-12-31", "1");
    drive.figure(department, goal, "2025-06-20", Figure.step("signed", false));
    assertThat(pace(only(drive, department)).completion().shown()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-01, 0.32", // 10 % by 31 January: 1 of 31 days
    "2025-01-31, 10.00",
    "2025-02-14, 15.00", // half of February on the way from 10 to 20
    "2025-03-31, 20.00", // flat between two points
    "2025-04-30, 20.00",
    "2025-12-30, 99.67",
    "2025-12-31, 100.00"
  })
  void a_plan_is_linear_between_its_dates_from_zero_to_the_whole_at_the_deadline(
      String at, String expected) {
    Drive drive = new Drive(at);
    Goal goal = drive.goal(TOTAL);
    Department department = drive.department();
    drive.target(department, goal, "100");
    drive.figure(department, goal, at, "1");
    drive.plans.add(
        new Plan(
            goal.id(),
            null,
            drive.campaign.start(),
            List.of(
                point("2025-01-31", "10"), point("2025-02-28", "20"), point("2025-04-30", "20")),
            1));
    assertThat(pace(only(drive, department)).expected().shown()).isEqualTo(expected);
  }

  private static Plan.Point point(String date, String percent) {
    return new Plan.Point(LocalDate.parse(date), new BigDecimal(percent));
  }

  @Test
  void a_straight_plan_equals_the_time_progress_and_a_departments_own_plan_comes_first() {
    Drive drive = new Drive("2024-02-29");
    Goal goal = drive.goal(TOTAL);
    Department planned = drive.department();
    Department own = drive.department();
    for (Department department : List.of(planned, own)) {
      drive.target(department, goal, "100");
      drive.figure(department, goal, "2024-02-29", "1");
    }
    drive.plans.add(
        new Plan(goal.id(), null, drive.campaign.start(), List.of(point("2024-12-31", "100")), 1));
    drive.plans.add(
        new Plan(
            goal.id(), own.id(), drive.campaign.start(), List.of(point("2024-02-29", "50")), 1));
    // 60 of 366 days: a leap year.
    assertThat(pace(only(drive, planned)).expected().shown()).isEqualTo("16.39");
    assertThat(pace(only(drive, own)).expected().shown()).isEqualTo("50.00");
  }

  @Test
  void level_ratio_and_growth_with_a_plan_are_held_against_it() {
    for (GoalKind kind : List.of(LEVEL, RATIO, GROWTH)) {
      Drive drive = new Drive("2025-06-30");
      Goal goal = drive.goal(kind);
      Department department = drive.department();
      drive.target(department, goal, "10");
      drive.figure(department, goal, "2025-06-30", kind.equals(RATIO) ? "6/100" : "6");
      drive.plans.add(
          new Plan(goal.id(), null, drive.campaign.start(), List.of(point("2025-06-30", "50")), 1));
      Pace pace = pace(only(drive, department));
      assertThat(pace.expected().shown()).isEqualTo("50.00");
      // growth: 6 − 10 × 50 %; the others: 60 − 50.
      assertThat(Figures.points(pace.deviation()))
          .isEqualTo(kind.equals(GROWTH) ? "+1.00" : "+10.00");
    }
  }

  @Test
  void progress_within_a_campaign_from_mid_year_counts_from_the_value_at_its_start() {
    Drive drive = new Drive("2025-12-31");
    drive.campaign = Drive.campaign(LocalDate.parse("2025-10-13"), LocalDate.parse("2025-12-31"));
    drive.on = LocalDate.parse("2025-10-31");
    Goal goal =
        drive.goal(TOTAL, Direction.UP, "1", "100", Goal.Period.CAMPAIGN, Goal.DueEvery.NONE, 0);
    Department department = drive.department();
    drive.target(department, goal, "200", "120");
    drive.figure(department, goal, "2025-10-31", "150");
    GoalStanding standing = only(drive, department);
    // (150 − 120) / (200 − 120); 19 of 80 days.
    assertThat(pace(standing).completion().shown()).isEqualTo("37.50");
    assertThat(pace(standing).expected().shown()).isEqualTo("23.75");
    GoalStanding.Outlook outlook = standing.outlook(OptionalLong.of(40));
    assertThat(Figures.shownOrNull(outlook.requiredDaily())).isEqualTo("1.25");
    assertThat(Figures.shownOrNull(outlook.forecast())).isEqualTo("246.32");
  }

  @ParameterizedTest
  @CsvSource({
    // monthly, five working days of grace; as-of 31 August 2025, next due 30 September, then the
    // National Day holiday to 8 October, make-up day on Saturday the 11th
    "2025-09-30, REPORTED",
    "2025-10-11, REPORTED",
    "2025-10-14, REPORTED",
    "2025-10-15, STALE",
    "2025-10-31, STALE"
  })
  void a_figure_older_than_its_interval_and_grace_counts_as_not_reported(String on, State state) {
    Drive drive = new Drive(on);
    Goal goal =
        drive.goal(TOTAL, Direction.UP, "1", "100", Goal.Period.YEAR, Goal.DueEvery.MONTH, 5);
    Department department = drive.department();
    drive.target(department, goal, "100");
    drive.figure(department, goal, "2025-08-31", "60");
    GoalStanding standing = only(drive, department);
    assertThat(standing.state()).isEqualTo(state);
    assertThat(standing.light() == Light.GREY).isEqualTo(state == State.STALE);
    assertThat(drive.standing(department).provisional()).isEqualTo(state == State.STALE);
  }

  @Test
  void last_figure_before_the_deadline_never_grows_old() {
    Drive drive = new Drive("2025-12-31");
    // Well after the deadline: nothing is due any more, but what was due and never came is missing.
    drive.on = LocalDate.parse("2026-02-27");
    Goal goal =
        drive.goal(TOTAL, Direction.UP, "1", "100", Goal.Period.YEAR, Goal.DueEvery.MONTH, 5);
    Department done = drive.department();
    Department silent = drive.department();
    drive.target(done, goal, "100");
    drive.target(silent, goal, "100");
    drive.figure(done, goal, "2025-12-31", "98");
    drive.figure(silent, goal, "2025-11-30", "90");
    assertThat(drive.standing(done).goals().getFirst().state()).isEqualTo(State.REPORTED);
    assertThat(drive.standing(silent).goals().getFirst().state()).isEqualTo(State.STALE);
  }

  @Test
  void total_of_targets_of_zero_is_expected_by_the_plan_and_disturbs_nobody() {
    Drive drive = new Drive("2025-06-30");
    Goal goal =
        drive.goal(TOTAL, Direction.DOWN, "1", null, Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
    Department department = drive.department();
    drive.target(department, goal, "0");
    drive.figure(department, goal, "2025-05-31", "0");
    drive.plans.add(
        new Plan(goal.id(), null, drive.campaign.start(), List.of(point("2025-06-30", "30")), 1));
    Scorebook book = drive.book();
    GoalTotal total = book.leaderboard(null, null).totals().getFirst();
    assertThat(Objects.requireNonNull(total.pace()).expected().shown()).isEqualTo("30.00");
    drive.figures.clear();
    drive.figure(department, goal, "2025-06-30", "0");
    Scorebook next =
        book.with(Map.of(new Setup.Cell(department.id(), goal.id()), List.copyOf(drive.figures)));
    assertThat(next.standing(department.id())).isEqualTo(drive.standing(department));
  }

  @Test
  void a_target_marked_not_applicable_rescales_the_weights() {
    Drive drive = new Drive("2025-06-30");
    Goal a = drive.goal(LEVEL);
    Goal b = drive.goal(LEVEL);
    Department department = drive.department();
    drive.target(department, a, "100");
    drive.figure(department, a, "2025-06-30", "70");
    drive.targets.add(Target.notApplicable(department.id(), b.id(), drive.campaign.start()));
    Standing standing = drive.standing(department);
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("70.00");
    assertThat(standing.provisional()).isFalse();
  }

  @Test
  void a_version_of_the_scheme_weighs_and_caps_in_place_of_the_goal() {
    Drive drive = new Drive("2025-06-30");
    Goal a = drive.goal(LEVEL);
    Goal b = drive.goal(LEVEL);
    Department department = drive.department();
    drive.target(department, a, "100");
    drive.target(department, b, "100");
    drive.figure(department, a, "2025-06-30", "130");
    drive.figure(department, b, "2025-06-30", "50");
    assertThat(Figures.shownOrNull(drive.standing(department).score())).isEqualTo("75.00");
    drive.scheme =
        scheme(
            drive,
            Map.of(a.id(), new Scheme.Weighing(new BigDecimal("3"), new BigDecimal("120"))),
            List.of());
    // (3 × 120 + 1 × 50) / 4
    assertThat(Figures.shownOrNull(drive.standing(department).score())).isEqualTo("102.50");
  }

  private static Scheme scheme(
      Drive drive,
      Map<homestretch.core.goal.GoalId, Scheme.Weighing> weighings,
      List<Scheme.Item> items) {
    Scheme standard = drive.scheme;
    return new Scheme(
        2,
        standard.from(),
        standard.greenAbove(),
        standard.yellowFrom(),
        standard.order(),
        standard.tieRule(),
        standard.missing(),
        standard.disclosure(),
        standard.growth(),
        weighings,
        items,
        "");
  }

  @Test
  void bonus_and_deduction_count_up_to_the_cap_of_their_item_and_a_veto_takes_the_award_only() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(LEVEL);
    Department first = drive.department();
    Department second = drive.department();
    for (Department department : List.of(first, second)) {
      drive.target(department, goal, "100");
      drive.figure(department, goal, "2025-06-30", "80");
    }
    drive.scheme =
        scheme(
            drive,
            Map.of(),
            List.of(
                new Scheme.Item(
                    "PRAISE", Text.same("praise"), Scheme.Item.Kind.BONUS, new BigDecimal("3")),
                new Scheme.Item(
                    "LATE", Text.same("late"), Scheme.Item.Kind.DEDUCTION, new BigDecimal("1"))));
    drive.adjust(first, Adjustment.Kind.BONUS, "PRAISE", "2");
    drive.adjust(first, Adjustment.Kind.BONUS, "PRAISE", "2");
    drive.adjust(first, Adjustment.Kind.DEDUCTION, "LATE", "0.5");
    drive.adjust(first, Adjustment.Kind.VETO, "", "0");
    Standing standing = drive.standing(first);
    assertThat(Figures.shownOrNull(standing.mean())).isEqualTo("80.00");
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("82.50");
    assertThat(standing.rank()).isEqualTo(1);
    assertThat(standing.vetoed()).isTrue();
    assertThat(drive.book().leaderboard(null, null).leaders(drive.leagues.getFirst(), 3))
        .extracting(s -> s.department().code())
        .containsExactly("D2");
    assertThat(drive.book().leaderboard(null, goal).rows())
        .as("a board of one goal knows no bonus")
        .extracting(Standing::rank)
        .containsExactly(1, 1);
  }

  @Test
  void a_ratio_is_rolled_up_from_the_sums_over_a_league_and_over_the_campaign() {
    Drive drive = new Drive("2025-06-30");
    League other = drive.league("L2");
    Goal goal = drive.goal(RATIO);
    Department small = drive.department();
    Department big = drive.department();
    Department elsewhere = drive.department(other);
    drive.target(small, goal, "90");
    drive.target(big, goal, "80");
    drive.target(elsewhere, goal, "80");
    drive.figure(small, goal, "2025-06-30", "9/10");
    drive.figure(big, goal, "2025-06-30", "45/90");
    drive.figure(elsewhere, goal, "2025-06-30", "100/100");
    GoalTotal league = drive.book().leaderboard(drive.leagues.getFirst(), goal).totals().getFirst();
    // 54 of 100, never the mean of 90 % and 50 %; the target weighs by the denominators.
    assertThat(Figures.shownOrNull(Objects.requireNonNull(league.pace()).actual()))
        .isEqualTo("54.00");
    assertThat(Figures.shownOrNull(league.target())).isEqualTo("81.00");
    assertThat(Objects.requireNonNull(league.pace()).completion().shown()).isEqualTo("66.67");
    GoalTotal all = drive.book().overall().totals().getFirst();
    assertThat(Figures.shownOrNull(Objects.requireNonNull(all.pace()).actual())).isEqualTo("77.00");
  }

  @Test
  void growth_is_rolled_up_from_those_that_gave_amounts_and_says_how_many() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(GROWTH);
    Department a = drive.department();
    Department b = drive.department();
    drive.target(a, goal, "6");
    drive.target(b, goal, "6");
    drive.figure(a, goal, "2025-06-30", "110/100");
    drive.figure(b, goal, "2025-06-30", "909/900");
    GoalTotal total = drive.book().overall().totals().getFirst();
    assertThat(Figures.shownOrNull(Objects.requireNonNull(total.pace()).actual()))
        .isEqualTo("1.90");
    drive.figures.removeLast();
    drive.figure(b, goal, "2025-06-30", "1");
    GoalTotal ofOne = drive.book().overall().totals().getFirst();
    assertThat(Figures.shownOrNull(Objects.requireNonNull(ofOne.pace()).actual()))
        .isEqualTo("10.00");
    assertThat(LeaderboardTexts.total(ofOne).en())
        .isEqualTo(
            "Total (2 of 2 reported; the total is over the 1 that gave both amounts): growth"
                + " 10.00%, target 6.00%, +4.00 points");
    drive.figures.removeFirst();
    drive.figure(a, goal, "2025-06-30", "2");
    assertThat(drive.book().overall().totals().getFirst().pace()).isNull();
    assertThat(Footnotes.of(drive.book().leaderboard(null, goal)))
        .extracting(Text::en)
        .containsExactly(
            "The units reported rates without their two amounts, so there is no total");
  }

  @Test
  void growth_is_said_against_the_target_growth_and_what_is_shown_subtracts() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(GROWTH);
    Department department = drive.department();
    drive.target(department, goal, "5");
    drive.figure(department, goal, "2025-06-30", "105.8/100");
    Exact target = Exact.of(new BigDecimal("5"));
    Text whole = GrowthText.of(target, pace(only(drive, department)));
    assertThat(whole.en()).isEqualTo("growth 5.80%, target 5.00%, +0.80 points");
    assertThat(whole.zh()).isEqualTo("增速 5.80%，目标 5.00%，差 +0.80 个百分点");
    drive.plans.add(
        new Plan(goal.id(), null, drive.campaign.start(), List.of(point("2025-06-30", "50")), 1));
    assertThat(GrowthText.of(target, pace(only(drive, department))).en())
        .isEqualTo("growth 5.80%, target 5.00%, 2.50% due by now, +3.30 points");
  }

  @Test
  void a_unit_that_joined_later_owes_its_share_of_the_time_or_of_the_plan_and_its_own_plan_whole() {
    Drive drive = new Drive("2025-09-30");
    drive.goal(TOTAL);
    Goal planned = drive.goal(TOTAL);
    Goal own = drive.goal(TOTAL);
    Department late = drive.department().counting(LocalDate.parse("2025-07-01"), null, null);
    drive.departments.set(0, late);
    for (Goal goal : drive.goals) {
      drive.target(late, goal, "100");
      drive.figure(late, goal, "2025-09-30", "60");
    }
    List<Plan.Point> points =
        List.of(point("2025-06-30", "60"), point("2025-09-30", "80"), point("2025-12-31", "100"));
    drive.plans.add(new Plan(planned.id(), null, drive.campaign.start(), points, 1));
    drive.plans.add(new Plan(own.id(), late.id(), drive.campaign.start(), points, 1));
    assertThat(drive.standing(late).goals())
        .extracting(g -> pace(g).expected().shown().toString())
        // 92 of its 184 days; (80 − 60) of the 40 that were left; its own plan as it stands.
        .containsExactly("50.00", "50.00", "80.00");
  }

  @Test
  void a_board_of_growth_is_ordered_by_growth_and_shows_growth_minus_target() {
    Drive drive = new Drive("2025-06-30");
    Goal goal = drive.goal(GROWTH);
    Department slow = drive.department();
    Department fast = drive.department();
    drive.target(slow, goal, "6");
    drive.target(fast, goal, "4");
    drive.figure(slow, goal, "2025-06-30", "5");
    drive.figure(fast, goal, "2025-06-30", "4.9");
    Leaderboard board = drive.book().leaderboard(null, goal);
    assertThat(board.rows())
        .extracting(r -> r.department().code(), r -> Figures.points(r.deviation()), Standing::light)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("D1", "−1.00", Light.YELLOW),
            org.assertj.core.groups.Tuple.tuple("D2", "+0.90", Light.GREEN));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-30, 99.73",
    "2025-12-31, 100.00",
    "2026-01-01, 100.00",
    "2026-03-01, 100.00"
  })
  void on_the_deadline_day_and_after_it_all_the_time_has_passed(String on, String expected) {
    Drive drive = new Drive("2025-12-31");
    Goal goal = drive.goal(MILESTONES);
    Department department = drive.department();
    drive.milestone(department, goal, "begun", "2025-01-31", "1");
    drive.milestone(department, goal, "signed", "2025-12-31", "1");
    drive.figure(department, goal, "2025-01-20", Figure.step("begun", true));
    drive.on = LocalDate.parse(on);
    GoalStanding standing = only(drive, department);
    assertThat(pace(standing).expected().shown()).isEqualTo(expected);
    assertThat(standing.steps().getLast().light())
        .isEqualTo(drive.on.getYear() == 2026 ? Light.RED : Light.GREY);
  }
}
