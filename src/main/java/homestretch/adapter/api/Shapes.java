package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a request into records that declare them with {@link Is}. Everything that is
 * wrong is said at once, each with its place.
 */
final class Shapes {
  private static final int MAX_DIGITS = 30;
  private static final int MAX_DECIMALS = 20;
  private static final int MAX_ITEMS = 10_000;
  private static final Text DATE = new Text("日期，如 2026-12-31", "a date, such as 2026-12-31");

  /** What a type declares, looked up once: reflection and annotations took 70 µs of each figure. */
  private static final ClassValue<Layout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          return Layout.of(type);
        }
      };

  private record Part(String name, Type type, Method accessor, Is is) {}

  private record Layout(List<Part> parts, Set<String> names, Constructor<?> constructor) {
    static Layout of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      List<Part> parts = new ArrayList<>();
      for (RecordComponent each : components) {
        Method accessor = each.getAccessor();
        accessor.setAccessible(true);
        parts.add(
            new Part(
                each.getName(),
                each.getGenericType(),
                accessor,
                Objects.requireNonNull(each.getAnnotation(Is.class), each::toString)));
      }
      try {
        Constructor<?> constructor =
            type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return new Layout(
            List.copyOf(parts),
            parts.stream().map(Part::name).collect(Collectors.toUnmodifiableSet()),
            constructor);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("every record has it: " + type, e);
      }
    }
  }

  private final List<Violation> wrong;

  private Shapes(List<Violation> wrong) {
    this.wrong = wrong;
  }

  /** A new thing: what is required must be there, what only the program says must not. */
  static <R extends Record> R create(Class<R> type, JsonNode body) {
    return creating(type, body).whole();
  }

  /** A change of what stands: what is not named stays as it is. */
  static <R extends Record> R change(R present, JsonNode body) {
    return changing(present, body).whole();
  }

  /** The same, to be checked further before {@link Given#whole()}. */
  static <R extends Record> Given<R> creating(Class<R> type, JsonNode body) {
    return given(type, body, "", null, new ArrayList<>());
  }

  /** The same, to be checked further before {@link Given#whole()}. */
  static <R extends Record> Given<R> changing(R present, JsonNode body) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) present.getClass();
    return given(type, body, "", present, new ArrayList<>());
  }

  /**
   * One of several in a body.
   *
   * @param at where it stands, such as {@code items/3/}
   * @param wrong what is wrong with all of them; added to
   */
  static <R extends Record> Given<R> one(
      Class<R> type, JsonNode body, String at, List<Violation> wrong) {
    return given(type, body, at, null, wrong);
  }

  private static <R extends Record> Given<R> given(
      Class<R> type, JsonNode body, String at, @Nullable R present, List<Violation> wrong) {
    Object read = new Shapes(wrong).record(type, body, at, present);
    return new Given<>(type.cast(read), body, at, wrong);
  }

  private Object record(Class<?> type, JsonNode body, String at, @Nullable Object present) {
    Layout layout = LAYOUTS.get(type);
    body.fieldNames()
        .forEachRemaining(
            given -> {
              if (!layout.names.contains(given)) {
                String known = String.join(", ", layout.names.stream().sorted().toList());
                refuse(
                    at + given.replace("~", "~0").replace("/", "~1"),
                    body.get(given),
                    new Text("以下字段之一：" + known, "one of the fields " + known));
              }
            });
    @Nullable Object[] values = new @Nullable Object[layout.parts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part(layout.parts.get(i), body, at, present);
    }
    return make(layout.constructor, values);
  }

  private @Nullable Object part(Part part, JsonNode body, String at, @Nullable Object present) {
    Is is = part.is;
    Type type = part.type;
    JsonNode given = body.get(part.name);
    Object stands = present == null ? null : get(part.accessor, present);
    String place = at + part.name;
    if (given == null) {
      if (present == null && is.required()) {
        refuse(place, null, expected(type, is));
      }
      return stands;
    }
    if (is.readOnly() || (is.fixed() && present != null)) {
      if (present == null) {
        refuse(place, given, new Text("不填（由程序给出）", "nothing: the program says it"));
      } else if (!same(Http.tree(stands), given)) {
        String now =
            Http.tree(stands).isTextual()
                ? Http.tree(stands).asText()
                : Http.tree(stands).toString();
        refuse(
            place,
            given,
            new Text(now + "（此字段不能这样修改，可以不填）", now + " (left out, it stays so): " + is.value()));
      }
      return stands;
    }
    if (given.isNull()) {
      if (!is.nullable()) {
        refuse(place, given, expected(type, is));
      }
      return null;
    }
    return value(type, is, given, place);
  }

  private static boolean same(JsonNode stands, JsonNode given) {
    return stands.isNumber() && given.isNumber()
        ? stands.decimalValue().compareTo(given.decimalValue()) == 0
        : stands.equals(given);
  }

  private @Nullable Object value(Type type, Is is, JsonNode given, String at) {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], is, given, at);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      if (!given.isObject()) {
        return refuse(at, given, expected(type, is));
      }
      return record(plain, given, at + "/", null);
    }
    if (plain == JsonNode.class) {
      return given;
    }
    if (plain == String.class) {
      return text(is, given, at);
    }
    if (plain == Boolean.class) {
      return given.isBoolean() ? given.booleanValue() : refuse(at, given, expected(type, is));
    }
    if (plain == Integer.class || plain == Long.class || plain == BigDecimal.class) {
      return number(plain, is, given, at);
    }
    return given.isTextual() ? parsed(plain, is, given, at) : refuse(at, given, expected(type, is));
  }

  private @Nullable Object list(Type element, Is is, JsonNode given, String at) {
    if (!given.isArray() || given.size() > MAX_ITEMS) {
      return refuse(
          at, given, new Text("至多 " + MAX_ITEMS + " 项的列表", "a list of at most " + MAX_ITEMS));
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      items.add(value(element, is, given.get(i), at + "/" + i));
    }
    return items;
  }

  private @Nullable Object text(Is is, JsonNode given, String at) {
    String text = given.asText();
    boolean known = is.oneOf().length == 0 || List.of(is.oneOf()).contains(text);
    boolean whole = wellFormed(text);
    if (!given.isTextual()
        || text.codePointCount(0, text.length()) > is.longest()
        || !known
        || !whole) {
      return refuse(at, given, expected(String.class, is));
    }
    try {
      return switch (is.as()) {
        case TEXT -> text;
        case CODE -> Code.code(at, text);
        case NAME -> Code.name(at, text);
        case SLUG -> Code.slug(at, text);
        case SAID, REASON ->
            text.isBlank() ? refuse(at, given, expected(String.class, is)) : text.strip();
      };
    } catch (Fault.Invalid e) {
      wrong.addAll(e.violations());
      return null;
    }
  }

  /**
   * No NUL, which PostgreSQL refuses, and no half of a surrogate pair: it could not be written
   * again.
   */
  static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  private @Nullable Object number(Class<?> type, Is is, JsonNode given, String at) {
    BigDecimal number =
        given.isNumber()
            ? given.decimalValue()
            : given.isTextual() && type == BigDecimal.class && given.asText().length() <= 100
                ? Figures.parse(given.asText())
                : null;
    if (number == null
        || number.precision() > MAX_DIGITS
        || number.scale() > MAX_DECIMALS
        || number.scale() < -MAX_DIGITS
        || (!is.above().isEmpty() && number.compareTo(new BigDecimal(is.above())) <= 0)
        || (!is.min().isEmpty() && number.compareTo(new BigDecimal(is.min())) < 0)
        || (!is.max().isEmpty() && number.compareTo(new BigDecimal(is.max())) > 0)) {
      return refuse(at, given, expected(type, is));
    }
    BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
    try {
      return type == Integer.class
          ? (Object) plain.intValueExact()
          : type == Long.class ? (Object) plain.longValueExact() : plain;
    } catch (ArithmeticException e) {
      return refuse(at, given, expected(type, is));
    }
  }

  private @Nullable Object parsed(Class<?> type, Is is, JsonNode given, String at) {
    String text = given.asText();
    try {
      Object read = type.isEnum() ? constant(type, text) : parser(type).apply(text);
      return read == null ? refuse(at, given, expected(type, is)) : read;
    } catch (DateTimeException e) {
      return refuse(at, given, expected(type, is));
    }
  }

  private static @Nullable Object constant(Class<?> type, String text) {
    for (Object each : type.getEnumConstants()) {
      if (Http.lower((Enum<?>) each).equals(text)) {
        return each;
      }
    }
    return null;
  }

  private static Function<String, @Nullable Object> parser(Class<?> type) {
    if (type == LocalDate.class) {
      return Http::day;
    }
    if (type == LocalTime.class) {
      return LocalTime::parse;
    }
    if (type == Instant.class) {
      return Instant::parse;
    }
    if (type == ZoneId.class) {
      return ZoneId::of;
    }
    throw new IllegalStateException("no field has the type " + type);
  }

  /** What would have been right, in words. */
  static Text expected(Type type, Is is) {
    if (type instanceof ParameterizedType) {
      return new Text("一个列表", "a list");
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return Text.same(
          Arrays.stream(plain.getEnumConstants())
              .map(each -> Http.lower((Enum<?>) each))
              .collect(Collectors.joining(", ")));
    }
    if (is.oneOf().length > 0) {
      return Text.same(String.join(", ", is.oneOf()));
    }
    if (plain == JsonNode.class) {
      return is.either().length > 0 ? RuleJson.OBJECT : Text.same(is.value());
    }
    if (is.as() == Is.As.REASON) {
      return new Text(
          "写明原因，至多 " + is.longest() + " 字", "a reason, of at most " + is.longest() + " characters");
    }
    if (plain == String.class && is.as() == Is.As.SAID) {
      return new Text(
          "写明内容，至多 " + is.longest() + " 字",
          "a text that says something, of at most " + is.longest() + " characters");
    }
    if (plain == String.class) {
      return new Text(
          "一段文字，至多 " + is.longest() + " 字", "a text of at most " + is.longest() + " characters");
    }
    if (plain == Boolean.class) {
      return Text.same("true / false");
    }
    if (plain == LocalDate.class) {
      return DATE;
    }
    if (plain == LocalTime.class) {
      return new Text("时间，如 09:00", "a time, such as 09:00");
    }
    if (plain == Instant.class) {
      return new Text("时刻，如 2026-12-31T01:00:00Z", "an instant, such as 2026-12-31T01:00:00Z");
    }
    if (plain == ZoneId.class) {
      return new Text("时区，如 Asia/Shanghai", "a time zone, such as Asia/Shanghai");
    }
    if (plain.isRecord()) {
      return new Text("一个对象", "an object");
    }
    return bounded(plain, is);
  }

  private static Text bounded(Class<?> type, Is is) {
    boolean whole = type != BigDecimal.class;
    String zh = whole ? "整数" : "数";
    String en = whole ? "a whole number" : "a number";
    if (!is.above().isEmpty()) {
      return is.max().isEmpty()
          ? new Text("大于 " + is.above() + " 的" + zh, en + " above " + is.above())
          : new Text(
              "大于 " + is.above() + "、至多 " + is.max() + " 的" + zh,
              en + " above " + is.above() + ", " + is.max() + " at most");
    }
    if (!is.min().isEmpty()) {
      return is.max().isEmpty()
          ? new Text("不小于 " + is.min() + " 的" + zh, en + " not below " + is.min())
          : new Text(
              is.min() + "–" + is.max() + " 的" + zh, en + " from " + is.min() + " to " + is.max());
    }
    if (!is.max().isEmpty()) {
      return new Text("不大于 " + is.max() + " 的" + zh, en + " not above " + is.max());
    }
    return whole ? new Text("一个整数", en) : new Text("一个数，如 99.68", en + ", such as 99.68");
  }

  static String shown(@Nullable JsonNode given) {
    return given == null
        ? ""
        : given.isTextual() ? given.asText() : Http.shortened(given.toString());
  }

  private @Nullable Object refuse(String at, @Nullable JsonNode given, Text expected) {
    wrong.add(new Violation(at, shown(given), expected));
    return null;
  }

  private static @Nullable Object get(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(accessor.toString(), e);
    }
  }

  private static Object make(Constructor<?> constructor, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IllegalStateException(constructor.toString(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor.toString(), e);
    }
  }

  /** The word of a language in a body. */
  static Language language(@Nullable String tag, Language otherwise) {
    return tag == null ? otherwise : tag.equals("en") ? Language.EN : Language.ZH;
  }
}
