package homestretch.adapter.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anybody, in this process or another, has committed to a SQLite file since: the header of
 * the write-ahead log's index, which SQLite itself compares at the beginning of each read (SQLite,
 * "WAL-mode File Format", 2.1). It stands in memory that is shared by all who have the file open;
 * reading it takes no call of the database. Each commit counts it up before it returns.
 *
 * <p>A connection of its own keeps the index from being made anew by whoever opens the file next.
 * Closed after every other connection of the process: closing any descriptor of the index lets go
 * of all locks that the process has on it.
 */
final class SqliteState implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SqliteState.class);

  /** The header stands there twice, one copy after the other. */
  private static final int COPY_BYTES = 48;

  private static final int WORDS = COPY_BYTES / Long.BYTES;

  private final Connection keeper;
  private final FileChannel channel;
  private final MemorySegment header;
  private volatile boolean closed;

  private SqliteState(Connection keeper, FileChannel channel, MemorySegment header) {
    this.keeper = keeper;
    this.channel = channel;
    this.header = header;
  }

  /** Empty where there is no such index, or none that can be looked at. */
  static Optional<SqliteState> of(Path file) {
    Path index = Path.of(file + "-shm");
    Connection keeper = null;
    try {
      keeper = DriverManager.getConnection(SqliteConnection.url(file));
      try (Statement any = keeper.createStatement();
          ResultSet read = any.executeQuery("select count(*) from sqlite_schema")) {
        read.next();
      }
      if (Files.exists(index) && Files.size(index) >= 2 * COPY_BYTES) {
        FileChannel channel = FileChannel.open(index, StandardOpenOption.READ);
        // Given back once nobody can look at it any more: somebody may just be reading it.
        MemorySegment header =
            channel.map(FileChannel.MapMode.READ_ONLY, 0, 2 * COPY_BYTES, Arena.ofAuto());
        return Optional.of(new SqliteState(keeper, channel, header));
      }
    } catch (IOException | SQLException | UnsupportedOperationException e) {
      log.info("{} cannot be looked at: each request asks the database", index, e);
    }
    release(keeper);
    return Optional.empty();
  }

  private static void release(@Nullable Connection keeper) {
    try {
      if (keeper != null) {
        keeper.close();
      }
    } catch (SQLException e) {
      log.debug("closing", e);
    }
  }

  /** The state as the last commit has left it. */
  record Header(long a, long b, long c, long d, long e, long f) {}

  /**
   * @return null while somebody writes it, or once it is closed
   */
  @Nullable Header now() {
    if (closed) {
      return null;
    }
    VarHandle.acquireFence();
    Header first = copy(0);
    VarHandle.acquireFence();
    return first.equals(copy(COPY_BYTES)) ? first : null;
  }

  private Header copy(int at) {
    return new Header(
        word(at, 0), word(at, 1), word(at, 2), word(at, 3), word(at, 4), word(at, WORDS - 1));
  }

  private long word(int at, int word) {
    return header.get(ValueLayout.JAVA_LONG_UNALIGNED, at + (long) word * Long.BYTES);
  }

  /** From here on nothing is told any more; the last of the other connections may go. */
  void end() {
    closed = true;
    release(keeper);
  }

  @Override
  public void close() throws IOException {
    end();
    channel.close();
  }
}
