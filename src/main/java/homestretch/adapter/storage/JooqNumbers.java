package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT;
import static homestretch.adapter.storage.generated.Tables.GOAL;
import static homestretch.adapter.storage.generated.Tables.LEAGUE;
import static homestretch.adapter.storage.generated.Tables.PLAN;
import static homestretch.adapter.storage.generated.Tables.SECTION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;

import homestretch.core.store.Numbers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.TableField;

/**
 * {@link Numbers} in SQL: on SQLite those after the last, on PostgreSQL from the sequence, so that
 * nobody else gets them.
 */
public final class JooqNumbers implements Numbers {
  private static final int BLOCK = 50;

  private final Database database;

  public JooqNumbers(Database database) {
    this.database = database;
  }

  @Override
  public LongSupplier fresh(Of what, boolean kept) {
    TableField<?, Long> id = id(what);
    return kept && isPostgres() ? new Drawn(id) : new Following(id);
  }

  @Override
  public boolean isTaken(Of what, long number) {
    TableField<?, Long> id = id(what);
    return database.read(
        () -> database.sql().fetchExists(selectOne().from(id.getTable()).where(id.eq(number))));
  }

  private static TableField<?, Long> id(Of what) {
    return switch (what) {
      case CAMPAIGN -> CAMPAIGN.ID;
      case LEAGUE -> LEAGUE.ID;
      case DEPARTMENT -> DEPARTMENT.ID;
      case SECTION -> SECTION.ID;
      case GOAL -> GOAL.ID;
      case PLAN -> PLAN.ID;
    };
  }

  private boolean isPostgres() {
    return database.read(() -> database.sql().dialect().family() == SQLDialect.POSTGRES);
  }

  private final class Following implements LongSupplier {
    private final TableField<?, Long> id;
    private long last = -1;

    Following(TableField<?, Long> id) {
      this.id = id;
    }

    @Override
    public long getAsLong() {
      if (last < 0) {
        Field<Long> highest = coalesce(max(id), inline(0L));
        last =
            database.read(
                () -> database.sql().select(highest).from(id.getTable()).fetchSingle().value1());
      }
      return ++last;
    }
  }

  private final class Drawn implements LongSupplier {
    private final TableField<?, Long> id;
    private final Deque<Long> drawn = new ArrayDeque<>();

    Drawn(TableField<?, Long> id) {
      this.id = id;
    }

    @Override
    public long getAsLong() {
      if (drawn.isEmpty()) {
        drawn.addAll(
            database.write(
                () ->
                    database
                        .sql()
                        .resultQuery(
                            "select nextval(pg_get_serial_sequence({0}, {1})) as id from"
                                + " generate_series(1, {2})",
                            inline(String.valueOf(id.getTable()).replace("\"", "")),
                            inline(id.getName()),
                            inline(BLOCK))
                        .fetch("id", Long.class)));
      }
      return drawn.removeFirst();
    }
  }
}
