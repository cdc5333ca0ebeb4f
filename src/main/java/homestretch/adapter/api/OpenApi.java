package homestretch.adapter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document, made from the routes and the records that they declare. */
final class OpenApi {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");
  private static final String JSON_TYPE = "application/json";
  private static final String OTHER = "other";

  /** What any request may be answered. */
  private static final List<ProblemType> OF_ALL =
      List.of(
          ProblemType.MALFORMED,
          ProblemType.UNAUTHENTICATED,
          ProblemType.FORBIDDEN,
          ProblemType.NOT_FOUND,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.INVALID,
          ProblemType.TOO_MANY,
          ProblemType.BUSY);

  /** What a request that writes may be answered too. */
  private static final List<ProblemType> OF_WRITES =
      List.of(
          ProblemType.TIMEOUT,
          ProblemType.CONFLICT,
          ProblemType.STALE,
          ProblemType.TOO_LARGE,
          ProblemType.UNSUPPORTED_TYPE,
          ProblemType.FULL);

  private final Schemas schemas = new Schemas();

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
    problems(components.putObject("responses"));
    components.set("schemas", schemas.all());
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
    String access = doc.access(route.method()).name().toLowerCase(Locale.ROOT);
    operation.put("summary", doc.summary());
    operation.put("description", doc.summary() + ". For: " + access + ".");
    operation.put("x-access", access);
    operation.putArray("tags").add(tag(route));
    parameters(operation.putArray("parameters"), route);
    if (doc.in() != null) {
      body(operation.putObject("requestBody"), route, doc.in());
    } else if (doc.takes().contains("multipart/form-data")) {
      files(operation.putObject("requestBody"));
    }
    answers(operation.putObject("responses"), route);
    return operation;
  }

  private static void parameters(ArrayNode parameters, Routes.Route route) {
    Doc doc = route.doc();
    for (MatchResult place : PLACE.matcher(route.path()).results().toList()) {
      String name = place.group(1);
      boolean isNumber =
          name.equals("year")
              || name.equals("version")
              || (name.equals("id") && !route.path().contains("/imports/"));
      parameter(
          parameters, name, "path", true, "Which one.", type(isNumber ? "integer" : "string"));
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
    if (changesOne(route)) {
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
  }

  /** Whether it changes a thing that can be read, so that it heeds the ETag of that. */
  private static boolean changesOne(Routes.Route route) {
    return switch (route.method()) {
      case "PUT", "DELETE" -> true;
      case "POST" ->
          route.path().matches("[^{]*(\\{slug}/[^{]*)?\\{[a-z]+}/(?!preview)[a-z]+")
              && route.doc().status() == 200
              && !route.path().endsWith("/import");
      default -> false;
    };
  }

  private void body(ObjectNode body, Routes.Route route, Class<?> in) {
    Doc doc = route.doc();
    Schemas.Use use = route.method().equals("PUT") ? Schemas.Use.CHANGE : Schemas.Use.CREATE;
    body.put("required", route.method().equals("POST"));
    ObjectNode content = body.putObject("content");
    ObjectNode given = content.putObject(JSON_TYPE);
    ObjectNode schema = given.putObject("schema");
    ObjectNode one = schemas.reference(in, use);
    if (doc.takesMany()) {
      ArrayNode either = schema.putArray("oneOf");
      either.add(one);
      ObjectNode many = either.addObject().put("type", "object");
      many.putArray("required").add("items");
      many.put("additionalProperties", false)
          .putObject("properties")
          .putObject("items")
          .put("type", "array")
          .put("maxItems", 1000)
          .set("items", one.deepCopy());
    } else {
      schema.setAll(one);
    }
    given.set("example", example(doc, in, use));
    for (String type : doc.takes()) {
      if (!type.equals(JSON_TYPE)) {
        ObjectNode text = content.putObject(type);
        text.putObject("schema").put("type", "string");
        text.put("example", textExample(type));
      }
    }
  }

  /** What a year of holidays looks like in a format that is not JSON. */
  private static String textExample(String type) {
    return switch (type) {
      case "text/csv" -> "2027-01-01,off,元旦\n2027-01-03,work,元旦\n";
      case "text/calendar" ->
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\n"
              + "DTEND;VALUE=DATE:20270102\r\nSUMMARY:元旦 休\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
      case "text/plain" -> "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。\n";
      default -> throw new IllegalStateException("no example of " + type);
    };
  }

  private static JsonNode example(Doc doc, Class<?> in, Schemas.Use use) {
    if (doc.example().isEmpty()) {
      return Schemas.example(in, use);
    }
    try {
      return MAPPER.readTree(doc.example());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an example that is no JSON: " + doc.example(), e);
    }
  }

  /** Files of a form, each under its own name. */
  private static void files(ObjectNode body) {
    body.put("required", true);
    ObjectNode form = body.putObject("content").putObject("multipart/form-data");
    form.putObject("example")
        .put("departments.csv", "code,name,league\nGBR,高北区,区县组\n")
        .put("reports.csv", "department,goal,as_of,value\nGBR,INVEST,2026-10-31,99.68\n");
    form.putObject("schema")
        .put("type", "object")
        .put("description", "Files such as departments.csv; mapping.yaml says how they are read.")
        .putObject("additionalProperties")
        .put("type", "string")
        .put("contentMediaType", "application/octet-stream");
  }

  private void answers(ObjectNode answers, Routes.Route route) {
    Doc doc = route.doc();
    boolean isRead = route.method().equals("GET");
    ObjectNode answer = answers.putObject(String.valueOf(doc.status()));
    answer.put("description", doc.status() == 204 ? "Done." : "The answer.");
    if (doc.status() == 201) {
      header(answer, "Location", "Where it is.");
    }
    if (doc.status() != 204) {
      ObjectNode content = answer.putObject("content");
      for (String type : doc.produces()) {
        ObjectNode typed = content.putObject(type);
        if (!type.equals(JSON_TYPE)) {
          typed.putObject("schema").put("type", "string");
        } else {
          typed.set("schema", schema(doc));
        }
      }
    }
    if (doc.mayAdd()) {
      ObjectNode added = answers.putObject("201");
      added.put("description", "It was added.");
      header(added, "Location", "Where it is.");
      added.putObject("content").putObject(JSON_TYPE).set("schema", schema(doc));
    }
    Class<?> later = doc.later();
    if (later != null) {
      ObjectNode accepted = answers.putObject("202");
      accepted.put("description", "It takes longer; ask at Location.");
      header(accepted, "Location", "Where to ask.");
      accepted
          .putObject("content")
          .putObject(JSON_TYPE)
          .set("schema", schemas.reference(later, Schemas.Use.ANSWER));
    }
    if (isRead && !doc.isList()) {
      header(answer, "ETag", "Changes whenever the answer does.");
    }
    if (isRead) {
      answers.putObject("304").put("description", "As If-None-Match has it.");
    }
    List<ProblemType> problems = new ArrayList<>(OF_ALL);
    if (!isRead) {
      problems.addAll(OF_WRITES);
      if (doc.isGuarded()) {
        problems.add(ProblemType.PRECONDITION_REQUIRED);
      }
    }
    if (doc.isOfDay()) {
      problems.add(ProblemType.CONFLICT);
    }
    problems.stream()
        .sorted((one, other) -> Integer.compare(one.status(), other.status()))
        .forEach(
            type ->
                answers
                    .putObject(String.valueOf(type.status()))
                    .put("$ref", "#/components/responses/" + type.code()));
    answers.putObject("default").put("$ref", "#/components/responses/" + OTHER);
  }

  private JsonNode schema(Doc doc) {
    Class<?> out = doc.out();
    ObjectNode one =
        out == null
            ? JSON.objectNode().put("type", "object")
            : schemas.reference(out, Schemas.Use.ANSWER);
    if (doc.takesMany()) {
      ObjectNode either = JSON.objectNode();
      either.putArray("oneOf").add(one).add(items(one.deepCopy()));
      return either;
    }
    return doc.isOfItems() ? items(one) : one;
  }

  private static ObjectNode items(ObjectNode one) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.putArray("required").add("items").add("next");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("items").put("type", "array").set("items", one);
    properties
        .putObject("next")
        .put("description", "The cursor of the next page.")
        .putArray("type")
        .add("string")
        .add("null");
    return schema;
  }

  private static void header(ObjectNode answer, String name, String says) {
    answer
        .withObject("/headers")
        .putObject(name)
        .put("description", says)
        .putObject("schema")
        .put("type", "string");
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

  /** Kinds of error, each with its own address; what the server itself refuses is {@code other}. */
  private void problems(ObjectNode responses) {
    ObjectNode problem = schemas.reference(ProblemJson.class, Schemas.Use.ANSWER);
    ObjectNode type = (ObjectNode) schemas.all().at("/Problem/properties/type");
    ArrayNode uris = type.putArray("enum");
    for (ProblemType each : ProblemType.values()) {
      uris.add(each.uri());
    }
    for (ProblemType each : answered()) {
      ObjectNode response = response(responses, each.code(), each.meaning().en());
      if (each == ProblemType.TOO_MANY || each == ProblemType.BUSY) {
        header(response, "Retry-After", "Seconds to wait.");
      }
      if (each == ProblemType.UNAUTHENTICATED) {
        header(response, "WWW-Authenticate", "Bearer.");
      }
      ArrayNode parts =
          response
              .withObject("/content")
              .putObject(Problems.MEDIA_TYPE)
              .putObject("schema")
              .putArray("allOf");
      parts.add(problem.deepCopy());
      parts.addObject().putObject("properties").putObject("type").put("const", each.uri());
    }
    response(
            responses,
            OTHER,
            "What no operation is about: another method (405, with Allow), a line or headers that"
                + " are none (431, 505), a fault of the program (500).")
        .withObject("/content")
        .putObject(Problems.MEDIA_TYPE)
        .set("schema", problem);
  }

  private static ObjectNode response(ObjectNode responses, String name, String says) {
    return responses.putObject(name).put("description", says);
  }

  private static List<ProblemType> answered() {
    List<ProblemType> all = new ArrayList<>(OF_ALL);
    all.addAll(OF_WRITES);
    all.add(ProblemType.PRECONDITION_REQUIRED);
    return all;
  }
}
