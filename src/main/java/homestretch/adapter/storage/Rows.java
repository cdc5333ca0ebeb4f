package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;

import homestretch.core.campaign.CampaignId;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Small helpers over jOOQ's nullable world. */
final class Rows {
  private Rows() {}

  /** A column that is NOT NULL. */
  static <T> T get(Record row, Field<T> field) {
    return Objects.requireNonNull(row.get(field), field.getName());
  }

  /** A column that may be NULL. */
  static <T> @Nullable T orNull(Record row, Field<T> field) {
    return row.get(field);
  }

  /**
   * The id that an insert of one row made, by the native RETURNING: jOOQ emulates it on SQLite with
   * last_insert_rowid(), which is wrong after an upsert that does nothing (platform.md).
   */
  static @Nullable Long idOf(DSLContext sql, org.jooq.Query insert, Field<Long> id) {
    Record row = sql.resultQuery("{0} returning {1}", insert, id).coerce(id).fetchOne();
    return row == null ? null : row.get(id);
  }

  /** Says that something other than the ledger changed which boards are made of. */
  static void changed(DSLContext sql, CampaignId campaign) {
    sql.update(CAMPAIGN)
        .set(CAMPAIGN.SETUP_CHANGES, CAMPAIGN.SETUP_CHANGES.plus(1))
        .where(CAMPAIGN.ID.eq(campaign.value()))
        .execute();
  }
}
