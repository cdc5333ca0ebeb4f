package homestretch.adapter.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Key;
import homestretch.adapter.socket.Markdown;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Posts as DingTalk's Markdown messages, and as the parameters of its cards. */
final class Words {
  /** Sources tell of 15,000 and of 20,000 bytes for all parameters of a message as JSON. */
  private static final int MOST_BYTES = 15_000;

  /** The shortest title that says something; DingTalk cuts long ones in its list. */
  private static final int TITLE = 60;

  private static final Pattern CHOICE = Pattern.compile("(\\d{1,2})\\. (.+)");
  private static final Markdown MARKDOWN = new Markdown(Markdown::escaped);

  private Words() {}

  private static String title(Post post) {
    String title = post.title().isBlank() ? DingTalkTexts.TITLE.zh() : post.title();
    int end =
        title.codePointCount(0, title.length()) > TITLE
            ? title.offsetByCodePoints(0, TITLE)
            : title.length();
    return Markdown.oneLine(title.substring(0, end));
  }

  /**
   * {@code title} and {@code text}, with what can be chosen as links that say it when tapped.
   *
   * @param sayings what is said to choose each, in the order of their numbers
   */
  static ObjectNode message(Post post, List<String> sayings) {
    List<Block> blocks = new ArrayList<>(post.blocks());
    List<String> lines = new ArrayList<>();
    if (!sayings.isEmpty() && !post.buttons().isEmpty()) {
      post.buttons().forEach(row -> row.forEach(button -> lines.add(button.label())));
    } else if (!sayings.isEmpty() && blocks.getLast() instanceof Block.Lines last) {
      last.lines().stream().flatMap(String::lines).forEach(lines::add);
      blocks.removeLast();
    }
    String choices =
        lines.isEmpty()
            ? ""
            : lines.stream()
                .map(line -> tappable(line, sayings))
                .collect(Collectors.joining("  \n", "\n\n", ""));
    String words = MARKDOWN.of(new Post(post.title(), blocks, post.footer(), List.of()));
    ObjectNode content = DingTalkApi.JSON.createObjectNode().put("title", title(post));
    fit(content, "text", words, choices);
    return content;
  }

  /** As much of the words as all of it may have. */
  private static void fit(ObjectNode content, String field, String words, String after) {
    int most = MOST_BYTES;
    do {
      content.put(field, Markdown.cut(words, most) + after);
      most -= MOST_BYTES / 30;
    } while (most > 0 && content.toString().getBytes(UTF_8).length > MOST_BYTES);
  }

  private static String tappable(String line, List<String> sayings) {
    Matcher choice = CHOICE.matcher(line);
    if (!choice.matches()) {
      return Markdown.escaped(line);
    }
    int number = Integer.parseInt(choice.group(1));
    return number < 1 || number > sayings.size()
        ? Markdown.escaped(line)
        : number
            + "\\. ["
            + Markdown.escaped(choice.group(2))
            + "](dtmd://dingtalkclient/sendMessage?content="
            + URLEncoder.encode(sayings.get(number - 1), UTF_8).replace("+", "%20")
            + ")";
  }

  /**
   * The parameters of {@link Cards#TEMPLATE}.
   *
   * @param about the chat whose campaign its buttons concern
   * @param in where it stands
   * @param tips below its words; may be empty
   */
  static ObjectNode card(Post post, Address about, Address in, String tips) {
    ObjectNode parameters = DingTalkApi.JSON.createObjectNode().put("title", title(post));
    ObjectNode whole = DingTalkApi.JSON.createObjectNode();
    ArrayNode buttons = whole.putArray("msgButtons");
    for (List<Button> row : post.buttons()) {
      for (Button button : row) {
        String key = Key.written(about, in, button.id());
        // Told back in either way, as sources differ by which.
        ObjectNode made = buttons.addObject().put("text", button.label()).put("id", key);
        made.put("request", true).put("color", color(button.style()));
        made.putObject("params").put("id", key);
      }
    }
    parameters.put("sys_full_json_obj", whole.toString());
    parameters.put("tips", tips);
    Post untitled = new Post("", post.blocks(), post.footer(), List.of());
    fit(parameters, "markdown", MARKDOWN.of(untitled), "");
    return parameters;
  }

  private static String color(Button.Style style) {
    return switch (style) {
      case PRIMARY -> "blue";
      case PLAIN, JUMP -> "gray";
      case DANGER -> "red";
    };
  }
}
