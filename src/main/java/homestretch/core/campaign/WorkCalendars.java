package homestretch.core.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calendars shipped as data: {@code calendars/CN.csv}, lines of {@code date,kind,name}. */
public final class WorkCalendars {
  private static final List<String> SHIPPED = List.of("CN");

  private final Map<String, WorkCalendar> byCountry = new HashMap<>();

  public WorkCalendars() {
    for (String country : SHIPPED) {
      byCountry.put(country, load(country));
    }
  }

  /** The country's calendar; one that knows no year if there is none. */
  public WorkCalendar of(String country) {
    return byCountry.getOrDefault(country, new WorkCalendar(country, Set.of(), Map.of(), Map.of()));
  }

  private static WorkCalendar load(String country) {
    Set<Integer> years = new HashSet<>();
    Map<LocalDate, String> holidays = new HashMap<>();
    Map<LocalDate, String> makeUpDays = new HashMap<>();
    String file = "/calendars/" + country + ".csv";
    try (InputStream in = WorkCalendars.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + file);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        List<String> cells = List.of(line.split(",", -1));
        LocalDate day = LocalDate.parse(cells.get(0));
        years.add(day.getYear());
        switch (cells.get(1)) {
          case "off" -> holidays.put(day, cells.get(2));
          case "work" -> makeUpDays.put(day, cells.get(2));
          default -> throw new IllegalStateException(file + ": " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WorkCalendar(country, years, holidays, makeUpDays);
  }
}
