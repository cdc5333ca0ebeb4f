package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Office;
import homestretch.testing.Offices;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on WeCom, Feishu and DingTalk, with one program on all three. */
class OfficeTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");

  private static List<Office> all;
  private static Running program;
  private static String slug;
  private static int groups;

  @BeforeAll
  static void start() {
    all = Offices.start();
    Map<String, String> environment = new HashMap<>(Map.of("HOMESTRETCH_SAMPLE", "on"));
    all.forEach(office -> environment.putAll(office.environment()));
    program = Running.with(CLOCK, environment);
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    all.forEach(office -> Await.until(office.platform(), office::isConnected));
  }

  @AfterAll
  static void stop() {
    program.close();
    all.forEach(office -> assertThat(office.violations()).as(office.platform()).isEmpty());
    all.forEach(Office::close);
  }

  static List<String> platforms() {
    return List.of("feishu", "wecom", "dingtalk");
  }

  private static Office on(String platform) {
    return all.stream().filter(o -> o.platform().equals(platform)).findFirst().orElseThrow();
  }

  private static String group(Office office) {
    String group = "oc_office" + ++groups;
    office.open(group);
    return group;
  }

  private static long register(Office office, String group) {
    JsonNode channel =
        program
            .post(
                "/api/v1/channels",
                """
                {"campaign": "%s", "platform": "%s", "address": "%s"}\
                """
                    .formatted(slug, office.platform(), group))
            .json();
    assertThat(channel.path("id").asLong()).as(channel.toString()).isPositive();
    return channel.get("id").asLong();
  }

  private static JsonNode post(String kind, List<Long> channels) {
    long schedule =
        program
            .post(
                "/api/v1/schedules",
                """
                {"campaign": "%s", "post": "%s", "at": "09:00", "days": "all", "channels": %s}\
                """
                    .formatted(slug, kind, channels))
            .json()
            .path("id")
            .asLong();
    program.post("/api/v1/schedules/" + schedule + "/run", "");
    return program.get("/api/v1/deliveries?limit=200&schedule=" + schedule).json().path("items");
  }

  private static String ready(Office office) {
    return program.get("/health/ready").json().path(office.platform()).asText();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void connection_that_breaks_is_made_anew_and_commands_are_answered(String platform) {
    Office office = on(platform);
    String group = group(office);
    register(office, group);
    office.drop();
    Await.until("back", office::isConnected);
    Await.until("ready", () -> ready(office).equals("ok"));
    office.write("ou_back", group, "倒计时");
    Await.until("answered", () -> !office.heard(group).isEmpty());
    assertThat(office.heard(group).getFirst().text()).contains("还有");
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void limit_of_the_platform_is_waited_for(String platform) {
    Office office = on(platform);
    String group = group(office);
    long channel = register(office, group);
    office.fail(Office.Trouble.TOO_OFTEN);
    long delivery = post("countdown", List.of(channel)).at("/0/id").asLong();
    assertThat(state(delivery)).isEqualTo("planned");
    assertThat(office.heard(group)).isEmpty();
    CLOCK.advance(Duration.ofMinutes(2));
    // Whatever is due goes out with it.
    String other = group(office);
    post("countdown", List.of(register(office, other)));
    Await.until("posted", () -> List.of("sent", "late").contains(state(delivery)));
    assertThat(office.heard(group)).hasSize(1);
  }

  private static String state(long delivery) {
    return program.get("/api/v1/deliveries/" + delivery).json().path("state").asText();
  }

  /** Feishu would know the post by its uuid; the others know nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"wecom", "dingtalk"})
  void request_that_broke_off_is_told_and_never_sent_again(String platform) {
    Office office = on(platform);
    String group = group(office);
    long channel = register(office, group);
    office.fail(Office.Trouble.DROPPED);
    long delivery = post("countdown", List.of(channel)).at("/0/id").asLong();
    assertThat(state(delivery)).isEqualTo("uncertain");
    Await.until("told", () -> program.get("/api/v1/notices").text().contains(group));
    Await.until("back", office::isConnected);
    CLOCK.advance(Duration.ofMinutes(5));
    post("countdown", List.of(register(office, group(office))));
    assertThat(office.heard(group)).isEmpty();
  }

  /** Of WeCom's one connection the group would not be told either. */
  @ParameterizedTest
  @ValueSource(strings = {"feishu", "dingtalk"})
  void private_answer_that_was_not_confirmed_is_said_in_the_group_without_the_figure(
      String platform) {
    Office office = on(platform);
    String group = group(office);
    register(office, group);
    program.post(
        "/api/v1/campaigns/" + slug + "/departments/GX/links",
        """
        {"platform": "%s", "kind": "role", "external": "%s"}\
        """
            .formatted(platform, group));
    office.fail(Office.Trouble.LOST_ANSWER);
    office.write("ou_lost", group, "上报 GBR 87.3");
    Await.until("said", () -> !office.heard(group).isEmpty());
    assertThat(office.heard(group).getFirst().text()).contains("没有确认").doesNotContain("87.3");
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void what_people_write_is_no_markup_and_calls_nobody(String platform) {
    Office office = on(platform);
    String group = group(office);
    register(office, group);
    program.post(
        "/api/v1/campaigns/" + slug + "/departments/GX/links",
        """
        {"platform": "%s", "kind": "role", "external": "%s"}\
        """
            .formatted(platform, group));
    String note = "<@all> @所有人 <at id=all></at> **粗** [x](http://e.x) |格|";
    office.write("ou_bad", group, "上报 GBR 86.1 备注:\"" + note + "\"");
    Await.until("answered", () -> !office.heard("ou_bad").isEmpty());
    office.write("ou_bad", group, "记录 指标:GBR");
    Await.until("history", () -> office.heard("ou_bad").size() > 1);
    for (String raw : raw(office, "ou_bad")) {
      assertThat(raw).doesNotContain("<@", "<at", "@所有人", "@all", " **粗**", "[x](http", "|格|");
    }
  }

  /** As it is sent, before the platform reads its markup. */
  private static List<String> raw(Office office, String chat) {
    return switch (office) {
      case Offices.OfFeishu(var feishu) -> feishu.said(chat).stream().map(s -> s.text()).toList();
      case Offices.OfWeCom(var wecom) -> wecom.said(chat).stream().map(s -> s.text()).toList();
      case Offices.OfDingTalk(var dingtalk) ->
          dingtalk.said(chat).stream().map(s -> s.text()).toList();
      default -> throw new IllegalStateException(office.platform());
    };
  }

  @Test
  void picture_stands_below_its_words_on_wecom() {
    Office office = on("wecom");
    String group = group(office);
    register(office, group);
    office.write("ou_picture", group, "排行榜");
    Await.until("board", () -> office.heard(group).size() == 1);
    office.tap("ou_picture", group, true, "图片");
    Await.until("picture", () -> office.heard(group).size() >= 3);
    Offices.OfWeCom wecom = (Offices.OfWeCom) office;
    JsonNode picture =
        wecom.wecom().said(group).stream()
            .map(s -> s.body())
            .filter(b -> b.path("msgtype").asText().equals("image"))
            .findFirst()
            .orElseThrow();
    byte[] png = wecom.wecom().media(picture.at("/image/media_id").asText());
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
  }

  /** Without the scope for cards choices are numbers, each a link that says it. */
  @Test
  void tap_on_choices_that_are_not_the_last_ones_does_nothing_on_dingtalk() {
    Office office = on("dingtalk");
    String group = group(office);
    register(office, group);
    ((Offices.OfDingTalk) office).dingtalk().grantCards(false);
    office.write("ou_old", group, "排行榜");
    Await.until("board", () -> office.heard(group).size() == 1);
    assertThat(office.heard(group).getFirst().labels()).contains("下一页");
    office.tap("ou_old", group, true, "下一页");
    Await.until("next page", () -> office.heard(group).size() == 2);
    Offices.OfDingTalk dingtalk = (Offices.OfDingTalk) office;
    String old = dingtalk.dingtalk().said(group).getFirst().text();
    String saying = old.replaceAll("(?s).*sendMessage\\?content=([^)]*)\\).*", "$1");
    office.write("ou_old", group, saying.replace("%20", " ").replace("%23", "#"));
    Await.until("expired", () -> office.heard("ou_old").size() == 1);
    assertThat(office.heard("ou_old").getFirst().text()).contains("过期");
  }

  /** No post calls anybody but whom its schedule names, and where that cannot be it is refused. */
  @Test
  void schedule_calls_whom_it_names_where_the_platform_lets_it() {
    Map<String, Map<String, Boolean>> cases =
        Map.of(
            "feishu", Map.of("all", true, "ou_mayor", true, "mayor", false),
            "wecom", Map.of("mayor", true, "all", false),
            "dingtalk", Map.of("mayor", false, "all", false));
    Map<String, String> tags = Map.of("feishu", "<at id=%s></at>", "wecom", "<@%s>");
    cases.forEach(
        (platform, mentions) ->
            mentions.forEach(
                (mention, isTaken) -> {
                  Office office = on(platform);
                  String group = group(office);
                  var made =
                      program.post(
                          "/api/v1/schedules",
                          """
                          {"campaign": "%s", "post": "countdown", "at": "09:00", "days": "all",
                           "channels": [%d], "mention": "%s"}\
                          """
                              .formatted(slug, register(office, group), mention));
                  assertThat(made.status())
                      .as(platform + made.text())
                      .isEqualTo(isTaken ? 201 : 422);
                  if (isTaken) {
                    program.post(
                        "/api/v1/schedules/" + made.json().get("id").asLong() + "/run", "");
                    assertThat(raw(office, group).getFirst())
                        .contains(tags.getOrDefault(platform, "").formatted(mention));
                  }
                }));
  }

  /** However many come, nothing is done for what is too much, it is said, and others are heard. */
  @ParameterizedTest
  @MethodSource("platforms")
  void flood_is_turned_away_and_said_once_and_others_are_answered_beside_it(String platform) {
    Office office = on(platform);
    String group = group(office);
    register(office, group);
    program.post(
        "/api/v1/campaigns/" + slug + "/departments/WH/links",
        """
        {"platform": "%s", "kind": "role", "external": "%s"}\
        """
            .formatted(platform, group));
    int sent = 150;
    long before = turnedAway(platform);
    int figures = figures();
    for (int i = 0; i < sent; i++) {
      office.write("ou_flood", group, "上报 GBR 16." + (100 + i));
    }
    Await.until("turned away", () -> turnedAway(platform) - before > sent / 2);
    Await.until(
        "said", () -> office.heard(group).stream().anyMatch(h -> h.text().contains("一下子来得太多")));
    assertThat(office.heard(group).stream().filter(h -> h.text().contains("一下子来得太多"))).hasSize(1);
    String aside = group(office);
    register(office, aside);
    office.write("ou_calm", aside, "倒计时");
    Await.until("answered beside it", () -> !office.heard(aside).isEmpty());
    assertThat(office.heard(aside).getFirst().text()).contains("还有");
    assertThat(figures() - figures)
        .isLessThanOrEqualTo((int) (sent - turnedAway(platform) + before));
  }

  private static int figures() {
    return program
        .get("/api/v1/campaigns/" + slug + "/reports?department=WH&goal=GBR&limit=200")
        .json()
        .path("items")
        .size();
  }

  private static long turnedAway(String platform) {
    return program
        .get("/metrics")
        .text()
        .lines()
        .filter(l -> l.startsWith("homestretch_chat_answers_total{"))
        .filter(l -> l.contains("\"" + platform + "\"") && l.contains("\"turned_away\""))
        .mapToLong(l -> (long) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void many_groups_get_their_post_while_a_command_is_answered() {
    many(24);
  }

  @Test
  @Tag("long")
  void two_hundred_groups_get_their_post_while_commands_are_answered() {
    many(200);
  }

  private static void many(int each) {
    List<Long> channels = new ArrayList<>();
    Map<Office, List<String>> addresses = new HashMap<>();
    for (Office office : all) {
      for (int i = 0; i < each; i++) {
        String group = group(office);
        addresses.computeIfAbsent(office, o -> new ArrayList<>()).add(group);
        channels.add(register(office, group));
      }
    }
    long begun = System.nanoTime();
    Thread posting = Thread.ofVirtual().start(() -> post("leaderboard", channels));
    List<String> waits = new ArrayList<>();
    for (Office office : all) {
      String aside = group(office);
      register(office, aside);
      long asked = System.nanoTime();
      office.write("ou_aside", aside, "倒计时");
      Await.until("answered", Duration.ofMinutes(1), () -> !office.heard(aside).isEmpty());
      waits.add(office.platform() + " " + (System.nanoTime() - asked) / 1_000_000 + " ms");
    }
    addresses.forEach(
        (office, groups) ->
            Await.until(
                office.platform(),
                Duration.ofMinutes(2),
                () -> groups.stream().allMatch(g -> office.heard(g).size() == 1)));
    System.out.printf(
        "%d groups on each of three platforms: %d ms; a command beside: %s%n",
        each, (System.nanoTime() - begun) / 1_000_000, waits);
    try {
      posting.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
