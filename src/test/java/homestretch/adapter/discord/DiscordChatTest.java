package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Image;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Marks;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Discord.Standing;
import homestretch.testing.discord.DiscordChats;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.User;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posting through the real JDA; each test in a channel of its own. */
class DiscordChatTest {
  private static final Post POST = Post.lines("还有 37 天", "总体完成 86.20%");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static Discord discord;
  private static DiscordChat chat;

  @BeforeAll
  static void connect() {
    discord = Discord.start();
    chat = DiscordChats.connect(Discord.TOKEN, discord.baseUrl(), new Commands(List.of()));
    Await.until("connected", () -> chat.trouble().isEmpty());
  }

  @AfterAll
  static void close() {
    chat.close();
    discord.close();
  }

  @AfterEach
  void every_request_was_as_discord_describes_it() {
    assertThat(discord.violations()).isEmpty();
  }

  private String channel;

  @BeforeEach
  void open() {
    channel = discord.channel("冲刺");
  }

  private Sending post(String nonce) {
    return chat.post(new Address("discord", channel), POST, nonce, () -> true);
  }

  private List<JsonNode> standing() {
    return discord.messages(channel);
  }

  @Test
  void a_post_stands_in_its_channel() {
    Sending sending = post("a234567890123456789a");
    assertThat(standing()).hasSize(1);
    assertThat(sending).isEqualTo(new Sending.Sent(standing().getFirst().get("id").asText()));
    assertThat(Discord.text(standing().getFirst()))
        .isEqualTo("还有 37 天\n总体完成 86.20%\n" + Mark.in("", "a234567890123456789a"));
  }

  @Test
  void the_same_nonce_twice_is_one_message() {
    Sending first = post("b234567890123456789a");
    Sending second = post("b234567890123456789a");
    assertThat(second).isEqualTo(first);
    assertThat(standing()).hasSize(1);
  }

  @Test
  void an_answer_lost_once_is_asked_for_again_with_the_same_nonce() {
    discord.failNext(channel, new Failure.LostAnswer());
    Sending sending = post("c234567890123456789a");
    if (!(sending instanceof Sending.Sent)) {
      // No second try of the library's: ours then.
      assertThat(sending).isInstanceOf(Sending.Unknown.class);
      assertThat(post("c234567890123456789a")).isInstanceOf(Sending.Sent.class);
    }
    assertThat(standing()).hasSize(1);
  }

  @Test
  void answers_lost_again_and_again_leave_it_unknown_and_a_later_try_makes_no_second_post() {
    // More often than both libraries try by themselves.
    discord.failNext(
        channel, Collections.nCopies(200, new Failure.LostAnswer()).toArray(Failure[]::new));
    assertThat(post("d234567890123456789a")).isInstanceOf(Sending.Unknown.class);
    discord.mend(channel);
    assertThat(post("d234567890123456789a")).isInstanceOf(Sending.Sent.class);
    assertThat(standing()).hasSize(1);
  }

  @Test
  void a_half_read_answer_is_unknown() {
    discord.failNext(channel, new Failure.HalfAnswer());
    assertThat(post("e234567890123456789a")).isInstanceOf(Sending.Unknown.class);
    assertThat(post("e234567890123456789a")).isInstanceOf(Sending.Sent.class);
    assertThat(standing()).hasSize(1);
  }

  @Test
  void an_error_of_discords_is_unknown() {
    discord.failNext(channel, new Failure.Status(500));
    assertThat(post("f234567890123456789a")).isInstanceOf(Sending.Unknown.class);
    assertThat(standing()).isEmpty();
  }

  @Test
  void a_proxys_error_after_the_post_was_made_leads_to_no_second_one() {
    discord.failNext(channel, new Failure.DoneButStatus(503));
    assertThat(post("g234567890123456789a")).isInstanceOf(Sending.Sent.class);
    assertThat(standing()).hasSize(1);
  }

  @Test
  void a_refusal_after_an_answer_that_was_lost_is_unknown() {
    discord.failNext(channel, new Failure.DoneButStatus(502), new Failure.Status(404));
    assertThat(post("h234567890123456789a")).isInstanceOf(Sending.Unknown.class);
    assertThat(post("h234567890123456789a")).isInstanceOf(Sending.Sent.class);
    assertThat(standing()).hasSize(1);
  }

