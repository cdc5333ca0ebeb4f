package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Office;
import homestretch.testing.Offices;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.wecom.Rival;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WeCom, Feishu and DingTalk when the seat, the secret or the place at the bot is lost. */
class OfficeLostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Office> offices = Offices.start();
  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void stop() {
    programs.forEach(Program::close);
    offices.forEach(Office::close);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    offices.forEach(office -> environment.putAll(office.environment()));
    environment.put("HOMESTRETCH_SAMPLE", "on");
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", Running.TOKEN);
    return environment;
  }

  private static void register(Rest rest, Office office, String group) {
    office.open(group);
    String slug = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    assertThat(
            rest.post(
                    "/api/v1/channels",
                    """
                    {"campaign": "%s", "platform": "%s", "address": "%s"}\
                    """
                        .formatted(slug, office.platform(), group))
                .status())
        .isEqualTo(201);
  }

  private static String post(Rest rest, String group) {
    long channel = 0;
    for (var each : rest.get("/api/v1/channels?limit=200").json().path("items")) {
      channel = each.path("address").asText().equals(group) ? each.path("id").asLong() : channel;
    }
    String slug = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    long schedule =
        rest.post(
                "/api/v1/schedules",
                """
                {"campaign": "%s", "post": "countdown", "at": "09:00", "days": "all",
                 "channels": [%d]}\
                """
                    .formatted(slug, channel))
            .json()
            .path("id")
            .asLong();
    return rest.post("/api/v1/schedules/" + schedule + "/run", "")
        .json()
        .at("/items/0/state")
        .asText();
  }

  @Test
  void kick_is_obeyed_and_a_revoked_secret_is_told() throws Exception {
    try (Running program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), environment())) {
      for (Office office : offices) {
        Await.until(office.platform(), office::isConnected);
        register(program, office, "g-" + office.platform());
      }
      Offices.OfWeCom wecom = (Offices.OfWeCom) offices.get(1);
      int before = wecom.wecom().connections();
      try (Rival rival = Rival.connect(wecom.wecom())) {
        Await.until("kicked", () -> wecom.wecom().kicked() == 1);
        Await.until("said", () -> ready(program, "wecom").contains("another program"));
        Await.until("told", () -> notices(program).contains("another program has connected"));
        offices.getFirst().revoke();
        offices.getLast().revoke();
        for (String platform : List.of("feishu", "dingtalk")) {
          Await.until(platform, () -> ready(program, platform).contains("refuses"));
          Await.until(platform, () -> notices(program).contains("platform/" + platform));
          assertThat(post(program, "g-" + platform)).isEqualTo("planned");
        }
        assertThat(notices(program)).doesNotContain(homestretch.testing.feishu.Feishu.SECRET);
        // By now it would have tried: its first pause is a second.
        assertThat(rival.isKicked()).isFalse();
        assertThat(wecom.wecom().connections()).isEqualTo(before + 1);
        assertThat(post(program, "g-wecom")).isEqualTo("planned");
      }
    }
  }

  private static String ready(Rest rest, String platform) {
    return rest.get("/health/ready").json().path(platform).asText();
  }

  private static String notices(Rest rest) {
    return rest.get("/api/v1/notices").text();
  }

  @Test
  void node_without_the_seat_is_ready_posts_by_requests_and_takes_over_when_the_other_ends() {
    Map<String, String> environment = environment();
    environment.put("HOMESTRETCH_DATABASE_URL", Databases.POSTGRESQL.migratedUrl());
    Running first = Running.with(Clock.systemUTC(), environment);
    prepare(first);
    try (Running second = Running.with(Clock.systemUTC(), environment)) {
      takesOver(second, first::close);
    }
  }

  @Test
  @Tag("long")
  void node_without_the_seat_takes_over_when_the_other_is_killed() {
    Map<String, String> environment = environment();
    environment.put("HOMESTRETCH_DATABASE_URL", Databases.POSTGRESQL.migratedUrl());
    Program first = started(environment);
    try (Rest one = new Rest(first.port(), Running.TOKEN)) {
      prepare(one);
    }
    Program second = started(environment);
    try (Rest two = new Rest(second.port(), Running.TOKEN)) {
      takesOver(two, first::kill);
    }
  }

  private void prepare(Rest one) {
    for (Office office : offices) {
      Await.until(office.platform(), PATIENCE, office::isConnected);
      register(one, office, "g-" + office.platform());
    }
  }

  private void takesOver(Rest two, Runnable endTheOther) {
    for (Office office : offices) {
      assertThat(ready(two, office.platform())).as(office.platform()).isEqualTo("ok");
    }
    // These leave by requests, from either node.
    assertThat(post(two, "g-feishu")).isEqualTo("sent");
    assertThat(post(two, "g-dingtalk")).isEqualTo("sent");
    // This leaves by the socket, which the other has, unless it has ended before its next look.
    assertThat(post(two, "g-wecom")).isEqualTo("planned");
    endTheOther.run();
    Office wecom = offices.get(1);
    Await.until("posted by whom it is left to", PATIENCE, () -> !wecom.heard("g-wecom").isEmpty());
    for (Office office : offices) {
      String group = "g-" + office.platform();
      Await.until(office.platform(), PATIENCE, office::isConnected);
      Await.until("ready", PATIENCE, () -> ready(two, office.platform()).equals("ok"));
      int there = office.heard(group).size();
      office.write("ou_after", group, "倒计时");
      Await.until("answered", PATIENCE, () -> office.heard(group).size() == there + 1);
    }
    Await.until("posted", PATIENCE, () -> post(two, "g-wecom").equals("sent"));
    wecom.revoke();
    Await.until("refused", PATIENCE, () -> ready(two, "wecom").contains("WeCom refuses"));
    Await.until("told", PATIENCE, () -> notices(two).contains("WeCom refuses wecom.botId"));
    assertThat(post(two, "g-wecom")).isEqualTo("planned");
    assertThat(notices(two)).doesNotContain(homestretch.testing.wecom.WeCom.SECRET);
    for (Office office : offices) {
      assertThat(office.violations()).as(office.platform()).isEmpty();
    }
  }

  private Program started(Map<String, String> environment) {
    Program program = Program.start(folder, environment);
    programs.add(program);
    program.port();
    return program;
  }
}
