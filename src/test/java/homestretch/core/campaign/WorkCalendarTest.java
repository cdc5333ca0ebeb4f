package homestretch.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCalendarTest {
  private final WorkCalendar china = new WorkCalendars().of("CN");

  @ParameterizedTest
  @ValueSource(ints = {2025, 2026})
  void every_day_of_a_shipped_year_agrees_with_an_independent_source(int year) {
    for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
      LegalHoliday legal =
          LegalHoliday.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
      boolean weekday = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
      boolean expected = legal == null ? weekday : legal.isWork();
      assertThat(china.isWorkingDay(day)).as(day.toString()).isEqualTo(expected);
    }
  }

  @Test
  void a_year_without_a_calendar_is_unavailable_not_guessed() {
    assertThat(china.isWorkingDay(LocalDate.of(2027, 1, 4))).isNull();
    assertThat(china.workingDays(LocalDate.of(2026, 12, 30), LocalDate.of(2027, 1, 4)))
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void a_country_without_a_calendar_knows_no_year() {
    assertThat(new WorkCalendars().of("DE").isWorkingDay(LocalDate.of(2026, 11, 23))).isNull();
  }

  @Test
  void make_up_saturdays_are_worked_and_national_day_is_not() {
    assertThat(china.isWorkingDay(LocalDate.of(2026, 10, 10))).isTrue();
    assertThat(china.isWorkingDay(LocalDate.of(2026, 10, 1))).isFalse();
  }
}
