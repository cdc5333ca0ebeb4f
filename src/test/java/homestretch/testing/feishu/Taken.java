package homestretch.testing.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Feishu takes as a message, and what is wrong with one that it would refuse.
 *
 * @param images the keys of pictures that were uploaded
 */
record Taken(Set<String> images) {
  private static final int MOST_CARD_BYTES = 30 * 1024;
  private static final int MOST_TEXT_BYTES = 150 * 1024;
  private static final int MOST_UUID = 50;

  @Nullable String wrong(String kind, String content, JsonNode body) {
    if (body.path("uuid").asText("").length() > MOST_UUID) {
      return "uuid of over 50 characters";
    }
    JsonNode parsed;
    try {
      parsed = Feishu.JSON.readTree(content);
    } catch (JsonProcessingException e) {
      return "content is no JSON: " + content;
    }
    int bytes = content.getBytes(UTF_8).length;
    return switch (kind) {
      case "text" ->
          bytes > MOST_TEXT_BYTES || parsed.path("text").asText().isEmpty()
              ? "text of " + bytes + " bytes"
              : null;
      case "image" ->
          images.contains(parsed.path("image_key").asText()) ? null : "image: " + content;
      case "interactive" -> bytes > MOST_CARD_BYTES ? "card of " + bytes : wrongCard(parsed);
      default -> "msg_type: " + kind;
    };
  }

  @Nullable String wrongCard(JsonNode card) {
    if (card.path("type").asText().equals("template")) {
      return null;
    }
    if (!card.path("schema").asText().equals("2.0")) {
      return card.has("elements") || card.has("i18n_elements") ? null : "card without elements";
    }
    List<String> wrong = new ArrayList<>();
    Set<String> names = new java.util.HashSet<>();
    check(card.at("/body/elements"), false, names, wrong);
    if (!card.at("/body/elements").isArray() || card.at("/body/elements").isEmpty()) {
      wrong.add("body.elements");
    }
    return wrong.isEmpty() ? null : String.join("; ", wrong);
  }

  private void check(JsonNode elements, boolean inForm, Set<String> names, List<String> wrong) {
    for (JsonNode element : elements) {
      String tag = element.path("tag").asText();
      switch (tag) {
        case "markdown", "hr", "div", "table" -> {}
        case "img" -> {
          if (!images.contains(element.path("img_key").asText())
              || element.at("/alt/content").isMissingNode()) {
            wrong.add("img: " + element);
          }
        }
        case "button" -> {
          if (element.at("/text/content").asText().isEmpty()) {
            wrong.add("button without text");
          }
          if (inForm && !names.add(element.path("name").asText())) {
            wrong.add("name twice in a form: " + element.path("name").asText());
          }
        }
        case "input" -> {
          if (!inForm || !names.add(element.path("name").asText())) {
            wrong.add("input: " + element);
          }
        }
        case "select_static" -> {}
        case "form" -> check(element.path("elements"), true, names, wrong);
        case "column_set" ->
            element.path("columns").forEach(c -> check(c.path("elements"), inForm, names, wrong));
        default -> wrong.add("tag: " + tag);
      }
    }
  }
}
