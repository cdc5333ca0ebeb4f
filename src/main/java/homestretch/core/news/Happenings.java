package homestretch.core.news;

import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Standing;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.goal.Direction;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is new on a board against the last published one: ranks against that board restated to
 * today's rules and to figures as corrected since, as movement is, so that nobody rises by
 * another's correction; targets and lights against what its readers saw. Only units whose figures
 * everybody may see are named, and nobody for falling.
 */
final class Happenings {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Ranks that are worth a line when somebody rises to them. */
  private static final int NAMED_RANKS = 3;

  /** What the whole campaign passes, in percent, the highest first. */
  private static final List<Integer> THRESHOLDS = List.of(100, 90, 50);

  private final Leaderboard board;
  private final Overall overall;
  private final Set<String> told;
  private final boolean isFirst;
  private final Map<DepartmentId, Standing> seen = new HashMap<>();
  private final Map<DepartmentId, Standing> restated = new HashMap<>();
  private final List<Event> events = new ArrayList<>();

  private Happenings(
      Leaderboard board, Overall overall, Boards.@Nullable Published last, List<String> told) {
    this.board = board;
    this.overall = overall;
    this.told = Set.copyOf(told);
    isFirst = last == null;
    if (last != null) {
      all(last.shown()).forEach(s -> seen.put(s.department().id(), s));
      all(last.restated()).forEach(s -> restated.put(s.department().id(), s));
    }
  }

  /**
   * @param last the last published board; null: this is the first
   * @param told subjects that are told or about to be
   * @param banners boards in a row after this one that a unit would hold the banner
   */
  static List<Event> of(
      Leaderboard board,
      Overall overall,
      Boards.@Nullable Published last,
      List<String> told,
      Holders banners) {
    Happenings happenings = new Happenings(board, overall, last, told);
    happenings.city();
    for (League league : board.leagues()) {
      happenings.league(league, banners);
    }
    happenings.events.sort((one, other) -> one.kind().compareTo(other.kind()));
    return happenings.events;
  }

  /** How many boards in a row a unit holds the banner if it gets it now. */
  @FunctionalInterface
  interface Holders {
    int inARow(League league, DepartmentId department);
  }

  private void city() {
    BigDecimal sure = sure(overall);
    if (sure == null) {
      return;
    }
    for (int threshold : THRESHOLDS) {
      if (told.contains("city/" + threshold)) {
        return; // Those below it are passed, too.
      }
      if (sure.compareTo(BigDecimal.valueOf(threshold)) >= 0) {
        add(Event.Kind.CITY, "city/" + threshold, null, null, null, threshold, sure);
        return;
      }
    }
  }

  /** Of what was asked as a whole: units without a figure count as nothing. */
  static @Nullable BigDecimal sure(Overall overall) {
    Exact completion = overall.completion();
    Exact share = overall.targetShare();
    return completion == null || share == null
        ? null
        : completion
            .shown()
            .multiply(share.shown())
            .divide(HUNDRED, completion.shown().scale(), RoundingMode.DOWN);
  }

  private void league(League league, Holders banners) {
    List<Standing> rows = board.rowsOf(league);
    Set<Standing> shown = new LinkedHashSet<>(board.disclosed(league).rows());
    List<Standing> improved = board.mostImproved(league);
    shown.addAll(improved);
    allMet(league, rows, shown);
    for (Standing standing : shown) {
      Standing was = seen.get(standing.department().id());
      targets(standing, was);
      risen(league, standing, restated.get(standing.department().id()));
      green(standing, was);
    }
    if (rows.size() > 1 && isNew("banner/" + league.code() + "/" + board.on() + "/")) {
      for (Standing standing : improved) {
        Standing.Movement movement = Objects.requireNonNull(standing.movement());
        add(
            Event.Kind.BANNER,
            "banner/" + league.code() + "/" + board.on() + "/" + standing.department().code(),
            league,
            standing,
            null,
            banners.inARow(league, standing.department().id()),
            movement.rise());
      }
    }
  }

  /** Whether no subject begins so. */
  private boolean isNew(String prefix) {
    return told.stream().noneMatch(subject -> subject.startsWith(prefix));
  }

