package homestretch.core.login;

import java.time.Instant;

/**
 * A browser that is logged in, without its secret.
 *
 * @param device what the browser says it is, in a few words
 * @param address from which it logged in
 * @param usedAt to the minute
 */
public record Session(
    long id, Account account, String device, String address, Instant startedAt, Instant usedAt) {}
