/** Who is acting and what they may do. */
@NullMarked
package homestretch.core.access;

import org.jspecify.annotations.NullMarked;
