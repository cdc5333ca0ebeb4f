/** From figures to completion, light and score; no I/O. */
@NullMarked
package homestretch.core.score;

import org.jspecify.annotations.NullMarked;
