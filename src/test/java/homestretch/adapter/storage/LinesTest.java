package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.IDEMPOTENCY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import homestretch.testing.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits for the database, how long, and what becomes of who has waited in vain. */
@Timeout(60) // A wait without an end is what it looks for: it is to fail, not to hang.
class LinesTest {
  private static void put(Database database, String key) {
    database
        .sql()
        .insertInto(IDEMPOTENCY)
        .set(IDEMPOTENCY.TOKEN, "t")
        .set(IDEMPOTENCY.IDEMPOTENCY_KEY, key)
        .set(IDEMPOTENCY.REQUEST, "r")
        .set(IDEMPOTENCY.STATUS, 200)
        .set(IDEMPOTENCY.BODY, "b")
        .set(IDEMPOTENCY.ANSWERED_AT, Instant.EPOCH)
        .execute();
  }

  private static Set<String> stored(Database database) {
    return new TreeSet<>(
        database.read(
            () ->
                database
                    .sql()
                    .select(IDEMPOTENCY.IDEMPOTENCY_KEY)
                    .from(IDEMPOTENCY)
                    .fetch(0, String.class)));
  }

  /** Keeps every thread busy that takes such a caller, until the latch is opened. */
  private static List<Future<?>> hold(ExecutorService threads, int callers, Runnable step) {
    List<Future<?>> held = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      held.add(
          threads.submit(
              () -> {
                step.run();
                return null;
              }));
    }
    return held;
  }

  private static boolean wait(CountDownLatch inside, CountDownLatch open) {
    inside.countDown();
    try {
      return open.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void a_write_that_waits_too_long_is_told_so_and_never_done(Databases databases) throws Exception {
    try (Database database = databases.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int writers = databases == Databases.SQLITE ? 1 : 4;
      CountDownLatch inside = new CountDownLatch(writers);
      CountDownLatch open = new CountDownLatch(1);
      List<Future<?>> held = hold(threads, writers, () -> database.write(() -> wait(inside, open)));
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

      long begun = System.nanoTime();
      assertThatThrownBy(
              () ->
                  Caller.REQUEST.call(
                      () ->
                          database.write(
                              () -> {
                                put(database, "late");
                                return true;
                              })))
          .isInstanceOf(Fault.Busy.class)
          .hasMessageContaining("nothing was stored");
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Caller.REQUEST.patience(), Caller.REQUEST.patience().plusSeconds(3));

      Future<?> interrupted =
          threads.submit(() -> database.writeAll(() -> put(database, "interrupted")));
      Thread.sleep(200);
      interrupted.cancel(true);
      Thread.sleep(200);

      open.countDown();
      for (Future<?> each : held) {
        each.get(10, TimeUnit.SECONDS);
      }
      database.writeAll(() -> put(database, "next"));
      assertThat(stored(database)).containsExactly("next");
    }
  }

  @ParameterizedTest
  @EnumSource
  void people_and_health_are_answered_while_requests_have_taken_every_reader(Databases databases)
      throws Exception {
    try (Database database = databases.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int readers = databases == Databases.SQLITE ? 3 : 4;
      CountDownLatch inside = new CountDownLatch(readers);
      CountDownLatch open = new CountDownLatch(1);
      List<Future<?>> held = hold(threads, readers, () -> database.read(() -> wait(inside, open)));
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
      for (Caller caller : List.of(Caller.HEALTH, Caller.PERSON)) {
        assertThat(caller.<Integer, RuntimeException>call(() -> database.read(() -> 42)))
            .isEqualTo(42);
      }
      open.countDown();
      for (Future<?> each : held) {
        each.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_writes_that_are_committed_together_each_stands_or_fails_for_itself(Databases databases)
      throws Exception {
    Random random = new Random(20261126);
    try (Database database = databases.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Set<String> acknowledged = new ConcurrentSkipListSet<>();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String key = "k" + i;
        int fate = random.nextInt(4);
        all.add(
            threads.submit(
                () -> {
                  try {
                    database.writeAll(
                        () -> {
                          put(database, key);
                          if (fate == 0) {
                            throw new Fault.Conflict(new Text("不", "no"));
                          }
                          if (fate == 1) {
                            put(database, key); // The same key: refused by the database itself.
                          }
                        });
                    acknowledged.add(key);
                  } catch (Fault.Conflict | DataAccessException e) {
                    // Not acknowledged.
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get(30, TimeUnit.SECONDS);
      }
      assertThat(acknowledged).hasSizeBetween(150, 250);
      assertThat(stored(database)).isEqualTo(acknowledged);
    }
  }

  @Test
  void a_commit_waits_for_the_disk() {
    try (Database database = Databases.SQLITE.open()) {
      int full = 2;
      assertThat(database.write(() -> database.sql().fetchValue("pragma synchronous")))
          .hasToString(String.valueOf(full));
      assertThat(database.write(() -> database.sql().fetchValue("pragma journal_mode")))
          .isEqualTo("wal");
    }
  }

  @Tag("slow")
  @Test
  void while_another_program_has_the_file_a_write_is_told_so_in_time_and_is_done_later()
      throws Exception {
    String url = Databases.SQLITE.freshUrl();
    try (Database database = Databases.open(url);
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      assertThatThrownBy(
              () ->
                  Caller.PERSON.call(
                      () ->
                          database.write(
                              () -> {
                                put(database, "refused");
                                return true;
                              })))
          .isInstanceOf(Fault.Busy.class);
      assertThat(stored(database)).isEmpty();
      assertThat(database.trouble().orElseThrow().en()).contains("locked by another program");
      statement.execute("rollback");
      database.writeAll(() -> put(database, "later"));
      assertThat(database.trouble()).isEmpty();
      assertThat(stored(database)).containsExactly("later");
    }
  }

  @Tag("slow")
  @Test
  void what_follows_a_write_does_not_say_that_nothing_was_stored() throws Exception {
    try (Database database = Databases.SQLITE.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch inside = new CountDownLatch(3);
      CountDownLatch open = new CountDownLatch(1);
      Future<String> answer =
          threads.submit(
              () ->
                  Caller.REQUEST.call(
                      () -> {
                        database.writeAll(() -> put(database, "stored"));
                        hold(threads, 3, () -> database.read(() -> wait(inside, open)));
                        inside.await();
                        return database.read(() -> "answered");
                      }));
      Thread.sleep(Caller.REQUEST.patience().plusSeconds(1));
      assertThat(answer.isDone()).isFalse();
      open.countDown();
      assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("answered");
    }
  }
}
