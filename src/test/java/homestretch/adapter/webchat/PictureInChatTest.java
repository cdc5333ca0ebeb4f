package homestretch.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Rest.Answer;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The button under /leaderboard, pressed as the page presses it. */
class PictureInChatTest {
  private final Map<String, String> environment =
      Map.of("HOMESTRETCH_DATABASE_URL", Databases.SQLITE.freshUrl());

  private Running start() {
    return Running.with(new SettableClock("2026-11-23T04:00:00Z"), environment);
  }

  private static JsonNode say(Running program, String path, String language, String rest) {
    String channel = program.get("/chat/state").json().at("/channels/0/address").textValue();
    Answer answer =
        program.post(
            path,
            "{\"person\":\"reader\",\"channel\":\""
                + channel
                + "\",\"language\":\""
                + language
                + "\","
                + rest
                + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("message");
  }

  private static JsonNode board(Running program, String language) {
    return say(program, "/chat/command", language, "\"line\":\"/leaderboard\"");
  }

  /** Presses the button with the label. */
  private static JsonNode press(Running program, JsonNode message, String language, String label) {
    Optional<String> id = Optional.empty();
    for (JsonNode row : message.at("/post/buttons")) {
      for (JsonNode button : row) {
        if (button.get("label").textValue().equals(label)) {
          id = Optional.of(button.get("id").textValue());
        }
      }
    }
    return say(
        program,
        "/chat/press",
        language,
        "\"message\":" + message.get("id") + ",\"button\":\"" + id.orElseThrow() + "\"");
  }

  @Test
  void picture_button_answers_the_same_board_as_a_picture_in_the_channels_language()
      throws IOException {
    try (Running program = start()) {
      JsonNode message = press(program, board(program, "en"), "en", "图片");
      JsonNode image = message.at("/post/image");
      assertThat(image.get("alt").textValue()).contains("数据截至 2026-10-31").contains("高新技术产业开发区");
      assertThat(image.has("source")).isFalse();
      Answer answer = program.get(image.get("url").textValue());
      assertThat(answer.header("Content-Type")).isEqualTo("image/png");
      assertThat(answer.header("Cache-Control")).contains("immutable");
      BufferedImage png = ImageIO.read(new ByteArrayInputStream(answer.raw().body()));
      assertThat(png.getWidth()).isEqualTo(image.get("width").intValue());
      assertThat(png.getHeight()).isEqualTo(image.get("height").intValue());
    }
  }

  @Test
  void board_stays_where_it_is_under_its_picture() {
    try (Running program = start()) {
      JsonNode board = board(program, "zh-CN");
      JsonNode picture = press(program, board, "zh-CN", "图片");
      assertThat(picture.get("id").longValue()).isGreaterThan(board.get("id").longValue());
    }
  }

  @Test
  void picture_in_the_history_keeps_its_figures_over_a_correction_and_a_restart() {
    byte[] drawn;
    String url;
    try (Running program = start()) {
      url =
          press(program, board(program, "zh-CN"), "zh-CN", "图片").at("/post/image/url").textValue();
      drawn = program.get(url).raw().body();
      Answer report =
          program.post(
              "/api/v1/campaigns/sample-2026/reports",
              "{\"department\":\"LJ\",\"goal\":\"PRJ\",\"value\":1,\"asOf\":\"2026-11-20\"}");
      assertThat(report.status()).isEqualTo(201);
      String now =
          press(program, board(program, "zh-CN"), "zh-CN", "图片").at("/post/image/url").textValue();
      assertThat(program.get(now).raw().body()).isNotEqualTo(drawn);
    }
    try (Running program = start()) {
      assertThat(program.get(url).raw().body()).isEqualTo(drawn);
    }
  }

  @Test
  void message_without_a_picture_has_none_to_show() {
    try (Running program = start()) {
      long board = board(program, "en").get("id").longValue();
      assertThat(program.get("/chat/images/" + board).status()).isEqualTo(404);
      assertThat(program.get("/chat/images/999999").status()).isEqualTo(404);
      assertThat(program.get("/chat/images/none").status()).isEqualTo(400);
    }
  }
}
