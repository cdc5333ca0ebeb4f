package homestretch.core.chat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time within a line, for platforms that show every reader their own clock. It stands
 * there with its time in the campaign's zone, which is what remains of it elsewhere; days of
 * figures are no moments.
 */
public final class Moment {
  private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /** Characters for private use, which nobody types. */
  private static final Pattern MARKED =
      Pattern.compile("\uE000(-?\\d{1,12})\uE001([^\uE000-\uE002]*)\uE002");

  private Moment() {}

  public static String in(ZoneId zone, Instant at) {
    return "\uE000" + at.getEpochSecond() + "\uE001" + AT.format(at.atZone(zone)) + "\uE002";
  }

  /** The line with times in words. */
  public static String plain(String line) {
    return line.indexOf('\uE000') < 0 ? line : MARKED.matcher(line).replaceAll("$2");
  }

  /**
   * The line with a platform's own times.
   *
   * @param shown of the seconds since 1970, as the platform writes it
   */
  public static String shown(String line, LongFunction<String> shown) {
    return line.indexOf('\uE000') < 0
        ? line
        : MARKED
            .matcher(line)
            .replaceAll(
                found -> Matcher.quoteReplacement(shown.apply(Long.parseLong(found.group(1)))));
  }
}
