/** The admin API: thin resources over the services. */
@NullMarked
package homestretch.adapter.api;

import org.jspecify.annotations.NullMarked;
