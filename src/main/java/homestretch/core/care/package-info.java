/** Private care (督查): who is late or behind hears it alone first, with what would help. */
@NullMarked
package homestretch.core.care;

import org.jspecify.annotations.NullMarked;
