package homestretch.core.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The clock (port): wakes us when something is planned. What is planned stands in our tables. */
public interface Timetable {
  /** Wakes the planner at that instant; replaces what the schedule had asked for before. */
  void wake(ScheduleId id, Instant at);

  /** The schedule wakes nobody any more. */
  void forget(ScheduleId id);

  /**
   * @throws homestretch.core.fault.Fault.Invalid if the expression cannot be read
   */
  Optional<Instant> next(When.Cron cron, ZoneId zone, Instant after);
}