  @Test
  void closed_channels_are_refused_with_a_plain_reason() {
    assertThat(refusal(Standing.GONE)).contains("does not exist");
    assertThat(refusal(Standing.HIDDEN)).contains("cannot see");
    assertThat(refusal(Standing.READ_ONLY)).contains("Send Messages");
    assertThat(refusal(Standing.ARCHIVED)).contains("archived");
    assertThat(standing()).isEmpty();
  }

  private String refusal(Standing standing) {
    discord.set(channel, standing);
    assertThat(post("i234567890123456789a")).isInstanceOf(Sending.Refused.class);
    return ((Sending.Refused) post("i234567890123456789a")).why().en();
  }

  @Test
  void an_address_that_is_no_number_is_refused() {
    assertThat(chat.post(new Address("discord", "general/../1"), POST, "j23456789", () -> true))
        .isEqualTo(
            new Sending.Refused(
                new Text(
                    "“general/../1”不是 Discord 频道的编号",
                    "address: “general/../1”; expected the number of a Discord channel")));
  }

  @Test
  void a_channel_at_its_own_limit_is_waited_for_without_one_refused_request() {
    int before = discord.rateLimitCounts().channel();
    for (int i = 0; i < 7; i++) {
      assertThat(post("k23456789012345678" + i)).isInstanceOf(Sending.Sent.class);
    }
    assertThat(standing()).hasSize(7);
    assertThat(discord.rateLimitCounts().channel()).isEqualTo(before);
  }

  @Test
  void a_channel_that_does_not_answer_holds_up_no_other() throws Exception {
    String other = discord.channel("另一个");
    CompletableFuture<Sending> stuck;
    try (Discord.Hold hold = discord.hold(channel)) {
      stuck = CompletableFuture.supplyAsync(() -> post("l234567890123456789a"));
      for (int i = 0; i < 5; i++) {
        assertThat(
                chat.post(
                    new Address("discord", other), POST, "l234567890123456789" + i, () -> true))
            .isInstanceOf(Sending.Sent.class);
      }
      assertThat(stuck).isNotDone();
    }
    assertThat(stuck.get(30, TimeUnit.SECONDS)).isInstanceOf(Sending.Sent.class);
  }

  @Test
  void not_even_sixty_such_channels_do() throws Exception {
    List<String> silent = IntStream.range(0, 60).mapToObj(i -> discord.channel("无声" + i)).toList();
    List<Discord.Hold> holds = silent.stream().map(discord::hold).toList();
    List<CompletableFuture<Sending>> stuck =
        silent.stream()
            .map(
                id ->
                    CompletableFuture.supplyAsync(
                        () -> chat.post(new Address("discord", id), POST, "s" + id, () -> true),
                        Thread::startVirtualThread))
            .toList();
    assertThat(post("s234567890123456789a")).isInstanceOf(Sending.Sent.class);
    assertThat(stuck).noneMatch(CompletableFuture::isDone);
    holds.forEach(Discord.Hold::close);
    for (CompletableFuture<Sending> sending : stuck) {
      assertThat(sending.get(30, TimeUnit.SECONDS)).isInstanceOf(Sending.Sent.class);
    }
  }

  @Test
  void a_post_is_found_again_when_discord_has_forgotten_its_nonce() {
    String id = ((Sending.Sent) post("m234567890123456789a")).messageId();
    discord.forgetNonces();
    Address where = new Address("discord", channel);
    assertThat(chat.find(where, "m234567890123456789a", LONG_AGO)).contains(id);
    assertThat(chat.find(where, "n234567890123456789a", LONG_AGO)).isEmpty();
    assertThat(chat.find(where, "m234567890123456789a", Instant.now().plusSeconds(3600))).isEmpty();
  }

  @Test
  void a_post_is_found_under_hundreds_of_other_messages_and_not_mistaken_for_a_users() {
    User user = discord.user("张三", "zh-CN");
    String mark = Mark.in("", "o234567890123456789a");
    IntStream.range(0, 150).forEach(i -> discord.write(channel, user, mark));
    Address where = new Address("discord", channel);
    assertThat(chat.find(where, "o234567890123456789a", LONG_AGO)).isEmpty();
    String id = ((Sending.Sent) post("o234567890123456789a")).messageId();
    IntStream.range(0, 150).forEach(i -> discord.write(channel, user, "收到 " + i));
    assertThat(chat.find(where, "o234567890123456789a", LONG_AGO)).contains(id);
  }

