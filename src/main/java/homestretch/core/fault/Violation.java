package homestretch.core.fault;

import homestretch.core.text.Cut;
import homestretch.core.text.Text;

/**
 * One offending input.
 *
 * @param what it is about
 * @param value what was given, shortened to be shown; empty if nothing was given
 * @param expected what would have been right
 */
public record Violation(Field what, String value, Text expected) {
  private static final int SHOWN = 80;

  public Violation {
    value = value.length() <= SHOWN ? value : Cut.to(value, SHOWN) + "…";
  }

  /** About the field of that name, or a place of its own. */
  public Violation(String field, String value, Text expected) {
    this(Field.of(field), value, expected);
  }

  /** As the admin API calls it. */
  public String field() {
    return what.name();
  }

  public Text text() {
    if (!value.isEmpty()) {
      return new Text(
          field() + "：“" + value + "”，应为" + spaced(expected.zh()),
          field() + ": “" + value + "”, expected " + expected.en());
    }
    return isInFile()
        ? new Text(field() + "：应为" + spaced(expected.zh()), field() + ", expected " + expected.en())
        : new Text("请填" + field() + "：" + expected.zh(), field() + " is needed: " + expected.en());
  }

  /** Figures and Latin letters stand apart from the Chinese before them. */
  private static String spaced(String zh) {
    return !zh.isEmpty() && zh.charAt(0) < 0x80 && Character.isLetterOrDigit(zh.charAt(0))
        ? " " + zh
        : zh;
  }

  /** Whether it is about a place such as {@code reports.csv:12}, which nobody can fill in. */
  private boolean isInFile() {
    return field().indexOf('.') >= 0 || field().indexOf(':') >= 0;
  }
}
