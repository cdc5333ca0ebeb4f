/** What posts tell beside the figures: what was reached, who rose, where the red banner is. */
@NullMarked
package homestretch.core.news;

import org.jspecify.annotations.NullMarked;
