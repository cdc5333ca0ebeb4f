/** How the progress of a goal becomes points (计分规则): pure functions, exact; no I/O. */
@NullMarked
package homestretch.core.score.rule;

import org.jspecify.annotations.NullMarked;
