/**
 * How a question of somebody's comes to its answer on any platform: acknowledged in time, taken up
 * once, and within what the platform can show.
 */
@NullMarked
package homestretch.core.chat.talk;

import org.jspecify.annotations.NullMarked;
