package homestretch.core.chat;

import java.util.ArrayList;
import java.util.List;

/** A post as plain lines, for a terminal and for platforms that know nothing more. */
public final class PlainText {
  private PlainText() {}

  /** The whole post; tables with two blanks between columns, aligned where a monospaced font is. */
  public static String of(Post post) {
    List<String> lines = new ArrayList<>();
    lines.add(post.title());
    for (Block block : post.blocks()) {
      switch (block) {
        case Block.Lines paragraphs -> lines.addAll(paragraphs.lines());
        case Block.Table table -> lines.addAll(rows(table));
      }
    }
    if (!post.footer().isEmpty()) {
      lines.add(post.footer());
    }
    return Moment.plain(String.join("\n", lines));
  }

  private static List<String> rows(Block.Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns());
    rows.addAll(table.rows());
    List<String> lines = new ArrayList<>();
    if (!table.heading().isEmpty()) {
      lines.add(table.heading());
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        boolean last = column == row.size() - 1;
        line.append(last ? cell : " ".repeat(width(rows, column) - width(cell)) + cell + "  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
  }

  /** Columns on a terminal: Chinese, Japanese and Korean characters take two. */
  private static int width(String text) {
    return text.codePoints().map(PlainText::width).sum();
  }

  private static int width(int codePoint) {
    boolean wide =
        Character.isIdeographic(codePoint)
            || Character.UnicodeBlock.of(codePoint)
                == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
            || Character.UnicodeBlock.of(codePoint)
                == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS
            || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL
            || Character.isEmojiPresentation(codePoint);
    return wide ? 2 : 1;
  }
}
