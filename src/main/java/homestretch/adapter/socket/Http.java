package homestretch.adapter.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.core.chat.Image;
import homestretch.core.chat.Permit;
import homestretch.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;

/** JSON requests that carry their permit to where the bytes leave. */
public final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final HttpClient client;

  /**
   * What came back.
   *
   * @param body a missing node where the answer was no JSON
   */
  public record Answer(int status, JsonNode body) {}

  public Http(HttpClient client) {
    this.client = client;
  }

  public Answer json(String method, URI uri, Map<String, String> headers, JsonNode body)
      throws IOException, InterruptedException {
    return json(method, uri, headers, body, () -> true);
  }

  /**
   * @param permit asked when the body is about to be written
   * @throws NotSent nothing was sent
   * @throws IOException it may or may not have been sent
   */
  public Answer json(
      String method, URI uri, Map<String, String> headers, JsonNode body, Permit permit)
      throws IOException, InterruptedException {
    return send(
        method,
        uri,
        headers,
        "application/json; charset=utf-8",
        body.toString().getBytes(UTF_8),
        permit);
  }

  public Answer get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER).GET();
    headers.forEach(request::header);
    return answered(request.build());
  }

  private Answer send(
      String method,
      URI uri,
      Map<String, String> headers,
      String contentType,
      byte[] body,
      Permit permit)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", contentType)
            .method(method, new Permitted(body, permit));
    headers.forEach(request::header);
    if (!permit.isGood()) {
      throw NotSent.permitEnded();
    }
    return answered(request.build());
  }

  /**
   * Sends a file in a form, with one more field before it.
   *
   * @param file the name of its field
   */
  public Answer upload(
      URI uri, Map<String, String> headers, Map.Entry<String, String> field, String file, Image png)
      throws IOException, InterruptedException {
    String boundary = "----homestretch" + UUID.randomUUID().toString().replace("-", "");
    String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
    ByteArrayOutputStream body = new ByteArrayOutputStream(png.png().length + 500);
    body.writeBytes(
        (part + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n").getBytes(UTF_8));
    String name = png.name().replaceAll("[^A-Za-z0-9._-]", "_");
    body.writeBytes(
        (part + file + "\"; filename=\"" + name + "\"\r\nContent-Type: image/png\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(png.png());
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    String type = "multipart/form-data; boundary=" + boundary;
    return send("POST", uri, headers, type, body.toByteArray(), () -> true);
  }

  private Answer answered(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      String host = request.uri().getHost();
      throw new NotSent(new Text("连不上 " + host, "no connection to " + host));
    } catch (IOException e) {
      if (e.getCause() instanceof NotSent notSent) {
        throw notSent;
      }
      throw e;
    }
    try {
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      return new Answer(response.statusCode(), JSON.missingNode());
    }
  }

  /** A body that is not written once its permit has ended. */
  private record Permitted(byte[] body, Permit permit) implements HttpRequest.BodyPublisher {
    @Override
    public long contentLength() {
      return body.length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      if (permit.isGood()) {
        HttpRequest.BodyPublishers.ofByteArray(body).subscribe(subscriber);
        return;
      }
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
          });
      subscriber.onError(NotSent.permitEnded());
    }
  }
}
