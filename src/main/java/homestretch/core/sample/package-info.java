/** The sample campaign. */
@NullMarked
package homestretch.core.sample;

import org.jspecify.annotations.NullMarked;
