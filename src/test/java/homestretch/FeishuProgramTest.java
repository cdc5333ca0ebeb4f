package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.feishu.Feishu;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole program with the sample city, as its people use it on Feishu. */
class FeishuProgramTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Feishu feishu;
  private static Running program;
  private static String slug;
  private static int groups;

  @BeforeAll
  static void start() {
    feishu = Feishu.start();
    program =
        Running.with(
            CLOCK,
            Map.of(
                "HOMESTRETCH_SAMPLE",
                "on",
                "HOMESTRETCH_FEISHU_APP_ID",
                Feishu.APP,
                "HOMESTRETCH_FEISHU_APP_SECRET",
                Feishu.SECRET,
                "HOMESTRETCH_FEISHU_API_BASE_URL",
                feishu.baseUrl()));
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    Await.until(
        "ready", () -> program.get("/health/ready").json().path("feishu").asText().equals("ok"));
  }

  @AfterAll
  static void stop() {
    program.close();
    feishu.close();
    assertThat(feishu.violations()).isEmpty();
  }

  /** A group of a department's own, registered as a channel: who writes there reports for it. */
  private static String group(String department) {
    String group = "oc_" + department + ++groups;
    feishu.join(group);
    register(group);
    assertThat(
            program
                .post(
                    "/api/v1/campaigns/" + slug + "/departments/" + department + "/links",
                    """
                    {"platform": "feishu", "kind": "role", "external": "%s"}\
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
                {"campaign": "%s", "platform": "feishu", "address": "%s"}\
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

  private static JsonNode button(Feishu.Said on, String label) {
    return on.buttons().entrySet().stream()
        .filter(b -> b.getKey().startsWith(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(label + " is not among " + on.buttons().keySet()))
        .getValue();
  }

  @Test
  void board_is_public_and_is_paged_in_place_for_who_asked() throws Exception {
    String group = group("LJ");
    feishu.write("ou_zhang", group, "排行榜");
    Feishu.Said board = feishu.await(group, 1, SOON).getFirst();
    String first = board.text();
    assertThat(first).contains("| 名次 |");
    feishu.press("ou_zhang", board, button(board, "下一页"), null, group);
    Await.until("the next page", () -> !board.text().equals(first));
    feishu.press("ou_other", board, button(board, "上一页"), null, group);
    assertThat(feishu.await("ou_other", 1, SOON)).hasSize(1);
    assertThat(board.text()).isNotEqualTo(first);
  }

  @Test
  void report_is_answered_in_private_and_taken_back_there() throws Exception {
    String group = group("LJ");
    String event = feishu.write("ou_li", group, "上报 GBR 66.88亿元");
    assertThat(feishu.await(group, 1, SOON).getFirst().text()).contains("已私信您");
    Feishu.Said receipt = feishu.await("ou_li", 1, SOON).getFirst();
    assertThat(receipt.text()).contains("已收到").contains("66.88 亿元");
    feishu.press("ou_li", receipt, button(receipt, "撤回"), null, "oc_p2p_ou_li");
    Await.until("taken back", () -> receipt.text().contains("已撤回"));
    assertThat(feishu.said(group)).hasSize(1);
    assertThat(feishu.deliveries(event)).isEqualTo(1);
  }

  @Test
  void form_is_a_card_with_the_last_figure() throws Exception {
    String group = group("GX");
    feishu.write("ou_form", group, "上报 指标:GBR");
    assertThat(feishu.await(group, 1, SOON).getFirst().text()).contains("表单已私信您");
    Feishu.Said form = feishu.await("ou_form", 1, SOON).getFirst();
    JsonNode value = button(form, "提交");
    feishu.press(
        "ou_form", form, value, Map.of("value", "85.31", "as_of", "11-20", "note", ""), "oc_p2p");
    assertThat(feishu.await("ou_form", 2, SOON).get(1).text()).contains("85.31 亿元");
  }

  @Test
  void what_users_write_is_no_markup_and_no_mention() throws Exception {
    String group = group("GX");
    feishu.write("ou_hostile", group, "上报 GBR 86.1 备注:\"<at id=all></at> **看** [x](http://e.x)\"");
    String text = feishu.await("ou_hostile", 1, SOON).getFirst().text();
    assertThat(text)
        .contains("&#60;at id=all&#62;&#60;/at&#62; &#42;&#42;看&#42;&#42; &#91;x&#93;")
        .doesNotContain("<at");
  }

  @Test
  void post_whose_answer_was_lost_stands_once() throws Exception {
    long channel = register("oc_once");
    feishu.join("oc_once");
    feishu.fail(Feishu.Fault.LOST_ANSWER);
    JsonNode made = post(channel);
    long delivery = made.at("/items/0/id").asLong();
    assertThat(made.at("/items/0/state").asText()).isEqualTo("planned");
    assertThat(feishu.said("oc_once")).hasSize(1);
    CLOCK.advance(Duration.ofMinutes(2));
    feishu.join("oc_other");
    // Whatever is due goes out with it.
    post(register("oc_other"));
    Await.until(
        "known as sent",
        () ->
            List.of("sent", "late")
                .contains(
                    program.get("/api/v1/deliveries/" + delivery).json().path("state").asText()));
    assertThat(feishu.said("oc_once")).hasSize(1);
  }

  @Test
  void post_whose_answer_was_lost_is_found_when_feishu_has_forgotten_its_uuid() throws Exception {
    long channel = register("oc_found");
    feishu.join("oc_found");
    feishu.fail(Feishu.Fault.LOST_ANSWER);
    long delivery = post(channel).at("/items/0/id").asLong();
    feishu.forgetUuids();
    CLOCK.advance(Duration.ofMinutes(70));
    feishu.join("oc_after");
    post(register("oc_after"));
    Await.until(
        "known as sent",
        () ->
            List.of("sent", "late")
                .contains(
                    program.get("/api/v1/deliveries/" + delivery).json().path("state").asText()));
    assertThat(feishu.said("oc_found")).hasSize(1);
  }

  @Test
  void group_without_the_bot_is_said_in_words() {
    long channel = register("oc_nobody");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(made.at("/items/0/reason").asText()).contains("the bot is not in the group");
  }

  @Test
  void token_that_ended_is_renewed_and_nothing_is_lost() throws Exception {
    String group = group("LJ");
    feishu.fail(Feishu.Fault.TOKEN_EXPIRED);
    feishu.write("ou_token", group, "倒计时");
    assertThat(feishu.await(group, 1, SOON).getFirst().text()).contains("还有");
  }

  @Test
  void event_in_pieces_and_in_single_chat_is_answered() throws Exception {
    String group = group("LJ");
    program.post(
        "/api/v1/campaigns/" + slug + "/departments/LJ/links",
        """
        {"platform": "feishu", "kind": "user", "external": "ou_single"}\
        """);
    feishu.inFragments(true);
    try {
      feishu.write("ou_single", null, "上报 GBR 66.9");
      assertThat(feishu.await("ou_single", 1, SOON).getFirst().text()).contains("66.9 亿元");
    } finally {
      feishu.inFragments(false);
    }
    List<Feishu.Said> inGroup = feishu.said(group);
    assertThat(inGroup).isEmpty();
  }
}
