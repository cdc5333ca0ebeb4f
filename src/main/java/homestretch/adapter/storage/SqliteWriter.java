package homestretch.adapter.storage;

import homestretch.core.fault.Fault;
import homestretch.core.work.Caller;
import homestretch.core.work.Lane;
import homestretch.core.work.Waiting;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes. Reaching the disk is what a commit costs, whatever is in it: the steps
 * that have come meanwhile are run one after the other in one transaction, and everybody is
 * answered once it is committed. A step that fails is taken back to where it began (a savepoint)
 * and leaves the others as they are.
 */
final class SqliteWriter implements Lane.Worker {
  private static final int MOST_TOGETHER = 128;

  /** Nobody waits longer than this for those who came later. */
  private static final Duration LONGEST_TOGETHER = Duration.ofMillis(20);

  private static final String SAVEPOINT = "caller";

  private final SqliteConnection connection;
  private final SqliteGuard guard;

  /** What the transaction that is open has appended, to be linked before its end. */
  private Links appended = new Links();

  /**
   * @param guard asked before each transaction whether anything may be written
   */
  SqliteWriter(Path file, SqliteGuard guard) {
    connection = SqliteConnection.writing(file);
    this.guard = guard;
  }

  @Override
  public void serve(Waiting<?> first, Supplier<@Nullable Waiting<?>> more) {
    Waiting<?> next = first;
    while (next != null) {
      next = together(next, more);
    }
  }

  /**
   * One commit.
   *
   * @return somebody who wants a transaction to themselves and is next; null: nobody
   */
  private @Nullable Waiting<?> together(Waiting<?> first, Supplier<@Nullable Waiting<?>> more) {
    if (!begin(first)) {
      return null;
    }
    List<Waiting<?>> group = new ArrayList<>();
    appended = new Links();
    long end = System.nanoTime() + LONGEST_TOGETHER.toNanos();
    Waiting<?> next = first;
    try {
      while (next != null && (group.isEmpty() || !isAlone(next))) {
        Waiting<?> now = next;
        next = null;
        if (now.take()) {
          run(now, group);
        }
        if (!isAlone(now) && group.size() < MOST_TOGETHER && System.nanoTime() < end) {
          next = more.get();
        }
      }
      appended.link(connection.open(), false);
      connection.commit();
    } catch (SQLException e) {
      lost(group, SqliteConnection.failure(e));
    } catch (RuntimeException | Error e) {
      lost(group, e);
    } finally {
      group.forEach(Waiting::answer);
    }
    return next;
  }

  /** What was run in the same transaction does not stand either. */
  private void lost(List<Waiting<?>> group, Throwable why) {
    connection.drop();
    group.forEach(each -> each.fail(why));
  }

  /** Waits for another process as long as the first caller waits for us; false if that is over. */
  private boolean begin(Waiting<?> first) {
    while (first.isQueued()) {
      try {
        guard.requireThere();
        connection.begin();
        guard.begun();
        return true;
      } catch (Fault e) {
        if (first.take()) {
          first.fail(e);
          first.answer();
        }
      } catch (SQLException e) {
        connection.drop();
        if (SqliteConnection.isBusy(e)) {
          guard.locked();
        } else if (first.take()) {
          first.fail(SqliteConnection.failure(e));
          first.answer();
        }
      }
    }
    return false;
  }

  private static boolean isAlone(Waiting<?> step) {
    return step.caller() == Caller.BULK;
  }

  /** Runs a step; adds it to those who are answered after the commit, or answers it now. */
  private void run(Waiting<?> step, List<Waiting<?>> group) throws SQLException {
    boolean others = !group.isEmpty();
    try {
      if (others) {
        connection.execute("savepoint " + SAVEPOINT);
      }
      Links links = Links.of(() -> Database.inside(connection.sql(), true, step::run));
      if (step.failure() == null) {
        add(links);
        group.add(step);
      } else if (others) {
        connection.execute("rollback to " + SAVEPOINT);
      } else {
        connection.rollback();
        connection.begin();
      }
      if (others) {
        connection.execute("release " + SAVEPOINT);
      }
    } catch (SQLException e) {
      if (step.failure() == null && !group.contains(step)) {
        step.fail(SqliteConnection.failure(e));
      }
      throw e;
    } finally {
      if (step.failure() != null) {
        step.answer();
      }
    }
  }

  /** The head of the chain is written once for all; what can only be found now is linked now. */
  private void add(Links links) throws SQLException {
    appended.add(links);
    if (links.isBulk()) {
      appended.link(connection.open(), false);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
