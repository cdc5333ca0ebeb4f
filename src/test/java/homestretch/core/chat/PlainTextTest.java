package homestretch.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void columns_stand_below_each_other_and_chinese_characters_take_two_places() {
    Post post =
        new Post(
            "排行榜",
            List.of(
                new Block.Table(
                    "区县组",
                    List.of("名次", "得分", "单位"),
                    List.of(List.of("1", "100.00", "临江区"), List.of("12", "9.50", "东湖区")))),
            "数据截至 2026-10-31",
            List.of());
    assertThat(PlainText.of(post))
        .isEqualTo(
            """
            排行榜
            区县组
            名次    得分  单位
               1  100.00  临江区
              12    9.50  东湖区
            数据截至 2026-10-31\
            """);
  }
}
