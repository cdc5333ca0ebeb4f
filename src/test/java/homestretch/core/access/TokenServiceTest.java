package homestretch.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqTokens;
import homestretch.testing.Databases;
import homestretch.testing.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenServiceTest {
  @ParameterizedTest
  @EnumSource
  void token_of_the_settings_replaces_the_one_before_and_a_revoked_one_stays_revoked(
      Databases databases) {
    try (World world = new World(databases)) {
      TokenService tokens =
          new TokenService(
              world.database, new JooqTokens(world.database), world.audit, world.clock);
      tokens.ensure("administrator", "the first secret");
      tokens.ensure("administrator", "the first secret");
      tokens.ensure("administrator", "the second secret");
      assertThat(tokens.nameOf("the first secret")).isEmpty();
      assertThat(tokens.nameOf("the second secret")).contains("administrator");
      assertThat(tokens.ensure("administrator", "the first secret"))
          .as("a restart does not bring it back")
          .isFalse();
      assertThat(tokens.nameOf("the first secret")).isEmpty();
      assertThat(tokens.nameOf("the second secret")).contains("administrator");
    }
  }
}
