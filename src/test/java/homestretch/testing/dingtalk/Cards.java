package homestretch.testing.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cards of the template that DingTalk ships with its SDK for Python ({@code
 * MarkdownButtonCardInstance}): made and delivered in one request, known by the app's own id,
 * changed by it; a button that asks back brings its id and its parameters over the stream.
 */
final class Cards {
  private static final String TEMPLATE = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema";
  private static final Pattern SPACE = Pattern.compile("dtv1\\.card//(IM_GROUP|IM_ROBOT)\\.(.+)");
  private static final int MOST_ID = 64;
  private static final int MOST_BYTES = 20_000;

  private final DingTalk dingtalk;
  private final Map<String, DingTalk.Said> byTrack = new ConcurrentHashMap<>();
  volatile boolean isGranted = true;

  Cards(DingTalk dingtalk) {
    this.dingtalk = dingtalk;
  }

  private boolean isRefused(Context ctx) {
    if (!dingtalk.isAuthorized(ctx)) {
      return true;
    }
    if (!isGranted) {
      DingTalk.error(
          ctx,
          403,
          "Forbidden.AccessDenied.AccessTokenPermissionDenied",
          "应用尚未开通所需的权限：[Card.Instance.Write]");
    }
    return !isGranted;
  }

  void create(Context ctx) throws JsonProcessingException {
    JsonNode body = DingTalk.JSON.readTree(ctx.body());
    if (isRefused(ctx)) {
      return;
    }
    Matcher space = SPACE.matcher(body.path("openSpaceId").asText());
    String track = body.path("outTrackId").asText();
    String wrong = wrong(body, track, space);
    if (wrong != null) {
      dingtalk.violation(wrong + ": " + body);
      DingTalk.error(ctx, 400, "param.error", wrong);
      return;
    }
    boolean isGroup = space.group(1).equals("IM_GROUP");
    String to = space.group(2);
    DingTalk.Said said = new DingTalk.Said(to, "card", body.at("/cardData/cardParamMap"), track);
    ObjectNode answer = DingTalk.JSON.createObjectNode().put("success", true);
    ObjectNode result = answer.putObject("result").put("outTrackId", track);
    ObjectNode delivered = result.putArray("deliverResults").addObject();
    delivered.put("spaceType", "IM").put("spaceId", to);
    boolean isReached = isGroup ? dingtalk.isMember(to) : !dingtalk.isOutside(to);
    delivered.put("success", isReached);
    if (!isReached) {
      delivered.put("errorMsg", isGroup ? "robot is not in the group" : "user is out of range");
    }
    dingtalk.made(ctx, isReached ? said : null, to, answer);
    byTrack.put(track, said);
  }

  private @Nullable String wrong(JsonNode body, String track, Matcher space) {
    if (track.isEmpty() || track.length() > MOST_ID || byTrack.containsKey(track)) {
      return "outTrackId";
    }
    if (!body.path("cardTemplateId").asText().equals(TEMPLATE)) {
      return "cardTemplateId";
    }
    if (!body.path("callbackType").asText().equals("STREAM") || !space.matches()) {
      return "callbackType, openSpaceId";
    }
    String model = space.group(1).equals("IM_GROUP") ? "imGroupOpen" : "imRobotOpen";
    if (!body.has(model + "SpaceModel")
        || !body.path(model + "DeliverModel").path("robotCode").asText().equals(DingTalk.CLIENT)) {
      return model;
    }
    return wrongParameters(body.at("/cardData/cardParamMap"));
  }

  private static @Nullable String wrongParameters(JsonNode parameters) {
    for (JsonNode value : parameters) {
      if (!value.isTextual()) {
        return "a parameter that is no string";
      }
    }
    if (parameters.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
        > MOST_BYTES) {
      return "too long";
    }
    return parameters.path("markdown").asText().isEmpty() ? "no markdown" : null;
  }

  void change(Context ctx) throws JsonProcessingException {
    JsonNode body = DingTalk.JSON.readTree(ctx.body());
    if (isRefused(ctx)) {
      return;
    }
    DingTalk.Said said = byTrack.get(body.path("outTrackId").asText());
    JsonNode parameters = body.at("/cardData/cardParamMap");
    if (said == null) {
      DingTalk.error(ctx, 400, "param.error", "no such card");
      return;
    }
    String wrong = wrongParameters(parameters);
    if (wrong != null) {
      DingTalk.error(ctx, 400, "param.error", wrong);
      return;
    }
    said.change(parameters);
    ctx.contentType("application/json").result("{\"success\":true,\"result\":true}");
  }

  static Map<String, JsonNode> buttons(JsonNode parameters) {
    Map<String, JsonNode> buttons = new LinkedHashMap<>();
    try {
      DingTalk.JSON
          .readTree(parameters.path("sys_full_json_obj").asText("{}"))
          .path("msgButtons")
          .forEach(b -> buttons.put(b.path("text").asText(), b));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return buttons;
  }

  /** What a press brings. */
  static ObjectNode pressed(DingTalk.Said card, JsonNode button, String user) {
    ObjectNode content = DingTalk.JSON.createObjectNode();
    ObjectNode data = content.putObject("cardPrivateData");
    data.putArray("actionIds").add(button.path("id").asText());
    data.set("params", button.path("params"));
    return DingTalk.JSON
        .createObjectNode()
        .put("type", "actionCallback")
        .put("corpId", "corp")
        .put("userId", user)
        .put("userIdType", 1)
        .put("extension", "{}")
        .put("outTrackId", card.track())
        .put("spaceType", "IM")
        .put("content", content.toString());
  }
}
