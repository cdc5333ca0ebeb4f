package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Departments;
import homestretch.core.goal.Goals;
import homestretch.core.report.Reports;
import homestretch.core.score.Schemes;
import homestretch.core.store.Transactions;
import java.time.LocalDate;

/** Reads what a board needs, in one transaction. */
public final class Boards {
  private final Transactions transactions;
  private final Departments departments;
  private final Goals goals;
  private final Reports reports;
  private final Schemes schemes;

  public Boards(
      Transactions transactions,
      Departments departments,
      Goals goals,
      Reports reports,
      Schemes schemes) {
    this.transactions = transactions;
    this.departments = departments;
    this.goals = goals;
    this.reports = reports;
    this.schemes = schemes;
  }

  public Scorebook on(Campaign campaign, LocalDate day) {
    return transactions.read(
        () ->
            new Scorebook(
                campaign,
                day,
                schemes.on(campaign.id(), day),
                departments.leagues(campaign.id()),
                departments.departments(campaign.id()),
                goals.goals(campaign.id()),
                goals.targetsOn(campaign.id(), day),
                reports.latest(campaign.id(), lastCounted(campaign, day))));
  }

  /** Figures of days after the deadline are kept but do not count. */
  private static LocalDate lastCounted(Campaign campaign, LocalDate day) {
    return day.isAfter(campaign.deadline()) ? campaign.deadline() : day;
  }
}
