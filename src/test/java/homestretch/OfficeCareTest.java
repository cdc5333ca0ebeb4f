package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.dingtalk.DingTalkChat;
import homestretch.adapter.feishu.FeishuChat;
import homestretch.adapter.socket.LineChat;
import homestretch.adapter.storage.JooqButtonTokens;
import homestretch.adapter.storage.JooqOnceOnly;
import homestretch.adapter.storage.JooqRecall;
import homestretch.adapter.wecom.WeComChat;
import homestretch.core.calendar.CalendarLines;
import homestretch.core.care.CareRound;
import homestretch.core.care.CareSettings;
import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import homestretch.testing.Office;
import homestretch.testing.Offices;
import homestretch.testing.World;
import homestretch.testing.dingtalk.DingTalk;
import homestretch.testing.feishu.Feishu;
import homestretch.testing.wecom.WeCom;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is behind hears it alone on Feishu, WeCom and DingTalk, and no group reads it. */
@SuppressWarnings("NullAway.Init") // each test begins with on()
class OfficeCareTest {
  private static final String REPORTER = "ou_zhang";
  private static final String HALL = "oc_hall";
  private static final String OWN = "oc_own";

  private final AtomicReference<Invocation> pressed = new AtomicReference<>();
  private final Newsroom room = new Newsroom(Databases.SQLITE);
  private final HttpClient http = HttpClient.newHttpClient();
  private Department behind;
  private Office office;
  private LineChat chat;

  private void on(String platform) {
    World world = room.world;
    office =
        switch (platform) {
          case "feishu" -> new Offices.OfFeishu(Feishu.start());
          case "wecom" -> new Offices.OfWeCom(WeCom.start());
          default -> new Offices.OfDingTalk(DingTalk.start());
        };
    Text name = new Text("进度", "progress");
    Commands commands =
        new Commands(
            List.of(
                new Command(
                    "progress",
                    name,
                    name,
                    List.of(new Option("department", new Text("单位", "department"), name, null)),
                    invocation -> {
                      pressed.set(invocation);
                      return new Reply.Private(Post.lines("all is well"));
                    })));
    Conversations conversations =
        new Conversations(
            commands,
            new JooqOnceOnly(world.database, room.clock),
            new ShortIds(new JooqButtonTokens(world.database, room.clock)),
            new JooqRecall(world.database, room.clock),
            roles -> Set.of());
    chat =
        switch (office) {
          case Offices.OfFeishu(var feishu) ->
              new FeishuChat(
                  feishu.baseUrl(), Feishu.APP, Feishu.SECRET, http, Language.ZH, conversations);
          case Offices.OfWeCom(var wecom) ->
              new WeComChat(
                  wecom.socketUrl(), WeCom.BOT, WeCom.SECRET, http, Language.ZH, conversations);
          case Offices.OfDingTalk(var dingtalk) ->
              new DingTalkChat(
                  dingtalk.baseUrl(),
                  DingTalk.CLIENT,
                  DingTalk.SECRET,
                  http,
                  Language.ZH,
                  conversations);
          default -> throw new IllegalStateException(platform);
        };
    chat.taken();
    Await.until("connected", () -> chat.trouble().isEmpty());
    room.channel(new Address(platform, HALL));
    room.calendarService.put(
        "CN", 2026, CalendarLines.read("notice", "2026-10-01,off,国庆节"), 0, World.ACTOR);
    Goal goal = world.goal("GBR", "1");
    behind = world.department("B");
    world.target(behind, goal, "100");
    world.report(behind, goal, "20", "2026-11-20");
    world.database.writeAll(
        () ->
            world.departmentRows.setLinks(
                behind.id(), List.of(new Link(platform, Link.Kind.USER, REPORTER))));
    world.care.put(
        world.campaign,
        new CareSettings(
            true,
            2,
            3,
            List.of(
                new CareSettings.Contact(
                    behind.id(), CareSettings.Step.REPORTER, platform, "#" + OWN)),
            0),
        World.ACTOR);
    office.open(HALL);
    office.open(OWN);
  }

  @AfterEach
  void stop() {
    chat.close();
    assertThat(office.violations()).isEmpty();
    office.close();
    room.close();
  }

  private void lookAt(String instant) {
    room.clock.set(instant);
    new CareRound(
            room.world.database,
            room.world.careRows,
            room.world.campaignRows,
            room.world.closingRows,
            room.world.departmentRows,
            room.channelRows,
            room.notices,
            room.world.boards,
            room.calendars,
            List.of(chat),
            new Fitting(new CommandLine(List.of())),
            room.clock)
        .look();
  }

