package homestretch.core.chat.talk;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.pinyin.Pinyin;
import homestretch.adapter.storage.JooqChannels;
import homestretch.core.audit.Actor;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Image;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.command.BoardCommands;
import homestretch.core.command.Desk;
import homestretch.core.command.HelpCommand;
import homestretch.core.command.ProgressCommands;
import homestretch.core.command.ReportCommands;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.BareChat;
import homestretch.testing.BareChat.Said;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on platforms that have less than others: what is made up for, and how. */
class TypedConversationTest {
  private static final String HALL = "hall";
  private static final String ALONE = "@W";

  private World world;
  private Commands commands;
  private BareChat chat;

  @BeforeEach
  void a_reporter_of_one_department() {
    world = new World(Databases.SQLITE);
    Department a = world.department("A");
    world.department("B");
    world.target(a, world.goal("GBR", "1"), "100");
    world.target(a, world.goal("INV", "1"), "200");
    world.departments.link(
        world.campaign,
        a,
        List.of(new Link(BareChat.PLATFORM, Link.Kind.USER, "W")),
        new Actor("leader", "api"));
    world.database.writeAll(
        () ->
            new JooqChannels(world.database)
                .add(
                    new Channel(
                        new ChannelId(0),
                        world.campaign.id(),
                        new Address(BareChat.PLATFORM, HALL),
                        Language.ZH,
                        world.campaign.timezone(),
                        null,
                        null,
                        false,
                        false,
                        Channel.Purpose.POSTS,
                        Channel.State.ACTIVE,
                        Channel.NO_REASON,
                        0)));
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.rights,
            world.clock,
            new Pinyin());
    List<Command> all = new ArrayList<>();
    all.addAll(new BoardCommands(desk, world.boards, new WorkCalendars(), new NoPainter()).list());
    all.addAll(
        new ProgressCommands(desk, world.boards, new WorkCalendars(), world.news, world.care)
            .list());
    all.addAll(
        new ReportCommands(
                desk, world.boards, world.database, world.reportRows, world.reports, world.reviews)
            .list());
    all.add(new HelpCommand(desk, world.reports, all).command());
    commands = new Commands(all, desk);
    chat = chat(BareChat.BARE);
  }

  private static final class NoPainter implements Painter {
    @Override
    public Image paint(Picture picture) {
      throw new IllegalStateException("no pictures here");
    }

    @Override
    public byte[] redraw(String source) {
      throw new IllegalStateException("no pictures here");
    }
  }

  private BareChat chat(Capabilities can) {
    return new BareChat(commands, can, world.database, world.clock);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<Said> type(String where, String text) {
    return chat.type("W", where, Language.ZH, text);
  }

  private static Said only(List<Said> said) {
    assertThat(said).hasSize(1);
    return said.getFirst();
  }

  private int reports() {
    return world.database.read(() -> world.reportRows.since(world.campaign.id(), 0, 100).size());
  }

  @Test
  void a_figure_typed_in_the_group_is_taken_and_its_receipt_goes_to_the_person_alone() {
    type(ALONE, "帮助");
    List<Said> said = type(HALL, "上报 GBR 60.2");
    assertThat(said).extracting(Said::chat).containsExactly(ALONE, HALL);
    assertThat(said.get(0).text()).contains("已收到", "60.2 亿元", "1. 撤回");
    assertThat(said.get(1).text()).isEqualTo("已私信您");
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  void who_cannot_be_written_to_is_told_so_without_the_figure() {
    Said said = only(type(HALL, "上报 GBR 60.2"));
    assertThat(said.chat()).isEqualTo(HALL);
    assertThat(said.text()).contains("先私聊我").doesNotContain("60.2");
  }

  @Test
  void buttons_are_numbers_to_reply_with_also_after_a_restart() {
    type(ALONE, "上报 GBR 60.2");
    assertThat(reports()).isEqualTo(1);
    chat = chat(BareChat.BARE);
    assertThat(only(chat.typeAs("again", "W", ALONE, Language.ZH, "回复 2")).text())
        .contains("只有 1 项");
    assertThat(only(chat.typeAs("press", "W", ALONE, Language.ZH, "回复 1")).text()).contains("已撤回");
  }

  @Test
  void a_number_without_anything_to_choose_says_so() {
    assertThat(only(type(ALONE, "2")).text()).contains("没有可以按编号选择");
  }

  @Test
  void choices_are_forgotten_after_ten_minutes() {
    type(ALONE, "上报 GBR 60.2");
    world.clock.advance(Duration.ofMinutes(11));
    assertThat(only(type(ALONE, "1")).text()).contains("没有可以按编号选择");
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  void a_form_is_one_question_after_another_or_a_line_to_copy() {
    String first = only(type(ALONE, "上报 GBR")).text();
    assertThat(first).contains("第 1 项，共 4 项", "/上报 指标:GBR 单位:A 数值:… 截至:2026-11-23");
    assertThat(only(type(ALONE, "60.2")).text()).contains("第 2 项", "现在是：2026-11-23");
    assertThat(only(type(ALONE, "10-31")).text()).contains("第 3 项", "说明");
    Said receipt = only(type(ALONE, "完成"));
    assertThat(receipt.text()).contains("已收到", "60.2 亿元（截至 2026-10-31）");
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  void a_form_keeps_what_it_was_told_when_a_field_is_wrong_and_ends_when_it_is_cancelled() {
    type(ALONE, "上报 GBR");
    assertThat(only(type(ALONE, "完成")).text()).contains("这一项必须填写");
    assertThat(only(type(ALONE, "取消")).text()).contains("没有记下任何内容");
    assertThat(only(type(ALONE, "60.2")).text()).doesNotContain("已收到");
    assertThat(reports()).isZero();
  }

  @Test
  void a_form_asked_for_in_the_group_goes_on_in_private_for_the_groups_campaign() {
    type(ALONE, "帮助");
    List<Said> said = type(HALL, "上报 GBR");
    assertThat(said).extracting(Said::chat).containsExactly(ALONE, HALL);
    type(ALONE, "60.2");
    assertThat(only(type(ALONE, "完成")).text()).contains("已收到");
  }

  @Test
  void a_slip_is_asked_about_and_one_reply_mends_it() {
    assertThat(only(type(ALONE, "上报 GBQ 60.2")).text()).contains("没有办成", "您是不是要找", "1. GBR");
    assertThat(only(type(ALONE, "1")).text()).contains("已收到", "60.2 亿元");
  }

  @Test
  void the_same_message_twice_is_one_report_and_one_answer() {
    chat.typeAs("m1", "W", ALONE, Language.ZH, "上报 GBR 60.2");
    assertThat(chat.typeAs("m1", "W", ALONE, Language.ZH, "上报 GBR 60.2")).isEmpty();
    assertThat(reports()).isEqualTo(1);
    assertThat(chat.answering().counts().cameTwice()).isEqualTo(1);
  }

  @Test
  void a_board_is_for_the_group_in_lines_and_within_the_limit() {
    Said board = only(type(HALL, "排行榜"));
    assertThat(board.chat()).isEqualTo(HALL);
    assertThat(board.text().length()).isLessThanOrEqualTo(1500);
    assertThat(board.post().buttons()).isEmpty();
  }

  @Test
  void on_cards_long_buttons_come_back_by_a_short_token_and_replace_their_message() {
    chat = chat(BareChat.CARDS);
    type(ALONE, "上报 GBR 60.2");
    type(ALONE, "上报 指标:GBR 数值:602 说明:" + "很长的说明".repeat(30));
    Said asked = chat.messages().getLast();
    assertThat(asked.text()).contains("请核对这个数");
    assertThat(asked.post().buttons().getFirst().getFirst().id().length()).isLessThanOrEqualTo(40);
    int at = chat.messages().size() - 1;
    List<Said> receipt = chat.press("W", at, Language.ZH, "没有写错，上报");
    assertThat(only(receipt).text()).contains("已收到", "很长的说明");
    int last = chat.messages().size() - 1;
    assertThat(chat.press("W", last, Language.ZH, "撤回（10 分钟内）")).isEmpty();
    assertThat(chat.messages().get(last).text()).contains("已撤回");
  }

  @Test
  void a_button_that_is_too_old_says_so() {
    chat = chat(BareChat.CARDS);
    type(ALONE, "上报 GBR 60.2");
    type(ALONE, "上报 指标:GBR 数值:602 说明:" + "很长的说明".repeat(30));
    world.clock.advance(Duration.ofDays(31));
    assertThat(only(chat.press("W", chat.messages().size() - 1, Language.EN, "没有写错，上报")).text())
        .isEqualTo("This button has expired; please send the command again");
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  void on_cards_a_form_is_opened_and_sent() {
    chat = chat(BareChat.CARDS);
    assertThat(type(ALONE, "上报 GBR")).isEmpty();
    assertThat(chat.forms()).hasSize(1);
    assertThat(
            only(chat.send("W", ALONE, Language.ZH, Map.of("value", "60.2", "as_of", "10-31")))
                .text())
        .contains("已收到");
  }

  @Test
  void a_slow_command_is_acknowledged_first_and_answered_when_it_is_ready() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Text name = new Text("慢", "slow");
    Command slow =
        new Command(
            "slow",
            name,
            name,
            List.of(),
            invocation -> {
              runs.incrementAndGet();
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new Reply.Public(Post.lines("好", "了"));
            });
    BareChat patient =
        new BareChat(
            new Commands(List.of(slow)),
            BareChat.BARE,
            world.database,
            world.clock,
            Duration.ofMillis(20));
    Thread asking = Thread.startVirtualThread(() -> patient.type("W", HALL, Language.ZH, "慢"));
    Await.until("acknowledged", () -> patient.acknowledged() == 1);
    assertThat(patient.messages()).isEmpty();
    gate.countDown();
    asking.join();
    assertThat(only(patient.messages()).text()).isEqualTo("好\n了");
    assertThat(runs).hasValue(1);
    assertThat(patient.answering().counts().late()).isEqualTo(1);
  }
}
