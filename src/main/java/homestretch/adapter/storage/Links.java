package homestretch.adapter.storage;

import homestretch.core.audit.Chain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Links what a transaction has appended into the hash chain, as the last thing that it does: on
 * PostgreSQL the head's row is a lock that everybody needs, and who takes it last and holds nothing
 * of it while waiting for anything else locks nobody up.
 */
final class Links {
  private static final ScopedValue<Links> APPENDED = ScopedValue.newInstance();

  /** Rows read back at once. */
  static final int PAGE = 400;

  record Appended(ChainedTable table, long id) {}

  private static final String COUNT =
      "update campaign set ledger_changes = ledger_changes + ? where id = ?";

  private final List<Appended> rows = new ArrayList<>();

  /** Of rows whose content need not be read back: it is what was just written. */
  private final Map<Appended, String> written = new HashMap<>();

  /** How many entries of the ledger each campaign is yet to count. */
  private final Map<Long, Integer> counts = new HashMap<>();

  /** Of tables that many rows were appended to at once: the highest number before. */
  private final Map<ChainedTable, Long> above = new EnumMap<>(ChainedTable.class);

  Links() {}

  /**
   * Says that a row was appended by the transaction that is open.
   *
   * @param values of all its columns, in their order, as they were stored
   */
  static void appended(ChainedTable table, long id, @Nullable Object... values) {
    Appended row = new Appended(table, id);
    Links links = APPENDED.get();
    links.rows.add(row);
    links.written.put(row, table.content(values));
  }

  /**
   * Has an entry of a campaign's ledger counted at the end: once for all that is committed
   * together. Where others write at the same time the campaign's row must be held from the
   * beginning.
   */
  static void count(long campaign) {
    APPENDED.get().counts.merge(campaign, 1, Integer::sum);
  }

  /**
   * Says that rows are about to be appended whose numbers are not told: whatever has a higher
   * number than any row has now and no link at the end is of this transaction, as others link what
   * they commit.
   */
  static void appending(DSLContext sql, ChainedTable table) {
    Map<ChainedTable, Long> above = APPENDED.get().above;
    if (!above.containsKey(table)) {
      above.put(table, sql.connectionResult(connection -> last(connection, table)));
    }
  }

  private static long last(Connection connection, ChainedTable table) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select coalesce(max(id), 0) from " + table.table);
        ResultSet found = select.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  /** Runs a step that writes; what it has appended is linked by {@link #link} after it. */
  static Links of(Runnable step) {
    Links links = new Links();
    ScopedValue.where(APPENDED, links).run(step);
    return links;
  }

  /** Whether rows were appended of which only the transaction itself can tell which they are. */
  boolean isBulk() {
    return !above.isEmpty();
  }

  /** Adds what a later step of the same transaction has appended. */
  void add(Links later) {
    rows.addAll(later.rows);
    written.putAll(later.written);
    later.counts.forEach((campaign, count) -> counts.merge(campaign, count, Integer::sum));
    above.putAll(later.above);
  }

  /**
   * Links what was appended; then there is nothing left to link.
   *
   * @param shared whether others write to the same database
   */
  void link(Connection connection, boolean shared) throws SQLException {
    if (!counts.isEmpty()) {
      try (PreparedStatement update = connection.prepareStatement(COUNT)) {
        for (Map.Entry<Long, Integer> each : counts.entrySet()) {
          update.setInt(1, each.getValue());
          update.setLong(2, each.getKey());
          update.executeUpdate();
        }
      }
      counts.clear();
    }
    link(connection, shared, rows, written);
    written.clear();
    for (Map.Entry<ChainedTable, Long> each : above.entrySet()) {
      linkAll(connection, shared, each.getKey(), each.getValue());
    }
    rows.clear();
    above.clear();
  }

  /** Links rows that stand in their tables already, in the order of their numbers. */
  static void linkAll(Connection connection, ChainedTable table) throws SQLException {
    linkAll(connection, false, table, 0);
  }

