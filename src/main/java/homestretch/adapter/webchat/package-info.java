/** The built-in chat: the same commands and posts as elsewhere, in a local browser. */
@NullMarked
package homestretch.adapter.webchat;

import org.jspecify.annotations.NullMarked;
