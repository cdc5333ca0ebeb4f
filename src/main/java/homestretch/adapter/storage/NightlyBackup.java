package homestretch.adapter.storage;

import homestretch.core.delivery.Alarm;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backup each night, and at once where there is none yet; beside the sweep, not in it. */
public final class NightlyBackup {
  private static final Logger log = LoggerFactory.getLogger(NightlyBackup.class);
  private static final String SUBJECT = "backup";

  /** After midnight by so much. */
  private static final Duration NIGHT = Duration.ofHours(3);

  private final Path folder;
  private final int keep;
  private final Path database;
  private final ZoneId zone;
  private final Alarm alarm;
  private final Clock clock;
  private final AtomicBoolean busy = new AtomicBoolean();

  public NightlyBackup(
      Path folder, int keep, Path database, ZoneId zone, Alarm alarm, Clock clock) {
    this.folder = folder;
    this.keep = keep;
    this.database = database;
    this.zone = zone;
    this.alarm = alarm;
    this.clock = clock;
  }

  /** Begins a backup if this night's is missing; returns without waiting for it. */
  public void sweep() {
    if (busy.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("backup")
          .daemon()
          .start(
              () -> {
                try {
                  backUp();
                } finally {
                  busy.set(false);
                }
              });
    }
  }

  private void backUp() {
    Instant now = clock.instant();
    try {
      Instant newest = Backups.newest(folder);
      if (newest != null && !night(newest).isBefore(night(now))) {
        return;
      }
      Path made = Backups.into(folder, database, now, "night", keep);
      log.info("backed up to {}", made);
      alarm.resolve(SUBJECT);
    } catch (IOException e) {
      Text why = Reasons.of(e);
      log.error("no backup could be made in {}: {}", folder, why.en());
      alarm.raise(
          SUBJECT,
          new Text(
              "数据库没有备份成功（" + folder + "）：" + why.zh() + "。每分钟会再试。",
              "The database could not be backed up to "
                  + folder
                  + ": "
                  + why.en()
                  + ". It is tried again each minute."));
    } catch (RuntimeException e) {
      log.error("backing up", e);
    }
  }

  private LocalDate night(Instant at) {
    return LocalDate.ofInstant(at.minus(NIGHT), zone);
  }
}
