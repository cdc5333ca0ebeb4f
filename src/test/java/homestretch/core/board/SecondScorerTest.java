package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.say.Explanation;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import homestretch.testing.Drive;
import homestretch.testing.RandomRules;
import homestretch.testing.Ratio;
import homestretch.testing.SecondScorer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 500 campaigns by chance, every kind, direction, cap, plan, latecomer and scheme among them, come
 * out figure by figure as a scorer computes them that shares no rule and no arithmetic.
 */
class SecondScorerTest {
  private static final int CAMPAIGNS = 500;

  private int figures;
  private int latecomers;
  private int withoutCases;
  private int nothingAsked;
  private int inSections;
  private int graded;
  private int byRule;
  private int withoutPoints;

  @Test
  void five_hundred_campaigns_come_out_as_a_second_scorer_computes_them() {
    for (long seed = 0; seed < CAMPAIGNS; seed++) {
      Drive drive = random(new Random(seed));
      if (seed % 2 == 1) {
        new RandomRules(new Random(seed)).into(drive);
      }
      Scorebook book = drive.book();
      SecondScorer second = new SecondScorer(drive);
      for (Department department : drive.departments) {
        Standing standing = book.standing(department.id());
        compare("seed " + seed + ", " + department.code(), standing, second.row(department));
        for (GoalStanding goal : standing.goals()) {
          compare(
              "seed " + seed + ", " + department.code() + "/" + goal.goal().code(),
              goal,
              second.cell(department, goal.goal()),
              second.points(department, second.cell(department, goal.goal())),
              drive.scheme);
        }
        assertThat(Explanation.of(book, department, null, true).pace().steps()).isNotEmpty();
      }
      whole("seed " + seed, book.overall(), second.whole());
      for (League league : drive.leagues) {
        ranks("seed " + seed, book.leaderboard(league, null), drive.scheme);
        grades("seed " + seed, book.leaderboard(league, null));
      }
    }
    assertThat(figures).isGreaterThan(30_000);
    assertThat(latecomers).isGreaterThan(300);
    assertThat(withoutCases).isGreaterThan(50);
    assertThat(nothingAsked).isGreaterThan(50);
    assertThat(inSections).isGreaterThan(1_000);
    assertThat(graded).isGreaterThan(300);
    assertThat(byRule).isGreaterThan(1_000);
    assertThat(withoutPoints).isGreaterThan(10);
  }

  private void same(String what, @Nullable BigDecimal is, @Nullable BigDecimal should) {
    figures++;
    assertThat(is).as(what).isEqualTo(should);
  }

  private static @Nullable BigDecimal shown(@Nullable Exact figure) {
    return figure == null ? null : figure.shown();
  }

  private void compare(String who, Standing is, SecondScorer.Row should) {
    same(who + " score", shown(is.score()), should.score());
    same(who + " coverage", is.coverage().shown(), should.coverage());
    same(who + " completion", shown(is.completion()), should.completion());
    same(who + " raw", shown(is.raw()), should.raw());
    same(who + " expected", shown(is.expected()), should.expected());
    same(who + " deviation", is.deviation(), should.deviation());
    assertThat(is.light()).as(who).hasToString(should.light());
    assertThat(is.provisional()).as(who).isEqualTo(should.provisional());
    if (is.department().from() != null) {
      latecomers++;
    }
    // A section without goals has nothing to show.
    List<SectionStanding> sections = is.sections();
    int at = 0;
    for (SectionStanding section : sections) {
      while (!section.section().code().equals("S" + (at + 1))) {
        assertThat(should.sections().get(at)).as(who).isNull();
        at++;
      }
      same(
          who + " " + section.section().code(), shown(section.points()), should.sections().get(at));
      at++;
      inSections++;
    }
  }

  private void compare(
      String who,
      GoalStanding is,
      SecondScorer.Cell should,
      @Nullable Ratio points,
      Scheme scheme) {
    ScoringRule rule = scheme.rule(is.goal().id());
    same(
        who + " points by " + rule,
        shown(is.points()),
        points == null ? null : points.shown(is.goal().shownDecimals()));
    if (points != null && !rule.equals(ScoringRule.DEFAULT)) {
      byRule++;
    } else if (points == null && is.pace() != null) {
      withoutPoints++;
    }
    int places = is.goal().shownDecimals();
    assertThat(is.state().weighs()).as(who).isEqualTo(should.applies());
    assertThat(is.pace() == null).as(who).isEqualTo(should.completion() == null);
    if (is.pace() != null && should.completion() != null) {
      same(who + " completion", is.pace().completion().shown(), should.completion().shown(places));
      same(
          who + " credited",
          is.pace().credited().shown(),
          Objects.requireNonNull(should.credited()).shown(places));
      same(
          who + " expected",
          is.pace().expected().shown(),
          Objects.requireNonNull(should.expected()).shown(places));
      same(who + " deviation", is.pace().deviation(), should.deviation());
    }
    if (is.state() == GoalStanding.State.NO_CASES) {
      withoutCases++;
    }
    if (is.state() == GoalStanding.State.NOTHING_ASKED) {
      nothingAsked++;
    }
  }

