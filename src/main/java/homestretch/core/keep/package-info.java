/** How long what is kept, and what is removed after that. */
@NullMarked
package homestretch.core.keep;

import org.jspecify.annotations.NullMarked;
