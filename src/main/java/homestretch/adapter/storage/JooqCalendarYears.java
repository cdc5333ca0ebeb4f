package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.WORK_CALENDAR;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.WorkCalendar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link CalendarYears} in SQL. */
public final class JooqCalendarYears implements CalendarYears {
  private final Database database;

  public JooqCalendarYears(Database database) {
    this.database = database;
  }

  @Override
  public boolean put(WorkCalendar year, int revision) {
    int number = year.years().iterator().next();
    String days = String.join("\n", year.lines());
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
    return database.sql().deleteFrom(WORK_CALENDAR).where(is(country, year)).execute() == 1;
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

  private static Given given(Record row) {
    String country = Rows.get(row, WORK_CALENDAR.COUNTRY);
    int year = Rows.get(row, WORK_CALENDAR.CALENDAR_YEAR);
    WorkCalendar days =
        WorkCalendar.parse(
            country, country + "/" + year, Rows.get(row, WORK_CALENDAR.DAYS).lines().toList());
    // A year without any day off is known all the same.
    return new Given(
        new WorkCalendar(country, Set.of(year), days.holidays(), days.makeUpDays()),
        Rows.get(row, WORK_CALENDAR.REVISION));
  }
}
