package homestretch.core.campaign;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.util.List;

/** Work calendars that administrators give and take back. */
public final class CalendarService {
  private final Transactions transactions;
  private final CalendarYears years;
  private final WorkCalendars calendars;
  private final Campaigns campaigns;
  private final Closings closings;
  private final Audit audit;

  public CalendarService(
      Transactions transactions,
      CalendarYears years,
      WorkCalendars calendars,
      Campaigns campaigns,
      Closings closings,
      Audit audit) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.closings = closings;
    this.years = years;
    this.calendars = calendars;
    this.audit = audit;
  }

  /**
   * The year that counts, wherever it comes from; revision 0 if it was not given here.
   *
   * @throws Fault.NotFound if it is not known
   */
  public CalendarYears.Given find(String country, int year) {
    return transactions.read(
        () ->
            years
                .find(WorkCalendar.country(country), year)
                .orElseGet(
                    () -> {
                      WorkCalendar shipped = calendars.of(country).only(year);
                      if (shipped.years().isEmpty()) {
                        throw new Fault.NotFound(
                            new Text("工作日历", "work calendar"), country + "/" + year);
                      }
                      return new CalendarYears.Given(shipped, 0);
                    }));
  }

  public List<CalendarYears.Given> given() {
    return transactions.read(years::all);
  }

  /**
   * @param revision as read; 0: whatever it is; -1: the year as shipped
   * @throws Fault.Stale if its revision is not the stored one
   */
  public CalendarYears.Given put(WorkCalendar year, int revision, Actor actor) {
    int number = year.years().iterator().next();
    return transactions.write(
        () -> {
          refuseClosed(year.country(), number);
          var before = years.find(year.country(), number);
          int stored = before.map(CalendarYears.Given::revision).orElse(0);
          if (!years.put(year, revision == 0 ? stored : Math.max(0, revision))) {
            throw new Fault.Stale();
          }
          CalendarYears.Given after = years.find(year.country(), number).orElseThrow();
          audit.record(
              actor, "calendar.put", year.country() + "/" + number, before.orElse(null), after);
          return after;
        });
  }

  /** Whether a figure is too old is counted in working days: a closed board must not change. */
  private void refuseClosed(String country, int year) {
    for (Campaign campaign : campaigns.list("", Integer.MAX_VALUE)) {
      if (campaign.calendar().equals(country)
          && campaign.start().getYear() <= year
          && campaign.deadline().getYear() >= year) {
        closings.requireOpen(campaign.id());
      }
    }
  }

  /** Takes a given year back; what was shipped counts again. */
  public void remove(String country, int year, Actor actor) {
    transactions.writeAll(
        () -> {
          refuseClosed(country, year);
          CalendarYears.Given before =
              years
                  .find(country, year)
                  .orElseThrow(
                      () ->
                          new Fault.NotFound(
                              new Text("自行录入的工作日历", "work calendar given here"),
                              country + "/" + year));
          years.remove(country, year);
          audit.record(actor, "calendar.remove", country + "/" + year, before, null);
        });
  }
}
