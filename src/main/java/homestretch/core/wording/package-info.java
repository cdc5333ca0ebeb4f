/** What the scheduled posts say, and how a campaign changes their words. */
@NullMarked
package homestretch.core.wording;

import org.jspecify.annotations.NullMarked;
