package homestretch.adapter.login;

import homestretch.adapter.http.Problems;
import homestretch.core.text.Language;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frame of the pages: no script at all, nothing from elsewhere, and every text escaped. */
final class Html {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri"
              + " 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          // Not no-referrer: then a browser does not name the origin of a form either.
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final String COOKIE = "homestretch-language";

  private Html() {}

  static void headers(Context ctx) {
    HEADERS.forEach(ctx::header);
  }

  /** Chosen on a page, else as the browser prefers. */
  static Language language(Context ctx) {
    String chosen = ctx.queryParam("lang");
    if (chosen == null) {
      chosen = ctx.cookie(COOKIE);
    } else {
      ctx.res()
          .addHeader(
              "Set-Cookie",
              COOKIE
                  + "="
                  + Language.of(chosen).tag()
                  + "; Path=/; SameSite=Lax; Max-Age=31536000");
    }
    return chosen == null || chosen.isEmpty()
        ? Problems.language(ctx.header("Accept-Language"))
        : Language.of(chosen);
  }

  static String escape(@Nullable String text) {
    StringBuilder safe = new StringBuilder();
    (text == null ? "" : text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /**
   * Writes a page.
   *
   * @param title as text
   * @param body as HTML, in which everything that came from outside is escaped
   */
  static void write(Context ctx, Language language, int status, String title, String body) {
    headers(ctx);
    String other = language == Language.ZH ? "en" : "zh-CN";
    String page =
        """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>%s · %s</title>
        <link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/style/tokens.css">
        <link rel="stylesheet" href="/style/dark.css" media="(prefers-color-scheme: dark)">
        <link rel="stylesheet" href="/login/login.css">
        </head>
        <body>
        <header><img src="/chat/icon.svg" alt="" width="28" height="28"><span>%s</span>
        <a href="?lang=%s" lang="%s" hreflang="%s">%s</a></header>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(
                language.tag(),
                escape(title),
                LoginTexts.BRAND.in(language),
                LoginTexts.BRAND.in(language),
                other,
                other,
                other,
                language == Language.ZH ? "English" : "中文",
                escape(title),
                body);
    ctx.status(status)
        .header("Content-Language", language.tag())
        .contentType("text/html; charset=utf-8")
        .result(page);
  }

  static String p(String text) {
    return "<p>" + escape(text) + "</p>";
  }
}
