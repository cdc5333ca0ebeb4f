package homestretch.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tyme.holiday.LegalHoliday;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.JooqCalendarYears;
import homestretch.core.fault.Fault;
import homestretch.testing.Databases;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void calendars_in_a_folder_go_before_those_shipped_year_by_year(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("CN.csv"), "2027-01-01,off,元旦\n2027-01-02,work,元旦\n");
    Files.writeString(folder.resolve("DE-BY.csv"), "# Bayern\n2026-10-03,off,Einheit, Tag der\n");
    try (Database database = Databases.SQLITE.open()) {
      WorkCalendars calendars =
          new WorkCalendars(database, new JooqCalendarYears(database), folder);
      WorkCalendar both = calendars.of("CN");
      assertThat(both.isWorkingDay(LocalDate.of(2027, 1, 1))).isFalse();
      assertThat(both.isWorkingDay(LocalDate.of(2027, 1, 2))).isTrue();
      assertThat(both.isWorkingDay(LocalDate.of(2026, 10, 10))).isTrue();
      assertThat(calendars.of("DE-BY").holidays()).containsValue("Einheit, Tag der");
    }
  }

  @Test
  void a_folder_takes_gb18030_and_another_weekend_and_names_file_and_line(@TempDir Path folder)
      throws IOException {
    Files.write(
        folder.resolve("CN.csv"), "2027-01-01,off,元旦\n".getBytes(Charset.forName("GB18030")));
    Files.writeString(
        folder.resolve("AE.csv"), "weekend,FRI,SAT\n2026-01-01,off,New Year\n2026-01-02,work,x\n");
    try (Database database = Databases.SQLITE.open()) {
      JooqCalendarYears given = new JooqCalendarYears(database);
      WorkCalendars calendars = new WorkCalendars(database, given, folder);
      assertThat(calendars.of("CN").holidays()).containsEntry(LocalDate.of(2027, 1, 1), "元旦");
      assertThat(calendars.of("AE").isWorkingDay(LocalDate.of(2026, 1, 2))).isTrue();
      assertThat(calendars.of("AE").isWorkingDay(LocalDate.of(2026, 1, 4))).isTrue();
      assertThat(calendars.of("AE").isWorkingDay(LocalDate.of(2026, 1, 9))).isFalse();
      Files.writeString(folder.resolve("DE.csv"), "# x\n2026-10-09,work,a Friday\nwhat\n");
      assertThatThrownBy(() -> new WorkCalendars(database, given, folder))
          .hasMessageContaining("DE.csv:3");
      Files.writeString(folder.resolve("DE.csv"), "# x\n2026-10-09,work,a Friday\n");
      assertThatThrownBy(() -> new WorkCalendars(database, given, folder))
          .hasMessageContaining("DE.csv:2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-13-01,off,x|CN.csv:2",
        "2026-10-01;off|CN.csv:2",
        "2026-10-01,vacation?,x|CN.csv:2",
        "2026-10-01,off|CN.csv:2",
        "2026-10-01,off,|CN.csv:2",
        "2026-10-09,work,a Friday|CN.csv:2"
      })
  void a_line_that_cannot_be_read_is_named(String line, String named) {
    assertThatThrownBy(() -> WorkCalendar.parse("CN", "CN.csv", List.of("# days", line)))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining(named);
    assertThatThrownBy(
            () ->
                WorkCalendar.parse(
                    "CN", "CN.csv", List.of("2026-10-01,off,x", "2026-10-01,work,x")))
        .hasMessageContaining("CN.csv:2");
  }
}
