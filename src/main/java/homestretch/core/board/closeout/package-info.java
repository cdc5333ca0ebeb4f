/** From freezing a campaign to its final board, which anybody can compute again. */
@NullMarked
package homestretch.core.board.closeout;

import org.jspecify.annotations.NullMarked;
