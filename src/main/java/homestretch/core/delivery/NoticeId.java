package homestretch.core.delivery;

/** A notice's key in our tables. */
public record NoticeId(long value) {}
