package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Discord's description of its API, and the rules that it has only words for. */
final class Rules {
  private static final int MOST_IN_EMBEDS = 6000;

  private final Schemas schemas = new Schemas();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  List<String> violations() {
    return List.copyOf(violations);
  }

  void broken(String how) {
    violations.add(how);
  }

  /**
   * @return true, with the answer written, if a request is not allowed
   */
  boolean refused(Context ctx, String method, String path, JsonNode body) {
    List<String> faults = new ArrayList<>(schemas.faults(method, path, body));
    for (JsonNode message : List.of(body, body.path("data"))) {
      int length = 0;
      for (JsonNode embed : message.path("embeds")) {
        for (String at : List.of("/title", "/description", "/footer/text", "/author/name")) {
          length += embed.at(at).asText("").length();
        }
      }
      if (length > MOST_IN_EMBEDS) {
        faults.add("embeds: " + length + " characters in all");
      }
      Set<String> seen = new HashSet<>();
      for (JsonNode row : message.path("components")) {
        for (JsonNode button : row.path("components")) {
          if (button.path("type").asInt() == 2 && !seen.add(button.path("custom_id").asText())) {
            faults.add("components: custom id twice: " + button.path("custom_id").asText());
          }
        }
      }
    }
    if (faults.isEmpty()) {
      return false;
    }
    violations.add(method + " " + path + ": " + faults);
    ObjectNode json =
        Http.JSON.createObjectNode().put("message", "Invalid Form Body").put("code", 50035);
    ObjectNode error = json.putObject("errors").putObject("body").putArray("_errors").addObject();
    error.put("code", "BASE_TYPE_BAD").put("message", String.join("; ", faults));
    Http.answer(ctx, 400, json);
    return true;
  }
}
