package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ADJUSTMENT;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT_LINK;
import static homestretch.adapter.storage.generated.Tables.LEAGUE;
import static homestretch.adapter.storage.generated.Tables.MEMBERSHIP;
import static homestretch.adapter.storage.generated.Tables.MILESTONE;
import static homestretch.adapter.storage.generated.Tables.PLAN;
import static homestretch.adapter.storage.generated.Tables.REPORT;
import static homestretch.adapter.storage.generated.Tables.TARGET;

import homestretch.core.campaign.CampaignId;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Insert;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** {@link Departments} in SQL. */
public final class JooqDepartments implements Departments {
  private final Database database;

  public JooqDepartments(Database database) {
    this.database = database;
  }

  @Override
  public League add(League l) {
    Rows.changed(database.sql(), l.campaign());
    Long id = Rows.idOf(database.sql(), insert(l), LEAGUE.ID);
    return new League(
        new LeagueId(Objects.requireNonNull(id)),
        l.campaign(),
        l.code(),
        l.name(),
        l.position(),
        1);
  }

  @Override
  public boolean change(League l) {
    Rows.changed(database.sql(), l.campaign());
    return database
            .sql()
            .update(LEAGUE)
            .set(LEAGUE.NAME, l.name().zh())
            .set(LEAGUE.NAME_EN, l.name().en())
            .set(LEAGUE.POSITION, l.position())
            .set(LEAGUE.REVISION, l.revision() + 1)
            .where(LEAGUE.ID.eq(l.id().value()))
            .and(LEAGUE.REVISION.eq(l.revision()))
            .execute()
        == 1;
  }

