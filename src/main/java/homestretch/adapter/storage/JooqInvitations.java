package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.INVITATION;
import static homestretch.adapter.storage.generated.Tables.INVITATION_CAMPAIGN;

import homestretch.core.access.Invitation;
import homestretch.core.access.Invitations;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/** {@link Invitations} in SQL. */
public final class JooqInvitations implements Invitations {
  private final Database database;

  public JooqInvitations(Database database) {
    this.database = database;
  }

  @Override
  public Invitation add(Invitation i, String hash) {
    long id =
        Objects.requireNonNull(
            Rows.idOf(
                database.sql(),
                database
                    .sql()
                    .insertInto(INVITATION)
                    .set(INVITATION.NAME, i.name())
                    .set(INVITATION.HASH, hash)
                    .set(INVITATION.ROLE, i.scope().role().name())
                    .set(INVITATION.IS_FOR_ALL, i.scope().campaigns() == null)
                    .set(INVITATION.DEPARTMENTS, Scopes.joined(i.scope().departments()))
                    .set(INVITATION.LEAGUES, Scopes.joined(i.scope().leagues()))
                    .set(INVITATION.GOALS, Scopes.joined(i.scope().goals()))
                    .set(INVITATION.PERSON, i.person())
                    .set(INVITATION.MADE_BY, i.madeBy())
                    .set(INVITATION.MADE_AT, i.madeAt())
                    .set(INVITATION.EXPIRES_AT, i.expiresAt()),
                INVITATION.ID));
    Scopes.write(
        database.sql(),
        INVITATION_CAMPAIGN.INVITATION_ID,
        INVITATION_CAMPAIGN.CAMPAIGN_ID,
        id,
        i.scope().campaigns());
    return find(id).orElseThrow();
  }

  @Override
  public Optional<Invitation> find(long id) {
    return database
        .sql()
        .selectFrom(INVITATION)
        .where(INVITATION.ID.eq(id))
        .fetchOptional(this::invitation);
  }

  @Override
  public Optional<Invitation> byHash(String hash) {
    return database
        .sql()
        .selectFrom(INVITATION)
        .where(INVITATION.HASH.eq(hash))
        .fetchOptional(this::invitation);
  }

  @Override
  public boolean use(long id, Instant at) {
    return database
            .sql()
            .update(INVITATION)
            .set(INVITATION.USED_AT, at)
            .where(INVITATION.ID.eq(id))
            .and(INVITATION.USED_AT.isNull())
            .and(INVITATION.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public List<Invitation> list(long after, int limit) {
    return database
        .sql()
        .selectFrom(INVITATION)
        .where(INVITATION.ID.gt(after))
        .orderBy(INVITATION.ID)
        .limit(limit)
        .fetch(this::invitation);
  }

  @Override
  public void revoke(long id, Instant at) {
    database
        .sql()
        .update(INVITATION)
        .set(INVITATION.REVOKED_AT, at)
        .where(INVITATION.ID.eq(id))
        .execute();
  }

  private Invitation invitation(Record row) {
    long id = Rows.get(row, INVITATION.ID);
    boolean isForAll = Rows.get(row, INVITATION.IS_FOR_ALL);
    return new Invitation(
        id,
        Rows.get(row, INVITATION.NAME),
        Scopes.of(
            Rows.get(row, INVITATION.ROLE),
            isForAll,
            isForAll
                ? List.of()
                : Scopes.read(
                    database.sql(),
                    INVITATION_CAMPAIGN.INVITATION_ID,
                    INVITATION_CAMPAIGN.CAMPAIGN_ID,
                    id),
            Rows.get(row, INVITATION.DEPARTMENTS),
            Rows.get(row, INVITATION.LEAGUES),
            Rows.get(row, INVITATION.GOALS)),
        Rows.orNull(row, INVITATION.PERSON),
        Rows.get(row, INVITATION.MADE_BY),
        Rows.get(row, INVITATION.MADE_AT),
        Rows.get(row, INVITATION.EXPIRES_AT),
        Rows.orNull(row, INVITATION.USED_AT),
        Rows.orNull(row, INVITATION.REVOKED_AT));
  }
}
