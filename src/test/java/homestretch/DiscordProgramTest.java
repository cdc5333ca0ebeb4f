package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.User;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole program with the sample city, as its people use it on Discord. */
class DiscordProgramTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");

  private static Discord discord;
  private static Running program;
  private static String slug;
  private static String channel;
  private static User reporter;
  private static User reader;

  @BeforeAll
  static void start() {
    // JDA takes an interaction of another day for one that has expired, once its answer is late.
    discord = Discord.start();
    channel = discord.channel("冲刺");
    String role = discord.role("临江区填报");
    reporter = discord.user("张三", "zh-CN", role);
    reader = discord.user("Ann", "en-GB");
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_SAMPLE", "on");
    program = Running.with(CLOCK, environment);
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    register(channel);
    JsonNode linked =
        program
            .put(
                "/api/v1/campaigns/" + slug + "/departments/LJ",
                """
                {"links": [{"platform": "discord", "kind": "role", "id": "%s"}]}\
                """
                    .formatted(role),
                "If-Match",
                program.get("/api/v1/campaigns/" + slug + "/departments/LJ").header("ETag"))
            .json();
    assertThat(linked.at("/links/0/id").asText()).isEqualTo(role);
    Await.until(
        "connected",
        () -> program.get("/health/ready").json().get("discord").asText().equals("ok"));
    Await.until("registered", () -> discord.commandWrites() == 1);
    // The first of everything is slow, and would be announced as late on a busy machine.
    ask(reader, "leaderboard").message();
  }

  private static long register(String address) {
    return program
        .post(
            "/api/v1/channels",
            """
            {"campaign": "%s", "platform": "discord", "address": "%s"}\
            """
                .formatted(slug, address))
        .json()
        .get("id")
        .asLong();
  }

  @AfterAll
  static void stop() {
    program.close();
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  private static Asked ask(User user, String command, String... options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return discord.slash(user, channel, command, given);
  }

  @Test
  void commands_are_registered_in_both_languages_with_completion() {
    JsonNode report =
        StreamSupport.stream(discord.commands().spliterator(), false)
            .filter(command -> command.get("name").asText().equals("report"))
            .findFirst()
            .orElseThrow();
    assertThat(discord.commands().findValuesAsText("name"))
        .contains("countdown", "leaderboard", "report", "progress", "goals", "history", "undo");
    assertThat(report.at("/name_localizations/zh-CN").asText()).isEqualTo("上报");
    assertThat(report.at("/name_localizations/en-US").asText()).isEqualTo("report");
    assertThat(report.at("/description_localizations/zh-CN").asText()).startsWith("上报一个数");
    assertThat(report.at("/options/0/name_localizations/zh-CN").asText()).isEqualTo("指标");
    assertThat(report.at("/options/0/autocomplete").asBoolean()).isTrue();
    assertThat(report.at("/options/3/autocomplete").asBoolean()).isFalse();
  }

  @Test
  void the_days_left_stand_beside_the_bots_name() {
    Await.until("shown", () -> discord.presence().at("/activities/0/state").isTextual());
    assertThat(discord.presence().at("/activities/0/type").asInt()).isEqualTo(4);
    assertThat(discord.presence().at("/activities/0/state").asText()).matches(".+：还有 3[39] 天");
  }

  @Test
  void the_countdown_is_public_and_in_the_askers_language() {
    Asked chinese = ask(reporter, "countdown");
    assertThat(chinese.isEphemeral()).isFalse();
    assertThat(chinese.text()).contains("还有 39 天");
    assertThat(ask(reader, "countdown").text()).contains("39 days to go");
  }

  @Test
  void the_board_reads_well_and_is_paged_in_place() {
    Asked board = ask(reporter, "leaderboard");
    assertThat(board.text()).contains("```\n名次 变动   得分   偏差 单位\n   1 ").contains("🟢 ");
    assertThat(board.text().lines().filter(l -> l.contains("🟢")))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
    Asked next = discord.press(reporter, channel, board.message(), "下一页");
    assertThat(next.type()).isEqualTo(7);
    assertThat(next.text()).contains("未报：");
    assertThat(Discord.buttons(next.message()).values()).contains("上一页");
  }

  @Test
  void a_reporter_reports_by_form_sees_what_changed_and_takes_it_back() {
    Asked list = ask(reporter, "report");
    assertThat(list.isEphemeral()).isTrue();
    assertThat(list.text()).contains("上报 · 临江区").contains("一般公共预算收入");
    Asked form = discord.press(reporter, channel, list.message(), "一般公共预算收入");
    assertThat(form.callback().at("/data/title").asText()).isEqualTo("一般公共预算收入");
    Asked receipt =
        discord.submit(
            reporter,
            channel,
            form,
            Map.of("value", "66.88亿元", "as_of", "11-20", "note", "@everyone 快来 **看**"));
    assertThat(receipt.isEphemeral()).isTrue();
    assertThat(receipt.text())
        .contains("已收到 · 临江区")
        .contains("66.88 亿元")
        .contains("@\u200Beveryone 快来 \\*\\*看\\*\\*");
    assertThat(receipt.callback().at("/data/allowed_mentions/parse")).isEmpty();
    Asked undone = discord.press(reporter, channel, receipt.message(), "撤回（10 分钟内）");
    assertThat(undone.type()).isEqualTo(7);
    assertThat(undone.text()).startsWith("已撤回");
  }

  @Test
  void when_a_figure_came_is_told_in_each_readers_own_time() {
    assertThat(ask(reporter, "history", "goal", "GBR").text())
        .containsPattern("<t:\\d{10}:f>")
        .doesNotContainPattern("\\d\\d:\\d\\d");
  }

  @Test
  void goals_are_completed_by_what_is_typed_and_the_last_figure_is_offered() {
    assertThat(discord.complete(reporter, channel, "report", Map.of(), "goal", "零售"))
        .isEqualTo(Map.of("RET", "社会消费品零售总额"));
    assertThat(discord.complete(reader, channel, "leaderboard", Map.of(), "goal", "retail"))
        .isEqualTo(Map.of("RET", "Retail sales of consumer goods"));
    assertThat(discord.complete(reporter, channel, "report", Map.of("goal", "PRJ"), "value", ""))
        .hasSize(1);
  }

  @Test
  void who_is_linked_to_no_department_is_told_so_in_private() {
    Asked refused = ask(reader, "report", "goal", "GBR", "value", "1");
    assertThat(refused.isEphemeral()).isTrue();
    assertThat(refused.text()).contains("linked to no department");
  }

  @Test
  void a_channel_that_wants_it_has_one_pinned_board_and_a_thread_of_the_week() {
    String hall = discord.channel("实时榜");
    program.post(
        "/api/v1/channels",
        """
        {"campaign": "%s", "platform": "discord", "address": "%s", "living": true}\
        """
            .formatted(slug, hall));
    Await.until("a thread", () -> discord.threads(hall).size() == 1);
    JsonNode board = discord.messages(hall).getFirst();
    assertThat(Discord.text(board)).contains("排行榜").contains("随数据更新");
    assertThat(board.path("pinned").asBoolean()).isTrue();
    assertThat(discord.messages(hall)).hasSize(2);
    // Whoever turns the page of the pinned board sees it alone: the board stays as it is.
    Asked next = discord.press(reader, hall, board, "下一页");
    assertThat(next.isEphemeral()).isTrue();
  }

  @Test
  void a_scheduled_post_arrives_with_its_nonce_and_its_mark() {
    String news = discord.channel("播报");
    long schedule =
        program
            .post(
                "/api/v1/schedules",
                """
                {"campaign": "%s", "post": "leaderboard", "at": "09:30", "days": ["MON"],
                 "channels": [%d]}\
                """
                    .formatted(slug, register(news)))
            .json()
            .get("id")
            .asLong();
    program.post("/api/v1/schedules/" + schedule + "/run", "{}");
    Await.until("posted", () -> discord.messages(news).size() == 1);
    JsonNode message = discord.messages(news).getFirst();
    assertThat(Discord.text(message)).contains("排行榜").contains("区县").doesNotContain("#");
    assertThat(Discord.mark(message)).as("not seen, but there").isNotEmpty();
    assertThat(message.get("mention_everyone").asBoolean()).isFalse();
    Await.until(
        "marked with the message's id",
        () ->
            program
                .get("/api/v1/deliveries")
                .json()
                .findValuesAsText("messageId")
                .contains(message.get("id").asText()));
  }

  @Test
  void a_channel_without_a_campaign_gets_a_plain_answer() {
    String other = discord.channel("闲聊");
    program.post(
        "/api/v1/campaigns",
        """
        {"slug": "second", "name": "第二个", "start": "2026-01-01", "deadline": "2026-12-31"}\
        """);
    Asked asked = discord.slash(reporter, other, "countdown", Map.of());
    assertThat(asked.isEphemeral()).isTrue();
    assertThat(asked.text()).contains("还没有关联战役");
  }

  @Test
  void a_thread_belongs_to_its_channel() {
    String thread = discord.thread(channel, "第 47 周");
    Asked asked = discord.slash(reporter, thread, "progress", Map.of());
    assertThat(asked.text()).contains("临江区");
    String other = discord.thread(discord.channel("没有登记的频道"), "子区");
    assertThat(discord.slash(reporter, other, "progress", Map.of()).text()).contains("还没有关联战役");
  }

  @Test
  void several_drives_share_a_server_each_in_its_channel() {
    program.post(
        "/api/v1/campaigns",
        """
        {"slug": "roads", "name": "修路", "start": "2026-01-01", "deadline": "2026-12-25"}\
        """);
    String roads = discord.channel("修路");
    assertThat(
            program
                .post(
                    "/api/v1/channels",
                    "{\"campaign\": \"roads\", \"platform\": \"discord\", \"address\": \"%s\"}"
                        .formatted(roads))
                .status())
        .isEqualTo(201);
    assertThat(discord.slash(reporter, roads, "countdown", Map.of()).text()).contains("还有 33 天");
    assertThat(ask(reporter, "countdown").text()).contains("还有 39 天");
    // Who reports for a department of the one is nobody in the other.
    assertThat(discord.slash(reporter, roads, "report", Map.of("goal", "GBR", "value", "1")).text())
        .contains("没有关联");
  }

  @Test
  void a_mention_is_a_role_of_the_channels_server() {
    String role = discord.role("值班");
    long id = register(discord.channel("值班"));
    String body =
        """
        {"campaign": "%s", "post": "countdown", "at": "09:00", "days": ["MON"], "channels": [%d],
         "mention": "%s"}\
        """;
    JsonNode refused =
        program.post("/api/v1/schedules", body.formatted(slug, id, "1181234567890123456")).json();
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("mention");
    assertThat(refused.toString()).contains("目标办");
    assertThat(program.post("/api/v1/schedules", body.formatted(slug, id, Discord.GUILD)).status())
        .as("everyone")
        .isEqualTo(422);
    assertThat(program.post("/api/v1/schedules", body.formatted(slug, id, role)).status())
        .isEqualTo(201);
  }

  @Test
  void anothers_press_turns_no_shared_page_and_changes_no_language() {
    Asked board = ask(reporter, "leaderboard");
    Asked theirs = discord.press(reader, channel, board.message(), "下一页");
    assertThat(theirs.type()).isEqualTo(4);
    assertThat(theirs.isEphemeral()).isTrue();
    // A board speaks its channel's language, whoever turns its pages.
    assertThat(Discord.buttons(theirs.message()).values()).contains("上一页");
    assertThat(Discord.buttons(board.message()).values()).contains("下一页");
  }

  @Test
  void any_of_two_hundred_roles_is_linked_by_its_picker_and_gives_its_members_their_rights() {
    String[] roles = new String[200];
    for (int i = 0; i < roles.length; i++) {
      roles[i] = discord.role("处室 " + i);
    }
    User boss = discord.user("主任", "zh-CN");
    assertThat(
            program
                .post(
                    "/api/v1/people",
                    "{\"platform\": \"discord\", \"kind\": \"user\", \"external\": \"%s\","
                            .formatted(boss.id())
                        + " \"role\": \"administrator\"}")
                .status())
        .isEqualTo(201);
    assertThat(ask(reader, "link", "department", "GXJ", "role", roles[0]).text())
        .contains("administrators");
    String[] units = {"LJ", "GXJ", "QH"};
    // More in one go would be told to slow down.
    for (int i = 160; i < roles.length; i++) {
      String unit = i == 199 ? units[0] : i == 198 ? units[1] : units[2];
      assertThat(ask(boss, "link", "department", unit, "role", roles[i]).text())
          .contains("处室 " + i);
    }
    // Each has what their roles give, and nothing else.
    User one = discord.user("一处", "zh-CN", roles[199]);
    assertThat(ask(one, "progress").text()).contains("临江区");
    User other = discord.user("二处", "zh-CN", roles[198]);
    assertThat(ask(other, "progress").text()).doesNotContain("临江区");
    assertThat(ask(other, "report", "goal", "GBR", "value", "1", "department", "LJ").text())
        .contains("您不负责临江区");
    User many = discord.user("多面手", "zh-CN", roles);
    assertThat(ask(many, "report", "goal", "GBR", "value", "1").text())
        .as("which of the three?")
        .contains("您负责多个单位");
    assertThat(discord.complete(many, channel, "report", Map.of(), "department", "临江"))
        .containsEntry("LJ", "临江区");
    assertThat(discord.complete(other, channel, "report", Map.of(), "department", "临江")).isEmpty();
    Asked listed = ask(boss, "link");
    assertThat(listed.text()).contains("处室 199");
  }

  @Test
  void a_wrong_token_is_named_and_everything_else_works() {
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_DISCORD_TOKEN", "falsch.falsch");
    try (Running other = Running.with(CLOCK, environment)) {
      Await.until(
          "said", () -> other.get("/health/ready").text().contains("discord.token: Discord"));
      assertThat(other.get("/health/ready").text()).doesNotContain("falsch");
      // With a platform configured there is no sample, and the API answers.
      assertThat(other.get("/health/ready").status()).isEqualTo(200);
      assertThat(other.get("/api/v1/campaigns").json().get("items")).isEmpty();
    }
  }
}
