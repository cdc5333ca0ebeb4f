/** Blockers (堵点): what keeps a department from its target, who is asked to help, by when. */
@NullMarked
package homestretch.core.blocker;

import org.jspecify.annotations.NullMarked;
