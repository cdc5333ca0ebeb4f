package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          # 标题 → \\# 标题
          - 一 → \\- 一
          1. 一 → 1\\. 一
          -# 小字 → \\-# 小字
          > 引用 → \\> 引用
          −1.23 个百分点 → −1.23 个百分点
          *斜* _体_ ~删~ `码` → \\*斜\\* \\_体\\_ \\~删\\~ \\`码\\`
          \\*已转义\\* → \\\\\\*已转义\\\\\\*
          <@123> <#5> <:笑:9> <t:0> → \\<@123\\> \\<#5\\> \\<:笑:9\\> \\<t:0\\>
          见 https://a.example/b_c?d=1 → 见 https://a.example/b_c?d=1
          https://a.example/[x](y) → https://a.example/\\[x\\]\\(y\\)
          """)
  void text_is_shown_as_it_was_typed(String typed, String escaped) {
    assertThat(Escape.text(typed)).isEqualTo(escaped);
  }

  @Test
  void nobody_seems_to_be_called_and_nothing_is_hidden() {
    assertThat(Escape.text("@everyone @here 张三@市局")).isEqualTo("@\u200Beveryone @\u200Bhere 张三@市局");
    assertThat(Escape.text("1\u202E2\u0007\r\n3")).isEqualTo("12\n3");
    assertThat(Escape.code("```\n@here")).isEqualTo("ˋˋˋ @\u200Bhere");
  }

  @Test
  void a_cut_halves_neither_a_character_nor_an_escape() {
    assertThat(Rendering.cut("一二三", 3)).isEqualTo("一二三");
    assertThat(Rendering.cut("一二三四", 3)).isEqualTo("一二…");
    assertThat(Rendering.cut("一🟢三四", 3)).isEqualTo("一…");
    assertThat(Rendering.cut("一\\*二三", 3)).isEqualTo("一…");
  }
}
