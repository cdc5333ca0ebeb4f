package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Discord's own description of its API, cut to the requests that the stand-in answers. */
final class Schemas {
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode document;
  private final Map<String, Schema> byOperation = new ConcurrentHashMap<>();

  Schemas() {
    this("/discord/openapi.json");
  }

  /**
   * @param resource a part of Discord's description
   */
  Schemas(String resource) {
    try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      // As JSON Schema names it: the validator knows nothing of OpenAPI's frame.
      document = Http.JSON.readTree(text.replace("#/components/schemas/", "#/$defs/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with a request's body.
   *
   * @param path as in the description, such as {@code /channels/{channel_id}/messages}
   */
  List<String> faults(String method, String path, JsonNode body) {
    return byOperation
        .computeIfAbsent(method + " " + path, key -> schema(method, path))
        .validate(body)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** The same of an answer to it that says that all is well. */
  List<String> answerFaults(String method, String path, JsonNode answer) {
    return byOperation
        .computeIfAbsent(
            method + " " + path + " 200",
            key ->
                schema(document.path("paths").path(path).path(method).at("/responses/200/content")))
        .validate(answer)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private Schema schema(String method, String path) {
    return schema(document.path("paths").path(path).path(method).at("/requestBody/content"));
  }

  private Schema schema(JsonNode content) {
    ObjectNode schema = content.path("application/json").path("schema").deepCopy();
    schema.set("$defs", document.at("/components/schemas"));
    return registry.getSchema(schema);
  }
}
