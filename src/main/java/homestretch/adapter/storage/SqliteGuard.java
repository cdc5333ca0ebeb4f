package homestretch.adapter.storage;

import homestretch.core.fault.Fault;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may happen to a SQLite file under a program that serves from it: gone or exchanged, the disk
 * full or read only, the file broken. Says it in words, and keeps it until a look finds it well.
 */
final class SqliteGuard {
  private static final Logger log = LoggerFactory.getLogger(SqliteGuard.class);

  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_IOERR = 10;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_CANTOPEN = 14;
  private static final int SQLITE_NOTADB = 26;

  private static final Text BUSY =
      new Text(
          "另一个程序锁住了数据库，什么都没有存，请稍后再试",
          "another program has locked the database: nothing was stored; try again later");

  /** A write costs the disk something, on a machine where nothing else happens too. */
  private static final Duration PROBE = Duration.ofMinutes(1);

  private final Path file;

  /** Which file it was when it was opened; null where the file system does not tell. */
  private final @Nullable Object opened;

  /** What is wrong, for operators: it names the file, which others are not shown. */
  private volatile @Nullable Text trouble;

  /** Whether the last try to begin a write found the file locked by another program. */
  private volatile boolean isLocked;

  private boolean hasProbed;
  private long probedAt;

  SqliteGuard(Path file) {
    this.file = file;
    Object key = null;
    try {
      key = key();
    } catch (IOException e) {
      log.warn("cannot look at {}", file, e);
    }
    opened = key;
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** What is wrong, as far as anybody has seen. */
  Optional<Text> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Nothing is written to a file that no name leads to any more: it would be lost.
   *
   * @throws Fault.Busy if it is not the one that was opened
   */
  void requireThere() {
    if (isExchanged()) {
      throw goneFault();
    }
  }

  /** A write that wants to begin finds the file locked by another program, and tries again. */
  void locked() {
    isLocked = true;
  }

  /** A write has begun: nobody else holds the file. */
  void begun() {
    if (isLocked) {
      isLocked = false;
      if (locking().equals(trouble)) {
        log.info("the database {} is no longer locked by another program", file);
        trouble = null;
      }
    }
  }

  /** A write was given up; the one in whose way another program stood says so. */
  void givenUp() {
    if (isLocked) {
      noticed(locking());
    }
  }

  private Text locking() {
    return new Text(
        "数据库被另一个程序锁住，写不进去：请结束占用 " + file + " 的程序（例如没有关闭的 sqlite3），或等它完成",
        "locked by another program, nothing can be written: end what holds "
            + file
            + " (a sqlite3 left open, for instance), or wait until it is done");
  }

  /**
   * Looks whether the file is the one that was opened, and whether it can be written: the latter
   * once a minute, and each time while there is trouble.
   *
   * @param probe writes something small, and throws what comes of it
   */
  synchronized Optional<Text> look(Runnable probe) {
    long now = System.nanoTime();
    if (trouble == null && hasProbed && now - probedAt < PROBE.toNanos()) {
      if (isExchanged()) {
        goneFault();
      }
      return trouble();
    }
    hasProbed = true;
    probedAt = now;
    try {
      probe.run();
      if (trouble != null) {
        log.info("the database {} is well again", file);
      }
      trouble = null;
    } catch (Fault.Full | Fault.Busy e) {
      if (trouble == null) {
        noticed(e.text());
      }
    }
    return trouble();
  }

  private Fault.Busy goneFault() {
    noticed(
        new Text(
            "数据库文件 " + file + " 已被删除、移走或换掉；不再写入，什么都没有存。请停止程序，把文件放回去（或恢复备份），再启动",
            "the database file "
                + file
                + " was removed, moved or exchanged: nothing is written any more, nothing was"
                + " stored. Stop the program, put the file back or restore a backup, and start"
                + " it"));
    return new Fault.Busy(
        new Text(
            "数据库文件不在原处了，什么都没有存；请联系管理员",
            "the database file is no longer where it was: nothing was stored; please tell an"
                + " administrator"));
  }

  private boolean isExchanged() {
    try {
      return opened != null && !Objects.equals(opened, key());
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      log.warn("cannot look at {}", file, e);
      return false;
    }
  }

  private void noticed(Text what) {
    if (!what.equals(trouble)) {
      log.error("{}", what.en());
      trouble = what;
    }
  }

  /** Why a file cannot be opened, in words for the operator. */
  static Database.Unusable unusable(String url, Path file, Exception failure) {
    if (isDamaged(failure)) {
      return new Database.Unusable(
          new Text(
              "数据库文件 " + file + " 已损坏。请恢复备份：homestretch restore 备份文件",
              "the database file "
                  + file
                  + " is damaged. Restore a backup: homestretch restore FILE"),
          failure);
    }
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    int code = cause instanceof SQLException sql ? sql.getErrorCode() & 0xFF : 0;
    return switch (code) {
      case SQLITE_FULL ->
          new Database.Unusable(
              new Text(
                  "磁盘已满：请清理数据库所在的磁盘（" + file + "），再启动",
                  "the disk is full: make room where the database lies (" + file + ")"),
              failure);
      case SQLITE_BUSY ->
          new Database.Unusable(
              new Text(
                  "数据库 " + file + " 被另一个程序锁住：请结束它（例如没有关闭的 sqlite3），或稍后再试",
                  "the database "
                      + file
                      + " is locked by another program: end it (a sqlite3 left open, for instance)"
                      + " or try again later"),
              failure);
      case SQLITE_READONLY, SQLITE_CANTOPEN ->
          Database.Unusable.setting(
              url,
              new Text(
                  "打不开或写不了 " + file + "；应为文件，它和所在的文件夹都归本程序的用户所有、可以写入",
                  file
                      + " cannot be opened or written; expected a file which, as its folder, the"
                      + " program's user owns and may write to"),
              failure);
      default ->
          failure instanceof Database.Unusable said
              ? said
              : Database.Unusable.setting(
                  url,
                  new Text(
                      "无法打开 " + file + "：" + Reasons.of(failure).zh(),
                      "cannot open " + file + ": " + Reasons.of(failure).en()),
                  failure);
    };
  }

  /** Whether something failed because the file is no sound database. */
  static boolean isDamaged(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        int code = sql.getErrorCode() & 0xFF;
        return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
      }
    }
    return false;
  }

  /** A failure of the database in words, if it is one of the file's; else as it is. */
  RuntimeException said(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return said(sql.getErrorCode() & 0xFF, failure);
      }
    }
    return failure;
  }

  private RuntimeException said(int code, RuntimeException failure) {
    if (isExchanged()) {
      return goneFault();
    }
    RuntimeException fault =
        switch (code) {
          case SQLITE_FULL -> {
            noticed(
                new Text(
                    "磁盘已满，什么都没有存：请清理数据库所在的磁盘（" + file + "）",
                    "the disk is full, nothing was stored: make room where the database lies ("
                        + file
                        + ")"));
            yield new Fault.Full(
                new Text(
                    "磁盘已满，什么都没有存；请联系管理员清理",
                    "the disk is full, nothing was stored; an administrator has to make room"));
          }
          case SQLITE_READONLY -> {
            noticed(
                new Text(
                    "数据库只读，什么都没有存：请检查 " + file + " 及其文件夹的权限和磁盘挂载方式",
                    "the database is read only, nothing was stored: see the permissions of "
                        + file
                        + " and its folder, and how the disk is mounted"));
            yield new Fault.Busy(
                new Text(
                    "数据库只读，什么都没有存；请联系管理员",
                    "the database is read only: nothing was stored; please tell an administrator"));
          }
          case SQLITE_CORRUPT, SQLITE_NOTADB -> {
            noticed(
                new Text(
                    "数据库文件已损坏（" + file + "）：请停止程序并恢复备份",
                    "the database file is damaged (" + file + "): stop and restore a backup"));
            yield new Fault.Busy(
                new Text(
                    "数据库文件已损坏；请联系管理员",
                    "the database file is damaged; please tell an administrator"));
          }
          case SQLITE_IOERR, SQLITE_CANTOPEN -> {
            noticed(
                new Text(
                    "无法读写数据库文件（" + file + "），什么都没有存：请检查磁盘",
                    "the database file cannot be read or written ("
                        + file
                        + "), nothing was stored: see the disk"));
            yield new Fault.Busy(
                new Text(
                    "无法读写数据库文件，什么都没有存；请联系管理员",
                    "the database file cannot be read or written: nothing was stored; please tell"
                        + " an administrator"));
          }
          case SQLITE_BUSY -> new Fault.Busy(BUSY);
          default -> null;
        };
    if (fault == null) {
      return failure;
    }
    fault.addSuppressed(failure);
    return fault;
  }
}
