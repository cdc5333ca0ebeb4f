/** Calendars of holidays as files, JSON among them. */
@NullMarked
package homestretch.adapter.calendar;

import org.jspecify.annotations.NullMarked;
