package homestretch.core.store;

/**
 * How much of a pool of database connections is in use.
 *
 * @param waiting callers that wait for one
 */
public record Pool(String name, int active, int idle, int waiting) {}
