package homestretch.core.wording;

import homestretch.core.department.Department;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a weekly review says of the time since the last one.
 *
 * @param improved null: nothing to say
 * @param corrections figures corrected since; 0: nothing to say
 */
public record Changes(@Nullable Improved improved, int corrections) {
  public static final Changes NONE = new Changes(null, 0);

  /**
   * @param points by how many percentage points its deviation rose
   */
  public record Improved(Department department, BigDecimal points) {}
}
