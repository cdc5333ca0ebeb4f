/**
 * What the chat platforms with an outbound socket share: a connection that is kept, the pace that
 * they ask for, and requests that carry their permit. It lies below their packages.
 */
@NullMarked
package homestretch.adapter.socket;

import org.jspecify.annotations.NullMarked;
