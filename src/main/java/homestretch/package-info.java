/** Homestretch: command line, settings and the composition root. */
@NullMarked
package homestretch;

import org.jspecify.annotations.NullMarked;
