package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.adapter.socket.AccessToken;
import homestretch.adapter.socket.Http;
import homestretch.adapter.socket.NotSent;
import homestretch.core.chat.Image;
import homestretch.core.chat.Permit;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;

/** Requests to Feishu's open API with the app's own token, which is renewed before it ends. */
final class FeishuApi {
  static final ObjectMapper JSON = new ObjectMapper();

  static final String BOT = "/open-apis/bot/v3/info";

  private static final Set<Integer> TOKEN_ENDED =
      Set.of(99_991_661, 99_991_663, 99_991_664, 99_991_668);

  private static final AccessToken.Fields TOKEN =
      new AccessToken.Fields(
          FeishuTexts.FEISHU,
          "tenant_access_token",
          "expire",
          "code",
          "msg",
          "Authorization",
          "Bearer ");

  private final Http http;
  private final String base;
  private final JsonNode socketCredentials;
  private final AccessToken token;

  /** Feishu's answer: {@code code} 0 is good. */
  record Answer(int status, int code, String message, JsonNode data) {
    boolean isGood() {
      return code == 0 && status < 300;
    }

    /** Feishu's own words, with its code. */
    String told() {
      return code + " " + message;
    }

    /** Whether Feishu itself answered, and not a proxy, or a server in trouble. */
    boolean isTold() {
      return code != Integer.MIN_VALUE;
    }
  }

  FeishuApi(HttpClient http, String base, String appId, String appSecret) {
    this.http = new Http(http);
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.socketCredentials =
        JSON.createObjectNode().put("AppID", appId).put("AppSecret", appSecret);
    this.token =
        new AccessToken(
            this.http,
            at("/open-apis/auth/v3/tenant_access_token/internal"),
            JSON.createObjectNode().put("app_id", appId).put("app_secret", appSecret),
            TOKEN);
  }

  private URI at(String path) {
    return URI.create(base + path);
  }

  /** Where the long connection is to be made: {@code data.URL} and {@code data.ClientConfig}. */
  Answer endpoint() throws IOException, InterruptedException {
    return told(
        http.json("POST", at("/callback/ws/endpoint"), Map.of("locale", "zh"), socketCredentials));
  }

  /**
   * @throws NotSent nothing was sent
   * @throws IOException it may or may not have been sent
   */
  Answer call(String method, String path, JsonNode body, Permit permit)
      throws IOException, InterruptedException {
    return authorized(headers -> http.json(method, at(path), headers, body, permit));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return authorized(headers -> http.get(at(path), headers));
  }

  private Answer authorized(AccessToken.Request<Http.Answer> request)
      throws IOException, InterruptedException {
    return token.with(
        headers -> told(request.ask(headers)), answer -> TOKEN_ENDED.contains(answer.code()));
  }

  /** Uploads a picture for a message; answers its key. */
  Answer upload(Image image) throws IOException, InterruptedException {
    URI images = at("/open-apis/im/v1/images");
    return authorized(
        headers ->
            http.upload(images, headers, Map.entry("image_type", "message"), "image", image));
  }

  /** The bot's own open id. */
  String self() throws IOException, InterruptedException {
    return get(BOT).data().at("/bot/open_id").asText();
  }

  /** As a part of an address. */
  static String part(String id) {
    return URLEncoder.encode(id, UTF_8);
  }

  private static Answer told(Http.Answer answer) {
    JsonNode body = answer.body();
    return new Answer(
        answer.status(),
        body.path("code").asInt(Integer.MIN_VALUE),
        body.path("msg").asText(""),
        body.has("data") ? body.path("data") : body);
  }
}
