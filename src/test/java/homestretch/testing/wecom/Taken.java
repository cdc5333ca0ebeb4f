package homestretch.testing.wecom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WeCom takes as a message or a card, and what is wrong with one that it would refuse. */
final class Taken {
  static final int MOST_BYTES = 20_480;
  private static final int MOST_BUTTONS = 6;
  private static final Pattern TASK = Pattern.compile("[0-9A-Za-z_\\-@]{1,128}");

  private final Pictures pictures;
  private final Set<String> tasks = new HashSet<>();

  Taken(Pictures pictures) {
    this.pictures = pictures;
  }

  @Nullable String wrong(JsonNode body) {
    if (body.path("msgtype").asText().equals("markdown")) {
      int bytes = body.at("/markdown/content").asText().getBytes(UTF_8).length;
      return bytes == 0 || bytes > MOST_BYTES ? "markdown of " + bytes + " bytes" : null;
    }
    if (body.has("template_card")) {
      return wrongCard(body.path("template_card"), true);
    }
    String kind = body.path("msgtype").asText();
    return pictures.has(body.path(kind).path("media_id").asText())
        ? null
        : "unknown media_id: " + body;
  }

  @Nullable String wrongCard(JsonNode card, boolean isNew) {
    String kind = card.path("card_type").asText();
    if (!Set.of(
            "text_notice",
            "news_notice",
            "button_interaction",
            "vote_interaction",
            "multiple_interaction")
        .contains(kind)) {
      return "card_type: " + kind;
    }
    if (card.at("/main_title/title").asText().isEmpty()
        && card.path("sub_title_text").asText().isEmpty()) {
      return "a card needs main_title.title or sub_title_text";
    }
    if (kind.equals("button_interaction")) {
      int buttons = card.path("button_list").size();
      if (buttons < 1 || buttons > MOST_BUTTONS) {
        return "button_list of " + buttons;
      }
      Set<String> keys = new HashSet<>();
      for (JsonNode button : card.path("button_list")) {
        if (button.path("text").asText().isEmpty()
            || button.path("key").asText().isEmpty()
            || button.path("key").asText().getBytes(UTF_8).length > 1024
            || !keys.add(button.path("key").asText())) {
          return "button: " + button;
        }
      }
      String task = card.path("task_id").asText();
      if (!TASK.matcher(task).matches()) {
        return "task_id: " + task;
      }
      if (isNew && !tasks.add(task)) {
        return "task_id is used already: " + task;
      }
    }
    return null;
  }
}
