package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.core.calendar.CalendarFiles;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.campaign.CalendarService;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code calendars}: holidays and make-up days, year by year. */
public final class CalendarResource implements Api.Resource {
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "text/csv",
          "text/calendar",
          "text/plain",
          "application/octet-stream");

  private final CalendarService calendars;
  private final CalendarFiles files;

  public CalendarResource(CalendarService calendars, CalendarFiles files) {
    this.calendars = calendars;
    this.files = files;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/calendars",
        Doc.of("Lists the years of holidays and make-up days").list(CalendarYearJson.class),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, calendars.all(), CalendarYearJson::of)));
    routes.get(
        "/calendars/{country}/{year}",
        Doc.of("Reads a year").out(CalendarYearJson.class),
        ctx -> answer(ctx, calendars.find(ctx.pathParam("country"), year(ctx))));
    routes.put(
        "/calendars/{country}/{year}",
        Doc.of("Gives a year: our JSON, holiday-cn's, iCalendar, CSV, or the notice as text")
            .access(Doc.Access.OPERATOR)
            .takes("application/json", "text/csv", "text/calendar", "text/plain")
            .in(CalendarInput.class)
            .out(CalendarPutJson.class),
        this::put);
    routes.delete(
        "/calendars/{country}/{year}",
        Doc.of("Takes a given year away").access(Doc.Access.OPERATOR).status(204),
        ctx -> {
          String country = ctx.pathParam("country");
          int year = year(ctx);
          Http.ifMatch(ctx, revision(country, year));
          calendars.remove(country, year, Http.actor(ctx));
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

  /** In any of the formats; which one, the body says. */
  private void put(Context ctx) {
    String country = WorkCalendar.country(ctx.pathParam("country"));
    int year = year(ctx);
    String type = ctx.header("Content-Type");
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    byte[] body = ctx.bodyAsBytes();
    if (!media.isEmpty() && !TYPES.contains(media) && !media.endsWith("+json")) {
      throw new Problem(
          ProblemType.UNSUPPORTED_TYPE,
          new Text(
              "Content-Type 为“" + media + "”，应为 " + String.join("、", TYPES),
              "the Content-Type is “" + media + "”, expected one of " + String.join(", ", TYPES)));
    }
    if (media.isEmpty() || media.endsWith("json")) {
      boolean text =
          media.isEmpty() && !new String(body, StandardCharsets.ISO_8859_1).strip().startsWith("{");
      if (!text) {
        // What is wrong with JSON as such is said as everywhere else.
        Bodies.object(ctx);
      }
    }
    CalendarReading reading = files.read("body", body, year);
    CalendarService.Put put =
        calendars.put(
            country, year, reading, Http.ifMatch(ctx, revision(country, year)), Http.actor(ctx));
    Http.answer(ctx, 200, CalendarPutJson.of(put, reading), put.year().revision());
  }

  /** Null where there is no such year. */
  private @Nullable Integer revision(String country, int year) {
    try {
      return calendars.find(country, year).revision();
    } catch (Fault.NotFound e) {
      return null;
    }
  }

  private static void answer(Context ctx, CalendarYears.Given given) {
    Http.answer(ctx, 200, CalendarYearJson.of(given), given.revision());
  }
}
