/** Standings and leaderboards, computed from the ledger by one function for chat, API and page. */
@NullMarked
package homestretch.core.board;

import org.jspecify.annotations.NullMarked;
