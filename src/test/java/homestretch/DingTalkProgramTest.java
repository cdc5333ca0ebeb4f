package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.dingtalk.DingTalk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole program with the sample city, as its people use it on DingTalk. */
class DingTalkProgramTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private static DingTalk dingtalk;
  private static Running program;
  private static String slug;
  private static int groups;

  @BeforeAll
  static void start() {
    dingtalk = DingTalk.start();
    program =
        Running.with(
            CLOCK,
            Map.of(
                "HOMESTRETCH_SAMPLE",
                "on",
                "HOMESTRETCH_DINGTALK_CLIENT_ID",
                DingTalk.CLIENT,
                "HOMESTRETCH_DINGTALK_CLIENT_SECRET",
                DingTalk.SECRET,
                "HOMESTRETCH_DINGTALK_API_BASE_URL",
                dingtalk.baseUrl()));
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    Await.until(
        "ready", () -> program.get("/health/ready").json().path("dingtalk").asText().equals("ok"));
  }

  @AfterAll
  static void stop() {
    program.close();
    dingtalk.close();
    assertThat(dingtalk.violations()).isEmpty();
  }

  private static String group(String department) {
    String group = "cid" + department + ++groups;
    dingtalk.join(group);
    register(group);
    program.post(
        "/api/v1/campaigns/" + slug + "/departments/" + department + "/links",
        """
        {"platform": "dingtalk", "kind": "role", "external": "%s"}\
        """
            .formatted(group));
    return group;
  }

  private static long register(String address) {
    return program
        .post(
            "/api/v1/channels",
            """
            {"campaign": "%s", "platform": "dingtalk", "address": "%s"}\
            """
                .formatted(slug, address))
        .json()
        .path("id")
        .asLong();
  }

  private static JsonNode post(long channel) {
    JsonNode schedule =
        program
            .post(
                "/api/v1/schedules",
                """
                {"campaign": "%s", "post": "countdown", "at": "09:00", "days": "all",
                 "channels": [%d]}\
                """
                    .formatted(slug, channel))
            .json();
    return program.post("/api/v1/schedules/" + schedule.get("id").asLong() + "/run", "").json();
  }

  @Test
  void board_is_a_card_that_is_turned_in_place_for_who_asked_or_by_its_number() throws Exception {
    String group = group("LJ");
    dingtalk.write("zhang", group, "排行榜");
    DingTalk.Said board = dingtalk.await(group, 1, SOON).getFirst();
    String first = board.text();
    assertThat(first).contains("名次 · ").doesNotContain("回复编号");
    assertThat(board.buttons()).containsKeys("1. 下一页");
    dingtalk.press("zhang", board, "1. 下一页");
    Await.until("the next page", () -> !board.text().equals(first));
    String second = board.text();
    dingtalk.press("other", board, "1. 上一页");
    assertThat(dingtalk.await("other", 1, SOON)).hasSize(1);
    assertThat(dingtalk.await(group, 2, SOON).get(1).text()).isEqualTo("已私信您");
    assertThat(board.text()).isEqualTo(second);
    // Where a client shows no buttons, the number does the same, as an answer of its own.
    dingtalk.write("zhang", group, "1");
    assertThat(dingtalk.await(group, 3, SOON).get(2).text()).contains("名次 · ");
  }

  @Test
  void report_is_answered_in_private_and_taken_back_by_button() throws Exception {
    String group = group("LJ");
    // More than others of this class report for it, in whatever order.
    dingtalk.write("li", group, "上报 GBR 66.99");
    assertThat(dingtalk.await(group, 1, SOON).getFirst().text()).isEqualTo("已私信您");
    DingTalk.Said receipt = dingtalk.await("li", 1, SOON).getFirst();
    assertThat(receipt.text()).contains("已收到");
    String undo =
        receipt.buttons().keySet().stream().filter(b -> b.contains("撤回")).findFirst().orElseThrow();
    // Somebody else, however they came by it, takes back nothing.
    dingtalk.press("thief", receipt, undo);
    assertThat(dingtalk.await("thief", 1, SOON).getFirst().text()).contains("过期");
    dingtalk.press("li", receipt, undo);
    Await.until("taken back", () -> receipt.text().contains("已撤回"));
    assertThat(dingtalk.said(group)).hasSize(1);
  }

  @Test
  void person_out_of_reach_sees_no_figure_in_the_group() throws Exception {
    String group = group("GX");
    dingtalk.outside("guest");
    dingtalk.write("guest", group, "上报 GBR 85.5");
    assertThat(dingtalk.await(group, 1, SOON).getFirst().text())
        .contains("私聊我")
        .doesNotContain("85.5");
  }

  @Test
  void session_that_ended_is_answered_as_a_message_and_a_second_delivery_is_no_second_report()
      throws Exception {
    String group = group("GX");
    dingtalk.write("wang", group, "倒计时", "again", false);
    dingtalk.write("wang", group, "倒计时", "again", false);
    assertThat(dingtalk.await(group, 1, SOON).getFirst().text()).contains("还有");
    dingtalk.write("wang", group, "帮助");
    assertThat(dingtalk.await(group, 2, SOON)).hasSize(2);
    Await.until("acknowledged", dingtalk::isAllAcknowledged);
  }

  @Test
  void lost_answer_is_uncertain_and_a_limit_is_waited_for() throws Exception {
    long channel = register("cidlost");
    dingtalk.join("cidlost");
    dingtalk.fail(DingTalk.Fault.LOST_ANSWER);
    assertThat(post(channel).at("/items/0/state").asText()).isEqualTo("uncertain");
    assertThat(dingtalk.said("cidlost")).hasSize(1);
    long other = register("cidlimit");
    dingtalk.join("cidlimit");
    dingtalk.fail(DingTalk.Fault.TOO_OFTEN);
    assertThat(post(other).at("/items/0/state").asText()).isEqualTo("planned");
    assertThat(dingtalk.said("cidlimit")).isEmpty();
  }

  @Test
  void stream_that_is_ended_is_opened_anew() throws Exception {
    String group = group("LJ");
    int before = dingtalk.connections();
    dingtalk.disconnect();
    Await.until("a new stream", () -> dingtalk.connections() > before && dingtalk.isConnected());
    dingtalk.write("sun", group, "倒计时");
    assertThat(dingtalk.await(group, 1, SOON)).hasSize(1);
  }

  private static int link(String department, String kind, String external) {
    return program
        .post(
            "/api/v1/campaigns/" + slug + "/departments/" + department + "/links",
            """
            {"platform": "dingtalk", "kind": "%s", "external": "%s"}\
            """
                .formatted(kind, external))
        .status();
  }

  @Test
  void department_of_the_address_book_reports_by_its_link_and_so_do_those_below_it()
      throws Exception {
    dingtalk.company.department(2001, "市财政局", 1);
    dingtalk.company.department(2002, "预算处", 2001);
    dingtalk.company.user("budget", 2002L);
    dingtalk.company.user("elsewhere", 1L);
    register("cidbureaus");
    assertThat(link("DL", "role", "2001")).isEqualTo(201);
    dingtalk.write("budget", "cidbureaus", "上报 GBR 31.5 单位:DL");
    assertThat(dingtalk.await("budget", 1, SOON).getFirst().text()).contains("已收到");
    dingtalk.write("elsewhere", "cidbureaus", "上报 GBR 32.5 单位:DL");
    assertThat(dingtalk.await("elsewhere", 1, SOON).getFirst().text()).contains("没有关联");
    dingtalk.company.isShown = false;
    dingtalk.write("unseen", "cidbureaus", "上报 GBR 33.5 单位:DL");
    assertThat(dingtalk.await("unseen", 1, SOON).getFirst().text()).contains("没有告诉我您属于哪些部门");
    dingtalk.company.isShown = true;
  }

  @Test
  void administrator_links_somebody_by_a_mention_and_a_department_by_its_only_name()
      throws Exception {
    program.post(
        "/api/v1/people",
        """
        {"platform": "dingtalk", "kind": "user", "external": "boss", "role": "administrator"}\
        """);
    dingtalk.company.department(3001, "市交通局", 1);
    dingtalk.company.department(3002, "市交通局执法队", 3001);
    dingtalk.company.user("wang7", 3001L);
    register("cidlinking");
    dingtalk.join("cidlinking");
    dingtalk.write("boss", "cidlinking", "关联 单位:WH 人员:@{wang7|王芳}");
    assertThat(dingtalk.await("boss", 1, SOON).getFirst().text()).contains("某wang7");
    dingtalk.write("boss", "cidlinking", "关联 单位:WH 部门:市交通局");
    assertThat(dingtalk.await("boss", 2, SOON).get(1).text()).contains("“市交通局”的所有人");
    dingtalk.write("boss", "cidlinking", "关联 单位:WH 人员:王芳");
    assertThat(dingtalk.await("boss", 3, SOON).get(2).text()).contains("userId");
    assertThat(link("WH", "user", "王 芳")).isEqualTo(422);
  }

  @Test
  void token_that_ended_is_renewed_and_a_ticket_that_ended_is_asked_for_anew() throws Exception {
    String group = group("LJ");
    dingtalk.fail(DingTalk.Fault.TOKEN_EXPIRED);
    dingtalk.write("token", group, "上报 GBR 66.91");
    assertThat(dingtalk.await("token", 1, SOON).getFirst().text()).contains("已收到");
    Await.until("acknowledged", dingtalk::isAllAcknowledged);
    int before = dingtalk.connections();
    dingtalk.endTickets();
    dingtalk.drop();
    Await.until("back", () -> dingtalk.connections() > before && dingtalk.isConnected());
    dingtalk.write("ticket", group, "倒计时");
    Await.until(
        "answered", () -> dingtalk.said(group).stream().anyMatch(s -> s.text().contains("还有")));
  }

  @Test
  void living_board_is_a_card_that_is_edited_in_place_and_that_nobody_pins() throws Exception {
    dingtalk.join("cidhall");
    program.post(
        "/api/v1/channels",
        """
        {"campaign": "%s", "platform": "dingtalk", "address": "cidhall", "living": true}\
        """
            .formatted(slug));
    DingTalk.Said board = dingtalk.await("cidhall", 1, SOON).getFirst();
    assertThat(board.kind()).isEqualTo("card");
    assertThat(board.text()).contains("随数据更新");
    Await.until("said", () -> program.get("/api/v1/notices").text().contains("cannot be pinned"));
    String before = board.text();
    String group = group("QH");
    dingtalk.write("zhou", group, "上报 GBR 48.9");
    dingtalk.await("zhou", 1, SOON);
    Await.until(
        "edited",
        () -> {
          CLOCK.advance(Duration.ofSeconds(2));
          return !board.text().equals(before);
        });
    assertThat(dingtalk.said("cidhall")).as("in place, and no word beside it").hasSize(1);
  }

  @Test
  void group_that_was_dissolved_is_told_in_words() {
    long channel = register("ciddissolved");
    dingtalk.join("ciddissolved");
    dingtalk.dissolve("ciddissolved");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(made.at("/items/0/reason").asText()).contains("add the robot to it");
  }
}
