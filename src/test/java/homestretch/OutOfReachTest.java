package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Cable;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe waits two seconds: what readiness says is what is known by then. */
class OutOfReachTest {
  private static final Duration PROBE = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void while_the_database_is_out_of_reach_probes_are_answered_in_time(boolean isSilent) {
    String database = Databases.POSTGRESQL.freshUrl();
    URI uri = URI.create(database.substring("jdbc:".length()));
    Cable cable = new Cable(uri.getPort());
    String through = database.replace(":" + uri.getPort() + "/", ":" + cable.port() + "/");
    try (Running program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"),
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", through))) {
      assertThat(program.get("/health/ready").status()).isEqualTo(200);
      assertThat(program.get("/metrics").text()).contains("homestretch_open_notices 0");
      if (isSilent) {
        cable.cut();
      } else {
        cable.close();
      }
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        Rest.Answer ready = program.get("/health/ready");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROBE);
        assertThat(ready.status()).as(ready.text()).isEqualTo(503);
        assertThat(ready.text()).contains("does not answer");
      }
      String metrics = program.get("/metrics").text();
      assertThat(metrics)
          .contains("homestretch_up{part=\"database\"} 0", "jvm_memory_used_bytes")
          .doesNotContain("homestretch_open_notices 0");
      cable.mend();
    } finally {
      cable.close();
    }
  }
}
