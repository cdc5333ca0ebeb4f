package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Examples of docs/scoring.md, "A department's score" and "Ranks", and what must hold of any board.
 */
class ScorebookTest {
  private static final LocalDate ON = LocalDate.of(2026, 7, 31);
  private static final Campaign CAMPAIGN =
      new Campaign(
          new CampaignId(1),
          "drive",
          Text.same("drive"),
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 12, 31),
          ZoneId.of("Asia/Shanghai"),
          Language.ZH,
          true,
          "CN",
          false,
          1);

  private final List<League> leagues = new ArrayList<>();
  private final List<Department> departments = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Report> figures = new ArrayList<>();
  private Scheme scheme = Scheme.standard(CAMPAIGN.start());

  private League league() {
    int id = leagues.size() + 1;
    League league =
        new League(new LeagueId(id), CAMPAIGN.id(), "L" + id, Text.same("L" + id), id, 1);
    leagues.add(league);
    return league;
  }

  private Goal goal(String weight, @Nullable String cap) {
    int id = goals.size() + 1;
    Goal goal =
        new Goal(
            new GoalId(id),
            CAMPAIGN.id(),
            "G" + id,
            Text.same("G" + id),
            Text.same("unit"),
            new GoalKind.Total(),
            Direction.UP,
            new BigDecimal(weight),
            cap == null ? null : new BigDecimal(cap),
            null,
            Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            10,
            id,
            1);
    goals.add(goal);
    return goal;
  }

  /** A department whose completions are these, on targets of 100; null: not reported. */
  private Department department(League league, @Nullable String... completions) {
    int id = departments.size() + 1;
    Department department =
        new Department(
            new DepartmentId(id),
            CAMPAIGN.id(),
            league.id(),
            "D" + id,
            Text.same("D" + id),
            "",
            "",
            id,
            1);
    departments.add(department);
    for (int i = 0; i < completions.length; i++) {
      targets.add(
          Target.of(
              department.id(), goals.get(i).id(), new BigDecimal("100"), null, CAMPAIGN.start()));
      if (completions[i] != null) {
        figures.add(figure(department, goals.get(i), completions[i]));
      }
    }
    return department;
  }

  private static Report figure(Department department, Goal goal, String value) {
    return new Report(
        new ReportId(1),
        CAMPAIGN.id(),
        department.id(),
        goal.id(),
        ON,
        Figure.of(new BigDecimal(value)),
        "",
        "",
        Report.State.PROVISIONAL,
        1,
        0,
        "",
        World.ACTOR,
        Instant.EPOCH);
  }

  private Scorebook book() {
    return new Scorebook(setup(), figures);
  }

  private Setup setup() {
    return new Setup(
        CAMPAIGN,
        ON,
        null,
        null,
        scheme,
        leagues,
        departments,
        goals,
        targets,
        List.of(),
        List.of(),
        List.of(),
        new WorkCalendars().of("CN"));
  }

  private static Map<String, Integer> ranks(Leaderboard board) {
    return board.rows().stream()
        .collect(
            Collectors.toMap(r -> r.department().code(), r -> r.rank() == null ? -1 : r.rank()));
  }

  @Test
  void a_goal_not_reported_makes_the_score_provisional_over_what_was_reported() {
    League league = league();
    goal("40", "100");
    goal("30", "100");
    goal("30", "100");
    Department department = department(league, "90", "80", null);
    Standing standing = book().standing(department.id());
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("85.71");
    assertThat(standing.coverage().shown()).isEqualTo("70.00");
    assertThat(standing.provisional()).isTrue();
    assertThat(standing.rank()).isNull();
  }

  @Test
  void a_missing_goal_counts_as_zero_where_the_scheme_says_so() {
    scheme =
        scheme.with(scheme.order(), scheme.tieRule(), Scheme.Missing.ZERO, scheme.disclosure());
    League league = league();
    goal("40", "100");
    goal("30", "100");
    goal("30", "100");
    Department department = department(league, "90", "80", null);
    Standing standing = book().standing(department.id());
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("60.00");
    assertThat(standing.rank()).isEqualTo(1);
  }

  @Test
  void a_goal_that_does_not_apply_rescales_the_weights() {
    League league = league();
    goal("40", "100");
    goal("60", "100");
    Department department = department(league, "90");
    Standing standing = book().standing(department.id());
    assertThat(Figures.shownOrNull(standing.score())).isEqualTo("90.00");
    assertThat(standing.coverage().shown()).isEqualTo("100.00");
    assertThat(standing.rank()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 4", "DENSE, 2"})
  void units_that_read_the_same_rank_the_same(Scheme.TieRule rule, int last) {
    scheme = scheme.with(scheme.order(), rule, scheme.missing(), scheme.disclosure());
    League league = league();
    Goal goal = goal("1", "100");
    department(league, "95.004");
    department(league, "95.001");
    department(league, "94.996");
    department(league, "90");
    Map<String, Integer> expected = Map.of("D1", 1, "D2", 1, "D3", 1, "D4", last);
    assertThat(ranks(book().leaderboard(null, null))).isEqualTo(expected);
    assertThat(ranks(book().leaderboard(null, goal))).isEqualTo(expected);
  }

  @Test
  void a_board_of_one_goal_is_ordered_by_raw_completion_and_the_score_by_what_is_credited() {
    League league = league();
    Goal goal = goal("1", "100");
    department(league, "100");
    department(league, "130");
    assertThat(ranks(book().leaderboard(null, goal))).isEqualTo(Map.of("D1", 2, "D2", 1));
    assertThat(ranks(book().leaderboard(null, null))).isEqualTo(Map.of("D1", 1, "D2", 1));
  }

  @Test
  void equal_means_are_equal_however_their_fractions_were_added() {
    // 4/3, 1.99985/3 and 0 of targets of 3; 0.66665 three times of 1: both exactly 66.665.
    League league = league();
    for (int i = 0; i < 3; i++) {
      goal("1", null);
    }
    Department thirds = department(league);
    Department wholes = department(league);
    String[] amounts = {"4", "1.99985", "0"};
    for (int i = 0; i < 3; i++) {
      GoalId goal = goals.get(i).id();
      targets.add(Target.of(thirds.id(), goal, new BigDecimal("3"), null, CAMPAIGN.start()));
      targets.add(Target.of(wholes.id(), goal, BigDecimal.ONE, null, CAMPAIGN.start()));
      figures.add(figure(thirds, goals.get(i), amounts[i]));
      figures.add(figure(wholes, goals.get(i), "0.66665"));
    }
    Scorebook book = book();
    for (Department department : List.of(thirds, wholes)) {
      assertThat(Figures.shownOrNull(book.standing(department.id()).score())).isEqualTo("66.67");
      assertThat(book.standing(department.id()).rank()).isEqualTo(1);
    }
  }

  @Test
  void ranks_exist_only_inside_a_league() {
    League one = league();
    League two = league();
    goal("1", "100");
    department(one, "50");
    department(two, "90");
    department(one, "60");
    assertThat(ranks(book().leaderboard(null, null))).isEqualTo(Map.of("D1", 2, "D2", 1, "D3", 1));
    assertThat(ranks(book().leaderboard(two, null))).isEqualTo(Map.of("D2", 1));
  }

  @Test
  void the_teams_completion_sums_amounts_and_never_averages_percentages() {
    League league = league();
    Goal goal = goal("1", "100");
    department(league, "100");
    Department big = department(league);
    targets.add(Target.of(big.id(), goal.id(), new BigDecimal("900"), null, CAMPAIGN.start()));
    figures.add(figure(big, goal, "450"));
    Overall overall = book().overall();
    // (100 + 450) / (100 + 900), not (100 % + 50 %) / 2.
    assertThat(Figures.shownOrNull(overall.completion())).isEqualTo("55.00");
    assertThat(overall.reported()).isEqualTo(2);
  }

  @Test
  void last_years_figure_says_nothing_of_this_year() {
    League league = league();
    goal("1", "100");
    Department department = department(league, "50");
    Report old = figures.removeFirst();
    figures.add(
        new Report(
            old.id(),
            old.campaign(),
            old.department(),
            old.goal(),
            LocalDate.of(2025, 12, 31),
            old.figure(),
            "",
            "",
            old.state(),
            1,
            0,
            "",
            old.reportedBy(),
            old.at()));
    assertThat(book().standing(department.id()).score()).isNull();
  }

  @Test
  void ranks_never_depend_on_the_order_of_insertion_and_scores_stay_below_their_cap() {
    for (long seed = 0; seed < 2500; seed++) {
      Random random = new Random(seed);
      ScorebookTest one = random(random);
      Leaderboard board = one.book().leaderboard(null, null);
      assertThat(board.rows())
          .allSatisfy(
              r ->
                  assertThat(Figures.shownOrNull(r.score()))
                      .isLessThanOrEqualTo(new BigDecimal("100")));
      for (Standing row : board.rows()) {
        long better =
            board.rows().stream()
                .filter(o -> o.league().equals(row.league()))
                .filter(o -> shown(o).compareTo(shown(row)) > 0)
                .count();
        assertThat(row.rank())
            .as("seed %d, %s", seed, row.department().code())
            .isEqualTo(better + 1);
      }
      Collections.shuffle(one.departments, random);
      Collections.shuffle(one.targets, random);
      Collections.shuffle(one.figures, random);
      Collections.shuffle(one.goals, random);
      assertThat(ranks(one.book().leaderboard(null, null))).isEqualTo(ranks(board));
    }
  }

  private static BigDecimal shown(Standing standing) {
    return standing.score() == null ? BigDecimal.ZERO : standing.score().shown();
  }

  private static ScorebookTest random(Random random) {
    ScorebookTest made = new ScorebookTest();
    List<League> leagues = List.of(made.league(), made.league());
    int goals = 1 + random.nextInt(4);
    for (int i = 0; i < goals; i++) {
      made.goal(String.valueOf(1 + random.nextInt(50)), "100");
    }
    int departments = 1 + random.nextInt(12);
    for (int i = 0; i < departments; i++) {
      @Nullable String[] completions = new String[1 + random.nextInt(goals)];
      for (int j = 0; j < completions.length; j++) {
        // Few different figures, so that ties are common.
        completions[j] = random.nextInt(8) == 0 ? null : String.valueOf(random.nextInt(6) * 25);
      }
      made.department(leagues.get(random.nextInt(2)), completions);
    }
    return made;
  }

  @Test
  void one_goal_done_eight_times_over_hides_no_other() {
    League league = league();
    for (int i = 0; i < 4; i++) {
      goal("25", "100");
    }
    Department department = department(league, "800", "20", "20", "20");
    Standing standing = book().standing(department.id());
    assertThat(Figures.plain(standing.completion())).isEqualTo("40.00");
    assertThat(Figures.plain(standing.raw())).isEqualTo("215.00");
    assertThat(standing.deviation())
        .isEqualByComparingTo(
            new BigDecimal("40.00").subtract(Objects.requireNonNull(standing.expected()).shown()));
  }

  @Test
  void means_that_read_the_same_rank_the_same_however_they_are_put_together() {
    League league = league();
    for (int i = 0; i < 3; i++) {
      goal("1", null);
    }
    Department one = department(league, "133.3333333333", "66.6616666667", "0");
    Department other = department(league, "66.665", "66.665", "66.665");
    assertThat(Figures.plain(book().standing(one.id()).score())).isEqualTo("66.67");
    assertThat(Figures.plain(book().standing(other.id()).score())).isEqualTo("66.67");
    assertThat(ranks(book().leaderboard(null, null)).values()).containsOnly(1);
  }
}
