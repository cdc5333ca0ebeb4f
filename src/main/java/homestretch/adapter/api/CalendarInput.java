package homestretch.adapter.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A year in our own JSON; what is left out stays. That of the project holiday-cn is taken too. Read
 * by {@link homestretch.core.calendar.CalendarFiles}; this describes it.
 */
record CalendarInput(
    @Is(value = "As in the address, or left out", example = "2027") @Nullable Integer year,
    @Is(value = "The days of the week that are off", example = "[\"SAT\", \"SUN\"]")
        @Nullable List<String> weekend,
    @Is("Days off") @Nullable List<DayInput> holidays,
    @Is("Days of a weekend that are worked") @Nullable List<DayInput> makeUpDays) {

  /** A day and why. */
  record DayInput(
      @Is(value = "The day", example = "2027-01-01", required = true) @Nullable String date,
      @Is(value = "Its name", example = "元旦") @Nullable String name) {}
}
