package homestretch.core.fault;

import homestretch.core.text.Cut;
import homestretch.core.text.Text;

/**
 * One offending input.
 *
 * @param field the field's name as the user gave it, such as {@code value} or {@code
 *     reports.csv:12:value}
 * @param value what was given, shortened to be shown; empty if nothing was given
 * @param expected what would have been right
 */
public record Violation(String field, String value, Text expected) {
  private static final int SHOWN = 80;

  public Violation {
    value = value.length() <= SHOWN ? value : Cut.to(value, SHOWN) + "…";
  }

  public Text text() {
    String given = value.isEmpty() ? "" : "“" + value + "”";
    return new Text(
        field + "：" + (given.isEmpty() ? "" : given + "，") + "应为" + expected.zh(),
        field + (given.isEmpty() ? "" : ": " + given) + ", expected " + expected.en());
  }
}
