/** Feishu on loopback, as its own SDK understands it. */
@NullMarked
package homestretch.testing.feishu;

import org.jspecify.annotations.NullMarked;
