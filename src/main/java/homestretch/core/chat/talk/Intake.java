package homestretch.core.chat.talk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How much of what people send to one platform is taken up at the same time. What is too much is
 * turned away before any work is done for it, whoever sends it, so that a flood costs no memory and
 * others are answered beside it.
 */
final class Intake {
  /**
   * What may be under way, from its arrival until its answer is given.
   *
   * @param ofPerson more than anybody waits for
   * @param ofChat as many as may report at once in one group
   * @param inAll of the platform; as many again are kept for chats of which little is under way
   * @param atWork commands that run; the others wait
   */
  record Limits(int ofPerson, int ofChat, int inAll, int atWork) {
    static final Limits USUAL = new Limits(10, 200, 512, 32);
  }

  /** Of a chat that is heard though the platform as a whole has too much. */
  private static final int LITTLE = 2;

  /** So often somebody is told at most that something of theirs was turned away. */
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  /**
   * Of those who are told at the same time, in all and in one chat, as each waits for its place.
   */
  private static final int MOST_TOLD = 256;

  private static final int MOST_TOLD_IN_CHAT = 3;

  private static final int MOST_REMEMBERED = 10_000;

  private final Limits limits;
  private final Semaphore atWork;
  private final Map<String, Integer> persons = new HashMap<>();
  private final Map<String, Integer> chats = new HashMap<>();
  private int all;
  private final Map<String, Long> toldAt = new HashMap<>();
  private final Map<String, Integer> telling = new HashMap<>();
  private final AtomicLong turnedAway = new AtomicLong();

  Intake(Limits limits) {
    this.limits = limits;
    this.atWork = new Semaphore(limits.atWork(), true);
  }

  /** Since the start. */
  long turnedAway() {
    return turnedAway.get();
  }

  /**
   * Runs the work on a thread of its own, if there is room for it; returns at once.
   *
   * @param tell says that nothing was done: run for a person once in a while
   */
  void take(String chat, String person, Runnable work, Runnable tell) {
    if (enter(chat, person)) {
      Thread.startVirtualThread(
          () -> {
            try {
              work.run();
            } finally {
              leave(chat, person);
            }
          });
      return;
    }
    turnedAway.incrementAndGet();
    if (isToBeTold(chat, person)) {
      Thread.startVirtualThread(
          () -> {
            try {
              tell.run();
            } finally {
              isTold(chat);
            }
          });
    }
  }

  /** Runs a command once it is its turn. */
  <T> T work(Supplier<T> command) {
    atWork.acquireUninterruptibly();
    try {
      return command.get();
    } finally {
      atWork.release();
    }
  }

  private synchronized boolean enter(String chat, String person) {
    int most = chats.getOrDefault(chat, 0) < LITTLE ? 2 * limits.inAll() : limits.inAll();
    if (all >= most
        || persons.getOrDefault(person, 0) >= limits.ofPerson()
        || chats.getOrDefault(chat, 0) >= limits.ofChat()) {
      return false;
    }
    all++;
    persons.merge(person, 1, Integer::sum);
    chats.merge(chat, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(String chat, String person) {
    all--;
    oneLess(persons, person);
    oneLess(chats, chat);
  }

  private static void oneLess(Map<String, Integer> counts, String of) {
    counts.computeIfPresent(of, (key, count) -> count == 1 ? null : count - 1);
  }

  private synchronized boolean isToBeTold(String chat, String person) {
    long now = System.nanoTime();
    Long last = toldAt.get(person);
    if (last != null && now - last < TOLD_AGAIN.toNanos()
        || telling.getOrDefault(chat, 0) >= MOST_TOLD_IN_CHAT
        || telling.size() >= MOST_TOLD) {
      return false;
    }
    telling.merge(chat, 1, Integer::sum);
    if (toldAt.size() >= MOST_REMEMBERED) {
      toldAt.clear();
    }
    toldAt.put(person, now);
    return true;
  }

  private synchronized void isTold(String chat) {
    oneLess(telling, chat);
  }
}
