package homestretch.core.keep;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqRetention;
import homestretch.core.delivery.Delivery;
import homestretch.core.schedule.PostKind;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.time.Duration;
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
              new Keeper.Periods(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)),
              room.clock);
      room.clock.set("2026-11-29T01:00:00Z");
      keeper.sweep(0);
      assertThat(room.all()).hasSize(1);
      assertThat(room.all().getFirst().state()).isEqualTo(Delivery.State.SENT);
      assertThat(room.all().getFirst().plannedAt()).isEqualTo("2026-11-26T01:00:00Z");
      assertThat(audits(room)).isEqualTo(audits);
    }
  }

  private static int audits(Newsroom room) {
    return room.world.database.read(() -> room.world.audit.list(Long.MAX_VALUE, 1000)).size();
  }
}
