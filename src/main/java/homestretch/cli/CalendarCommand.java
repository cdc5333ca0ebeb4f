package homestretch.cli;

import homestretch.App;
import homestretch.adapter.calendar.CalendarReader;
import homestretch.core.audit.Actor;
import homestretch.core.calendar.CalendarFiles;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.campaign.CalendarService;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code calendar}: a year's holidays and make-up days, shown or taken from a file. */
@Command(name = "calendar", mixinStandardHelpOptions = true)
final class CalendarCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(index = "0", paramLabel = "COUNTRY", descriptionKey = "calendar.country")
  private String country = "";

  @Parameters(index = "1", paramLabel = "YEAR", descriptionKey = "calendar.year")
  private int year;

  @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", descriptionKey = "calendar.file")
  private @Nullable Path file;

  CalendarCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    if (year < 1900 || year > 2099) {
      throw new Misused(
          "YEAR：“" + year + "”；应为年份，如 2027", "YEAR: “" + year + "”; expected a year such as 2027");
    }
    CalendarReading reading = file == null ? null : read(file);
    try (App app = cli.open()) {
      if (reading == null) {
        print(app.calendars().find(country, year));
        return Cli.DONE;
      }
      CalendarService.Put put =
          app.calendars().put(country, year, reading, 0, new Actor("calendar", "calendar"));
      print(put.year());
      put.neighbours().forEach(this::print);
      if (!put.passedOver().isEmpty()) {
        cli.terminal()
            .say(
                "其他年份，没有录入（年份=天数）：" + put.passedOver(),
                "Other years, left out (year=days): " + put.passedOver());
      }
      for (String sentence : reading.notRead()) {
        cli.terminal().say("没有读取：" + sentence, "Ignored: " + sentence);
      }
      return Cli.DONE;
    }
  }

  /** One byte more than may be: the reader says that it is too large. */
  private CalendarReading read(Path from) throws IOException {
    if (!Files.isRegularFile(from)) {
      throw new Misused(
          "FILE：“" + from + "”；应为已有的文件", "FILE: “" + from + "”; expected a file that there is");
    }
    try (InputStream in = Files.newInputStream(from)) {
      byte[] bytes = in.readNBytes(CalendarFiles.MAX_BYTES + 1);
      CalendarReading reading =
          new CalendarReader().read(from.getFileName().toString(), bytes, year);
      cli.terminal()
          .say(
              "读作 " + reading.format().code() + "，" + reading.encoding(),
              "Read as " + reading.format().code() + ", " + reading.encoding());
      return reading;
    }
  }

  private void print(CalendarYears.Given given) {
    String name = given.year().country() + "/" + given.number();
    int off = given.year().holidays().size();
    int worked = given.year().makeUpDays().size();
    Text state =
        given.known()
            ? new Text(
                "放假 " + off + " 天，调休上班 " + worked + " 天",
                off + " days off, " + worked + " make-up days worked")
            : new Text(
                "这一年还不算已知（放假 " + off + " 天，上班 " + worked + " 天）",
                "not known yet (" + off + " days off, " + worked + " worked)");
    cli.terminal().say(name + "：" + state.zh(), name + ": " + state.en());
    given
        .year()
        .days()
        .forEach(
            day ->
                cli.terminal()
                    .out()
                    .println(
                        day.date() + "," + (day.worked() ? "work" : "off") + "," + day.name()));
  }
}
