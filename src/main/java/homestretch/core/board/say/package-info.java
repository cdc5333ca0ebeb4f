/** What is said of a board: how its figures come about. */
@NullMarked
package homestretch.core.board.say;

import org.jspecify.annotations.NullMarked;
