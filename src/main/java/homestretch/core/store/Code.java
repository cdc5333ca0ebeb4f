package homestretch.core.store;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a code, a name and a text are: the one place that decides it (docs/scoring.md, "Words"). */
public final class Code {
  private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]*");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");
  private static final int MAX_CODE_CODE_POINTS = 64;
  private static final int MAX_NAME_CODE_POINTS = 120;

  /** Blanks that cannot be seen, and marks that turn the direction of what follows. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]");

  private static final String BLANK = "[\\s\\p{Z}\\u200B\\u2060\\uFEFF]+";
  private static final Pattern EDGE = Pattern.compile("^" + BLANK + "|" + BLANK + "$");

  /** Letters and symbols that are drawn as nothing: Hangul fillers, the blank Braille pattern. */
  private static final String DRAWN_AS_NOTHING = "\u115F\u1160\u2800\u3164\uFFA0";

  private Code() {}

  /**
   * A code of a league, department, goal or step: letters and digits of any script, {@code . _ -}.
   */
  public static String code(String field, String given) {
    String code = Normalizer.normalize(given, Normalizer.Form.NFC);
    if (!CODE.matcher(code).matches()
        || code.codePointCount(0, code.length()) > MAX_CODE_CODE_POINTS) {
      throw new Fault.Invalid(
          field,
          given,
          new Text(
              "1–64 个字、字母、数字、点、横线或下划线，如 GBR、临江区",
              "1–64 letters or digits of any script, dots, dashes, underscores, such as GBR"));
    }
    return code;
  }

  /** Whether two codes are the same: without case, in Unicode NFC. */
  public static boolean same(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /** What all spellings of one code have in common, to look it up by. */
  public static String folded(String code) {
    return Normalizer.normalize(code, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether something is meant by what was typed: by its code, or by its name in either language.
   */
  public static boolean isMeant(String typed, String code, Text name) {
    return same(typed, code) || same(typed, name.zh()) || same(typed, name.en());
  }

  /**
   * The one of a list that was typed: by code, else by a name that only one has.
   *
   * @return null if there is none
   * @throws Fault.Invalid naming their codes, if several have the name
   */
  public static <T> @Nullable T find(
      Iterable<T> all, Function<T, String> code, Function<T, Text> name, String typed) {
    List<T> named = new ArrayList<>();
    for (T each : all) {
      if (same(typed, code.apply(each))) {
        return each;
      }
      if (isMeant(typed, code.apply(each), name.apply(each))) {
        named.add(each);
      }
    }
    if (named.size() > 1) {
      String codes = String.join(", ", named.stream().map(code).toList());
      throw new Fault.Invalid(
          "code",
          typed,
          new Text("代码（几个都叫这个名称：" + codes + "）", "a code, since several have this name: " + codes));
    }
    return named.isEmpty() ? null : named.getFirst();
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

  /** A name shown to people: visible, one line, at most 120 characters; trimmed. */
  public static String name(String field, String given) {
    String name = EDGE.matcher(given).replaceAll("");
    if (name.codePoints().noneMatch(Code::isVisible)
        || name.codePointCount(0, name.length()) > MAX_NAME_CODE_POINTS
        || name.chars().anyMatch(Character::isISOControl)
        || name.chars().anyMatch(c -> c == 0x2028 || c == 0x2029)
        || INVISIBLE.matcher(name).find()) {
      throw new Fault.Invalid(
          field,
          given,
          new Text("看得见的一行名称，1–120 个字", "a visible name of one line, 1–120 characters"));
    }
    return name;
  }

  private static boolean isVisible(int codePoint) {
    if (DRAWN_AS_NOTHING.indexOf(codePoint) >= 0) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * A free text as it is kept: without control characters but line feeds and tabs, without marks
   * that turn the direction of what follows; trimmed.
   */
  public static String text(String given) {
    String plain =
        given.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\u2028\\u2029]", "\n");
    plain = INVISIBLE.matcher(plain).replaceAll("");
    StringBuilder kept = new StringBuilder();
    plain
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(kept::appendCodePoint);
    return EDGE.matcher(kept).replaceAll("");
  }

  /** A text in one line, so that it cannot fake a line of ours. */
  public static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " / ");
  }
}
