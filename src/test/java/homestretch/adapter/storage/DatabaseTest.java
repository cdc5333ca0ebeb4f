package homestretch.adapter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every transaction promises, on real databases. */
class DatabaseTest {
  @ParameterizedTest
  @EnumSource
  void a_read_sees_one_state_whatever_is_committed_meanwhile(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      CampaignId id = world.campaign.id();
      long committed =
          world.database.read(
              () -> {
                Campaign before = world.campaignRows.get(id);
                CompletableFuture.runAsync(() -> world.report(department, goal, "50", "2026-11-20"))
                    .join();
                assertThat(world.reportRows.last(id)).isZero();
                assertThat(world.campaignRows.get(id)).isEqualTo(before);
                return world.campaignRows.changes(id).ledger();
              });
      assertThat(committed).isZero();
      assertThat(world.database.read(() -> world.campaignRows.changes(id).ledger())).isEqualTo(1);
    }
  }
}
