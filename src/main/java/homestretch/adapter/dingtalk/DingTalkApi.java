package homestretch.adapter.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.AccessToken;
import homestretch.adapter.socket.Http;
import homestretch.adapter.socket.NotSent;
import homestretch.core.chat.Permit;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Requests to DingTalk's open API with the app's own token, which is renewed before it ends. */
final class DingTalkApi {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String OLD_BASE_URL = "https://oapi.dingtalk.com";
  private static final String HEADER = "x-acs-dingtalk-access-token";

  private static final Set<String> TOKEN_ENDED =
      Set.of("invalidauthentication", "forbidden.accessdenied.accesstokeninvalid", "40014", "88");

  private static final AccessToken.Fields TOKEN =
      new AccessToken.Fields(
          DingTalkTexts.DINGTALK, "accessToken", "expireIn", "code", "message", HEADER, "");

  private final Http http;
  private final String base;
  private final String oldBase;
  private final String clientId;
  private final String clientSecret;
  private final AccessToken token;

  /** DingTalk's answer: a status, and a {@code code} and {@code message} where it is an error. */
  record Answer(int status, String code, String message, JsonNode body) {
    boolean isGood() {
      return status >= 200 && status < 300 && code.isEmpty();
    }

    /** DingTalk's own words, with status and code. */
    String told() {
      return (status + " " + code + " " + message).strip();
    }

    /** Whether DingTalk itself answered, and not a proxy, or a server in trouble. */
    boolean isTold() {
      return isGood() || !code.isEmpty();
    }
  }

  DingTalkApi(HttpClient http, String base, String clientId, String clientSecret) {
    this.http = new Http(http);
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    // What DingTalk has not moved to its newer address; of a private one both are the same.
    this.oldBase = this.base.equals(DingTalkChat.API_BASE_URL) ? OLD_BASE_URL : this.base;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.token =
        new AccessToken(
            this.http,
            URI.create(this.base + "/v1.0/oauth2/accessToken"),
            JSON.createObjectNode().put("appKey", clientId).put("appSecret", clientSecret),
            TOKEN);
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
   * @throws NotSent nothing was sent
   * @throws IOException it may or may not have been sent
   */
  Answer call(String method, String path, JsonNode body, Permit permit)
      throws IOException, InterruptedException {
    return token.with(
        headers -> told(http.json(method, URI.create(base + path), headers, body, permit)),
        answer -> TOKEN_ENDED.contains(answer.code().toLowerCase(Locale.ROOT)));
  }

  /** Asks the older interface, {@code topapi}, which takes the token in the address. */
  Answer old(String path, JsonNode body) throws IOException, InterruptedException {
    return token.with(
        headers -> {
          String of =
              oldBase + path + "?access_token=" + URLEncoder.encode(headers.get(HEADER), UTF_8);
          return old(http.json("POST", URI.create(of), Map.of(), body));
        },
        answer -> TOKEN_ENDED.contains(answer.code()));
  }

  /** Answers a message by the address that came with it. */
  Answer answer(URI sessionWebhook, JsonNode body) throws IOException, InterruptedException {
    return old(http.json("POST", sessionWebhook, Map.of(), body));
  }

  private static Answer old(Http.Answer answer) {
    int code = answer.body().path("errcode").asInt(0);
    return code == 0
        ? told(answer)
        : new Answer(
            answer.status(),
            String.valueOf(code),
            answer.body().path("errmsg").asText(),
            answer.body());
  }

  private static Answer told(Http.Answer answer) {
    JsonNode body = answer.body();
    return new Answer(
        answer.status(), body.path("code").asText(""), body.path("message").asText(""), body);
  }
}