  private void whole(String seed, Overall is, SecondScorer.Row should) {
    same(seed + " whole completion", shown(is.completion()), should.completion());
    same(seed + " whole raw", shown(is.raw()), should.raw());
    same(seed + " whole expected", shown(is.expected()), should.expected());
    same(seed + " whole deviation", is.deviation(), should.deviation());
    assertThat(is.light()).as(seed).hasToString(should.light());
  }

  /** By counting who would have to be let in as well. */
  private void grades(String seed, Leaderboard board) {
    List<Standing> open = new ArrayList<>(board.rows());
    int units = board.rows().size() + board.unranked().size();
    for (Scheme.Grade grade : board.scheme().grades()) {
      boolean highest = grade.equals(board.scheme().grades().getFirst());
      List<Standing> fit =
          open.stream()
              .filter(
                  s ->
                      !(highest && s.vetoed())
                          && Objects.requireNonNull(shown(s.score())).compareTo(grade.from()) >= 0)
              .toList();
      for (Standing each : fit) {
        long first =
            fit.stream()
                .filter(
                    s ->
                        Objects.requireNonNull(shown(s.score()))
                                .compareTo(Objects.requireNonNull(shown(each.score())))
                            >= 0)
                .count();
        boolean has =
            grade.share() == null || 100 * first <= grade.share().intValueExact() * (long) units;
        assertThat(grade.equals(each.grade()))
            .as(seed + " " + each.department().code())
            .isEqualTo(has);
        if (has) {
          open.remove(each);
          graded++;
        }
      }
    }
    open.forEach(s -> assertThat(s.grade()).as(seed).isNull());
  }

  /** By counting who reads better, not by sorting. */
  private static void ranks(String seed, Leaderboard board, Scheme scheme) {
    for (Standing row : board.rows()) {
      BigDecimal own = deciding(row, scheme);
      List<BigDecimal> better =
          board.rows().stream()
              .map(r -> deciding(r, scheme))
              .filter(f -> f != null && (own == null || f.compareTo(own) > 0))
              .map(BigDecimal::stripTrailingZeros)
              .toList();
      switch (scheme.tieRule()) {
        case STANDARD -> assertThat(row.rank()).as(seed).isEqualTo(better.size() + 1);
        case DENSE ->
            assertThat(row.rank()).as(seed).isEqualTo((int) better.stream().distinct().count() + 1);
        case SERIAL -> assertThat(row.rank()).as(seed).isEqualTo(board.rows().indexOf(row) + 1);
      }
    }
  }

  private static @Nullable BigDecimal deciding(Standing row, Scheme scheme) {
    return switch (scheme.order()) {
      case SCORE -> shown(row.score());
      case DEVIATION -> row.deviation();
    };
  }

  private static Drive random(Random random) {
    Drive drive = new Drive("2025-09-30");
    drive.league("L2");
    drive.scheme = scheme(drive.scheme, random);
    int goals = 1 + random.nextInt(5);
    for (int i = random.nextInt(4); i > 0; i--) {
      drive.section(random.nextInt(3) == 0 ? null : String.valueOf(1 + random.nextInt(80)));
    }
    drive.scheme = graded(drive, random);
    for (int i = 0; i < goals; i++) {
      Goal goal = goal(drive, random, i + 1);
      if (!drive.sections.isEmpty() && random.nextInt(4) != 0) {
        goal = goal.inSection(drive.sections.get(random.nextInt(drive.sections.size())).id());
      }
      drive.goals.add(goal);
      if (random.nextInt(3) == 0) {
        drive.plans.add(plan(goal, null, random));
      }
    }
    int departments = 2 + random.nextInt(5);
    for (int i = 0; i < departments; i++) {
      Department department = drive.department(drive.leagues.get(random.nextInt(2)));
      if (random.nextInt(4) == 0) {
        department =
            department.counting(LocalDate.of(2025, 1, 1).plusDays(random.nextInt(250)), null, null);
      }
      department = department.shown("", random.nextInt(6) != 0);
      drive.departments.set(i, department);
      for (Goal goal : drive.goals) {
        cell(drive, random, department, goal);
      }
      if (random.nextInt(10) == 0) {
        drive.adjust(department, Adjustment.Kind.VETO, "", "0");
      }
      for (int entry = random.nextInt(4); entry > 1; entry--) {
        boolean bonus = random.nextBoolean();
        drive.adjust(
            department,
            bonus ? Adjustment.Kind.BONUS : Adjustment.Kind.DEDUCTION,
            bonus ? "PRAISE" : "LATE",
            String.valueOf(1 + random.nextInt(40)));
      }
    }
    return drive;
  }

