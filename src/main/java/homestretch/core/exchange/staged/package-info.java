/**
 * What stands, read once, with what is to be added to it: the services check an import against this
 * without a statement, and it is stored in one go.
 */
@NullMarked
package homestretch.core.exchange.staged;

import org.jspecify.annotations.NullMarked;
