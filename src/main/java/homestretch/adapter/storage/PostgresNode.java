package homestretch.adapter.storage;

import homestretch.core.node.Node;
import homestretch.core.node.Tenure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several nodes on a PostgreSQL database. It has a connection of its own, in whose session
 * it holds an advisory lock: when its process dies, the server lets go of the lock at once and the
 * others know. A process that lives and says nothing (paused, cut off) is known by its heartbeat,
 * by the database's clock; who buries it also ends its sessions, as they may hold locks.
 *
 * <p>What is claimed belongs to a <em>term</em>: from joining until the connection is lost or
 * somebody has buried us. A node that comes back begins another term. Its own end it knows before
 * the others do, from its own clocks, counted from before each beat was sent.
 */
final class PostgresNode implements Node {
  private static final Logger log = LoggerFactory.getLogger(PostgresNode.class);

  static final String CHAT = "homestretch_chat";
  private static final String NODES = "homestretch_nodes";

  private static final Duration BEAT = Duration.ofSeconds(2);

  /** A node that has been silent for so long is buried. */
  private static final Duration SILENT = Duration.ofSeconds(6);

  /** So long after a beat a node takes itself for living: less than the others do. */
  private static final Duration HELD = Duration.ofSeconds(5);

  private static final Duration ROUND = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

  private final PostgresServer server;
  private final Clock clock;
  private final int newestMigration;
  private final Runnable outdated;
  private final Map<String, Seat> wanted = new LinkedHashMap<>();
  private final Set<String> ours = new HashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch joined = new CountDownLatch(1);
  private final Thread keeper;

  private volatile Runnable whenAnotherDies = () -> {};
  private volatile Runnable whenAnotherChats = () -> {};
  private volatile Life life = new Life(UUID.randomUUID().toString());
  private @Nullable String saidWhy;

  /** It could store nothing of what its seats bring: they are for the others. */
  private boolean isOutdated;

  private PostgresNode(PostgresServer server, Clock clock, int newestMigration, Runnable outdated) {
    this.server = server;
    this.clock = clock;
    this.newestMigration = newestMigration;
    this.outdated = outdated;
    this.keeper = Thread.ofPlatform().daemon().name("node").unstarted(this::keep);
  }

