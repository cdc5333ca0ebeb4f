package homestretch.core.care;

import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A department was asked, or is being asked.
 *
 * @param period in which each step is taken once, such as {@code 2026-11}
 * @param minutes that the department is asked for
 * @param begunAt from here on somebody may have it; null: surely nobody
 * @param sentAt when all that could be told were; null: not yet
 * @param told how many persons were
 */
public record CareRequest(
    long id,
    DepartmentId department,
    String period,
    CareSettings.Step step,
    LocalDate askedOn,
    int minutes,
    @Nullable Instant begunAt,
    @Nullable Instant sentAt,
    int told) {}
