package homestretch.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Moment;
import homestretch.core.chat.Post;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A post as the page is told it. */
class JsonTest {
  @Test
  void a_moment_is_its_time_in_words() {
    String line = "3 · " + Moment.in(ZoneId.of("Asia/Shanghai"), Instant.EPOCH) + " · A";
    Post post = Post.lines("记录", line);
    assertThat(Json.post(post).at("/blocks/0/lines/0").asText())
        .isEqualTo("3 · 1970-01-01 08:00 · A");
  }
}
