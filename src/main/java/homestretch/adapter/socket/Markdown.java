package homestretch.adapter.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A post as Markdown, for platforms whose messages are Markdown. Everything in a post is plain
 * text: what a platform would take for markup in it is escaped, so that nobody can write a heading,
 * a link, a table's border or a mention into ours.
 */
public final class Markdown {
  private final UnaryOperator<String> escape;

  /**
   * @param escape makes one line plain; lines come without line breaks
   */
  public Markdown(UnaryOperator<String> escape) {
    this.escape = escape;
  }

  /** Calls to everybody, however they are written where a platform might hear them. */
  private static final Pattern CALL =
      Pattern.compile("@(?=all|everyone|所有人)", Pattern.CASE_INSENSITIVE);

  /** In one line, and calling nobody: what every platform's escaping begins with. */
  public static String oneLine(String text) {
    return CALL.matcher(text.replace('\r', ' ').replace('\n', ' ')).replaceAll("＠");
  }

  /** Backslashes before what Markdown reads, and no tags: for WeCom and DingTalk. */
  public static String escaped(String line) {
    StringBuilder safe = new StringBuilder(line.length() + 8);
    String one = oneLine(line);
    int start = one.length() - one.stripLeading().length();
    for (int i = 0; i < one.length(); i++) {
      char c = one.charAt(i);
      switch (c) {
        // A tag is a mention or a colour on these platforms, whatever stands before it.
        case '<' -> safe.append('＜');
        case '\\', '*', '_', '`', '~', '[', ']', '|' -> safe.append('\\').append(c);
        case '#', '>', '-', '+', '!' -> safe.append(i == start ? "\\" : "").append(c);
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** The title and the blocks; pictures and buttons are the platform's own affair. */
  public String of(Post post) {
    List<String> parts = new ArrayList<>();
    if (!post.title().isBlank()) {
      parts.add("**" + escape.apply(post.title()) + "**");
    }
    for (Block block : post.blocks()) {
      switch (block) {
        case Block.Lines lines ->
            // Two blanks at a line's end keep Markdown from joining it with the next.
            parts.add(
                String.join(
                    "  \n", lines.lines().stream().flatMap(String::lines).map(escape).toList()));
        case Block.Table table -> parts.add(table(table));
      }
    }
    if (!post.footer().isBlank()) {
      parts.add("> " + escape.apply(post.footer()));
    }
    return String.join("\n\n", parts);
  }

  /** At most so many bytes, ended at a line; never half a character. */
  public static String cut(String markdown, int mostBytes) {
    if (markdown.getBytes(UTF_8).length <= mostBytes) {
      return markdown;
    }
    StringBuilder kept = new StringBuilder();
    int bytes = "…".getBytes(UTF_8).length;
    for (String line : (Iterable<String>) markdown.lines()::iterator) {
      bytes += line.getBytes(UTF_8).length + 1;
      if (bytes > mostBytes) {
        break;
      }
      kept.append(line).append('\n');
    }
    return kept.append('…').toString();
  }

  private String table(Block.Table table) {
    List<String> lines = new ArrayList<>();
    if (!table.heading().isBlank()) {
      lines.add("**" + escape.apply(table.heading()) + "**");
      lines.add("");
    }
    lines.add(row(table.columns()));
    // Figures stand right, the free text of the last column left.
    lines.add("|" + " ---: |".repeat(table.columns().size() - 1) + " :--- |");
    table.rows().forEach(row -> lines.add(row(row)));
    return String.join("\n", lines);
  }

  private String row(List<String> cells) {
    return cells.stream().map(escape).collect(Collectors.joining(" | ", "| ", " |"));
  }
}
