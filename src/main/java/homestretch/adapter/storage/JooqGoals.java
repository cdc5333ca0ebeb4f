package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.GOAL;
import static homestretch.adapter.storage.generated.Tables.MILESTONE;
import static homestretch.adapter.storage.generated.Tables.PLAN;
import static homestretch.adapter.storage.generated.Tables.PLAN_POINT;
import static homestretch.adapter.storage.generated.Tables.REPORT;
import static homestretch.adapter.storage.generated.Tables.SCHEME_GOAL;
import static homestretch.adapter.storage.generated.Tables.TARGET;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.store.Numbered;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Insert;
import org.jooq.InsertSetMoreStep;
import org.jooq.OrderField;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** {@link Goals} in SQL. */
public final class JooqGoals implements Goals {
  private record Cell(DepartmentId department, GoalId goal) {}

  private static final String VERSIONS =
      "select amount, baseline, from_on, is_applicable, version from target where department_id = ?"
          + " and goal_id = ? order by version";

  private final Database database;
  private final JooqSections sections;

  public JooqGoals(Database database) {
    this.database = database;
    sections = new JooqSections(database);
  }

  @Override
  public Section addSection(Section section) {
    return sections.addSection(section);
  }

  @Override
  public boolean changeSection(Section section) {
    return sections.changeSection(section);
  }

  @Override
  public void addSections(List<Section> all) {
    sections.addSections(all);
  }

  @Override
  public List<Section> sections(CampaignId campaign) {
    return sections.sections(campaign);
  }

  @Override
  public Map<Text, Long> usesOfSection(SectionId section) {
    return sections.usesOfSection(section);
  }

  @Override
  public void removeSection(CampaignId campaign, SectionId section) {
    sections.removeSection(campaign, section);
  }

  @Override
  public Goal add(Goal g) {
    Rows.changed(database.sql(), g.campaign());
    Long id = Rows.idOf(database.sql(), insert(g), GOAL.ID);
    return database
        .sql()
        .selectFrom(GOAL)
        .where(GOAL.ID.eq(Objects.requireNonNull(id)))
        .fetchOptional(JooqGoals::goal)
        .orElseThrow();
  }

  private InsertSetMoreStep<?> insert(Goal g) {
    return database
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
        .set(GOAL.DUE_EVERY, g.dueEvery().name())
        .set(GOAL.GRACE, g.grace())
        .set(GOAL.DECIMALS, g.decimals())
        .set(GOAL.SHOWN_DECIMALS, g.shownDecimals())
        .set(GOAL.FROM_ON, g.from())
        .set(GOAL.UNTIL_ON, g.until())
        .set(GOAL.SECTION_ID, g.section() == null ? null : g.section().value())
        .set(GOAL.POSITION, g.position())
        .set(GOAL.REVISION, 1);
  }

  @Override
  public void addAll(List<Goal> goals) {
    if (goals.isEmpty()) {
      return;
    }
    Rows.changed(database.sql(), goals.getFirst().campaign());
    database
        .sql()
        .batch(goals.stream().map(g -> insert(g).set(GOAL.ID, g.id().value())).toList())
        .execute();
  }

  @Override
  public boolean change(Goal g) {
    Rows.changed(database.sql(), g.campaign());
    return update(g).execute() == 1;
  }

  @Override
  public boolean changeAll(List<Goal> goals) {
    if (goals.isEmpty()) {
      return true;
    }
    Rows.changed(database.sql(), goals.getFirst().campaign());
    int[] changed = database.sql().batch(goals.stream().map(this::update).toList()).execute();
    return Arrays.stream(changed).allMatch(rows -> rows == 1);
  }

