/** Units that report and the leagues in which they may fairly be compared. */
@NullMarked
package homestretch.core.department;

import org.jspecify.annotations.NullMarked;
