package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.DiscordChats;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of question and answer, prompt and late. */
class InteractionsTest {
  private static final int REPLY = 4;
  private static final int ANNOUNCED = 5;
  private static final int EDIT_ANNOUNCED = 6;
  private static final int EDIT = 7;
  private static final int FORM = 9;

  private static Discord discord;
  private static DiscordChat chat;
  private static String channel;
  private static User user;

  private static volatile Reply reply = new Reply.Public(Post.lines("", ""));
  private static volatile @Nullable Invocation asked;
  private static volatile CountDownLatch gate = new CountDownLatch(0);

  @BeforeAll
  static void connect() {
    Text name = new Text("问", "ask");
    Command command =
        new Command(
            "ask",
            name,
            name,
            List.of(
                new Option("goal", new Text("指标", "goal"), name, InteractionsTest::complete),
                new Option("note", new Text("说明", "note"), name, null)),
            invocation -> {
              CountDownLatch wait = gate;
              asked = invocation;
              try {
                wait.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return reply;
            });
    Command board =
        new Command("board", new Text("榜", "board"), name, List.of(), command.handler()).toAll();
    discord = Discord.start();
    channel = discord.channel("冲刺");
    user = discord.user("张三", "zh-CN", discord.role("填报员"));
    chat =
        DiscordChats.connect(
            Discord.TOKEN, discord.baseUrl(), new Commands(List.of(command, board)));
    Await.until("registered", () -> discord.commandWrites() == 1);
  }

  private static List<Choice> complete(Invocation soFar, String typed) {
    return IntStream.range(0, 40)
        .mapToObj(
            i -> new Choice(typed + soFar.option("note").orElse("") + i + "长".repeat(120), "v" + i))
        .toList();
  }

  @AfterAll
  static void close() {
    chat.close();
    discord.close();
  }

  @BeforeEach
  void open() {
    gate = new CountDownLatch(0);
  }

  @AfterEach
  void every_request_was_as_discord_describes_it() {
    assertThat(discord.violations()).isEmpty();
  }

  private Asked ask(Reply answer) {
    Asked question = slash(answer);
    question.callback();
    return question;
  }

  private static Invocation asked() {
    return Objects.requireNonNull(asked);
  }

  private Asked slash(Reply answer) {
    reply = answer;
    return discord.slash(user, channel, "ask", Map.of("goal", "GBR", "note", " 说明 "));
  }

  /** Asks, lets the bot announce its answer, and only then lets it be given. */
  private Asked askSlowly(Reply answer) {
    gate = new CountDownLatch(1);
    Asked question = slash(answer);
    assertThat(question.type()).isEqualTo(ANNOUNCED);
    assertThat(question.isEphemeral()).isTrue();
    gate.countDown();
    return question;
  }

  private static Post post(String title, Button... buttons) {
    return new Post(
        title,
        List.of(new Block.Lines("正文")),
        "",
        buttons.length == 0 ? List.of() : List.of(List.of(buttons)));
  }

  private static Button button(String label, boolean replaces) {
    return new Button(label, Button.Style.PRIMARY, "ask", Map.of("goal", "R&D=1"), replaces);
  }

  private static Form form() {
    return new Form(
        "财政收入",
        "ask",
        Map.of("goal", "GBR"),
        List.of(
            new Form.Field("value", "累计数（亿元）", "99.68", "99.68", true, false),
            new Form.Field("note", "说明（可不填）", "", "", false, true)));
  }

  @Test
  void a_command_knows_who_asks_where_and_in_which_language() {
    ask(new Reply.Public(post("公开"))).callback();
    assertThat(asked().person().platform()).isEqualTo("discord");
    assertThat(asked().person().id()).isEqualTo(user.id());
    assertThat(asked().person().name()).isEqualTo("张三");
    assertThat(asked().person().roles()).containsExactlyElementsOf(user.roles());
    assertThat(asked().where()).isEqualTo(new Address("discord", channel));
    assertThat(asked().language()).isEqualTo(Language.ZH);
    assertThat(asked().options()).isEqualTo(Map.of("goal", "GBR", "note", "说明"));

    User boss = discord.user("Li", "en-US", discord.administrators("办公室"));
    discord.slash(boss, channel, "ask", Map.of()).callback();
    assertThat(asked().language()).isEqualTo(Language.EN);
  }

  @Test
  void public_answers_are_seen_by_all_and_private_ones_by_the_asker() {
    Asked open = ask(new Reply.Public(post("公开")));
    assertThat(open.type()).isEqualTo(REPLY);
    assertThat(open.isEphemeral()).isFalse();
    assertThat(open.text()).isEqualTo("公开\n正文");
    assertThat(open.callback().at("/data/allowed_mentions/parse").isArray()).isTrue();
    assertThat(open.callback().at("/data/allowed_mentions/parse")).isEmpty();

    Asked closed = ask(new Reply.Private(post("仅您可见")));
    assertThat(closed.type()).isEqualTo(REPLY);
    assertThat(closed.isEphemeral()).isTrue();
  }

  @Test
  void a_form_opens_prefilled_and_sends_its_fields_with_what_was_fixed() {
    Asked opened = ask(new Reply.Ask(form()));
    assertThat(opened.type()).isEqualTo(FORM);
    assertThat(opened.callback().at("/data/title").asText()).isEqualTo("财政收入");
    assertThat(opened.callback().at("/data/components/0/component/value").asText())
        .isEqualTo("99.68");
    reply = new Reply.Private(post("已收到"));
    Asked sent = discord.submit(user, channel, opened, Map.of("note", "十月\n补报"));
    assertThat(sent.text()).startsWith("已收到");
    assertThat(asked().options())
        .isEqualTo(Map.of("goal", "GBR", "value", "99.68", "note", "十月\n补报"));
  }

  @Test
  void a_button_asks_again_and_its_answer_takes_the_messages_place_if_it_says_so() {
    Asked first = ask(new Reply.Public(post("第一页", button("下一页", true), button("另问", false))));
    reply = new Reply.Public(post("第二页", button("上一页", true)));
    Asked turned = discord.press(user, channel, first.message(), "下一页");
    assertThat(turned.type()).isEqualTo(EDIT);
    assertThat(turned.text()).startsWith("第二页");
    assertThat(Discord.buttons(turned.message()).values()).containsExactly("上一页");
    assertThat(asked().options()).isEqualTo(Map.of("goal", "R&D=1"));

    reply = new Reply.Private(post("另答"));
    Asked other = discord.press(user, channel, first.message(), "另问");
    assertThat(other.type()).isEqualTo(REPLY);
    assertThat(other.isEphemeral()).isTrue();
  }

  @Test
  void a_private_answer_never_takes_the_place_of_a_public_message() {
    Asked open = ask(new Reply.Public(post("第一页", button("下一页", true))));
    reply = new Reply.Private(post("没有办成"));
    Asked refused = discord.press(user, channel, open.message(), "下一页");
    assertThat(refused.type()).isEqualTo(REPLY);
    assertThat(refused.isEphemeral()).isTrue();

    Asked closed = ask(new Reply.Private(post("已收到", button("撤回", true))));
    reply = new Reply.Private(post("已撤回"));
    Asked undone = discord.press(user, channel, closed.message(), "撤回");
    assertThat(undone.type()).isEqualTo(EDIT);
    assertThat(undone.text()).startsWith("已撤回");
    assertThat(Discord.buttons(undone.message())).isEmpty();
  }

  @Test
  void at_most_25_completions_of_at_most_100_characters_are_offered() {
    Map<String, String> offers =
        discord.complete(user, channel, "ask", Map.of("note", "注"), "goal", "财");
    assertThat(offers).hasSize(25);
    assertThat(offers.get("v3")).startsWith("财注3长").hasSize(100).endsWith("…");
  }

  @Test
  void a_late_private_answer_fills_in_the_announced_message() {
    Asked late = askSlowly(new Reply.Private(post("已收到")));
    assertThat(late.text()).isEqualTo("已收到\n正文");
    assertThat(late.followUps()).isEmpty();
  }

  @Test
  void a_late_public_answer_is_shown_to_the_asker_and_says_so() {
    Asked late = askSlowly(new Reply.Public(post("公开")));
    assertThat(late.text()).isEqualTo("公开\n正文\n响应较慢，此条仅您可见");
    assertThat(late.followUps()).isEmpty();
  }

  @Test
  void what_is_for_all_is_announced_to_all_within_a_second_and_filled_in() {
    gate = new CountDownLatch(1);
    reply = new Reply.Public(post("公开"));
    long start = System.nanoTime();
    Asked late = discord.slash(user, channel, "board", Map.of());
    assertThat(late.type()).isEqualTo(ANNOUNCED);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(1);
    assertThat(late.isEphemeral()).isFalse();
    gate.countDown();
    assertThat(late.text()).isEqualTo("公开\n正文");
  }

  @Test
  void a_refusal_of_what_was_announced_to_all_is_whispered_and_the_announcement_taken_back() {
    gate = new CountDownLatch(1);
    reply = new Reply.Private(post("没有办成"));
    Asked late = discord.slash(user, channel, "board", Map.of());
    assertThat(late.type()).isEqualTo(ANNOUNCED);
    gate.countDown();
    Await.until("whispered", () -> late.followUps().size() == 1);
    assertThat(late.isTakenBack()).isTrue();
    assertThat(late.followUps().getFirst().path("flags").asInt()).isEqualTo(64);
  }

  @Test
  void anothers_press_answers_them_in_private_and_leaves_the_message() {
    Asked first = ask(new Reply.Public(post("第一页", button("下一页", true))));
    User other = discord.user("李四", "en-US", discord.role("读者"));
    reply = new Reply.Public(post("page two", button("back", true)));
    Asked theirs = discord.press(other, channel, first.message(), "下一页");
    assertThat(theirs.type()).isEqualTo(REPLY);
    assertThat(theirs.isEphemeral()).isTrue();
    assertThat(theirs.text()).startsWith("page two");
    assertThat(asked().options()).isEqualTo(Map.of("goal", "R&D=1"));
    assertThat(asked().command()).isEqualTo("ask");
  }

  @Test
  void a_late_form_is_offered_behind_a_button() {
    Asked late = askSlowly(new Reply.Ask(form()));
    assertThat(Discord.buttons(late.message()).values()).containsExactly("打开表单");
    assertThat(discord.press(user, channel, late.message(), "打开表单").type()).isEqualTo(FORM);
  }

  @Test
  void late_answers_to_buttons_keep_public_and_private_apart() {
    Asked first = ask(new Reply.Public(post("第一页", button("下一页", true))));
    gate = new CountDownLatch(1);
    reply = new Reply.Public(post("第二页"));
    Asked turned = discord.press(user, channel, first.message(), "下一页");
    assertThat(turned.type()).isEqualTo(EDIT_ANNOUNCED);
    gate.countDown();
    assertThat(turned.text()).startsWith("第二页");

    gate = new CountDownLatch(1);
    reply = new Reply.Private(post("没有办成"));
    Asked refused = discord.press(user, channel, first.message(), "下一页");
    assertThat(refused.type()).isEqualTo(EDIT_ANNOUNCED);
    gate.countDown();
    Await.until("whispered", () -> refused.followUps().size() == 1);
    assertThat(refused.followUps().getFirst().path("flags").asInt()).isEqualTo(64);
  }

  @Test
  void one_slow_command_holds_up_no_other() {
    CountDownLatch slow = new CountDownLatch(1);
    gate = slow;
    asked = null;
    Asked stuck = slash(new Reply.Private(post("慢")));
    Await.until("the slow one is at work", () -> asked != null);
    gate = new CountDownLatch(0);
    for (int i = 0; i < 5; i++) {
      assertThat(ask(new Reply.Private(post("快"))).text()).startsWith("快");
    }
    slow.countDown();
    assertThat(stuck.text()).isNotEmpty();
  }

  @Test
  void an_answer_that_is_lost_is_given_once() {
    discord.failNext("callback", new Failure.LostAnswer());
    Asked lost = ask(new Reply.Public(post("公开")));
    assertThat(lost.text()).startsWith("公开");
    assertThat(ask(new Reply.Public(post("又问"))).text()).startsWith("又问");
    assertThat(lost.followUps()).isEmpty();
  }

  @Test
  void an_entry_of_a_menu_takes_the_place_of_the_message_of_who_asked() {
    Button jump = new Button("第 2 页", Button.Style.JUMP, "ask", Map.of("goal", "2"), true);
    Asked board = ask(new Reply.Public(post("page one", jump)));
    reply = new Reply.Public(post("page two", jump));
    Asked mine = discord.choose(user, channel, board.message(), "第 2 页");
    assertThat(mine.type()).isEqualTo(EDIT);
    assertThat(mine.text()).startsWith("page two");
    User other = discord.user("李四", "zh-CN");
    assertThat(discord.choose(other, channel, board.message(), "第 2 页").isEphemeral()).isTrue();
  }
}
