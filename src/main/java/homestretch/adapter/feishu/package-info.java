/**
 * Feishu (飞书): an app's bot on the long connection. Frames as in {@code @larksuiteoapi/node-sdk}
 * 1.74.0; messages and cards (JSON 2.0) as in Feishu's documentation of its open API.
 */
@NullMarked
package homestretch.adapter.feishu;

import org.jspecify.annotations.NullMarked;
