package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.chat.Sending;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.DiscordChats;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that fail, break and come back. */
class DiscordConnectionTest {
  private static final Commands COMMANDS =
      new Commands(
          List.of(
              new Command(
                  "ping",
                  new Text("在吗", "ping"),
                  new Text("看看在不在", "Whether it is there"),
                  List.of(),
                  invocation -> new Reply.Public(Post.lines("在", "在")))));

  private final Discord discord = Discord.start();
  private final String channel = discord.channel("冲刺");
  private final User user = discord.user("张三", "zh-CN");

  @AfterEach
  void close() {
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  private DiscordChat connect() {
    return DiscordChats.connect(Discord.TOKEN, discord.baseUrl(), COMMANDS);
  }

  private Sending post(DiscordChat chat, String nonce) {
    return chat.post(new Address("discord", channel), Post.lines("标题", "一行"), nonce, () -> true);
  }

  private void answers() {
    assertThat(discord.slash(user, channel, "ping", Map.of()).text()).isEqualTo("在\n在");
  }

  @Test
  void discord_down_at_the_start_is_tried_again_until_it_is_there() {
    discord.down();
    try (DiscordChat chat = connect()) {
      Await.until(
          "said what is wrong",
          () -> chat.trouble().map(Text::en).orElse("").contains("cannot connect"));
      assertThat(post(chat, "a23456789")).isInstanceOf(Sending.Later.class);
      discord.up();
      Await.until("connected", () -> chat.trouble().isEmpty());
      Await.until("registered", () -> discord.commandWrites() == 1);
      assertThat(post(chat, "a23456789")).isInstanceOf(Sending.Sent.class);
      answers();
    }
  }

  @Test
  void a_login_that_discord_answers_with_an_error_is_tried_again() {
    discord.failNext("gateway", new Failure.Status(502), new Failure.LostAnswer());
    discord.failNext("login", new Failure.Status(500));
    discord.failNext("commands", new Failure.Status(500));
    try (DiscordChat chat = connect()) {
      Await.until("registered", () -> discord.commandWrites() == 1);
      Await.until("connected", () -> chat.trouble().isEmpty());
    }
  }

  @Test
  void a_wrong_token_is_said_by_its_name_and_not_tried_again() {
    try (DiscordChat chat = DiscordChats.connect("geheim.geheim", discord.baseUrl(), COMMANDS)) {
      Await.until(
          "said", () -> chat.trouble().map(Text::en).orElse("").startsWith("discord.token"));
      assertThat(chat.trouble().map(Text::en).orElse("")).doesNotContain("geheim");
      assertThat(discord.unauthorized()).isEqualTo(1);
      assertThat(post(chat, "b23456789"))
          .isInstanceOfSatisfying(
              Sending.Later.class,
              later ->
                  assertThat(later.why().en()).contains("discord.token").doesNotContain("geheim"));
    }
  }

  @Test
  void a_token_that_no_header_can_carry_is_wrong_too() {
    try (DiscordChat chat = DiscordChats.connect("密\n码", discord.baseUrl(), COMMANDS)) {
      Await.until(
          "said", () -> chat.trouble().map(Text::en).orElse("").startsWith("discord.token"));
    }
  }

  @Test
  void a_server_is_told_what_to_do_next_or_else_its_owner_is() {
    User owner = discord.user("局长", "zh-CN");
    try (DiscordChat chat = connect()) {
      Await.until("connected", () -> chat.trouble().isEmpty());
      String general = discord.join("云州", owner, true);
      Await.until("told", () -> !discord.messages(general).isEmpty());
      assertThat(discord.messages(general).getFirst().path("content").asText())
          .contains("/关联 代码:…", "/设置", "/帮助");
      discord.join("临江", owner, false);
      Await.until("the owner is told", () -> !discord.direct(owner).isEmpty());
      assertThat(discord.direct(owner).getFirst().path("content").asText())
          .startsWith("服务器“临江”：")
          .contains("/关联 代码:…");
    }
  }

  @Test
  void a_deleted_channel_is_told_at_once() {
    try (DiscordChat chat = connect()) {
      AtomicInteger lost = new AtomicInteger();
      chat.whenLost(lost::incrementAndGet);
      Await.until("connected", () -> chat.trouble().isEmpty());
      discord.set(channel, Discord.Standing.GONE);
      Await.until("told", () -> lost.get() == 1);
    }
  }

  @Test
  void a_token_revoked_while_connected_is_said_by_its_name() {
    try (DiscordChat chat = connect()) {
      AtomicInteger lost = new AtomicInteger();
      chat.whenLost(lost::incrementAndGet);
      Await.until("connected", () -> chat.trouble().isEmpty());
      discord.closeGateway(4004, "Authentication failed.");
      Await.until(
          "said", () -> chat.trouble().map(Text::en).orElse("").startsWith("discord.token"));
      Await.until("told", () -> lost.get() > 0);
    }
  }

  @Test
  void commands_are_registered_only_if_they_differ() {
    try (DiscordChat chat = connect()) {
      Await.until("registered", () -> discord.commandWrites() == 1);
      answers();
    }
    try (DiscordChat chat = connect()) {
      Await.until("connected", () -> chat.trouble().isEmpty());
      Await.until("compared", () -> discord.commandReads() == 2);
      answers();
    }
    assertThat(discord.commandWrites()).isEqualTo(1);
    try (DiscordChat chat =
        DiscordChats.connect(Discord.TOKEN, discord.baseUrl(), new Commands(List.of()))) {
      Await.until("registered", () -> discord.commandWrites() == 2);
      assertThat(discord.commands()).isEmpty();
    }
  }

  @Test
  void after_a_reconnect_it_answers_what_was_asked_meanwhile() {
    try (DiscordChat chat = connect()) {
      Await.until("registered", () -> discord.commandWrites() == 1);
      discord.dropGateway();
      answers();
      discord.askToReconnect();
      answers();
      Await.until("resumed", () -> discord.resumed() == 2);
      discord.invalidate(true);
      answers();
      Await.until("resumed", () -> discord.resumed() == 3);
      assertThat(discord.identified()).isEqualTo(1);
    }
  }

  @Test
  void a_session_that_is_lost_is_made_anew_and_posts_go_on_meanwhile() {
    try (DiscordChat chat = connect()) {
      Await.until("registered", () -> discord.commandWrites() == 1);
      discord.invalidate(false);
      assertThat(post(chat, "c23456789")).isInstanceOf(Sending.Sent.class);
      Await.until("identified", () -> discord.identified() == 2);
      Await.until("connected", () -> chat.trouble().isEmpty());
      answers();
    }
  }

  @Test
  void an_outage_while_connected_leaves_posts_for_later_and_ends_by_itself() {
    try (DiscordChat chat = connect()) {
      Await.until("registered", () -> discord.commandWrites() == 1);
      discord.down();
      Await.until("noticed", () -> chat.trouble().isPresent());
      // On a connection that was still open nobody can tell at first whether it got through.
      assertThat(post(chat, "d23456789"))
          .isInstanceOfAny(Sending.Later.class, Sending.Unknown.class);
      assertThat(post(chat, "e23456789")).isInstanceOf(Sending.Later.class);
      assertThat(discord.posts()).isZero();
      List<Optional<Text>> troubles = new CopyOnWriteArrayList<>();
      chat.whenBack(() -> troubles.add(chat.trouble()));
      discord.up();
      Await.until("said that it is back", () -> !troubles.isEmpty());
      assertThat(troubles).containsOnly(Optional.empty());
      assertThat(post(chat, "d23456789")).isInstanceOf(Sending.Sent.class);
      answers();
    }
  }

  @Test
  void two_hundred_channels_at_once_meet_no_rate_limit() throws Exception {
    List<String> channels =
        IntStream.range(0, 200).mapToObj(i -> discord.channel("c" + i)).toList();
    try (DiscordChat chat = connect()) {
      Await.until("connected", () -> chat.trouble().isEmpty());
      List<Thread> threads =
          channels.stream()
              .map(
                  c ->
                      Thread.startVirtualThread(
                          () ->
                              chat.post(
                                  new Address("discord", c),
                                  Post.lines("标题", "一行"),
                                  "n" + c,
                                  () -> true)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(discord.posts()).isEqualTo(200);
    assertThat(discord.rateLimitCounts().global()).isZero();
    assertThat(discord.rateLimitCounts().channel()).isZero();
  }
}
