/** What is posted when: planned times in local time. */
@NullMarked
package homestretch.core.schedule;

import org.jspecify.annotations.NullMarked;
