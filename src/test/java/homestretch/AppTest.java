package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppTest {
  @Test
  void first_start_posts_countdown_and_board_of_the_sample_in_the_web_chat() throws Exception {
    try (Running program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of())) {
      assertThat(program.get("/health/ready").status()).isEqualTo(200);
      JsonNode deliveries = null;
      Instant patience = Instant.now().plus(Duration.ofSeconds(20));
      do {
        Thread.sleep(50);
        deliveries = program.get("/api/v1/deliveries").json().get("items");
      } while (deliveries.findValuesAsText("state").contains("planned")
          && Instant.now().isBefore(patience));
      assertThat(deliveries.findValuesAsText("state")).containsExactly("sent", "sent");
    }
  }
}
