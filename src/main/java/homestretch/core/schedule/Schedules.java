package homestretch.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules (port). */
public interface Schedules {
  Schedule add(Schedule schedule);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Schedule schedule);

  /** Moves {@code plannedThrough} on; no change of the revision. */
  void planned(ScheduleId id, Instant through);

  Optional<Schedule> find(ScheduleId id);

  /** By id, after the given one. */
  List<Schedule> list(long after, int limit);
}
