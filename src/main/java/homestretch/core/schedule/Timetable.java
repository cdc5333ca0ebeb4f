package homestretch.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** The clock (port): wakes us when something is planned. What is planned stands in our tables. */
public interface Timetable {
  /** Wakes the planner at that instant; replaces what the schedule had asked for before. */
  void wake(ScheduleId id, Instant at);

  /** The schedule wakes nobody any more. */
  void forget(ScheduleId id);

  /**
   * The expression's next time on the wall clock, whatever the zone.
   *
   * @throws homestretch.core.fault.Fault.Invalid if the expression cannot be read
   */
  Optional<LocalDateTime> next(When.Cron cron, LocalDateTime after);
}
