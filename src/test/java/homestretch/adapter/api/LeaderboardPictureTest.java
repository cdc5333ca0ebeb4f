package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest.Answer;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The picture of the sample's board, as a program gets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderboardPictureTest {
  private static final String BOARD = "/api/v1/campaigns/sample-2026/leaderboard";

  private Running program;

  @BeforeAll
  void start() {
    program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of());
  }

  @AfterAll
  void stop() {
    program.close();
  }

  @Test
  void picture_comes_as_png_in_either_language() throws IOException {
    Answer chinese = program.get(BOARD + ".png");
    Answer english = program.get(BOARD + ".png?locale=en");
    for (Answer answer : new Answer[] {chinese, english}) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("image/png");
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.raw().body()));
      assertThat(image.getWidth()).isEqualTo(1080);
    }
    assertThat(chinese.raw().body()).isNotEqualTo(english.raw().body());
  }

  @Test
  void picture_that_has_not_changed_is_not_sent_again() {
    String etag = program.get(BOARD + ".png").header("ETag");
    HttpRequest again = program.request(BOARD + ".png").header("If-None-Match", etag).GET().build();
    Answer answer = program.send(again);
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.raw().body()).isEmpty();
    assertThat(program.get(BOARD + ".png?league=bureaus").header("ETag")).isNotEqualTo(etag);
  }

  @Test
  void alternative_text_gives_the_figures_of_the_board() {
    JsonNode first = program.get(BOARD + "?league=districts").json().at("/rows/0");
    String figure = first.get("score").decimalValue().setScale(2).toPlainString();
    assertThat(program.get(BOARD + "/alt?league=districts").json().get("alt").textValue())
        .contains("第 1 名" + first.at("/department/name").textValue() + "（得分 " + figure + "）")
        .contains("示例数据，非真实单位");
    assertThat(program.get(BOARD + "/alt?league=districts&locale=en").json().get("alt").textValue())
        .contains("Score " + figure)
        .contains("Sample data, not real units");
  }

  @Test
  void picture_of_one_goal_on_another_day_can_be_had() {
    Answer answer = program.get(BOARD + "/alt?goal=PRJ&on=2026-09-30&locale=en");
    assertThat(answer.json().get("alt").textValue())
        .contains("Key projects started")
        .contains("Figures as of 2026-09-30");
  }

  @Test
  void wrong_requests_get_a_problem_that_names_what_is_wrong() {
    Answer locale = program.get(BOARD + ".png?locale=fr");
    assertThat(locale.status()).isEqualTo(422);
    assertThat(locale.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(locale.json().at("/errors/0/field").textValue()).isEqualTo("locale");
    assertThat(locale.json().at("/errors/0/expected").textValue()).isEqualTo("zh-CN, en");
    assertThat(program.get(BOARD + ".png?on=tomorrow").status()).isEqualTo(422);
    assertThat(program.get(BOARD + ".png?league=none").status()).isEqualTo(404);
    assertThat(program.get("/api/v1/campaigns/none/leaderboard.png").status()).isEqualTo(404);
  }

  @Test
  void picture_needs_a_token() {
    HttpRequest bare = HttpRequest.newBuilder(URI.create(program.url(BOARD + ".png"))).build();
    assertThat(program.send(bare).status()).isEqualTo(401);
  }
}
