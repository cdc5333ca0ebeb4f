/** Local time where clocks change. */
@NullMarked
package homestretch.core.time;

import org.jspecify.annotations.NullMarked;
