package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.Failure.Moment;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One drive in a Discord of its own, posted by the real program in one process or in several at
 * once, which are killed with -9 again and again. Everything is seen from outside: over the API and
 * in the channels.
 */
final class Drill implements AutoCloseable {
  private static final String TOKEN = "drill-token-0123456789abcdef";

  private static final String CAMPAIGN = "/api/v1/campaigns/drill";

  /** Where a process is when it is killed. */
  enum Step {
    /** Around the planned time, mostly before it. */
    BEFORE_CLAIM,
    /** Discord has got the request and done nothing. */
    CLAIMED,
    /** The message stands; nobody was told. */
    SENT,
    /** The answer is on its way, or there; it may be marked, or not. */
    ANSWERED,
    /** Starting, and making up for what its predecessor left. */
    SWEEP,
    /** The gateway was lost or taken away just before. */
    RECONNECT,
    /** Wherever chance has it. */
    ANY
  }

  /**
   * What came of it.
   *
   * @param posts messages that stand in the channels
   * @param twice of them, those that say a second time what stands already
   * @param lost planned while a process was up or within the window, and not to be seen
   * @param missed planned times of an outage that the catch-up rule gives up
   * @param uncertain may stand, and Discord cannot tell
   * @param late milliseconds from the planned time to the post, of the schedule that never ends
   */
  record Outcome(
      Map<Step, Integer> kills,
      int planned,
      int posts,
      int twice,
      int lost,
      int missed,
      int uncertain,
      List<Long> late) {
    Outcome and(Outcome other) {
      Map<Step, Integer> all = new EnumMap<>(kills);
      other.kills.forEach((step, count) -> all.merge(step, count, Integer::sum));
      return new Outcome(
          all,
          planned + other.planned,
          posts + other.posts,
          twice + other.twice,
          lost + other.lost,
          missed + other.missed,
          uncertain + other.uncertain,
          Stream.concat(late.stream(), other.late.stream()).toList());
    }

    /** So many of a hundred posts were no later than this; milliseconds. */
    long late(int percent) {
      List<Long> sorted = late.stream().sorted().toList();
      return sorted.isEmpty()
          ? 0
          : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    int killed() {
      return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
      return "%d kills %s: %d deliveries planned, %d posts, %d twice, %d lost, %d given up, %d uncertain, late p50 %d ms, p95 %d ms, p99 %d ms"
          .formatted(
              killed(), kills, planned, posts, twice, lost, missed, uncertain, late(50), late(95),
              late(99));
    }
  }

  /** One process of the program. */
  private static final class Seat {
    private final Program program;

    /** From when on it surely could plan and post. */
    private @Nullable Instant ready;

    private @Nullable Rest rest;

    Seat(Program program) {
      this.program = program;
    }
  }

  private record Span(Instant from, Instant to) {}

  private static final int EVERY = 5;

  /** A machine that is slower than this in planning a post shows nothing. */
  private static final Duration SLOW = Duration.ofSeconds(2 * EVERY);

  /** More than a claim lasts, and more than Discord remembers a nonce. */
  private static final Duration LATER = Duration.ofMinutes(5);

  /** Longer than the longest wait between two tries of one post, which kills use up. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final List<Failure> FAILURES =
      List.of(
          new Failure.Status(500),
          new Failure.Status(502),
          new Failure.Status(503),
          new Failure.DoneButStatus(504),
          new Failure.LostRequest(),
          new Failure.LostAnswer(),
          new Failure.HalfAnswer());

  private final Discord discord = Discord.start();
  private final Random random;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<@Nullable Seat> seats = new ArrayList<>();
  private final Map<Step, Integer> kills = new EnumMap<>(Step.class);
  private final List<Span> up = new ArrayList<>();

  /** A zone where it is noon: no window of a post closes while we look. */
  private final ZoneId zone =
      ZoneOffset.ofHours(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour());

  /** Schedules of one post each: planned time by id. */
  private final Map<Long, Instant> single = new TreeMap<>();

  private final Map<Long, String> addresses = new HashMap<>();
  private final long east;
  private final long west;
  private final long closed;
  private final long desk;
  private final long every;
  private final Instant begun;
  private boolean isUnreadable;
  private int practices;

  /**
   * @param processes that are up at once
   */
  Drill(String database, int processes, long seed, Path folder) {
    this.random = new Random(seed);
    this.folder = folder;
    this.environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    environment.put("HOMESTRETCH_DATABASE_URL", database);
    for (int i = 0; i < processes; i++) {
      seats.add(null);
    }
    try {
      Rest rest = rest(start(0));
      LocalDate today = LocalDate.now(zone);
      answered(
          rest.post(
              "/api/v1/campaigns",
              """
              {"slug": "drill", "name": "演练", "start": "%s", "deadline": "%s", "timezone": "%s"}\
              """
                  .formatted(today.minusDays(30), today.plusDays(60), zone)));
      east = channel(rest, "东区", "posts");
      west = channel(rest, "西区", "posts");
      closed = channel(rest, "公告", "posts");
      desk = channel(rest, "管理", "administrators");
      discord.set(address(closed), Discord.Standing.READ_ONLY);
      answered(rest.post(CAMPAIGN + "/leagues", "{\"code\": \"L\", \"name\": \"组\"}"));
      answered(
          rest.post(
              CAMPAIGN + "/departments", "{\"code\": \"U\", \"name\": \"单位\", \"league\": \"L\"}"));
      begun = Instant.now();
      every = added(rest, "0/%d * * * * ?".formatted(EVERY));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static JsonNode answered(Rest.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    return answer.json();
  }

  private long channel(Rest rest, String name, String purpose) {
    String address = discord.channel(name);
    long id =
        answered(
                rest.post(
                    "/api/v1/channels",
                    """
                    {"campaign": "drill", "platform": "discord", "address": "%s",
                     "purpose": "%s", "timezone": "%s"}\
                    """
                        .formatted(address, purpose, zone)))
            .get("id")
            .asLong();
    addresses.put(id, address);
    return id;
  }

  private String address(long channel) {
    return Objects.requireNonNull(addresses.get(channel));
  }

  private Rest.Answer schedule(Rest rest, String cron) {
    return rest.post(
        "/api/v1/schedules",
        """
        {"campaign": "drill", "post": "countdown", "cron": "%s", "timezone": "%s",
         "often": true, "channels": [%d, %d, %d]}\
        """
            .formatted(cron, zone, closed, east, west));
  }

  private long added(Rest rest, String cron) {
    return answered(schedule(rest, cron)).get("id").asLong();
  }

  // Processes.

  private Seat start(int at) {
    Seat seat = new Seat(Program.start(folder, environment));
    seats.set(at, seat);
    return seat;
  }

  private static Rest rest(Seat seat) {
    if (seat.rest == null) {
      seat.rest = new Rest(seat.program.port(), TOKEN);
    }
    return seat.rest;
  }

  /** Waits until a process can post. */
  private Rest connected(Seat seat) {
    Rest rest = rest(seat);
    if (seat.ready == null) {
      Await.until(
          "connected",
          PATIENCE,
          () -> rest.get("/health/ready").json().path("discord").asText().equals("ok"));
      seat.ready = Instant.now();
    }
    return rest;
  }

  private synchronized void kill(Seat seat, Step step) {
    if (!seat.program.isAlive()) {
      return;
    }
    seat.program.kill();
    kills.merge(step, 1, Integer::sum);
    buried(seat);
  }

  private synchronized boolean isBuried(Seat seat) {
    return !seats.contains(seat);
  }

  private void buried(Seat seat) {
    if (seat.ready != null) {
      up.add(new Span(seat.ready, Instant.now()));
    }
    if (seat.rest != null) {
      seat.rest.close();
    }
    seats.replaceAll(other -> other == seat ? null : other);
  }

  // Kills.

  /** Starts what is not running, plans posts, and kills one process at a step. */
  void kill(Step step) throws InterruptedException {
    int victim = random.nextInt(seats.size());
    for (int at = 0; at < seats.size(); at++) {
      if (seats.get(at) == null && (at != victim || step != Step.SWEEP)) {
        start(at);
      }
    }
    discord.mend(address(east));
    discord.mend(address(west));
    String channel = address(random.nextBoolean() ? east : west);
    switch (step) {
      case SWEEP -> {
        Seat seat = seats.get(victim);
        if (seat != null) {
          seat.program.kill();
          buried(seat);
        }
        seat = start(victim);
        Thread.sleep(random.nextInt(3500));
        kill(seat, step);
      }
      case BEFORE_CLAIM -> {
        Seat seat = ready(victim);
        Instant planned = plan(connected(seat));
        fail(channel);
        sleepUntil(planned.plusMillis(random.nextInt(-300, 100)));
        kill(seat, step);
      }
      case RECONNECT -> {
        Seat seat = ready(victim);
        Instant planned = plan(connected(seat));
        sleepUntil(planned.plusMillis(random.nextInt(-600, 0)));
        switch (random.nextInt(4)) {
          case 0 -> discord.dropGateway();
          case 1 -> discord.askToReconnect();
          case 2 -> discord.invalidate(true);
          default -> discord.invalidate(false);
        }
        sleepUntil(planned.plusMillis(random.nextInt(-300, 1500)));
        kill(seat, step);
      }
      case ANY -> throw new IllegalArgumentException("see killAtRandom");
      case CLAIMED, SENT, ANSWERED -> {
        Seat seat = ready(victim);
        plan(connected(seat));
        fail(channel);
        discord.failNext(channel, new Failure.Meanwhile(moment(step), () -> soon(seat, step)));
        Await.until("killed: " + step, PATIENCE, () -> isBuried(seat));
      }
    }
  }

  /** Kills one process after another, wherever it is, and starts it again at once. */
  void killAtRandom(int times, Duration every) throws InterruptedException {
    for (int at = 0; at < seats.size(); at++) {
      if (seats.get(at) == null) {
        start(at);
      }
      ready(at);
    }
    for (int i = 0; i < times; i++) {
      Thread.sleep(every.dividedBy(2).toMillis() + random.nextInt((int) every.toMillis()));
      int victim = random.nextInt(seats.size());
      Seat seat = seats.get(victim);
      if (seat != null) {
        kill(seat, Step.ANY);
      }
      start(victim);
    }
    for (int at = 0; at < seats.size(); at++) {
      ready(at);
    }
  }

  private Seat ready(int at) {
    for (Seat seat : seats) {
      if (seat != null) {
        connected(seat);
      }
    }
    Seat seat = seats.get(at);
    assertThat(seat).isNotNull();
    return seat;
  }

  private static Moment moment(Step step) {
    return switch (step) {
      case SENT -> Moment.DONE;
      case ANSWERED -> Moment.ANSWERED;
      default -> Moment.ARRIVED;
    };
  }

  private void soon(Seat seat, Step step) {
    try {
      Thread.sleep(step == Step.ANSWERED ? random.nextInt(30) : 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(seat, step);
  }

  /** Now and then something goes wrong before, once or more often in a row. */
  private void fail(String channel) {
    int times = List.of(0, 0, 0, 1, 1, 2, 5).get(random.nextInt(7));
    for (int i = 0; i < times; i++) {
      discord.failNext(channel, FAILURES.get(random.nextInt(FAILURES.size())));
    }
  }

  /** Has posts planned for a moment from now, and some for a moment when nobody may be up. */
  private Instant plan(Rest rest) {
    Instant soon = single(rest, Duration.ofMillis(1200));
    if (random.nextInt(3) == 0) {
      single(rest, Duration.ofMillis(2500 + random.nextInt(3000)));
    }
    if (random.nextInt(4) == 0) {
      byHand(rest);
    }
    if (random.nextInt(2) == 0) {
      approve(rest);
    }
    return soon;
  }

  private Instant single(Rest rest, Duration in) {
    while (true) {
      ZonedDateTime at = Instant.now().plus(in).atZone(zone).withNano(0).plusSeconds(1);
      Rest.Answer answer = schedule(rest, cron(at));
      if (answer.status() == 422 && !Instant.now().isBefore(at.toInstant())) {
        continue; // It was told too late: on a slow machine that time has passed.
      }
      long id = answered(answer).get("id").asLong();
      // What is told too late is not planned.
      if (Instant.now().isBefore(at.toInstant())) {
        single.put(id, at.toInstant());
      }
      return at.toInstant();
    }
  }

  private static String cron(ZonedDateTime at) {
    return "%d %d %d %d %d ? %d"
        .formatted(
            at.getSecond(),
            at.getMinute(),
            at.getHour(),
            at.getDayOfMonth(),
            at.getMonthValue(),
            at.getYear());
  }

  /** Posts by the API; a kill may cut its answer off, but not the post. */
  private void byHand(Rest rest) {
    long id = added(rest, "0 0 0 1 1 ?");
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                rest.post("/api/v1/schedules/" + id + "/run", "{}");
              } catch (UncheckedIOException e) {
                // Killed.
              }
            });
  }

  /** Has a practice posted; a kill may come before its approval, with it, or after. */
  private void approve(Rest rest) {
    practices++;
    String practice = "{\"department\": \"U\", \"what\": \"第 " + practices + " 条做法\"}";
    long id = answered(rest.post(CAMPAIGN + "/practices", practice)).get("id").asLong();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                rest.post(CAMPAIGN + "/practices/" + id + "/approve", "{}");
              } catch (UncheckedIOException e) {
                // Killed.
              }
            });
  }

  private static void sleepUntil(Instant moment) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), moment);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  /** The bot may not look into the channels any more. */
  void forbidHistory() {
    isUnreadable = true;
    discord.set(address(east), Discord.Standing.NO_HISTORY);
    discord.set(address(west), Discord.Standing.NO_HISTORY);
  }

  /** What the administrators read in their channel. */
  String notices() {
    return discord.messages(address(desk)).stream()
        .map(Discord::text)
        .collect(Collectors.joining("\n"));
  }

  // The end.

  /** Nothing fails any more: lets what is left come to its end, and looks at everything. */
  Outcome settle() {
    Seat seat = seats.getFirst();
    return settle(seat == null ? start(0) : seat, Duration.ZERO);
  }

  private static final Pattern TOGETHER =
      Pattern.compile("planned times from (\\S+) to (\\S+), all told");

  /** The same some minutes later, when Discord has forgotten every nonce. */
  Outcome settleLater() {
    for (Seat seat : new ArrayList<>(seats)) {
      if (seat != null) {
        seat.program.kill();
        buried(seat);
      }
    }
    discord.forgetNonces();
    Seat seat = new Seat(Program.startLater(folder, environment, LATER));
    seats.set(0, seat);
    return settle(seat, LATER);
  }

  private Outcome settle(Seat seat, Duration ahead) {
    addresses.values().forEach(discord::mend);
    Rest rest = connected(seat);
    Instant end = Instant.now().plus(ahead);
    // What is planned in one pass is complete once the next has begun.
    Instant fence =
        Stream.concat(Stream.of(end), single.values().stream())
            .max(Comparator.naturalOrder())
            .get()
            .plusSeconds(EVERY);
    Await.until(
        () -> "settled: " + open(rest, fence),
        PATIENCE,
        () -> {
          List<JsonNode> all = deliveries(rest);
          return all.stream().anyMatch(d -> isOf(d, every) && plannedAt(d).isAfter(fence))
              && all.stream().noneMatch(d -> isPlanned(d) && plannedAt(d).isBefore(fence))
              && told(all).containsAll(notices(rest));
        });
    answered(rest.post("/api/v1/schedules/" + every + "/pause", "{}"));
    Await.until(
        "all settled", PATIENCE, () -> deliveries(rest).stream().noneMatch(Drill::isPlanned));
    List<JsonNode> deliveries = deliveries(rest);
    assertThat(rest.get("/api/v1/channels/" + closed).json().get("state").asText())
        .isEqualTo("suspended");
    assertThat(discord.violations()).isEmpty();
    List<Long> approved = new ArrayList<>();
    answered(rest.get(CAMPAIGN + "/practices?state=approved&limit=200"))
        .get("items")
        .forEach(practice -> approved.add(practice.get("id").asLong()));
    seat.program.kill();
    return compare(deliveries, approved, end);
  }

  /** What a drill that does not settle still waits for. */
  private String open(Rest rest, Instant fence) {
    List<JsonNode> all = deliveries(rest);
    return "after the fence "
        + all.stream().anyMatch(d -> isOf(d, every) && plannedAt(d).isAfter(fence))
        + ", open "
        + all.stream().filter(d -> isPlanned(d) && plannedAt(d).isBefore(fence)).toList()
        + ", told "
        + told(all)
        + " of notices "
        + notices(rest)
        + ", ready "
        + rest.get("/health/ready").text();
  }

  /** Holds what the program says of its deliveries against the channels and the plan. */
  private Outcome compare(List<JsonNode> deliveries, List<Long> approved, Instant end) {
    List<String> wrong = new ArrayList<>();
    int posts = 0;
    int twice = 0;
    int lost = 0;
    int missed = 0;
    int uncertain = 0;
    for (long channel : addresses.keySet()) {
      Set<String> standing = new HashSet<>();
      Set<String> marks = new HashSet<>();
      for (JsonNode message : discord.messages(address(channel))) {
        posts++;
        standing.add(message.get("id").asText());
        if (!marks.add(Discord.mark(message))) {
          twice++;
          wrong.add("twice in channel " + channel + ": " + Discord.text(message));
        }
      }
      int doubtful = 0;
      for (JsonNode delivery : deliveries) {
        if (delivery.get("channel").asLong() != channel) {
          continue;
        }
        String state = delivery.get("state").asText();
        if (state.equals("sent") || state.equals("late")) {
          if (!standing.remove(delivery.get("messageId").asText())) {
            wrong.add("does not stand, or is another's: " + delivery);
          }
        } else if (state.equals("uncertain") && isUnreadable) {
          doubtful++;
        } else if (state.equals("missed") && isOutage(delivery)) {
          missed++;
        } else if (channel != closed && !isPaused(delivery, end)) {
          lost++;
          wrong.add("should be sent: " + delivery);
        }
      }
      if (standing.size() > doubtful) {
        wrong.add("stand in channel " + channel + " and nobody knows of them: " + standing);
      }
      uncertain += doubtful;
    }
    List<String> keys =
        deliveries.stream().filter(d -> d.hasNonNull("schedule")).map(Drill::key).toList();
    assertThat(keys).doesNotHaveDuplicates();
    Set<String> told = new HashSet<>(keys);
    told.addAll(toldTogether(deliveries));
    for (String key : planned(end)) {
      if (!told.contains(key)) {
        lost++;
        wrong.add("never planned: " + key);
      }
    }
    for (long practice : approved) {
      List<Long> to =
          deliveries.stream()
              .filter(d -> d.get("practice").asLong() == practice)
              .map(d -> d.get("channel").asLong())
              .toList();
      assertThat(to).as("practice " + practice).containsExactlyInAnyOrder(east, west, closed);
    }
    List<Long> late =
        deliveries.stream()
            .filter(d -> isOf(d, every) && d.hasNonNull("sentAt"))
            .map(
                d ->
                    Duration.between(plannedAt(d), Instant.parse(d.get("sentAt").asText()))
                        .toMillis())
            .toList();
    Outcome outcome =
        new Outcome(kills, deliveries.size(), posts, twice, lost, missed, uncertain, late);
    assertThat(wrong).as(outcome.toString()).isEmpty();
    return outcome;
  }

  /** Whether it was left out because we paused its schedule at the end. */
  private boolean isPaused(JsonNode delivery, Instant end) {
    return delivery.get("state").asText().equals("skipped")
        && isOf(delivery, every)
        && !plannedAt(delivery).isBefore(end);
  }

  /** Whether a planned time may be given up: of an outage's times only the last is made up for. */
  private boolean isOutage(JsonNode delivery) {
    return isOf(delivery, every) && isOutage(plannedAt(delivery));
  }

  private boolean isOutage(Instant planned) {
    return up.stream()
        .noneMatch(span -> !span.from.isAfter(planned) && span.to.isAfter(planned.plus(SLOW)));
  }

  /** The times of a long outage that one row tells of. */
  private Set<String> toldTogether(List<JsonNode> deliveries) {
    Set<String> keys = new HashSet<>();
    for (JsonNode delivery : deliveries) {
      Matcher span = TOGETHER.matcher(delivery.get("reason").asText());
      if (isOf(delivery, every) && span.find()) {
        Instant last = Instant.parse(span.group(2));
        for (Instant at = Instant.parse(span.group(1));
            !at.isAfter(last);
            at = at.plusSeconds(EVERY)) {
          if (isOutage(at)) {
            keys.add(key(every, at, delivery.get("channel").asLong()));
          }
        }
      }
    }
    return keys;
  }

  private static String key(JsonNode delivery) {
    return key(
        delivery.get("schedule").asLong(), plannedAt(delivery), delivery.get("channel").asLong());
  }

  private static String key(long schedule, Instant planned, long channel) {
    return "schedule " + schedule + " at " + planned + " in channel " + channel;
  }

  /** Everything that must be among the deliveries. */
  private List<String> planned(Instant end) {
    List<String> keys = new ArrayList<>();
    for (long channel : List.of(east, west, closed)) {
      single.forEach((id, at) -> keys.add(key(id, at, channel)));
      long first = begun.getEpochSecond() / EVERY + 2;
      for (long tick = first; tick * EVERY < end.getEpochSecond(); tick++) {
        keys.add(key(every, Instant.ofEpochSecond(tick * EVERY), channel));
      }
    }
    return keys;
  }

  private static List<String> notices(Rest rest) {
    return answered(rest.get("/api/v1/notices")).findValuesAsText("id");
  }

  private static Set<String> told(List<JsonNode> deliveries) {
    return deliveries.stream().map(d -> d.get("notice").asText()).collect(Collectors.toSet());
  }

  private static boolean isPlanned(JsonNode delivery) {
    return delivery.get("state").asText().equals("planned");
  }

  private static boolean isOf(JsonNode delivery, long schedule) {
    return delivery.get("schedule").asLong() == schedule;
  }

  private static Instant plannedAt(JsonNode delivery) {
    return Instant.parse(delivery.get("plannedAt").asText());
  }

  private static List<JsonNode> deliveries(Rest rest) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = answered(rest.get("/api/v1/deliveries?limit=200" + cursor));
      page.get("items").forEach(all::add);
      cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  @Override
  public void close() {
    for (Seat seat : new ArrayList<>(seats)) {
      if (seat != null) {
        seat.program.kill();
      }
    }
    discord.close();
  }
}
