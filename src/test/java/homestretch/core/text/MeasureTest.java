package homestretch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that are given in one unit and kept in another. */
class MeasureTest {
  @ParameterizedTest
  @CsvSource({
    "1.5, 万户, 户, 15000",
    "1.50, 万户, 户, 15000",
    "6020, 万元, 亿元, 0.602",
    "30, 亿元, 万元, 300000",
    // In the unit it is kept in it stays as it was written.
    "66.90, 亿元, 亿元, 66.90",
  })
  void a_conversion_adds_no_zeros(String number, String from, String to, String kept) {
    assertThat(
            Measure.of(from)
                .to(Measure.of(to))
                .orElseThrow()
                .of(new BigDecimal(number))
                .toPlainString())
        .isEqualTo(kept);
  }
}
