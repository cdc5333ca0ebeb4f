/** Pages beside the chat: the wallboard. */
@NullMarked
package homestretch.adapter.web;

import org.jspecify.annotations.NullMarked;
