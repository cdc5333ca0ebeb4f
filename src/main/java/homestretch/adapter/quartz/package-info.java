/** The clock: Quartz wakes the planner. */
@NullMarked
package homestretch.adapter.quartz;

import org.jspecify.annotations.NullMarked;
