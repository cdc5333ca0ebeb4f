package homestretch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 64 who write and 64 who read the same few things of one campaign at once. Half of those who write
 * count up a number that stands in a department, by {@code If-Match}; the others report, a few
 * figures again and again.
 */
public final class Crowd {
  private static final int WRITERS = 64;
  private static final int READERS = 64;
  private static final int DEPARTMENTS = 4;
  private static final int DAYS = 10;

  /** So often in a row is a read told to come again before that is no answer any more. */
  private static final int MOST_TRIES = 10;

  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final String CAMPAIGN = "/api/v1/campaigns/crowd";

  private final Rest program;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger stale = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicIntegerArray counted = new AtomicIntegerArray(DEPARTMENTS);

  /** What was acknowledged: the number of the version, and its value. */
  private final Map<Long, Integer> reported = new ConcurrentHashMap<>();

  private Crowd(Rest program) {
    this.program = program;
  }

  /** Lets them in for a time, then holds what was acknowledged against what stands. */
  public static void visits(Rest program, Duration time) throws Exception {
    Crowd crowd = new Crowd(program);
    crowd.prepare();
    crowd.work(time);
    crowd.holdCounts();
    crowd.holdLedger();
  }

  private void prepare() {
    made(
        "/api/v1/campaigns",
        "{\"slug\": \"crowd\", \"name\": \"众\", \"start\": \"2026-01-01\", \"deadline\":"
            + " \"2026-12-31\"}");
    made(CAMPAIGN + "/leagues", "{\"code\": \"L\", \"name\": \"组\"}");
    made(CAMPAIGN + "/goals", "{\"code\": \"G\", \"name\": \"指标\", \"unit\": \"个\"}");
    for (int i = 0; i < DEPARTMENTS; i++) {
      made(
          CAMPAIGN + "/departments",
          "{\"code\": \"D%d\", \"name\": \"单位%d\", \"league\": \"L\", \"lead\": \"0\"}"
              .formatted(i, i));
    }
  }

  private void made(String path, String body) {
    Rest.Answer answer = program.post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private void work(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        all.add(
            people.submit(
                () -> {
                  do {
                    if (writer % 2 == 0) {
                      count(writer / 2 % DEPARTMENTS);
                    } else {
                      report();
                    }
                  } while (System.nanoTime() < end);
                }));
      }
      for (int i = 0; i < READERS; i++) {
        int reader = i;
        all.add(people.submit(() -> read(reader, end)));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
    System.out.printf(
        Locale.ROOT,
        "crowd: %d figures, %d guarded changes and %d refused as stale, %d reads, %d times busy%n",
        reported.size(),
        counts(),
        stale.get(),
        reads.get(),
        busy.get());
  }

  private int counts() {
    int sum = 0;
    for (int i = 0; i < DEPARTMENTS; i++) {
      sum += counted.get(i);
    }
    return sum;
  }

  /** One more, if nobody else was quicker. */
  private void count(int department) {
    String path = CAMPAIGN + "/departments/D" + department;
    Rest.Answer read = got(path);
    int more = read.json().get("lead").asInt() + 1;
    Rest.Answer put =
        program.write("PUT", path, "{\"lead\": \"" + more + "\"}", "If-Match", read.header("ETag"));
    if (isBusy(put)) {
      return;
    }
    assertThat(put.status()).as(put.text()).isIn(200, 412);
    if (put.status() == 200) {
      counted.incrementAndGet(department);
    } else {
      stale.incrementAndGet();
    }
  }

  private void report() {
    int value = next.incrementAndGet();
    Rest.Answer answer =
        program.post(
            CAMPAIGN + "/reports",
            "{\"department\": \"D%d\", \"goal\": \"G\", \"value\": %d, \"asOf\": \"%s\"}"
                .formatted(value % DEPARTMENTS, value, FIRST.plusDays(value / DEPARTMENTS % DAYS)));
    if (isBusy(answer)) {
      return;
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(reported.put(answer.json().get("id").asLong(), value)).isNull();
  }

  /** The one honest refusal: nothing was written, and it is said when to come again. */
  private boolean isBusy(Rest.Answer answer) {
    if (answer.status() != 503) {
      return false;
    }
    assertThat(answer.header("Retry-After")).isNotEmpty();
    busy.incrementAndGet();
    return true;
  }

  /** What has been seen once never goes back. */
  private void read(int reader, long end) {
    int department = reader % DEPARTMENTS;
    AtomicLong count = new AtomicLong();
    AtomicLong last = new AtomicLong();
    do {
      JsonNode one = seen(CAMPAIGN + "/departments/D" + department);
      advance(count, one.get("lead").asLong());
      JsonNode latest = seen(CAMPAIGN + "/reports?limit=1");
      advance(last, latest.at("/items/0/id").asLong());
      seen(CAMPAIGN + "/leaderboard");
    } while (System.nanoTime() < end);
  }

  private static void advance(AtomicLong before, long now) {
    assertThat(now).isGreaterThanOrEqualTo(before.getAndSet(now));
  }

  private JsonNode seen(String path) {
    return got(path).json();
  }

  /** Reads; comes again when told to, as anybody would: the database may be busy for a read too. */
  private Rest.Answer got(String path) {
    for (int tries = 1; ; tries++) {
      Rest.Answer answer = program.get(path);
      if (!isBusy(answer)) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        reads.incrementAndGet();
        return answer;
      }
      assertThat(tries).as("busy whenever it is asked: %s", path).isLessThan(MOST_TRIES);
      pause(Integer.parseInt(answer.header("Retry-After")));
    }
  }

  private static void pause(int seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Each acknowledged change was made on the one before it. */
  private void holdCounts() {
    for (int i = 0; i < DEPARTMENTS; i++) {
      assertThat(seen(CAMPAIGN + "/departments/D" + i).get("lead").asInt())
          .isEqualTo(counted.get(i))
          .isPositive();
    }
  }

  /** What was acknowledged and nothing else; the versions of each figure without a hole. */
  private void holdLedger() {
    Map<Long, Integer> kept = new ConcurrentHashMap<>();
    Map<String, TreeSet<Integer>> versions = new ConcurrentHashMap<>();
    String cursor = "";
    while (true) {
      JsonNode page = seen(CAMPAIGN + "/reports?limit=500" + cursor);
      for (JsonNode each : page.get("items")) {
        kept.put(each.get("id").asLong(), each.get("value").asInt());
        versions
            .computeIfAbsent(each.get("department") + " " + each.get("asOf"), k -> new TreeSet<>())
            .add(each.get("version").asInt());
      }
      if (page.get("next").isNull()) {
        break;
      }
      cursor = "&cursor=" + page.get("next").asText();
    }
    assertThat(reported).isNotEmpty();
    assertThat(kept).isEqualTo(reported);
    versions.forEach(
        (figure, numbers) -> assertThat(numbers.last()).as(figure).isEqualTo(numbers.size()));
  }
}
