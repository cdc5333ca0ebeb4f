/** What tests share: databases, a clock that is set, HTTP. */
@NullMarked
package homestretch.testing;

import org.jspecify.annotations.NullMarked;
