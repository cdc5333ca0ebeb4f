package homestretch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a running program, with an administrator's token. Whatever the API answers is held
 * against its own description ({@link Described}).
 */
public class Rest implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same of every program: it is made of what this version declares. */
  private static volatile @Nullable Described described;

  /** The server speaks this alone: no connection begins with an offer of another. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String token;

  public Rest(int port, String token) {
    this.port = port;
    this.token = token;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** An answer; {@code json} is the body, missing if it is empty or not JSON. */
  public record Answer(int status, JsonNode json, HttpResponse<byte[]> raw) {
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }
  }

  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  public Answer post(String path, String json, String... headers) {
    return write("POST", path, json, headers);
  }

  /** A change as a careful client makes it: without headers, on what it has just read. */
  public Answer put(String path, String json, String... headers) {
    String read = headers.length > 0 ? "" : get(path).header("ETag");
    return read.isEmpty()
        ? write("PUT", path, json, headers)
        : write("PUT", path, json, "If-Match", read);
  }

  /**
   * @param headers names and values in turn
   */
  public Answer write(String method, String path, String json, String... headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(json)).build());
  }

  /** A request with the administrator's token. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", "Bearer " + token);
  }

  public Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      hold(answer);
      String type = answer.headers().firstValue("Content-Type").orElse("");
      @Nullable JsonNode json = type.contains("json") ? JSON.readTree(answer.body()) : null;
      return new Answer(answer.statusCode(), json == null ? JSON.missingNode() : json, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void hold(HttpResponse<byte[]> answer) throws IOException, InterruptedException {
    Described document = described;
    if (document == null && answer.statusCode() < 400) {
      HttpResponse<byte[]> read =
          http.send(
              request("/api/v1/openapi.json").GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (read.statusCode() == 200) {
        document = new Described(new String(read.body(), StandardCharsets.UTF_8));
        described = document;
      }
    }
    if (document != null) {
      document.hold(answer);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
