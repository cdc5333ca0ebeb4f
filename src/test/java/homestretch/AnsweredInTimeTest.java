package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.User;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to the database or on the way, who asks gets one answer, and in time. */
class AnsweredInTimeTest {
  private static final int ANNOUNCED = 5;
  private static final Duration STALL = Duration.ofSeconds(5);

  private Discord discord;
  private Running program;
  private String url;
  private String channel;
  private User reporter;

  @BeforeEach
  void start() {
    // JDA takes an interaction of another year for one that has expired.
    discord = Discord.start();
    channel = discord.channel("冲刺");
    reporter = discord.user("张三", "zh-CN");
    url = Databases.SQLITE.migratedUrl();
    program = start(url);
    String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    assertThat(
            program
                .post(
                    "/api/v1/channels",
                    "{\"campaign\": \"%s\", \"platform\": \"discord\", \"address\": \"%s\"}"
                        .formatted(slug, channel))
                .status())
        .isEqualTo(201);
    assertThat(
            program
                .post(
                    "/api/v1/campaigns/" + slug + "/departments/LJ/links",
                    "{\"platform\": \"discord\", \"kind\": \"user\", \"external\": \"%s\","
                            .formatted(reporter.id())
                        + " \"role\": \"reporter\"}")
                .status())
        .isEqualTo(201);
    Await.until(
        "connected",
        () -> program.get("/health/ready").json().path("discord").asText().equals("ok"));
    Await.until("registered", () -> discord.commandWrites() == 1);
    // The first of everything is slow.
    discord.slash(reporter, channel, "leaderboard", Map.of()).message();
  }

  private Running start(String database) {
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_SAMPLE", "on");
    environment.put("HOMESTRETCH_DATABASE_URL", database);
    return Running.with(new SettableClock("2026-11-23T04:00:00Z"), environment);
  }

  @AfterEach
  void stop() {
    program.close();
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  private Asked report(String value) {
    return discord.slash(reporter, channel, "report", Map.of("goal", "GBR", "value", value));
  }

  private String history() {
    return discord.slash(reporter, channel, "history", Map.of("goal", "GBR")).text();
  }

  private long count(String outcome) {
    String line =
        program
            .get("/metrics")
            .text()
            .lines()
            .filter(l -> l.startsWith("homestretch_chat_answers_total{"))
            .filter(l -> l.contains("platform=\"discord\"") && l.contains('"' + outcome + '"'))
            .findFirst()
            .orElseThrow();
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void with_the_database_stalled_for_five_seconds_all_are_acknowledged_within_one()
      throws SQLException {
    long late = count("late");
    List<Asked> asked;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      asked =
          List.of(
              discord.slash(reporter, channel, "countdown", Map.of()),
              discord.slash(reporter, channel, "progress", Map.of()),
              report("66.88"));
      for (Asked each : asked) {
        assertThat(each.type()).isEqualTo(ANNOUNCED);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      Await.until("the stall is over", () -> System.nanoTime() - start > STALL.toNanos());
      statement.execute("ROLLBACK");
    }
    // Whether it was done or not, each is told; what was told to be undone is undone.
    assertThat(asked.get(1).text()).containsAnyOf("应完成", "系统正忙");
    String receipt = asked.get(2).text();
    assertThat(receipt).containsAnyOf("已收到", "系统正忙");
    Await.until(
        "the public one is answered, or taken back and whispered",
        () -> asked.get(0).isTakenBack() || !asked.get(0).text().isEmpty());
    assertThat(history().contains("66.88")).isEqualTo(receipt.contains("已收到"));
    assertThat(count("late")).isGreaterThanOrEqualTo(late + 3);
  }

  @Test
  void a_command_that_comes_twice_makes_one_report_and_one_answer() {
    Asked once = report("66.88");
    assertThat(once.text()).contains("已收到");
    discord.again(once);
    Await.until("passed over", () -> count("came_twice") == 1);
    assertThat(once.followUps()).isEmpty();
    assertThat(history()).containsOnlyOnce("66.88");
  }

  @Test
  void an_answer_whose_way_was_cut_is_given_once_and_counted() {
    discord.failNext("callback", new Failure.LostAnswer());
    Asked lost = report("66.88");
    assertThat(lost.text()).contains("已收到");
    Await.until("counted", () -> count("answered_twice") == 1);
    assertThat(history()).containsOnlyOnce("66.88");
  }

  @Test
  void a_stop_waits_for_the_answers_that_are_under_way() throws Exception {
    Thread stopping;
    Asked asked;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      asked = report("66.88");
      assertThat(asked.type()).isEqualTo(ANNOUNCED);
      stopping = Thread.ofPlatform().start(program.app::close);
      Await.until("it is stopping", () -> stopping.getState() != Thread.State.RUNNABLE);
      statement.execute("ROLLBACK");
    }
    stopping.join();
    assertThat(asked.text()).contains("已收到");

    // Started again, it knows the buttons that it gave before; one that is nobody's is told so.
    program.close();
    program = start(url);
    Asked undone = discord.press(reporter, channel, asked.message(), "撤回（10 分钟内）");
    assertThat(undone.text()).contains("已撤回");
    ObjectNode old = asked.message().deepCopy();
    ((ObjectNode) old.at("/components/0/components/0")).put("custom_id", "~gone~");
    String label = Discord.buttons(old).values().iterator().next();
    Asked expired = discord.press(reporter, channel, old, label);
    assertThat(expired.text()).contains("已过期");
  }
}
