package homestretch.core.campaign;

import homestretch.core.calendar.CalendarText;
import homestretch.core.store.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Work calendars by country: those shipped as data, then the files of a folder, then what
 * administrators gave through the API. The later goes before the earlier, year by year.
 */
public final class WorkCalendars {
  private static final List<String> SHIPPED = List.of("CN");

  private final Map<String, WorkCalendar> byCountry = new HashMap<>();
  private final @Nullable Transactions transactions;
  private final @Nullable CalendarYears given;

  /** Those shipped alone. */
  public WorkCalendars() {
    this(null, null);
  }

  /**
   * @param folder of files such as {@code DE.csv}, laid out like {@code calendars/CN.csv}; it need
   *     not exist
   * @throws homestretch.core.fault.Fault.Invalid naming file and line, if one cannot be read
   */
  public WorkCalendars(Transactions transactions, CalendarYears given, Path folder) {
    this(transactions, given);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          String name = file.getFileName().toString();
          String country = WorkCalendar.country(name.substring(0, name.length() - 4));
          String text = CalendarText.decode(name, Files.readAllBytes(file)).text();
          byCountry.merge(
              country,
              WorkCalendar.parse(country, name, text.lines().toList()),
              WorkCalendar::overriddenBy);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private WorkCalendars(@Nullable Transactions transactions, @Nullable CalendarYears given) {
    this.transactions = transactions;
    this.given = given;
    for (String country : SHIPPED) {
      byCountry.put(country, load(country));
    }
  }

  /** The country's calendar; one that knows no year if there is none. */
  public WorkCalendar of(String country) {
    WorkCalendar calendar = byCountry.getOrDefault(country, WorkCalendar.none(country));
    if (transactions == null || given == null) {
      return calendar;
    }
    CalendarYears years = given;
    for (CalendarYears.Given year : transactions.read(() -> years.ofCountry(country))) {
      calendar = (year.complete() ? calendar.without(year.number()) : calendar).and(year.year());
    }
    return calendar;
  }

  /** Those shipped and those of the folder, year by year; what was given here is not in it. */
  List<CalendarYears.Given> shipped() {
    List<CalendarYears.Given> shipped = new ArrayList<>();
    new TreeMap<>(byCountry)
        .forEach(
            (country, calendar) -> {
              for (int year : new TreeSet<>(calendar.years())) {
                shipped.add(new CalendarYears.Given(year, calendar.only(year), true, 0));
              }
            });
    return shipped;
  }

  private static WorkCalendar load(String country) {
    String file = "calendars/" + country + ".csv";
    try (InputStream in = WorkCalendars.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + file);
      }
      return WorkCalendar.parse(
          country, file, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
