/** The append-only ledger of figures. */
@NullMarked
package homestretch.core.report;

import org.jspecify.annotations.NullMarked;
