package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.calendar.CalendarLines;
import homestretch.core.care.CareRound;
import homestretch.core.care.CareSettings;
import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.DiscordChats;
import homestretch.testing.discord.Failure;
import homestretch.testing.discord.User;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is behind hears it alone in Discord's private messages, through the real JDA. */
class PrivateCareTest {
  private final AtomicReference<Invocation> pressed = new AtomicReference<>();
  private Newsroom room;
  private Discord discord;
  private DiscordChat chat;
  private Department behind;
  private User reporter;
  private String hall;
  private String own;

  @BeforeEach
  void connect() {
    room = new Newsroom(Databases.SQLITE);
    World world = room.world;
    discord = Discord.start();
    hall = discord.channel("hall");
    own = discord.channel("our own");
    reporter = discord.user("Zhang", "en-US");
    room.channel(new Address(DiscordChat.PLATFORM, hall));
    room.calendarService.put(
        "CN", 2026, CalendarLines.read("notice", "2026-10-01,off,国庆节"), 0, World.ACTOR);
    Goal goal = world.goal("GBR", "1");
    behind = world.department("B");
    world.target(behind, goal, "100");
    world.report(behind, goal, "20", "2026-11-20");
    world.database.writeAll(
        () ->
            world.departmentRows.setLinks(
                behind.id(),
                List.of(new Link(DiscordChat.PLATFORM, Link.Kind.USER, reporter.id()))));
    Text name = new Text("进度", "progress");
    chat =
        DiscordChats.connect(
            Discord.TOKEN,
            discord.baseUrl(),
            new Commands(
                List.of(
                    new Command(
                        "progress",
                        name,
                        name,
                        List.of(),
                        invocation -> {
                          pressed.set(invocation);
                          return new Reply.Private(Post.lines("all is well"));
                        }))));
    Await.until("registered", () -> discord.commandWrites() == 1);
  }

  @AfterEach
  void stop() {
    chat.close();
    discord.close();
    room.close();
    assertThat(discord.violations()).isEmpty();
  }

  private void on(CareSettings.Contact... contacts) {
    room.world.care.put(
        room.world.campaign, new CareSettings(true, 2, 3, List.of(contacts), 0), World.ACTOR);
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

  private CareSettings.Contact ownChannel() {
    return new CareSettings.Contact(
        behind.id(), CareSettings.Step.REPORTER, DiscordChat.PLATFORM, "#" + own);
  }

  @Test
  void it_is_a_private_message_once_and_its_buttons_answer_there() {
    on(ownChannel());
    discord.failNext("direct", new Failure.Status(500), new Failure.LostAnswer());
    lookAt("2026-11-24T02:00:00Z");
    lookAt("2026-11-24T02:20:00Z");
    lookAt("2026-11-24T02:40:00Z");
    lookAt("2026-11-24T03:00:00Z");
    List<JsonNode> told = discord.direct(reporter);
    assertThat(told).hasSize(1);
    assertThat(Discord.text(told.getFirst())).contains("只发给您");
    assertThat(discord.messages(hall)).isEmpty();
    assertThat(discord.messages(own)).isEmpty();
    assertThat(notices()).isEmpty();

    String talk = told.getFirst().path("channel_id").asText();
    Asked asked = discord.press(reporter, talk, told.getFirst(), "看进度");
    assertThat(asked.text()).contains("all is well");
    Invocation press = Objects.requireNonNull(pressed.get());
    assertThat(press.options()).containsEntry("department", "B");
    assertThat(press.where()).isEqualTo(new Address(DiscordChat.PLATFORM, talk));
    assertThat(room.world.database.read(() -> room.world.careRows.talkOf(press.where())))
        .contains(room.world.campaign.id());
  }

  @Test
  void who_takes_no_private_messages_is_told_in_the_departments_own_channel() {
    on(ownChannel());
    discord.closeDirect(reporter);
    lookAt("2026-11-24T02:00:00Z");
    lookAt("2026-11-24T02:20:00Z");
    assertThat(discord.direct(reporter)).isEmpty();
    assertThat(discord.messages(hall)).isEmpty();
    assertThat(discord.messages(own)).hasSize(1);
    assertThat(Discord.text(discord.messages(own).getFirst()))
        .contains("没能私信到人，所以发在")
        .doesNotContain("只发给您");
    assertThat(notices()).isEmpty();
  }

  @Test
  void where_there_is_no_such_channel_the_administrators_are_told() {
    on();
    discord.closeDirect(reporter);
    lookAt("2026-11-24T02:00:00Z");
    assertThat(discord.messages(hall)).isEmpty();
    assertThat(notices()).singleElement().asString().contains("no reporter of it can be written");
  }
}
