/** What the {@code doctor} finds: one thing each, with how to mend it. */
@NullMarked
package homestretch.core.doctor;

import org.jspecify.annotations.NullMarked;
