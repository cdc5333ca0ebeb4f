package homestretch.core.fault;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a thing a fault is about. The rules name it once; each door has its own word for it.
 *
 * @param name as the admin API calls it, such as {@code asOf}; or a place of its own, such as
 *     {@code points/1/date} or {@code reports.csv:12:value}, which is the same at every door
 * @param column as the tables of an import call it
 * @param option as the chat commands call the option in which it is typed
 */
public record Field(String name, String column, String option) {
  public static final Field AS_OF = new Field("asOf", "as_of", "as_of");
  public static final Field VALUE = new Field("value", "value", "value");

  /** In chat the parts of a figure are typed as one value. */
  public static final Field NUMERATOR = new Field("numerator", "value", "value");

  public static final Field DENOMINATOR = new Field("denominator", "denominator", "value");
  public static final Field MILESTONE = new Field("milestone", "milestone", "value");
  public static final Field NOTE = new Field("note", "note", "note");
  public static final Field EVIDENCE = new Field("evidence", "evidence", "evidence");
  public static final Field NAME_EN = new Field("nameEn", "name_en", "nameEn");
  public static final Field UNIT_EN = new Field("unitEn", "unit_en", "unitEn");
  public static final Field SHORT_NAME = new Field("shortName", "short_name", "shortName");
  public static final Field IN_TOTALS = new Field("inTotals", "in_totals", "inTotals");
  public static final Field MINIMUM = new Field("minimum", "min", "minimum");
  public static final Field DUE_EVERY = new Field("dueEvery", "due_every", "dueEvery");
  public static final Field SHOWN_DECIMALS =
      new Field("shownDecimals", "shown_decimals", "shownDecimals");

  private static final Map<String, Field> KNOWN =
      List.of(
              AS_OF,
              VALUE,
              NUMERATOR,
              DENOMINATOR,
              MILESTONE,
              NOTE,
              EVIDENCE,
              NAME_EN,
              UNIT_EN,
              SHORT_NAME,
              IN_TOTALS,
              MINIMUM,
              DUE_EVERY,
              SHOWN_DECIMALS)
          .stream()
          .collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));

  /** The field of that name; one that is the same at every door, unless it is known. */
  public static Field of(String name) {
    Field known = KNOWN.get(name);
    return known == null ? new Field(name, name, name) : known;
  }
}
