package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ACCOUNT;

import homestretch.core.login.Account;
import homestretch.core.login.Accounts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Accounts} in SQL. */
public final class JooqAccounts implements Accounts {
  private final Database database;

  public JooqAccounts(Database database) {
    this.database = database;
  }

  @Override
  public Account add(Account a) {
    Account.@Nullable Identity identity = a.identity();
    long id =
        Objects.requireNonNull(
            Rows.idOf(
                database.sql(),
                database
                    .sql()
                    .insertInto(ACCOUNT)
                    .set(ACCOUNT.EXTERNAL, a.external())
                    .set(ACCOUNT.NAME, a.name())
                    .set(ACCOUNT.ISSUER, identity == null ? null : identity.issuer())
                    .set(ACCOUNT.SUBJECT, identity == null ? null : identity.subject())
                    .set(ACCOUNT.ROLES, lines(a.roles()))
                    .set(ACCOUNT.CLAIMED_GRANT_ID, a.claimedGrant())
                    .set(ACCOUNT.CREATED_AT, a.createdAt())
                    .set(ACCOUNT.SEEN_AT, a.seenAt())
                    .set(ACCOUNT.REMOVED_AT, a.removedAt()),
                ACCOUNT.ID));
    return new Account(
        id,
        a.external(),
        a.name(),
        identity,
        a.roles(),
        a.claimedGrant(),
        a.createdAt(),
        a.seenAt(),
        a.removedAt());
  }

  @Override
  public void change(Account a) {
    database
        .sql()
        .update(ACCOUNT)
        .set(ACCOUNT.NAME, a.name())
        .set(ACCOUNT.ROLES, lines(a.roles()))
        .set(ACCOUNT.CLAIMED_GRANT_ID, a.claimedGrant())
        .set(ACCOUNT.SEEN_AT, a.seenAt())
        .set(ACCOUNT.REMOVED_AT, a.removedAt())
        .where(ACCOUNT.ID.eq(a.id()))
        .execute();
  }

  @Override
  public Optional<Account> byExternal(String external) {
    return database
        .sql()
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.EXTERNAL.eq(external))
        .fetchOptional(JooqAccounts::account);
  }

  @Override
  public Optional<Account> byIdentity(Account.Identity identity) {
    return database
        .sql()
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.ISSUER.eq(identity.issuer()))
        .and(ACCOUNT.SUBJECT.eq(identity.subject()))
        .fetchOptional(JooqAccounts::account);
  }

  @Override
  public List<Account> list() {
    return database.sql().selectFrom(ACCOUNT).orderBy(ACCOUNT.ID).fetch(JooqAccounts::account);
  }

  static Account account(Record row) {
    @Nullable String issuer = Rows.orNull(row, ACCOUNT.ISSUER);
    @Nullable String subject = Rows.orNull(row, ACCOUNT.SUBJECT);
    return new Account(
        Rows.get(row, ACCOUNT.ID),
        Rows.get(row, ACCOUNT.EXTERNAL),
        Rows.get(row, ACCOUNT.NAME),
        issuer == null || subject == null ? null : new Account.Identity(issuer, subject),
        Stream.of(Rows.get(row, ACCOUNT.ROLES).split("\n"))
            .filter(role -> !role.isEmpty())
            .collect(Collectors.toSet()),
        Rows.orNull(row, ACCOUNT.CLAIMED_GRANT_ID),
        Rows.get(row, ACCOUNT.CREATED_AT),
        Rows.get(row, ACCOUNT.SEEN_AT),
        Rows.orNull(row, ACCOUNT.REMOVED_AT));
  }

  private static String lines(Set<String> roles) {
    return roles.stream().sorted().collect(Collectors.joining("\n"));
  }
}
