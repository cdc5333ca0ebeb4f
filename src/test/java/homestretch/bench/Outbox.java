package homestretch.bench;

import homestretch.core.chat.Channel;
import homestretch.core.delivery.Delivery;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Ten thousand deliveries (20 schedules, 500 channels) planned and claimed, beside plain JDBC doing
 * the same inserts and updates on a file with the same settings, in the same run, in turns.
 */
public final class Outbox {
  private static final int SCHEDULES = 20;
  private static final int CHANNELS = 500;
  private static final int ALL = SCHEDULES * CHANNELS;
  private static final int ROUNDS = 5;
  private static final double LIMIT = 2.0;

  private Outbox() {}

  private record Took(double plan, double claim) {
    double total() {
      return plan + claim;
    }
  }

  public static void main(String[] args) throws Exception {
    List<Took> ours = new ArrayList<>();
    List<Took> plain = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(ours());
      plain.add(plain());
    }
    System.out.printf("%,d deliveries, %d rounds, SQLite synchronous=FULL%n", ALL, ROUNDS);
    print("first of ours (cold)", ours.getFirst());
    Took we = median(ours);
    Took they = median(plain);
    print("ours, median", we);
    print("plain JDBC, median", they);
    double worst = ours.stream().mapToDouble(Took::total).max().orElseThrow();
    System.out.printf(
        "%.2f× plain JDBC; at worst %.2f s (limit %.1f s): %s%n",
        we.total() / they.total(), worst, LIMIT, worst < LIMIT ? "kept" : "BROKEN");
  }

  private static void print(String name, Took took) {
    System.out.printf(
        "%-22s plan %5.2f s  claim %5.2f s  together %5.2f s%n",
        name, took.plan, took.claim, took.total());
  }

  private static Took median(List<Took> all) {
    return all.stream()
        .sorted((a, b) -> Double.compare(a.total(), b.total()))
        .toList()
        .get(all.size() / 2);
  }

  private static Took ours() {
    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      Channel[] channels = new Channel[CHANNELS];
      for (int i = 0; i < CHANNELS; i++) {
        channels[i] = room.channel(room.name());
      }
      List<Schedule> schedules = new ArrayList<>();
      for (int i = 0; i < SCHEDULES; i++) {
        schedules.add(room.schedule(PostKind.COUNTDOWN, Newsroom.at("09:00"), channels));
      }
      room.clock.set("2026-11-24T01:00:00Z");
      long start = System.nanoTime();
      room.planner.planDue();
      double plan = since(start);
      start = System.nanoTime();
      Instant now = room.clock.instant();
      var claim = new homestretch.core.delivery.Outbox.Claim("bench", now);
      int claimed = 0;
      List<Delivery> batch;
      do {
        batch = room.world.database.write(() -> room.outbox.claim(claim, Set.of(), 1000));
        claimed += batch.size();
      } while (batch.size() == 1000);
      if (claimed != ALL) {
        throw new IllegalStateException("claimed " + claimed);
      }
      return new Took(plan, since(start));
    }
  }

  /** The same rows, the same batches, the same commits. */
  private static Took plain() throws Exception {
    String url = Databases.SQLITE.freshUrl();
    try (var migrated = Databases.open(url)) {
      migrated.read(() -> true);
    }
    try (Connection connection =
            DriverManager.getConnection(url + "?journal_mode=WAL&synchronous=FULL");
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys=off");
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into delivery (schedule_id, channel_id, planned_at, state, nonce, attempts,"
                  + " due_at, expires_at, reason) values (?, ?, 1, 'PLANNED', ?, 0, 1, 2, '')"
                  + " on conflict do nothing")) {
        for (int s = 0; s < SCHEDULES; s++) {
          for (int c = 0; c < CHANNELS; c++) {
            insert.setLong(1, s);
            insert.setLong(2, c);
            insert.setString(3, "nonce-" + s + "-" + c);
            insert.addBatch();
          }
          insert.executeBatch();
          connection.commit();
        }
      }
      double plan = since(start);
      start = System.nanoTime();
      int claimed = 0;
      try (PreparedStatement update =
          connection.prepareStatement(
              "update delivery set claimed_by = 'bench' where id in (select id"
                  + " from delivery where state = 'PLANNED' and due_at <= 1 and claimed_by is"
                  + " null and merged_id is null order by due_at, id limit 1000) returning *")) {
        int batch;
        do {
          batch = 0;
          try (var rows = update.executeQuery()) {
            while (rows.next()) {
              rows.getString("nonce");
              batch++;
            }
          }
          connection.commit();
          claimed += batch;
        } while (batch == 1000);
      }
      if (claimed != ALL) {
        throw new IllegalStateException("claimed " + claimed);
      }
      return new Took(plan, since(start));
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
