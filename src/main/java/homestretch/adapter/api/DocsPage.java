package homestretch.adapter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.adapter.http.Problems;
import io.javalin.config.RoutesConfig;

/** {@code /api/docs}: the description of the API and of its errors, readable without a network. */
final class DocsPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri"
          + " 'none'";
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
          + "summary{cursor:pointer}code,pre{font-family:ui-monospace,monospace}"
          + "pre{background:#f4f4f4;padding:.5rem;overflow:auto}td,th{text-align:left;"
          + "padding:.2rem .8rem .2rem 0;vertical-align:top}";

  private DocsPage() {}

  static void routes(RoutesConfig routes, String document) {
    String page = page(document);
    routes.get("/api/docs", ctx -> ctx.header("Content-Security-Policy", POLICY).html(page));
    routes.get(
        "/api/docs/errors",
        ctx ->
            ctx.header("Content-Security-Policy", POLICY).html(Problems.page(Http.language(ctx))));
  }

  private static String page(String document) {
    JsonNode api;
    try {
      api = new ObjectMapper().readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the document is no JSON", e);
    }
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Homestretch API</title><style>")
        .append(STYLE)
        .append("</style>")
        .append("<h1>Homestretch API</h1><p>")
        .append(escaped(api.at("/info/description").asText()))
        .append("</p><p><code>/api/v1/openapi.json</code> · <a href=\"/api/docs/errors\">")
        .append("errors 错误</a></p>");
    String tag = "";
    for (var path : api.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        String of = operation.at("/tags/0").asText();
        if (!of.equals(tag)) {
          page.append("<h2>").append(escaped(of)).append("</h2>");
          tag = of;
        }
        operation(page, api, method.getKey(), path.getKey(), operation);
      }
    }
    return page.append("</html>").toString();
  }

  private static void operation(
      StringBuilder page, JsonNode api, String method, String path, JsonNode operation) {
    page.append("<details><summary><code>")
        .append(method.toUpperCase(java.util.Locale.ROOT))
        .append(" ")
        .append(escaped(path))
        .append("</code> ")
        .append(escaped(operation.get("summary").asText()))
        .append("</summary><p>")
        .append(escaped(operation.get("description").asText()))
        .append("</p><table>");
    for (JsonNode parameter : operation.get("parameters")) {
      page.append("<tr><td><code>")
          .append(escaped(parameter.get("name").asText()))
          .append("</code><td>")
          .append(escaped(parameter.get("in").asText()))
          .append("<td>")
          .append(escaped(parameter.get("description").asText()))
          .append("</tr>");
    }
    page.append("</table>");
    JsonNode given = operation.at("/requestBody/content/application~1json");
    if (given.has("example")) {
      page.append("<pre>").append(escaped(given.get("example").toPrettyString())).append("</pre>");
    }
    String body = given.at("/schema/$ref").asText(given.at("/schema/oneOf/0/$ref").asText());
    if (!body.isEmpty()) {
      fields(page, "Body", api.at(body.substring(1)));
    }
    for (String status : new String[] {"200", "201"}) {
      JsonNode schema = operation.at("/responses/" + status + "/content/application~1json/schema");
      String answer = schema.path("$ref").asText();
      if (answer.isEmpty()) {
        answer = schema.at("/properties/items/items/$ref").asText();
      }
      if (!answer.isEmpty()) {
        fields(page, "Answer " + status, api.at(answer.substring(1)));
      }
    }
    page.append("</details>");
  }

  private static void fields(StringBuilder page, String title, JsonNode schema) {
    page.append("<h3>").append(title).append("</h3><table>");
    for (var property : schema.path("properties").properties()) {
      JsonNode value = property.getValue();
      page.append("<tr><td><code>")
          .append(escaped(property.getKey()))
          .append("</code><td>")
          .append(escaped(value.path("description").asText()))
          .append("<td><code>")
          .append(escaped(value.path("examples").path(0).toString()))
          .append("</code></tr>");
    }
    page.append("</table>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
