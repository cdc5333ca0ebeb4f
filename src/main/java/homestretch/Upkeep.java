package homestretch;

import homestretch.adapter.api.BackupResource;
import homestretch.adapter.storage.Backups;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.NightlyBackup;
import homestretch.adapter.storage.Protection;
import homestretch.core.delivery.Alarm;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the database whole: looks at its file and its protection, copies of it. */
final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  /** How long a file that is gone, or a disk that has room again, may go unnoticed. */
  static final Duration LOOKED_AT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Clock clock;
  private long lastProtected;

  Upkeep(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** What breaks in one part must not keep the others, least of all the claims being renewed. */
  static boolean attempt(String what, Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      log.error("{} failed", what, e);
      return false;
    }
  }

  /** A backup that cannot be made keeps the database from being moved on. */
  void backUpBefore(String version) {
    Path folder = settings.backup().folder();
    Path file = Backups.fileOf(settings.database().url());
    if (folder == null || file == null) {
      return;
    }
    try {
      Backups.into(folder, file, clock.instant(), "before-V" + version, settings.backup().keep());
    } catch (IOException e) {
      throw new Database.Unusable(
          new Text(
              "backup.folder：在 " + folder + " 里做不了备份，数据库没有升级到本版：" + Reasons.of(e).zh(),
              "backup.folder: the database is not moved on to this version, as no backup of it can"
                  + " be made in "
                  + folder
                  + ": "
                  + Reasons.of(e).en()),
          e);
    }
  }

  /** A notice cannot be stored while nothing can: it is raised once all is well again. */
  void look(Database database, Alarm alarm) {
    Text before = database.trouble().orElse(null);
    if (database.look().isEmpty() && before != null) {
      alarm.raise(
          "database/trouble",
          new Text(
              "数据库曾出现问题，现已恢复正常：" + before.zh(),
              "There was trouble with the database, which is well again: " + before.en()));
    }
  }

  /**
   * At the start and once a day: is it whole, is it protected? Beside the sweep, as it reads all.
   */
  void protect(Database database, Alarm alarm) {
    long now = System.nanoTime();
    if (lastProtected != 0 && now - lastProtected < Duration.ofDays(1).toNanos()) {
      return;
    }
    lastProtected = now;
    Thread.ofPlatform()
        .name("protection")
        .daemon()
        .start(
            () ->
                attempt(
                    "looking whether the database is whole",
                    () -> {
                      List<Text> wrong = Protection.look(database);
                      for (int i = 0; i < wrong.size(); i++) {
                        log.error("{}", wrong.get(i).en());
                        alarm.raise("database/" + i, wrong.get(i));
                      }
                    }));
  }

  /** A copy at the wish of an administrator; null where the database is no file. */
  BackupResource.@Nullable Copy copy() {
    Path folder = settings.backup().folder();
    Path file = Backups.fileOf(settings.database().url());
    return file == null
        ? null
        : () ->
            Backups.into(
                Objects.requireNonNull(folder),
                file,
                clock.instant(),
                "wanted",
                settings.backup().keep());
  }

  @Nullable NightlyBackup nightly(Alarm alarm) {
    Path folder = settings.backup().folder();
    if (folder == null) {
      return null;
    }
    Path file = Backups.fileOf(settings.database().url());
    if (file == null) {
      log.warn("backup.folder is for a SQLite file; back PostgreSQL up by pg_dump");
      return null;
    }
    return new NightlyBackup(
        folder, settings.backup().keep(), file, settings.timezone(), alarm, clock);
  }
}
