/** Good practices (做法): proposed by one department, approved, and taken up by others. */
@NullMarked
package homestretch.core.practice;

import org.jspecify.annotations.NullMarked;
