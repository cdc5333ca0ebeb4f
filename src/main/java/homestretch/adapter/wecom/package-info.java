/**
 * WeCom (企业微信): a bot (智能机器人) on its long connection. Frames and limits as in {@code
 * @wecom/aibot-node-sdk} 1.0.7 and its README.
 */
@NullMarked
package homestretch.adapter.wecom;

import org.jspecify.annotations.NullMarked;
