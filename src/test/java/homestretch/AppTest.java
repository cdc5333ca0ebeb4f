package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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

  @Test
  void program_whose_database_does_not_answer_is_not_ready_and_says_so() throws Exception {
    String url = Databases.SQLITE.freshUrl();
    try (Running program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"),
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", url))) {
      assertThat(program.get("/health/ready").status()).isEqualTo(200);
      try (Connection other = DriverManager.getConnection(url);
          Statement statement = other.createStatement()) {
        statement.execute("ALTER TABLE notice RENAME TO lost");
      }
      Rest.Answer answer = program.get("/health/ready");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().get("database").asText()).isEqualTo("does not answer");
      assertThat(program.get("/health/live").status()).isEqualTo(200);
    }
  }
}
