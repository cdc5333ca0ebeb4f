package homestretch.adapter.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows by one prepared statement, a thousand a batch: jOOQ's rendering and binding of
 * each would take longer than the database does.
 */
final class Bulk {
  private static final int BATCH = 1000;

  private Bulk() {}

  /** The values of one row, in the order of the columns, as their types are in Java. */
  static final class Row {
    private final List<Converter<Object, Object>> converters;
    private final PreparedStatement statement;
    private int column;
    private @Nullable LocalDate lastDay;
    private String lastDayText = "";

    private Row(PreparedStatement statement, List<Converter<Object, Object>> converters) {
      this.statement = statement;
      this.converters = converters;
    }

    void add(@Nullable Object value) {
      Object stored;
      if (value instanceof LocalDate day) {
        // The same few hundred days again and again.
        if (!day.equals(lastDay)) {
          lastDay = day;
          lastDayText = day.toString();
        }
        stored = lastDayText;
      } else {
        stored = converters.get(column).to(value);
      }
      column++;
      try {
        switch (stored) {
          case null -> statement.setObject(column, null);
          case String text -> statement.setString(column, text);
          case Long number -> statement.setLong(column, number);
          case Integer number -> statement.setInt(column, number);
          default -> statement.setObject(column, stored);
        }
      } catch (SQLException e) {
        throw new IllegalStateException("binding column " + column, e);
      }
    }
  }

  /**
   * @param values says the values of one thing, one for each column
   */
  static <T> void insert(
      DSLContext sql,
      Table<?> table,
      List<? extends Field<?>> columns,
      Iterator<T> things,
      BiConsumer<T, Row> values) {
    if (!things.hasNext()) {
      return;
    }
    String names =
        columns.stream()
            .map(column -> sql.render(column.getUnqualifiedName()))
            .collect(Collectors.joining(", "));
    String text =
        "insert into "
            + sql.render(table)
            + " ("
            + names
            + ") values ("
            + String.join(", ", Collections.nCopies(columns.size(), "?"))
            + ")";
    List<Converter<Object, Object>> converters = new ArrayList<>();
    for (Field<?> column : columns) {
      converters.add(converter(column));
    }
    sql.connection(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            Row row = new Row(statement, converters);
            int waiting = 0;
            while (things.hasNext()) {
              row.column = 0;
              values.accept(things.next(), row);
              statement.addBatch();
              if (++waiting == BATCH) {
                statement.executeBatch();
                waiting = 0;
              }
            }
            if (waiting > 0) {
              statement.executeBatch();
            }
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static Converter<Object, Object> converter(Field<?> column) {
    return (Converter<Object, Object>) column.getConverter();
  }
}
