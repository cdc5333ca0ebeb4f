package homestretch.adapter.storage;

import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a database without changing it: no migration, no lock, beside a program that serves from
 * it.
 */
public final class DatabaseChecks {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final long LEAST_FREE_BYTES = 200L * 1024 * 1024;
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
  private static final Set<String> NETWORK_STORES =
      Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs");

  /** How every SQLite file begins. */
  private static final byte[] HEAD = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);

  private final int newest;
  private final Clock clock;
  private final List<Finding> found = new ArrayList<>();
  private final List<Finding> unprotected = new ArrayList<>();
  private boolean isCurrent;

  private DatabaseChecks(int newest, Clock clock) {
    this.newest = newest;
    this.clock = clock;
  }

  /**
   * @param isCurrent whether it is there, whole, and of this program's version
   */
  public record Looked(List<Finding> findings, boolean isCurrent) {}

  /**
   * @param migrations the folder that holds {@code sqlite/} and {@code postgresql/}
   */
  public static Looked look(
      String url, @Nullable String user, @Nullable String password, Path migrations, Clock clock) {
    boolean isSqlite = url.startsWith(SQLITE);
    int newest = Database.newest(migrations.resolve(isSqlite ? "sqlite" : "postgresql"));
    DatabaseChecks checks = new DatabaseChecks(newest, clock);
    if (isSqlite) {
      checks.sqlite(Path.of(url.substring(SQLITE.length())).toAbsolutePath());
    } else {
      checks.postgresql(PostgresServer.of(url, user, password));
    }
    boolean isWhole =
        checks.found.stream()
            .noneMatch(f -> f.level() == Finding.Level.FAULT && f.area() == Area.DATABASE);
    // Ledger and audit can be looked at without them, and have to be all the more.
    checks.found.addAll(checks.unprotected);
    return new Looked(List.copyOf(checks.found), checks.isCurrent && isWhole);
  }

  /**
   * Whether a program serves from this database; a question to it, no more.
   *
   * @return empty: it cannot be told
   */
  public static Optional<Boolean> isServed(
      String url, @Nullable String user, @Nullable String password) {
    if (url.startsWith(SQLITE)) {
      return isLocked(Path.of(Path.of(url.substring(SQLITE.length())).toAbsolutePath() + ".lock"));
    }
    try (Connection connection = PostgresServer.of(url, user, password).connect(ANSWER);
        Statement statement = connection.createStatement()) {
      return Optional.of(
          !one(
                  statement,
                  "select count(*) from pg_stat_activity where datname = current_database()"
                      + " and pid <> pg_backend_pid() and application_name like 'homestretch %'")
              .equals("0"));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> isLocked(Path beside) {
    if (!Files.exists(beside)) {
      return Optional.of(false);
    }
    // A shared lock is refused while a program has the file alone; it is given back at once.
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return Optional.of(lock == null);
    } catch (OverlappingFileLockException e) {
      return Optional.of(true);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether backups can be made in a folder, which the first one makes if need be. */
  public static Finding backups(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      return Finding.fault(
          Area.DATABASE,
          new Text(
              "backup.folder：在 " + folder + " 里做不了备份：" + there + " 不是可写的文件夹。",
              "backup.folder: no backup can be made in "
                  + folder
                  + ": "
                  + there
                  + " is no folder that can be written to."),
          new Text(
              "让运行程序的用户能写这个文件夹，或改 backup.folder。",
              "Let the user that runs the program write to it, or change backup.folder."));
    }
    return Finding.ok(
        Area.DATABASE, "每晚备份到 " + folder + "。", "Backups are made each night in " + folder + ".");
  }

  // SQLite.

  private void sqlite(Path file) {
    Path mark = Path.of(file + ".stood");
    if (Files.exists(mark) && (!Files.exists(file) || isEmpty(file))) {
      fault(
          "数据库 " + file + " 不见了，而这里原来有一个。",
          "The database " + file + " is gone, though one stood there.",
          "把它放回去，或恢复备份：homestretch restore 备份文件；确实要从头开始，就删掉 " + mark,
          "Put it back, or restore a backup: homestretch restore FILE; to begin anew indeed, delete"
              + " "
              + mark);
      return;
    }
    if (!Files.exists(file)) {
      Path folder = file.getParent();
      while (folder != null && !Files.exists(folder)) {
        folder = folder.getParent();
      }
      if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        fault(
            "数据库文件 " + file + " 还不存在，而且在 " + folder + " 里不能新建。",
            "There is no database yet at " + file + ", and none can be made in " + folder + ".",
            "让运行程序的用户能写这个文件夹，或改 database.url。",
            "Let the user that runs the program write to that folder, or change database.url.");
        return;
      }
      found.add(
          Finding.ok(
              Area.DATABASE,
              "还没有数据库；第一次 serve 时会建在 " + file + "。",
              "There is no database yet; the first start of serve makes it at " + file + "."));
      space(folder, 0);
      return;
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
      fault(
          "数据库文件 " + file + " 不能读写。",
          "The database " + file + " cannot be read and written.",
          "把文件交给运行程序的用户：chown 用户 " + file,
          "Give it to the user that runs the program: chown USER " + file);
      return;
    }
    Path folder = file.getParent();
    if (folder != null && !Files.isWritable(folder)) {
      fault(
          "文件夹 " + folder + " 不能写入，而 SQLite 要在数据库旁边写日志文件。",
          "The folder "
              + folder
              + " cannot be written to, and SQLite keeps a log beside the database.",
          "把文件夹交给运行程序的用户：chown 用户 " + folder + "，并 chmod u+rwx " + folder,
          "Give it to the user that runs the program: chown USER "
              + folder
              + "; then chmod u+rwx "
              + folder);
      return;
    }
    if (!isSqlite(file)) {
      broken("[SQLITE_NOTADB] it is no SQLite file");
      return;
    }
    access(file);
    try {
      FileStore store = Files.getFileStore(file);
      if (NETWORK_STORES.contains(store.type())) {
        fault(
            "数据库在网络文件系统上（" + store.type() + "），断电时可能损坏。",
            "The database lies on a network file system ("
                + store.type()
                + "), where it may break.",
            "把它移到本机磁盘，或改用 PostgreSQL。",
            "Move it to a disk of this machine, or use PostgreSQL.");
      }
      space(file, Files.size(file));
    } catch (IOException e) {
      fault(
          "看不到 " + file + " 所在的磁盘：" + Reasons.of(e).zh() + "。",
          "The disk of " + file + " cannot be looked at: " + Reasons.of(e).en() + ".",
          "检查磁盘是否已挂载。",
          "See whether the disk is mounted.");
    }
    String url = SQLITE + file + "?open_mode=1&busy_timeout=5000";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      integrity(statement);
      version(statement, "select count(*) from sqlite_master where type = 'table'");
      String journal = one(statement, "pragma journal_mode");
      found.add(
          Finding.ok(
              Area.DATABASE,
              "每次提交都先写到磁盘再确认（journal_mode=" + journal + "，synchronous=FULL）。",
              "Each commit reaches the disk before it is confirmed (journal_mode="
                  + journal
                  + ", synchronous=FULL)."));
      isComplete(statement, true);
      newestEntry(statement);
    } catch (SQLException e) {
      broken(e.getMessage());
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return false; // Opening it says what is wrong.
    }
  }

  /** An empty file is one that nothing was written to yet. */
  private static boolean isSqlite(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD.length);
      return head.length == 0 || Arrays.equals(head, HEAD);
    } catch (IOException e) {
      return true; // Opening it says what is wrong.
    }
  }

  private void access(Path file) {
    try {
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
      if (may.contains(PosixFilePermission.OTHERS_READ)
          || may.contains(PosixFilePermission.GROUP_READ)
          || may.contains(PosixFilePermission.OTHERS_WRITE)
          || may.contains(PosixFilePermission.GROUP_WRITE)) {
        fault(
            "别的用户也能打开数据库文件 " + file + "。",
            "Other users may open the database " + file + ".",
            "chmod 600 " + file,
            "chmod 600 " + file);
      }
    } catch (IOException | UnsupportedOperationException e) {
      found.add(
          Finding.note(
              Area.DATABASE,
              new Text("看不出谁能打开 " + file + "。", "Who may open " + file + " cannot be told here."),
              null));
    }
  }

  private void space(Path at, long size) {
    try {
      long free = Files.getFileStore(at).getUsableSpace();
      if (free < Math.max(LEAST_FREE_BYTES, size)) {
        fault(
            "磁盘只剩 " + megabytes(free) + "。",
            "Only " + megabytes(free) + " are free on the disk.",
            "清理磁盘：至少要有 " + megabytes(Math.max(LEAST_FREE_BYTES, size)) + "。",
            "Make room: at least " + megabytes(Math.max(LEAST_FREE_BYTES, size)) + ".");
      } else {
        found.add(
            Finding.ok(
                Area.DATABASE,
                "磁盘还有 " + megabytes(free) + "，数据库 " + megabytes(size) + "。",
                megabytes(free) + " are free; the database has " + megabytes(size) + "."));
      }
    } catch (IOException e) {
      found.add(
          Finding.note(
              Area.DATABASE,
              new Text("看不出磁盘还有多少空间。", "How much room the disk has cannot be told."),
              null));
    }
  }

  private static String megabytes(long bytes) {
    return bytes / (1024 * 1024) + " MB";
  }

  private void integrity(Statement statement) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      var late =
          watch.schedule(() -> cancel(statement), LONGEST_CHECK.toSeconds(), TimeUnit.SECONDS);
      try (ResultSet rows = statement.executeQuery("pragma integrity_check(20)")) {
        while (rows.next()) {
          if (!"ok".equals(rows.getString(1))) {
            faults.add(rows.getString(1));
          }
        }
      } catch (SQLException e) {
        if (late.isDone()) {
          found.add(
              Finding.note(
                  Area.DATABASE,
                  new Text(
                      "完整性检查在 " + LONGEST_CHECK.toSeconds() + " 秒内没有做完。",
                      "The check of its integrity was not done within "
                          + LONGEST_CHECK.toSeconds()
                          + " s."),
                  new Text("等机器空闲时再运行一次。", "Run it again while the machine is idle.")));
          return;
        }
        throw e;
      } finally {
        late.cancel(false);
        watch.shutdownNow();
      }
    }
    try (ResultSet rows = statement.executeQuery("pragma foreign_key_check")) {
      while (rows.next()) {
        faults.add(rows.getString(1) + " " + rows.getString(2) + " → " + rows.getString(3));
      }
    }
    if (faults.isEmpty()) {
      found.add(Finding.ok(Area.DATABASE, "数据库完好。", "The database is whole."));
    } else {
      broken(String.join("; ", faults));
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It ended by itself.
    }
  }

  private void broken(@Nullable String why) {
    fault(
        "数据库已损坏或不是本程序的：" + Reasons.of(String.valueOf(why)).zh(),
        "The database is broken, or none of ours: " + why,
        "停止程序，把文件另存一份，再从备份恢复：homestretch restore 备份文件",
        "Stop the program, put the file aside, and restore a backup: homestretch restore FILE");
  }

  // PostgreSQL.

  private void postgresql(PostgresServer server) {
    try (Connection connection = server.connect(ANSWER);
        Statement statement = connection.createStatement()) {
      found.add(
          Finding.ok(
              Area.DATABASE,
              "已连上 PostgreSQL "
                  + one(statement, "show server_version")
                  + "，数据库 "
                  + one(statement, "select pg_size_pretty(pg_database_size(current_database()))")
                  + "；服务器磁盘的余量从这里看不到。",
              "Connected to PostgreSQL "
                  + one(statement, "show server_version")
                  + "; the database has "
                  + one(statement, "select pg_size_pretty(pg_database_size(current_database()))")
                  + "; the room on the server's disk cannot be seen from here."));
      boolean isDurable = true;
      for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        String value = one(statement, "show " + setting);
        if (value.equals("off") || value.equals("local")) {
          isDurable = false;
          fault(
              "PostgreSQL 的 " + setting + " 是 " + value + "，断电会丢失已确认的数据。",
              "PostgreSQL's " + setting + " is " + value + ": what was confirmed may be lost.",
              "在 postgresql.conf 里设 " + setting + " = on。",
              "Set " + setting + " = on in postgresql.conf.");
        }
      }
      if (isDurable) {
        found.add(
            Finding.ok(
                Area.DATABASE,
                "每次提交都先写到磁盘再确认（fsync、synchronous_commit）。",
                "Each commit reaches the disk before it is confirmed (fsync,"
                    + " synchronous_commit)."));
      }
      long there =
          Long.parseLong(
              one(statement, "select (extract(epoch from clock_timestamp())*1000)::bigint"));
      apart(Instant.ofEpochMilli(there), "PostgreSQL");
      version(
          statement,
          "select count(*) from information_schema.tables where table_schema = current_schema()");
      isComplete(statement, false);
      newestEntry(statement);
    } catch (SQLException e) {
      fault(
          "连不上 PostgreSQL：" + Reasons.of(e).zh(),
          "PostgreSQL cannot be reached: " + e.getMessage(),
          "检查 database.url、database.user、database.password，以及服务器是否在运行。",
          "See database.url, database.user and database.password, and whether the server runs.");
    }
  }

  private void apart(Instant there, String whose) {
    Duration apart = Duration.between(clock.instant(), there).abs();
    if (apart.compareTo(CLOCKS_APART) > 0) {
      found.add(
          Finding.fault(
              Area.CLOCK,
              new Text(
                  "本机与 " + whose + " 的时钟相差 " + apart.toSeconds() + " 秒。",
                  "This machine's clock and that of "
                      + whose
                      + " are "
                      + apart.toSeconds()
                      + " s apart."),
              new Text(
                  "打开时间同步：timedatectl set-ntp true",
                  "Turn on time synchronisation: timedatectl set-ntp true")));
    }
  }

  // Both.

  private void version(Statement statement, String countTables) throws SQLException {
    if (one(statement, countTables).equals("0")) {
      found.add(
          Finding.ok(
              Area.DATABASE,
              "数据库是空的；第一次 serve 时会建表。",
              "The database is empty; the first start of serve makes its tables."));
      return;
    }
    int stands = 0;
    try (ResultSet rows =
        statement.executeQuery(
            "select version, success from flyway_schema_history where version is not null")) {
      while (rows.next()) {
        if (!rows.getBoolean(2)) {
          fault(
              "数据库升级到第 " + rows.getString(1) + " 版时失败过。",
              "The migration to version " + rows.getString(1) + " failed.",
              "恢复升级前的备份：homestretch restore 备份文件",
              "Restore the backup made before the upgrade: homestretch restore FILE");
        }
        stands = Math.max(stands, (int) Double.parseDouble(rows.getString(1)));
      }
    } catch (SQLException e) {
      broken(e.getMessage());
      return;
    }
    if (stands > newest) {
      fault(
          "数据库是第 " + stands + " 版，比程序（第 " + newest + " 版）新。",
          "The database has version " + stands + ", newer than the program's " + newest + ".",
          "启动较新的程序，或恢复升级前的备份。",
          "Start the newer program, or restore a backup made before the upgrade.");
    } else if (stands < newest) {
      found.add(
          Finding.note(
              Area.DATABASE,
              new Text(
                  "数据库是第 " + stands + " 版；下次启动会升级到第 " + newest + " 版。战役、频道与关联要等升级后才能检查。",
                  "The database has version "
                      + stands
                      + "; the next start moves it on to "
                      + newest
                      + ". Campaigns, channels and links can be looked at after that."),
              new Text("先做备份，再启动 serve。", "Make a backup, then start serve.")));
    } else {
      isCurrent = true;
      found.add(
          Finding.ok(
              Area.DATABASE,
              "数据库是第 " + stands + " 版，与程序相符。",
              "The database has the program's version, " + stands + "."));
    }
  }

  /** Whether every table stands, and every trigger that protects what only grows. */
  private void isComplete(Statement statement, boolean isSqlite) throws SQLException {
    if (!isCurrent) {
      return;
    }
    List<String> tables = Protection.missingTables(statement, isSqlite);
    if (!tables.isEmpty()) {
      isCurrent = false;
      String names = String.join(", ", tables);
      fault(
          "数据库里缺少表：" + names + "。",
          "Tables are missing from the database: " + names + ".",
          "停止程序，恢复备份：homestretch restore 备份文件",
          "Stop the program and restore a backup: homestretch restore FILE");
      return;
    }
    List<String> triggers = Protection.missingTriggers(statement, isSqlite);
    if (!triggers.isEmpty()) {
      Text gone = Protection.gone(triggers);
      String mendZh = "备份后再恢复这份备份，触发器会补上：homestretch backup 文件，停止程序，homestretch restore 文件";
      String mendEn =
          "Restoring puts them back: homestretch backup FILE, stop the program, homestretch restore"
              + " FILE";
      unprotected.add(
          Finding.fault(
              Area.DATABASE,
              gone,
              isSqlite
                  ? new Text(mendZh, mendEn)
                  : new Text("恢复一份完整的备份（pg_restore）。", "Restore a complete backup (pg_restore).")));
    }
  }

  /** What was written down later than now was written by a clock that has been set back. */
  private void newestEntry(Statement statement) throws SQLException {
    if (!isCurrent) {
      return;
    }
    long newestAt =
        Long.parseLong(one(statement, "select coalesce(max(happened_at), 0) from audit"));
    Instant at = Instant.ofEpochMilli(newestAt);
    if (at.isAfter(clock.instant().plus(CLOCKS_APART))) {
      found.add(
          Finding.fault(
              Area.CLOCK,
              new Text(
                  "数据库里有 " + at + " 的记录，而本机时钟是 " + clock.instant() + "：时钟被拨回过。",
                  "The database holds an entry of "
                      + at
                      + ", and this machine's clock says "
                      + clock.instant()
                      + ": the clock was set back."),
              new Text(
                  "把时钟对准：timedatectl set-ntp true", "Set the clock: timedatectl set-ntp true")));
    }
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  private void fault(String zh, String en, String mendZh, String mendEn) {
    found.add(Finding.fault(Area.DATABASE, new Text(zh, en), new Text(mendZh, mendEn)));
  }
}
