package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Schemas and examples of the records that declare bodies and answers with {@link Is}. */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a record is used for. */
  enum Use {
    ANSWER,
    CREATE,
    CHANGE
  }

  private final ObjectNode all = JSON.objectNode();
  private final Map<String, Class<?>> named = new HashMap<>();

  /** Every schema that was referred to, by name. */
  ObjectNode all() {
    return all;
  }

  /** A reference to a record; of {@code JsonNode}, an object of any kind. */
  ObjectNode reference(Class<?> type, Use use) {
    if (JsonNode.class.isAssignableFrom(type)) {
      return JSON.objectNode().put("type", "object");
    }
    String name = name(type, use);
    Class<?> before = named.putIfAbsent(name, type);
    if (before != null && before != type) {
      throw new IllegalStateException(before + " and " + type + " would share the name " + name);
    }
    if (before == null) {
      all.putNull(name);
      all.set(name, object(type, use));
    }
    return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private static String name(Class<?> type, Use use) {
    String plain = type.getSimpleName().replaceAll("(Json|Input)$", "");
    return switch (use) {
      case ANSWER -> plain;
      case CREATE -> plain + "Input";
      case CHANGE -> plain + "Change";
    };
  }

  /** The name of a component in JSON. */
  private static String wire(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? component.getName() : named.value();
  }

  private static Is is(RecordComponent component) {
    return Objects.requireNonNull(component.getAnnotation(Is.class), component::toString);
  }

  private static boolean isLeftOut(Is is, Use use) {
    return switch (use) {
      case ANSWER -> is.writeOnly();
      case CREATE -> is.readOnly();
      case CHANGE -> false;
    };
  }

  private ObjectNode object(Class<?> type, Use use) {
    ObjectNode schema = JSON.objectNode();
    schema.put("type", "object");
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = schema.putObject("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      Is is = is(component);
      if (isLeftOut(is, use)) {
        continue;
      }
      if (use == Use.ANSWER ? !is.sometimes() : use == Use.CREATE && is.required()) {
        required.add(wire(component));
      }
      ObjectNode property = value(component.getGenericType(), is, use);
      if (property.has("$ref")) {
        // What stands beside a reference is read by some tools alone.
        ObjectNode referred = JSON.objectNode();
        referred.putArray("allOf").add(property);
        property = referred;
      }
      property.put("description", is.value());
      JsonNode example = given(component, is);
      if (example != null) {
        property.putArray("examples").add(example);
      }
      if (use != Use.CREATE && is.readOnly()) {
        property.put("readOnly", true);
      }
      properties.set(wire(component), property);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode value(Type type, Is is, Use use) {
    ObjectNode schema = JSON.objectNode();
    if (!is.schema().isEmpty()) {
      return (ObjectNode) read(is.schema());
    }
    if (is.either().length > 0) {
      ArrayNode any = schema.putArray("anyOf");
      for (Class<?> each : is.either()) {
        any.add(reference(each, use));
      }
      if (is.nullable()) {
        any.addObject().put("type", "null");
      }
      return schema;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? nullable(schema, "object", is).set("additionalProperties", item(arguments[1], is, use))
          : nullable(schema, "array", is).set("items", item(arguments[0], is, use));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      ObjectNode object = nested(plain, use);
      if (!is.nullable()) {
        return object;
      }
      ArrayNode any = schema.putArray("anyOf");
      any.add(object);
      any.addObject().put("type", "null");
      return schema;
    }
    if (plain.isEnum() || is.oneOf().length > 0) {
      nullable(schema, "string", is);
      ArrayNode choices = schema.putArray("enum");
      words(plain, is).forEach(choices::add);
      if (is.nullable()) {
        choices.addNull();
      }
      return schema;
    }
    return JsonNode.class.isAssignableFrom(plain) ? schema : scalar(schema, plain, is, use);
  }

  private static List<String> words(Class<?> type, Is is) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(each -> Http.lower((Enum<?>) each)).toList()
        : List.of(is.oneOf());
  }

  private static ObjectNode scalar(ObjectNode schema, Class<?> type, Is is, Use use) {
    if (type == Boolean.class || type == boolean.class) {
      return nullable(schema, "boolean", is);
    }
    if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
      return bounds(nullable(schema, "integer", is), is);
    }
    if (type == BigDecimal.class) {
      if (use == Use.ANSWER) {
        return bounds(nullable(schema, "number", is), is);
      }
      ArrayNode types = schema.putArray("type").add("number").add("string");
      if (is.nullable()) {
        types.add("null");
      }
      return bounds(schema, is);
    }
    nullable(schema, "string", is);
    if (type == LocalDate.class) {
      schema.put("format", "date");
    } else if (type == Instant.class || type == OffsetDateTime.class) {
      schema.put("format", "date-time");
    } else if (type == String.class && use != Use.ANSWER) {
      schema.put("maxLength", is.longest());
    } else if (type == LocalTime.class) {
      schema.put("pattern", "^\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$");
    }
    return schema;
  }

  /** An object inside another; in bodies it is always given whole. */
  private ObjectNode nested(Class<?> type, Use use) {
    return reference(type, use == Use.ANSWER ? Use.ANSWER : Use.CREATE);
  }

  private ObjectNode item(Type element, Is is, Use use) {
    if (element instanceof ParameterizedType) {
      return value(element, is, use);
    }
    Class<?> plain = (Class<?>) element;
    return plain.isRecord() ? nested(plain, use) : withoutNull(value(element, is, use));
  }

  private static ObjectNode withoutNull(ObjectNode schema) {
    if (schema.path("type").isArray()) {
      List<String> types = new ArrayList<>();
      schema.get("type").forEach(each -> types.add(each.asText()));
      types.remove("null");
      ArrayNode kept = schema.putArray("type");
      types.forEach(kept::add);
    }
    return schema;
  }

  private static ObjectNode nullable(ObjectNode schema, String type, Is is) {
    if (is.nullable()) {
      schema.putArray("type").add(type).add("null");
      return schema;
    }
    return schema.put("type", type);
  }

  private static ObjectNode bounds(ObjectNode schema, Is is) {
    if (!is.above().isEmpty()) {
      schema.put("exclusiveMinimum", new BigDecimal(is.above()));
    }
    if (!is.min().isEmpty()) {
      schema.put("minimum", new BigDecimal(is.min()));
    }
    if (!is.max().isEmpty()) {
      schema.put("maximum", new BigDecimal(is.max()));
    }
    return schema;
  }

  /**
   * A record filled with the examples of its components. A body holds what has an example; an
   * answer all that is always there.
   */
  static ObjectNode example(Class<?> type, Use use) {
    ObjectNode whole = JSON.objectNode();
    for (RecordComponent component : type.getRecordComponents()) {
      Is is = is(component);
      if (isLeftOut(is, use)
          || (use == Use.CHANGE && (is.readOnly() || is.fixed()))
          || (use == Use.ANSWER && is.sometimes())) {
        continue;
      }
      JsonNode given = given(component, is);
      if (given != null) {
        whole.set(wire(component), given);
        continue;
      }
      JsonNode made = made(component, is, use);
      if (made != null && (use == Use.ANSWER || is.required())) {
        whole.set(wire(component), made);
      }
    }
    return whole;
  }

  /** The example that a component declares. */
  private static @Nullable JsonNode given(RecordComponent component, Is is) {
    Class<?> type = component.getType();
    if (is.example().isEmpty()) {
      return type == Instant.class ? JSON.textNode("2026-11-26T01:00:00Z") : null;
    }
    return type == String.class || type.isEnum() ? JSON.textNode(is.example()) : read(is.example());
  }

  private static @Nullable JsonNode made(RecordComponent component, Is is, Use use) {
    if (component.getType().isRecord()) {
      return example(component.getType(), use);
    }
    if (component.getGenericType() instanceof ParameterizedType generic
        && generic.getRawType() == List.class) {
      ArrayNode list = JSON.arrayNode();
      if (generic.getActualTypeArguments()[0] instanceof Class<?> of && of.isRecord()) {
        list.add(example(of, use));
      }
      return list;
    }
    if (is.nullable()) {
      return JSON.nullNode();
    }
    return component.getType() == String.class ? JSON.textNode("") : null;
  }

  /** JSON, or a text that stands without its quotes. */
  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return JSON.textNode(json);
    }
  }
}
