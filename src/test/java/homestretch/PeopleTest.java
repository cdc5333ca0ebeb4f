package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a role given to a person by the API lets them do in chat. */
class PeopleTest {
  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;

  @BeforeEach
  void start() {
    program = Running.with(clock, Map.of());
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private Rest.Answer says(String line) {
    return program.post(
        "/chat/command",
        """
        {"person": "reader", "channel": "填报交流", "language": "zh-CN", "line": "%s"}
        """
            .formatted(line));
  }

  private long give(String role, String more) {
    Rest.Answer given =
        program.post(
            "/api/v1/people",
            """
            {"platform": "web", "kind": "user", "external": "reader", "role": "%s",
             "campaigns": ["sample-2026"]%s}
            """
                .formatted(role, more));
    assertThat(given.status()).as(given.text()).isEqualTo(201);
    return given.json().get("id").asLong();
  }

  @Test
  void a_reporter_by_grant_reports_for_its_departments_until_it_ends_and_reviews_nothing() {
    assertThat(says("上报 GBR 60.2").text()).contains("管理员").doesNotContain("60.2 亿元");
    give("reporter", ", \"departments\": [\"LJ\"], \"expiresAt\": \"2026-11-24T00:00:00Z\"");
    assertThat(says("上报 GBR 60.2").text()).contains("临江区", "60.2 亿元");
    assertThat(says("/做法 通过 1").text()).contains("只有");
    clock.set("2026-11-25T04:00:00Z");
    assertThat(says("上报 GBR 61.2").text()).doesNotContain("61.2 亿元");
  }

  @Test
  void a_viewer_by_grant_reports_nothing() {
    give("viewer", "");
    assertThat(says("上报 GBR 60.2").text()).doesNotContain("60.2 亿元");
  }
}
