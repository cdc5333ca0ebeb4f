package homestretch.core.goal;

/** A goal's key in our tables. */
public record GoalId(long value) {}
