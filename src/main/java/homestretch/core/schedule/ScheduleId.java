package homestretch.core.schedule;

/** A schedule's key in our tables. */
public record ScheduleId(long value) {}
