package homestretch.bench;

import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.board.closeout.Recount;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.report.Submission;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A board of 1,000 departments × 20 goals, over a ledger of 20,000 entries and over one of
 * 1,000,000, beside plain JDBC reading the same rows in the same run.
 */
public final class Boards {
  private static final int DEPARTMENTS = 1000;
  private static final int GOALS = 20;
  private static final int CELLS = DEPARTMENTS * GOALS;
  private static final int ROUNDS = 30;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

  private Boards() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("homestretch-bench");
    Measured small = measure(folder.resolve("small.db"), 20_000);
    Measured large = measure(folder.resolve("large.db"), 1_000_000);
    System.out.printf(
        "%d departments × %d goals, medians, ms%n%-44s %12s %12s %8s%n",
        DEPARTMENTS, GOALS, "", "20,000", "1,000,000", "ratio");
    print("board asked for again", small.again, large.again);
    print("board after one more report", small.after, large.after);
    print("board read anew", small.anew, large.anew);
    print("limit: JDBC, the same 20,000 rows by their ids", small.limit, large.limit);
    print("everything recomputed from the ledger", small.recount, large.recount);
    print("limit: JDBC, every row of the ledger", small.scan, large.scan);
    System.out.printf(
        "board read in under 10 ms: %s (again), %s (after a report); recomputed in under 10 s:"
            + " %s%n",
        kept(large.again < 10), kept(large.after < 10), kept(large.recount < 10_000));
  }

  private static String kept(boolean kept) {
    return kept ? "kept" : "BROKEN";
  }

  private static void print(String what, double small, double large) {
    System.out.printf("%-44s %12.3f %12.3f %7.2f×%n", what, small, large, large / small);
  }

  private record Measured(
      double again, double after, double anew, double limit, double recount, double scan) {}

  private static Measured measure(Path file, int reports) throws Exception {
    String url = "jdbc:sqlite:" + file;
    try (World world = new World(Databases.open(url))) {
      fill(url, world.campaign, reports);
      Campaign campaign = world.campaign;
      LocalDate today = campaign.today(world.clock);
      homestretch.core.board.Boards boards = world.boards;
      List<Department> departments = world.departments.departments(campaign);
      List<Goal> goals = world.goals.goals(campaign);
      double anew = median(5, i -> world.boards().on(campaign, today).leaderboard(null, null));
      boards.on(campaign, today).leaderboard(null, null);
      double again = median(ROUNDS, i -> boards.on(campaign, today).leaderboard(null, null));
      double[] after = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        world.reports.submit(
            campaign,
            new Submission(
                departments.get(i * 7 % DEPARTMENTS),
                goals.get(i % GOALS),
                Figure.of(BigDecimal.valueOf(90 + i)),
                today,
                "",
                ""),
            World.ACTOR);
        long start = System.nanoTime();
        Scorebook book = boards.on(campaign, today);
        book.leaderboard(null, null);
        after[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(after);
      double recount = median(3, i -> recounted(world, boards.on(campaign, today).setup()));
      return new Measured(again, after[ROUNDS / 2], anew, byIds(url), recount, scan(url, campaign));
    }
  }

  private static Object recounted(World world, Setup setup) {
    return world.database.read(() -> Recount.of(setup, world.reportRows).leaderboard(null, null));
  }

  @FunctionalInterface
  private interface Round {
    Object run(int i) throws Exception;
  }

  private static double median(int rounds, Round round) throws Exception {
    double[] took = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      if (round.run(i) == null) {
        throw new IllegalStateException("nothing read");
      }
      took[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    return took[rounds / 2];
  }

  private static double byIds(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows =
          connection
              .createStatement()
              .executeQuery("SELECT max(id) FROM report GROUP BY department_id, goal_id")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return median(
          5,
          i -> {
            List<BigDecimal> amounts = new ArrayList<>();
            try (PreparedStatement one =
                connection.prepareStatement(
                    "SELECT department_id, goal_id, as_of_on, amount FROM report WHERE id = ?")) {
              for (long id : ids) {
                one.setLong(1, id);
                try (ResultSet row = one.executeQuery()) {
                  row.next();
                  row.getLong(1);
                  row.getLong(2);
                  row.getString(3);
                  amounts.add(new BigDecimal(row.getString(4)));
                }
              }
            }
            return amounts;
          });
    }
  }

  private static double scan(String url, Campaign campaign) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      return median(
          3,
          i -> {
            BigDecimal sum = BigDecimal.ZERO;
            try (PreparedStatement all =
                connection.prepareStatement(
                    "SELECT department_id, goal_id, step, as_of_on, version, amount, state"
                        + " FROM report WHERE campaign_id = ? ORDER BY id")) {
              all.setLong(1, campaign.id().value());
              try (ResultSet row = all.executeQuery()) {
                while (row.next()) {
                  row.getLong(1);
                  row.getLong(2);
                  row.getString(3);
                  row.getString(4);
                  row.getInt(5);
                  row.getString(7);
                  sum = sum.add(new BigDecimal(row.getString(6)));
                }
              }
            }
            return sum;
          });
    }
  }

  /** By JDBC, as the services would have taken an hour for a year of figures. */
  private static void fill(String url, Campaign campaign, int reports) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      long id = campaign.id().value();
      try (PreparedStatement department =
              connection.prepareStatement(
                  "INSERT INTO department (id, campaign_id, league_id, code, name, name_en, lead,"
                      + " parent, position, revision) VALUES (?, ?, 1, ?, ?, ?, '', '', ?, 1)");
          PreparedStatement goal =
              connection.prepareStatement(
                  "INSERT INTO goal (id, campaign_id, code, name, name_en, unit, unit_en, kind,"
                      + " direction, weight, cap, period, decimals, position, revision) VALUES (?,"
                      + " ?, ?, ?, ?, '亿元', '100 m', 'total', 'UP', ?, '100', 'YEAR', 2, ?, 1)");
          PreparedStatement target =
              connection.prepareStatement(
                  "INSERT INTO target (campaign_id, department_id, goal_id, amount, from_on,"
                      + " version, actor, door, entered_at) VALUES (?, ?, ?, ?, '2026-01-01', 1,"
                      + " 'bench', 'api', 0)");
          PreparedStatement report =
              connection.prepareStatement(
                  "INSERT INTO report (campaign_id, department_id, goal_id, as_of_on, version,"
                      + " amount, note, evidence, state, restores, reason, reporter, door,"
                      + " entered_at, step) VALUES (?, ?, ?, ?, 1, ?, '', '', 'PROVISIONAL', 0, '',"
                      + " 'bench', 'api', 0, '')")) {
        for (int d = 1; d <= DEPARTMENTS; d++) {
          set(department, d, id, "D" + d, "单位" + d, "Unit " + d, d);
        }
        for (int g = 1; g <= GOALS; g++) {
          set(goal, g, id, "G" + g, "指标" + g, "Goal " + g, String.valueOf(1 + g % 5), g);
        }
        for (int cell = 0; cell < CELLS; cell++) {
          set(target, id, 1 + cell / GOALS, 1 + cell % GOALS, String.valueOf(100 + cell % 37));
        }
        department.executeBatch();
        goal.executeBatch();
        target.executeBatch();
        for (int i = 0; i < reports; i++) {
          int cell = i % CELLS;
          set(
              report,
              id,
              1 + cell / GOALS,
              1 + cell % GOALS,
              FIRST.plusDays(6L * (i / CELLS)).toString(),
              BigDecimal.valueOf(1000L + (cell * 31L + i / CELLS * 150L) % 9000, 2)
                  .toPlainString());
          if (i % 50_000 == 0) {
            report.executeBatch();
          }
        }
        report.executeBatch();
      }
      connection.commit();
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }
}
