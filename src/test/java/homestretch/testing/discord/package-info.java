/** A stand-in for Discord on loopback, REST and gateway, that keeps Discord's rules. */
@NullMarked
package homestretch.testing.discord;

import org.jspecify.annotations.NullMarked;
