package homestretch.core.store;

/** A thing with the number by which it is addressed. */
public record Numbered<T>(long id, T thing) {}