  private Query update(Goal g) {
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
        .set(GOAL.DUE_EVERY, g.dueEvery().name())
        .set(GOAL.GRACE, g.grace())
        .set(GOAL.DECIMALS, g.decimals())
        .set(GOAL.SHOWN_DECIMALS, g.shownDecimals())
        .set(GOAL.FROM_ON, g.from())
        .set(GOAL.UNTIL_ON, g.until())
        .set(GOAL.SECTION_ID, g.section() == null ? null : g.section().value())
        .set(GOAL.POSITION, g.position())
        .set(GOAL.REVISION, g.revision() + 1)
        .where(GOAL.ID.eq(g.id().value()))
        .and(GOAL.REVISION.eq(g.revision()));
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
  public boolean hasFigures(CampaignId campaign) {
    return database
        .sql()
        .fetchExists(selectOne().from(REPORT).where(REPORT.CAMPAIGN_ID.eq(campaign.value())));
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
    insert(campaign, t, version, actor, at).execute();
    Rows.changed(database.sql(), campaign);
    return new Target(
        t.department(), t.goal(), t.amount(), t.baseline(), t.from(), t.applicable(), version);
  }

  @Override
  public void addTargets(CampaignId campaign, List<Target> targets, Actor actor, Instant at) {
    if (targets.isEmpty()) {
      return;
    }
    Rows.changed(database.sql(), campaign);
    database
        .sql()
        .batch(targets.stream().map(t -> insert(campaign, t, t.version(), actor, at)).toList())
        .execute();
  }

  private Insert<?> insert(CampaignId campaign, Target t, int version, Actor actor, Instant at) {
    return database
        .sql()
        .insertInto(TARGET)
        .set(TARGET.CAMPAIGN_ID, campaign.value())
        .set(TARGET.DEPARTMENT_ID, t.department().value())
        .set(TARGET.GOAL_ID, t.goal().value())
        .set(TARGET.AMOUNT, t.amount())
        .set(TARGET.BASELINE, t.baseline())
        .set(TARGET.FROM_ON, t.from())
        .set(TARGET.IS_APPLICABLE, t.applicable())
        .set(TARGET.VERSION, version)
        .set(TARGET.ACTOR, actor.name())
        .set(TARGET.DOOR, actor.door())
        .set(TARGET.ENTERED_AT, at);
  }

  @Override
  public List<Target> targetsOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    Map<Cell, Target> latest = new LinkedHashMap<>();
    database
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.CAMPAIGN_ID.eq(campaign.value()))
        .and(TARGET.FROM_ON.le(on))
        .and(knownBy(known, TARGET.ENTERED_AT, TARGET.VERSION))
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
    return Plain.all(
        database.sql(),
        VERSIONS,
        row -> {
          String baseline = row.getString(2);
          return new Target(
              department,
              goal,
              new BigDecimal(Plain.text(row, 1)),
              baseline == null ? null : new BigDecimal(baseline),
              LocalDate.parse(Plain.text(row, 3)),
              row.getBoolean(4),
              row.getInt(5));
        },
        department.value(),
        goal.value());
  }

  @Override
  public List<Target> targetVersions(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(TARGET.ID)
        .fetch(JooqGoals::target);
  }

  @Override
  public Plan addPlan(CampaignId campaign, Plan plan, Actor actor, Instant at) {
    Rows.changed(database.sql(), campaign);
    Long department = plan.department() == null ? null : plan.department().value();
    int version =
        database
                .sql()
                .select(coalesce(max(PLAN.VERSION), inline(0)))
                .from(PLAN)
                .where(PLAN.GOAL_ID.eq(plan.goal().value()))
                .and(PLAN.DEPARTMENT_ID.isNotDistinctFrom(department))
                .fetchSingle()
                .value1()
            + 1;
    Long id = Rows.idOf(database.sql(), insert(campaign, plan, version, actor, at), PLAN.ID);
    for (Plan.Point point : plan.points()) {
      insert(id, point).execute();
    }
    return new Plan(plan.goal(), plan.department(), plan.from(), plan.points(), version);
  }

  @Override
  public void addPlans(
      CampaignId campaign, List<Plan> plans, LongSupplier ids, Actor actor, Instant at) {
    if (plans.isEmpty()) {
      return;
    }
    Rows.changed(database.sql(), campaign);
    List<Query> inserts = new ArrayList<>();
    List<Query> points = new ArrayList<>();
    for (Plan plan : plans) {
      long id = ids.getAsLong();
      inserts.add(insert(campaign, plan, plan.version(), actor, at).set(PLAN.ID, id));
      for (Plan.Point point : plan.points()) {
        points.add(insert(id, point));
      }
    }
    database.sql().batch(inserts).execute();
    if (!points.isEmpty()) {
      database.sql().batch(points).execute();
    }
  }

  private InsertSetMoreStep<?> insert(
      CampaignId campaign, Plan plan, int version, Actor actor, Instant at) {
    return database
        .sql()
        .insertInto(PLAN)
        .set(PLAN.CAMPAIGN_ID, campaign.value())
        .set(PLAN.GOAL_ID, plan.goal().value())
        .set(PLAN.DEPARTMENT_ID, plan.department() == null ? null : plan.department().value())
        .set(PLAN.FROM_ON, plan.from())
        .set(PLAN.VERSION, version)
        .set(PLAN.ACTOR, actor.name())
        .set(PLAN.DOOR, actor.door())
        .set(PLAN.ENTERED_AT, at);
  }

  private Insert<?> insert(@Nullable Long plan, Plan.Point point) {
    return database
        .sql()
        .insertInto(PLAN_POINT)
        .set(PLAN_POINT.PLAN_ID, plan)
        .set(PLAN_POINT.DUE_ON, point.date())
        .set(PLAN_POINT.PERCENT_POINTS, point.percent());
  }

  @Override
  public List<Plan> plansOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    record Whose(GoalId goal, @Nullable DepartmentId department) {}
    Map<Whose, Plan> latest = new LinkedHashMap<>();
    plans(
            PLAN.CAMPAIGN_ID
                .eq(campaign.value())
                .and(PLAN.FROM_ON.le(on))
                .and(knownBy(known, PLAN.ENTERED_AT, PLAN.VERSION)),
            PLAN.FROM_ON,
            PLAN.VERSION)
        .forEach(plan -> latest.put(new Whose(plan.goal(), plan.department()), plan));
    return latest.values().stream().filter(p -> !p.points().isEmpty()).toList();
  }

  @Override
  public List<Plan> planVersions(CampaignId campaign) {
    return plans(PLAN.CAMPAIGN_ID.eq(campaign.value()), PLAN.ID);
  }

  @Override
  public List<Plan> planVersions(GoalId goal, @Nullable DepartmentId department) {
    return plans(
        PLAN.GOAL_ID
            .eq(goal.value())
            .and(
                PLAN.DEPARTMENT_ID.isNotDistinctFrom(
                    department == null ? null : department.value())),
        PLAN.ID);
  }

  private List<Plan> plans(Condition wanted, OrderField<?>... order) {
    Map<Long, List<Plan.Point>> points =
        database
            .sql()
            .select(PLAN_POINT.PLAN_ID, PLAN_POINT.DUE_ON, PLAN_POINT.PERCENT_POINTS)
            .from(PLAN_POINT)
            .join(PLAN)
            .on(PLAN.ID.eq(PLAN_POINT.PLAN_ID))
            .where(wanted)
            .orderBy(PLAN_POINT.DUE_ON)
            .fetchGroups(
                PLAN_POINT.PLAN_ID,
                row ->
                    new Plan.Point(
                        Rows.get(row, PLAN_POINT.DUE_ON),
                        Rows.get(row, PLAN_POINT.PERCENT_POINTS)));
    return database
        .sql()
        .selectFrom(PLAN)
        .where(wanted)
        .orderBy(order)
        .fetch(
            row -> {
              Long department = Rows.orNull(row, PLAN.DEPARTMENT_ID);
              return new Plan(
                  new GoalId(Rows.get(row, PLAN.GOAL_ID)),
                  department == null ? null : new DepartmentId(department),
                  Rows.get(row, PLAN.FROM_ON),
                  points.getOrDefault(Rows.get(row, PLAN.ID), List.of()),
                  Rows.get(row, PLAN.VERSION));
            });
  }

  @Override
  public Milestone addMilestone(CampaignId campaign, Milestone m, Actor actor, Instant at) {
    Rows.changed(database.sql(), campaign);
    int version =
        database
                .sql()
                .select(coalesce(max(MILESTONE.VERSION), inline(0)))
                .from(MILESTONE)
                .where(MILESTONE.DEPARTMENT_ID.eq(m.department().value()))
                .and(MILESTONE.GOAL_ID.eq(m.goal().value()))
                .and(MILESTONE.STEP.eq(m.step()))
                .fetchSingle()
                .value1()
            + 1;
    insert(campaign, m, version, actor, at).execute();
    return new Milestone(
        m.department(), m.goal(), m.step(), m.due(), m.weight(), m.from(), version);
  }

  @Override
  public void addMilestones(
      CampaignId campaign, List<Milestone> milestones, Actor actor, Instant at) {
    if (milestones.isEmpty()) {
      return;
    }
    Rows.changed(database.sql(), campaign);
    database
        .sql()
        .batch(milestones.stream().map(m -> insert(campaign, m, m.version(), actor, at)).toList())
        .execute();
  }

  private Insert<?> insert(CampaignId campaign, Milestone m, int version, Actor actor, Instant at) {
    return database
        .sql()
        .insertInto(MILESTONE)
        .set(MILESTONE.CAMPAIGN_ID, campaign.value())
        .set(MILESTONE.DEPARTMENT_ID, m.department().value())
        .set(MILESTONE.GOAL_ID, m.goal().value())
        .set(MILESTONE.STEP, m.step())
        .set(MILESTONE.DUE_ON, m.due())
        .set(MILESTONE.WEIGHT, m.weight())
        .set(MILESTONE.FROM_ON, m.from())
        .set(MILESTONE.VERSION, version)
        .set(MILESTONE.ACTOR, actor.name())
        .set(MILESTONE.DOOR, actor.door())
        .set(MILESTONE.ENTERED_AT, at);
  }

  @Override
  public List<Milestone> milestonesOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    return milestonesOn(
        MILESTONE
            .CAMPAIGN_ID
            .eq(campaign.value())
            .and(knownBy(known, MILESTONE.ENTERED_AT, MILESTONE.VERSION)),
        on);
  }

  @Override
  public List<Milestone> milestonesOn(DepartmentId department, GoalId goal, LocalDate on) {
    return milestonesOn(
        MILESTONE.DEPARTMENT_ID.eq(department.value()).and(MILESTONE.GOAL_ID.eq(goal.value())), on);
  }

  private List<Milestone> milestonesOn(Condition wanted, LocalDate on) {
    record Whose(DepartmentId department, GoalId goal, String step) {}
    Map<Whose, Milestone> latest = new LinkedHashMap<>();
    database
        .sql()
        .selectFrom(MILESTONE)
        .where(wanted)
        .and(MILESTONE.FROM_ON.le(on))
        .orderBy(MILESTONE.FROM_ON, MILESTONE.VERSION)
        .fetch(JooqGoals::milestone)
        .forEach(m -> latest.put(new Whose(m.department(), m.goal(), m.step()), m));
    return latest.values().stream()
        .filter(m -> m.weight().signum() > 0)
        .sorted(
            Comparator.comparing((Milestone m) -> m.goal().value())
                .thenComparing(m -> m.department().value())
                .thenComparing(Milestone::due)
                .thenComparing(Milestone::step))
        .toList();
  }

  /**
   * A first version counts from its date however late somebody set it up: without it there would be
   * nothing to hold the figures of that day against.
   */
  private static Condition knownBy(
      @Nullable Instant known, Field<Instant> enteredAt, Field<Integer> version) {
    return known == null ? noCondition() : enteredAt.le(known).or(version.eq(1));
  }

  @Override
  public List<Milestone> milestoneVersions(CampaignId campaign) {
    return milestoneVersions(MILESTONE.CAMPAIGN_ID.eq(campaign.value()));
  }

  @Override
  public List<Milestone> milestoneVersions(DepartmentId department, GoalId goal) {
    return milestoneVersions(
        MILESTONE.DEPARTMENT_ID.eq(department.value()).and(MILESTONE.GOAL_ID.eq(goal.value())));
  }

  private List<Milestone> milestoneVersions(Condition wanted) {
    return database
        .sql()
        .selectFrom(MILESTONE)
        .where(wanted)
        .orderBy(MILESTONE.ID)
        .fetch(JooqGoals::milestone);
  }

  private static Milestone milestone(Record row) {
    return new Milestone(
        new DepartmentId(Rows.get(row, MILESTONE.DEPARTMENT_ID)),
        new GoalId(Rows.get(row, MILESTONE.GOAL_ID)),
        Rows.get(row, MILESTONE.STEP),
        Rows.get(row, MILESTONE.DUE_ON),
        Rows.get(row, MILESTONE.WEIGHT),
        Rows.get(row, MILESTONE.FROM_ON),
        Rows.get(row, MILESTONE.VERSION));
  }

  private static Target target(Record row) {
    return new Target(
        new DepartmentId(Rows.get(row, TARGET.DEPARTMENT_ID)),
        new GoalId(Rows.get(row, TARGET.GOAL_ID)),
        Rows.get(row, TARGET.AMOUNT),
        Rows.orNull(row, TARGET.BASELINE),
        Rows.get(row, TARGET.FROM_ON),
        Rows.get(row, TARGET.IS_APPLICABLE),
        Rows.get(row, TARGET.VERSION));
  }

  @Override
  public Map<Text, Long> uses(GoalId goal) {
    long id = goal.value();
    Map<Text, Long> uses = new LinkedHashMap<>();
    count(uses, new Text("条数据", "figures"), REPORT, REPORT.GOAL_ID.eq(id));
    count(uses, new Text("个目标", "targets"), TARGET, TARGET.GOAL_ID.eq(id));
    count(uses, new Text("条计划", "plans"), PLAN, PLAN.GOAL_ID.eq(id));
    count(uses, new Text("个节点", "milestones"), MILESTONE, MILESTONE.GOAL_ID.eq(id));
    count(
        uses,
        new Text("个计分办法版本的权重", "weights in versions of the scheme"),
        SCHEME_GOAL,
        SCHEME_GOAL.GOAL_ID.eq(id));
    return uses;
  }

  private void count(Map<Text, Long> uses, Text what, Table<?> table, Condition of) {
    long count = database.sql().fetchCount(table, of);
    if (count > 0) {
      uses.put(what, count);
    }
  }

  @Override
  public void remove(CampaignId campaign, GoalId goal) {
    database.sql().deleteFrom(GOAL).where(GOAL.ID.eq(goal.value())).execute();
    Rows.changed(database.sql(), campaign);
  }

  @Override
  public List<Numbered<Target>> numberedTargets(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(TARGET.ID)
        .fetch(row -> new Numbered<>(Rows.get(row, TARGET.ID), target(row)));
  }

  @Override
  public List<Numbered<Plan>> numberedPlans(CampaignId campaign) {
    List<Long> ids =
        database
            .sql()
            .select(PLAN.ID)
            .from(PLAN)
            .where(PLAN.CAMPAIGN_ID.eq(campaign.value()))
            .orderBy(PLAN.ID)
            .fetch(PLAN.ID);
    List<Plan> plans = planVersions(campaign);
    List<Numbered<Plan>> numbered = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      numbered.add(new Numbered<>(ids.get(i), plans.get(i)));
    }
    return numbered;
  }

  @Override
  public List<Numbered<Milestone>> numberedMilestones(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(MILESTONE)
        .where(MILESTONE.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(MILESTONE.ID)
        .fetch(row -> new Numbered<>(Rows.get(row, MILESTONE.ID), milestone(row)));
  }

  @Override
  public void removeTarget(CampaignId campaign, long id) {
    database.sql().deleteFrom(TARGET).where(TARGET.ID.eq(id)).execute();
    Rows.changed(database.sql(), campaign);
  }

  @Override
  public void removePlan(CampaignId campaign, long id) {
    database.sql().deleteFrom(PLAN_POINT).where(PLAN_POINT.PLAN_ID.eq(id)).execute();
    database.sql().deleteFrom(PLAN).where(PLAN.ID.eq(id)).execute();
    Rows.changed(database.sql(), campaign);
  }

  @Override
  public void removeMilestone(CampaignId campaign, long id) {
    database.sql().deleteFrom(MILESTONE).where(MILESTONE.ID.eq(id)).execute();
    Rows.changed(database.sql(), campaign);
  }

  private static Goal goal(Record row) {
    Long section = Rows.orNull(row, GOAL.SECTION_ID);
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
        Goal.DueEvery.valueOf(Rows.get(row, GOAL.DUE_EVERY)),
        Rows.get(row, GOAL.GRACE),
        Rows.get(row, GOAL.DECIMALS),
        Rows.get(row, GOAL.SHOWN_DECIMALS),
        Rows.orNull(row, GOAL.FROM_ON),
        Rows.orNull(row, GOAL.UNTIL_ON),
        section == null ? null : new SectionId(section),
        Rows.get(row, GOAL.POSITION),
        Rows.get(row, GOAL.REVISION));
  }
}
