package homestretch.adapter.storage;

import com.zaxxer.hikari.HikariDataSource;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import homestretch.core.work.Lane;
import homestretch.core.work.Pool;
import homestretch.core.work.Waiting;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database: as many threads as there are connections, so that nobody waits for one
 * without being in a line; people and the question for health have theirs to themselves.
 */
final class PostgresEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(PostgresEngine.class);

  /** Connections beside those of the setting: for people, and for the question for health. */
  static final int KEPT_READERS = 2;

  static final int KEPT_WRITERS = 1;

  private static final int MOST_WAITING = 512;

  /** A lock that is not had in time, a deadlock, an order of writes that cannot be. */
  private static final Set<String> TRY_AGAIN = Set.of("55P03", "40P01", "40001");

  private final HikariDataSource write;
  private final HikariDataSource read;
  private final Lane writers;
  private final Lane peoplesWriters;
  private final Lane readers;
  private final Lane peoplesReaders;
  private final Lane healthReader;

  /**
   * @param poolSize threads that write, and as many that read
   */
  PostgresEngine(HikariDataSource write, HikariDataSource read, int poolSize) {
    this.write = write;
    this.read = read;
    writers = lane("postgres-write", poolSize, write, true);
    peoplesWriters = lane("postgres-write-people", KEPT_WRITERS, write, true);
    readers = lane("postgres-read", poolSize, read, false);
    peoplesReaders = lane("postgres-read-people", 1, read, false);
    healthReader = lane("postgres-read-health", 1, read, false);
  }

  private static Lane lane(String name, int threads, HikariDataSource source, boolean writing) {
    DSLContext context = DSL.using(source, SQLDialect.POSTGRES, Database.SETTINGS);
    return new Lane(
        name, threads, MOST_WAITING, () -> (first, more) -> serve(context, writing, first));
  }

  private static void serve(DSLContext context, boolean writing, Waiting<?> step) {
    if (!step.take()) {
      return;
    }
    // Once it has run, what fails may be the answer to a commit that was made.
    AtomicBoolean hasRun = new AtomicBoolean();
    try {
      context.transaction(
          transaction -> {
            Links appended = Links.of(() -> Database.inside(transaction.dsl(), writing, step::run));
            Throwable failed = step.failure();
            if (failed != null) {
              throw new Failed(failed);
            }
            hasRun.set(writing);
            transaction.dsl().connection(connection -> appended.link(connection, true));
          });
    } catch (Failed e) {
      step.fail(meant(e.getCause(), false));
    } catch (RuntimeException e) {
      step.fail(meant(e, hasRun.get()));
    } finally {
      step.answer();
    }
  }

  /** Carries a step's failure through jOOQ, so that it rolls back. */
  private static final class Failed extends RuntimeException {
    Failed(Throwable cause) {
      super(null, cause, false, false);
    }

    @Override
    public synchronized Throwable getCause() {
      return java.util.Objects.requireNonNull(super.getCause());
    }
  }

  /**
   * What was rolled back because others were in the way, or because there is no server for a while,
   * may be tried again.
   *
   * @param mayStand whether it may have been committed
   */
  private static Throwable meant(Throwable e, boolean mayStand) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOutOfReach(sql)) {
        log.warn("the database is out of reach: {}", cause.getMessage());
        return new Fault.Busy(
            mayStand
                ? new Text(
                    "与数据库的连接在存储时中断，不知是否已存下；请先查看，再决定是否重试",
                    "the connection to the database broke while it was storing: look whether it is"
                        + " there before you try again")
                : new Text(
                    "数据库暂时连不上，什么都没有存，请稍后再试",
                    "the database is out of reach: nothing was stored; try again in a moment"));
      }
      if (cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && TRY_AGAIN.contains(sql.getSQLState()))) {
        log.warn("busy: {}", cause.getMessage());
        return Caller.busy();
      }
    }
    return e;
  }

  /** Broken or refused connections, a server that stops or starts, and one that has no more. */
  private static boolean isOutOfReach(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
  }

  @Override
  public <T> T read(Supplier<T> step) {
    Lane lane =
        switch (Caller.current()) {
          case HEALTH -> healthReader;
          case PERSON -> peoplesReaders;
          case REQUEST, PROGRAM, BULK -> readers;
        };
    return lane.call(step);
  }

  @Override
  public <T> T write(Supplier<T> step) {
    Lane lane =
        switch (Caller.current()) {
          case HEALTH, PERSON -> peoplesWriters;
          case REQUEST, PROGRAM, BULK -> writers;
        };
    return lane.call(step);
  }

  @Override
  public List<Pool> pools() {
    return Stream.of(writers, peoplesWriters, readers, peoplesReaders, healthReader)
        .map(Lane::pool)
        .toList();
  }

  @Override
  public void close() {
    healthReader.close();
    peoplesReaders.close();
    readers.close();
    peoplesWriters.close();
    writers.close();
    read.close();
    write.close();
  }
}
