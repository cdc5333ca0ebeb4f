package homestretch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds what the API answers against what it says of itself at {@code /api/v1/openapi.json}. */
public final class Described {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/v1/";

  /** Problems of the server below, of the way and of the host: any operation may be answered so. */
  private static final List<Integer> OF_ALL = List.of(405, 408, 414, 431, 500, 505);

  private static final int MOST_SHOWN = 4000;

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private record Operation(String method, Pattern path, String pointer) {}

  /** The document as the program at hand answers it. */
  Described(String document) {
    try {
      // As JSON Schema names it: the validator knows nothing of OpenAPI's frame.
      this.document = JSON.readTree(document.replace("#/components/schemas/", "#/$defs/"));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    // Paths without places come first: /imports/template is no {id}.
    List<String> paths = new ArrayList<>();
    this.document.get("paths").fieldNames().forEachRemaining(paths::add);
    paths.sort((one, other) -> Integer.compare(places(one), places(other)));
    for (String path : paths) {
      String pattern = "\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E";
      this.document
          .at("/paths/" + escaped(path))
          .fieldNames()
          .forEachRemaining(
              method ->
                  operations.add(
                      new Operation(
                          method.toUpperCase(Locale.ROOT),
                          Pattern.compile(pattern),
                          "/paths/" + escaped(path) + "/" + method)));
    }
  }

  private static int places(String path) {
    return path.split("\\{", -1).length;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * @throws AssertionError if the answer is none that the document describes
   */
  public void hold(HttpResponse<byte[]> answer) {
    String path = answer.request().uri().getRawPath();
    if (!path.startsWith(BASE)) {
      return;
    }
    String wrong = wrong(answer, path);
    if (wrong != null) {
      throw new AssertionError(
          answer.request().method()
              + " "
              + path
              + " answered "
              + answer.statusCode()
              + ", which the description does not have: "
              + wrong
              + "\n"
              + shown(answer));
    }
  }

  private static String shown(HttpResponse<byte[]> answer) {
    String whole = new String(answer.body(), StandardCharsets.UTF_8);
    return whole.length() <= MOST_SHOWN ? whole : whole.substring(0, MOST_SHOWN) + "…";
  }

  private @Nullable String wrong(HttpResponse<byte[]> answer, String path) {
    int status = answer.statusCode();
    String asked = answer.request().method();
    String method = asked.equals("HEAD") ? "GET" : asked;
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    Operation operation =
        operations.stream()
            .filter(each -> each.method.equals(method) && each.path.matcher(path).matches())
            .findFirst()
            .orElse(null);
    if (status >= 400 && !type.equals("application/problem+json")) {
      return "an error that is " + type;
    }
    String pointer;
    if (operation == null || OF_ALL.contains(status)) {
      if (status < 400) {
        return "no such operation";
      }
      pointer = "/components/responses/other";
    } else {
      pointer = operation.pointer + "/responses/" + status;
      String reference = document.at(pointer).path("$ref").asText();
      pointer = reference.isEmpty() ? pointer : reference.substring(1);
      if (document.at(pointer).isMissingNode()) {
        return "no such status";
      }
    }
    for (var header : document.at(pointer).path("headers").properties()) {
      boolean mayLack = header.getKey().equals("ETag") || header.getKey().equals("Retry-After");
      if (!mayLack && answer.headers().firstValue(header.getKey()).isEmpty()) {
        return "without the header " + header.getKey();
      }
    }
    JsonNode content = document.at(pointer).path("content");
    if (answer.body().length == 0) {
      return content.isEmpty() || asked.equals("HEAD") ? null : "an empty body";
    }
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      return "a body of type " + type;
    }
    return type.endsWith("json")
        ? fault(pointer + "/content/" + escaped(type) + "/schema", answer.body())
        : null;
  }

  private @Nullable String fault(String pointer, byte[] body) {
    Schema schema =
        schemas.computeIfAbsent(
            pointer,
            where -> {
              ObjectNode whole = document.at(where).deepCopy();
              whole.set("$defs", document.at("/components/schemas"));
              return registry.getSchema(whole);
            });
    try {
      List<Error> errors = schema.validate(JSON.readTree(body));
      return errors.isEmpty() ? null : errors.subList(0, Math.min(5, errors.size())).toString();
    } catch (java.io.IOException e) {
      return "no JSON";
    }
  }
}
