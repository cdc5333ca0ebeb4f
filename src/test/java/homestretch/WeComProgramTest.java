package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.wecom.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole program with the sample city, as its people use it on WeCom. */
class WeComProgramTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private static WeCom wecom;
  private static Running program;
  private static String slug;
  private static int people;

  @BeforeAll
  static void start() {
    wecom = WeCom.start();
    program =
        Running.with(
            CLOCK,
            Map.of(
                "HOMESTRETCH_SAMPLE",
                "on",
                "HOMESTRETCH_WECOM_BOT_ID",
                WeCom.BOT,
                "HOMESTRETCH_WECOM_SECRET",
                WeCom.SECRET,
                "HOMESTRETCH_WECOM_SOCKET_URL",
                wecom.socketUrl()));
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    Await.until("connected", wecom::isConnected);
    Await.until(
        "ready", () -> program.get("/health/ready").json().path("wecom").asText().equals("ok"));
  }

  @AfterAll
  static void stop() {
    program.close();
    wecom.close();
    assertThat(wecom.violations()).isEmpty();
  }

  /** A group of a department's own, registered as a channel: who writes there reports for it. */
  private static String group(String department) {
    String group = "wr" + department + ++people;
    register(group);
    assertThat(
            program
                .post(
                    "/api/v1/campaigns/" + slug + "/departments/" + department + "/links",
                    """
                    {"platform": "wecom", "kind": "role", "external": "%s"}\
                    """
                        .formatted(group))
                .status())
        .isEqualTo(201);
    return group;
  }

  private static long register(String address) {
    JsonNode channel =
        program
            .post(
                "/api/v1/channels",
                """
                {"campaign": "%s", "platform": "wecom", "address": "%s"}\
                """
                    .formatted(slug, address))
            .json();
    assertThat(channel.path("id").asLong()).as(channel.toString()).isPositive();
    return channel.get("id").asLong();
  }

  private static JsonNode post(long channel) {
    JsonNode schedule =
        program
            .post(
                "/api/v1/schedules",
                """
                {"campaign": "%s", "post": "leaderboard", "at": "09:00", "days": "all",
                 "channels": [%d]}\
                """
                    .formatted(slug, channel))
            .json();
    return program.post("/api/v1/schedules/" + schedule.get("id").asLong() + "/run", "").json();
  }

  @Test
  void board_is_public_and_its_buttons_are_a_card() throws Exception {
    String group = group("GX");
    wecom.write("zhang", group, "@冲刺榜 排行榜");
    WeCom.Said board = wecom.await(group, 1, SOON).getFirst();
    assertThat(board.text()).contains("| 名次 |").contains("| ---: |");
    String next =
        board.buttons().entrySet().stream()
            .filter(b -> b.getValue().equals("下一页"))
            .findFirst()
            .orElseThrow()
            .getKey();
    wecom.press("zhang", group, board.body().at("/template_card/task_id").asText(), next);
    assertThat(wecom.await(group, 3, SOON).get(1).text()).isNotEqualTo(board.text());
  }

  @Test
  void report_in_a_departments_group_is_answered_in_private() throws Exception {
    String group = group("LJ");
    wecom.open("li");
    wecom.write("li", group, "@冲刺榜 上报 GBR 66.88亿元");
    assertThat(wecom.await(group, 1, SOON).getFirst().text()).isEqualTo("已私信您");
    List<WeCom.Said> told = wecom.await("li", 2, SOON);
    assertThat(told.getFirst().text()).contains("已收到").contains("66.88 亿元");
    assertThat(told.get(1).buttons().values()).anyMatch(b -> b.startsWith("撤回"));
    String undo =
        told.get(1).buttons().entrySet().stream()
            .filter(b -> b.getValue().startsWith("撤回"))
            .findFirst()
            .orElseThrow()
            .getKey();
    // Somebody else to whom it was passed on presses it in vain.
    wecom.open("passedon");
    wecom.press("passedon", null, told.get(1).body().at("/template_card/task_id").asText(), undo);
    assertThat(wecom.await("passedon", 1, SOON).getFirst().text()).contains("过期");
    // The receipt stands in the chat with the person; it concerns the group's campaign.
    wecom.press("li", null, told.get(1).body().at("/template_card/task_id").asText(), undo);
    assertThat(wecom.await("li", 3, SOON).get(2).text()).contains("已撤回");
    assertThat(wecom.said(group)).hasSize(1);
  }

  @Test
  void who_never_wrote_to_the_bot_is_asked_to_and_no_figure_stands_in_the_group() throws Exception {
    String group = group("GX");
    wecom.write("stranger", group, "@冲刺榜 上报 GBR 41.5");
    assertThat(wecom.await(group, 1, SOON).getFirst().text())
        .contains("私聊我")
        .doesNotContain("41.5");
  }

  @Test
  void form_is_asked_for_one_question_at_a_time_and_english_is_answered_in_english()
      throws Exception {
    String group = group("GX");
    wecom.open("ann");
    wecom.write("ann", group, "@Homestretch /report goal:GBR");
    String asked = wecom.await("ann", 1, SOON).getFirst().text();
    assertThat(asked).contains("1 of ");
    wecom.write("ann", null, "85.2");
    assertThat(wecom.await("ann", 2, SOON).get(1).text()).contains("2 of ");
    wecom.write("ann", null, "done");
    assertThat(wecom.await("ann", 3, SOON).get(2).text()).contains("8.52 billion yuan");
  }

  @Test
  void same_message_twice_is_one_report() throws Exception {
    String group = group("LJ");
    wecom.open("qian");
    wecom.write("qian", group, "@冲刺榜 上报 GBR 66.77", "twice");
    wecom.write("qian", group, "@冲刺榜 上报 GBR 66.77", "twice");
    wecom.await("qian", 1, SOON);
    wecom.write("qian", group, "@冲刺榜 记录 指标:GBR");
    Await.until(
        "the history", () -> wecom.said("qian").stream().anyMatch(s -> s.text().contains("版")));
    assertThat(wecom.said("qian").stream().filter(s -> s.text().startsWith("**已收到"))).hasSize(1);
  }

  @Test
  void post_stands_as_markdown_and_what_users_wrote_cannot_mention() throws Exception {
    long channel = register("wrposts");
    wecom.open("wrposts");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).as(made.toString()).isEqualTo("sent");
    String text = wecom.await("wrposts", 1, SOON).getFirst().text();
    assertThat(text).contains("| 名次 |").doesNotContain("<");
  }

  @Test
  void lost_answer_is_uncertain_at_once_and_not_posted_again() throws Exception {
    long channel = register("wrlost");
    wecom.open("wrlost");
    wecom.fail(WeCom.Fault.DROPPED_AFTER);
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).as(made.toString()).isEqualTo("uncertain");
    Await.until("back", wecom::isConnected);
    assertThat(wecom.said("wrlost")).hasSize(1);
    assertThat(program.get("/api/v1/notices").text()).contains("wrlost");
  }

  @Test
  void chat_where_nobody_wrote_is_said_in_words() {
    long channel = register("wrnobody");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(made.at("/items/0/reason").asText()).contains("nobody has written to the bot");
  }

  @Test
  void departments_are_refused_as_links_with_the_reason() throws Exception {
    program.post(
        "/api/v1/people",
        """
        {"platform": "wecom", "kind": "user", "external": "boss", "role": "administrator"}\
        """);
    String group = group("GX");
    wecom.open("boss");
    wecom.write("boss", group, "@冲刺榜 关联 单位:WH 部门:12");
    assertThat(wecom.await("boss", 1, SOON).getFirst().text())
        .contains("不告诉机器人谁在哪个部门")
        .contains("本群");
    wecom.write("boss", group, "@冲刺榜 关联 单位:WH 人员:王芳");
    assertThat(wecom.await("boss", 2, SOON).get(1).text()).contains("userid");
    for (String wrong :
        List.of(
            "{\"platform\": \"wecom\", \"kind\": \"role\", \"external\": \"12\"}",
            "{\"platform\": \"wecom\", \"kind\": \"user\", \"external\": \"王芳\"}")) {
      var refused = program.post("/api/v1/campaigns/" + slug + "/departments/WH/links", wrong);
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.text()).contains("external");
    }
  }

  @Test
  void group_that_was_dissolved_is_told_in_words() {
    long channel = register("wrdissolved");
    wecom.open("wrdissolved");
    wecom.dissolve("wrdissolved");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(made.at("/items/0/reason").asText()).contains("nobody has written to the bot");
  }
}