  private List<String> notices() {
    return room.world.database.read(() -> room.notices.list(true, Long.MAX_VALUE, 10)).stream()
        .map(notice -> notice.text().en())
        .toList();
  }

  /** Whom the bot may write to where it must have been spoken to first. */
  private void hasWritten() {
    if (office instanceof Offices.OfWeCom(var wecom)) {
      wecom.open(REPORTER);
    }
  }

  private void cannotBeWrittenTo() {
    switch (office) {
      case Offices.OfFeishu(var feishu) -> feishu.block(REPORTER);
      case Offices.OfDingTalk(var dingtalk) -> dingtalk.outside(REPORTER);
      default -> {
        // Nobody has written to WeCom's bot yet.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"feishu", "wecom", "dingtalk"})
  void it_is_a_private_message_once_and_no_group_reads_it(String platform) {
    on(platform);
    hasWritten();
    lookAt("2026-11-24T02:00:00Z");
    int messages = office.heard(REPORTER).size();
    lookAt("2026-11-24T02:20:00Z");
    assertThat(office.heard(REPORTER)).hasSize(messages);
    Office.Heard told = Office.Heard.all(office.heard(REPORTER));
    assertThat(told.text()).contains("只发给您").contains("帮一把");
    assertThat(office.heard(HALL)).isEmpty();
    assertThat(office.heard(OWN)).isEmpty();
    assertThat(notices()).isEmpty();
    if (told.labels().isEmpty()) {
      office.write(REPORTER, null, "进度 单位:B");
    } else {
      office.tap(REPORTER, REPORTER, false, "看进度");
    }
    Await.until("answered", () -> office.heard(REPORTER).size() > messages);
    assertThat(office.heard(REPORTER).getLast().text()).contains("all is well");
    Invocation press = Objects.requireNonNull(pressed.get());
    assertThat(press.options()).containsEntry("department", "B");
    assertThat(room.world.database.read(() -> room.world.careRows.talkOf(press.where())))
        .contains(room.world.campaign.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"feishu", "wecom", "dingtalk"})
  void who_cannot_be_written_to_is_told_in_the_units_own_group_which_says_so(String platform) {
    on(platform);
    cannotBeWrittenTo();
    lookAt("2026-11-24T02:00:00Z");
    int messages = office.heard(OWN).size();
    lookAt("2026-11-24T02:20:00Z");
    assertThat(office.heard(REPORTER)).isEmpty();
    assertThat(office.heard(HALL)).isEmpty();
    assertThat(office.heard(OWN)).hasSize(messages);
    assertThat(Office.Heard.all(office.heard(OWN)).text())
        .contains("没能私信到人，所以发在本单位自己的频道")
        .doesNotContain("只发给您");
    assertThat(notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"feishu", "wecom", "dingtalk"})
  void lost_answer_is_never_told_twice_and_said_where_nobody_can_know(String platform) {
    on(platform);
    hasWritten();
    office.fail(Office.Trouble.LOST_ANSWER);
    lookAt("2026-11-24T02:00:00Z");
    Await.until("back", office::isConnected);
    Await.until("ready", () -> chat.trouble().isEmpty());
    lookAt("2026-11-24T02:20:00Z");
    lookAt("2026-11-24T02:40:00Z");
    assertThat(office.heard(REPORTER).stream().filter(h -> h.text().contains("帮一把"))).hasSize(1);
    assertThat(office.heard(OWN)).isEmpty();
    if (platform.equals("feishu")) {
      assertThat(notices()).isEmpty();
    } else {
      assertThat(notices())
          .singleElement()
          .asString()
          .contains("may not have arrived")
          .contains("not sent again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"feishu", "wecom", "dingtalk"})
  void who_cannot_be_written_to_and_has_no_group_is_for_the_administrators_with_the_reason(
      String platform) {
    on(platform);
    room.world.care.put(
        room.world.campaign,
        new CareSettings(
            true, 2, 3, List.of(), room.world.care.settings(room.world.campaign).revision()),
        World.ACTOR);
    cannotBeWrittenTo();
    lookAt("2026-11-24T02:00:00Z");
    assertThat(notices())
        .singleElement()
        .asString()
        .contains("no reporter of it can be written to")
        .contains("The platform says: ");
  }
}
