/** The command line: one class a command; each opens the {@code App} that it needs. */
@NullMarked
package homestretch.cli;

import org.jspecify.annotations.NullMarked;