  @Override
  public List<League> leagues(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(LEAGUE)
        .where(LEAGUE.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(LEAGUE.POSITION, LEAGUE.CODE)
        .fetch(
            row ->
                new League(
                    new LeagueId(Rows.get(row, LEAGUE.ID)),
                    new CampaignId(Rows.get(row, LEAGUE.CAMPAIGN_ID)),
                    Rows.get(row, LEAGUE.CODE),
                    new Text(Rows.get(row, LEAGUE.NAME), Rows.get(row, LEAGUE.NAME_EN)),
                    Rows.get(row, LEAGUE.POSITION),
                    Rows.get(row, LEAGUE.REVISION)));
  }

  @Override
  public Department add(Department d) {
    Rows.changed(database.sql(), d.campaign());
    Long id = Rows.idOf(database.sql(), insert(d), DEPARTMENT.ID);
    DepartmentId added = new DepartmentId(Objects.requireNonNull(id));
    move(added, d.league(), null, Instant.EPOCH);
    return d.stored(added, d.campaign(), d.code(), 1);
  }

  private InsertSetMoreStep<?> insert(League l) {
    return database
        .sql()
        .insertInto(LEAGUE)
        .set(LEAGUE.CAMPAIGN_ID, l.campaign().value())
        .set(LEAGUE.CODE, l.code())
        .set(LEAGUE.NAME, l.name().zh())
        .set(LEAGUE.NAME_EN, l.name().en())
        .set(LEAGUE.POSITION, l.position())
        .set(LEAGUE.REVISION, 1);
  }

  private InsertSetMoreStep<?> insert(Department d) {
    return database
        .sql()
        .insertInto(DEPARTMENT)
        .set(DEPARTMENT.CAMPAIGN_ID, d.campaign().value())
        .set(DEPARTMENT.LEAGUE_ID, d.league().value())
        .set(DEPARTMENT.CODE, d.code())
        .set(DEPARTMENT.NAME, d.name().zh())
        .set(DEPARTMENT.NAME_EN, d.name().en())
        .set(DEPARTMENT.LEAD, d.lead())
        .set(DEPARTMENT.PARENT, d.parent())
        .set(DEPARTMENT.SHORT_NAME, d.shortName())
        .set(DEPARTMENT.IS_IN_TOTALS, d.inTotals())
        .set(DEPARTMENT.FROM_ON, d.from())
        .set(DEPARTMENT.UNTIL_ON, d.until())
        .set(DEPARTMENT.SUCCESSOR_ID, idOf(d.successor()))
        .set(DEPARTMENT.POSITION, d.position())
        .set(DEPARTMENT.REVISION, 1);
  }

  @Override
  public void addAll(List<League> leagues, List<Department> departments) {
    List<Query> inserts = new ArrayList<>();
    leagues.forEach(l -> inserts.add(insert(l).set(LEAGUE.ID, l.id().value())));
    departments.forEach(d -> inserts.add(insert(d).set(DEPARTMENT.ID, d.id().value())));
    departments.forEach(d -> inserts.add(membership(d.id(), d.league(), null, Instant.EPOCH)));
    if (!inserts.isEmpty()) {
      Rows.changed(
          database.sql(),
          leagues.isEmpty() ? departments.getFirst().campaign() : leagues.getFirst().campaign());
      database.sql().batch(inserts).execute();
    }
  }

  private Insert<?> membership(
      DepartmentId department, LeagueId league, @Nullable LocalDate from, Instant at) {
    return database
        .sql()
        .insertInto(MEMBERSHIP)
        .set(MEMBERSHIP.DEPARTMENT_ID, department.value())
        .set(MEMBERSHIP.LEAGUE_ID, league.value())
        .set(MEMBERSHIP.FROM_ON, from)
        .set(MEMBERSHIP.ENTERED_AT, at);
  }

  @Override
  public void move(DepartmentId department, LeagueId league, @Nullable LocalDate from, Instant at) {
    if (from == null) {
      database
          .sql()
          .deleteFrom(MEMBERSHIP)
          .where(MEMBERSHIP.DEPARTMENT_ID.eq(department.value()))
          .execute();
    }
    membership(department, league, from, at).execute();
  }

  @Override
  public List<Department> departmentsOn(
      CampaignId campaign, LocalDate on, @Nullable Instant known) {
    Map<DepartmentId, LeagueId> leagueOf = new HashMap<>();
    database
        .sql()
        .select(MEMBERSHIP.DEPARTMENT_ID, MEMBERSHIP.LEAGUE_ID)
        .from(MEMBERSHIP)
        .join(DEPARTMENT)
        .on(DEPARTMENT.ID.eq(MEMBERSHIP.DEPARTMENT_ID))
        .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(MEMBERSHIP.FROM_ON.isNull().or(MEMBERSHIP.FROM_ON.le(on)))
        .and(known == null ? DSL.noCondition() : MEMBERSHIP.ENTERED_AT.le(known))
        .orderBy(DSL.field(MEMBERSHIP.FROM_ON.isNotNull()).asc(), MEMBERSHIP.FROM_ON, MEMBERSHIP.ID)
        .forEach(
            row ->
                leagueOf.put(
                    new DepartmentId(Rows.get(row, MEMBERSHIP.DEPARTMENT_ID)),
                    new LeagueId(Rows.get(row, MEMBERSHIP.LEAGUE_ID))));
    return departments(campaign).stream()
        .map(d -> d.in(leagueOf.getOrDefault(d.id(), d.league())))
        .toList();
  }

  private static @Nullable Long idOf(@Nullable DepartmentId id) {
    return id == null ? null : id.value();
  }

  @Override
  public boolean change(Department d) {
    Rows.changed(database.sql(), d.campaign());
    return update(d).execute() == 1;
  }

  @Override
  public boolean changeAll(List<Department> departments) {
    if (departments.isEmpty()) {
      return true;
    }
    Rows.changed(database.sql(), departments.getFirst().campaign());
    int[] changed = database.sql().batch(departments.stream().map(this::update).toList()).execute();
    return Arrays.stream(changed).allMatch(rows -> rows == 1);
  }

  private Query update(Department d) {
    return database
        .sql()
        .update(DEPARTMENT)
        .set(DEPARTMENT.LEAGUE_ID, d.league().value())
        .set(DEPARTMENT.NAME, d.name().zh())
        .set(DEPARTMENT.NAME_EN, d.name().en())
        .set(DEPARTMENT.LEAD, d.lead())
        .set(DEPARTMENT.PARENT, d.parent())
        .set(DEPARTMENT.SHORT_NAME, d.shortName())
        .set(DEPARTMENT.IS_IN_TOTALS, d.inTotals())
        .set(DEPARTMENT.FROM_ON, d.from())
        .set(DEPARTMENT.UNTIL_ON, d.until())
        .set(DEPARTMENT.SUCCESSOR_ID, idOf(d.successor()))
        .set(DEPARTMENT.POSITION, d.position())
        .set(DEPARTMENT.REVISION, d.revision() + 1)
        .where(DEPARTMENT.ID.eq(d.id().value()))
        .and(DEPARTMENT.REVISION.eq(d.revision()));
  }

  @Override
  public List<Department> departments(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(DEPARTMENT)
        .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(DEPARTMENT.POSITION, DEPARTMENT.CODE)
        .fetch(JooqDepartments::department);
  }

  @Override
  public Optional<Department> department(CampaignId campaign, String code) {
    return database
        .sql()
        .selectFrom(DEPARTMENT)
        .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(DEPARTMENT.CODE.eq(code))
        .fetchOptional(JooqDepartments::department);
  }

  @Override
  public List<Link> links(DepartmentId department) {
    return database
        .sql()
        .selectFrom(DEPARTMENT_LINK)
        .where(DEPARTMENT_LINK.DEPARTMENT_ID.eq(department.value()))
        .orderBy(DEPARTMENT_LINK.PLATFORM, DEPARTMENT_LINK.KIND, DEPARTMENT_LINK.EXTERNAL)
        .fetch(
            row ->
                new Link(
                    Rows.get(row, DEPARTMENT_LINK.PLATFORM),
                    Link.Kind.valueOf(Rows.get(row, DEPARTMENT_LINK.KIND).toUpperCase(Locale.ROOT)),
                    Rows.get(row, DEPARTMENT_LINK.EXTERNAL)));
  }

  @Override
  public Map<DepartmentId, List<Link>> links(CampaignId campaign) {
    return database
        .sql()
        .select(DEPARTMENT_LINK.fields())
        .from(DEPARTMENT_LINK)
        .join(DEPARTMENT)
        .on(DEPARTMENT.ID.eq(DEPARTMENT_LINK.DEPARTMENT_ID))
        .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .fetchGroups(
            row -> new DepartmentId(Rows.get(row, DEPARTMENT_LINK.DEPARTMENT_ID)),
            JooqDepartments::link);
  }

  @Override
  public void setLinks(DepartmentId department, List<Link> links) {
    database
        .sql()
        .deleteFrom(DEPARTMENT_LINK)
        .where(DEPARTMENT_LINK.DEPARTMENT_ID.eq(department.value()))
        .execute();
    for (Link link : Set.copyOf(links)) {
      database
          .sql()
          .insertInto(DEPARTMENT_LINK)
          .set(DEPARTMENT_LINK.DEPARTMENT_ID, department.value())
          .set(DEPARTMENT_LINK.PLATFORM, link.platform())
          .set(DEPARTMENT_LINK.KIND, link.kind().name().toLowerCase(Locale.ROOT))
          .set(DEPARTMENT_LINK.EXTERNAL, link.id())
          .execute();
    }
  }

  @Override
  public List<Numbered> numberedLinks(DepartmentId department) {
    return database
        .sql()
        .selectFrom(DEPARTMENT_LINK)
        .where(DEPARTMENT_LINK.DEPARTMENT_ID.eq(department.value()))
        .orderBy(DEPARTMENT_LINK.ID)
        .fetch(row -> new Numbered(Rows.get(row, DEPARTMENT_LINK.ID), link(row)));
  }

  private static Link link(Record row) {
    return new Link(
        Rows.get(row, DEPARTMENT_LINK.PLATFORM),
        Link.Kind.valueOf(Rows.get(row, DEPARTMENT_LINK.KIND).toUpperCase(Locale.ROOT)),
        Rows.get(row, DEPARTMENT_LINK.EXTERNAL));
  }

  @Override
  public long addLink(DepartmentId department, Link link) {
    Optional<Numbered> there =
        numberedLinks(department).stream().filter(n -> n.link().equals(link)).findFirst();
    if (there.isPresent()) {
      return there.get().id();
    }
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(DEPARTMENT_LINK)
                .set(DEPARTMENT_LINK.DEPARTMENT_ID, department.value())
                .set(DEPARTMENT_LINK.PLATFORM, link.platform())
                .set(DEPARTMENT_LINK.KIND, link.kind().name().toLowerCase(Locale.ROOT))
                .set(DEPARTMENT_LINK.EXTERNAL, link.id()),
            DEPARTMENT_LINK.ID);
    return Objects.requireNonNull(id);
  }

