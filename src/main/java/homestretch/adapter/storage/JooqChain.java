package homestretch.adapter.storage;

import homestretch.adapter.storage.Links.Appended;
import homestretch.core.audit.Chain;
import homestretch.core.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * {@link Chain} in SQL. A walk reads page by page, each in a transaction of its own: whatever is
 * appended meanwhile lies behind its end.
 */
public final class JooqChain implements Chain {
  /** As SQLite says it, and PostgreSQL. */
  private static final Pattern NO_TABLE =
      Pattern.compile("(?:no such table: |relation \")(?:main\\.)?(\\w+)");

  private final Database database;

  public JooqChain(Database database) {
    this.database = database;
  }

  /** A step on the connection of the transaction that is open. */
  private interface Step<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T read(Step<T> step) {
    try {
      return database.read(() -> database.sql().connectionResult(step::on));
    } catch (DataAccessException e) {
      Matcher gone =
          NO_TABLE.matcher(e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage()));
      if (!gone.find()) {
        throw e;
      }
      String table = gone.group(1);
      throw new Database.Unusable(
          new Text(
              "数据库里缺少表 " + table + "，有人动过数据库。请恢复备份：homestretch restore 备份文件",
              "the database lacks the table "
                  + table
                  + ": somebody was at it. Restore a backup: homestretch restore FILE"),
          e);
    }
  }

  @Override
  public Head head() {
    return read(sql -> Links.head(sql, false));
  }

  /** A link as it is stored. */
  private record Stored(long position, String kind, long row, String digest) {
    Row named() {
      return new Row(kind, row);
    }
  }

  /** A row that is not as it was, where in the chain, and in what way. */
  private record Found(long position, Row row, Break how) {}

  /**
   * Where the walk begins to end.
   *
   * @param links in the table; the head's own count may say otherwise
   * @param rows of ledger and audit
   * @param last the last row of each table that was ever linked
   */
  private record End(Head head, long links, long rows, Map<ChainedTable, Long> last) {}

  @Override
  public Walk walk() {
    End end = read(JooqChain::end);
    Map<ChainedTable, Long> seen = new EnumMap<>(ChainedTable.class);
    Map<ChainedTable, Long> latest = new EnumMap<>(ChainedTable.class);
    @Nullable Found found = null;
    String digest = ChainedTable.START;
    long position = 0;
    walking:
    while (position < end.head.links()) {
      long after = position;
      Page page = read(sql -> page(sql, after));
      for (Stored link : page.links) {
        if (link.position > end.head.links()) {
          break walking;
        }
        found = check(link, position, digest, page);
        if (found != null) {
          break walking;
        }
        ChainedTable table = ChainedTable.valueOf(link.kind.toUpperCase(java.util.Locale.ROOT));
        seen.merge(table, 1L, Long::sum);
        latest.merge(table, link.row, Math::max);
        digest = link.digest;
        position = link.position;
      }
      if (page.links.isEmpty()) {
        break;
      }
    }
    if (found == null) {
      found = atTheEnd(end, position, digest, latest);
    }
    found = earlier(found, inserted(end, found != null));
    return new Walk(
        found == null ? null : found.row,
        found == null ? null : found.how,
        seen.getOrDefault(ChainedTable.REPORT, 0L),
        seen.getOrDefault(ChainedTable.AUDIT, 0L),
        end.head);
  }

  private static @Nullable Found check(Stored link, long position, String digest, Page page) {
    ChainedTable table = ChainedTable.of(link.kind);
    if (table == null || link.position != position + 1) {
      return new Found(position + 1, link.named(), Break.LINK);
    }
    String content = page.contents.get(new Appended(table, link.row));
    if (content == null) {
      return new Found(link.position, link.named(), Break.REMOVED);
    }
    return table.digest(digest, content).equals(link.digest)
        ? null
        : new Found(link.position, link.named(), Break.CHANGED);
  }

  /** What only the record of the head, or a digest that was posted, can tell. */
  private @Nullable Found atTheEnd(
      End end, long position, String digest, Map<ChainedTable, Long> latest) {
    if (position < end.head.links()) {
      for (ChainedTable table : ChainedTable.values()) {
        long last = end.last.getOrDefault(table, 0L);
        if (latest.getOrDefault(table, 0L) < last) {
          return new Found(position + 1, new Row(table.table, last), Break.REMOVED);
        }
      }
    }
    if (position != end.head.links()
        || !digest.equals(end.head.digest())
        || end.links != end.head.links()) {
      return at(Math.max(1, Math.min(position + 1, end.links)));
    }
    return read(JooqChain::firstPostedOtherwise).map(this::at).orElse(null);
  }

  private Found at(long position) {
    Page page = read(sql -> page(sql, position - 1));
    Row row =
        page.links.isEmpty()
            ? new Row(ChainedTable.REPORT.table, 0)
            : page.links.getFirst().named();
    return new Found(position, row, Break.LINK);
  }

  /** The first row that has no link, as somebody put it there past the program. */
  private @Nullable Found inserted(End end, boolean isBroken) {
    if (!isBroken && end.rows == end.head.links()) {
      return null;
    }
    @Nullable Found first = null;
    for (ChainedTable table : ChainedTable.values()) {
      first = earlier(first, read(sql -> unlinked(sql, table)).orElse(null));
    }
    return first;
  }

  private static @Nullable Found earlier(@Nullable Found one, @Nullable Found other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.position <= one.position ? other : one;
  }

  private static End end(Connection sql) throws SQLException {
    Head head = Links.head(sql, false);
    Map<ChainedTable, Long> last = new EnumMap<>(ChainedTable.class);
    try (PreparedStatement select =
            sql.prepareStatement(
                "select last_report_id, last_audit_id, (select max(id) from chain),"
                    + " (select count(*) from report) + (select count(*) from audit)"
                    + " from chain_head where id = 1");
        ResultSet row = select.executeQuery()) {
      row.next();
      last.put(ChainedTable.REPORT, row.getLong(1));
      last.put(ChainedTable.AUDIT, row.getLong(2));
      return new End(head, row.getLong(3), row.getLong(4), last);
    }
  }

  /** Links, and what the rows hold that they are of. */
  private record Page(List<Stored> links, Map<Appended, String> contents) {}

  private static Page page(Connection sql, long after) throws SQLException {
    List<Stored> links = new ArrayList<>();
    List<Appended> rows = new ArrayList<>();
    try (PreparedStatement select =
        sql.prepareStatement(
            "select id, kind, row_id, digest from chain where id > ? order by id limit "
                + Links.PAGE)) {
      select.setLong(1, after);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          Stored link =
              new Stored(
                  found.getLong(1), found.getString(2), found.getLong(3), found.getString(4));
          links.add(link);
          ChainedTable table = ChainedTable.of(link.kind);
          if (table != null) {
            rows.add(new Appended(table, link.row));
          }
        }
      }
    }
    return new Page(links, Links.contents(sql, rows));
  }

  private static Optional<Long> firstPostedOtherwise(Connection sql) throws SQLException {
    try (PreparedStatement select =
            sql.prepareStatement(
                "select min(said.links) from (select chain_links as links, chain_digest as digest"
                    + " from published union all select chain_links, chain_digest from closing)"
                    + " said left join chain on chain.id = said.links"
                    + " where said.links > 0 and (chain.digest is null or chain.digest <>"
                    + " said.digest)");
        ResultSet found = select.executeQuery()) {
      found.next();
      long links = found.getLong(1);
      return found.wasNull() ? Optional.empty() : Optional.of(links);
    }
  }

  private static Optional<Found> unlinked(Connection sql, ChainedTable table) throws SQLException {
    long id;
    try (PreparedStatement select =
            sql.prepareStatement(
                "select min(id) from "
                    + table.table
                    + " where not exists (select 1 from chain where kind = '"
                    + table.table
                    + "' and row_id = "
                    + table.table
                    + ".id)");
        ResultSet found = select.executeQuery()) {
      found.next();
      id = found.getLong(1);
      if (found.wasNull()) {
        return Optional.empty();
      }
    }
    // Right behind the row before it: there its link would be.
    try (PreparedStatement select =
        sql.prepareStatement("select max(id) from chain where kind = ? and row_id < ?")) {
      select.setString(1, table.table);
      select.setLong(2, id);
      try (ResultSet found = select.executeQuery()) {
        found.next();
        return Optional.of(
            new Found(found.getLong(1) + 1, new Row(table.table, id), Break.INSERTED));
      }
    }
  }

  @Override
  public void each(Consumer<Link> each) {
    String previous = ChainedTable.START;
    long position = 0;
    while (true) {
      long after = position;
      Page page = read(sql -> page(sql, after));
      if (page.links.isEmpty()) {
        return;
      }
      for (Stored link : page.links) {
        ChainedTable table = ChainedTable.of(link.kind);
        String content = table == null ? null : page.contents.get(new Appended(table, link.row));
        each.accept(
            new Link(
                link.position,
                link.named(),
                content == null ? "" : content,
                previous,
                link.digest));
        previous = link.digest;
        position = link.position;
      }
    }
  }
}
