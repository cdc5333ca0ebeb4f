/** Transactions, and what every stored thing has in common. */
@NullMarked
package homestretch.core.store;

import org.jspecify.annotations.NullMarked;
