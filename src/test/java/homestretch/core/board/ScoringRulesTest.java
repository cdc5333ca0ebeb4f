package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.say.Explanation;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.Earned;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Drive;
import homestretch.testing.RandomRules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/scoring.md, "Scoring rules": what each rule gives, in a league and over a day's figures. */
class ScoringRulesTest {
  private static final String ON = "2025-06-30";
  private static final GoalKind LEVEL = new GoalKind.Level();

  private final Drive drive = new Drive(ON);

  private void rule(Goal goal, String written) {
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>(drive.scheme.weighings());
    weighings.put(
        goal.id(), new Scheme.Weighing(goal.weight(), goal.cap(), null, WrittenRule.read(written)));
    drive.scheme = drive.scheme.weighing(weighings);
  }

  /** A unit for each figure, against a target of 100. */
  private void units(Goal goal, String... figures) {
    for (String figure : figures) {
      Department department = drive.department();
      drive.target(department, goal, "100");
      if (!figure.isEmpty()) {
        drive.figure(department, goal, ON, figure);
      }
    }
  }

  /** In the order of the units; null where there are none. */
  private List<@Nullable String> points(Goal goal) {
    List<@Nullable String> points = new ArrayList<>();
    Scorebook book = drive.book();
    for (Department department : drive.departments) {
      points.add(
          Figures.shownOrNull(cell(book, department, goal).points()) == null
              ? null
              : Figures.plain(cell(book, department, goal).points()));
    }
    return points;
  }

  private static GoalStanding cell(Scorebook book, Department department, Goal goal) {
    return book.standing(department.id()).goals().stream()
        .filter(g -> g.goal().id().equals(goal.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void efficacy_between_the_worst_and_the_best_of_the_league() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "efficacy by=value floor=60 span=40");
    units(goal, "30", "50", "70");
    assertThat(points(goal)).containsExactly("60.00", "80.00", "100.00");
  }

  @Test
  void efficacy_turns_round_where_less_is_better_and_is_full_where_all_are_equal() {
    Goal goal =
        drive.goal(LEVEL, Direction.DOWN, "1", "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
    rule(goal, "efficacy by=value");
    units(goal, "30", "50", "70");
    assertThat(points(goal)).containsExactly("100.00", "80.00", "60.00");
    drive.figures.clear();
    drive.departments.forEach(d -> drive.figure(d, goal, ON, "40"));
    assertThat(points(goal)).containsExactly("100.00", "100.00", "100.00");
  }

  @Test
  void efficacy_between_a_worst_and_a_best_that_are_given_stays_within_0_and_100() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "efficacy by=value floor=60 span=40 worst=40 best=80");
    units(goal, "40", "70", "100", "0", "-300");
    assertThat(points(goal)).containsExactly("60.00", "90.00", "100.00", "20.00", "0.00");
  }

