/** Who comes in by this program's own door, and stays logged in where. */
@NullMarked
package homestretch.core.login;

import org.jspecify.annotations.NullMarked;
