package homestretch.core.board;

import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which grade each unit of a league has (docs/scoring.md, "Sections and grades"), judged on the
 * scores as they are shown: who reads the same is graded the same.
 */
final class Grading {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Grading() {}

  /**
   * @param ranked of one league, in any order
   * @param units that the league has, those not ranked too: shares are of them
   * @return the same in the same order
   */
  static List<Standing> of(List<Standing> ranked, int units, Scheme scheme) {
    if (scheme.grades().isEmpty()) {
      return ranked;
    }
    Map<Standing, Scheme.Grade> given = new HashMap<>();
    List<Standing> open = new ArrayList<>(ranked);
    open.sort(Comparator.comparing(Grading::shown).reversed());
    for (int i = 0; i < scheme.grades().size(); i++) {
      Scheme.Grade grade = scheme.grades().get(i);
      boolean highest = i == 0;
      List<Standing> candidates =
          open.stream()
              .filter(s -> shown(s).compareTo(grade.from()) >= 0)
              // A veto removes the highest grade.
              .filter(s -> !(highest && s.vetoed()))
              .toList();
      for (Standing standing : admitted(candidates, places(grade, units))) {
        given.put(standing, grade);
        open.remove(standing);
      }
    }
    return ranked.stream().map(s -> s.graded(given.get(s))).toList();
  }

  private static int places(Scheme.Grade grade, int units) {
    return grade.share() == null
        ? units
        : grade
            .share()
            .multiply(BigDecimal.valueOf(units))
            .divide(HUNDRED, 0, RoundingMode.FLOOR)
            .intValueExact();
  }

  /** The first ones; where equal scores reach beyond the last place, none of those. */
  private static List<Standing> admitted(List<Standing> candidates, int places) {
    if (candidates.size() <= places) {
      return candidates;
    }
    BigDecimal beyond = shown(candidates.get(places));
    return candidates.subList(0, places).stream()
        .filter(s -> shown(s).compareTo(beyond) > 0)
        .toList();
  }

  private static BigDecimal shown(Standing standing) {
    Exact score = Objects.requireNonNull(standing.score());
    return score.shown();
  }
}