  private static Scheme scheme(Scheme standard, Random random) {
    return new Scheme(
        1,
        standard.from(),
        standard.greenAbove(),
        standard.yellowFrom(),
        pick(random, Scheme.Order.values()),
        pick(random, Scheme.TieRule.values()),
        pick(random, Scheme.Missing.values()),
        standard.disclosure(),
        standard.growth(),
        Map.of(),
        List.of(
            new Scheme.Item(
                "PRAISE", Text.same("praise"), Scheme.Item.Kind.BONUS, new BigDecimal("5")),
            new Scheme.Item(
                "LATE", Text.same("late"), Scheme.Item.Kind.DEDUCTION, new BigDecimal("60"))),
        random.nextInt(5),
        "");
  }

  private static Scheme graded(Drive drive, Random random) {
    Map<SectionId, BigDecimal> weights = new HashMap<>();
    if (!drive.sections.isEmpty() && random.nextInt(3) == 0) {
      weights.put(drive.sections.getFirst().id(), BigDecimal.valueOf(1 + random.nextInt(50)));
    }
    return drive.scheme.grading(
        weights,
        random.nextBoolean()
            ? List.of()
            : List.of(
                new Scheme.Grade(Text.same("A"), new BigDecimal("90"), new BigDecimal("30")),
                new Scheme.Grade(Text.same("B"), new BigDecimal("60"), new BigDecimal("50")),
                new Scheme.Grade(Text.same("C"), BigDecimal.ZERO, null)));
  }

  private static <T> T pick(Random random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  private static Goal goal(Drive drive, Random random, int id) {
    return new Goal(
            new GoalId(id),
            drive.campaign.id(),
            "G" + id,
            Text.same("G" + id),
            Text.same("unit"),
            GoalKind.ALL.get(random.nextInt(GoalKind.ALL.size())),
            pick(random, Direction.values()),
            BigDecimal.valueOf(1 + random.nextInt(400), 1),
            random.nextInt(3) == 0 ? null : new BigDecimal(random.nextBoolean() ? "100" : "120"),
            random.nextInt(3) == 0 ? BigDecimal.ZERO : null,
            random.nextInt(4) == 0 ? Goal.Period.CAMPAIGN : Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            10,
            id,
            1)
        .shownWith(random.nextInt(5));
  }

  private static Plan plan(Goal goal, @Nullable Department own, Random random) {
    List<Plan.Point> points = new ArrayList<>();
    BigDecimal percent = BigDecimal.ZERO;
    for (LocalDate date = LocalDate.of(2025, 1 + random.nextInt(6), 28);
        date.getYear() == 2025;
        date = date.plusDays(40 + random.nextInt(60))) {
      percent = percent.add(BigDecimal.valueOf(random.nextInt(400), 1));
      points.add(new Plan.Point(date, percent));
    }
    return new Plan(goal.id(), own == null ? null : own.id(), LocalDate.of(2025, 1, 1), points, 1);
  }

  private static void cell(Drive drive, Random random, Department department, Goal goal) {
    if (random.nextInt(10) == 0) {
      return;
    }
    if (random.nextInt(8) == 0) {
      drive.plans.add(plan(goal, department, random));
    }
    if (goal.kind().hasSteps()) {
      drive.milestone(department, goal, "signed", "2025-12-31", "1.5");
      drive.milestone(department, goal, "started", "2025-12-31", "7");
      if (random.nextBoolean()) {
        drive.figure(department, goal, "2025-04-02", Figure.step("started", true));
      }
      return;
    }
    int target = random.nextInt(5) == 0 ? 0 : random.nextInt(400) - 60;
    drive.target(department, goal, String.valueOf(target), random.nextBoolean() ? "7.5" : null);
    if (random.nextInt(6) == 0) {
      return;
    }
    // Nobody reports a negative figure where the goal's minimum is 0.
    long least = goal.minimum() == null ? -10_000L : 0L;
    BigDecimal value =
        random.nextInt(5) == 0
            ? BigDecimal.valueOf(target)
            : BigDecimal.valueOf(random.nextInt(50_000) + least, 2);
    boolean two =
        goal.kind().equals(new GoalKind.Ratio())
            || (goal.kind().isGrowth() && random.nextBoolean());
    BigDecimal base = BigDecimal.valueOf(random.nextInt(30_000) + least / 2, 2);
    if (goal.kind().equals(new GoalKind.Ratio())) {
      base = base.abs().add(BigDecimal.ONE);
      if (random.nextInt(6) == 0) {
        base = BigDecimal.ZERO;
        value = BigDecimal.ZERO;
      }
    }
    String asOf = "2025-0" + (1 + random.nextInt(9)) + "-15";
    drive.figure(department, goal, asOf, two ? Figure.of(value, base) : Figure.of(value));
  }
}
