package homestretch.core.store;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.regex.Pattern;

/** The short names by which people and programs address things. */
public final class Code {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");
  private static final int NAME = 120;

  private Code() {}

  /** A code of a league, department or goal. */
  public static String code(String field, String given) {
    if (!CODE.matcher(given).matches()) {
      throw new Fault.Invalid(
          field,
          given,
          new Text(
              "1–32 个字母、数字、点、横线或下划线，如 GBR",
              "1–32 letters, digits, dots, dashes, underscores, such as GBR"));
    }
    return given;
  }

  /** A campaign's name in addresses. */
  public static String slug(String field, String given) {
    if (!SLUG.matcher(given).matches()) {
      throw new Fault.Invalid(
          field,
          given,
          new Text(
              "1–48 个小写字母、数字或横线，如 city-2026",
              "1–48 lower-case letters, digits or dashes, such as city-2026"));
    }
    return given;
  }

  /** A name shown to people: not blank, one line, at most 120 characters. */
  public static String name(String field, String given) {
    String name = given.strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new Fault.Invalid(
          field, given, new Text("一行、1–120 个字的名称", "a name of one line, 1–120 characters"));
    }
    return name;
  }
}
