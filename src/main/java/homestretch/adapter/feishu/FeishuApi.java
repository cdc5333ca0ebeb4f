package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.adapter.socket.AccessToken;
import homestretch.adapter.socket.Http;
import homestretch.adapter.socket.NotSent;
import homestretch.core.chat.Permit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Requests to Feishu's open API with the app's own token, which is renewed before it ends. */
final class FeishuApi {
  static final ObjectMapper JSON = new ObjectMapper();

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
  Answer upload(String name, byte[] png) throws IOException, InterruptedException {
    String boundary = "----homestretch" + UUID.randomUUID().toString().replace("-", "");
    ByteArrayOutputStream body = new ByteArrayOutputStream(png.length + 500);
    body.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
                + name.replaceAll("[^A-Za-z0-9._-]", "_")
                + "\"\r\nContent-Type: image/png\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(png);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return authorized(
        headers ->
            http.send(
                "POST",
                at("/open-apis/im/v1/images"),
                headers,
                "multipart/form-data; boundary=" + boundary,
                body.toByteArray(),
                () -> true));
  }

  private static Answer told(Http.Answer answer) {
    JsonNode body = answer.body();
    return new Answer(
        answer.status(),
        body.path("code").asInt(Integer.MIN_VALUE),
        body.path("msg").asText(""),
        body.path("data"));
  }
}
