package homestretch;

import homestretch.adapter.storage.Database;
import homestretch.core.chat.Chat;
import homestretch.core.delivery.Notices;
import homestretch.core.node.Node;
import homestretch.core.text.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What readiness looks at: the database, the last sweep, the platforms, open notices. */
final class Health {
  private static final Logger log = LoggerFactory.getLogger(Health.class);

  /** Two sweeps, and a slow third. */
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(150);

  private final Database database;
  private final Notices notices;
  private final List<Chat> chats;
  private final Node node;
  private volatile long lastSweep = System.nanoTime();

  Health(Database database, Notices notices, List<Chat> chats, Node node) {
    this.database = database;
    this.notices = notices;
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

  /** By part, what is wrong with it; empty: it is well. */
  Map<String, Optional<Text>> parts() {
    Map<String, Optional<Text>> parts = new LinkedHashMap<>();
    Optional<Text> trouble = Optional.empty();
    int open = 0;
    try {
      open = database.read(() -> notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE)).size();
    } catch (RuntimeException e) {
      log.error("the database does not answer", e);
      trouble = Optional.of(HealthTexts.SILENT);
    }
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
