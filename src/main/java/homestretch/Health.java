package homestretch;

import homestretch.adapter.storage.Database;
import homestretch.core.chat.Chat;
import homestretch.core.delivery.Notices;
import homestretch.core.node.Node;
import homestretch.core.text.Text;
import homestretch.core.work.Inquiry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What readiness looks at: the database, the last sweep, the platforms, open notices. */
final class Health {
  /** Two sweeps, and a slow third. */
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(150);

  /** Within the two seconds that a probe waits. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Database database;
  private final Inquiry<Integer> openNotices;
  private final List<Chat> chats;
  private final Node node;
  private volatile long lastSweep = System.nanoTime();

  Health(Database database, Notices notices, List<Chat> chats, Node node) {
    this.database = database;
    this.openNotices =
        new Inquiry<>(
            "asking the database for health",
            PATIENCE,
            () ->
                database.read(() -> notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE)).size());
    this.chats = chats;
    this.node = node;
  }

  void swept() {
    lastSweep = System.nanoTime();
  }

  /** The time since a look for posts to make was last completed. */
  Duration sinceSweep() {
    return Duration.ofNanos(System.nanoTime() - lastSweep);
  }

  /** By part, what is wrong with it; empty: it is well. Answered within two seconds. */
  Map<String, Optional<Text>> parts() {
    Map<String, Optional<Text>> parts = new LinkedHashMap<>();
    Optional<Integer> answered = openNotices.ask();
    int open = answered.orElse(0);
    Optional<Text> trouble =
        answered.isPresent() ? Optional.empty() : Optional.of(HealthTexts.SILENT);
    Optional<Text> said = database.trouble();
    if (said.isPresent()) {
      trouble = said;
    }
    if (database.isOutdated()) {
      trouble = Optional.of(HealthTexts.OUTDATED);
    } else if (trouble.isEmpty() && !node.tenure().isHeld()) {
      trouble = Optional.of(HealthTexts.NO_PLACE);
    }
    parts.put("database", trouble);
    parts.put("sweep", sweepTrouble());
    chats.forEach(chat -> parts.put(chat.platform(), chat.trouble()));
    parts.put("notices", open == 0 ? Optional.empty() : Optional.of(HealthTexts.notices(open)));
    return parts;
  }

  /** Posts are looked for every minute; a sweep that hangs or fails is what readiness is about. */
  private Optional<Text> sweepTrouble() {
    long seconds = sinceSweep().toSeconds();
    return seconds <= LONGEST_SWEEP.toSeconds()
        ? Optional.empty()
        : Optional.of(HealthTexts.swept(seconds));
  }
}
