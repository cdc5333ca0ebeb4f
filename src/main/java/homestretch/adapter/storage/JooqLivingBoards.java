package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.LIVING_BOARD;

import homestretch.core.chat.ChannelId;
import homestretch.core.living.LivingBoard;
import homestretch.core.living.LivingBoards;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link LivingBoards} in SQL. */
public final class JooqLivingBoards implements LivingBoards {
  private final Database database;

  public JooqLivingBoards(Database database) {
    this.database = database;
  }

  @Override
  public Optional<LivingBoard> hold(ChannelId channel, Instant now, Instant until) {
    database
        .sql()
        .insertInto(LIVING_BOARD)
        .set(LIVING_BOARD.CHANNEL_ID, channel.value())
        .set(values(LivingBoard.NONE))
        .onConflict(LIVING_BOARD.CHANNEL_ID)
        .doNothing()
        .execute();
    int held =
        database
            .sql()
            .update(LIVING_BOARD)
            .set(LIVING_BOARD.HOLD_ENDS_AT, until)
            .where(LIVING_BOARD.CHANNEL_ID.eq(channel.value()))
            .and(LIVING_BOARD.HOLD_ENDS_AT.isNull().or(LIVING_BOARD.HOLD_ENDS_AT.lt(now)))
            .execute();
    return held == 1 ? find(channel) : Optional.empty();
  }

  private static Map<Field<?>, @Nullable Object> values(LivingBoard b) {
    Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    values.put(LIVING_BOARD.GENERATION, b.generation());
    values.put(LIVING_BOARD.BEGUN_AT, b.begunAt());
    values.put(LIVING_BOARD.MESSAGE, b.message());
    values.put(LIVING_BOARD.IS_PINNED, b.pinned());
    values.put(LIVING_BOARD.SHOWN, b.shown());
    values.put(LIVING_BOARD.EDITED_AT, b.editedAt());
    values.put(LIVING_BOARD.RANKS, b.ranks());
    values.put(LIVING_BOARD.WEEK, b.week());
    values.put(LIVING_BOARD.WEEK_BEGUN_AT, b.weekBegunAt());
    values.put(LIVING_BOARD.THREAD, b.thread());
    return values;
  }

  @Override
  public void put(ChannelId channel, LivingBoard board) {
    database
        .sql()
        .update(LIVING_BOARD)
        .set(values(board))
        .where(LIVING_BOARD.CHANNEL_ID.eq(channel.value()))
        .execute();
  }

  @Override
  public void release(ChannelId channel) {
    database
        .sql()
        .update(LIVING_BOARD)
        .setNull(LIVING_BOARD.HOLD_ENDS_AT)
        .where(LIVING_BOARD.CHANNEL_ID.eq(channel.value()))
        .execute();
  }

  @Override
  public Optional<LivingBoard> find(ChannelId channel) {
    Record row =
        database
            .sql()
            .selectFrom(LIVING_BOARD)
            .where(LIVING_BOARD.CHANNEL_ID.eq(channel.value()))
            .fetchOne();
    return row == null
        ? Optional.empty()
        : Optional.of(
            new LivingBoard(
                Rows.get(row, LIVING_BOARD.GENERATION),
                Rows.orNull(row, LIVING_BOARD.BEGUN_AT),
                Rows.orNull(row, LIVING_BOARD.MESSAGE),
                Rows.get(row, LIVING_BOARD.IS_PINNED),
                Rows.get(row, LIVING_BOARD.SHOWN),
                Rows.orNull(row, LIVING_BOARD.EDITED_AT),
                Rows.get(row, LIVING_BOARD.RANKS),
                Rows.get(row, LIVING_BOARD.WEEK),
                Rows.orNull(row, LIVING_BOARD.WEEK_BEGUN_AT),
                Rows.orNull(row, LIVING_BOARD.THREAD)));
  }
}
