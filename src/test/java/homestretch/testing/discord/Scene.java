package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody did and what the bot sent, drawn for the documentation as Discord would show it.
 */
public final class Scene {
  private static final Pattern BLOCK = Pattern.compile("```\\n?(.*?)```", Pattern.DOTALL);
  private static final Pattern MOMENT = Pattern.compile("&lt;t:(\\d+):f&gt;");
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

  private final List<String> parts = new ArrayList<>();

  /**
   * @param did the line typed, or the button pressed
   */
  public void add(String who, String did, Asked asked, boolean isPrivate) {
    parts.add("<p class=did><b>" + escaped(who) + "</b> " + escaped(did) + "</p>");
    parts.add(
        asked.type() == 9
            ? form(asked.callback().path("data"))
            : message(asked.message(), isPrivate));
  }

  /** A message that the bot posted by itself. */
  public void add(JsonNode message) {
    parts.add(message(message, false));
  }

  public void clear() {
    parts.clear();
  }

  /** Draws it into a file and begins anew. */
  public void draw(Browser browser, Path file) {
    String html =
        "<!doctype html><meta charset=utf-8><style>body{margin:0;padding:14px"
            + " 16px;width:528px;background:#313338;color:#dbdee1;font:15px/1.4 'Noto Sans"
            + " SC','Noto Sans CJK SC',sans-serif}.did{color:#949ba4;font-size:13px;margin:12px 0"
            + " 4px}.did b{color:#c9cdfb}.bot{color:#f2f3f5;font-weight:600;margin:2px 0}.bot"
            + " i{background:#5865f2;font:600 10px sans-serif;padding:1px"
            + " 4px;border-radius:3px;margin-left:4px}.embed{background:#2b2d31;border-left:4px"
            + " solid #1e1f22;border-radius:4px;padding:8px 12px;margin:4px 0}.embed h4{margin:0 0"
            + " 4px;color:#f2f3f5}.embed pre{background:#1e1f22;padding:7px;margin:4px"
            + " 0;border-radius:4px;font:13px/1.35 'DejaVu Sans Mono',monospace;overflow:hidden}"
            + ".foot{font-size:12px;color:#949ba4;margin-top:6px}.only{font-size:12px;color:#949ba4}.light{width:1em;height:1em;vertical-align:-.12em;margin:0"
            + " .1em}.at{background:#3f4147;border-radius:3px;padding:0"
            + " 3px}.row{display:flex;flex-wrap:wrap;gap:8px;margin:6px 0}.row"
            + " span{background:#4e5058;padding:5px 14px;border-radius:4px;font-size:14px}.row"
            + " .s1{background:#5865f2}.form{background:#2b2d31;border-radius:6px;padding:14px;margin:4px"
            + " 0}.form label{display:block;font-size:12px;font-weight:600;margin:8px 0 3px}.form"
            + " div{background:#1e1f22;border-radius:4px;padding:8px;min-height:20px}</style>"
            + String.join("\n", parts);
    browser.driver.get(
        "data:text/html;base64,"
            + Base64.getEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8)));
    Object measured =
        browser.run("return Math.ceil(document.documentElement.getBoundingClientRect().height)");
    long height = ((Number) Objects.requireNonNull(measured)).longValue();
    browser.size(560, (int) height, false);
    Map<String, Object> shot =
        browser.driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "webp", "quality", 70));
    try {
      Files.write(file, Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts.clear();
  }

  private static String message(JsonNode message, boolean isPrivate) {
    StringBuilder html = new StringBuilder("<p class=bot>Homestretch<i>APP</i></p>");
    for (JsonNode embed : message.path("embeds")) {
      String colour =
          embed.path("color").asInt() == 0
              ? ""
              : " style='border-color:#%06x'".formatted(embed.path("color").asInt());
      html.append("<div class=embed").append(colour).append('>');
      if (embed.hasNonNull("title")) {
        html.append("<h4>").append(marked(embed.path("title").asText())).append("</h4>");
      }
      html.append(body(embed.path("description").asText("")));
      for (JsonNode file : message.path("attachments")) {
        html.append("<div class=file>▣ ")
            .append(escaped(file.path("filename").asText()))
            .append("<br>")
            .append(escaped(file.path("description").asText()))
            .append("</div>");
      }
      if (embed.at("/footer/text").isTextual()) {
        html.append("<p class=foot>")
            .append(escaped(embed.at("/footer/text").asText()))
            .append("</p>");
      }
      html.append("</div>");
    }
    for (JsonNode row : message.path("components")) {
      html.append("<div class=row>");
      for (JsonNode button : row.path("components")) {
        html.append("<span class=s")
            .append(button.path("style").asInt())
            .append('>')
            .append(escaped(button.path("label").asText("▾")))
            .append("</span>");
      }
      html.append("</div>");
    }
    return isPrivate
        ? html.append("<p class=only>仅您可见 · Only you can see this</p>").toString()
        : html.toString();
  }

  private static String form(JsonNode modal) {
    StringBuilder html =
        new StringBuilder("<div class=form><h4>")
            .append(escaped(modal.path("title").asText()))
            .append("</h4>");
    for (JsonNode label : modal.path("components")) {
      JsonNode input = label.path("component");
      html.append("<label>")
          .append(escaped(label.path("label").asText()))
          .append("</label><div>")
          .append(escaped(input.path("value").asText(input.path("placeholder").asText(""))))
          .append("</div>");
    }
    return html.append("</div>").toString();
  }

  private static String body(String text) {
    StringBuilder html = new StringBuilder();
    Matcher block = BLOCK.matcher(text);
    int from = 0;
    while (block.find()) {
      html.append(lines(text.substring(from, block.start())))
          .append("<pre>")
          .append(escaped(block.group(1)))
          .append("</pre>");
      from = block.end();
    }
    return html.append(lines(text.substring(from))).toString();
  }

  private static String lines(String text) {
    return text.isBlank() ? "" : "<div>" + marked(text.strip()).replace("\n", "<br>") + "</div>";
  }

  /** Bold, and each reader's own times; what is escaped stands as it was written. */
  private static String marked(String text) {
    String bold = escaped(text).replaceAll("\\*\\*(.+?)\\*\\*", "<b>$1</b>");
    String timed =
        MOMENT
            .matcher(bold)
            .replaceAll(
                found ->
                    "<span class=at>"
                        + AT.format(Instant.ofEpochSecond(Long.parseLong(found.group(1))))
                        + "</span>");
    return timed.replaceAll("\\\\(.)", "$1");
  }

  /** The lights are drawn: not every machine has a font with them. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("🟢", light("M10 1a9 9 0 1 0 .01 0z", "#57c979"))
        .replace("🔶", light("M10 0 20 10 10 20 0 10z", "#f0a020"))
        .replace("🟥", light("M1 1h18v18H1z", "#e0463a"))
        .replace("⚪", light("M10 1a9 9 0 1 0 .01 0z", "#e6e7e8"));
  }

  private static String light(String path, String colour) {
    return "<svg class=light viewBox='0 0 20 20'><path d='%s' fill='%s'/></svg>"
        .formatted(path, colour);
  }
}