  @Override
  public boolean removeLink(DepartmentId department, long id) {
    return database
            .sql()
            .deleteFrom(DEPARTMENT_LINK)
            .where(DEPARTMENT_LINK.ID.eq(id))
            .and(DEPARTMENT_LINK.DEPARTMENT_ID.eq(department.value()))
            .execute()
        == 1;
  }

  @Override
  public List<Department> reportedBy(
      CampaignId campaign, String platform, String user, Set<String> roles) {
    return database
        .sql()
        .selectFrom(DEPARTMENT)
        .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(
            DEPARTMENT.ID.in(
                database
                    .sql()
                    .select(DEPARTMENT_LINK.DEPARTMENT_ID)
                    .from(DEPARTMENT_LINK)
                    .where(DEPARTMENT_LINK.PLATFORM.eq(platform))
                    .and(
                        DEPARTMENT_LINK
                            .KIND
                            .in("user", "token")
                            .and(DEPARTMENT_LINK.EXTERNAL.eq(user))
                            .or(
                                DEPARTMENT_LINK
                                    .KIND
                                    .eq("role")
                                    .and(DEPARTMENT_LINK.EXTERNAL.in(roles))))))
        .orderBy(DEPARTMENT.POSITION, DEPARTMENT.CODE)
        .fetch(JooqDepartments::department);
  }

