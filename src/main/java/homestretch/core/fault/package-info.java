/** What can go wrong that a user can mend; every other exception is a bug. */
@NullMarked
package homestretch.core.fault;

import org.jspecify.annotations.NullMarked;
