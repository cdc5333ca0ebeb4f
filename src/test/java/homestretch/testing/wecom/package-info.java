/** WeCom's long connection for bots (智能机器人) on loopback, as its own SDK understands it. */
@NullMarked
package homestretch.testing.wecom;

import org.jspecify.annotations.NullMarked;
