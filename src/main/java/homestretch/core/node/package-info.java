/** The runs of the program that share one database: who lives, and who holds what only one may. */
@NullMarked
package homestretch.core.node;

import org.jspecify.annotations.NullMarked;
