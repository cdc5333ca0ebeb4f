package homestretch.adapter.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Http;
import homestretch.core.chat.Permit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests to DingTalk's open API with the app's own token, which is renewed before it ends. */
final class DingTalkApi {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Set<String> TOKEN_ENDED =
      Set.of("InvalidAuthentication", "Forbidden.AccessDenied.AccessTokenInvalid");

  private final Http http;
  private final String base;
  private final String clientId;
  private final String clientSecret;

  private @Nullable String token;
  private long tokenEnds;

  /** DingTalk's answer: a status, and a {@code code} and {@code message} where it is an error. */
  record Answer(int status, String code, String message, JsonNode body) {
    boolean isGood() {
      return status >= 200 && status < 300 && code.isEmpty();
    }

    /** Whether DingTalk itself answered, and not a proxy, or a server in trouble. */
    boolean isTold() {
      return isGood() || !code.isEmpty();
    }
  }

  /** The request itself was never made. */
  static final class NoToken extends IOException {
    NoToken(String why) {
      super(why);
    }
  }

  DingTalkApi(HttpClient http, String base, String clientId, String clientSecret) {
    this.http = new Http(http);
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /** Where the stream is to be opened: {@code endpoint} and a {@code ticket} for a short while. */
  Answer open(String... topics) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("clientId", clientId).put("clientSecret", clientSecret).put("ua", "homestretch");
    body.withArray("subscriptions").addObject().put("type", "EVENT").put("topic", "*");
    for (String topic : topics) {
      body.withArray("subscriptions").addObject().put("type", "CALLBACK").put("topic", topic);
    }
    // Without it the answer is XML.
    return told(
        http.json(
            "POST",
            URI.create(base + "/v1.0/gateway/connections/open"),
            Map.of("Accept", "application/json"),
            body));
  }

  /**
   * A request that is made again with a new token if DingTalk says that ours has ended.
   *
   * @throws Http.NotSent nothing was sent
   * @throws IOException it may or may not have been sent
   */
  Answer call(String path, JsonNode body, Permit permit) throws IOException, InterruptedException {
    Answer answer = told(http.json("POST", URI.create(base + path), authorized(), body, permit));
    if (!TOKEN_ENDED.contains(answer.code())) {
      return answer;
    }
    forgetToken();
    return told(http.json("POST", URI.create(base + path), authorized(), body, permit));
  }

  /** Answers a message by the address that came with it. */
  Answer answer(URI sessionWebhook, JsonNode body) throws IOException, InterruptedException {
    Answer answer = told(http.json("POST", sessionWebhook, Map.of(), body));
    int code = answer.body().path("errcode").asInt(0);
    return code == 0
        ? answer
        : new Answer(
            answer.status(),
            String.valueOf(code),
            answer.body().path("errmsg").asText(),
            answer.body());
  }

  private synchronized void forgetToken() {
    token = null;
  }

  private synchronized Map<String, String> authorized() throws IOException, InterruptedException {
    if (token == null || System.nanoTime() - tokenEnds > 0) {
      Http.Answer answer;
      try {
        answer =
            http.json(
                "POST",
                URI.create(base + "/v1.0/oauth2/accessToken"),
                Map.of(),
                JSON.createObjectNode().put("appKey", clientId).put("appSecret", clientSecret));
      } catch (IOException e) {
        throw new NoToken("DingTalk gives no token: " + e.getMessage());
      }
      String given = answer.body().path("accessToken").asText("");
      if (given.isEmpty()) {
        throw new NoToken(
            "DingTalk gives no token: "
                + answer.body().path("code").asText(String.valueOf(answer.status()))
                + " "
                + answer.body().path("message").asText(""));
      }
      token = given;
      Duration life = Duration.ofSeconds(answer.body().path("expireIn").asLong(7200)).minus(EARLY);
      tokenEnds = System.nanoTime() + Math.max(life.toNanos(), 0);
    }
    return Map.of("x-acs-dingtalk-access-token", String.valueOf(token));
  }

  private static Answer told(Http.Answer answer) {
    JsonNode body = answer.body();
    return new Answer(
        answer.status(), body.path("code").asText(""), body.path("message").asText(""), body);
  }
}
