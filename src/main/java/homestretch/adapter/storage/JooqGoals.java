package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.GOAL;
import static homestretch.adapter.storage.generated.Tables.TARGET;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Target;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/** {@link Goals} in SQL. */
public final class JooqGoals implements Goals {
  private record Cell(DepartmentId department, GoalId goal) {}

  private final Database database;

  public JooqGoals(Database database) {
    this.database = database;
  }

  @Override
  public Goal add(Goal g) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(GOAL)
                .set(GOAL.CAMPAIGN_ID, g.campaign().value())
                .set(GOAL.CODE, g.code())
                .set(GOAL.NAME, g.name().zh())
                .set(GOAL.NAME_EN, g.name().en())
                .set(GOAL.UNIT, g.unit().zh())
                .set(GOAL.UNIT_EN, g.unit().en())
                .set(GOAL.KIND, g.kind().name())
                .set(GOAL.DIRECTION, g.direction().name())
                .set(GOAL.WEIGHT, g.weight())
                .set(GOAL.CAP, g.cap())
                .set(GOAL.MINIMUM, g.minimum())
                .set(GOAL.PERIOD, g.period().name())
                .set(GOAL.DECIMALS, g.decimals())
                .set(GOAL.POSITION, g.position())
                .set(GOAL.REVISION, 1),
            GOAL.ID);
    return database
        .sql()
        .selectFrom(GOAL)
        .where(GOAL.ID.eq(Objects.requireNonNull(id)))
        .fetchOptional(JooqGoals::goal)
        .orElseThrow();
  }

  @Override
  public boolean change(Goal g) {
    return database
            .sql()
            .update(GOAL)
            .set(GOAL.NAME, g.name().zh())
            .set(GOAL.NAME_EN, g.name().en())
            .set(GOAL.UNIT, g.unit().zh())
            .set(GOAL.UNIT_EN, g.unit().en())
            .set(GOAL.KIND, g.kind().name())
            .set(GOAL.DIRECTION, g.direction().name())
            .set(GOAL.WEIGHT, g.weight())
            .set(GOAL.CAP, g.cap())
            .set(GOAL.MINIMUM, g.minimum())
            .set(GOAL.PERIOD, g.period().name())
            .set(GOAL.DECIMALS, g.decimals())
            .set(GOAL.POSITION, g.position())
            .set(GOAL.REVISION, g.revision() + 1)
            .where(GOAL.ID.eq(g.id().value()))
            .and(GOAL.REVISION.eq(g.revision()))
            .execute()
        == 1;
  }

  @Override
  public List<Goal> goals(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(GOAL)
        .where(GOAL.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(GOAL.POSITION, GOAL.CODE)
        .fetch(JooqGoals::goal);
  }

  @Override
  public Optional<Goal> goal(CampaignId campaign, String code) {
    return database
        .sql()
        .selectFrom(GOAL)
        .where(GOAL.CAMPAIGN_ID.eq(campaign.value()))
        .and(GOAL.CODE.eq(code))
        .fetchOptional(JooqGoals::goal);
  }

  @Override
  public Target addTarget(CampaignId campaign, Target t, Actor actor, Instant at) {
    int version =
        database
                .sql()
                .select(coalesce(max(TARGET.VERSION), inline(0)))
                .from(TARGET)
                .where(TARGET.DEPARTMENT_ID.eq(t.department().value()))
                .and(TARGET.GOAL_ID.eq(t.goal().value()))
                .fetchSingle()
                .value1()
            + 1;
    database
        .sql()
        .insertInto(TARGET)
        .set(TARGET.CAMPAIGN_ID, campaign.value())
        .set(TARGET.DEPARTMENT_ID, t.department().value())
        .set(TARGET.GOAL_ID, t.goal().value())
        .set(TARGET.AMOUNT, t.amount())
        .set(TARGET.BASELINE, t.baseline())
        .set(TARGET.FROM_ON, t.from())
        .set(TARGET.VERSION, version)
        .set(TARGET.ACTOR, actor.name())
        .set(TARGET.DOOR, actor.door())
        .set(TARGET.ENTERED_AT, at)
        .execute();
    return new Target(t.department(), t.goal(), t.amount(), t.baseline(), t.from(), version);
  }

  @Override
  public List<Target> targetsOn(CampaignId campaign, LocalDate on) {
    Map<Cell, Target> latest = new LinkedHashMap<>();
    database
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.CAMPAIGN_ID.eq(campaign.value()))
        .and(TARGET.FROM_ON.le(on))
        .orderBy(TARGET.FROM_ON, TARGET.VERSION)
        .forEach(
            row -> {
              Target target = target(row);
              latest.put(new Cell(target.department(), target.goal()), target);
            });
    return List.copyOf(latest.values());
  }

  @Override
  public List<Target> versions(DepartmentId department, GoalId goal) {
    return database
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.DEPARTMENT_ID.eq(department.value()))
        .and(TARGET.GOAL_ID.eq(goal.value()))
        .orderBy(TARGET.VERSION)
        .fetch(JooqGoals::target);
  }

  private static Target target(Record row) {
    return new Target(
        new DepartmentId(Rows.get(row, TARGET.DEPARTMENT_ID)),
        new GoalId(Rows.get(row, TARGET.GOAL_ID)),
        Rows.get(row, TARGET.AMOUNT),
        Rows.orNull(row, TARGET.BASELINE),
        Rows.get(row, TARGET.FROM_ON),
        Rows.get(row, TARGET.VERSION));
  }

  private static Goal goal(Record row) {
    return new Goal(
        new GoalId(Rows.get(row, GOAL.ID)),
        new CampaignId(Rows.get(row, GOAL.CAMPAIGN_ID)),
        Rows.get(row, GOAL.CODE),
        new Text(Rows.get(row, GOAL.NAME), Rows.get(row, GOAL.NAME_EN)),
        new Text(Rows.get(row, GOAL.UNIT), Rows.get(row, GOAL.UNIT_EN)),
        GoalKind.of(Rows.get(row, GOAL.KIND)),
        Direction.valueOf(Rows.get(row, GOAL.DIRECTION)),
        Rows.get(row, GOAL.WEIGHT),
        Rows.orNull(row, GOAL.CAP),
        Rows.orNull(row, GOAL.MINIMUM),
        Goal.Period.valueOf(Rows.get(row, GOAL.PERIOD)),
        Rows.get(row, GOAL.DECIMALS),
        Rows.get(row, GOAL.POSITION),
        Rows.get(row, GOAL.REVISION));
  }
}
