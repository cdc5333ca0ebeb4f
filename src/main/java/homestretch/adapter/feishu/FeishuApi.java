package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.adapter.socket.Http;
import homestretch.core.chat.Permit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests to Feishu's open API with the app's own token, which is renewed before it ends. */
final class FeishuApi {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<Integer> TOKEN_ENDED =
      Set.of(99_991_661, 99_991_663, 99_991_664, 99_991_668);

  /** Feishu gives the same token again until half an hour before its end. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final Http http;
  private final String base;
  private final String appId;
  private final String appSecret;

  private @Nullable String token;
  private long tokenEnds;

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
    this.appId = appId;
    this.appSecret = appSecret;
  }

  /** Where the long connection is to be made: {@code data.URL} and {@code data.ClientConfig}. */
  Answer endpoint() throws IOException, InterruptedException {
    JsonNode body = JSON.createObjectNode().put("AppID", appId).put("AppSecret", appSecret);
    return told(
        http.json(
            "POST", URI.create(base + "/callback/ws/endpoint"), Map.of("locale", "zh"), body));
  }

  /**
   * A request that is made again with a new token if Feishu says that ours has ended.
   *
   * @throws Http.NotSent nothing was sent
   * @throws IOException it may or may not have been sent
   */
  Answer call(String method, String path, JsonNode body, Permit permit)
      throws IOException, InterruptedException {
    Answer answer = told(http.json(method, URI.create(base + path), authorized(), body, permit));
    if (!TOKEN_ENDED.contains(answer.code())) {
      return answer;
    }
    forgetToken();
    return told(http.json(method, URI.create(base + path), authorized(), body, permit));
  }

  Answer get(String path) throws IOException, InterruptedException {
    Answer answer = told(http.get(URI.create(base + path), authorized()));
    if (!TOKEN_ENDED.contains(answer.code())) {
      return answer;
    }
    forgetToken();
    return told(http.get(URI.create(base + path), authorized()));
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
    return told(
        http.send(
            "POST",
            URI.create(base + "/open-apis/im/v1/images"),
            authorized(),
            "multipart/form-data; boundary=" + boundary,
            body.toByteArray(),
            () -> true));
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
                URI.create(base + "/open-apis/auth/v3/tenant_access_token/internal"),
                Map.of(),
                JSON.createObjectNode().put("app_id", appId).put("app_secret", appSecret));
      } catch (IOException e) {
        throw new NoToken("Feishu gives no token: " + e.getMessage());
      }
      String given = answer.body().path("tenant_access_token").asText("");
      if (given.isEmpty()) {
        throw new NoToken(
            "Feishu gives no token: "
                + answer.body().path("code").asInt(answer.status())
                + " "
                + answer.body().path("msg").asText(""));
      }
      token = given;
      Duration life = Duration.ofSeconds(answer.body().path("expire").asLong(7200)).minus(EARLY);
      tokenEnds = System.nanoTime() + Math.max(life.toNanos(), 0);
    }
    return Map.of("Authorization", "Bearer " + token);
  }

  /** The request itself was never made. */
  static final class NoToken extends IOException {
    NoToken(String why) {
      super(why);
    }
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