  private void allMet(League league, List<Standing> rows, Set<Standing> shown) {
    List<Standing> met = rows.stream().filter(Happenings::isAllMet).toList();
    Set<DepartmentId> earlier = new HashSet<>();
    seen.values().stream()
        .filter(Happenings::isAllMet)
        .filter(s -> s.league().id().equals(league.id()))
        .forEach(s -> earlier.add(s.department().id()));
    if (met.isEmpty()
        || !earlier.isEmpty()
        || !shown.containsAll(met)
        || !isNew("first/" + league.code() + "/")) {
      return;
    }
    for (Standing standing : met) {
      add(
          Event.Kind.ALL_MET,
          "first/" + league.code() + "/" + standing.department().code(),
          league,
          standing,
          null,
          null,
          null);
    }
  }

  private void targets(Standing standing, @Nullable Standing was) {
    for (GoalStanding goal : standing.goals()) {
      String subject = "met/" + standing.department().code() + "/" + goal.goal().code();
      // What must stay below a limit is not reached before the end.
      if (goal.goal().direction() == Direction.UP
          && isMet(goal)
          && (isFirst || was == null || !isMet(of(was, goal)))
          && !told.contains(subject)) {
        add(
            Event.Kind.TARGET_MET,
            subject,
            standing.league(),
            standing,
            goal,
            isVerified(goal) ? null : 0,
            Objects.requireNonNull(goal.pace()).completion().shown());
      }
    }
  }

  private void risen(League league, Standing standing, @Nullable Standing was) {
    Integer rank = standing.rank();
    Integer from = was == null || !was.league().id().equals(league.id()) ? null : was.rank();
    if (rank == null || from == null || rank >= from || rank > NAMED_RANKS) {
      return;
    }
    String subject = "up/" + standing.department().code() + "/" + rank + "/" + board.on();
    if (!told.contains(subject)) {
      add(
          Event.Kind.RISEN,
          subject,
          league,
          standing,
          null,
          rank,
          BigDecimal.valueOf((long) from - rank));
    }
  }

  private void green(Standing standing, @Nullable Standing was) {
    String subject = "green/" + standing.department().code();
    Leaderboard.Since since = board.since();
    boolean byOtherRules =
        since != null
            && (since.reweighed()
                || since.retargeted().contains(standing.department())
                || since.moved().contains(standing.department()));
    if (was != null
        && !byOtherRules
        && standing.light() == Light.GREEN
        && (was.light() == Light.YELLOW || was.light() == Light.RED)
        && !told.contains(subject)) {
      add(Event.Kind.GREEN, subject, standing.league(), standing, null, null, null);
    }
  }

  private void add(
      Event.Kind kind,
      String subject,
      @Nullable League league,
      @Nullable Standing standing,
      @Nullable GoalStanding goal,
      @Nullable Integer place,
      @Nullable BigDecimal gained) {
    events.add(
        new Event(
            kind,
            subject,
            league == null ? null : league.id(),
            standing == null ? null : standing.department().id(),
            goal == null ? null : goal.goal().id(),
            board.on(),
            place,
            gained));
  }

  static boolean isAllMet(Standing standing) {
    List<GoalStanding> asked = standing.goals().stream().filter(g -> g.state().weighs()).toList();
    return !asked.isEmpty()
        && !standing.provisional()
        && asked.stream().allMatch(Happenings::isMet);
  }

  /** By what is shown, as ranks and lights are. */
  static boolean isMet(@Nullable GoalStanding standing) {
    if (standing == null) {
      return false;
    }
    Pace pace = standing.pace();
    if (pace == null || standing.state() != GoalStanding.State.REPORTED) {
      return standing.state() == GoalStanding.State.NO_CASES;
    }
    return standing.goal().kind().isGrowth()
        ? pace.deviation().signum() >= 0
        : pace.completion().shown().compareTo(HUNDRED) >= 0;
  }

  static boolean isVerified(GoalStanding standing) {
    return standing.report() != null && standing.report().state() == Report.State.VERIFIED;
  }

  private static @Nullable GoalStanding of(Standing standing, GoalStanding goal) {
    return standing.goals().stream()
        .filter(g -> g.goal().id().equals(goal.goal().id()))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Standing> all(Leaderboard board) {
    return Stream.concat(board.rows().stream(), board.unranked().stream());
  }
}
