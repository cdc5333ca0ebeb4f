/** The board of a channel that is kept up to date in place, and the thread of the week below it. */
@NullMarked
package homestretch.core.living;

import org.jspecify.annotations.NullMarked;
