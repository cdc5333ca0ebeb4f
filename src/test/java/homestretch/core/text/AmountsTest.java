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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5|亿元|0.50 亿元|50 million yuan",
        "0.0003|亿元|3 万元|30,000 yuan",
        "0.00000012|亿元|12 元|12 yuan",
        "0.00000000001|亿元|不到 0.01 元|less than 0.01 yuan",
        "0.003|个|不到 0.01 个|less than 0.01 projects",
        "0|亿元|0.00 亿元|0 yuan"
      })
  void what_a_day_needs_is_never_said_to_be_nothing(
      String figure, String unit, String chinese, String english) {
    Exact exact = new Exact(Exact.fraction(new BigDecimal(figure)), 2);
    Text named = new Text(unit, unit.equals("个") ? "projects" : "hundred million yuan");
    assertThat(Amounts.rate(exact, named, Language.ZH)).isEqualTo(chinese);
    assertThat(Amounts.rate(exact, named, Language.EN)).isEqualTo(english);
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
