package homestretch.adapter.web;

import homestretch.adapter.http.Asset;
import io.javalin.http.Context;
import java.util.Map;
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

  private final Map<String, Optional<Asset>> read = new ConcurrentHashMap<>();

  /**
   * @param resource its place on the class path, such as {@code /wall/index.html}
   * @return false if there is none
   */
  boolean answer(Context ctx, String resource) {
    Optional<Asset> file = read.computeIfAbsent(resource, Asset::find);
    file.ifPresent(
        found -> {
          HEADERS.forEach(ctx::header);
          found.answer(ctx);
        });
    return file.isPresent();
  }
}
