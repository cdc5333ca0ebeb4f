/** The chat commands: thin, over the services, the same on every platform. */
@NullMarked
package homestretch.core.command;

import org.jspecify.annotations.NullMarked;
