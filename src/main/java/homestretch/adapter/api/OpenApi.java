package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.Problems;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document, made from the routes and the records that they declare. */
final class OpenApi {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

  private final ObjectNode schemas = JSON.objectNode();

  private OpenApi() {}

  static String document(List<Routes.Route> routes) {
    return new OpenApi().of(routes).toPrettyString();
  }

  private ObjectNode of(List<Routes.Route> routes) {
    ObjectNode document = JSON.objectNode();
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Homestretch");
    info.put("version", "1");
    info.put(
        "description",
        "Campaigns, figures, boards and posts of Homestretch. Errors are problem+json (RFC 9457);"
            + " lists answer items and next.");
    info.putObject("contact").put("name", "Homestretch").put("url", "https://github.com/");
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/").put("description", "This program");
    document.putArray("security").addObject().putArray("token");
    ArrayNode tags = document.putArray("tags");
    ObjectNode paths = document.putObject("paths");
    Map<String, ObjectNode> byPath = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>();
    for (Routes.Route route : routes) {
      names.add(tag(route));
      byPath
          .computeIfAbsent("/api/v1" + route.path(), path -> JSON.objectNode())
          .set(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    byPath.forEach(paths::set);
    names.forEach(
        name -> tags.addObject().put("name", name).put("description", "All of " + name + "."));
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas);
    problem();
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private static String tag(Routes.Route route) {
    String[] parts = route.path().split("/");
    if (parts[1].equals("campaigns") && parts.length > 3) {
      return parts[3].replaceAll("\\..*", "");
    }
    return parts[1].replaceAll("\\..*", "");
  }

  private ObjectNode operation(Routes.Route route) {
    Doc doc = route.doc();
    ObjectNode operation = JSON.objectNode();
    operation.put("operationId", id(route));
    String summary = doc.summary().isEmpty() ? route.method() + " " + route.path() : doc.summary();
    operation.put("summary", summary);
    operation.put(
        "description",
        summary + ". For: " + doc.access(route.method()).name().toLowerCase(Locale.ROOT) + ".");
    operation.put("x-access", doc.access(route.method()).name().toLowerCase(Locale.ROOT));
    operation.putArray("tags").add(tag(route));
    ArrayNode parameters = operation.putArray("parameters");
    for (MatchResult place : PLACE.matcher(route.path()).results().toList()) {
      String name = place.group(1);
      parameter(
          parameters,
          name,
          "path",
          true,
          "Which one.",
          type(
              name.equals("id") || name.equals("year") || name.equals("version")
                  ? "integer"
                  : "string"));
    }
    for (Doc.Parameter each : doc.parameters()) {
      parameter(parameters, each.name(), "query", each.required(), each.says(), type(each.type()));
    }
    if (!route.method().equals("GET")) {
      parameter(
          parameters,
          "Idempotency-Key",
          "header",
          false,
          "The same key again gets the same answer, for 48 hours.",
          type("string").put("maxLength", 128));
    }
    if (route.method().equals("PUT") || route.method().equals("DELETE")) {
      parameter(
          parameters,
          "If-Match",
          "header",
          false,
          doc.isGuarded()
              ? "The ETag as read; required where the thing exists."
              : "The ETag as read.",
          type("string"));
    }
    Class<?> in = doc.in();
    if (in != null) {
      ObjectNode content =
          operation
              .putObject("requestBody")
              .put("required", route.method().equals("POST"))
              .putObject("content");
      String name = name(in) + (route.method().equals("PUT") ? "Change" : "Input");
      if (!schemas.has(name)) {
        schemas.putNull(name);
        schemas.set(name, object(in, route.method().equals("PUT") ? Use.CHANGE : Use.CREATE));
      }
      ObjectNode schema = content.putObject("application/json").putObject("schema");
      if (doc.takesMany()) {
        ArrayNode either = schema.putArray("oneOf");
        either.addObject().put("$ref", "#/components/schemas/" + name);
        ObjectNode many = either.addObject().put("type", "object");
        many.putArray("required").add("items");
        many.put("additionalProperties", false)
            .putObject("properties")
            .putObject("items")
            .put("type", "array")
            .put("maxItems", 1000)
            .putObject("items")
            .put("$ref", "#/components/schemas/" + name);
      } else {
        schema.put("$ref", "#/components/schemas/" + name);
      }
    }
    answers(operation.putObject("responses"), doc);
    return operation;
  }

  private void answers(ObjectNode answers, Doc doc) {
    ObjectNode answer = answers.putObject(String.valueOf(doc.status()));
    answer.put("description", doc.status() == 204 ? "Done." : "The answer.");
    if (doc.status() == 201 && doc.out() != null) {
      answer
          .putObject("headers")
          .putObject("Location")
          .put("description", "Where it is.")
          .putObject("schema")
          .put("type", "string");
    }
    if (doc.status() != 204) {
      ObjectNode content = answer.putObject("content");
      for (String type : doc.produces()) {
        ObjectNode schema = content.putObject(type).putObject("schema");
        if (!type.equals("application/json")) {
          schema.put("type", "string");
          continue;
        }
        Class<?> out = doc.out();
        JsonNode one = out == null ? JSON.objectNode().put("type", "object") : reference(out);
        if (doc.isList()) {
          schema.put("type", "object");
          schema.putArray("required").add("items").add("next");
          ObjectNode properties = schema.putObject("properties");
          properties.putObject("items").put("type", "array").set("items", one);
          properties
              .putObject("next")
              .put("description", "The cursor of the next page.")
              .putArray("type")
              .add("string")
              .add("null");
        } else {
          schema.setAll((ObjectNode) one);
        }
      }
    }
    for (String status :
        List.of("400", "401", "403", "404", "409", "412", "415", "422", "428", "429", "503")) {
      answers
          .putObject(status)
          .put("description", "An error.")
          .putObject("content")
          .putObject(Problems.MEDIA_TYPE)
          .putObject("schema")
          .put("$ref", "#/components/schemas/Problem");
    }
  }

  private static void parameter(
      ArrayNode parameters,
      String name,
      String in,
      boolean required,
      String says,
      ObjectNode schema) {
    parameters
        .addObject()
        .put("name", name)
        .put("in", in)
        .put("required", required)
        .put("description", says)
        .set("schema", schema);
  }

  private static ObjectNode type(String type) {
    ObjectNode schema = JSON.objectNode();
    return switch (type) {
      case "date" -> schema.put("type", "string").put("format", "date");
      case "instant" -> schema.put("type", "string").put("format", "date-time");
      default -> schema.put("type", type);
    };
  }

  private static String id(Routes.Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String part : route.path().split("[^A-Za-z]+")) {
      if (!part.isEmpty()) {
        id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return id.toString();
  }

  private enum Use {
    ANSWER,
    CREATE,
    CHANGE
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().replaceAll("Json$", "");
  }

  private ObjectNode reference(Class<?> type) {
    String name = name(type);
    if (!schemas.has(name)) {
      schemas.putNull(name);
      schemas.set(name, object(type, Use.ANSWER));
    }
    return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode object(Class<?> type, Use use) {
    ObjectNode schema = JSON.objectNode();
    schema.put("type", "object");
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = schema.putObject("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      Is is = Objects.requireNonNull(component.getAnnotation(Is.class), component::toString);
      if ((use == Use.CREATE && is.readOnly()) || (use == Use.ANSWER && is.writeOnly())) {
        continue;
      }
      if (use == Use.ANSWER ? !is.sometimes() : use == Use.CREATE && is.required()) {
        required.add(component.getName());
      }
      ObjectNode property = value(component.getGenericType(), is, use);
      property.put("description", is.value());
      if (!is.example().isEmpty()) {
        property.putArray("examples").add(example(is.example(), component.getType()));
      }
      if (use != Use.CREATE && is.readOnly()) {
        property.put("readOnly", true);
      }
      properties.set(component.getName(), property);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static JsonNode example(String example, Class<?> type) {
    if (type == String.class || type.isEnum()) {
      return JSON.textNode(example);
    }
    try {
      return MAPPER.readTree(example);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return JSON.textNode(example);
    }
  }

  private ObjectNode value(Type type, Is is, Use use) {
    ObjectNode schema = JSON.objectNode();
    if (type instanceof ParameterizedType list) {
      return nullable(schema, "array", is)
          .set("items", item(list.getActualTypeArguments()[0], is, use));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      ObjectNode object = use == Use.ANSWER ? reference(plain) : object(plain, Use.CREATE);
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
      List<String> words =
          plain.isEnum()
              ? Arrays.stream(plain.getEnumConstants())
                  .map(each -> Http.lower((Enum<?>) each))
                  .toList()
              : List.of(is.oneOf());
      ArrayNode choices = schema.putArray("enum");
      words.forEach(choices::add);
      if (is.nullable()) {
        choices.addNull();
      }
      return schema;
    }
    if (plain == Boolean.class || plain == boolean.class) {
      return nullable(schema, "boolean", is);
    }
    if (plain == Integer.class
        || plain == Long.class
        || plain == int.class
        || plain == long.class) {
      return bounds(nullable(schema, "integer", is), is);
    }
    if (plain == BigDecimal.class) {
      if (use == Use.ANSWER) {
        return bounds(nullable(schema, "number", is), is);
      }
      ArrayNode types = schema.putArray("type").add("number").add("string");
      if (is.nullable()) {
        types.add("null");
      }
      return bounds(schema, is);
    }
    if (JsonNode.class.isAssignableFrom(plain) || Map.class.isAssignableFrom(plain)) {
      return schema;
    }
    nullable(schema, "string", is);
    if (plain == LocalDate.class) {
      schema.put("format", "date");
    } else if (plain == Instant.class) {
      schema.put("format", "date-time");
    } else if (plain == String.class && use != Use.ANSWER) {
      schema.put("maxLength", is.longest());
    } else if (plain == LocalTime.class) {
      schema.put("pattern", "^\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$");
    }
    return schema;
  }

  private ObjectNode item(Type element, Is is, Use use) {
    Class<?> plain = (Class<?>) element;
    if (plain.isRecord()) {
      return use == Use.ANSWER ? reference(plain) : object(plain, Use.CREATE);
    }
    ObjectNode schema = value(element, is, use);
    return schema.isEmpty() ? schema : (ObjectNode) withoutNull(schema);
  }

  private static JsonNode withoutNull(ObjectNode schema) {
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

  private void problem() {
    ObjectNode problem = schemas.putObject("Problem");
    problem.put("type", "object");
    problem.putArray("required").add("type").add("title").add("status").add("detail");
    ObjectNode properties = problem.putObject("properties");
    properties
        .putObject("requestId")
        .put("type", "string")
        .put("description", "The request as the log names it; also in the header X-Request-Id.");
    properties.putObject("type").put("type", "string").put("format", "uri-reference");
    properties.putObject("title").put("type", "string");
    properties.putObject("status").put("type", "integer");
    properties.putObject("detail").put("type", "string");
    ObjectNode error = properties.putObject("errors").put("type", "array").putObject("items");
    error.put("type", "object");
    ObjectNode fields = error.putObject("properties");
    fields.putObject("pointer").putArray("type").add("string").add("null");
    for (String each : List.of("field", "value", "expected")) {
      fields.putObject(each).put("type", "string");
    }
  }
}
