/** CSV files as sheets. */
@NullMarked
package homestretch.adapter.csv;

import org.jspecify.annotations.NullMarked;