  @Test
  void where_the_history_cannot_be_read_it_says_that_it_cannot_tell() {
    Address where = new Address("discord", channel);
    post("p234567890123456789a");
    discord.set(channel, Standing.NO_HISTORY);
    Await.until(
        "the permission is known",
        () -> {
          try {
            chat.find(where, "p234567890123456789a", LONG_AGO);
            return false;
          } catch (IllegalStateException e) {
            return e.toString().contains("Read Message History");
          }
        });
    discord.set(channel, Standing.OPEN);
    Await.until(
        "the permission is known",
        () -> {
          try {
            return chat.find(where, "p234567890123456789a", LONG_AGO).isPresent();
          } catch (IllegalStateException e) {
            return false;
          }
        });
    discord.failNext("history", new Failure.Status(500));
    assertThatThrownBy(() -> chat.find(where, "p234567890123456789a", LONG_AGO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("500");
  }

  @Test
  void what_users_type_pings_nobody_and_formats_nothing() {
    Post post =
        new Post(
            "@everyone **标题**",
            List.of(
                new Block.Lines("说明：@here <@123456> <@&42> ||藏|| [点我](https://x.example)"),
                new Block.Table(
                    "# 组 `a`", List.of("名次", "单位"), List.of(List.of("1", "```破 @everyone")))),
            "@everyone",
            List.of());
    chat.post(new Address("discord", channel), post, "q234567890123456789a", () -> true);
    JsonNode message = standing().getFirst();
    assertThat(message.get("mention_everyone").asBoolean()).isFalse();
    assertThat(message.get("mentions")).isEmpty();
    assertThat(message.get("content").asText()).isEmpty();
    assertThat(Discord.text(message))
        .isEqualTo(
            """
            @\u200Beveryone \\*\\*标题\\*\\*
            说明：@\u200Bhere \\<@123456\\> \\<@&42\\> \\|\\|藏\\|\\| \\[点我\\]\\(https://x.example\\)
            **\\# 组 \\`a\\`**
            ```
            名次 单位
               1 ˋˋˋ破 @\u200Beveryone
            ```
            """
                + Mark.in("@\u200Beveryone", "q234567890123456789a"));
  }

  @Test
  void a_schedule_notifies_the_one_role_that_it_names_and_no_other() {
    Post post = Post.lines("每日播报", "@everyone <@&43>").mentioning("42");
    assertThat(chat.post(new Address("discord", channel), post, "role4567890123456789", () -> true))
        .isInstanceOf(Sending.Sent.class);
    JsonNode message = standing().getFirst();
    assertThat(message.get("content").asText()).isEqualTo("<@&42>");
    assertThat(message.get("mention_roles")).extracting(JsonNode::asText).containsExactly("42");
    assertThat(message.get("mention_everyone").asBoolean()).isFalse();
  }

  @Test
  void a_picture_is_posted_with_its_words_and_its_nonce() {
    byte[] png = new byte[2000];
    Post post =
        new Post(
            "排行榜",
            List.of(new Block.Lines("见图")),
            "",
            List.of(),
            new Image("board-2026-12-31.png", png, 100, 50, "第 1 名：临江区", ""));
    for (int i = 0; i < 2; i++) {
      assertThat(
              chat.post(new Address("discord", channel), post, "t234567890123456789a", () -> true))
          .isInstanceOf(Sending.Sent.class);
    }
    assertThat(standing()).hasSize(1);
    JsonNode message = standing().getFirst();
    assertThat(message.at("/embeds/0/image/url").asText())
        .isEqualTo("attachment://board-2026-12-31.png");
    assertThat(message.at("/attachments/0/description").asText()).isEqualTo("第 1 名：临江区");
    assertThat(message.at("/attachments/0/size").asInt()).isEqualTo(2000);
  }

  @Test
  void a_board_of_300_units_is_cut_and_says_so() {
    List<List<String>> rows =
        IntStream.rangeClosed(1, 300)
            .mapToObj(i -> List.of(String.valueOf(i), "98.76", "−1.23", "🟢 某某某某某县城乡建设指挥部" + i))
            .toList();
    Post post =
        new Post(
            "排行榜",
            List.of(
                new Block.Table("甲组", List.of("名次", "得分", "偏差", "单位"), rows),
                new Block.Table("乙组", List.of("名次", "得分", "偏差", "单位"), rows)),
            "数据截至 2026-10-31",
            List.of());
    assertThat(chat.post(new Address("discord", channel), post, "r234567890123456789a", () -> true))
        .isInstanceOf(Sending.Sent.class);
    String text = Discord.text(standing().getFirst());
    int shown = text.split("\n").length;
    assertThat(text).contains("乙组").contains("more rows");
    assertThat(text).containsPattern("……其余 2\\d\\d 行未列出 · 2\\d\\d more rows");
    assertThat(shown).isGreaterThan(80);
  }

  @Test
  void a_message_that_stays_is_edited_pinned_and_has_one_thread() {
    String nonce = "x234567890123456789a";
    String id = ((Sending.Sent) post(nonce)).messageId();
    Address where = new Address("discord", channel);
    Lasting lasting = chat.lasting().orElseThrow();
    Post changed = Post.lines("还有 36 天", "总体完成 87.00%");
    assertThat(lasting.edit(where, id, changed, nonce)).isInstanceOf(Lasting.Outcome.Done.class);
    assertThat(Discord.text(standing().getFirst())).contains("87.00%");
    assertThat(chat.find(where, nonce, LONG_AGO)).as("still known again").contains(id);
    assertThat(lasting.pin(where, id)).isInstanceOf(Lasting.Outcome.Done.class);
    assertThat(standing().getFirst().path("pinned").asBoolean()).isTrue();
    assertThat(lasting.thread(where, id, "第 48 周")).isInstanceOf(Lasting.Outcome.Done.class);
    assertThat(lasting.thread(where, id, "第 48 周")).isInstanceOf(Lasting.Outcome.Done.class);
    assertThat(discord.threads(channel)).containsExactly(id);
    lasting.postQuietly(where, id, changed, "y234567890123456789a", () -> true);
    assertThat(discord.messages(id)).hasSize(1);
    assertThat(discord.messages(id).getFirst().path("flags").asInt() & 1 << 12).isNotZero();

    discord.set(channel, Standing.NO_PINS);
    assertThat(lasting.pin(where, id)).isInstanceOf(Lasting.Outcome.Refused.class);
    discord.delete(channel, id);
    assertThat(lasting.edit(where, id, changed, nonce)).isInstanceOf(Lasting.Outcome.Gone.class);
  }

  @Test
  void posts_of_before_are_known_by_the_mark_that_was_seen() {
    assertThat(Mark.isIn("数据截至 10-31 · " + Marks.of("t2345"), "t2345")).isTrue();
    assertThat(Mark.in("数据截至 10-31", "t2345").replaceAll("[\\u200b\\u200c]", ""))
        .isEqualTo("数据截至 10-31");
    assertThat(Mark.isIn(Mark.in("数据截至 10-31", "t2345"), "t2346")).isFalse();
  }

  @Test
  void places_to_go_to_are_one_menu_and_a_long_name_has_its_own_line() {
    List<Button> jumps =
        IntStream.rangeClosed(1, 13)
            .mapToObj(
                page ->
                    new Button(
                        "第 " + page + " 页",
                        Button.Style.JUMP,
                        "leaderboard",
                        Map.of("page", String.valueOf(page)),
                        true))
            .toList();
    String name = "高新技术产业开发区管理委员会综合办";
    Post post =
        new Post(
            "排行榜",
            List.of(
                new Block.Table(
                    "区县组",
                    List.of("名次", "变动", "得分", "偏差", "单位"),
                    List.of(
                        List.of("1", "▲2", "100.28", "+16.99", "🟢 " + name),
                        List.of("2", "–", "84.34", "+1.05", "🟢 临江区")))),
            "",
            List.of(jumps.subList(0, 5), jumps.subList(5, 10), jumps.subList(10, 13)));
    chat.post(new Address("discord", channel), post, "z434567890123456789a", () -> true);
    JsonNode message = standing().getFirst();
    JsonNode menu = message.at("/components/0/components/0");
    assertThat(menu.path("type").asInt()).isEqualTo(3);
    assertThat(menu.path("options")).hasSize(13);
    assertThat(menu.at("/options/12/value").asText()).isEqualTo("~leaderboard?page=13");
    assertThat(Discord.text(message).lines())
        .contains("   1   ▲2 100.28 +16.99 🟢", "      " + name)
        .contains("   2    –  84.34  +1.05 🟢 临江区");
  }
}
