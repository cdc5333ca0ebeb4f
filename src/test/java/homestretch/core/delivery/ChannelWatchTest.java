package homestretch.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.audit.Actor;
import homestretch.core.chat.Channel;
import homestretch.core.schedule.PostKind;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.Newsroom;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels that posts cannot get to, and that come back. */
class ChannelWatchTest {
  private static final Text WHY = new Text("机器人缺少权限：嵌入链接", "the bot lacks Embed Links");

  private static ChannelWatch watch(Newsroom room) {
    return new ChannelWatch(
        room.world.database,
        room.channelRows,
        room.notices,
        room.channels,
        room.deliverer,
        List.of(room.chat),
        room.clock);
  }

  private static List<String> notices(Newsroom room) {
    return room.world.database.read(() -> room.notices.list(true, Long.MAX_VALUE, 100)).stream()
        .map(n -> n.subject() + ": " + n.text().en())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_channel_that_a_refused_post_suspended_comes_back_once_nothing_is_in_the_way(
      Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel hall = room.channel("hall");
      room.schedule(PostKind.COUNTDOWN, Newsroom.at("13:00"), hall);
      room.start();
      room.chat.next("hall", FakeChat.Act.REFUSE);
      room.chat.unreachable("hall", WHY);
      room.sweepUntil("2026-11-23T05:01:00Z");
      assertThat(room.now(hall).state()).isEqualTo(Channel.State.SUSPENDED);
      ChannelWatch watch = watch(room);
      watch.look();
      assertThat(room.now(hall).state()).as("still in the way").isEqualTo(Channel.State.SUSPENDED);
      room.chat.unreachable("hall", null);
      watch.look();
      assertThat(room.now(hall).state())
          .as("asked once an hour")
          .isEqualTo(Channel.State.SUSPENDED);
      room.clock.set("2026-11-23T06:02:00Z");
      watch.look();
      assertThat(room.now(hall).state()).isEqualTo(Channel.State.ACTIVE);
      assertThat(notices(room)).noneMatch(n -> n.startsWith("channel/"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_missing_is_told_before_a_post_fails_and_a_persons_suspension_stands(
      Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel hall = room.channel("hall");
      Channel quiet = room.channel("quiet");
      room.start();
      room.channels.suspend(quiet.id(), Text.same("renovation"), new Actor("boss", "api"));
      room.chat.unreachable("hall", WHY);
      ChannelWatch watch = watch(room);
      watch.look();
      assertThat(notices(room)).singleElement().asString().contains("the bot lacks Embed Links");
      assertThat(room.now(hall).state()).isEqualTo(Channel.State.ACTIVE);
      room.chat.trouble("out of reach");
      room.clock.set("2026-11-23T07:00:00Z");
      watch.look();
      assertThat(notices(room)).as("nobody can tell").hasSize(1);
      room.chat.trouble(null);
      room.chat.unreachable("hall", null);
      room.clock.set("2026-11-23T09:00:00Z");
      watch.look();
      assertThat(notices(room)).isEmpty();
      assertThat(room.now(quiet).state()).isEqualTo(Channel.State.SUSPENDED);
    }
  }
}
