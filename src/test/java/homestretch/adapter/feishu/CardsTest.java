package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Block;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.text.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardsTest {
  private static final int MOST_BYTES = 30 * 1024;

  /** What is escaped takes six bytes a character. */
  @ParameterizedTest
  @ValueSource(strings = {"高新技术产业开发区", "||||||||||||", "<at id=all>", "\"\\\"\\\"\\"})
  void board_of_200_units_keeps_within_what_feishu_takes_and_says_what_is_missing(String name) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(List.of(String.valueOf(i + 1), name + i, "84.12", name));
    }
    Post post =
        new Post(
            "排行榜",
            List.of(new Block.Table(name, List.of("名次", "单位", "得分", "说明"), rows)),
            "数据截至 11 月 20 日",
            List.of());
    Post fitted =
        new Fitting(new CommandLine(List.of())).post(post, FeishuChat.CAPABILITIES, Language.ZH);
    String card = Cards.card(fitted, "oc_1", null, "#12345678").toString();
    assertThat(card.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
    assertThat(card).contains("| 1 | ").contains("12345678").containsAnyOf("未列出", "…");
  }

  @Test
  void card_that_is_a_title_alone_has_a_body() {
    Post post = new Post("标题", java.util.List.of(), "", java.util.List.of());
    assertThat(Cards.card(post, "oc_a", null, "").at("/body/elements")).hasSize(1);
  }
}
