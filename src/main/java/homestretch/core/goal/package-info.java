/** What is measured, and how much of it each department is to reach. */
@NullMarked
package homestretch.core.goal;

import org.jspecify.annotations.NullMarked;
