package homestretch.core.chat.talk;

import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Image;
import homestretch.core.chat.Moment;
import homestretch.core.chat.PlainText;
import homestretch.core.chat.Post;
import homestretch.core.text.Cut;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as a platform can show it: without columns its tables are lines, without pictures it says
 * what they show, and what is too long ends at a row and says so. Buttons beyond those it can show
 * become numbers to reply with, or lines to type.
 */
public final class Fitting {
  private static final String BETWEEN = " · ";

  /** How much of a line stays where a message is too long as a whole. */
  private static final int BRIEF = 300;

  private final CommandLine grammar;

  /**
   * An answer.
   *
   * @param choices the ids of the buttons that stand in the text as 1, 2, 3…, or are so numbered
   */
  public record Fitted(Post post, List<String> choices) {}

  public Fitting(CommandLine grammar) {
    this.grammar = grammar;
  }

  /** An answer to somebody, whose reply by number will be understood. */
  public Fitted answer(Post post, Capabilities can, Language language) {
    List<Button> all =
        post.buttons().stream()
            .flatMap(List::stream)
            .filter(b -> can.content().files() || !asFile(b))
            .toList();
    if (all.size() <= can.buttons().most()) {
      return can.buttons().numbered()
          ? new Fitted(
              content(numbered(post, all), can.content(), language),
              all.stream().map(Button::id).toList())
          : new Fitted(content(post, can.content(), language), List.of());
    }
    // All of them as numbers: half as buttons and half not would be two ways for one thing.
    List<String> lines = new ArrayList<>();
    lines.add(AnswerTexts.choose(all.size()).in(language));
    for (int i = 0; i < all.size(); i++) {
      lines.add(i + 1 + ". " + Text.same(all.get(i).label()).in(language));
    }
    Post plain = content(post.withButtons(List.of()), shorter(can.content(), lines), language);
    return new Fitted(plain.with(String.join("\n", lines)), all.stream().map(Button::id).toList());
  }

  private static Post numbered(Post post, List<Button> all) {
    return post.withButtons(
        post.buttons().stream()
            .map(
                row ->
                    row.stream()
                        .filter(all::contains)
                        .map(b -> b.labelled(all.indexOf(b) + 1 + ". " + b.label()))
                        .toList())
            .filter(row -> !row.isEmpty())
            .toList());
  }

  /** A post that nobody asked for: what its buttons do is said as lines that anybody can type. */
  public Post post(Post post, Capabilities can, Language language) {
    List<Button> all =
        post.buttons().stream()
            .flatMap(List::stream)
            .filter(b -> can.content().files() || !asFile(b))
            .toList();
    if (all.size() <= can.buttons().most()) {
      return content(post, can.content(), language);
    }
    List<String> lines = new ArrayList<>();
    for (Button button : all) {
      grammar
          .line(button.command(), button.options(), language)
          .ifPresent(
              line ->
                  lines.add(
                      button.label()
                          + new Text("：", ": ").in(language)
                          + AnswerTexts.type(line).in(language)));
    }
    Post plain = content(post.withButtons(List.of()), shorter(can.content(), lines), language);
    return lines.isEmpty() ? plain : plain.with(String.join("\n", lines));
  }

  private static Capabilities.Content shorter(Capabilities.Content content, List<String> lines) {
    int taken = lines.stream().mapToInt(l -> l.length() + 1).sum();
    return new Capabilities.Content(
        content.images(),
        content.tables(),
        Math.max(BRIEF, content.textLimit() - taken),
        content.files(),
        content.moments());
  }

  private static Post content(Post post, Capabilities.Content can, Language language) {
    Image image = post.image();
    List<Block> blocks = new ArrayList<>();
    for (Block block : post.blocks()) {
      blocks.add(
          switch (block) {
            case Block.Table table when !can.tables() -> new Block.Lines(rows(table));
            case Block.Lines lines when !can.moments() ->
                new Block.Lines(lines.lines().stream().map(Moment::plain).toList());
            default -> block;
          });
    }
    boolean wordless = post.blocks().stream().allMatch(b -> b instanceof Block.Lines);
    if (image != null && !can.images() && wordless) {
      blocks.add(new Block.Lines(image.alt()));
    }
    Post plain =
        new Post(
            can.moments() ? post.title() : Moment.plain(post.title()),
            blocks,
            can.moments() ? post.footer() : Moment.plain(post.footer()),
            can.files() ? post.buttons() : withoutFiles(post.buttons()),
            can.images() ? image : null,
            post.mention(),
            can.files() ? post.file() : null,
            post.light());
    return PlainText.of(plain).length() <= can.textLimit()
        ? plain
        : cut(plain, can.textLimit(), language);
  }

  /** A file that cannot be shown is not offered. */
  private static List<List<Button>> withoutFiles(List<List<Button>> buttons) {
    return buttons.stream()
        .map(row -> row.stream().filter(b -> !asFile(b)).toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }

  private static boolean asFile(Button button) {
    return "table".equals(button.options().get("as"));
  }

  private static List<String> rows(Block.Table table) {
    List<String> lines = new ArrayList<>();
    if (!table.heading().isEmpty()) {
      lines.add(table.heading());
    }
    lines.add(String.join(BETWEEN, table.columns()));
    table.rows().forEach(row -> lines.add(String.join(BETWEEN, row)));
    return lines;
  }

  /** Every block keeps as many of its first rows as fit, all blocks alike. */
  private static Post cut(Post post, int limit, Language language) {
    int most =
        post.blocks().stream()
            .mapToInt(
                block ->
                    switch (block) {
                      case Block.Lines lines -> lines.lines().size();
                      case Block.Table table -> table.rows().size();
                    })
            .max()
            .orElse(0);
    // The most rows that fit: measuring takes long, so it is not done for each number of them.
    int least = 0;
    @Nullable Post best = null;
    while (least < most) {
      int rows = (least + most + 1) / 2;
      Post shown = shortened(post, rows, language);
      if (PlainText.of(shown).length() <= limit) {
        least = rows;
        best = shown;
      } else {
        most = rows - 1;
      }
    }
    if (best != null) {
      return best;
    }
    String whole = PlainText.of(shortened(post, 1, language));
    return new Post(
        "",
        List.of(new Block.Lines(Cut.withEllipsis(whole, limit))),
        "",
        post.buttons(),
        post.image(),
        post.mention(),
        post.file(),
        post.light());
  }

  private static Post shortened(Post post, int rows, Language language) {
    return new Post(
        Cut.withEllipsis(post.title(), BRIEF),
        post.blocks().stream().flatMap(b -> cut(b, rows, language).stream()).toList(),
        post.footer(),
        post.buttons(),
        post.image(),
        post.mention(),
        post.file(),
        post.light());
  }

  private static List<Block> cut(Block block, int rows, Language language) {
    return switch (block) {
      case Block.Lines lines -> {
        List<String> kept =
            new ArrayList<>(
                lines.lines().stream().limit(rows).map(l -> Cut.withEllipsis(l, BRIEF)).toList());
        if (lines.lines().size() > rows) {
          kept.add(AnswerTexts.moreRows(lines.lines().size() - rows).in(language));
        }
        yield List.of(new Block.Lines(kept));
      }
      case Block.Table table -> {
        List<List<String>> kept = table.rows().stream().limit(rows).toList();
        int left = table.rows().size() - kept.size();
        Block shown = new Block.Table(table.heading(), table.columns(), kept);
        yield left == 0
            ? List.of(shown)
            : List.of(shown, new Block.Lines(AnswerTexts.moreRows(left).in(language)));
      }
    };
  }
}