  @Test
  void a_table_is_read_at_the_completion_as_shown() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "table by=completion bands=100:100;90:75;80:50 before=0");
    units(goal, "100", "89.996", "89.994", "80", "79.99", "130");
    assertThat(points(goal)).containsExactly("100.00", "75.00", "50.00", "50.00", "0.00", "100.00");
  }

  @Test
  void a_table_goes_in_proportion_between_its_points() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "table by=completion mode=linear bands=60:60;100:100 before=0");
    units(goal, "59.99", "60", "73.33", "100", "120");
    assertThat(points(goal)).containsExactly("0.00", "60.00", "73.33", "100.00", "100.00");
  }

  @Test
  void a_table_gives_sixty_when_met_and_half_a_point_for_each_ten_percent_more() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "table bands=100:60 before=0 every=10 plus=0.5");
    units(goal, "99.99", "100", "109.99", "110", "135", "5000");
    assertThat(points(goal)).containsExactly("0.00", "60.00", "60.00", "60.50", "61.50", "100.00");
    rule(goal, "table mode=linear bands=100:60 before=0 every=10 plus=0.5");
    assertThat(points(goal)).containsExactly("0.00", "60.00", "60.50", "60.50", "61.75", "100.00");
  }

  @Test
  void a_table_gives_full_or_nothing() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "table bands=100:100");
    units(goal, "99.99", "99.996", "100");
    assertThat(points(goal)).containsExactly("0.00", "100.00", "100.00");
  }

  @Test
  void a_table_reads_a_deviation() {
    Goal goal = drive.goal(new GoalKind.Total());
    // Due by 30 June: 181 of 365 days, 49.59 %.
    rule(goal, "table by=deviation bands=0:100;-5:90;-10:80 before=60");
    units(goal, "49.59", "49.58", "44.59", "39.59", "39.58");
    assertThat(points(goal)).containsExactly("100.00", "90.00", "90.00", "80.00", "60.00");
  }

  @Test
  void a_table_of_values_is_reached_from_above_where_less_is_better() {
    Goal goal =
        drive.goal(LEVEL, Direction.DOWN, "1", "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
    rule(goal, "table by=value bands=5:100;10:75;20:50 before=0");
    units(goal, "5", "5.5", "10", "20", "20.5", "0");
    assertThat(points(goal)).containsExactly("100.00", "75.00", "75.00", "50.00", "0.00", "100.00");
  }

  @Test
  void a_table_reads_growth_and_the_light_stays_that_of_the_growth() {
    Goal goal = drive.goal(new GoalKind.Growth());
    rule(goal, "table by=growth mode=linear bands=0:60;8:100 before=0");
    Department department = drive.department();
    drive.target(department, goal, "8");
    drive.figure(department, goal, ON, Figure.of(new BigDecimal("104"), new BigDecimal("100")));
    GoalStanding cell = cell(drive.book(), department, goal);
    assertThat(Figures.plain(cell.points())).isEqualTo("80.00");
    // Growth 4 against 8: four points short, red, and its own score of 100 − 5 × 4 is the
    // completion.
    assertThat(Figures.plain(Objects.requireNonNull(cell.pace()).completion())).isEqualTo("80.00");
    assertThat(cell.light()).isEqualTo(Light.RED);
  }

  @Test
  void rank_points_are_shared_by_equal_ranks() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "rank first=100 step=5");
    units(goal, "95", "90.004", "89.996", "80");
    assertThat(points(goal)).containsExactly("100.00", "95.00", "95.00", "85.00");
    rule(goal, "rank points=100;90;80 floor=60");
    assertThat(points(goal)).containsExactly("100.00", "90.00", "90.00", "60.00");
    rule(goal, "rank first=100 step=40 floor=10");
    assertThat(points(goal)).containsExactly("100.00", "60.00", "60.00", "10.00");
  }

  @Test
  void rank_points_go_on_after_a_tie_as_the_scheme_ranks() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "rank first=100 step=5");
    units(goal, "95", "90.004", "89.996", "80");
    Scheme scheme = drive.scheme;
    drive.scheme =
        scheme.with(scheme.order(), Scheme.TieRule.DENSE, scheme.missing(), scheme.disclosure());
    assertThat(points(goal)).containsExactly("100.00", "95.00", "95.00", "90.00");
    drive.scheme =
        scheme.with(scheme.order(), Scheme.TieRule.SERIAL, scheme.missing(), scheme.disclosure());
    // Printed one by one, but who reads the same has the same.
    assertThat(points(goal)).containsExactly("100.00", "95.00", "95.00", "85.00");
    assertThat(lines(drive.departments.get(2)))
        .contains("完成率在本组的名次（显示值相同的名次相同、得分相同）：90 → 第 2 名，共 4 个单位，2 个单位并列");
  }

  @Test
  void relative_points_are_counted_from_the_mean_of_the_league() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "relative base=80 step=2 least=60 most=100 mean=plain");
    units(goal, "60", "70", "95");
    // The mean is 75: 15 below, 5 below, 20 above.
    assertThat(points(goal)).containsExactly("60.00", "70.00", "100.00");
    // A third of the whole weight each, until one target is three times the others'.
    rule(goal, "relative base=80 step=2 least=0 most=100 mean=weighted");
    Department large = drive.department();
    drive.target(large, goal, "300");
    drive.figure(large, goal, ON, "225");
    assertThat(points(goal)).containsExactly("50.00", "70.00", "100.00", "80.00");
  }

  @Test
  void a_mean_that_has_no_end_is_taken_as_it_is_shown() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "relative base=80 step=10 mean=plain");
    units(goal, "60", "60", "61");
    // 60.333… is shown as 60.33.
    assertThat(points(goal)).containsExactly("76.70", "76.70", "86.70");
  }

  @Test
  void due_gives_the_part_of_what_was_due() {
    Goal goal = drive.goal(new GoalKind.Total());
    drive.plans.add(
        new Plan(
            goal.id(),
            null,
            drive.campaign.start(),
            List.of(new Plan.Point(LocalDate.parse(ON), new BigDecimal("50"))),
            1));
    rule(goal, "due");
    units(goal, "40", "50", "80", "0");
    assertThat(points(goal)).containsExactly("80.00", "100.00", "100.00", "0.00");
    Standing standing = drive.standing(drive.departments.getFirst());
    // Completion and light are as they always are: by what is credited.
    assertThat(Figures.plain(standing.score())).isEqualTo("80.00");
    assertThat(Figures.plain(standing.completion())).isEqualTo("40.00");
    assertThat(standing.light()).isEqualTo(Light.YELLOW);
  }

  @Test
  void where_nothing_is_due_yet_the_goal_is_left_out_and_said() {
    Goal due = drive.goal(new GoalKind.Total());
    Goal other = drive.goal(LEVEL);
    drive.plans.add(
        new Plan(
            due.id(),
            null,
            drive.campaign.start(),
            List.of(
                new Plan.Point(LocalDate.parse(ON), BigDecimal.ZERO),
                new Plan.Point(LocalDate.parse("2025-12-31"), new BigDecimal("100"))),
            1));
    rule(due, "due");
    units(due, "40");
    Department department = drive.departments.getFirst();
    drive.target(department, other, "100");
    drive.figure(department, other, ON, "70");
    Standing standing = drive.standing(department);
    assertThat(points(due)).containsExactly((String) null);
    assertThat(standing.goals().getFirst().earned())
        .extracting(Earned::basis)
        .isEqualTo(Earned.Basis.Nothing.NOTHING_DUE);
    assertThat(Figures.plain(standing.score())).isEqualTo("70.00");
    assertThat(standing.rank()).isEqualTo(1);
    assertThat(lines(department)).contains("这一天还没有应完成的");
    assertThat(Footnotes.of(drive.book().leaderboard(null, null)))
        .contains(
            new Text(
                "D1有指标到这一天还没有应完成的，不计入得分",
                "D1: nothing of a goal was due by that day; it is left out of the score"));
    // The board of the goal alone still ranks it by its completion.
    assertThat(drive.book().leaderboard(null, due).rows()).hasSize(1);
  }

  @Test
  void who_has_no_points_by_any_rule_is_not_called_missing() {
    Goal goal = drive.goal(new GoalKind.Total());
    drive.plans.add(
        new Plan(
            goal.id(),
            null,
            drive.campaign.start(),
            List.of(
                new Plan.Point(LocalDate.parse(ON), BigDecimal.ZERO),
                new Plan.Point(LocalDate.parse("2025-12-31"), new BigDecimal("100"))),
            1));
    rule(goal, "due");
    units(goal, "40", "");
    Leaderboard board = drive.book().leaderboard(null, null);
    assertThat(board.rows()).isEmpty();
    assertThat(BoardPost.remarks(board, drive.leagues.getFirst(), Language.ZH))
        .contains("未报：D2", "没有可计的得分：D1");
    assertThat(BoardPost.remarks(board, drive.leagues.getFirst(), Language.EN))
        .contains("Not reported: D2", "No points to count: D1");
    assertThat(BoardCsv.of(board, Language.ZH).text()).contains("没有可计的得分");
  }

  private String lines(Department department) {
    StringBuilder lines = new StringBuilder();
    Explanation explanation = Explanation.of(drive.book(), department, null, true);
    for (Explanation.Part part : explanation.goals()) {
      part.steps().forEach(s -> lines.append(s.line().zh()).append('\n'));
    }
    explanation.score().steps().forEach(s -> lines.append(s.line().zh()).append('\n'));
    return lines.toString();
  }

  @Test
  void a_unit_without_a_figure_moves_nobody_and_gets_what_the_scheme_says() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "efficacy by=value");
    units(goal, "30", "70", "");
    assertThat(points(goal)).containsExactly("60.00", "100.00", null);
    Scheme scheme = drive.scheme;
    drive.scheme =
        scheme.with(scheme.order(), scheme.tieRule(), Scheme.Missing.ZERO, scheme.disclosure());
    assertThat(points(goal)).containsExactly("60.00", "100.00", null);
    assertThat(Figures.plain(drive.standing(drive.departments.getLast()).score()))
        .isEqualTo("0.00");
  }

  @Test
  void a_ratio_without_cases_has_no_value_and_is_in_no_mean() {
    Goal goal = drive.goal(new GoalKind.Ratio());
    rule(goal, "efficacy by=value");
    units(goal, "10/20", "20/20", "0/0");
    assertThat(points(goal)).containsExactly("60.00", "100.00", null);
    rule(goal, "relative base=80 step=1 mean=plain");
    // The mean is 75; without cases the target is met, which is 25 above it.
    assertThat(points(goal)).containsExactly("55.00", "100.00", "100.00");
  }

  @Test
  void a_rule_that_does_not_go_with_its_goal_any_more_guesses_nothing() {
    Goal goal = drive.goal(LEVEL);
    units(goal, "30", "70");
    for (String unfit :
        List.of("table by=growth bands=5:100", "efficacy by=value worst=70 best=30")) {
      rule(goal, unfit);
      assertThat(points(goal)).containsExactly(null, null);
      assertThat(lines(drive.departments.getFirst())).contains("计分规则对它不再适用");
    }
  }

  @Test
  void leagues_are_not_compared_with_one_another() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "efficacy by=value");
    units(goal, "30", "70");
    Department alone = drive.department(drive.league("L2"));
    drive.target(alone, goal, "100");
    drive.figure(alone, goal, ON, "10");
    assertThat(points(goal)).containsExactly("60.00", "100.00", "100.00");
  }

  @Test
  void what_the_next_rank_takes_is_searched_by_the_rule() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "table bands=60:60;80:80;90:90 before=0");
    units(goal, "92", "70.5", "65");
    Leaderboard board = drive.book().leaderboard(null, null);
    ToNext next = ToNext.of(board, board.rows().get(1)).orElseThrow();
    // 60 points against 90: the band of 90 begins at 89.995, which is shown as 90.00.
    assertThat(next.points()).isEqualByComparingTo("30");
    assertThat(next.amount()).isEqualByComparingTo("19.5");
    rule(goal, "rank first=100 step=5");
    board = drive.book().leaderboard(null, null);
    next = ToNext.of(board, board.rows().get(1)).orElseThrow();
    assertThat(next.goal()).isNull();
    assertThat(next.leftOut()).containsExactly(goal);
  }

  @Test
  void what_is_said_to_be_needed_is_enough_and_one_less_is_not() {
    int looked = 0;
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Drive chance = new Drive(ON);
      Goal goal = chance.goal(new GoalKind.Total());
      new RandomRules(random).into(chance);
      for (int i = 0; i < 3; i++) {
        Department department = chance.department();
        chance.target(department, goal, "100");
        chance.figure(department, goal, ON, String.valueOf(random.nextInt(140)));
      }
      ScoringRule rule = chance.scheme.rule(goal.id());
      Leaderboard board = chance.book().leaderboard(null, null);
      Standing last = board.rows().getLast();
      ToNext next = ToNext.of(board, last).orElse(null);
      if (next == null || next.amount() == null || next.points().signum() == 0) {
        continue;
      }
      looked++;
      assertThat(rule.comparesUnits()).isFalse();
      BigDecimal has = Objects.requireNonNull(last.goals().getFirst().report()).value();
      BigDecimal wanted = Objects.requireNonNull(last.score()).shown().add(next.points());
      BigDecimal enough = has.add(next.amount());
      assertThat(with(chance, last, enough)).as("seed " + seed).isGreaterThanOrEqualTo(wanted);
      if (!rule.equals(ScoringRule.DEFAULT)) {
        assertThat(with(chance, last, enough.subtract(new BigDecimal("0.01"))))
            .as("seed " + seed)
            .isLessThan(wanted);
      }
    }
    assertThat(looked).isGreaterThan(50);
  }

  private static BigDecimal with(Drive drive, Standing of, BigDecimal value) {
    Goal goal = drive.goals.getFirst();
    Drive then = drive;
    List<Report> before = List.copyOf(drive.figures);
    then.figures.removeIf(f -> f.department().equals(of.department().id()));
    then.figure(of.department(), goal, ON, value.toPlainString());
    BigDecimal score = Objects.requireNonNull(drive.standing(of.department()).score()).shown();
    then.figures.clear();
    then.figures.addAll(before);
    return score;
  }

  @Test
  void more_is_never_worse_points_stay_in_bounds_and_the_order_of_units_is_nothing() {
    int compared = 0;
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Drive chance = new Drive(ON);
      Goal goal =
          chance.goal(
              random.nextBoolean() ? LEVEL : new GoalKind.Total(),
              Direction.UP,
              "1",
              "100",
              Goal.Period.YEAR,
              Goal.DueEvery.NONE,
              0);
      new RandomRules(random).into(chance);
      List<BigDecimal> figures = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Department department = chance.department();
        chance.target(department, goal, "100");
        figures.add(BigDecimal.valueOf(random.nextInt(30_000) - 5_000L, 2));
        chance.figure(department, goal, ON, figures.getLast().toPlainString());
      }
      seen.add(chance.scheme.rule(goal.id()).type());
      Map<String, BigDecimal> points = byUnit(chance);
      for (int i = 0; i < 5; i++) {
        BigDecimal own = Objects.requireNonNull(points.get("D" + (i + 1)));
        assertThat(own).isBetween(BigDecimal.ZERO, ScoringRule.MOST);
        for (int j = 0; j < 5; j++) {
          BigDecimal other = Objects.requireNonNull(points.get("D" + (j + 1)));
          if (figures.get(i).compareTo(figures.get(j)) >= 0) {
            compared++;
            assertThat(own).as("seed " + seed).isGreaterThanOrEqualTo(other);
          }
        }
      }
      Collections.shuffle(chance.departments, random);
      Collections.shuffle(chance.figures, random);
      assertThat(byUnit(chance)).as("seed " + seed).isEqualTo(points);
    }
    assertThat(compared).isGreaterThan(5_000);
    assertThat(seen)
        .containsExactlyInAnyOrder("proportional", "due", "table", "efficacy", "rank", "relative");
  }

  private static Map<String, BigDecimal> byUnit(Drive drive) {
    Map<String, BigDecimal> points = new HashMap<>();
    Scorebook book = drive.book();
    for (Department department : drive.departments) {
      GoalStanding cell = book.standing(department.id()).goals().getFirst();
      points.put(department.code(), Objects.requireNonNull(cell.points()).shown());
    }
    return points;
  }

  @Test
  void a_board_that_took_new_figures_is_as_one_made_of_them() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Drive chance = new Drive(ON);
      for (int i = 0; i < 3; i++) {
        chance.goal(LEVEL);
      }
      new RandomRules(random).into(chance);
      for (int i = 0; i < 4; i++) {
        Department department = chance.department();
        for (Goal goal : chance.goals) {
          chance.target(department, goal, "100");
          chance.figure(department, goal, ON, String.valueOf(random.nextInt(140)));
        }
      }
      Scorebook book = chance.book();
      Department changed = chance.departments.get(random.nextInt(4));
      Goal goal = chance.goals.getFirst();
      chance.figures.removeIf(
          f -> f.department().equals(changed.id()) && f.goal().equals(goal.id()));
      chance.figure(changed, goal, ON, "150");
      Scorebook taken =
          book.with(
              Map.of(new Setup.Cell(changed.id(), goal.id()), List.of(chance.figures.getLast())));
      assertThat(taken.leaderboard(null, null).rows())
          .as("seed " + seed)
          .isEqualTo(chance.book().leaderboard(null, null).rows());
    }
  }

  @Test
  void each_example_of_a_written_rule_is_read_and_written_again() {
    for (String example : WrittenRule.EXAMPLES) {
      assertThat(WrittenRule.read(WrittenRule.of(WrittenRule.read(example))))
          .isEqualTo(WrittenRule.read(example));
    }
  }

  @Test
  void a_value_is_read_as_it_is_shown() {
    Goal goal = drive.goal(LEVEL);
    units(goal, "68.611", "68.606", "68.614");
    for (String rule :
        List.of(
            "rank by=value first=100 step=5",
            "table by=value bands=68.61:100",
            "efficacy by=value",
            "efficacy by=value worst=0 best=68.61")) {
      rule(goal, rule);
      assertThat(points(goal)).as(rule).containsExactly("100.00", "100.00", "100.00");
    }
    rule(goal, "relative by=value base=80 step=5 mean=plain");
    assertThat(points(goal)).containsExactly("80.00", "80.00", "80.00");
  }

  @Test
  void a_table_is_said_from_above_where_less_is_better() {
    Goal goal =
        drive.goal(LEVEL, Direction.DOWN, "1", "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
    rule(goal, "table by=value bands=5:80 every=2 plus=5");
    units(goal, "3");
    assertThat(points(goal)).containsExactly("85.00");
    Text said = rules(drive.departments.getFirst());
    assertThat(said.zh()).contains("实际值 ≤ 5 得 80，超过得 0，再每少 2 加 5 分，至多 100：");
    assertThat(said.en())
        .contains("value ≤ 5 gives 80, above that 0, each 2 less adds 5, up to 100: ");
    rule(goal, "table by=value bands=5:80 after=90");
    said = rules(drive.departments.getFirst());
    assertThat(said.zh()).contains("实际值 ≤ 5 得 80，超过得 0，低于最后一档得 90：90.00 分");
    assertThat(said.en())
        .contains("value ≤ 5 gives 80, above that 0, below the last 90: 90.00 points");
  }

  @Test
  void a_mean_by_targets_below_zero_says_that_they_weigh_by_their_size() {
    Goal goal = drive.goal(LEVEL);
    rule(goal, "relative base=80 step=2 least=0 mean=weighted");
    units(goal, "80");
    Department loss = drive.department();
    drive.target(loss, goal, "-50");
    drive.figure(loss, goal, ON, "-25");
    Text said = rules(loss);
    // 80 % by 100 and 150 % by 50.
    assertThat(said.zh()).contains("本组完成率平均＝Σ|目标|×完成率÷Σ|目标|（2 个单位）：15500 ÷ 150 = ");
    assertThat(said.en())
        .contains(
            "Mean of the league = Σ |target| × completion ÷ Σ |target| (2 units): 15500 ÷ 150");
  }

  private Text rules(Department department) {
    List<Text> lines =
        Explanation.of(drive.book(), department, null, true).goals().stream()
            .flatMap(part -> part.steps().stream())
            .map(Explanation.Step::line)
            .toList();
    return new Text(
        String.join("\n", lines.stream().map(Text::zh).toList()),
        String.join("\n", lines.stream().map(Text::en).toList()));
  }

  @Test
  void towards_a_target_below_zero_the_next_rank_is_searched_too() {
    Goal goal = drive.goal(LEVEL);
    for (String figure : new String[] {"-60", "-75"}) {
      Department department = drive.department();
      drive.target(department, goal, "-50");
      drive.figure(department, goal, ON, figure);
    }
    ToNext next = ofLast();
    // 80 against 50: 30 % of 50.
    assertThat(next.goal()).isEqualTo(goal);
    assertThat(next.amount()).isEqualByComparingTo("15");
    rule(goal, "table bands=60:60;80:80");
    next = ofLast();
    assertThat(next.points()).isEqualByComparingTo("80");
    // 79.995 is shown as 80.00.
    assertThat(next.amount()).isEqualByComparingTo("15");
    // What is below 0 has to be made good first: −120 is −40 %.
    rule(goal, "proportional");
    drive.figures.removeLast();
    drive.figure(drive.departments.getLast(), goal, ON, "-120");
    assertThat(ofLast().amount()).isEqualByComparingTo("60");
  }

  @Test
  void goals_that_are_no_amount_are_named_where_the_next_rank_is_not_searched() {
    Goal growth = drive.goal(new GoalKind.Growth());
    Goal ratio = drive.goal(new GoalKind.Ratio());
    Goal less =
        drive.goal(LEVEL, Direction.DOWN, "1", "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
    for (String figure : new String[] {"9", "2"}) {
      Department department = drive.department();
      drive.target(department, growth, "5");
      drive.target(department, ratio, "95");
      drive.target(department, less, figure.equals("9") ? "10" : "4");
      drive.figure(department, growth, ON, figure);
      drive.figure(
          department, ratio, ON, Figure.of(new BigDecimal(figure), BigDecimal.valueOf(10)));
      drive.figure(department, less, ON, "6");
    }
    ToNext next = ofLast();
    assertThat(next.goal()).isNull();
    assertThat(next.leftOut()).containsExactly(growth, ratio, less);
    // Where nothing more is to be had there is nothing to be told.
    drive.figures.removeLast();
    drive.figure(drive.departments.getLast(), less, ON, "1");
    assertThat(ofLast().leftOut()).containsExactly(growth, ratio);
  }

  @Test
  void what_is_not_reported_and_counts_as_zero_is_named_too() {
    Goal ranked = drive.goal(LEVEL);
    Goal plain = drive.goal(LEVEL);
    rule(ranked, "rank first=100 step=5");
    units(ranked, "90", "");
    Scheme scheme = drive.scheme;
    drive.scheme =
        scheme.with(scheme.order(), scheme.tieRule(), Scheme.Missing.ZERO, scheme.disclosure());
    drive.departments.forEach(d -> drive.target(d, plain, "100"));
    assertThat(ofLast().leftOut()).containsExactly(ranked, plain);
  }

  private ToNext ofLast() {
    Leaderboard board = drive.book().leaderboard(null, null);
    return ToNext.of(board, board.rows().getLast()).orElseThrow();
  }
}
