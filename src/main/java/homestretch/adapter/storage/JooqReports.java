package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT;
import static homestretch.adapter.storage.generated.Tables.GOAL;
import static homestretch.adapter.storage.generated.Tables.MILESTONE;
import static homestretch.adapter.storage.generated.Tables.REPORT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.adapter.storage.generated.tables.Report;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report.State;
import homestretch.core.report.ReportId;
import homestretch.core.report.Reports;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** {@link Reports} in SQL. */
public final class JooqReports implements Reports {
  private static final List<String> COUNTING =
      java.util.Arrays.stream(State.values()).filter(State::counts).map(State::name).toList();

  private static final int FETCH = 10_000;

  private final Database database;

  public JooqReports(Database database) {
    this.database = database;
  }

  @Override
  public homestretch.core.report.Report append(homestretch.core.report.Report r) {
    // Takes the campaign's row first: whoever follows the ledger by ids then never passes over one
    // that another node had drawn earlier and commits later.
    DSLContext sql = database.sql();
    if (sql.dialect() == SQLDialect.SQLITE) {
      Links.count(r.campaign().value());
    } else {
      Plain.execute(sql, LedgerSql.COUNT, r.campaign().value());
    }
    Figure figure = r.figure();
    String amount = figure.value().toPlainString();
    String denominator = figure.denominator() == null ? null : figure.denominator().toPlainString();
    Instant at = r.at().truncatedTo(ChronoUnit.MILLIS);
    Long replaces = r.replaces() == null ? null : r.replaces().value();
    homestretch.core.report.Report entered =
        Plain.first(
                sql,
                LedgerSql.APPEND,
                row -> r.entered(new ReportId(row.getLong(1)), row.getInt(2), at),
                r.campaign().value(),
                r.department().value(),
                r.goal().value(),
                r.asOf().toString(),
                r.department().value(),
                r.goal().value(),
                figure.step(),
                r.asOf().toString(),
                amount,
                denominator,
                figure.step(),
                r.note(),
                r.evidence(),
                r.state().name(),
                r.restores(),
                r.reason(),
                r.by().name(),
                r.by().id(),
                r.by().door(),
                r.reportedBy().name(),
                r.reportedBy().id(),
                r.reportedBy().door(),
                replaces,
                r.flag(),
                at.toEpochMilli())
            .orElseThrow();
    Links.appended(
        ChainedTable.REPORT,
        entered.id().value(),
        entered.id().value(),
        r.campaign().value(),
        r.department().value(),
        r.goal().value(),
        r.asOf().toString(),
        entered.version(),
        amount,
        denominator,
        figure.step(),
        r.note(),
        r.evidence(),
        r.state().name(),
        r.restores(),
        r.reason(),
        r.by().name(),
        r.by().id(),
        r.by().door(),
        r.reportedBy().name(),
        r.reportedBy().id(),
        r.reportedBy().door(),
        replaces,
        r.flag(),
        at.toEpochMilli());
    return entered;
  }

  @Override
  public void appendAll(
      CampaignId campaign, Iterator<homestretch.core.report.Report> reports, int count) {
    database
        .sql()
        .update(CAMPAIGN)
        .set(CAMPAIGN.LEDGER_CHANGES, CAMPAIGN.LEDGER_CHANGES.plus(count))
        .where(CAMPAIGN.ID.eq(campaign.value()))
        .execute();
    Links.appending(database.sql(), ChainedTable.REPORT);
    Bulk.insert(
        database.sql(),
        REPORT,
        List.of(
            REPORT.CAMPAIGN_ID,
            REPORT.DEPARTMENT_ID,
            REPORT.GOAL_ID,
            REPORT.AS_OF_ON,
            REPORT.VERSION,
            REPORT.AMOUNT,
            REPORT.DENOMINATOR,
            REPORT.STEP,
            REPORT.NOTE,
            REPORT.EVIDENCE,
            REPORT.STATE,
            REPORT.RESTORES,
            REPORT.REASON,
            REPORT.REPORTER,
            REPORT.REPORTER_ID,
            REPORT.DOOR,
            REPORT.AUTHOR,
            REPORT.AUTHOR_ID,
            REPORT.AUTHOR_DOOR,
            REPORT.REPLACES_ID,
            REPORT.FLAG,
            REPORT.ENTERED_AT),
        reports,
        (r, row) -> {
          row.add(campaign.value());
          row.add(r.department().value());
          row.add(r.goal().value());
          row.add(r.asOf());
          row.add(r.version());
          row.add(r.figure().value());
          row.add(r.figure().denominator());
          row.add(r.figure().step());
          row.add(r.note());
          row.add(r.evidence());
          row.add(r.state().name());
          row.add(r.restores());
          row.add(r.reason());
          row.add(r.by().name());
          row.add(r.by().id());
          row.add(r.by().door());
          row.add(r.reportedBy().name());
          row.add(r.reportedBy().id());
          row.add(r.reportedBy().door());
          row.add(r.replaces() == null ? null : r.replaces().value());
          row.add(r.flag());
          row.add(r.at());
        });
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
      DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(figure(department, goal))
        .and(REPORT.STEP.eq(step))
        .and(REPORT.AS_OF_ON.eq(asOf))
        .orderBy(REPORT.VERSION)
        .fetch(JooqReports::report);
  }

