package homestretch.core.department;

/** A league's key in our tables. */
public record LeagueId(long value) {}
