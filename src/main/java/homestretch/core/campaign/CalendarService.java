package homestretch.core.campaign;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.calendar.CalendarDay;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Work calendars that administrators give and take back. */
public final class CalendarService {
  private static final int MOST_ERRORS = 50;

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
   * What a calendar that was given came to.
   *
   * @param year as it is now
   * @param neighbours years before and after, which have days of it too, as they are now
   * @param passedOver how many days of other years the file holds, by year
   */
  public record Put(
      CalendarYears.Given year,
      List<CalendarYears.Given> neighbours,
      Map<Integer, Integer> passedOver) {}

  /**
   * The year that counts, wherever it comes from; revision 0 if it was not given here.
   *
   * @throws Fault.NotFound if it is not known
   */
  public CalendarYears.Given find(String country, int year) {
    String checked = WorkCalendar.country(country);
    return transactions.read(
        () ->
            standing(checked, year)
                .orElseThrow(
                    () ->
                        new Fault.NotFound(
                            new Text("工作日历", "work calendar"), country + "/" + year)));
  }

  private Optional<CalendarYears.Given> standing(String country, int year) {
    Optional<CalendarYears.Given> given = years.find(country, year);
    WorkCalendar effective = calendars.of(country).only(year);
    if (given.isPresent()) {
      CalendarYears.Given stored = given.get();
      return Optional.of(
          new CalendarYears.Given(year, effective, stored.complete(), stored.revision()));
    }
    return effective.years().isEmpty()
        ? Optional.empty()
        : Optional.of(new CalendarYears.Given(year, effective, true, 0));
  }

  /** Every year that counts, shipped and given, by country and year. */
  public List<CalendarYears.Given> all() {
    return transactions.read(
        () -> {
          Map<String, CalendarYears.Given> all = new TreeMap<>();
          calendars.shipped().forEach(given -> all.put(key(given), given));
          for (CalendarYears.Given given : years.all()) {
            standing(given.year().country(), given.number())
                .ifPresent(standing -> all.put(key(standing), standing));
          }
          return List.copyOf(all.values());
        });
  }

  private static String key(CalendarYears.Given given) {
    return given.year().country() + "/" + given.number();
  }

  /**
   * Takes a year. Days of the December before and the January after go into those years' calendars,
   * beside what they have.
   *
   * @param revision as read; 0: whatever it is; -1: the year as shipped
   * @throws Fault.Stale if its revision is not the stored one
   * @throws Fault.Invalid naming every day that cannot be taken
   */
  public Put put(String country, int year, CalendarReading reading, int revision, Actor actor) {
    WorkCalendar.country(country);
    Map<Integer, List<CalendarDay>> byYear = new TreeMap<>();
    Map<Integer, Integer> passedOver = new TreeMap<>();
    List<Violation> wrong = new ArrayList<>();
    for (CalendarDay day : reading.days()) {
      int of = day.date().getYear();
      boolean near =
          of == year - 1 && day.date().getMonthValue() == 12
              || of == year + 1 && day.date().getMonthValue() == 1;
      if (of == year || near) {
        byYear.computeIfAbsent(of, y -> new ArrayList<>()).add(day);
      } else if (reading.manyYears()) {
        passedOver.merge(of, 1, Integer::sum);
      } else {
        wrong.add(
            new Violation(
                day.place(),
                day.date().toString(),
                new Text(
                    year + " 年的日期，或前一年 12 月、后一年 1 月的",
                    "a date in " + year + ", or in the December before or the January after")));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong.subList(0, Math.min(MOST_ERRORS, wrong.size())));
    }
    return transactions.write(
        () -> {
          CalendarYears.Given after =
              store(
                  taken(country, year, reading, byYear.getOrDefault(year, List.of())),
                  revision,
                  actor);
          List<CalendarYears.Given> neighbours = new ArrayList<>();
          for (int neighbour : new int[] {year - 1, year + 1}) {
            List<CalendarDay> days = byYear.get(neighbour);
            if (days != null) {
              beside(country, neighbour, reading.weekend(), days, actor).ifPresent(neighbours::add);
            }
          }
          return new Put(after, neighbours, passedOver);
        });
  }

  /** The year as it is said now; what a partial saying leaves out stays as it was. */
  private CalendarYears.Given taken(
      String country, int year, CalendarReading reading, List<CalendarDay> days) {
    Optional<CalendarYears.Given> before = standing(country, year);
    boolean complete = before.isEmpty() || before.get().complete() || reading.saysHolidays();
    Set<DayOfWeek> weekend = reading.weekend();
    List<CalendarDay> all = new ArrayList<>(days);
    if (before.isPresent()) {
      if (weekend == null) {
        weekend = before.get().year().weekend(year);
      }
      Set<LocalDate> named = new HashSet<>();
      days.forEach(day -> named.add(day.date()));
      boolean neighboursDays = !before.get().complete();
      for (CalendarDay day : before.get().year().days()) {
        boolean stays = day.worked() ? !reading.saysMakeUpDays() : !reading.saysHolidays();
        if (stays || neighboursDays && !named.contains(day.date())) {
          all.add(day);
        }
      }
    }
    WorkCalendar calendar = WorkCalendar.of(country, Set.of(year), weekend, all);
    return new CalendarYears.Given(year, complete ? calendar : calendar.unknown(), complete, 0);
  }

  /** Days of a neighbour's notice beside what the year has; empty if it has them all already. */
  private Optional<CalendarYears.Given> beside(
      String country,
      int year,
      @Nullable Set<DayOfWeek> weekend,
      List<CalendarDay> days,
      Actor actor) {
    Optional<CalendarYears.Given> before = standing(country, year);
    boolean complete = before.isPresent() && before.get().complete();
    WorkCalendar stood = before.map(CalendarYears.Given::year).orElse(WorkCalendar.none(country));
    Set<DayOfWeek> weekly = before.isEmpty() ? weekend : stood.weekend(year);
    WorkCalendar added = WorkCalendar.of(country, Set.of(year), weekly, days).unknown();
    WorkCalendar after = stood.and(added);
    if (after.equals(stood)) {
      return Optional.empty();
    }
    return Optional.of(store(new CalendarYears.Given(year, after, complete, 0), 0, actor));
  }

  private CalendarYears.Given store(CalendarYears.Given wanted, int revision, Actor actor) {
    String country = wanted.year().country();
    int number = wanted.number();
    refuseClosed(country, number);
    var before = years.find(country, number);
    int stored = before.map(CalendarYears.Given::revision).orElse(0);
    if (!years.put(wanted, revision == 0 ? stored : Math.max(0, revision))) {
      throw new Fault.Stale();
    }
    CalendarYears.Given after = years.find(country, number).orElseThrow();
    audit.record(actor, "calendar.put", country + "/" + number, before.orElse(null), after);
    return standing(country, number).orElse(after);
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
