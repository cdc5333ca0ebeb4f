package homestretch.core.report;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger (port). Nothing in it is ever changed or removed. */
public interface Reports {
  /**
   * What to list; null: any.
   *
   * @param state figures that are in that state now: of each its last version, if it is that
   * @param from the first as-of date
   * @param to the last as-of date
   */
  record Filter(
      @Nullable DepartmentId department,
      @Nullable GoalId goal,
      Report.@Nullable State state,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    public static final Filter ALL = new Filter(null, null, null, null, null);
  }

  /** Appends; id and version given are ignored, the version is the next of its figure. */
  Report append(Report report);

  /**
   * Appends many at once, with the versions that they have: whoever calls has read what stands, and
   * holds the campaign.
   *
   * @param reports asked for one after another, so that a million need not stand in memory
   * @param count how many there are
   */
  void appendAll(CampaignId campaign, Iterator<Report> reports, int count);

  Optional<Report> find(CampaignId campaign, ReportId id);

  /** Every version of one figure, oldest first. */
  List<Report> versions(DepartmentId department, GoalId goal, String step, LocalDate asOf);

  /** The last version of one figure, whether it counts or not. */
  Optional<Report> lastVersion(DepartmentId department, GoalId goal, String step, LocalDate asOf);

  /**
   * What a figure that comes is held against.
   *
   * @param sameDay the last version of the figure of its day, whether it counts or not
   * @param latest what counts as of its day or before
   */
  record Former(Optional<Report> sameDay, Optional<Report> latest) {}

  /** Read in one go, however many versions and days there are. */
  Former former(DepartmentId department, GoalId goal, String step, LocalDate asOf);

  /** The first figure of a later day that counts. */
  Optional<Report> next(DepartmentId department, GoalId goal, String step, LocalDate asOf);

  /**
   * Hands over every entry of some departments and goals, in the order in which they came, without
   * keeping them.
   */
  void replay(
      CampaignId campaign, Set<DepartmentId> departments, Set<GoalId> goals, Consumer<Report> each);

  /** Every entry of a department and goal, newest entry first. */
  List<Report> history(DepartmentId department, GoalId goal);

  /**
   * Which entries count.
   *
   * @param on as of this day or before
   * @param known only entries that had been made by then; null: all
   * @param begunBy only figures whose first version had been made by then, with all their later
   *     versions; null: all
   */
  record Counting(LocalDate on, @Nullable Instant known, @Nullable Instant begunBy) {}

  /**
   * What counts of one department and goal: of each step (or of the figure, where there are no
   * steps) the latest as-of date whose last version counts.
   */
  List<Report> latest(DepartmentId department, GoalId goal, Counting counting);

  /** {@link #latest} for every department and goal of a campaign. */
  List<Report> latest(CampaignId campaign, Counting counting);

  /** The entries of a campaign with ids above the given one, in the order in which they came. */
  List<Report> since(CampaignId campaign, long after, int limit);

  /** The id of a campaign's last entry; 0 if there is none. */
  long last(CampaignId campaign);

  /**
   * Hands over every entry of a campaign, in the order in which they came, without keeping them.
   */
  void replay(CampaignId campaign, Consumer<Entry> each);

  /** What a recount needs of an entry. */
  record Entry(
      long id,
      DepartmentId department,
      GoalId goal,
      LocalDate asOf,
      int version,
      Figure figure,
      Report.State state,
      Instant at) {}

  /** Newest first, ids below {@code before}. */
  List<Report> list(CampaignId campaign, Filter filter, long before, int limit);

  /** The last entries that somebody made, newest first. */
  List<Report> lastBy(CampaignId campaign, Actor actor, int limit);

  /** Whether somebody has entered a figure of the department. */
  boolean hasReported(CampaignId campaign, DepartmentId department, Actor actor);

  /** The departments of which {@link #hasReported} is true. */
  Set<DepartmentId> reportedBy(CampaignId campaign, Actor actor);
}