  @Override
  public Former former(DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    return Plain.read(
        database.sql(),
        LedgerSql.FORMER,
        rows -> {
          homestretch.core.report.Report sameDay = null;
          LocalDate day = null;
          int read = 0;
          // The first version of each day is its last one; the first that counts is the latest.
          while (rows.next()) {
            read++;
            LocalDate on = LocalDate.parse(LedgerSql.asOf(rows));
            if (on.equals(day)) {
              continue;
            }
            day = on;
            homestretch.core.report.Report last = LedgerSql.report(rows);
            sameDay = on.equals(asOf) ? last : sameDay;
            if (last.state().counts()) {
              return new Former(Optional.ofNullable(sameDay), Optional.of(last));
            }
          }
          return new Former(
              Optional.ofNullable(sameDay),
              read < LedgerSql.FORMER_ROWS
                  ? Optional.empty()
                  : latest(department, goal, new Counting(asOf, null, null)).stream()
                      .filter(latest -> latest.figure().step().equals(step))
                      .findFirst());
        },
        department.value(),
        goal.value(),
        step,
        asOf.toString());
  }

  @Override
  public Optional<homestretch.core.report.Report> next(
      DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    LocalDate after = asOf;
    while (true) {
      Later later = later(department, goal, step, after);
      if (later.next() != null || later.day() == null) {
        return Optional.ofNullable(later.next());
      }
      after = later.day();
    }
  }

  /**
   * @param next what counts; null: nothing among these
   * @param day the last of them, from which to go on; null: there are no more
   */
  private record Later(homestretch.core.report.@Nullable Report next, @Nullable LocalDate day) {}

  private Later later(DepartmentId department, GoalId goal, String step, LocalDate after) {
    return Plain.read(
        database.sql(),
        LedgerSql.NEXT,
        rows -> {
          LocalDate day = null;
          int read = 0;
          // The first version of each day is its last one.
          while (rows.next()) {
            read++;
            LocalDate on = LocalDate.parse(LedgerSql.asOf(rows));
            if (!on.equals(day)) {
              day = on;
              homestretch.core.report.Report last = LedgerSql.report(rows);
              if (last.state().counts()) {
                return new Later(last, day);
              }
            }
          }
          return new Later(null, read < LedgerSql.FORMER_ROWS ? null : day);
        },
        department.value(),
        goal.value(),
        step,
        after.toString());
  }

