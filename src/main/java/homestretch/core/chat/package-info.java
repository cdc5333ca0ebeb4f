/**
 * What a chat platform and a command say to each other; only adapters know a platform's own types.
 */
@NullMarked
package homestretch.core.chat;

import org.jspecify.annotations.NullMarked;
