package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.WORK_CALENDAR;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.core.calendar.CalendarDay;
import homestretch.core.calendar.CalendarLines;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.calendar.WeekDays;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.WorkCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link CalendarYears} in SQL. */
public final class JooqCalendarYears implements CalendarYears {
  /** First line of a year of which only some days are known. */
  private static final String INCOMPLETE = "# incomplete";

  private final Database database;

  public JooqCalendarYears(Database database) {
    this.database = database;
  }

  @Override
  public boolean put(Given given, int revision) {
    int number = given.number();
    WorkCalendar year = given.year();
    String days = lines(given);
    changed(year.country());
    if (revision == 0) {
      return database
              .sql()
              .insertInto(WORK_CALENDAR)
              .set(WORK_CALENDAR.COUNTRY, year.country())
              .set(WORK_CALENDAR.CALENDAR_YEAR, number)
              .set(WORK_CALENDAR.DAYS, days)
              .set(WORK_CALENDAR.REVISION, 1)
              .onConflictDoNothing()
              .execute()
          == 1;
    }
    return database
            .sql()
            .update(WORK_CALENDAR)
            .set(WORK_CALENDAR.DAYS, days)
            .set(WORK_CALENDAR.REVISION, revision + 1)
            .where(is(year.country(), number))
            .and(WORK_CALENDAR.REVISION.eq(revision))
            .execute()
        == 1;
  }

  @Override
  public boolean remove(String country, int year) {
    changed(country);
    return database.sql().deleteFrom(WORK_CALENDAR).where(is(country, year)).execute() == 1;
  }

  /** Boards are made of the days of their campaign's calendar too. */
  private void changed(String country) {
    database
        .sql()
        .update(CAMPAIGN)
        .set(CAMPAIGN.SETUP_CHANGES, CAMPAIGN.SETUP_CHANGES.plus(1))
        .where(CAMPAIGN.CALENDAR.eq(country))
        .execute();
  }

  @Override
  public Optional<Given> find(String country, int year) {
    return where(is(country, year)).stream().findFirst();
  }

  @Override
  public List<Given> ofCountry(String country) {
    return where(WORK_CALENDAR.COUNTRY.eq(country));
  }

  @Override
  public List<Given> all() {
    return where(trueCondition());
  }

  private List<Given> where(Condition condition) {
    return database
        .sql()
        .selectFrom(WORK_CALENDAR)
        .where(condition)
        .orderBy(WORK_CALENDAR.COUNTRY, WORK_CALENDAR.CALENDAR_YEAR)
        .fetch(JooqCalendarYears::given);
  }

  private static Condition is(String country, int year) {
    return WORK_CALENDAR.COUNTRY.eq(country).and(WORK_CALENDAR.CALENDAR_YEAR.eq(year));
  }

  /** As {@link CalendarLines} reads them; what the lines cannot say stands in remarks above. */
  private static String lines(Given given) {
    List<String> lines = new ArrayList<>();
    if (!given.complete()) {
      lines.add(INCOMPLETE);
    }
    String weekend =
        given.year().weekend(given.number()).stream()
            .sorted()
            .map(WeekDays::code)
            .collect(Collectors.joining(","));
    if (!weekend.equals("SAT,SUN")) {
      lines.add("weekend," + weekend);
    }
    for (CalendarDay day : given.year().days()) {
      lines.add(day.date() + "," + (day.worked() ? "work" : "off") + "," + day.name());
    }
    return String.join("\n", lines);
  }

  private static Given given(Record row) {
    String country = Rows.get(row, WORK_CALENDAR.COUNTRY);
    int year = Rows.get(row, WORK_CALENDAR.CALENDAR_YEAR);
    String lines = Rows.get(row, WORK_CALENDAR.DAYS);
    boolean complete = !lines.startsWith(INCOMPLETE);
    CalendarReading days = CalendarLines.read(country + "/" + year, lines);
    WorkCalendar calendar = WorkCalendar.of(country, Set.of(year), days.weekend(), days.days());
    return new Given(
        year,
        complete ? calendar : calendar.unknown(),
        complete,
        Rows.get(row, WORK_CALENDAR.REVISION));
  }
}
