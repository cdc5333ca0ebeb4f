/** Who changed what, when. */
@NullMarked
package homestretch.core.audit;

import org.jspecify.annotations.NullMarked;
