package homestretch.core.goal;

import homestretch.core.department.DepartmentId;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one department must reach on one goal by the deadline. Versioned, never edited in place.
 *
 * @param baseline the value at the period's start, where known
 * @param from the first day on which this version counts
 */
public record Target(
    DepartmentId department,
    GoalId goal,
    BigDecimal amount,
    @Nullable BigDecimal baseline,
    LocalDate from,
    int version) {}
