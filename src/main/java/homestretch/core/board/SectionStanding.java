package homestretch.core.board;

import homestretch.core.goal.Section;
import homestretch.core.score.Light;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One department in one section. Null where not known.
 *
 * @param weight beside the other sections and the goals that stand in none
 * @param points weighted mean of what its goals give
 * @param coverage weight reported / weight applicable inside the section, in percent; null: no goal
 *     of it applies to the department
 * @param completion weighted mean of what is credited
 * @param expected weighted mean of what was due, within the same caps
 * @param deviation shown completion − shown expected, in points
 */
public record SectionStanding(
    Section section,
    BigDecimal weight,
    @Nullable Exact points,
    @Nullable Exact coverage,
    @Nullable Exact completion,
    @Nullable Exact expected,
    @Nullable BigDecimal deviation,
    Light light) {}
