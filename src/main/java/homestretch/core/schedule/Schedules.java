package homestretch.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules (port). One that was removed is not found any more; its deliveries stay. */
public interface Schedules {
  Schedule add(Schedule schedule);

  /**
   * Everything but {@code plannedThrough}.
   *
   * @return false if the revision is not the stored one any more
   */
  boolean change(Schedule schedule);

  /** Begins anew: nothing planned up to then is made up for. */
  void restart(ScheduleId id, Instant through);

  /**
   * Moves {@code plannedThrough} on; no change of the revision.
   *
   * @param seen the schedule as the caller has read it
   * @return false if another process has planned in between, or somebody changed the schedule
   */
  boolean planned(Schedule seen, Instant through);

  /**
   * @return false if there is no such schedule
   */
  boolean remove(ScheduleId id);

  Optional<Schedule> find(ScheduleId id);

  /** By id, after the given one. */
  List<Schedule> list(long after, int limit);
}
