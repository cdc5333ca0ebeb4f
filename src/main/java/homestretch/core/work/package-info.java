/** Threads of a bounded number for what must not run on those that answer requests. */
@NullMarked
package homestretch.core.work;

import org.jspecify.annotations.NullMarked;
