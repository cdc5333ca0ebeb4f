package homestretch.core.report;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger: a version of the figure of one department, goal and as-of date. Entries
 * are only ever added; the last version of a figure is the one that counts.
 *
 * @param asOf the day the figure describes
 * @param state of this version
 * @param version 1, 2, … within department, goal, step and as-of date
 * @param restores the version whose figure an undo brought back; 0 if this is no undo
 * @param reportedBy who reported the figure, whoever reviewed it since
 * @param by who made this version
 * @param replaces the version that it took the place of; null: none
 * @param flag what was odd about it ({@link Jump#code}); empty: nothing
 * @param reason why it was corrected, rejected or withdrawn; may be empty
 */
public record Report(
    ReportId id,
    CampaignId campaign,
    DepartmentId department,
    GoalId goal,
    LocalDate asOf,
    Figure figure,
    String note,
    String evidence,
    State state,
    int version,
    int restores,
    String reason,
    Actor reportedBy,
    Actor by,
    @Nullable ReportId replaces,
    String flag,
    Instant at) {
  /** An entry by whoever reports, which takes no other's place. */
  public Report(
      ReportId id,
      CampaignId campaign,
      DepartmentId department,
      GoalId goal,
      LocalDate asOf,
      Figure figure,
      String note,
      String evidence,
      State state,
      int version,
      int restores,
      String reason,
      Actor reportedBy,
      Instant at) {
    this(
        id,
        campaign,
        department,
        goal,
        asOf,
        figure,
        note,
        evidence,
        state,
        version,
        restores,
        reason,
        reportedBy,
        reportedBy,
        null,
        "",
        at);
  }

  /** What a version says of its figure. */
  public enum State {
    PROVISIONAL,
    VERIFIED,
    /** Corrected by somebody who may, with a reason. */
    REVISED,
    REJECTED,
    WITHDRAWN;

    /** Whether a figure in this state counts on boards. */
    public boolean counts() {
      return switch (this) {
        case PROVISIONAL, VERIFIED, REVISED -> true;
        case REJECTED, WITHDRAWN -> false;
      };
    }
  }

  /** The same entry as a board counts it together with another: of the sum, as of the later day. */
  public Report counting(Figure sum, LocalDate day) {
    return new Report(
        id,
        campaign,
        department,
        goal,
        day,
        sum,
        note,
        evidence,
        state,
        version,
        restores,
        reason,
        reportedBy,
        by,
        replaces,
        flag,
        at);
  }

  /** As it stands in the ledger. */
  public Report entered(ReportId id, int version, Instant at) {
    return new Report(
        id,
        campaign,
        department,
        goal,
        asOf,
        figure,
        note,
        evidence,
        state,
        version,
        restores,
        reason,
        reportedBy,
        by,
        replaces,
        flag,
        at);
  }

  /** The amount reported; see {@link Figure}. */
  public BigDecimal value() {
    return figure.value();
  }
}
