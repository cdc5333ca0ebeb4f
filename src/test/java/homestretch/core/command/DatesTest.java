package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import java.time.LocalDate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A date as it is typed: one reading is taken, of two none. */
class DatesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

  @ParameterizedTest
  @CsvSource({
    "ZH, 5/11, 2026-05-11",
    "ZH, 11/5, 2026-11-05",
    "ZH, 11月5日, 2026-11-05",
    "EN, 11-5, 2026-11-05",
    "EN, 11月5日, 2026-11-05",
    "EN, 31/10, 2026-10-31",
    "EN, 10/31, 2026-10-31",
    "EN, 11/11, 2026-11-11",
    "EN, 31/12, 2025-12-31",
    "EN, 2026/5/11, 2026-05-11",
    "EN, 5 Nov, 2026-11-05",
    "EN, 30/10/2026, 2026-10-30",
  })
  void what_reads_one_way_is_taken(Language language, String typed, LocalDate day) {
    assertThat(Dates.parse("as_of", typed, TODAY, language)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({
    "EN, 5/11, 2026-05-11, 2026-11-05",
    "EN, 12/6, 2025-12-06, 2026-06-12",
    "EN, 5/11/2026, 2026-05-11, 2026-11-05",
    "ZH, 5/11/2026, 2026-05-11, 2026-11-05"
  })
  void what_reads_two_ways_is_refused_with_both(
      Language language, String typed, String one, String other) {
    assertThatThrownBy(() -> Dates.parse("as_of", typed, TODAY, language))
        .asInstanceOf(InstanceOfAssertFactories.type(Fault.Invalid.class))
        .extracting(fault -> fault.violations().getFirst().expected().en())
        .isEqualTo(one + " or " + other + " (it reads either way: write which day you mean)");
    assertThat(Dates.isOne(typed, TODAY, language)).isTrue();
  }

  @Test
  void a_day_to_come_that_reads_two_ways_is_refused_too() {
    assertThat(Dates.coming("by", "5/11", TODAY, Language.ZH)).isEqualTo("2027-05-11");
    assertThat(Dates.coming("by", "31/12", TODAY, Language.EN)).isEqualTo("2026-12-31");
    assertThatThrownBy(() -> Dates.coming("by", "5/12", TODAY, Language.EN))
        .isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void what_is_no_date_is_none() {
    assertThat(Dates.isOne("31/31", TODAY, Language.EN)).isFalse();
    assertThat(Dates.isOne("13-40", TODAY, Language.ZH)).isFalse();
    assertThat(Dates.isOne("GBR", TODAY, Language.EN)).isFalse();
  }
}
