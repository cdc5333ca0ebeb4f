package homestretch.core.goal;

/** A section's key in our tables. */
public record SectionId(long value) {}
