/**
 * DingTalk (钉钉): an app's robot in Stream mode. Frames as in npm {@code dingtalk-stream} 2.1.5;
 * messages as in DingTalk's documentation of its open API.
 */
@NullMarked
package homestretch.adapter.dingtalk;

import org.jspecify.annotations.NullMarked;
