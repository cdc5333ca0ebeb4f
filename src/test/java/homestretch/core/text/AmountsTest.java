package homestretch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** English counts in plain English (spec/interface.md, "How figures look"). */
class AmountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "43|亿元|hundred million yuan|4.3 billion yuan",
        "56.81|亿元|hundred million yuan|5.681 billion yuan",
        "0.30|亿元|hundred million yuan|30 million yuan",
        "0.005|亿元|亿元|1 million yuan",
        "-12.5|亿元|亿元|−1.25 billion yuan",
        "9849.00|万美元|× US$10,000|98.49 million US dollars",
        "61.42|万美元|× US$10,000|614,200 US dollars",
        "123456.78|亿元|亿元|12.345678 trillion yuan",
        "1234.5|个|projects|1,234.5 projects",
        "3|万箱|ten thousand boxes|3 ten thousand boxes",
        "0|亿元|亿元|0 yuan"
      })
  void an_amount_is_moved_to_the_english_multiple_without_rounding_again(
      String figure, String zh, String en, String expected) {
    assertThat(Amounts.of(new BigDecimal(figure), new Text(zh, en), Language.EN))
        .isEqualTo(expected);
  }

  @Test
  void an_amount_and_its_target_share_a_multiple() {
    Text unit = new Text("亿元", "hundred million yuan");
    BigDecimal actual = new BigDecimal("6.02");
    BigDecimal target = new BigDecimal("68.00");
    assertThat(Amounts.of(actual, target, unit, Language.EN)).isEqualTo("0.602 / 6.8 billion yuan");
    assertThat(Amounts.of(actual, target, unit, Language.ZH)).isEqualTo("6.02 / 68.00 亿元");
  }

  @Test
  void what_is_entered_is_said_in_the_goals_own_multiple() {
    assertThat(Amounts.multipleInEnglish(new Text("亿元", "x"))).isEqualTo("100 million yuan");
    assertThat(Amounts.multipleInEnglish(new Text("万美元", "x"))).isEqualTo("10,000 US dollars");
    assertThat(Amounts.multipleInEnglish(new Text("个", "projects"))).isEqualTo("projects");
  }
}
