package homestretch.adapter.socket;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private final Markdown markdown = new Markdown(Markdown::escaped);

  @Test
  void what_users_write_is_no_heading_link_table_or_mention() {
    String text =
        markdown.of(
            new Post(
                "标题 <@all>",
                List.of(
                    new Block.Lines("# 假标题\n> 假引用", "[点我](http://e.x) **粗** `c` a|b <font>"),
                    new Block.Table("组", List.of("名次", "单位"), List.of(List.of("1", "甲|乙\n丙")))),
                "脚注",
                List.of()));
    assertThat(text)
        .isEqualTo(
            """
            **标题 ＜＠all>**

            \\# 假标题 \s
            \\> 假引用 \s
            \\[点我\\](http://e.x) \\*\\*粗\\*\\* \\`c\\` a\\|b ＜font>

            **组**

            | 名次 | 单位 |
            | ---: | :--- |
            | 1 | 甲\\|乙 丙 |

            > 脚注\
            """
                .replace(" \\s", "  "));
  }

  @Test
  void long_text_ends_at_a_line_and_within_its_bytes() {
    String text = "一二三四五\n".repeat(2000);
    String cut = Markdown.cut(text, 1000);
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1000);
    assertThat(cut).endsWith("五\n…");
    assertThat(Markdown.cut("short", 1000)).isEqualTo("short");
  }
}
