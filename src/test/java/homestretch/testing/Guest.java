package homestretch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser of somebody elsewhere, as far as HTTP goes: it keeps its cookies, follows nothing by
 * itself, and comes through a proxy, so that it is never taken for somebody at the machine.
 */
public final class Guest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String base;
  private final String address;
  public final Map<String, String> cookies = new LinkedHashMap<>();

  private Guest(String base, String address) {
    this.base = base;
    this.address = address;
  }

  public static Guest of(Rest program) {
    return of(program, "192.0.2.7");
  }

  /** Somebody at that address, for a program that believes its proxy. */
  public static Guest of(Rest program, String address) {
    return new Guest(program.url(""), address);
  }

  /** Somebody at the machine itself. */
  public static Guest atTheMachine(Rest program) {
    return new Guest(program.url(""), "");
  }

  public Rest.Answer get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public Rest.Answer head(String path) {
    return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
  }

  /** The status of a stream, which is let go at once. */
  public int opens(String path) {
    try {
      HttpResponse<InputStream> answer =
          HTTP.send(
              request(path, "Accept", "text/event-stream").build(),
              HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A form of a page of the program's own, as a browser sends it. */
  public Rest.Answer form(String path, Map<String, String> fields, String... headers) {
    String body =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path, headers).header("Content-Type", "application/x-www-form-urlencoded");
    if (List.of(headers).stream().noneMatch(h -> h.equalsIgnoreCase("Origin"))) {
      request.header("Origin", base);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** A write of a page's script, with what the session asks of it. */
  public Rest.Answer json(String method, String path, String body) {
    return json(method, path, body, "X-CSRF-Token", csrf());
  }

  /** A write with these headers alone. */
  public Rest.Answer json(String method, String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** What a write must bring; empty if nobody is logged in. */
  public String csrf() {
    return get("/login/session").json().path("csrf").asText("");
  }

  /** Opens an invitation and comes in by it. */
  public Rest.Answer comeIn(String link, String name) {
    String path = URI.create(link).getPath();
    get(path);
    return form(path, Map.of("name", name));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (!address.isEmpty()) {
      request.header("X-Forwarded-For", address);
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private Rest.Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
          cookies.remove(pair[0]);
        } else {
          cookies.put(pair[0], pair[1]);
        }
      }
      String type = answer.headers().firstValue("Content-Type").orElse("");
      JsonNode json = type.contains("json") ? JSON.readTree(answer.body()) : JSON.missingNode();
      return new Rest.Answer(answer.statusCode(), json, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
