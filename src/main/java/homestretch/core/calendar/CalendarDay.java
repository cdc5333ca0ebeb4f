package homestretch.core.calendar;

import java.time.LocalDate;

/**
 * One day that a calendar names.
 *
 * @param worked whether it is a make-up day (调休上班); otherwise it is off
 * @param name of the holiday
 * @param place where it stands, such as {@code CN.csv:12} or {@code holidays/3/date}
 */
public record CalendarDay(LocalDate date, boolean worked, String name, String place) {}
