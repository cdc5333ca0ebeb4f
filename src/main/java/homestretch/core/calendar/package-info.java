/** Calendars of public holidays as they are published: read, not yet judged. */
@NullMarked
package homestretch.core.calendar;

import org.jspecify.annotations.NullMarked;
