package homestretch.adapter.web;

import homestretch.adapter.http.Etags;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands out a page's files, under a policy that lets it run its own scripts and styles and speak to
 * this program, and nothing else. What the browser has already is not sent again.
 */
final class Assets {
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-cache");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private record File(byte[] bytes, String etag) {}

  private final Map<String, Optional<File>> read = new ConcurrentHashMap<>();

  /**
   * @param resource its place on the class path, such as {@code /wall/index.html}
   * @return false if there is none
   */
  boolean answer(Context ctx, String resource) {
    Optional<File> file = read.computeIfAbsent(resource, Assets::read);
    file.ifPresent(
        found -> {
          HEADERS.forEach(ctx::header);
          ctx.header("ETag", found.etag);
          if (found.etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
          } else {
            ctx.contentType(type(resource)).result(found.bytes);
          }
        });
    return file.isPresent();
  }

  private static String type(String resource) {
    return Objects.requireNonNull(
        TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)), resource);
  }

  private static Optional<File> read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return Optional.of(new File(bytes, Etags.of(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