  @Override
  public List<LinkedUser> linkedUsers(String platform) {
    return database
        .sql()
        .select(DEPARTMENT_LINK.EXTERNAL)
        .select(DEPARTMENT.fields())
        .from(DEPARTMENT_LINK)
        .join(DEPARTMENT)
        .on(DEPARTMENT.ID.eq(DEPARTMENT_LINK.DEPARTMENT_ID))
        .where(DEPARTMENT_LINK.PLATFORM.eq(platform))
        .and(DEPARTMENT_LINK.KIND.eq("user"))
        .orderBy(DEPARTMENT.CAMPAIGN_ID, DEPARTMENT.POSITION, DEPARTMENT_LINK.EXTERNAL)
        .fetch(row -> new LinkedUser(Rows.get(row, DEPARTMENT_LINK.EXTERNAL), department(row)));
  }

  @Override
  public long members(LeagueId league) {
    return database
        .sql()
        .fetchCount(
            database
                .sql()
                .selectDistinct(MEMBERSHIP.DEPARTMENT_ID)
                .from(MEMBERSHIP)
                .where(MEMBERSHIP.LEAGUE_ID.eq(league.value())));
  }

  @Override
  public Map<Text, Long> uses(DepartmentId department) {
    long id = department.value();
    Map<Text, Long> uses = new LinkedHashMap<>();
    count(uses, new Text("条数据", "figures"), REPORT, REPORT.DEPARTMENT_ID.eq(id));
    count(uses, new Text("个目标", "targets"), TARGET, TARGET.DEPARTMENT_ID.eq(id));
    count(uses, new Text("条计划", "plans"), PLAN, PLAN.DEPARTMENT_ID.eq(id));
    count(uses, new Text("个节点", "milestones"), MILESTONE, MILESTONE.DEPARTMENT_ID.eq(id));
    count(uses, new Text("条加减分", "adjustments"), ADJUSTMENT, ADJUSTMENT.DEPARTMENT_ID.eq(id));
    count(
        uses,
        new Text("个并入的单位", "departments merged into it"),
        DEPARTMENT,
        DEPARTMENT.SUCCESSOR_ID.eq(id));
    return uses;
  }

  private void count(Map<Text, Long> uses, Text what, Table<?> table, Condition of) {
    long count = database.sql().fetchCount(table, of);
    if (count > 0) {
      uses.put(what, count);
    }
  }

  @Override
  public void remove(CampaignId campaign, LeagueId league) {
    database.sql().deleteFrom(LEAGUE).where(LEAGUE.ID.eq(league.value())).execute();
    Rows.changed(database.sql(), campaign);
  }

  @Override
  public void remove(CampaignId campaign, DepartmentId department) {
    long id = department.value();
    database
        .sql()
        .deleteFrom(DEPARTMENT_LINK)
        .where(DEPARTMENT_LINK.DEPARTMENT_ID.eq(id))
        .execute();
    database.sql().deleteFrom(MEMBERSHIP).where(MEMBERSHIP.DEPARTMENT_ID.eq(id)).execute();
    database.sql().deleteFrom(DEPARTMENT).where(DEPARTMENT.ID.eq(id)).execute();
    Rows.changed(database.sql(), campaign);
  }

  private static Department department(Record row) {
    Long successor = Rows.orNull(row, DEPARTMENT.SUCCESSOR_ID);
    return new Department(
        new DepartmentId(Rows.get(row, DEPARTMENT.ID)),
        new CampaignId(Rows.get(row, DEPARTMENT.CAMPAIGN_ID)),
        new LeagueId(Rows.get(row, DEPARTMENT.LEAGUE_ID)),
        Rows.get(row, DEPARTMENT.CODE),
        new Text(Rows.get(row, DEPARTMENT.NAME), Rows.get(row, DEPARTMENT.NAME_EN)),
        Rows.get(row, DEPARTMENT.LEAD),
        Rows.get(row, DEPARTMENT.PARENT),
        Rows.get(row, DEPARTMENT.SHORT_NAME),
        Rows.get(row, DEPARTMENT.IS_IN_TOTALS),
        Rows.orNull(row, DEPARTMENT.FROM_ON),
        Rows.orNull(row, DEPARTMENT.UNTIL_ON),
        successor == null ? null : new DepartmentId(successor),
        Rows.get(row, DEPARTMENT.POSITION),
        Rows.get(row, DEPARTMENT.REVISION));
  }
}
