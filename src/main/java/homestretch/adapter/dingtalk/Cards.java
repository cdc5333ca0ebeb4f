package homestretch.adapter.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Sender;
import homestretch.core.chat.Address;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Sending;
import java.time.Duration;

/**
 * Cards of ours, each known by an id that we give it. They are of the template for words and
 * buttons that DingTalk ships with its own SDK ({@code MarkdownButtonCardInstance} of {@code
 * dingtalk-stream} for Python), so that nobody draws one in the console; the app needs the scope
 * {@code Card.Instance.Write}. Where cards are refused, messages and numbers take their place.
 */
final class Cards {
  static final String TEMPLATE = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema";

  private static final String CREATE = "/v1.0/card/instances/createAndDeliver";
  private static final String CHANGE = "/v1.0/card/instances";

  /** A refusal is tried again after so long, as somebody may have given the scope. */
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(10);

  private final DingTalkApi api;
  private final Sender sender;
  private final String robotCode;
  private volatile long refusedAt;
  private volatile boolean isRefused;

  Cards(DingTalkApi api, Sender sender, String robotCode) {
    this.api = api;
    this.sender = sender;
    this.robotCode = robotCode;
  }

  /** Whether it is worth a try. */
  boolean areTaken() {
    return !isRefused || System.nanoTime() - refusedAt > AFTER_REFUSAL.toNanos();
  }

  /**
   * Makes a card and puts it into a chat.
   *
   * @param id our own, of at most 64 characters
   */
  Sending send(Address where, String id, ObjectNode parameters, Permit permit) {
    boolean isDirect = where.isDirect();
    String to = isDirect ? where.channel().substring(1) : where.channel();
    ObjectNode body = content(id, parameters);
    body.put("cardTemplateId", TEMPLATE).put("callbackType", "STREAM").put("userIdType", 1);
    body.put("openSpaceId", "dtv1.card//" + (isDirect ? "IM_ROBOT." : "IM_GROUP.") + to);
    // Passed on, its buttons would carry the rights of the group.
    if (isDirect) {
      body.putObject("imRobotOpenSpaceModel").put("supportForward", false);
      body.putObject("imRobotOpenDeliverModel")
          .put("spaceType", "IM_ROBOT")
          .put("robotCode", robotCode);
    } else {
      body.putObject("imGroupOpenSpaceModel").put("supportForward", false);
      body.putObject("imGroupOpenDeliverModel").put("robotCode", robotCode);
    }
    return sender.send(
        to,
        () -> {
          DingTalkApi.Answer answer = api.call("POST", CREATE, body, permit);
          return answer.isGood() ? delivered(id, answer.body()) : refused(answer);
        });
  }

  /** It is made before it is delivered, so a good answer may tell of a delivery that failed. */
  private static Sending delivered(String id, JsonNode answer) {
    for (JsonNode one : answer.at("/result/deliverResults")) {
      if (!one.path("success").asBoolean(true)) {
        return new Sending.Refused(DingTalkTexts.refused(one.path("errorMsg").asText()));
      }
    }
    return new Sending.Sent(id);
  }

  private Sending refused(DingTalkApi.Answer answer) {
    Sending what = DingTalkChat.refused(answer);
    if (!(what instanceof Sending.Refused)) {
      return what;
    }
    refusedAt = System.nanoTime();
    isRefused = true;
    return new Sending.Refused(DingTalkTexts.noCards(answer.told()));
  }

  Lasting.Outcome change(String id, ObjectNode parameters) {
    return Sender.changed(
        DingTalkTexts.DINGTALK,
        () -> {
          DingTalkApi.Answer answer = api.call("PUT", CHANGE, content(id, parameters), () -> true);
          return answer.isGood()
              ? new Lasting.Outcome.Done()
              : Sender.outcome(DingTalkChat.refused(answer));
        });
  }

  private static ObjectNode content(String id, ObjectNode parameters) {
    ObjectNode body = DingTalkApi.JSON.createObjectNode().put("outTrackId", id);
    body.putObject("cardData").set("cardParamMap", parameters);
    return body;
  }
}
