package homestretch.core.calendar;

import java.time.DayOfWeek;
import java.util.Locale;
import java.util.Optional;

/** Days of the week as people write them. */
public final class WeekDays {
  private static final String CHINESE = "一二三四五六日";

  private WeekDays() {}

  /** {@code FRI}, {@code Friday}, {@code 周五}, {@code 星期五}. */
  public static Optional<DayOfWeek> read(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(word) || day.name().substring(0, 3).equals(word)) {
        return Optional.of(day);
      }
    }
    String bare = word.replaceFirst("^(周|星期|礼拜)", "");
    return bare.length() == 1 && bare.length() < word.length()
        ? chinese(bare.charAt(0))
        : Optional.empty();
  }

  /** {@code 一} to {@code 日} or {@code 天}. */
  static Optional<DayOfWeek> chinese(char sign) {
    int index = CHINESE.indexOf(sign == '天' ? '日' : sign);
    return index < 0 ? Optional.empty() : Optional.of(DayOfWeek.of(index + 1));
  }

  /** As programs name it: {@code FRI}. */
  public static String code(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  /** {@code 周五}. */
  static String zh(DayOfWeek day) {
    return "周" + CHINESE.charAt(day.getValue() - 1);
  }
}
