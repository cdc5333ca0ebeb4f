package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Cable;
import homestretch.testing.Databases;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.Failure.Moment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real programs that share a database, paused, cut off, misled about the time, or given an old
 * copy. {@code HOMESTRETCH_SEED} says which of them, and when.
 */
@Tag("slow")
class NodesTest {
  private static final String TOKEN = "nodes-token-0123456789abcdef";
  private static final int CHANNELS = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Random RANDOM = new Random(number("HOMESTRETCH_SEED", 20261126));

  /** It is noon there: no window of a post closes while we look. */
  private static final ZoneId ZONE =
      ZoneOffset.ofHours(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour());

  @TempDir Path folder;

  private final Discord discord = Discord.start();
  private final List<Program> programs = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final List<Long> channels = new ArrayList<>();

  private static int number(String variable, int otherwise) {
    return Integer.parseInt(System.getenv().getOrDefault(variable, String.valueOf(otherwise)));
  }

  @AfterEach
  void end() {
    programs.forEach(Program::resume);
    programs.forEach(Program::close);
    discord.close();
  }

  private Map<String, String> environment(String database) {
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    environment.put("HOMESTRETCH_DATABASE_URL", database);
    return environment;
  }

  private Program start(String database) {
    return kept(Program.start(folder, environment(database)));
  }

  private Program kept(Program program) {
    programs.add(program);
    return program;
  }

  private static Rest ready(Program program) {
    Rest rest = new Rest(program.port(), TOKEN);
    Await.until("ready", PATIENCE, () -> isReady(rest));
    return rest;
  }

  private static boolean isReady(Rest rest) {
    JsonNode parts = rest.get("/health/ready").json();
    return parts.path("discord").asText().equals("ok")
        && parts.path("database").asText().equals("ok");
  }

  private static JsonNode answered(Rest.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    return answer.json();
  }

  private void campaign(Rest rest) {
    LocalDate today = LocalDate.now(ZONE);
    answered(
        rest.post(
            "/api/v1/campaigns",
            """
            {"slug": "nodes", "name": "演练", "start": "%s", "deadline": "%s", "timezone": "%s"}\
            """
                .formatted(today.minusDays(30), today.plusDays(60), ZONE)));
    for (int i = 0; i < CHANNELS; i++) {
      String address = discord.channel("频道" + i);
      addresses.add(address);
      channels.add(
          answered(
                  rest.post(
                      "/api/v1/channels",
                      """
                      {"campaign": "nodes", "platform": "discord", "address": "%s",
                       "timezone": "%s"}\
                      """
                          .formatted(address, ZONE)))
              .get("id")
              .asLong());
    }
  }

  /** One post in each channel, soon. */
  private long plan(Rest rest, Duration in) {
    ZonedDateTime at = Instant.now().plus(in).atZone(ZONE).withNano(0).plusSeconds(1);
    return answered(
            rest.post(
                "/api/v1/schedules",
                """
                {"campaign": "nodes", "post": "countdown", "cron": "%d %d %d %d %d ? %d",
                 "timezone": "%s", "channels": %s}\
                """
                    .formatted(
                        at.getSecond(),
                        at.getMinute(),
                        at.getHour(),
                        at.getDayOfMonth(),
                        at.getMonthValue(),
                        at.getYear(),
                        ZONE,
                        channels)))
        .get("id")
        .asLong();
  }

  private List<JsonNode> deliveries(Rest rest, long schedule) {
    List<JsonNode> all = new ArrayList<>();
    answered(rest.get("/api/v1/deliveries?limit=200&schedule=" + schedule))
        .get("items")
        .forEach(all::add);
    return all;
  }

  private boolean isDone(Rest rest, long schedule) {
    List<JsonNode> all = deliveries(rest, schedule);
    return all.size() == CHANNELS
        && all.stream().allMatch(d -> Set.of("sent", "late").contains(d.get("state").asText()));
  }

  private static double latest(List<JsonNode> deliveries) {
    return deliveries.stream()
            .mapToLong(
                d ->
                    Duration.between(
                            Instant.parse(d.get("plannedAt").asText()),
                            Instant.parse(d.get("sentAt").asText()))
                        .toMillis())
            .max()
            .orElseThrow()
        / 1000.0;
  }

