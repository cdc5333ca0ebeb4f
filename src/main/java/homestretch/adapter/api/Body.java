package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request. Every field is read with its type and, if it may be left out, with
 * what stands in for it (the present value, in a change).
 */
final class Body {
  /** Rules of a field may want less. */
  private static final int LONGEST_TEXT = 10_000;

  private final JsonNode node;

  private Body(JsonNode node) {
    this.node = node;
  }

  /**
   * @param known the fields there may be; any other is an error that names it
   */
  static Body parse(Context ctx, Set<String> known) {
    return parse(Bodies.object(ctx), known);
  }

  private static Body parse(JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw new Fault.Invalid("body", node.getNodeType(), new Text("一个 JSON 对象", "a JSON object"));
    }
    List<Violation> unknown = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                unknown.add(
                    new Violation(
                        field,
                        node.get(field).toString(),
                        new Text(
                            "以下字段之一：" + String.join(", ", known.stream().sorted().toList()),
                            "one of the fields "
                                + String.join(", ", known.stream().sorted().toList()))));
              }
            });
    if (!unknown.isEmpty()) {
      throw new Fault.Invalid(unknown);
    }
    return new Body(node);
  }

  boolean has(String field) {
    return node.has(field);
  }

  /** A text; {@code otherwise} null: it must be given. */
  String text(String field, @Nullable String otherwise) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      if (otherwise == null) {
        throw wrong(field, new Text("一段文字", "a text"));
      }
      return otherwise;
    }
    if (!value.isTextual()
        || value.asText().length() > LONGEST_TEXT
        || !Shapes.wellFormed(value.asText())) {
      throw wrong(
          field,
          new Text(
              "一段文字，至多 " + LONGEST_TEXT + " 字",
              "a text of at most " + LONGEST_TEXT + " characters"));
    }
    return value.asText();
  }

  /** A number, as a JSON number or as a text with its exact digits; null only where it may be. */
  @Nullable BigDecimal decimalOrNull(String field, @Nullable BigDecimal otherwise) {
    JsonNode value = node.get(field);
    if (value == null) {
      return otherwise;
    }
    if (value.isNull()) {
      return null;
    }
    BigDecimal number =
        value.isNumber()
            ? value.decimalValue()
            : value.isTextual() ? Figures.parse(value.asText()) : null;
    if (number == null || number.precision() > 30 || number.scale() > 10 || number.scale() < -30) {
      throw wrong(field, new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  BigDecimal decimal(String field, @Nullable BigDecimal otherwise) {
    BigDecimal number = decimalOrNull(field, otherwise);
    if (number == null) {
      throw wrong(field, new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    return number;
  }

  int integer(String field, @Nullable Integer otherwise) {
    JsonNode value = node.get(field);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null || !value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrong(field, new Text("一个整数", "a whole number"));
    }
    return value.intValue();
  }

  boolean bool(String field, boolean otherwise) {
    JsonNode value = node.get(field);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(field, Text.same("true / false"));
    }
    return value.booleanValue();
  }

  LocalDate date(String field, @Nullable LocalDate otherwise) {
    return parsed(
        field, otherwise, Http::day, new Text("日期，如 2026-12-31", "a date, such as 2026-12-31"));
  }

  /** A text; null where it is null or missing. */
  @Nullable String textOrNull(String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : text(field, null);
  }

  /** A date; null takes it away. */
  @Nullable LocalDate dateOrNull(String field, @Nullable LocalDate stands) {
    JsonNode value = node.get(field);
    if (value == null) {
      return stands;
    }
    return value.isNull() ? null : date(field, null);
  }

  LocalTime time(String field, @Nullable LocalTime otherwise) {
    return parsed(
        field, otherwise, LocalTime::parse, new Text("时间，如 09:00", "a time, such as 09:00"));
  }

  ZoneId zone(String field, @Nullable ZoneId otherwise) {
    return parsed(
        field,
        otherwise,
        ZoneId::of,
        new Text("时区，如 Asia/Shanghai", "a time zone, such as Asia/Shanghai"));
  }

  <E extends Enum<E>> E choice(String field, Class<E> type, @Nullable E otherwise) {
    List<String> names = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      names.add(each.name().toLowerCase(Locale.ROOT));
    }
    return parsed(
        field,
        otherwise,
        given -> {
          if (!names.contains(given)) {
            throw new DateTimeException(given);
          }
          return Enum.valueOf(type, given.toUpperCase(Locale.ROOT));
        },
        Text.same(String.join(", ", names)));
  }

  List<Long> ids(String field, @Nullable List<Long> otherwise) {
    JsonNode value = node.get(field);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    List<Long> ids = new ArrayList<>();
    if (value != null && value.isArray()) {
      for (JsonNode each : value) {
        if (!each.isIntegralNumber() || !each.canConvertToLong()) {
          throw wrong(field, new Text("编号的列表", "a list of ids"));
        }
        ids.add(each.longValue());
      }
      return ids;
    }
    throw wrong(field, new Text("编号的列表", "a list of ids"));
  }

  /** A list of objects, each with these fields. */
  List<Body> objects(String field, Set<String> known) {
    JsonNode value = node.get(field);
    if (value == null || !value.isArray()) {
      throw wrong(field, new Text("一个列表", "a list"));
    }
    List<Body> objects = new ArrayList<>();
    value.forEach(each -> objects.add(parse(each, known)));
    return objects;
  }

  /** An object with these fields. */
  Body object(String field, Set<String> known) {
    JsonNode value = node.get(field);
    if (value == null || !value.isObject()) {
      throw wrong(field, new Text("一个对象", "an object"));
    }
    return parse(value, known);
  }

  /** An object that may be null, with these fields. */
  @Nullable Body objectOrNull(String field, Set<String> known) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : object(field, known);
  }

  /** The raw value, for the fields that take more than one shape. */
  @Nullable JsonNode raw(String field) {
    return node.get(field);
  }

  private <T> T parsed(
      String field, @Nullable T otherwise, Function<String, T> parser, Text expected) {
    JsonNode value = node.get(field);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null || !value.isTextual()) {
      throw wrong(field, expected);
    }
    try {
      return parser.apply(value.asText());
    } catch (DateTimeException e) {
      throw wrong(field, expected);
    }
  }

  Fault.Invalid wrong(String field, Text expected) {
    JsonNode value = node.get(field);
    return new Fault.Invalid(
        field,
        value == null ? "" : value.isTextual() ? value.asText() : value.toString(),
        expected);
  }
}
