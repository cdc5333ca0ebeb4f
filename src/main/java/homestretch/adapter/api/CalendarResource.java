package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.CalendarService;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code calendars}: holidays and make-up days, year by year. */
public final class CalendarResource implements Api.Resource {
  private static final Set<String> CALENDAR =
      Set.of("country", "year", "source", "holidays", "makeUpDays");
  private static final Set<String> DAY = Set.of("date", "name");

  private final CalendarService calendars;

  public CalendarResource(CalendarService calendars) {
    this.calendars = calendars;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/calendars",
        Doc.of("Lists the years of holidays and make-up days").pages(),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, calendars.given(), CalendarResource::view)));
    routes.get(
        "/calendars/{country}/{year}",
        Doc.of("Reads a year"),
        ctx -> answer(ctx, calendars.find(ctx.pathParam("country"), year(ctx))));
    routes.put(
        "/calendars/{country}/{year}",
        Doc.of("Gives a year").access(Doc.Access.OPERATOR).takes("application/json", "text/csv"),
        this::put);
    routes.delete(
        "/calendars/{country}/{year}",
        Doc.of("Takes a given year away").access(Doc.Access.OPERATOR).status(204),
        ctx -> {
          calendars.remove(ctx.pathParam("country"), year(ctx), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private static int year(Context ctx) {
    String given = ctx.pathParam("year");
    if (!given.matches("(19|20)\\d\\d")) {
      throw new Fault.Invalid("year", given, new Text("年份，如 2027", "a year, such as 2027"));
    }
    return Integer.parseInt(given);
  }

  /** As JSON, or as the lines of a calendar file ({@code Content-Type: text/csv}). */
  private void put(Context ctx) {
    String country = WorkCalendar.country(ctx.pathParam("country"));
    int year = year(ctx);
    String type = ctx.header("Content-Type");
    WorkCalendar wanted;
    if (type != null && type.startsWith("text/csv")) {
      WorkCalendar read = WorkCalendar.parse(country, "body", Bodies.text(ctx).lines().toList());
      wanted = WorkCalendar.year(country, year, read.holidays(), read.makeUpDays());
    } else {
      Body body = Body.parse(ctx, CALENDAR);
      wanted =
          WorkCalendar.year(
              country,
              year,
              days(body, "holidays"),
              body.has("makeUpDays") ? days(body, "makeUpDays") : Map.of());
    }
    answer(ctx, calendars.put(wanted, Http.ifMatch(ctx, revision(country, year)), Http.actor(ctx)));
  }

  /** Null where there is no such year. */
  private @Nullable Integer revision(String country, int year) {
    try {
      return calendars.find(country, year).revision();
    } catch (Fault.NotFound e) {
      return null;
    }
  }

  private static Map<LocalDate, String> days(Body body, String field) {
    Map<LocalDate, String> days = new HashMap<>();
    for (Body day : body.objects(field, DAY)) {
      LocalDate date = day.date("date", null);
      if (days.put(date, day.text("name", null)) != null) {
        throw new Fault.Invalid(field, date, new Text("每天只列一次", "each day only once"));
      }
    }
    return days;
  }

  private static void answer(Context ctx, CalendarYears.Given given) {
    Http.answer(ctx, 200, view(given), given.revision());
  }

  private static Map<String, @Nullable Object> view(CalendarYears.Given given) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("country", given.year().country());
    view.put("year", given.year().years().iterator().next());
    view.put("source", given.revision() == 0 ? "shipped" : "given");
    view.put("holidays", days(given.year().holidays()));
    view.put("makeUpDays", days(given.year().makeUpDays()));
    return view;
  }

  private static List<Map<String, String>> days(Map<LocalDate, String> days) {
    return new TreeMap<>(days)
        .entrySet().stream()
            .map(day -> Map.of("date", day.getKey().toString(), "name", day.getValue()))
            .toList();
  }
}