  private void eachChannelHas(int posts) {
    for (String address : addresses) {
      List<String> marks = discord.messages(address).stream().map(Discord::mark).toList();
      assertThat(marks).as("channel " + address).hasSize(posts).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_node_paused_in_the_middle_of_a_post_is_taken_over_from_and_posts_nothing_twice()
      throws Exception {
    paused(7);
  }

  /** Longer than a claim lasts; than Discord remembers a nonce; than anybody waits. */
  @ParameterizedTest
  @ValueSource(ints = {20, 120, 600})
  @Tag("long")
  void however_long_a_node_is_paused_it_posts_nothing_twice(int seconds) throws Exception {
    paused(seconds);
  }

  private void paused(int seconds) throws Exception {
    String database = Databases.POSTGRESQL.freshUrl();
    Program first = start(database);
    Program second = start(database);
    Rest rest = ready(first);
    Rest other = ready(second);
    campaign(rest);
    long schedule = plan(rest, Duration.ofSeconds(2));
    // The answers take their time: some messages stand unanswered, some requests wait in line.
    addresses.forEach(
        address -> discord.failNext(address, new Failure.Meanwhile(Moment.DONE, NodesTest::slow)));
    int before = discord.posts();
    int moment = 3 + RANDOM.nextInt(CHANNELS / 2);
    while (discord.posts() - before < moment) {
      Thread.sleep(2);
    }
    // Whoever came first has claimed them all.
    first.pause();
    Thread.sleep(100);
    int posts = discord.posts();
    Thread.sleep(500);
    boolean pausesFirst = discord.posts() == posts;
    if (!pausesFirst) {
      second.pause();
      first.resume();
    }
    Instant paused = Instant.now();
    assertThat(discord.posts() - before).as("in the middle").isLessThan(CHANNELS);
    Rest awake = pausesFirst ? other : rest;
    Await.until("taken over", PATIENCE, () -> isDone(awake, schedule));
    assertThat(latest(deliveries(awake, schedule))).isLessThan(20);
    // Commands reach the other one, and are answered once.
    Asked asked =
        discord.slash(discord.user("小王", "zh-CN"), addresses.getFirst(), "help", Map.of());
    assertThat(asked.callback()).isNotNull();
    // Discord has forgotten every nonce by the time that the paused one wakes.
    discord.forgetNonces();
    Thread.sleep(Math.max(0, seconds * 1000L - Duration.between(paused, Instant.now()).toMillis()));
    (pausesFirst ? first : second).resume();
    Rest woken = pausesFirst ? rest : other;
    Await.until("back", PATIENCE, () -> isReady(woken));
    Thread.sleep(3000);
    eachChannelHas(1);
    Note.of(
        "a node paused for " + seconds + " s after " + moment + " of " + CHANNELS + " posts",
        CHANNELS,
        Math.round(latest(deliveries(awake, schedule)) * 1000));
    long next = plan(woken, Duration.ofSeconds(1));
    Await.until("goes on", PATIENCE, () -> isDone(awake, next));
    eachChannelHas(2);
    assertThat(discord.violations()).isEmpty();
  }

  private static void slow() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_node_whose_database_went_silent_says_so_and_the_other_takes_over() {
    String database = Databases.POSTGRESQL.freshUrl();
    URI uri = URI.create(database.substring("jdbc:".length()));
    try (Cable cable = new Cable(uri.getPort())) {
      Program far = start(database.replace(":" + uri.getPort() + "/", ":" + cable.port() + "/"));
      Program near = start(database);
      Rest cut = ready(far);
      Rest rest = ready(near);
      campaign(cut);
      long schedule = plan(rest, Duration.ofSeconds(2));
      cable.cut();
      Await.until("posted by the other", PATIENCE, () -> isDone(rest, schedule));
      assertThat(latest(deliveries(rest, schedule))).isLessThan(30);
      Note.of(
          "the connection to the database goes silent",
          CHANNELS,
          Math.round(latest(deliveries(rest, schedule)) * 1000));
      Await.until("it says so", PATIENCE, () -> !isReady(cut));
      cable.mend();
      Await.until("goes on", PATIENCE, () -> isReady(cut));
      long next = plan(cut, Duration.ofSeconds(1));
      Await.until("posted", PATIENCE, () -> isDone(rest, next));
      eachChannelHas(2);
    }
  }

  @Test
  void a_clock_that_jumps_makes_no_post_twice_and_loses_none() throws Exception {
    String database = Databases.POSTGRESQL.freshUrl();
    Path clock = Files.writeString(folder.resolve("clock"), "PT0S");
    Program first = start(database);
    Program wrong = kept(Program.startWithClock(folder, environment(database), clock));
    Rest rest = ready(first);
    campaign(rest);
    ready(wrong);
    List<Long> schedules = new ArrayList<>();
    for (String step : List.of("PT45S", "PT-10M", "PT0S")) {
      Files.writeString(clock, step);
      schedules.add(plan(rest, Duration.ofSeconds(1 + RANDOM.nextInt(2))));
      long schedule = schedules.getLast();
      Await.until("posted with a clock wrong by " + step, PATIENCE, () -> isDone(rest, schedule));
      Note.of(
          "a node's clock goes wrong by " + step,
          CHANNELS,
          Math.round(latest(deliveries(rest, schedule)) * 1000));
    }
    eachChannelHas(schedules.size());
  }

  /** By the program's own commands a build does it in RestoreTest. */
  @Test
  @Tag("long")
  void an_old_copy_put_back_finds_the_posts_that_stand_and_makes_none_twice() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    String database = "jdbc:sqlite:" + data.resolve("homestretch.db");
    Program program = start(database);
    Rest rest = ready(program);
    campaign(rest);
    long schedule = plan(rest, Duration.ofSeconds(4));
    program.stop();
    Path copy = copied(data, folder.resolve("copy"));
    Program again = start(database);
    Rest after = ready(again);
    Await.until("posted", PATIENCE, () -> isDone(after, schedule));
    Set<String> standing = ids();
    again.stop();
    // The copy of before the posts, put back ten minutes later.
    copied(copy, data);
    discord.forgetNonces();
    Rest later =
        ready(kept(Program.startLater(folder, environment(database), Duration.ofMinutes(10))));
    Await.until("found", PATIENCE, () -> isDone(later, schedule));
    eachChannelHas(1);
    Note.of("an old copy of the database put back", CHANNELS, 0);
    assertThat(deliveries(later, schedule).stream().map(d -> d.get("messageId").asText()).toList())
        .containsExactlyInAnyOrderElementsOf(standing);
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    addresses.forEach(
        address -> discord.messages(address).forEach(m -> ids.add(m.get("id").asText())));
    return ids;
  }

  private static Path copied(Path from, Path into) throws Exception {
    Files.createDirectories(into);
    try (Stream<Path> old = Files.list(into)) {
      for (Path each : old.toList()) {
        Files.delete(each);
      }
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path each : files.toList()) {
        Files.copy(each, into.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return into;
  }

  @Test
  void two_nodes_started_at_once_on_an_empty_database_make_one_sample_and_one_token()
      throws Exception {
    Map<String, String> environment =
        Map.of(
            "HOMESTRETCH_HTTP_PORT",
            "0",
            "HOMESTRETCH_DATABASE_URL",
            Databases.POSTGRESQL.freshUrl());
    Program first = kept(Program.start(folder, environment));
    Program second = kept(Program.start(folder, environment));
    List<Integer> ports = List.of(first.port(), second.port());
    List<String> tokens =
        Stream.of(first, second)
            .flatMap(p -> p.output().lines())
            .filter(line -> line.contains("administrator's token"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
    assertThat(tokens).hasSize(1);
    for (int port : ports) {
      try (Rest rest = new Rest(port, tokens.getFirst())) {
        assertThat(answered(rest.get("/api/v1/campaigns")).get("items")).hasSize(1);
        Await.until(
            "the day's posts",
            PATIENCE,
            () ->
                answered(rest.get("/api/v1/deliveries"))
                    .get("items")
                    .findValuesAsText("state")
                    .stream()
                    .filter(state -> !state.equals("missed"))
                    .allMatch(state -> state.equals("sent") || state.equals("late")));
      }
    }
  }
}
