package homestretch;

import homestretch.testing.Crowd;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A minute of {@link Crowd} on each database; its short form stands in {@code OnceTest}. */
@Tag("long")
class CrowdTest {
  @ParameterizedTest
  @EnumSource
  void no_update_is_lost_among_64_writers_and_64_readers(Databases databases) throws Exception {
    try (Running program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"),
            Map.of(
                "HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", databases.freshUrl()))) {
      Crowd.visits(
          program, Duration.ofSeconds(Integer.getInteger("homestretch.crowd.seconds", 60)));
    }
  }
}
