package homestretch.core.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** The one rule by which a local time becomes an instant, for schedules and quiet hours alike. */
public final class WallClock {
  private WallClock() {}

  /**
   * A time that a clock change skips is the first valid instant after it, one that it repeats the
   * first of the two.
   */
  public static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition gap = gap(local, zone);
    return gap != null
        ? gap.getInstant()
        : ZonedDateTime.of(local, zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** False for a day that a zone left out whole, as Pacific/Apia did with 30 December 2011. */
  public static boolean exists(LocalDate day, ZoneId zone) {
    ZoneOffsetTransition gap = gap(day.atTime(12, 0), zone);
    return gap == null
        || gap.getDateTimeBefore().isAfter(day.atStartOfDay())
        || gap.getDateTimeAfter().isBefore(day.plusDays(1).atStartOfDay());
  }

  private static @Nullable ZoneOffsetTransition gap(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap() ? transition : null;
  }
}
