package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.OBJECTION;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.GoalId;
import homestretch.core.objection.Objection;
import homestretch.core.objection.Objections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link Objections} in SQL. */
public final class JooqObjections implements Objections {
  private final Database database;

  public JooqObjections(Database database) {
    this.database = database;
  }

  @Override
  public Objection add(Objection o) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(OBJECTION)
                .set(OBJECTION.CAMPAIGN_ID, o.campaign().value())
                .set(OBJECTION.CLOSING_VERSION, o.closing())
                .set(OBJECTION.DEPARTMENT_ID, o.department().value())
                .set(OBJECTION.GOAL_ID, o.goal() == null ? null : o.goal().value())
                .set(OBJECTION.REASON, o.reason())
                .set(OBJECTION.EVIDENCE, o.evidence())
                .set(OBJECTION.RAISED_PERSON, o.by().id())
                .set(OBJECTION.RAISED_BY, o.by().name())
                .set(OBJECTION.RAISED_DOOR, o.by().door())
                .set(OBJECTION.RAISED_AT, o.at())
                .set(OBJECTION.STATE, o.state().name()),
            OBJECTION.ID);
    return find(o.campaign(), Objects.requireNonNull(id)).orElseThrow();
  }

  @Override
  public Optional<Objection> find(CampaignId campaign, long id) {
    return where(OBJECTION.CAMPAIGN_ID.eq(campaign.value()).and(OBJECTION.ID.eq(id))).stream()
        .findFirst();
  }

  @Override
  public List<Objection> list(CampaignId campaign) {
    return where(OBJECTION.CAMPAIGN_ID.eq(campaign.value()));
  }

  @Override
  public boolean answer(long id, Objection.State state, Objection.Answer answer) {
    return database
            .sql()
            .update(OBJECTION)
            .set(OBJECTION.STATE, state.name())
            .set(OBJECTION.ANSWER, answer.reason())
            .set(OBJECTION.ANSWERED_PERSON, answer.by().id())
            .set(OBJECTION.ANSWERED_BY, answer.by().name())
            .set(OBJECTION.ANSWERED_DOOR, answer.by().door())
            .set(OBJECTION.ANSWERED_AT, answer.at())
            .where(OBJECTION.ID.eq(id))
            .and(OBJECTION.STATE.eq(Objection.State.OPEN.name()))
            .execute()
        == 1;
  }

  private List<Objection> where(Condition wanted) {
    return database
        .sql()
        .selectFrom(OBJECTION)
        .where(wanted)
        .orderBy(OBJECTION.ID)
        .fetch(JooqObjections::objection);
  }

  private static Objection objection(Record row) {
    Long goal = Rows.orNull(row, OBJECTION.GOAL_ID);
    String answer = Rows.orNull(row, OBJECTION.ANSWER);
    return new Objection(
        Rows.get(row, OBJECTION.ID),
        new CampaignId(Rows.get(row, OBJECTION.CAMPAIGN_ID)),
        Rows.get(row, OBJECTION.CLOSING_VERSION),
        new DepartmentId(Rows.get(row, OBJECTION.DEPARTMENT_ID)),
        goal == null ? null : new GoalId(goal),
        Rows.get(row, OBJECTION.REASON),
        Rows.get(row, OBJECTION.EVIDENCE),
        new Actor(
            Rows.get(row, OBJECTION.RAISED_PERSON),
            Rows.get(row, OBJECTION.RAISED_BY),
            Rows.get(row, OBJECTION.RAISED_DOOR)),
        Rows.get(row, OBJECTION.RAISED_AT),
        Objection.State.valueOf(Rows.get(row, OBJECTION.STATE)),
        answer == null
            ? null
            : new Objection.Answer(
                answer,
                new Actor(
                    Rows.get(row, OBJECTION.ANSWERED_PERSON),
                    Rows.get(row, OBJECTION.ANSWERED_BY),
                    Rows.get(row, OBJECTION.ANSWERED_DOOR)),
                Rows.get(row, OBJECTION.ANSWERED_AT)));
  }
}
