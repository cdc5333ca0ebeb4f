package homestretch.core.news;

import homestretch.core.department.DepartmentId;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.GoalId;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened by a board's day and is worth a line.
 *
 * @param subject what is told once in a campaign, such as {@code met/GXQ/GBR}
 * @param on the board's day
 * @param place by the kind: the rank reached, the threshold passed in percent, boards in a row;
 *     null where there is none
 * @param gained by the kind: places gained, points gained, the completion in percent; null where
 *     there is none
 */
public record Event(
    Kind kind,
    String subject,
    @Nullable LeagueId league,
    @Nullable DepartmentId department,
    @Nullable GoalId goal,
    LocalDate on,
    @Nullable Integer place,
    @Nullable BigDecimal gained) {
  Event at(@Nullable Integer now) {
    return new Event(kind, subject, league, department, goal, on, now, gained);
  }

  /** In the order in which they are told. */
  public enum Kind {
    /** The whole campaign has passed half, 90 % or all of what was asked. */
    CITY,
    /** The first unit of its league with every target met. */
    ALL_MET,
    /** A unit has reached its target of a goal. */
    TARGET_MET,
    /** A unit has risen to one of the first three ranks. */
    RISEN,
    /** A unit's light has turned from red or yellow to green. */
    GREEN,
    /** The red banner (流动红旗) goes to, or stays with, the most improved of a league. */
    BANNER
  }
}
