/** Each post reaches each channel exactly once: plan, claim, post, mark. */
@NullMarked
package homestretch.core.delivery;

import org.jspecify.annotations.NullMarked;
