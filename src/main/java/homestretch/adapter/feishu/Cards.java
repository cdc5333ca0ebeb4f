package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Markdown;
import homestretch.core.chat.Button;
import homestretch.core.chat.Form;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.TypedConversation;
import org.jspecify.annotations.Nullable;

/** Posts and forms as Feishu's cards (JSON 2.0). */
final class Cards {
  /** Feishu takes 30 KB of a card. */
  private static final int MOST_BYTES = 30 * 1000;

  private static final Markdown MARKDOWN = new Markdown(Cards::escaped);

  /**
   * What its buttons bring back.
   *
   * @param chat whose campaign they concern
   * @param person for whom alone the card is; empty: for all in the chat
   */
  record Whose(String chat, String person) {}

  private Cards() {}

  /**
   * What Feishu reads as markup, as entities: so it asks for it, and a tag such as {@code <at>}
   * stays text.
   */
  static String escaped(String line) {
    StringBuilder safe = new StringBuilder(line.length() + 16);
    Markdown.oneLine(line)
        .codePoints()
        .forEach(
            c -> {
              if ("&<>*~_[]#`|!".indexOf(c) >= 0) {
                safe.append("&#").append(c).append(';');
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /**
   * @param chat whose campaign its buttons concern
   * @param image the key of the picture below its words; null: none
   * @param mark closes the footer, by which the bot knows the card again; may be empty
   */
  static ObjectNode card(Post post, String chat, @Nullable String image, String mark) {
    return card(post, new Whose(chat, chat.startsWith("@") ? chat.substring(1) : ""), image, mark);
  }

  /** Whatever its characters take: where they are too many, it ends at a row. */
  static ObjectNode card(Post post, Whose chat, @Nullable String image, String mark) {
    int most = MOST_BYTES;
    ObjectNode card;
    do {
      card = card(post, chat, image, mark, most);
      most -= MOST_BYTES / 30;
    } while (most > 0 && card.toString().getBytes(UTF_8).length > MOST_BYTES);
    return card;
  }

  private static ObjectNode card(
      Post post, Whose chat, @Nullable String image, String mark, int mostBytesOfWords) {
    ObjectNode card = titled(post.title());
    ArrayNode elements = card.putObject("body").putArray("elements");
    String words =
        Markdown.cut(
            MARKDOWN.of(new Post("", post.blocks(), "", java.util.List.of())), mostBytesOfWords);
    if (post.mention() != null) {
      // Nothing else of a post is a tag: it is everybody, or somebody's open id.
      markdown(elements, "<at id=" + post.mention() + "></at>");
    }
    if (!words.isBlank()) {
      markdown(elements, words);
    }
    if (image != null && post.image() != null) {
      ObjectNode picture = elements.addObject().put("tag", "img").put("img_key", image);
      plain(picture, "alt", post.image().alt());
    }
    if (elements.isEmpty()) {
      // Feishu takes no card without words, and a title is none.
      String alt = post.image() == null ? "…" : post.image().alt();
      markdown(elements, escaped(alt));
    }
    String footer =
        mark.isEmpty()
            ? post.footer()
            : post.footer().isBlank() ? mark : post.footer() + " · " + mark;
    if (!footer.isBlank()) {
      markdown(elements, "<font color='grey'>" + escaped(footer) + "</font>")
          .put("text_size", "notation");
    }
    post.buttons().forEach(row -> elements.add(row(row, chat)));
    return card;
  }

  private static ObjectNode titled(String title) {
    ObjectNode card = FeishuApi.JSON.createObjectNode().put("schema", "2.0");
    // Without it Feishu refuses to change the card later.
    card.putObject("config").put("update_multi", true);
    if (!title.isBlank()) {
      plain(card.putObject("header").put("template", "blue"), "title", title);
    }
    return card;
  }

  private static void plain(ObjectNode in, String field, String text) {
    in.putObject(field).put("tag", "plain_text").put("content", text);
  }

  private static ObjectNode markdown(ArrayNode elements, String text) {
    return elements.addObject().put("tag", "markdown").put("content", text);
  }

  private static ObjectNode row(java.util.List<Button> buttons, Whose chat) {
    ObjectNode row = FeishuApi.JSON.createObjectNode().put("tag", "column_set");
    row.put("flex_mode", "flow");
    ArrayNode columns = row.putArray("columns");
    for (Button button : buttons) {
      ObjectNode column = columns.addObject().put("tag", "column").put("width", "auto");
      column.putArray("elements").add(button(button.label(), button.style(), button.id(), chat));
    }
    return row;
  }

  private static ObjectNode button(String label, Button.Style style, String id, Whose whose) {
    ObjectNode made = FeishuApi.JSON.createObjectNode().put("tag", "button");
    plain(made, "text", label);
    made.put(
        "type",
        switch (style) {
          case PRIMARY -> "primary_filled";
          case PLAIN, JUMP -> "default";
          case DANGER -> "danger";
        });
    made.putArray("behaviors")
        .addObject()
        .put("type", "callback")
        .putObject("value")
        .put("id", id)
        .put("chat", whose.chat())
        .put("person", whose.person());
    return made;
  }

  /** A form with its fields filled in as far as is known. */
  static ObjectNode form(Form form, Whose chat, String send) {
    ObjectNode card = titled(form.title());
    ObjectNode element = card.putObject("body").putArray("elements").addObject().put("tag", "form");
    element.put("name", "form");
    ArrayNode inner = element.putArray("elements");
    for (Form.Field field : form.fields()) {
      ObjectNode input = inner.addObject().put("tag", "input").put("name", field.option());
      plain(input, "label", field.label());
      plain(input, "placeholder", field.hint());
      input.put("default_value", field.value()).put("required", field.required());
      if (field.multiline()) {
        input.put("input_type", "multiline_text");
      }
    }
    ObjectNode button = button(send, Button.Style.PRIMARY, TypedConversation.idOf(form), chat);
    button.put("name", "send").put("form_action_type", "submit");
    ((ObjectNode) button.at("/behaviors/0/value")).put("form", true);
    inner.add(button);
    return card;
  }
}
