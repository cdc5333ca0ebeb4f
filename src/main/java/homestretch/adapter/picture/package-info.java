/** Pictures of boards, drawn with Java2D. */
@NullMarked
package homestretch.adapter.picture;

import org.jspecify.annotations.NullMarked;
