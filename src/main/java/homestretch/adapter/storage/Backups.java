package homestretch.adapter.storage;

import homestretch.core.audit.Chain;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a SQLite file: making them beside a program that serves from it, and putting them back.
 */
public final class Backups {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String PREFIX = "homestretch-";
  private static final String ENDING = ".db";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** What SQLite lays beside a file. */
  private static final List<String> BESIDE = List.of("-wal", "-shm");

  private Backups() {}

  /** The file that is not to be overwritten is there already. */
  public static final class Taken extends IOException {
    Taken(Path file) {
      super(file.toString());
    }
  }

  /** Why a backup is not put back. */
  public sealed interface Refusal {
    /** A program has the database. */
    record Running(Path database) implements Refusal {}

    /** No backup of this program, or a broken one. */
    record Unreadable(Text why) implements Refusal {}

    /** A newer program made it, or it cannot be moved on to this one's version. */
    record OfAnother(Text why) implements Refusal {}

    /** Its ledger or audit is not what was chained. */
    record Falsified(Chain.Row first) implements Refusal {}
  }

  /**
   * What was put back.
   *
   * @param kept what stood there before; null: nothing did
   * @param triggers those that were missing from the backup and stand again
   */
  public record Restored(@Nullable Path kept, List<String> triggers) {}

  /** A backup that is not put back; nothing was changed. */
  public static final class Refused extends Exception {
    private final transient Refusal why;

    Refused(Refusal why) {
      super(why.toString());
      this.why = why;
    }

    public Refusal why() {
      return why;
    }
  }

  /**
   * @return null: the database is PostgreSQL
   */
  public static @Nullable Path fileOf(String url) {
    return url.startsWith(SQLITE) ? Path.of(url.substring(SQLITE.length())).toAbsolutePath() : null;
  }

  /**
   * Makes a copy of one state of a database, readable by its owner alone, while others write.
   *
   * @throws Taken if there is such a file already
   */
  public static void copy(Path database, Path to) throws IOException {
    Path target = to.toAbsolutePath();
    if (Files.exists(target)) {
      throw new Taken(target);
    }
    Path folder = target.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path part = Path.of(target + ".part");
    Files.deleteIfExists(part);
    createOwn(part);
    try {
      // One read transaction, whatever is written meanwhile; writers wait for nothing.
      try (Connection connection =
              DriverManager.getConnection(SQLITE + database + "?busy_timeout=10000");
          PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
        vacuum.setString(1, part.toString());
        vacuum.execute();
      } catch (SQLException e) {
        throw new IOException(e.getMessage(), e);
      }
      sync(part);
      // Not over a file that came in between.
      Files.createLink(target, part);
      Files.delete(part);
      if (folder != null) {
        sync(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw new Taken(target);
    } catch (UnsupportedOperationException e) {
      Files.move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Makes an empty file that its owner alone may open.
   *
   * @throws FileAlreadyExistsException if there is such a file already
   */
  public static void createOwn(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException e) {
      Files.createFile(file);
    }
  }

  private static void sync(Path path) throws IOException {
    StandardOpenOption how =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /**
   * Makes a copy in a folder, named by its time, and removes the oldest of those it made there.
   *
   * @param what said in the name, such as {@code night} or {@code before-V34}
   * @param keep how many stay
   */
  public static Path into(Path folder, Path database, Instant now, String what, int keep)
      throws IOException {
    Path made = folder.resolve(PREFIX + STAMP.format(now) + "-" + what + ENDING);
    copy(database, made);
    List<Path> all = in(folder);
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      Files.deleteIfExists(old);
    }
    return made;
  }

  /** When the newest backup in a folder was made. */
  public static @Nullable Instant newest(Path folder) throws IOException {
    List<Path> all = in(folder);
    if (all.isEmpty()) {
      return null;
    }
    String name = all.getLast().getFileName().toString();
    String stamp = name.substring(PREFIX.length(), PREFIX.length() + "yyyyMMdd-HHmmss".length());
    return Instant.from(STAMP.parse(stamp));
  }

  /** Our own backups in a folder, oldest first; other files there are none of ours. */
  private static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("homestretch-\\d{8}-\\d{6}-[A-Za-z0-9-]+\\.db"))
          .sorted()
          .toList();
    }
  }

