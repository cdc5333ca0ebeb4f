package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.REPORT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.adapter.storage.generated.tables.Report;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report.State;
import homestretch.core.report.ReportId;
import homestretch.core.report.Reports;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link Reports} in SQL. */
public final class JooqReports implements Reports {
  private static final List<String> COUNTING =
      java.util.Arrays.stream(State.values()).filter(State::counts).map(State::name).toList();

  private final Database database;

  public JooqReports(Database database) {
    this.database = database;
  }

  @Override
  public homestretch.core.report.Report append(homestretch.core.report.Report r) {
    int version =
        database
                .sql()
                .select(coalesce(max(REPORT.VERSION), inline(0)))
                .from(REPORT)
                .where(figure(r.department(), r.goal()))
                .and(REPORT.AS_OF_ON.eq(r.asOf()))
                .fetchSingle()
                .value1()
            + 1;
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(REPORT)
                .set(REPORT.CAMPAIGN_ID, r.campaign().value())
                .set(REPORT.DEPARTMENT_ID, r.department().value())
                .set(REPORT.GOAL_ID, r.goal().value())
                .set(REPORT.AS_OF_ON, r.asOf())
                .set(REPORT.VERSION, version)
                .set(REPORT.AMOUNT, r.value())
                .set(REPORT.NOTE, r.note())
                .set(REPORT.EVIDENCE, r.evidence())
                .set(REPORT.STATE, r.state().name())
                .set(REPORT.RESTORES, r.restores())
                .set(REPORT.REASON, r.reason())
                .set(REPORT.REPORTER, r.reportedBy().name())
                .set(REPORT.DOOR, r.reportedBy().door())
                .set(REPORT.ENTERED_AT, r.at()),
            REPORT.ID);
    return find(r.campaign(), new ReportId(Objects.requireNonNull(id))).orElseThrow();
  }

  @Override
  public Optional<homestretch.core.report.Report> find(CampaignId campaign, ReportId id) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(REPORT.ID.eq(id.value()))
        .and(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .fetchOptional(JooqReports::report);
  }

  @Override
  public List<homestretch.core.report.Report> versions(
      DepartmentId department, GoalId goal, LocalDate asOf) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(figure(department, goal))
        .and(REPORT.AS_OF_ON.eq(asOf))
        .orderBy(REPORT.VERSION)
        .fetch(JooqReports::report);
  }

  @Override
  public List<homestretch.core.report.Report> history(DepartmentId department, GoalId goal) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(figure(department, goal))
        .orderBy(REPORT.ID.desc())
        .fetch(JooqReports::report);
  }

  @Override
  public Optional<homestretch.core.report.Report> latest(
      DepartmentId department, GoalId goal, LocalDate on) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(figure(department, goal))
        .and(REPORT.AS_OF_ON.le(on))
        .and(REPORT.STATE.in(COUNTING))
        .and(isLastVersion())
        .orderBy(REPORT.AS_OF_ON.desc())
        .limit(1)
        .fetchOptional(JooqReports::report);
  }

  @Override
  public List<homestretch.core.report.Report> latest(CampaignId campaign, LocalDate on) {
    Report later = REPORT.as("later");
    Report newer = REPORT.as("newer");
    return database
        .sql()
        .selectFrom(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .and(REPORT.AS_OF_ON.le(on))
        .and(REPORT.STATE.in(COUNTING))
        .and(isLastVersion())
        .and(
            notExists(
                selectOne()
                    .from(later)
                    .where(later.DEPARTMENT_ID.eq(REPORT.DEPARTMENT_ID))
                    .and(later.GOAL_ID.eq(REPORT.GOAL_ID))
                    .and(later.AS_OF_ON.gt(REPORT.AS_OF_ON))
                    .and(later.AS_OF_ON.le(on))
                    .and(later.STATE.in(COUNTING))
                    .and(
                        notExists(
                            selectOne()
                                .from(newer)
                                .where(newer.DEPARTMENT_ID.eq(later.DEPARTMENT_ID))
                                .and(newer.GOAL_ID.eq(later.GOAL_ID))
                                .and(newer.AS_OF_ON.eq(later.AS_OF_ON))
                                .and(newer.VERSION.gt(later.VERSION))))))
        .orderBy(REPORT.ID)
        .fetch(JooqReports::report);
  }

  @Override
  public List<homestretch.core.report.Report> list(
      CampaignId campaign, Filter filter, long before, int limit) {
    Condition wanted = trueCondition();
    if (filter.department() != null) {
      wanted = wanted.and(REPORT.DEPARTMENT_ID.eq(filter.department().value()));
    }
    if (filter.goal() != null) {
      wanted = wanted.and(REPORT.GOAL_ID.eq(filter.goal().value()));
    }
    if (filter.state() != null) {
      wanted = wanted.and(REPORT.STATE.eq(filter.state().name()));
    }
    return database
        .sql()
        .selectFrom(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .and(REPORT.ID.lt(before))
        .and(wanted)
        .orderBy(REPORT.ID.desc())
        .limit(limit)
        .fetch(JooqReports::report);
  }

  @Override
  public Optional<homestretch.core.report.Report> lastBy(
      CampaignId campaign, String reporter, String door) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(
            REPORT.ID.eq(
                select(max(REPORT.ID))
                    .from(REPORT)
                    .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
                    .and(REPORT.REPORTER.eq(reporter))
                    .and(REPORT.DOOR.eq(door))))
        .fetchOptional(JooqReports::report);
  }

  private static Condition figure(DepartmentId department, GoalId goal) {
    return REPORT.DEPARTMENT_ID.eq(department.value()).and(REPORT.GOAL_ID.eq(goal.value()));
  }

  private static Condition isLastVersion() {
    Report newer = REPORT.as("newer_version");
    return notExists(
        selectOne()
            .from(newer)
            .where(newer.DEPARTMENT_ID.eq(REPORT.DEPARTMENT_ID))
            .and(newer.GOAL_ID.eq(REPORT.GOAL_ID))
            .and(newer.AS_OF_ON.eq(REPORT.AS_OF_ON))
            .and(newer.VERSION.gt(REPORT.VERSION)));
  }

  private static homestretch.core.report.Report report(Record row) {
    return new homestretch.core.report.Report(
        new ReportId(Rows.get(row, REPORT.ID)),
        new CampaignId(Rows.get(row, REPORT.CAMPAIGN_ID)),
        new DepartmentId(Rows.get(row, REPORT.DEPARTMENT_ID)),
        new GoalId(Rows.get(row, REPORT.GOAL_ID)),
        Rows.get(row, REPORT.AS_OF_ON),
        Rows.get(row, REPORT.AMOUNT),
        Rows.get(row, REPORT.NOTE),
        Rows.get(row, REPORT.EVIDENCE),
        State.valueOf(Rows.get(row, REPORT.STATE)),
        Rows.get(row, REPORT.VERSION),
        Rows.get(row, REPORT.RESTORES),
        Rows.get(row, REPORT.REASON),
        new Actor(Rows.get(row, REPORT.REPORTER), Rows.get(row, REPORT.DOOR)),
        Rows.get(row, REPORT.ENTERED_AT));
  }
}
