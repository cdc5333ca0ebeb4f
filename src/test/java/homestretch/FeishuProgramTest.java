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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole program with the sample city, as its people use it on Feishu. */
class FeishuProgramTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** It has a living board. */
  private static final String HALL = "oc_hall";

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
    feishu.join(HALL);
    program.post(
        "/api/v1/channels",
        """
        {"campaign": "%s", "platform": "feishu", "address": "%s", "living": true}\
        """
            .formatted(slug, HALL));
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
    feishu.menu("ou_menu", "帮助");
    assertThat(feishu.await("ou_menu", 1, SOON).getFirst().text()).contains("没有关联任何单位");
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

  private static int link(String department, String kind, String external) {
    return program
        .post(
            "/api/v1/campaigns/" + slug + "/departments/" + department + "/links",
            """
            {"platform": "feishu", "kind": "%s", "external": "%s"}\
            """
                .formatted(kind, external))
        .status();
  }

  private static void administrator(String user) {
    assertThat(
            program
                .post(
                    "/api/v1/people",
                    """
                    {"platform": "feishu", "kind": "user", "external": "%s",
                     "role": "administrator"}\
                    """
                        .formatted(user))
                .status())
        .isEqualTo(201);
  }

  @Test
  void department_of_the_address_book_reports_by_its_link_and_so_do_those_below_it()
      throws Exception {
    feishu.company.department("od-finance", "市财政局", "cz", "0");
    feishu.company.department("od-budget", "预算处", "cz-ys", "od-finance");
    feishu.company.department("od-other", "其他局", "qt", "0");
    feishu.company.user("ou_budget", "钱某", "od-budget");
    feishu.company.user("ou_other", "孙某", "od-other", "0");
    String group = "oc_bureaus";
    feishu.join(group);
    register(group);
    // Nothing names a department yet, so nobody is asked about.
    feishu.write("ou_budget", group, "倒计时");
    feishu.await(group, 1, SOON);
    assertThat(feishu.company.asked()).isZero();
    assertThat(link("DL", "role", "od-finance")).isEqualTo(201);
    feishu.write("ou_budget", group, "上报 GBR 31.5 单位:DL");
    assertThat(feishu.await("ou_budget", 1, SOON).getFirst().text()).contains("已收到");
    feishu.write("ou_other", group, "上报 GBR 32.5 单位:DL");
    assertThat(feishu.await("ou_other", 1, SOON).getFirst().text())
        .contains("没有关联")
        .doesNotContain("32.5");
    int asked = feishu.company.asked();
    feishu.write("ou_budget", null, "进度");
    assertThat(feishu.await("ou_budget", 2, SOON).get(1).text()).contains("东岭区");
    assertThat(feishu.company.asked()).as("kept for a while").isEqualTo(asked);
    feishu.company.scopes.remove("contact:user.department:readonly");
    feishu.company.user("ou_new", "李某", "od-finance");
    feishu.write("ou_new", group, "上报 GBR 33.5 单位:DL");
    assertThat(feishu.await("ou_new", 1, SOON).getFirst().text()).contains("没有告诉我您属于哪些部门");
    feishu.company.scopes.add("contact:user.department:readonly");
  }

  @Test
  void administrator_links_somebody_by_a_mention_and_a_department_by_its_only_name()
      throws Exception {
    administrator("ou_boss");
    String group = "oc_linking";
    feishu.join(group);
    register(group);
    feishu.company.department("od-traffic", "市交通局", "jt", "0");
    feishu.company.department("od-twin1", "办公室", "b1", "0");
    feishu.company.department("od-twin2", "办公室", "b2", "0");
    feishu.company.user("ou_wang", "王芳", "od-traffic");
    feishu.write("ou_boss", group, "关联 单位:WH 人员: @{ou_wang|王芳}");
    String linked = feishu.await("ou_boss", 1, SOON).getFirst().text();
    assertThat(linked).contains("已关联").contains("王芳");
    assertThat(program.get("/api/v1/campaigns/" + slug + "/departments/WH/links").text())
        .contains("\"ou_wang\"");
    feishu.write("ou_boss", group, "关联 单位:WH 部门:市交通局");
    assertThat(feishu.await("ou_boss", 2, SOON).get(1).text()).contains("“市交通局”的所有人");
    feishu.write("ou_boss", group, "关联 单位:WH 部门:办公室");
    assertThat(feishu.await("ou_boss", 3, SOON).get(2).text())
        .contains("od-twin1, od-twin2")
        .doesNotContain("已关联");
    feishu.write("ou_boss", group, "/link department:WH person:王芳");
    assertThat(feishu.await("ou_boss", 4, SOON).get(3).text()).contains("open&#95;id");
    assertThat(link("WH", "user", "王芳")).isEqualTo(422);
    assertThat(link("WH", "role", "交通局")).isEqualTo(422);
    assertThat(link("WH", "user", "ou_boss")).isEqualTo(201);
    // A mention elsewhere is the name, and the bot's own is nothing.
    feishu.write("ou_boss", group, "上报 GBR 16.5 单位:WH 备注:请@{ou_wang|王芳}核对");
    assertThat(feishu.await("ou_boss", 5, SOON).get(4).text()).contains("已收到");
    feishu.write("ou_boss", group, "记录 单位:WH 指标:GBR");
    assertThat(feishu.await("ou_boss", 6, SOON).get(5).text()).contains("请@王芳核对");
  }

  @Test
  void living_board_is_pinned() {
    Await.until("a board and its week", () -> feishu.said(HALL).size() >= 2);
    Feishu.Said board = feishu.said(HALL).getFirst();
    assertThat(board.text()).contains("随数据更新");
    Await.until("pinned", () -> feishu.isPinned(board));
  }

  /** Boards are looked at every five seconds. */
  @Test
  @Tag("long")
  void living_board_is_edited_in_place_and_made_anew_when_it_is_gone() {
    living_board_is_pinned();
    Feishu.Said board = feishu.said(HALL).getFirst();
    String before = board.text();
    link("QH", "user", "ou_hall");
    feishu.write("ou_hall", null, "上报 GBR 48.9");
    Await.until("received", () -> !feishu.said("ou_hall").isEmpty());
    Await.until(
        "edited",
        () -> {
          CLOCK.advance(Duration.ofSeconds(2));
          return !board.text().equals(before);
        });
    assertThat(feishu.said(HALL)).as("in place").hasSize(2);
    feishu.recall(board);
    feishu.write("ou_hall", null, "上报 GBR 49.5");
    Await.until(
        "made anew",
        () -> {
          CLOCK.advance(Duration.ofSeconds(2));
          return feishu.said(HALL).size() == 3;
        });
    assertThat(feishu.said(HALL).getLast().text()).contains("随数据更新");
  }

  @Test
  void group_that_was_dissolved_and_a_person_who_takes_no_messages_are_told_in_words()
      throws Exception {
    long channel = register("oc_dissolved");
    feishu.dissolve("oc_dissolved");
    JsonNode made = post(channel);
    assertThat(made.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(made.at("/items/0/reason").asText()).contains("dissolved");
    String group = group("JK");
    feishu.block("ou_blocks");
    feishu.write("ou_blocks", group, "上报 GBR 66.9");
    assertThat(feishu.await(group, 1, SOON).getFirst().text())
        .contains("私聊我")
        .doesNotContain("66.9");
  }

  /** Who may report because they are in a group must press in that group. */
  @Test
  void card_that_was_forwarded_gives_nobody_the_rights_of_its_group() throws Exception {
    String group = group("YX");
    feishu.write("ou_in", group, "上报 指标:GBR");
    Feishu.Said form = feishu.await("ou_in", 1, SOON).getFirst();
    feishu.press(
        "ou_out",
        form,
        button(form, "提交"),
        Map.of("value", "17.5", "as_of", "11-20", "note", ""),
        "oc_p2p_ou_out");
    assertThat(feishu.await("ou_out", 1, SOON).getFirst().text()).contains("过期");
    feishu.write("ou_in", group, "排行榜");
    Feishu.Said board = feishu.await(group, 2, SOON).get(1);
    String before = board.text();
    feishu.join("oc_elsewhere");
    feishu.press("ou_in", board, button(board, "下一页"), null, "oc_elsewhere");
    assertThat(feishu.await("ou_in", 2, SOON).get(1).text()).contains("过期");
    assertThat(board.text()).isEqualTo(before);
  }
}
