package homestretch.core.report;

import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.GoalId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger (port). Nothing in it is ever changed or removed. */
public interface Reports {
  /** What to list; null: any. */
  record Filter(
      @Nullable DepartmentId department, @Nullable GoalId goal, Report.@Nullable State state) {
    public static final Filter ALL = new Filter(null, null, null);
  }

  /** Appends; id and version given are ignored, the version is the next of its figure. */
  Report append(Report report);

  Optional<Report> find(CampaignId campaign, ReportId id);

  /** Every version of one figure, oldest first. */
  List<Report> versions(DepartmentId department, GoalId goal, LocalDate asOf);

  /** Every entry of a department and goal, newest entry first. */
  List<Report> history(DepartmentId department, GoalId goal);

  /**
   * The figure that counts on a day: the latest as-of date not after it whose last version counts.
   */
  Optional<Report> latest(DepartmentId department, GoalId goal, LocalDate on);

  /** {@link #latest} for every department and goal of a campaign. */
  List<Report> latest(CampaignId campaign, LocalDate on);

  /** Newest first, ids below {@code before}. */
  List<Report> list(CampaignId campaign, Filter filter, long before, int limit);

  /** The last entry that somebody made through a door, if any. */
  Optional<Report> lastBy(CampaignId campaign, String reporter, String door);
}
