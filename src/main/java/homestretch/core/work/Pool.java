package homestretch.core.work;

/**
 * How much of a lane is in use: for databases, a thread has a connection of its own.
 *
 * @param waiting callers whose turn has not come
 */
public record Pool(String name, int active, int idle, int waiting) {}