  @Override
  public Optional<homestretch.core.report.Report> lastVersion(
      DepartmentId department, GoalId goal, String step, LocalDate asOf) {
    return Plain.first(
        database.sql(),
        LedgerSql.LAST_VERSION,
        LedgerSql::report,
        department.value(),
        goal.value(),
        step,
        asOf.toString());
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
  public List<homestretch.core.report.Report> latest(
      DepartmentId department, GoalId goal, Counting counting) {
    return latest(
        select(inline(department.value()), inline(goal.value()), inline(""))
            .union(
                select(MILESTONE.DEPARTMENT_ID, MILESTONE.GOAL_ID, MILESTONE.STEP)
                    .from(MILESTONE)
                    .where(MILESTONE.DEPARTMENT_ID.eq(department.value()))
                    .and(MILESTONE.GOAL_ID.eq(goal.value()))),
        counting);
  }

  @Override
  public List<homestretch.core.report.Report> latest(CampaignId campaign, Counting counting) {
    return latest(
        // Also where there is no target: a figure of that is shown, and a recount has it.
        select(DEPARTMENT.ID, GOAL.ID, inline(""))
            .from(DEPARTMENT)
            .join(GOAL)
            .on(GOAL.CAMPAIGN_ID.eq(DEPARTMENT.CAMPAIGN_ID))
            .where(DEPARTMENT.CAMPAIGN_ID.eq(campaign.value()))
            .union(
                select(MILESTONE.DEPARTMENT_ID, MILESTONE.GOAL_ID, MILESTONE.STEP)
                    .from(MILESTONE)
                    .where(MILESTONE.CAMPAIGN_ID.eq(campaign.value()))),
        counting);
  }

  /**
   * One descent of the ledger's key for each cell that a board has, however long its history is.
   */
  private List<homestretch.core.report.Report> latest(
      Select<Record3<Long, Long, String>> cells, Counting counting) {
    Table<Record3<Long, Long, String>> cell =
        cells.asTable("cell", "department_id", "goal_id", "step");
    Report figure = REPORT.as("figure");
    Report newer = REPORT.as("newer");
    Instant known = counting.known();
    return database
        .sql()
        .select(REPORT.fields())
        .from(cell)
        .join(REPORT)
        .on(
            REPORT.ID.eq(
                field(
                    select(figure.ID)
                        .from(figure)
                        .where(figure.DEPARTMENT_ID.eq(cell.field(REPORT.DEPARTMENT_ID)))
                        .and(figure.GOAL_ID.eq(cell.field(REPORT.GOAL_ID)))
                        .and(figure.STEP.eq(cell.field(REPORT.STEP)))
                        .and(figure.AS_OF_ON.le(counting.on()))
                        .and(figure.STATE.in(COUNTING))
                        .and(knownBy(figure, known))
                        .and(begunBy(figure, counting.begunBy()))
                        .and(
                            notExists(
                                selectOne()
                                    .from(newer)
                                    .where(newer.DEPARTMENT_ID.eq(figure.DEPARTMENT_ID))
                                    .and(newer.GOAL_ID.eq(figure.GOAL_ID))
                                    .and(newer.STEP.eq(figure.STEP))
                                    .and(newer.AS_OF_ON.eq(figure.AS_OF_ON))
                                    .and(newer.VERSION.gt(figure.VERSION))
                                    .and(knownBy(newer, known))))
                        .orderBy(figure.AS_OF_ON.desc())
                        .limit(1))))
        .fetch(JooqReports::report);
  }

  /** Of a figure whose first version was made later, no version counts. */
  private static Condition begunBy(Report figure, @Nullable Instant at) {
    if (at == null) {
      return noCondition();
    }
    Report first = REPORT.as("first");
    return exists(
        selectOne()
            .from(first)
            .where(first.DEPARTMENT_ID.eq(figure.DEPARTMENT_ID))
            .and(first.GOAL_ID.eq(figure.GOAL_ID))
            .and(first.STEP.eq(figure.STEP))
            .and(first.AS_OF_ON.eq(figure.AS_OF_ON))
            .and(first.VERSION.eq(1))
            .and(first.ENTERED_AT.le(at)));
  }

  private static Condition knownBy(Report table, @Nullable Instant known) {
    return known == null ? noCondition() : table.ENTERED_AT.le(known);
  }

  @Override
  public List<homestretch.core.report.Report> since(CampaignId campaign, long after, int limit) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .and(REPORT.ID.gt(after))
        .orderBy(REPORT.ID)
        .limit(limit)
        .fetch(JooqReports::report);
  }

