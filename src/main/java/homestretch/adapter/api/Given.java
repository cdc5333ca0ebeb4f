package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a body gave, while it is checked: fields that could not be read are null in {@link #value},
 * and everything that is wrong is said together by {@link #whole}.
 *
 * @param at where it stands in the body, such as {@code items/3/}; empty: it is the body
 */
record Given<R extends Record>(R value, JsonNode body, String at, List<Violation> wrong) {
  boolean has(String field) {
    return body.hasNonNull(field);
  }

  /** Whether something is wrong with a field or with what is in it. */
  boolean isWrong(String field) {
    String place = at + field;
    return wrong.stream()
        .anyMatch(v -> v.field().equals(place) || v.field().startsWith(place + "/"));
  }

  void refuse(String field, Text expected) {
    wrong.add(new Violation(at + field, Shapes.shown(body.at("/" + field)), expected));
  }

  void require(String field, boolean right, Text expected) {
    if (!right && !isWrong(field)) {
      refuse(field, expected);
    }
  }

  /**
   * The thing that a field names.
   *
   * @param named null: the field is empty or wrong already
   * @param finder throws {@link Fault.NotFound} or {@link Fault.Invalid} if there is none
   */
  <T> @Nullable T find(
      String field, @Nullable String named, Text what, Function<String, T> finder) {
    if (named == null) {
      return null;
    }
    try {
      return finder.apply(named);
    } catch (Fault.NotFound e) {
      refuse(field, new Text("已有" + what.zh() + "的代码或名称", "the code or name of a " + what.en()));
    } catch (Fault.Invalid e) {
      e.violations().forEach(v -> wrong.add(new Violation(at + field, v.value(), v.expected())));
    }
    return null;
  }

  /** Makes something of it, unless something is wrong; what a rule finds wrong is added. */
  <T> @Nullable T make(Supplier<T> maker) {
    if (!wrong.isEmpty()) {
      return null;
    }
    try {
      return maker.get();
    } catch (Fault.Invalid e) {
      e.violations()
          .forEach(
              v ->
                  wrong.add(
                      new Violation(at + v.field().replace('.', '/'), v.value(), v.expected())));
      return null;
    }
  }

  /** The same, of a body that is one thing. */
  <T> T made(Supplier<T> maker) {
    T made = make(maker);
    throwWrong();
    return java.util.Objects.requireNonNull(made);
  }

  void throwWrong() {
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  /**
   * @throws Fault.Invalid naming everything that is wrong
   */
  R whole() {
    throwWrong();
    return value;
  }
}