  /**
   * Puts a backup in the place of a database that nobody serves from. Everything is checked, and
   * moved on to this program's version, on a copy beside it; what stood there is kept.
   *
   * @param migrations the folder that holds {@code sqlite/}
   */
  public static Restored restore(Path backup, Path database, Path migrations, Instant now)
      throws IOException, Refused {
    if (Files.isDirectory(backup)) {
      throw new Refused(new Refusal.Unreadable(new Text("这是一个文件夹", "it is a folder, not a file")));
    }
    if (!Files.isRegularFile(backup)) {
      throw new Refused(new Refusal.Unreadable(new Text("没有这个文件", "no such file")));
    }
    Path folder = database.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
            FileChannel.open(
                Path.of(database + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new Refused(new Refusal.Running(database));
      }
      Path next = Path.of(database + ".restoring");
      remove(next);
      try {
        createOwn(next);
        Files.copy(backup, next, StandardCopyOption.REPLACE_EXISTING);
        for (String beside : BESIDE) {
          Path log = Path.of(backup + beside);
          if (Files.exists(log)) {
            Files.copy(log, Path.of(next + beside));
          }
        }
        check(next);
        List<String> putBack = moveOn(next, migrations);
        Path kept = putAside(database, now);
        Files.move(next, database, StandardCopyOption.ATOMIC_MOVE);
        if (folder != null) {
          sync(folder);
        }
        return new Restored(kept, putBack);
      } finally {
        remove(next);
      }
    } catch (java.nio.channels.OverlappingFileLockException e) {
      throw new Refused(new Refusal.Running(database));
    }
  }

  private static void check(Path file) throws Refused {
    try (Connection connection = DriverManager.getConnection(SQLITE + file);
        Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("pragma integrity_check(3)")) {
        List<String> faults = new ArrayList<>();
        while (found.next()) {
          faults.add(found.getString(1));
        }
        if (!faults.equals(List.of("ok"))) {
          throw new Refused(new Refusal.Unreadable(Text.same(String.join("; ", faults))));
        }
      }
      try (ResultSet found =
          statement.executeQuery(
              "select count(*), count(*) filter (where name in ('flyway_schema_history', 'report'))"
                  + " from sqlite_master where type = 'table'")) {
        found.next();
        if (found.getInt(1) == 0) {
          throw new Refused(new Refusal.Unreadable(new Text("里面什么都没有", "there is nothing in it")));
        }
        if (found.getInt(2) < 2) {
          throw new Refused(
              new Refusal.Unreadable(new Text("是别的程序的数据库", "it is a database of another program")));
        }
      }
    } catch (SQLException e) {
      throw new Refused(new Refusal.Unreadable(Reasons.of(e)));
    }
  }

  /**
   * @return the triggers that were missing and stand again
   */
  private static List<String> moveOn(Path file, Path migrations) throws IOException, Refused {
    try (Database copy = Database.open(SQLITE + file, null, null, migrations)) {
      List<String> tables = copy.read(() -> missing(copy, Protection::missingTables));
      if (!tables.isEmpty()) {
        String names = String.join(", ", tables);
        throw new Refused(
            new Refusal.Unreadable(new Text("缺少表 " + names, "tables are missing: " + names)));
      }
      Chain.Row broken = new JooqChain(copy).walk().broken();
      if (broken != null) {
        throw new Refused(new Refusal.Falsified(broken));
      }
      List<String> triggers = copy.read(() -> missing(copy, Protection::missingTriggers));
      List<String> definitions =
          triggers.isEmpty() ? List.of() : definitions(triggers, file, migrations);
      // What waits for another try may have been posted since the backup was made: as if it had
      // never been tried, it is looked for in its channel before it is sent.
      copy.writeAll(
          () -> {
            definitions.forEach(copy.sql()::execute);
            copy.sql()
                .execute(
                    "update delivery set attempts = 0, claimed_by = null"
                        + " where state = 'PLANNED' and unsure_at is null");
          });
      return triggers;
    } catch (Database.Unusable e) {
      throw new Refused(new Refusal.OfAnother(e.text()));
    }
  }

  private interface Missing {
    List<String> in(Statement statement, boolean isSqlite) throws SQLException;
  }

  private static List<String> missing(Database copy, Missing what) {
    return copy.sql()
        .connectionResult(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return what.in(statement, true);
              }
            });
  }

  /** How triggers are made, as a new database has them. */
  private static List<String> definitions(List<String> triggers, Path beside, Path migrations)
      throws IOException {
    Path fresh = Path.of(beside + ".fresh");
    remove(fresh);
    try (Database made = Database.open(SQLITE + fresh, null, null, migrations)) {
      return made.read(
          () ->
              triggers.stream()
                  .map(
                      name ->
                          String.valueOf(
                              made.sql()
                                  .fetchValue(
                                      "select sql from sqlite_master where type = 'trigger' and"
                                          + " name = ?",
                                      name)))
                  .toList());
    } finally {
      remove(fresh);
    }
  }

  /** Renames a database and what belongs to it. */
  private static @Nullable Path putAside(Path database, Instant now) throws IOException {
    if (!Files.exists(database)) {
      return null;
    }
    Path kept = Path.of(database + ".before-" + STAMP.format(now));
    for (int i = 2; Files.exists(kept); i++) {
      kept = Path.of(database + ".before-" + STAMP.format(now) + "-" + i);
    }
    for (String beside : BESIDE) {
      Path log = Path.of(database + beside);
      if (Files.exists(log)) {
        Files.move(log, Path.of(kept + beside));
      }
    }
    Files.move(database, kept);
    return kept;
  }

  private static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String beside : BESIDE) {
      Files.deleteIfExists(Path.of(file + beside));
    }
    Files.deleteIfExists(Path.of(file + ".stood"));
  }
}
