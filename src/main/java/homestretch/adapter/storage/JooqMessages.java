package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.WEB_MESSAGE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import homestretch.core.chat.Message;
import homestretch.core.chat.Messages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** {@link Messages} in SQL; each call is a transaction of its own. */
public final class JooqMessages implements Messages {
  /** The advisory lock of those who write. */
  private static final long ORDER = 0x484f4d4543484154L;

  private final Database database;

  public JooqMessages(Database database) {
    this.database = database;
  }

  @Override
  public Message append(Message.Entry entry) {
    return database.write(
        () -> {
          inOrder();
          Message.@Nullable Use use = entry.use();
          @Nullable Long id =
              Rows.idOf(
                  database.sql(),
                  database
                      .sql()
                      .insertInto(WEB_MESSAGE)
                      .set(WEB_MESSAGE.CHANGE_ID, change() + 1)
                      .set(WEB_MESSAGE.CHANNEL, entry.channel())
                      .set(WEB_MESSAGE.AUTHOR, use == null ? null : use.author())
                      .set(WEB_MESSAGE.AUTHOR_ID, use == null ? null : use.authorId())
                      .set(WEB_MESSAGE.COMMAND, use == null ? null : use.command())
                      .set(WEB_MESSAGE.BODY, entry.body())
                      .set(WEB_MESSAGE.AUDIENCE, entry.audience())
                      .set(WEB_MESSAGE.NONCE, entry.nonce())
                      .set(WEB_MESSAGE.SAID_AT, entry.at())
                      .onConflict(WEB_MESSAGE.NONCE)
                      .doNothing(),
                  WEB_MESSAGE.ID);
          return id == null
              ? byNonce(Objects.requireNonNull(entry.nonce())).orElseThrow()
              : find(id).orElseThrow();
        });
  }

  @Override
  public Optional<Message> replace(long id, String body) {
    return database.write(
        () -> {
          inOrder();
          database
              .sql()
              .update(WEB_MESSAGE)
              .set(WEB_MESSAGE.BODY, body)
              .set(WEB_MESSAGE.CHANGE_ID, change() + 1)
              .where(WEB_MESSAGE.ID.eq(id))
              .execute();
          return find(id);
        });
  }

  @Override
  public Optional<Message> find(long id) {
    return one(WEB_MESSAGE.ID.eq(id));
  }

  @Override
  public Optional<Message> byNonce(String nonce) {
    return one(WEB_MESSAGE.NONCE.eq(nonce));
  }

  @Override
  public List<Message> latest(String channel, String viewer, int limit, @Nullable Long before) {
    return database
        .read(
            () ->
                database
                    .sql()
                    .selectFrom(WEB_MESSAGE)
                    .where(WEB_MESSAGE.CHANNEL.eq(channel))
                    .and(isFor(viewer))
                    .and(WEB_MESSAGE.ID.lt(before == null ? Long.MAX_VALUE : before))
                    .orderBy(WEB_MESSAGE.ID.desc())
                    .limit(limit)
                    .fetch(JooqMessages::message))
        .reversed();
  }

  @Override
  public List<Message> next(String channel, String viewer, int limit, long after) {
    return database.read(
        () ->
            database
                .sql()
                .selectFrom(WEB_MESSAGE)
                .where(WEB_MESSAGE.CHANNEL.eq(channel))
                .and(isFor(viewer))
                .and(WEB_MESSAGE.ID.gt(after))
                .orderBy(WEB_MESSAGE.ID)
                .limit(limit)
                .fetch(JooqMessages::message));
  }

  @Override
  public List<Message> search(String channel, String viewer, String text, int limit) {
    // A body is JSON, in which a quotation mark and a backslash stand escaped.
    String written = text.replace("\\", "\\\\").replace("\"", "\\\"");
    return database.read(
        () ->
            database
                .sql()
                .selectFrom(WEB_MESSAGE)
                .where(WEB_MESSAGE.CHANNEL.eq(channel))
                .and(isFor(viewer))
                .and(WEB_MESSAGE.BODY.containsIgnoreCase(written))
                .orderBy(WEB_MESSAGE.ID.desc())
                .limit(limit)
                .fetch(JooqMessages::message));
  }

  @Override
  public List<Message> after(long change, String viewer, int limit) {
    return database.read(
        () ->
            database
                .sql()
                .selectFrom(WEB_MESSAGE)
                .where(WEB_MESSAGE.CHANGE_ID.gt(change))
                .and(isFor(viewer))
                .orderBy(WEB_MESSAGE.CHANGE_ID)
                .limit(limit)
                .fetch(JooqMessages::message));
  }

  @Override
  public long lastChange() {
    return database.read(this::change);
  }

  /**
   * Change numbers become visible in their order on every node, or a page could pass over one; and
   * the pages of the other nodes are told at the commit. SQLite has one writer and one node.
   */
  private void inOrder() {
    if (database.sql().dialect() == SQLDialect.POSTGRES) {
      database.sql().fetch("select 1 from pg_advisory_xact_lock({0})", inline(ORDER));
      database.sql().fetch("select 1 from pg_notify({0}, '')", inline(PostgresNode.CHAT));
    }
  }

  private long change() {
    return database
        .sql()
        .select(coalesce(max(WEB_MESSAGE.CHANGE_ID), inline(0L)))
        .from(WEB_MESSAGE)
        .fetchSingle()
        .value1();
  }

  private Optional<Message> one(Condition condition) {
    return database.read(
        () ->
            database
                .sql()
                .selectFrom(WEB_MESSAGE)
                .where(condition)
                .fetchOptional(JooqMessages::message));
  }

  private static Condition isFor(String viewer) {
    return WEB_MESSAGE.AUDIENCE.isNull().or(WEB_MESSAGE.AUDIENCE.eq(viewer));
  }

  private static Message message(Record row) {
    @Nullable String author = Rows.orNull(row, WEB_MESSAGE.AUTHOR);
    @Nullable String command = Rows.orNull(row, WEB_MESSAGE.COMMAND);
    return new Message(
        Rows.get(row, WEB_MESSAGE.ID),
        Rows.get(row, WEB_MESSAGE.CHANGE_ID),
        new Message.Entry(
            Rows.get(row, WEB_MESSAGE.CHANNEL),
            author == null || command == null
                ? null
                : new Message.Use(author, Rows.orNull(row, WEB_MESSAGE.AUTHOR_ID), command),
            Rows.get(row, WEB_MESSAGE.BODY),
            Rows.orNull(row, WEB_MESSAGE.AUDIENCE),
            Rows.orNull(row, WEB_MESSAGE.NONCE),
            Rows.get(row, WEB_MESSAGE.SAID_AT)));
  }
}
