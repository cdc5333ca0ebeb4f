package homestretch.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final String LINE =
      "报于 "
          + Moment.in(ZoneId.of("Asia/Shanghai"), Instant.parse("2026-11-23T04:05:00Z"))
          + " · $1 <t:0>";

  @Test
  void it_is_the_platforms_time_where_there_is_one_and_the_campaigns_elsewhere() {
    assertThat(Moment.plain(LINE)).isEqualTo("报于 2026-11-23 12:05 · $1 <t:0>");
    assertThat(Moment.shown(LINE, seconds -> "<t:" + seconds + ":f>"))
        .isEqualTo("报于 <t:1795406700:f> · $1 <t:0>");
    assertThat(Moment.plain("no moment")).isEqualTo("no moment");
  }
}
