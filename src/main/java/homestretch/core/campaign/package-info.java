/** The drive: its dates, its countdown and its work calendar. */
@NullMarked
package homestretch.core.campaign;

import org.jspecify.annotations.NullMarked;
