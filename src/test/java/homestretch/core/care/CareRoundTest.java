package homestretch.core.care;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.calendar.CalendarLines;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.score.Light;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.FakeChat.Act;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is behind hears it alone, step by step, each step once. */
class CareRoundTest {
  private static final class Office implements AutoCloseable {
    final Newsroom room;
    final Department behind;

    Office(Databases databases) {
      room = new Newsroom(databases);
      World world = room.world;
      room.channel("hall");
      room.calendarService.put(
          "CN", 2026, CalendarLines.read("notice", "2026-10-01,off,国庆节"), 0, World.ACTOR);
      Goal goal = world.goal("GBR", "1");
      behind = world.department("B");
      Department well = world.department("A");
      for (Department each : List.of(behind, well)) {
        world.target(each, goal, "100");
        world.database.writeAll(
            () ->
                world.departmentRows.setLinks(
                    each.id(),
                    List.of(new Link("web", Link.Kind.USER, "reporter-" + each.code()))));
      }
      world.report(behind, goal, "20", "2026-11-20");
      world.report(well, goal, "95", "2026-11-20");
      assertThat(world.book().standing(behind.id()).light()).isEqualTo(Light.RED);
    }

    void on(CareSettings settings) {
      room.world.care.put(room.world.campaign, settings, World.ACTOR);
    }

    void lookAt(String instant) {
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
              List.of(room.chat),
              new Fitting(new CommandLine(List.of())),
              room.clock)
          .look();
    }

    List<String> told() {
      return room.chat.messages().stream().map(FakeChat.Message::channel).toList();
    }

    @Override
    public void close() {
      room.close();
    }
  }

  private static CareSettings settings(CareSettings.Contact... contacts) {
    return new CareSettings(true, 2, 3, List.of(contacts), 0);
  }

  @ParameterizedTest
  @EnumSource
  void nobody_is_told_anything_unless_it_is_turned_on(Databases databases) {
    try (Office office = new Office(databases)) {
      office.lookAt("2026-11-24T02:00:00Z");
      assertThat(office.told()).isEmpty();
      assertThat(office.room.world.care.settings(office.room.world.campaign).isOn()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_reporters_hear_it_alone_first_then_the_lead_then_the_supervisor(Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(
          settings(
              new CareSettings.Contact(office.behind.id(), CareSettings.Step.LEAD, "web", "lead-B"),
              new CareSettings.Contact(null, CareSettings.Step.SUPERVISOR, "web", "mayor")));
      office.lookAt("2026-11-24T00:30:00Z");
      assertThat(office.told()).as("before office hours").isEmpty();
      for (int i = 0; i < 3; i++) {
        office.lookAt("2026-11-24T02:0" + i + ":00Z");
      }
      assertThat(office.told()).containsExactly("@reporter-B");
      assertThat(office.room.chat.messages().getFirst().post().buttons().getFirst())
          .extracting(button -> button.command())
          .contains("progress", "blocker raise");
      office.lookAt("2026-11-25T02:00:00Z");
      assertThat(office.told()).as("within the grace").hasSize(1);
      office.lookAt("2026-11-26T02:00:00Z");
      assertThat(office.told()).containsExactly("@reporter-B", "@lead-B");
      assertThat(
              ((Block.Lines) office.room.chat.messages().getLast().post().blocks().getFirst())
                  .lines()
                  .getFirst())
          .contains("2026-11-24");
      office.lookAt("2026-11-28T02:00:00Z");
      assertThat(office.told()).as("a Saturday").hasSize(2);
      office.lookAt("2026-11-30T02:00:00Z");
      office.lookAt("2026-11-30T08:00:00Z");
      assertThat(office.told()).containsExactly("@reporter-B", "@lead-B", "@mayor");
      CareService.Burden burden =
          office.room.world.care.burden(office.room.world.campaign, office.behind.id());
      assertThat(burden.requests()).isEqualTo(3);
      assertThat(burden.week()).isEqualTo(1);
      office.lookAt("2026-12-01T02:00:00Z");
      assertThat(office.told()).as("a new month begins with the reporters").endsWith("@reporter-B");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_weekly_cap_is_kept(Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(
          new CareSettings(
              true,
              1,
              1,
              List.of(new CareSettings.Contact(null, CareSettings.Step.LEAD, "web", "lead-B")),
              0));
      office.lookAt("2026-11-24T02:00:00Z");
      office.lookAt("2026-11-26T02:00:00Z");
      assertThat(office.told()).containsExactly("@reporter-B");
      office.lookAt("2026-11-30T02:00:00Z");
      assertThat(office.told()).containsExactly("@reporter-B", "@lead-B");
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_cannot_be_written_to_is_a_notice(Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(settings());
      office.room.chat.next("@reporter-B", Act.REFUSE);
      office.lookAt("2026-11-24T02:00:00Z");
      assertThat(
              office.room.world.database.read(
                  () -> office.room.notices.list(true, Long.MAX_VALUE, 10)))
          .extracting(notice -> notice.text().en())
          .containsExactly(
              "B should be told something, and no reporter of it can be written to. Link one"
                  + " (/link), or speak to them. The platform says: missing permission.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_may_have_been_told_is_looked_for_and_not_told_twice(Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(settings());
      office.room.chat.next("@reporter-B", Act.POST_AND_LOSE_ANSWER);
      office.lookAt("2026-11-24T02:00:00Z");
      office.lookAt("2026-11-24T02:20:00Z");
      assertThat(office.told()).containsExactly("@reporter-B");
      assertThat(
              office.room.world.database.read(
                  () -> office.room.world.careRows.open(office.room.world.campaign.id())))
          .isEmpty();
      assertThat(
              office.room.world.database.read(
                  () -> office.room.world.careRows.talkOf(new Address("web", "@reporter-B"))))
          .contains(office.room.world.campaign.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_may_have_been_told_where_nobody_can_know_is_not_told_again_and_said(
      Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(settings());
      office.room.chat.once(Capabilities.ExactlyOnce.NONE);
      office.room.chat.next("@reporter-B", Act.KILL_BEFORE);
      try {
        office.lookAt("2026-11-24T02:00:00Z");
      } catch (FakeChat.Killed e) {
        // As it should be.
      }
      office.lookAt("2026-11-24T02:20:00Z");
      office.lookAt("2026-11-24T02:40:00Z");
      assertThat(office.told()).isEmpty();
      assertThat(
              office.room.world.database.read(
                  () -> office.room.notices.list(true, Long.MAX_VALUE, 10)))
          .extracting(notice -> notice.text().en())
          .singleElement()
          .asString()
          .contains("B: the message to its reporters may not have arrived");
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_two_reporters_who_has_it_is_not_told_again_for_the_other(Databases databases) {
    try (Office office = new Office(databases)) {
      office.on(settings());
      office.room.world.database.writeAll(
          () ->
              office.room.world.departmentRows.setLinks(
                  office.behind.id(),
                  List.of(
                      new Link("web", Link.Kind.USER, "reporter-B"),
                      new Link("web", Link.Kind.USER, "reporter-B2"))));
      office.room.chat.once(Capabilities.ExactlyOnce.NONE);
      office.room.chat.next("@reporter-B2", Act.BUSY);
      office.lookAt("2026-11-24T02:00:00Z");
      assertThat(office.told()).containsExactly("@reporter-B");
      office.lookAt("2026-11-24T02:20:00Z");
      office.lookAt("2026-11-24T02:40:00Z");
      assertThat(office.told()).containsExactly("@reporter-B", "@reporter-B2");
    }
  }
}
