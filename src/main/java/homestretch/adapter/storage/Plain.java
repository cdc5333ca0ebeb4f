package homestretch.adapter.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are run for every request, with their text written once: for those the writing of
 * SQL costs more than the database does.
 */
final class Plain {
  private Plain() {}

  /** Makes something of the row that a result stands on. */
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What comes of a result that is read as far as is needed. */
  static <T> T read(DSLContext sql, String text, Reading<T> all, @Nullable Object... values) {
    return sql.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
              return all.of(rows);
            }
          }
        });
  }

  static <T> Optional<T> first(
      DSLContext sql, String text, Reading<T> each, @Nullable Object... values) {
    return read(
        sql, text, rows -> rows.next() ? Optional.of(each.of(rows)) : Optional.empty(), values);
  }

  static <T> List<T> all(DSLContext sql, String text, Reading<T> each, @Nullable Object... values) {
    return read(
        sql,
        text,
        rows -> {
          List<T> all = new ArrayList<>();
          while (rows.next()) {
            all.add(each.of(rows));
          }
          return all;
        },
        values);
  }

  /**
   * @return rows that were changed
   */
  static int execute(DSLContext sql, String text, @Nullable Object... values) {
    return sql.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            return statement.executeUpdate();
          }
        });
  }

  /** A column that is NOT NULL. */
  static String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case String text -> statement.setString(i + 1, text);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case null -> statement.setObject(i + 1, null);
        default -> throw new IllegalArgumentException(String.valueOf(values[i]));
      }
    }
  }

  /**
   * A query as jOOQ writes it, kept as text; what it finds is read by jOOQ, with the converters of
   * its fields.
   */
  static final class Kept {
    private final Field<?>[] fields;
    private final Function<Field<?>[], ? extends Select<?>> query;
    private final Map<SQLDialect, String> written = new ConcurrentHashMap<>();

    /**
     * @param query selects the fields; its parameters are given in the order in which they stand in
     *     it
     */
    Kept(Field<?>[] fields, Function<Field<?>[], ? extends Select<?>> query) {
      this.fields = fields;
      this.query = query;
    }

    private String written(SQLDialect dialect) {
      return DSL.using(dialect, Database.SETTINGS).render(query.apply(fields));
    }

    /** What is made of the columns themselves. */
    <T> T read(DSLContext sql, Reading<T> all, @Nullable Object... values) {
      return Plain.read(sql, written.computeIfAbsent(sql.dialect(), this::written), all, values);
    }

    Result<Record> fetch(DSLContext sql, @Nullable Object... values) {
      return read(sql, rows -> sql.fetch(rows, fields), values);
    }
  }
}
