package homestretch.core.calendar;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calendars that are text: lines, iCalendar, the notice. What it is, the text says. */
public final class CalendarText {
  /** A Chinese sign grown together with a Latin letter: another encoding read as GB18030. */
  private static final Pattern GROWN_TOGETHER =
      Pattern.compile("[A-Za-z]\\p{IsHan}|\\p{IsHan}[a-z]|[\\uE000-\\uF8FF]");

  /**
   * @param charset how it was decoded
   */
  public record Decoded(String text, String charset) {}

  private CalendarText() {}

  /**
   * UTF-8, UTF-16 with its mark, or GB18030.
   *
   * @throws Fault.Invalid if it is none of them
   */
  public static Decoded decode(String source, byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE
        || bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return new Decoded(new String(bytes, StandardCharsets.UTF_16), "UTF-16");
    }
    Optional<String> utf8 = strictly(bytes, StandardCharsets.UTF_8);
    if (utf8.isPresent()) {
      String text = utf8.get();
      return new Decoded(text.startsWith("\uFEFF") ? text.substring(1) : text, "UTF-8");
    }
    Optional<String> gb18030 =
        strictly(bytes, Charset.forName("GB18030"))
            .filter(text -> !GROWN_TOGETHER.matcher(text).find());
    return gb18030
        .map(text -> new Decoded(text, "GB18030"))
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    source, "", new Text("UTF-8 或 GB18030 编码的文字", "text in UTF-8 or GB18030")));
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * @param year that is meant, where the text names none
   * @throws Fault.Invalid naming every line that cannot be read
   */
  public static CalendarReading read(String source, Decoded decoded, int year) {
    String text = decoded.text();
    CalendarReading reading =
        Icalendar.isOne(text)
            ? Icalendar.read(source, text, year)
            : !CalendarLines.areIn(text) && HolidayNotice.isOne(text)
                ? HolidayNotice.read(source, text, year)
                : CalendarLines.read(source, text);
    return reading.in(decoded.charset());
  }
}
