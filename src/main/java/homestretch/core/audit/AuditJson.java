package homestretch.core.audit;

import homestretch.core.text.CanonicalJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stood before and after a change, as canonical JSON: records by their components, an id that
 * wraps one value as that value, amounts as texts.
 */
public final class AuditJson {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  private AuditJson() {}

  /**
   * @param thing any record, collection or value of the core; null: nothing stood
   */
  public static @Nullable String of(@Nullable Object thing) {
    return thing == null ? null : CanonicalJson.write(plain(thing));
  }

  private static @Nullable Object plain(@Nullable Object thing) {
    return switch (thing) {
      case null -> null;
      case String text -> text;
      case BigDecimal number -> number;
      case Integer number -> number;
      case Long number -> number;
      case Boolean bool -> bool;
      case Temporal time -> time;
      case Enum<?> choice -> choice;
      case Optional<?> optional -> plain(optional.orElse(null));
      case Collection<?> all -> all.stream().map(AuditJson::plainOrEmpty).toList();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(plain(key)), plain(value)));
        yield plain;
      }
      case Record record -> record(record);
      default -> thing.toString();
    };
  }

  private static Object plainOrEmpty(@Nullable Object thing) {
    Object plain = plain(thing);
    return plain == null ? "" : plain;
  }

  private static @Nullable Object record(Record record) {
    RecordComponent[] components = COMPONENTS.get(record.getClass());
    if (components.length == 0) {
      return record.getClass().getSimpleName();
    }
    if (components.length == 1) {
      return plain(value(record, components[0]));
    }
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      plain.put(component.getName(), plain(value(record, component)));
    }
    return plain;
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("reading " + component, e);
    }
  }
}
