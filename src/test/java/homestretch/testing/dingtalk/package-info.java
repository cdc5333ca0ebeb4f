/** DingTalk's Stream mode and robot messages on loopback, as its own SDK understands them. */
@NullMarked
package homestretch.testing.dingtalk;

import org.jspecify.annotations.NullMarked;
