package homestretch.core.board.closeout;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.audit.Actor;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.Submission;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger counted from its first entry gives the board that was kept up to date all along. */
@Tag("slow")
class RecountTest {
  private static final Actor REVIEWER = new Actor("reviewer", "api");
  private static final List<String> STEPS = List.of("signed", "started", "finished");
  private static final List<GoalKind> KINDS =
      List.of(
          new GoalKind.Total(),
          new GoalKind.Level(),
          new GoalKind.Ratio(),
          new GoalKind.Growth(),
          new GoalKind.Milestones());

  @ParameterizedTest
  @CsvSource({"SQLITE,1,8,60", "POSTGRESQL,101,3,60"})
  void recounting_gives_the_state_kept_up_to_date_whatever_was_done(
      Databases databases, int firstSeed, int seeds, int steps) {
    for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
      Random random = new Random(seed);
      try (World world = new World(databases)) {
        Scene scene = new Scene(world, random);
        int done = 0;
        for (int i = 0; i < steps; i++) {
          done += scene.act() ? 1 : 0;
          LocalDate on = LocalDate.of(2026, 1 + random.nextInt(11), 15);
          assertThat(recounted(world, on))
              .as("seed %s, step %s, %s", seed, i, on)
              .isEqualTo(kept(world, on));
        }
        assertThat(done).as("seed %s", seed).isGreaterThan(steps / 3);
        LocalDate today = world.campaign.today(world.clock);
        assertThat(recounted(world, today)).isEqualTo(kept(world, today));
      }
    }
  }

  private static String kept(World world, LocalDate on) {
    return CloseOutBoard.of(world.boards.on(world.campaign, on)).json();
  }

  private static String recounted(World world, LocalDate on) {
    return world.database.read(
        () ->
            CloseOutBoard.of(
                    Recount.of(world.boards.setup(world.campaign, on, null), world.reportRows))
                .json());
  }

  /** A campaign with every kind of goal, and somebody who does things at random. */
  private static final class Scene {
    private final World world;
    private final Random random;
    private final List<Department> departments = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Report> entered = new ArrayList<>();

    Scene(World world, Random random) {
      this.world = world;
      this.random = random;
      for (GoalKind kind : KINDS) {
        goals.add(goal(kind));
      }
      for (int i = 0; i < 4; i++) {
        Department department = world.department("D" + i);
        departments.add(department);
        for (Goal goal : goals) {
          plan(department, goal);
        }
      }
    }

    private Goal goal(GoalKind kind) {
      return world.goals.put(
          world.campaign,
          new Goal(
              new GoalId(0),
              world.campaign.id(),
              kind.name(),
              Text.same(kind.name()),
              Text.same("x"),
              kind,
              random.nextInt(4) == 0 ? Direction.DOWN : Direction.UP,
              BigDecimal.valueOf(1 + random.nextInt(5)),
              new BigDecimal("100"),
              null,
              Goal.Period.YEAR,
              Goal.DueEvery.NONE,
              0,
              10,
              1,
              0),
          World.ACTOR);
    }

    private void plan(Department department, Goal goal) {
      if (goal.kind() instanceof GoalKind.Milestones) {
        for (String step : STEPS) {
          world.database.writeAll(
              () ->
                  world.goalRows.addMilestone(
                      world.campaign.id(),
                      new Milestone(
                          department.id(),
                          goal.id(),
                          step,
                          LocalDate.of(2026, 2 + random.nextInt(10), 20),
                          BigDecimal.ONE,
                          world.campaign.start(),
                          0),
                      World.ACTOR,
                      world.clock.instant()));
        }
      } else if (random.nextInt(8) > 0) {
        world.goals.setTarget(
            world.campaign,
            Target.of(
                department.id(),
                goal.id(),
                BigDecimal.valueOf(random.nextInt(120)),
                null,
                world.campaign.start()),
            World.ACTOR);
      }
    }

    /**
     * @return whether it was allowed
     */
    boolean act() {
      world.clock.advance(Duration.ofSeconds(random.nextInt(3)));
      try {
        Report made =
            switch (random.nextInt(9)) {
              case 0, 1, 2, 3 -> submit();
              case 4 -> world.reviews.verify(world.campaign, any().id(), REVIEWER);
              case 5 -> world.reviews.reject(world.campaign, any().id(), "no", REVIEWER);
              case 6 -> world.reviews.withdraw(world.campaign, any().id(), "wrong", World.ACTOR);
              case 7 -> correct(any());
              default -> world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR);
            };
        entered.add(made);
        return true;
      } catch (Fault.Conflict | Fault.Forbidden refused) {
        return false;
      }
    }

    /** The latest ones more often: those mostly still stand. */
    private Report any() {
      if (entered.isEmpty()) {
        entered.add(submit());
      }
      int back = (int) Math.abs(random.nextGaussian() * 4);
      return entered.get(Math.max(0, entered.size() - 1 - back));
    }

    private Report submit() {
      Goal goal = goals.get(random.nextInt(goals.size()));
      return world.reports.submit(
          world.campaign,
          new Submission(
              departments.get(random.nextInt(departments.size())),
              goal,
              figure(goal.kind(), STEPS.get(random.nextInt(STEPS.size()))),
              LocalDate.of(2026, 1 + random.nextInt(10), 28),
              "",
              ""),
          World.ACTOR);
    }

    private Report correct(Report report) {
      Goal goal =
          goals.stream().filter(g -> g.id().equals(report.goal())).findFirst().orElseThrow();
      return world.reviews.correct(
          world.campaign,
          report.id(),
          figure(goal.kind(), report.figure().step()),
          "corrected",
          REVIEWER);
    }

    private Figure figure(GoalKind kind, String step) {
      BigDecimal value = BigDecimal.valueOf(random.nextInt(15000), 2);
      return switch (kind) {
        case GoalKind.Total total -> Figure.of(value);
        case GoalKind.Level level -> Figure.of(value);
        case GoalKind.Ratio ratio -> Figure.of(value, BigDecimal.valueOf(100 + random.nextInt(60)));
        case GoalKind.Growth growth ->
            Figure.of(value, random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(3)) : null);
        case GoalKind.Milestones milestones -> Figure.step(step, random.nextInt(4) > 0);
      };
    }
  }
}
