package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.EVENT;
import static homestretch.adapter.storage.generated.Tables.TELLING;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.core.board.Publications;
import homestretch.core.campaign.CampaignId;
import homestretch.core.delivery.Delivery;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.GoalId;
import homestretch.core.news.Event;
import homestretch.core.news.Events;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Events} in SQL. */
public final class JooqEvents implements Events {
  private final Database database;

  public JooqEvents(Database database) {
    this.database = database;
  }

  @Override
  public Optional<List<Event>> decided(Occasion occasion) {
    Long telling =
        database.sql().select(TELLING.ID).from(TELLING).where(is(occasion)).fetchOne(TELLING.ID);
    return telling == null
        ? Optional.empty()
        : Optional.of(
            database
                .sql()
                .select()
                .from(EVENT)
                .join(TELLING)
                .on(TELLING.ID.eq(EVENT.TELLING_ID))
                .where(EVENT.TELLING_ID.eq(telling))
                .orderBy(EVENT.ID)
                .fetch(JooqEvents::event));
  }

  private static Condition is(Occasion occasion) {
    return TELLING
        .SCHEDULE_ID
        .eq(occasion.schedule().value())
        .and(TELLING.PLANNED_AT.eq(occasion.planned()));
  }

  @Override
  public void release(CampaignId campaign, Occasion besides) {
    database
        .sql()
        .deleteFrom(EVENT)
        .where(EVENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(
            EVENT.TELLING_ID.in(
                database.sql().select(TELLING.ID).from(TELLING).where(given(campaign, besides))))
        .execute();
    database.sql().deleteFrom(TELLING).where(given(campaign, besides)).execute();
  }

  /** Of which no channel has it, and none is still to get it. */
  private static Condition given(CampaignId campaign, Occasion besides) {
    return TELLING
        .CAMPAIGN_ID
        .eq(campaign.value())
        .and(TELLING.TOLD_AT.isNull())
        .andNot(is(besides))
        .andNotExists(
            selectOne()
                .from(DELIVERY)
                .where(DELIVERY.SCHEDULE_ID.eq(TELLING.SCHEDULE_ID))
                .and(DELIVERY.PLANNED_AT.eq(TELLING.PLANNED_AT))
                .and(
                    DELIVERY.STATE.in(
                        Delivery.State.PLANNED.name(), Delivery.State.UNCERTAIN.name())));
  }

  @Override
  public void decide(
      CampaignId campaign, Occasion occasion, Publications.Publication board, List<Event> events) {
    Long telling =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(TELLING)
                .set(TELLING.CAMPAIGN_ID, campaign.value())
                .set(TELLING.SCHEDULE_ID, occasion.schedule().value())
                .set(TELLING.PLANNED_AT, occasion.planned())
                .set(TELLING.BOARD_ON, board.on())
                .set(TELLING.DECIDED_AT, board.at())
                .onConflict(TELLING.SCHEDULE_ID, TELLING.PLANNED_AT)
                .doNothing(),
            TELLING.ID);
    if (telling == null) {
      return;
    }
    for (Event event : events) {
      LeagueId league = event.league();
      DepartmentId department = event.department();
      GoalId goal = event.goal();
      database
          .sql()
          .insertInto(EVENT)
          .set(EVENT.CAMPAIGN_ID, campaign.value())
          .set(EVENT.TELLING_ID, telling)
          .set(EVENT.KIND, event.kind().name())
          .set(EVENT.SUBJECT, event.subject())
          .set(EVENT.LEAGUE_ID, league == null ? null : league.value())
          .set(EVENT.DEPARTMENT_ID, department == null ? null : department.value())
          .set(EVENT.GOAL_ID, goal == null ? null : goal.value())
          .set(EVENT.PLACE, event.place())
          .set(EVENT.GAINED_POINTS, event.gained())
          .onConflict(EVENT.CAMPAIGN_ID, EVENT.SUBJECT)
          .doNothing()
          .execute();
    }
  }

  @Override
  public Optional<Publications.Publication> lastTold(CampaignId campaign, LocalDate on) {
    return database
        .sql()
        .selectFrom(TELLING)
        .where(TELLING.CAMPAIGN_ID.eq(campaign.value()))
        .and(TELLING.TOLD_AT.isNotNull())
        .and(TELLING.BOARD_ON.le(on))
        .orderBy(TELLING.BOARD_ON.desc(), TELLING.ID.desc())
        .limit(1)
        .fetchOptional(
            row ->
                new Publications.Publication(
                    Rows.get(row, TELLING.BOARD_ON), Rows.get(row, TELLING.DECIDED_AT)));
  }

  @Override
  public List<String> subjects(CampaignId campaign) {
    return database
        .sql()
        .select(EVENT.SUBJECT)
        .from(EVENT)
        .where(EVENT.CAMPAIGN_ID.eq(campaign.value()))
        .fetch(row -> Rows.get(row, EVENT.SUBJECT));
  }

  @Override
  public void told(Occasion occasion, Instant at) {
    database
        .sql()
        .update(TELLING)
        .set(TELLING.TOLD_AT, at)
        .where(is(occasion))
        .and(TELLING.TOLD_AT.isNull())
        .execute();
  }

  @Override
  public List<Told> told(CampaignId campaign, Event.@Nullable Kind kind, long before, int limit) {
    return database
        .sql()
        .select()
        .from(EVENT)
        .join(TELLING)
        .on(TELLING.ID.eq(EVENT.TELLING_ID))
        .where(EVENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(TELLING.TOLD_AT.isNotNull())
        .and(EVENT.ID.lt(before))
        .and(kind == null ? trueCondition() : EVENT.KIND.eq(kind.name()))
        .orderBy(EVENT.ID.desc())
        .limit(limit)
        .fetch(
            row -> new Told(Rows.get(row, EVENT.ID), event(row), Rows.get(row, TELLING.TOLD_AT)));
  }

  private static Event event(Record row) {
    Long league = Rows.orNull(row, EVENT.LEAGUE_ID);
    Long department = Rows.orNull(row, EVENT.DEPARTMENT_ID);
    Long goal = Rows.orNull(row, EVENT.GOAL_ID);
    return new Event(
        Event.Kind.valueOf(Rows.get(row, EVENT.KIND)),
        Rows.get(row, EVENT.SUBJECT),
        league == null ? null : new LeagueId(league),
        department == null ? null : new DepartmentId(department),
        goal == null ? null : new GoalId(goal),
        Rows.get(row, TELLING.BOARD_ON),
        Rows.orNull(row, EVENT.PLACE),
        Rows.orNull(row, EVENT.GAINED_POINTS));
  }
}
