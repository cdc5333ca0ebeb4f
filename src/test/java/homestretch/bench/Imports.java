package homestretch.bench;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.exchange.ImportOptions;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Progress;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Imports 1,000,000 figures beside {@code sqlite3 .import} of the same rows into the same indexed
 * table, with the launcher's heap and flags: {@code mvn exec:exec@bench -Dbench=Imports}. The goal
 * is at most three times its time. Meanwhile somebody reports every 50 ms, and how long they wait
 * is printed too.
 */
public final class Imports {
  private static final int DEPARTMENTS = 200;
  private static final int GOALS = 20;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private Imports() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int days = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 250;
    Path folder = Files.createTempDirectory("homestretch-bench");
    Path file = folder.resolve("reports.csv");
    write(file, days);
    int rows = DEPARTMENTS * GOALS * days;
    String url = Databases.SQLITE.freshUrl();
    long ours;
    try (World world = new World(Databases.open(url))) {
      setUp(world);
      var waits = new Waits(world);
      Thread reporter = Thread.ofPlatform().start(waits);
      long begin = System.nanoTime();
      long[] read = {0};
      Imported imported;
      try {
        var tables = new Sheets().tables(file, Progress.NONE);
        read[0] = System.nanoTime();
        imported = world.imports.load(world.campaign, tables, ImportOptions.PLAIN, World.ACTOR);
      } finally {
        waits.over.set(true);
        reporter.join();
      }
      ours = System.nanoTime() - begin;
      if (imported.added() != rows) {
        throw new IllegalStateException(imported.added() + " added");
      }
      System.out.printf(
          "%,d figures, %,d bytes: %,d ms (%,d ms to read the file); heap at most %,d MB of %,d%n",
          rows,
          Files.size(file),
          ours / 1_000_000,
          (read[0] - begin) / 1_000_000,
          peak() >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
      waits.print();
    }
    long theirs = sqlite(url.substring("jdbc:sqlite:".length()), folder);
    System.out.printf(
        "sqlite3 .import: %,d ms; ratio %.2f%n", theirs / 1_000_000, (double) ours / theirs);
  }

  private static void setUp(World world) {
    StringBuilder departments = new StringBuilder("code,name,league\n");
    StringBuilder goals = new StringBuilder("code,name,unit,direction\n");
    StringBuilder targets = new StringBuilder("department,goal,target\n");
    for (int g = 0; g < GOALS; g++) {
      goals.append("G%d,指标%d,亿元,up%n".formatted(g, g));
    }
    goals.append("OTHER,另一指标,亿元,up\n");
    for (int d = 0; d < DEPARTMENTS; d++) {
      departments.append("D%d,单位%d,组%d%n".formatted(d, d, d % 3));
      for (int g = 0; g < GOALS; g++) {
        targets.append("D%d,G%d,%d%n".formatted(d, g, 1000 + g));
      }
    }
    for (String[] table :
        new String[][] {
          {"departments.csv", departments.toString()},
          {"goals.csv", goals.toString()},
          {"targets.csv", targets.toString()}
        }) {
      world.imports.load(
          world.campaign, Tables.csv(table[0], table[1]), ImportOptions.PLAIN, World.ACTOR);
    }
  }

  private static void write(Path file, int days) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("department,goal,as_of,value\n");
      for (int day = 0; day < days; day++) {
        LocalDate on = FIRST.plusDays(day);
        for (int d = 0; d < DEPARTMENTS; d++) {
          for (int g = 0; g < GOALS; g++) {
            out.write("D" + d + ",G" + g + "," + on + "," + (day * 3 + g) + ".25\n");
          }
        }
      }
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  /**
   * The rows of the ledger in the order of the file, into an empty one of the same migrations; the
   * table alone, without what an audit says of them.
   */
  private static long sqlite(String from, Path folder) throws IOException, InterruptedException {
    Path rows = folder.resolve("rows.csv");
    String into = Databases.SQLITE.freshUrl();
    Databases.open(into).close();
    run(
        "sqlite3",
        "-csv",
        "-noheader",
        from,
        "CREATE TEMP TABLE ordered AS SELECT * FROM report WHERE goal_id <="
            + " (SELECT max(id) - 1 FROM goal) ORDER BY as_of_on, department_id, goal_id",
        "UPDATE ordered SET id = rowid",
        ".once " + rows,
        "SELECT * FROM ordered");
    long begin = System.nanoTime();
    run(
        "sqlite3",
        "-csv",
        into.substring("jdbc:sqlite:".length()),
        "PRAGMA synchronous=FULL",
        ".import " + rows + " report");
    return System.nanoTime() - begin;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command));
    }
  }

  /** Somebody who reports another goal all the while. */
  private static final class Waits implements Runnable {
    private final World world;
    private final AtomicBoolean over = new AtomicBoolean();
    private long[] waits = new long[1000];
    private int count;

    Waits(World world) {
      this.world = world;
    }

    @Override
    public void run() {
      var department = world.departments.find(world.campaign, "D0");
      var goal = world.goals.find(world.campaign, "OTHER");
      while (!over.get()) {
        long begin = System.nanoTime();
        world.report(department, goal, String.valueOf(100 + count), "2026-10-31");
        if (count == waits.length) {
          waits = Arrays.copyOf(waits, 2 * count);
        }
        waits[count++] = System.nanoTime() - begin;
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    void print() {
      Arrays.sort(waits, 0, count);
      System.out.printf(
          "%d reports meanwhile: p50 %d ms, p99 %d ms, longest %d ms%n",
          count,
          waits[count / 2] / 1_000_000,
          waits[count * 99 / 100] / 1_000_000,
          waits[count - 1] / 1_000_000);
    }
  }
}