  private static void linkAll(Connection connection, boolean shared, ChainedTable table, long above)
      throws SQLException {
    long last = above;
    while (true) {
      List<Appended> page = new ArrayList<>();
      try (PreparedStatement select =
          connection.prepareStatement(
              "select id from "
                  + table.table
                  + " where id > ? and not exists (select 1 from chain where kind = ? and row_id = "
                  + table.table
                  + ".id) order by id limit "
                  + PAGE)) {
        select.setLong(1, last);
        select.setString(2, table.table);
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            last = found.getLong(1);
            page.add(new Appended(table, last));
          }
        }
      }
      if (page.isEmpty()) {
        return;
      }
      link(connection, shared, page, Map.of());
    }
  }

  private static void link(
      Connection connection, boolean shared, List<Appended> rows, Map<Appended, String> written)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Chain.Head head = head(connection, shared);
    long links = head.links();
    String digest = head.digest();
    Map<ChainedTable, Long> last = new EnumMap<>(ChainedTable.class);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into chain (id, kind, row_id, digest) values (?, ?, ?, ?)")) {
      for (int from = 0; from < rows.size(); from += PAGE) {
        List<Appended> page = rows.subList(from, Math.min(rows.size(), from + PAGE));
        Map<Appended, String> contents =
            contents(connection, page.stream().filter(row -> !written.containsKey(row)).toList());
        for (Appended row : page) {
          String content = written.getOrDefault(row, contents.get(row));
          if (content == null) {
            throw new SQLException(row + " was appended and is not there");
          }
          digest = row.table.digest(digest, content);
          links++;
          last.merge(row.table, row.id, Math::max);
          insert.setLong(1, links);
          insert.setString(2, row.table.table);
          insert.setLong(3, row.id);
          insert.setString(4, digest);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "update chain_head set links = ?, digest = ?,"
                + " last_report_id = case when last_report_id < ? then ? else last_report_id end,"
                + " last_audit_id = case when last_audit_id < ? then ? else last_audit_id end"
                + " where id = 1")) {
      update.setLong(1, links);
      update.setString(2, digest);
      int at = 3;
      for (ChainedTable table : ChainedTable.values()) {
        long id = last.getOrDefault(table, 0L);
        update.setLong(at++, id);
        update.setLong(at++, id);
      }
      update.executeUpdate();
    }
  }

  static Chain.Head head(Connection connection, boolean locked) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select links, digest from chain_head where id = 1"
                    + (locked ? " for update" : ""));
        ResultSet found = select.executeQuery()) {
      if (!found.next()) {
        throw new DataAccessException("the record of the chain's head is gone");
      }
      return new Chain.Head(found.getLong(1), found.getString(2));
    }
  }

  /** What rows hold, as it is hashed; without those that are not there. */
  static Map<Appended, String> contents(Connection connection, List<Appended> page)
      throws SQLException {
    Map<Appended, String> contents = new HashMap<>();
    for (ChainedTable table : ChainedTable.values()) {
      long[] ids = page.stream().filter(r -> r.table == table).mapToLong(Appended::id).toArray();
      if (ids.length == 0) {
        continue;
      }
      Arrays.sort(ids);
      // What was appended together mostly has one number after the other.
      boolean isDense = ids[ids.length - 1] - ids[0] < 2L * ids.length;
      try (PreparedStatement select =
          connection.prepareStatement(
              "select "
                  + table.list()
                  + " from "
                  + table.table
                  + (isDense
                      ? " where id between ? and ?"
                      : " where id in (?" + ", ?".repeat(PAGE - 1) + ")"))) {
        if (isDense) {
          select.setLong(1, ids[0]);
          select.setLong(2, ids[ids.length - 1]);
        } else {
          for (int i = 0; i < PAGE; i++) {
            select.setLong(i + 1, ids[Math.min(i, ids.length - 1)]);
          }
        }
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            long id = found.getLong(1);
            if (Arrays.binarySearch(ids, id) >= 0) {
              contents.put(new Appended(table, id), table.content(found));
            }
          }
        }
      }
    }
    return contents;
  }
}
