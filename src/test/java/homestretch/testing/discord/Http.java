package homestretch.testing.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Objects;

/** Requests and answers in JSON. */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  static void answer(Context ctx, int status, JsonNode json) {
    ctx.status(status).contentType("application/json").result(json.toString());
  }

  static void error(Context ctx, int status, int code, String message) {
    answer(ctx, status, JSON.createObjectNode().put("message", message).put("code", code));
  }

  static JsonNode body(Context ctx) throws JsonProcessingException {
    String type = String.valueOf(ctx.contentType());
    if (!type.startsWith("multipart/")) {
      return JSON.readTree(ctx.body());
    }
    JsonNode body = JSON.readTree(ctx.formParam("payload_json"));
    for (JsonNode attachment : body.findPath("attachments")) {
      // A file's number in the request stands for the id that it is to get.
      String id = attachment.path("id").asText();
      ((ObjectNode) attachment)
          .put("id", id)
          .put("size", Objects.requireNonNull(ctx.uploadedFile("files[" + id + "]")).size());
    }
    return body;
  }
}