  /**
   * Joins the others.
   *
   * @param newestMigration the newest version of the schema that this program knows
   * @param outdated told once when a newer program has moved the schema on
   */
  static PostgresNode join(
      PostgresServer server, Clock clock, int newestMigration, Runnable outdated) {
    PostgresNode node = new PostgresNode(server, clock, newestMigration, outdated);
    node.keeper.start();
    try {
      if (!node.joined.await(30, TimeUnit.SECONDS)) {
        log.warn("no place among the nodes yet; nothing is posted until there is one");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return node;
  }

  /** One term. */
  private final class Life implements Tenure {
    private final String term;
    private volatile boolean ended;
    private volatile long beat = System.nanoTime() - HELD.toNanos();
    private volatile Instant beatAt = Instant.MIN;

    Life(String term) {
      this.term = term;
    }

    /**
     * @param nanos before the beat was sent
     */
    void goesOn(long nanos, Instant at) {
      beatAt = at;
      beat = nanos;
    }

    @Override
    public String name() {
      return term;
    }

    @Override
    public boolean isHeld() {
      // The wall clock, too: the monotonic one stands still while a machine sleeps.
      return !ended
          && System.nanoTime() - beat < HELD.toNanos()
          && clock.instant().isBefore(beatAt.plus(HELD));
    }
  }

  @Override
  public Tenure tenure() {
    return life;
  }

  @Override
  public void sit(String name, Seat seat) {
    synchronized (wanted) {
      wanted.put(name, seat);
    }
  }

  @Override
  public void whenAnotherDies(Runnable then) {
    whenAnotherDies = then;
  }

  @Override
  public void whenAnotherChats(Runnable then) {
    whenAnotherChats = then;
  }

  private void keep() {
    while (closing.getCount() > 0) {
      try (Connection connection = server.connect(ANSWER)) {
        live(connection);
      } catch (SQLException | RuntimeException e) {
        lost(e);
      }
      pause(AGAIN);
    }
  }

  private void lost(Exception e) {
    life.ended = true;
    giveUpSeats();
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (closing.getCount() > 0 && !why.equals(saidWhy)) {
      saidWhy = why;
      log.warn("the database is out of reach: {}; nothing is posted until it is back", why);
    }
  }

  private void pause(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the connection is lost, somebody has buried us, or we close. */
  private void live(Connection connection) throws SQLException {
    Life mine = new Life(UUID.randomUUID().toString());
    query(connection, "select true from pg_advisory_lock(?)", key(mine.term));
    long nanos = System.nanoTime();
    Instant at = clock.instant();
    update(
        connection,
        "insert into node (term, application, started_at, beat_at) values (?, ?, "
            + NOW
            + ", "
            + NOW
            + ")",
        mine.term,
        server.application());
    mine.goesOn(nanos, at);
    life = mine;
    try (Statement listen = connection.createStatement()) {
      listen.execute("listen " + CHAT);
      listen.execute("listen " + NODES);
    }
    if (saidWhy != null) {
      log.info("the database is within reach again");
      saidWhy = null;
      run(whenAnotherDies);
    }
    joined.countDown();
    try {
      while (closing.getCount() > 0) {
        round(connection, mine);
      }
      leave(connection, mine);
    } finally {
      mine.ended = true;
      giveUpSeats();
    }
  }

  private void round(Connection connection, Life mine) throws SQLException {
    if (System.nanoTime() - mine.beat >= BEAT.toNanos()) {
      beat(connection, mine);
    }
    if (bury(connection, mine)) {
      run(whenAnotherDies);
    }
    if (!isOutdated) {
      takeSeats(connection, mine);
    }
    PGNotification[] told =
        connection.unwrap(PGConnection.class).getNotifications((int) ROUND.toMillis());
    if (told != null) {
      for (PGNotification each : told) {
        if (each.getName().equals(CHAT)) {
          run(whenAnotherChats);
          break;
        }
      }
    }
  }

  private void beat(Connection connection, Life mine) throws SQLException {
    long nanos = System.nanoTime();
    Instant at = clock.instant();
    if (update(connection, "update node set beat_at = " + NOW + " where term = ?", mine.term)
        == 0) {
      throw new SQLException("this node was silent for too long and was given up by the others");
    }
    mine.goesOn(nanos, at);
    boolean isNewer =
        query(
            connection,
            "select exists (select 1 from flyway_schema_history where success and version ~"
                + " '^[0-9]+$' and version::int > ?)",
            newestMigration);
    if (isNewer) {
      outdated.run();
      isOutdated = true;
      handOver(connection);
    }
  }

  /** Gives up the nodes that are dead or silent; true if there was one. */
  private boolean bury(Connection connection, Life mine) throws SQLException {
    record Other(String term, String application, boolean isSilent) {}
    List<Other> others = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select term, application, beat_at < "
                + NOW
                + " - "
                + SILENT.toMillis()
                + " from node where term <> ?")) {
      select.setString(1, mine.term);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          others.add(new Other(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
    boolean buried = false;
    for (Other other : others) {
      if (other.isSilent) {
        int gone =
            update(
                connection,
                "delete from node where term = ? and beat_at < " + NOW + " - " + SILENT.toMillis(),
                other.term);
        if (gone > 0) {
          log.warn(
              "another node has been silent for {} s: taking over from it", SILENT.toSeconds());
          // Also those of its pools: a paused process may hold locks in the middle of a write.
          query(
              connection,
              "select count(pg_terminate_backend(pid)) >= 0 from pg_stat_activity where"
                  + " application_name = ? and datname = current_database()",
              other.application);
          buried = true;
        }
      } else if (query(connection, "select pg_try_advisory_lock(?)", key(other.term))) {
        buried |= update(connection, "delete from node where term = ?", other.term) > 0;
        query(connection, "select pg_advisory_unlock(?)", key(other.term));
      }
    }
    return buried;
  }

  private void takeSeats(Connection connection, Life mine) throws SQLException {
    Map<String, Seat> free;
    synchronized (wanted) {
      free = new LinkedHashMap<>(wanted);
    }
    free.keySet().removeAll(ours);
    for (Map.Entry<String, Seat> each : free.entrySet()) {
      if (query(connection, "select pg_try_advisory_lock(?)", key(each.getKey()))) {
        update(
            connection,
            "insert into seat (name, term, epoch, taken_at) values (?, ?, 1, "
                + NOW
                + ") on conflict (name) do update set term = excluded.term, epoch = seat.epoch + 1,"
                + " taken_at = excluded.taken_at",
            each.getKey(),
            mine.term);
        ours.add(each.getKey());
        log.info("this node holds the connection to {}", each.getKey());
        run(each.getValue()::taken);
      }
    }
  }

  private void giveUpSeats() {
    Map<String, Seat> all;
    synchronized (wanted) {
      all = new LinkedHashMap<>(wanted);
    }
    for (String name : ours) {
      Seat seat = all.get(name);
      if (seat != null) {
        run(seat::lost);
      }
    }
    ours.clear();
  }

  /** Gives up the seats, and lives on without any. */
  private void handOver(Connection connection) throws SQLException {
    List<String> names = List.copyOf(ours);
    giveUpSeats();
    for (String name : names) {
      log.warn("this node is older than the database: it hands over the connection to {}", name);
      query(connection, "select pg_advisory_unlock(?)", key(name));
    }
    if (!names.isEmpty()) {
      try (Statement tell = connection.createStatement()) {
        tell.execute("notify " + NODES);
      }
    }
  }

  private void leave(Connection connection, Life mine) throws SQLException {
    mine.ended = true;
    update(connection, "delete from node where term = ?", mine.term);
    try (Statement tell = connection.createStatement()) {
      tell.execute("select pg_advisory_unlock_all()");
      tell.execute("notify " + NODES);
    }
  }

  /** What others do about it must not hold up the heart. */
  private static void run(Runnable what) {
    Thread.startVirtualThread(
        () -> {
          try {
            what.run();
          } catch (RuntimeException e) {
            log.error("after news of the nodes", e);
          }
        });
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Whether it answers with true, or with nothing at all. */
  private static boolean query(Connection connection, String sql, Object value)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, value);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** The number of the advisory lock of a term or a seat. */
  private static long key(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return 0x484f4d4500000000L | crc.getValue();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      keeper.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    life.ended = true;
  }
}
