/** Discord through JDA: the only place that knows JDA's types. */
@NullMarked
package homestretch.adapter.discord;

import org.jspecify.annotations.NullMarked;