  @Override
  public long last(CampaignId campaign) {
    return database
        .sql()
        .select(coalesce(max(REPORT.ID), inline(0L)))
        .from(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .fetchSingle()
        .value1();
  }

  @Override
  public void replay(CampaignId campaign, Consumer<Entry> each) {
    try (Cursor<?> rows =
        database
            .sql()
            .select(
                REPORT.ID,
                REPORT.DEPARTMENT_ID,
                REPORT.GOAL_ID,
                REPORT.STEP,
                REPORT.AS_OF_ON,
                REPORT.VERSION,
                REPORT.AMOUNT,
                REPORT.DENOMINATOR,
                REPORT.STATE,
                REPORT.ENTERED_AT)
            .from(REPORT)
            .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
            .orderBy(REPORT.ID)
            .fetchSize(FETCH)
            .fetchLazy()) {
      for (Record row : rows) {
        each.accept(
            new Entry(
                Rows.get(row, REPORT.ID),
                new DepartmentId(Rows.get(row, REPORT.DEPARTMENT_ID)),
                new GoalId(Rows.get(row, REPORT.GOAL_ID)),
                Rows.get(row, REPORT.AS_OF_ON),
                Rows.get(row, REPORT.VERSION),
                figure(row),
                State.valueOf(Rows.get(row, REPORT.STATE)),
                Rows.get(row, REPORT.ENTERED_AT)));
      }
    }
  }

  @Override
  public void replay(
      CampaignId campaign,
      Set<DepartmentId> departments,
      Set<GoalId> goals,
      Consumer<homestretch.core.report.Report> each) {
    try (Cursor<?> rows =
        database
            .sql()
            .selectFrom(REPORT)
            .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
            .and(in(REPORT.DEPARTMENT_ID, departments.stream().map(DepartmentId::value)))
            .and(in(REPORT.GOAL_ID, goals.stream().map(GoalId::value)))
            .orderBy(REPORT.ID)
            .fetchSize(FETCH)
            .fetchLazy()) {
      for (Record row : rows) {
        each.accept(report(row));
      }
    }
  }

  /** Written out: a statement takes only so many parameters. */
  private static Condition in(Field<Long> field, Stream<Long> ids) {
    return field.in(ids.map(id -> inline((long) id)).toList());
  }

  @Override
  public Set<DepartmentId> reportedBy(CampaignId campaign, Actor actor) {
    return database
        .sql()
        .selectDistinct(REPORT.DEPARTMENT_ID)
        .from(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .and(REPORT.REPORTER_ID.eq(actor.id()))
        .and(REPORT.DOOR.in(actor.doors()))
        .and(REPORT.VERSION.eq(1).or(REPORT.STATE.eq(State.PROVISIONAL.name())))
        .fetchSet(row -> new DepartmentId(Rows.get(row, REPORT.DEPARTMENT_ID)));
  }

  @Override
  public boolean hasReported(CampaignId campaign, DepartmentId department, Actor actor) {
    return database
        .sql()
        .fetchExists(
            selectOne()
                .from(REPORT)
                .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
                .and(REPORT.DEPARTMENT_ID.eq(department.value()))
                .and(REPORT.REPORTER_ID.eq(actor.id()))
                .and(REPORT.DOOR.in(actor.doors()))
                .and(REPORT.VERSION.eq(1).or(REPORT.STATE.eq(State.PROVISIONAL.name()))));
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
      Report newer = REPORT.as("newer");
      wanted =
          wanted
              .and(REPORT.STATE.eq(filter.state().name()))
              .and(
                  notExists(
                      selectOne()
                          .from(newer)
                          .where(newer.DEPARTMENT_ID.eq(REPORT.DEPARTMENT_ID))
                          .and(newer.GOAL_ID.eq(REPORT.GOAL_ID))
                          .and(newer.STEP.eq(REPORT.STEP))
                          .and(newer.AS_OF_ON.eq(REPORT.AS_OF_ON))
                          .and(newer.VERSION.gt(REPORT.VERSION))));
    }
    if (filter.from() != null) {
      wanted = wanted.and(REPORT.AS_OF_ON.ge(filter.from()));
    }
    if (filter.to() != null) {
      wanted = wanted.and(REPORT.AS_OF_ON.le(filter.to()));
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
  public List<homestretch.core.report.Report> lastBy(CampaignId campaign, Actor actor, int limit) {
    return database
        .sql()
        .selectFrom(REPORT)
        .where(REPORT.CAMPAIGN_ID.eq(campaign.value()))
        .and(REPORT.REPORTER_ID.eq(actor.id()))
        .and(REPORT.DOOR.eq(actor.door()))
        .orderBy(REPORT.ID.desc())
        .limit(limit)
        .fetch(JooqReports::report);
  }

  private static Condition figure(DepartmentId department, GoalId goal) {
    return REPORT.DEPARTMENT_ID.eq(department.value()).and(REPORT.GOAL_ID.eq(goal.value()));
  }

  private static Figure figure(Record row) {
    return new Figure(
        Rows.get(row, REPORT.AMOUNT),
        Rows.orNull(row, REPORT.DENOMINATOR),
        Rows.get(row, REPORT.STEP));
  }

  private static homestretch.core.report.Report report(Record row) {
    Actor by =
        new Actor(
            Rows.get(row, REPORT.REPORTER_ID),
            Rows.get(row, REPORT.REPORTER),
            Rows.get(row, REPORT.DOOR));
    Actor author =
        new Actor(
            Rows.get(row, REPORT.AUTHOR_ID),
            Rows.get(row, REPORT.AUTHOR),
            Rows.get(row, REPORT.AUTHOR_DOOR));
    Long replaces = Rows.orNull(row, REPORT.REPLACES_ID);
    return new homestretch.core.report.Report(
        new ReportId(Rows.get(row, REPORT.ID)),
        new CampaignId(Rows.get(row, REPORT.CAMPAIGN_ID)),
        new DepartmentId(Rows.get(row, REPORT.DEPARTMENT_ID)),
        new GoalId(Rows.get(row, REPORT.GOAL_ID)),
        Rows.get(row, REPORT.AS_OF_ON),
        figure(row),
        Rows.get(row, REPORT.NOTE),
        Rows.get(row, REPORT.EVIDENCE),
        State.valueOf(Rows.get(row, REPORT.STATE)),
        Rows.get(row, REPORT.VERSION),
        Rows.get(row, REPORT.RESTORES),
        Rows.get(row, REPORT.REASON),
        author.id().isEmpty() ? by : author,
        by,
        replaces == null ? null : new ReportId(replaces),
        Rows.get(row, REPORT.FLAG),
        Rows.get(row, REPORT.ENTERED_AT));
  }
}
