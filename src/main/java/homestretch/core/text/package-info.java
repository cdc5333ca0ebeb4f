/** Both languages side by side, and how figures are written in them. */
@NullMarked
package homestretch.core.text;

import org.jspecify.annotations.NullMarked;
