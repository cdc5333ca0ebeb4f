package homestretch.core.chat;

import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Long answers as pages that are turned by buttons, so that no platform cuts them: the same command
 * with the same options answers the page that is asked for.
 */
public final class Pages {
  /** Less than any platform takes, with what its marks and escapes add. */
  static final int CHARACTERS = 3000;

  private static final int MOST_PAGES = 1000;

  private Pages() {}

  /**
   * Some of a list's items.
   *
   * @param page from 1
   */
  public record Part<T>(List<T> items, int page, int pages) {
    /** The buttons that turn the page; empty: there is one page only. */
    public List<Button> turns(Invocation invocation) {
      return Pages.turns(invocation, page, pages);
    }

    /** {@code 2/5}; empty: there is one page only. */
    public String shown() {
      return Pages.shown(page, pages);
    }
  }

  public static <T> Part<T> part(List<T> all, int most, Invocation invocation) {
    int pages = Math.max(1, (all.size() + most - 1) / most);
    int page = Math.min(wanted(invocation), pages);
    int from = (page - 1) * most;
    return new Part<>(all.subList(from, Math.min(all.size(), from + most)), page, pages);
  }

  /** Answers what the handler answers; where that is too long for one message, a page of it. */
  public static Command.Handler of(Command.Handler handler) {
    return invocation ->
        switch (handler.handle(invocation)) {
          case Reply.Private(Post post) -> new Reply.Private(page(post, invocation));
          case Reply.Public(Post post) -> new Reply.Public(page(post, invocation));
          case Reply.Ask ask -> ask;
        };
  }

  private static Post page(Post post, Invocation invocation) {
    List<List<Block>> pages = split(post.blocks());
    if (pages.size() <= 1) {
      return post;
    }
    int page = Math.min(wanted(invocation), pages.size());
    List<List<Button>> buttons = new ArrayList<>(post.buttons());
    buttons.add(turns(invocation, page, pages.size()));
    return new Post(post.title(), pages.get(page - 1), post.footer(), buttons, post.image())
        .lit(post.light())
        .footed(shown(page, pages.size()));
  }

  /** Blocks stay whole where they fit; of a longer one its lines do. */
  private static List<List<Block>> split(List<Block> blocks) {
    List<List<Block>> pages = new ArrayList<>();
    List<Block> page = new ArrayList<>();
    int taken = 0;
    for (Block block : parts(blocks)) {
      int length = length(block);
      if (!page.isEmpty() && taken + length > CHARACTERS) {
        pages.add(List.copyOf(page));
        page.clear();
        taken = 0;
      }
      page.add(block);
      taken += length;
    }
    if (!page.isEmpty()) {
      pages.add(List.copyOf(page));
    }
    return pages;
  }

  private static List<Block> parts(List<Block> blocks) {
    List<Block> parts = new ArrayList<>();
    for (Block block : blocks) {
      if (!(block instanceof Block.Lines lines) || length(block) <= CHARACTERS) {
        parts.add(block);
        continue;
      }
      List<String> some = new ArrayList<>();
      int taken = 0;
      for (String line : lines.lines()) {
        if (!some.isEmpty() && taken + line.length() + 1 > CHARACTERS) {
          parts.add(new Block.Lines(List.copyOf(some)));
          some.clear();
          taken = 0;
        }
        some.add(line);
        taken += line.length() + 1;
      }
      parts.add(new Block.Lines(List.copyOf(some)));
    }
    return parts;
  }

  private static int length(Block block) {
    return switch (block) {
      case Block.Lines lines -> lines.lines().stream().mapToInt(l -> l.length() + 1).sum();
      case Block.Table table ->
          table.heading().length()
              + table.rows().stream()
                  .flatMap(List::stream)
                  .mapToInt(cell -> cell.length() + 1)
                  .sum();
    };
  }

  private static List<Button> turns(Invocation invocation, int page, int pages) {
    List<Button> turns = new ArrayList<>();
    if (page > 1) {
      turns.add(turn(ChatTexts.PREVIOUS.in(invocation.language()), invocation, page - 1));
    }
    if (page < pages) {
      turns.add(turn(ChatTexts.NEXT.in(invocation.language()), invocation, page + 1));
    }
    return turns;
  }

  private static Button turn(String label, Invocation invocation, int page) {
    Map<String, String> options = new LinkedHashMap<>(invocation.options());
    options.put("page", String.valueOf(page));
    return new Button(label, Button.Style.PLAIN, invocation.command(), options, true);
  }

  private static String shown(int page, int pages) {
    return pages == 1 ? "" : page + "/" + pages;
  }

  private static int wanted(Invocation invocation) {
    BigDecimal page = invocation.option("page").map(Figures::parse).orElse(null);
    return page == null
        ? 1
        : page.max(BigDecimal.ONE).min(BigDecimal.valueOf(MOST_PAGES)).intValue();
  }
}
