/** The chat platforms' own SDKs, run as clients of our stand-ins. */
@NullMarked
package homestretch.testing.sdk;

import org.jspecify.annotations.NullMarked;
