/** What departments object to while figures are frozen, and what they are told. */
@NullMarked
package homestretch.core.objection;

import org.jspecify.annotations.NullMarked;
