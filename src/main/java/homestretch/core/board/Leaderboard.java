package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Scheme;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board of a date.
 *
 * @param league null: every league, each ranked inside itself
 * @param goal null: the score over all goals
 * @param cutOff the latest as-of date among its figures; null: no figure yet
 * @param rows ranked, league by league, best first
 * @param unranked 未报, league by league
 */
public record Leaderboard(
    Campaign campaign,
    List<League> leagues,
    @Nullable League league,
    @Nullable Goal goal,
    LocalDate on,
    @Nullable LocalDate cutOff,
    Scheme scheme,
    List<Standing> rows,
    List<Standing> unranked) {
  /** The ranked rows of one league. */
  public List<Standing> rowsOf(League league) {
    return rows.stream().filter(r -> r.league().equals(league)).toList();
  }

  /** The unranked rows of one league. */
  public List<Standing> unrankedOf(League league) {
    return unranked.stream().filter(r -> r.league().equals(league)).toList();
  }
}
