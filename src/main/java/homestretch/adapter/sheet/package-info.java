/** CSV and XLSX files as sheets, and sheets as files. */
@NullMarked
package homestretch.adapter.sheet;

import org.jspecify.annotations.NullMarked;
