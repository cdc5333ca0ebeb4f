/** Tables from files into a campaign: all or nothing. */
@NullMarked
package homestretch.core.exchange;

import org.jspecify.annotations.NullMarked;
