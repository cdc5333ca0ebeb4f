package homestretch.core.living;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.storage.JooqLivingBoards;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.PlainText;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.delivery.Notice;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One board a channel, kept up to date, whatever happens to answers and messages. */
class LivingRoundTest {
  private static final String HALL = "hall";

  private static LivingRound round(Newsroom room) {
    return new LivingRound(
        room.world.database,
        new JooqLivingBoards(room.world.database),
        room.world.campaignRows,
        room.channelRows,
        room.notices,
        room.world.boards,
        List.of(room.chat),
        new Fitting(new CommandLine(List.of())),
        room.clock);
  }

  private static Channel hall(Newsroom room, boolean living) {
    return new Channel(
        new ChannelId(0),
        room.world.campaign.id(),
        new Address("web", HALL),
        Language.EN,
        ZoneId.of("Asia/Shanghai"),
        null,
        null,
        living,
        false,
        Channel.Purpose.POSTS,
        Channel.State.ACTIVE,
        Channel.NO_REASON,
        0);
  }

  /** Two units of which B is ahead, and a channel that wants the board. */
  private static final class City {
    final Goal goal;
    final Department a;
    final Department b;

    City(Newsroom room) {
      room.world.discloseAll();
      room.clock.set("2026-11-26T04:00:00Z");
      goal = room.world.goal("G", "1");
      a = room.world.department("A");
      b = room.world.department("B");
      room.world.target(a, goal, "100");
      room.world.target(b, goal, "100");
      room.world.report(a, goal, "40", "2026-11-20");
      room.world.report(b, goal, "50", "2026-11-20");
      room.world.database.writeAll(() -> room.channelRows.add(hall(room, true)));
    }
  }

  private static List<FakeChat.Message> boards(Newsroom room) {
    return room.chat.messages(HALL).stream().filter(m -> m.nonce().startsWith("lb")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void one_board_is_pinned_and_edited_once_figures_are_still(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      City city = new City(room);
      LivingRound round = round(room);
      round.look();
      round.look();
      assertThat(boards(room)).hasSize(1);
      String id = boards(room).getFirst().id();
      assertThat(room.chat.done())
          .containsExactly("pin " + id, "thread 2 Week 48: talk (2026-11-23 to 2026-11-29)");

      room.world.report(city.a, city.goal, "60", "2026-11-26");
      round.look();
      assertThat(room.chat.done()).as("edited within the minute").hasSize(2);
      room.clock.set("2026-11-26T04:01:01Z");
      round.look();
      room.clock.set("2026-11-26T04:01:07Z");
      round.look();
      round.look();
      assertThat(room.chat.done()).hasSize(3).last().isEqualTo("edit " + id);
      assertThat(PlainText.of(boards(room).getFirst().post())).contains("60.00");
      assertThat(room.chat.messages("thread 2"))
          .as("told where the talk is, and nobody who fell")
          .singleElement()
          .satisfies(
              m ->
                  assertThat(PlainText.of(m.post())).contains("A, rank 2 → 1").doesNotContain("B"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lost_answer_makes_no_second_board_and_a_deleted_one_is_made_anew(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      new City(room);
      room.chat.next(HALL, FakeChat.Act.POST_AND_LOSE_ANSWER);
      round(room).look();
      room.clock.set("2026-11-26T04:06:00Z");
      round(room).look();
      room.clock.set("2026-11-26T04:12:00Z");
      round(room).look();
      assertThat(boards(room)).as("found by its nonce, long after it is forgotten").hasSize(1);

      room.chat.delete(boards(room).getFirst().id());
      room.clock.set("2026-11-27T04:12:00Z");
      LivingRound later = round(room);
      later.look();
      room.clock.set("2026-11-27T04:12:06Z");
      later.look();
      assertThat(boards(room)).hasSize(1);
      assertThat(boards(room).getFirst().nonce()).endsWith("g2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void while_a_message_may_be_under_way_nobody_else_sends_it(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      new City(room);
      room.chat.next(HALL, FakeChat.Act.LOSE);
      round(room).look();
      int tries = room.chat.tries();
      round(room).look();
      assertThat(room.chat.tries()).isEqualTo(tries);
      room.clock.set("2026-11-26T04:06:00Z");
      round(room).look();
      assertThat(boards(room)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void where_nothing_can_be_edited_it_is_not_offered_and_said_so(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      assertThatThrownBy(() -> room.channels.add(hall(room, true), World.ACTOR))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("no board is kept up to date in place on web");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_board_that_may_not_be_edited_is_a_notice_until_it_may(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      City city = new City(room);
      LivingRound round = round(room);
      round.look();
      room.chat.noEdits(new Text("机器人没有这个权限", "the bot is not allowed to"));
      room.world.report(city.a, city.goal, "60", "2026-11-26");
      editedAt(room, round, "2026-11-26T04:01:01Z", "2026-11-26T04:01:07Z");
      assertThat(open(room))
          .singleElement()
          .satisfies(
              text -> {
                assertThat(text.zh()).contains("显示的是旧数据：机器人没有这个权限。");
                assertThat(text.en()).contains("shows old figures: the bot is not allowed to.");
              });
      assertThat(PlainText.of(boards(room).getFirst().post())).doesNotContain("60.00");

      room.chat.noEdits(null);
      editedAt(room, round, "2026-11-26T04:02:08Z", "2026-11-26T04:02:14Z");
      assertThat(PlainText.of(boards(room).getFirst().post())).contains("60.00");
      assertThat(open(room)).isEmpty();
    }
  }

  private static void editedAt(Newsroom room, LivingRound round, String... times) {
    for (String time : times) {
      room.clock.set(time);
      round.look();
    }
  }

  private static List<Text> open(Newsroom room) {
    return room.world.database.read(() -> room.notices.list(true, Long.MAX_VALUE, 10)).stream()
        .map(Notice::text)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_board_is_scored_again_only_after_something_has_changed(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      City city = new City(room);
      Channel hall = room.world.database.read(() -> room.channelRows.list(0, 10)).getFirst();
      LivingRound round = round(room);
      LivingContent first = round.content(hall);
      assertThat(round.content(hall)).isSameAs(first);
      room.world.report(city.a, city.goal, "60", "2026-11-26");
      LivingContent second = round.content(hall);
      assertThat(second.digest()).isNotEqualTo(first.digest());
      room.clock.set("2026-11-27T04:00:00Z");
      assertThat(round.content(hall)).as("another day").isNotSameAs(second);
    }
  }
}
