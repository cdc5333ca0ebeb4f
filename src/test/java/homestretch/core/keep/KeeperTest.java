package homestretch.core.keep;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqRetention;
import homestretch.core.chat.Channel;
import homestretch.core.delivery.Delivery;
import homestretch.core.schedule.PostKind;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is removed when it is old, and what never is. */
class KeeperTest {
  @ParameterizedTest
  @EnumSource
  void old_deliveries_go_but_the_last_post_ledger_and_audit_stay(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, Newsroom.at("09:00"), room.channel("news"));
      for (String day : new String[] {"24", "25", "26"}) {
        room.clock.set("2026-11-" + day + "T01:00:00Z");
        room.sweep();
      }
      assertThat(room.all()).hasSize(3);
      int audits = audits(room);
      Keeper keeper =
          new Keeper(
              new JooqRetention(room.world.database),
              before -> 0,
              new Keeper.Periods(
                  Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)),
              room.clock);
      room.clock.set("2026-11-29T01:00:00Z");
      keeper.sweep(0);
      assertThat(room.all()).hasSize(1);
      assertThat(room.all().getFirst().state()).isEqualTo(Delivery.State.SENT);
      assertThat(room.all().getFirst().plannedAt()).isEqualTo("2026-11-26T01:00:00Z");
      assertThat(audits(room)).isEqualTo(audits);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_administrators_were_told_goes_once_it_is_resolved_and_old(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("desk", null, null, Channel.Purpose.ADMINISTRATORS);
      room.clock.set("2026-11-24T01:00:00Z");
      room.world.database.writeAll(
          () ->
              List.of("resolved", "open")
                  .forEach(
                      subject ->
                          room.notices.raise(
                              room.world.campaign.id(),
                              subject,
                              Text.same(subject),
                              room.clock.instant())));
      room.sweep();
      assertThat(room.all()).hasSize(2);
      room.world.database.writeAll(() -> room.notices.resolve("resolved", room.clock.instant()));
      room.clock.set("2026-11-29T01:00:00Z");
      new Keeper(
              new JooqRetention(room.world.database),
              before -> 0,
              new Keeper.Periods(
                  Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)),
              room.clock)
          .sweep(0);
      assertThat(room.all()).hasSize(1);
      room.sweep();
      assertThat(room.all()).hasSize(1);
      assertThat(room.chat.messages()).hasSize(2);
    }
  }

  private static int audits(Newsroom room) {
    return room.world.database.read(() -> room.world.audit.list(Long.MAX_VALUE, 1000)).size();
  }
}
