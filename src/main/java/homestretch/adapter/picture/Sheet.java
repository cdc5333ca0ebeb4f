package homestretch.adapter.picture;

import homestretch.core.board.Picture;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The layout of one picture: a column of {@value #WIDTH} pixels, twice what a phone shows, as tall
 * as it needs to be. Everything is laid out by drawing from the top down; the first time, on a
 * canvas of one pixel, to learn the height; then band by band.
 */
final class Sheet {
  static final int WIDTH = 1080;
  private static final int MARGIN = 48;
  private static final int RIGHT = WIDTH - MARGIN;

  /** The text of a name begins here; rank and light stand before it. */
  private static final int NAME = 190;

  private static final int GAP = 24;
  private static final int BAR = 12;

  private static final Color INK = new Color(0x1B2733);
  private static final Color SOFT = new Color(0x5B6876);
  private static final Color LINE = new Color(0xDDE3EA);
  private static final Color BAND = new Color(0xF3F6F9);
  private static final Color ACCENT = new Color(0x1F4E79);
  private static final Color DONE = new Color(0x5B8DBF);
  private static final Color TRACK = new Color(0xE3E9F0);
  private static final Color GREEN = new Color(0x1F8A5B);
  private static final Color YELLOW = new Color(0xE0A100);
  private static final Color RED = new Color(0xC9372C);
  private static final Color GREY = new Color(0x8793A0);

  private final Picture picture;
  private final Typeface type;
  private final BigDecimal scale;
  private Graphics2D g;

  Sheet(Picture picture, Typeface type) {
    this.picture = picture;
    this.type = type;
    this.scale = scale(picture);
    this.g = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
  }

  int height() {
    return drawAll();
  }

  /** Draws what begins {@code top} pixels down. */
  void draw(BufferedImage band, int top) {
    g.dispose();
    g = graphics(band);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, band.getHeight());
    g.translate(0, -top);
    drawAll();
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }

  /** What the whole width of a bar stands for: 100%, or more where somebody is beyond it. */
  private static BigDecimal scale(Picture picture) {
    BigDecimal most =
        picture.sections().stream()
            .flatMap(s -> s.rows().stream())
            .map(Picture.Row::completion)
            .filter(c -> c != null)
            .max(BigDecimal::compareTo)
            .orElse(Figures.HUNDRED);
    return most.max(Figures.HUNDRED).min(BigDecimal.valueOf(200));
  }

  private int drawAll() {
    int y = header();
    for (Picture.Section section : picture.sections()) {
      y = section(section, y);
    }
    return footer(y) + MARGIN;
  }

  private int header() {
    g.setColor(ACCENT);
    g.fillRect(0, 0, WIDTH, 12);
    g.setColor(INK);
    int y = paragraph(picture.title(), type.bold(), 46, MARGIN, 38, RIGHT - MARGIN, 3);
    g.setColor(ACCENT);
    y = paragraph(picture.subject(), type.bold(), 38, MARGIN, y, RIGHT - MARGIN, 3);
    g.setColor(SOFT);
    y = paragraph(picture.cutOff(), type.regular(), 30, MARGIN, y + 4, RIGHT - MARGIN, 2);
    if (!picture.mark().isEmpty()) {
      y = mark(picture.mark(), y + 12);
    }
    return y + 8;
  }

  private int mark(String text, int y) {
    Font font = type.bold().deriveFont(26f);
    int width = metrics(font).stringWidth(printable(text)) + 2 * 18;
    g.setColor(new Color(0xFFF4D6));
    g.fill(new RoundRectangle2D.Double(MARGIN, y, width, 44, 12, 12));
    g.setColor(new Color(0x7A5200));
    text(text, font, MARGIN + 18, y + 32);
    return y + 44;
  }

  private int section(Picture.Section section, int top) {
    int y = top + 20;
    int tally = tally(section.tally(), y + 44);
    g.setColor(ACCENT);
    y = paragraph(section.heading(), type.bold(), 36, MARGIN, y, tally - GAP - MARGIN, 2) + 12;
    if (!section.rows().isEmpty()) {
      List<Integer> rights = rights(section);
      titles(section.columns(), rights, y);
      y += 48;
      for (Picture.Row row : section.rows()) {
        y = row(row, rights, y);
      }
      g.setColor(LINE);
      g.fillRect(MARGIN, y, RIGHT - MARGIN, 2);
      y += 10;
    }
    for (String line : section.lines()) {
      g.setColor(SOFT);
      y = paragraph(line, type.regular(), 28, MARGIN, y, RIGHT - MARGIN, 6);
    }
    return y + 12;
  }

  /** Right-aligned; the left edge. */
  private int tally(List<Picture.Tally> tally, int baseline) {
    Font font = type.bold().deriveFont(30f);
    int x = RIGHT;
    for (Picture.Tally one : tally.reversed()) {
      String units = String.valueOf(one.units());
      x -= metrics(font).stringWidth(units);
      g.setColor(INK);
      text(units, font, x, baseline);
      x -= 38;
      light(one.light(), x + 13, baseline - 11, 26);
      x -= GAP;
    }
    return x;
  }

  /** Where each column of figures ends: as wide as its widest entry. */
  private List<Integer> rights(Picture.Section section) {
    FontMetrics figures = metrics(type.bold().deriveFont(34f));
    FontMetrics titles = metrics(type.regular().deriveFont(26f));
    int columns = section.columns().size() - 2;
    Integer[] rights = new Integer[columns];
    int right = RIGHT - 12;
    for (int i = columns - 1; i >= 0; i--) {
      rights[i] = right;
      int width = titles.stringWidth(printable(section.columns().get(i + 1)));
      for (Picture.Row row : section.rows()) {
        width = Math.max(width, figures.stringWidth(printable(row.cells().get(i))));
      }
      right -= width + GAP + 8;
    }
    List<Integer> all = new ArrayList<>(List.of(rights));
    all.add(right);
    return all;
  }

  private void titles(List<String> columns, List<Integer> rights, int y) {
    Font font = type.regular().deriveFont(26f);
    g.setColor(BAND);
    g.fillRect(MARGIN, y, RIGHT - MARGIN, 48);
    g.setColor(SOFT);
    right(columns.getFirst(), font, MARGIN + 68, y + 34);
    text(columns.getLast(), font, NAME, y + 34);
    for (int i = 1; i < columns.size() - 1; i++) {
      right(columns.get(i), font, rights.get(i - 1), y + 34);
    }
  }

  /**
   * @param rights of the figures; the last is how far the name may go
   */
  private int row(Picture.Row row, List<Integer> rights, int y) {
    int width = rights.getLast() - NAME;
    List<String> name;
    int size = 36;
    do {
      size -= 2;
      name = wrap(printable(row.name()), metrics(type.regular().deriveFont((float) size)), width);
    } while (name.size() > 1 && size > 28);
    Font regular = type.regular().deriveFont((float) size);
    if (name.size() > 2) {
      name = shortened(name, 2, metrics(regular), width);
    }
    boolean top = row.rank().length() == 1 && row.rank().compareTo("3") <= 0;
    Font figures = (top ? type.bold() : type.regular()).deriveFont(34f);
    int baseline = y + 46;
    g.setColor(top ? ACCENT : SOFT);
    right(row.rank(), type.bold().deriveFont(34f), MARGIN + 68, baseline);
    light(row.light(), MARGIN + 104, baseline - 12, 30);
    g.setColor(INK);
    for (int i = 0; i < row.cells().size(); i++) {
      right(row.cells().get(i), figures, rights.get(i), baseline);
    }
    for (int i = 0; i < name.size(); i++) {
      text(name.get(i), regular, NAME, baseline + i * (size + 8));
    }
    int under = baseline + (name.size() - 1) * (size + 8) + 20;
    bar(row.completion(), row.expected(), NAME, under, RIGHT - 12 - NAME);
    int bottom = under + BAR + 18;
    g.setColor(LINE);
    g.fillRect(MARGIN, bottom, RIGHT - MARGIN, 1);
    return bottom;
  }

  private void bar(
      @Nullable BigDecimal completion, @Nullable BigDecimal expected, int x, int y, int width) {
    g.setColor(TRACK);
    g.fill(new RoundRectangle2D.Double(x, y, width, BAR, BAR, BAR));
    if (completion != null && completion.signum() > 0) {
      g.setColor(DONE);
      g.fill(new RoundRectangle2D.Double(x, y, along(completion, width), BAR, BAR, BAR));
    }
    if (expected != null) {
      g.setColor(Color.WHITE);
      g.fill(new Rectangle2D.Double(x + along(expected, width) - 4, y - 6, 8, BAR + 12));
      g.setColor(INK);
      g.fill(new Rectangle2D.Double(x + along(expected, width) - 2, y - 6, 4, BAR + 12));
    }
  }

  private double along(BigDecimal percent, int width) {
    return percent.min(scale).max(BigDecimal.ZERO).doubleValue() / scale.doubleValue() * width;
  }

  private int footer(int top) {
    int y = top + 8;
    int x = MARGIN;
    for (Light light : Light.values()) {
      light(light, x + 12, y + 22, 24);
      x = legend(light.text().in(picture.language()), x + 34, y);
    }
    y += 44;
    bar(scale.multiply(new BigDecimal("0.7")), null, MARGIN, y + 16, 60);
    x = legend(picture.key().completion(), MARGIN + 70, y);
    bar(null, scale.multiply(new BigDecimal("0.5")), x, y + 16, 40);
    legend(picture.key().expected(), x + 50, y);
    g.setColor(SOFT);
    return paragraph(picture.footer(), type.regular(), 24, MARGIN, y + 44, RIGHT - MARGIN, 4);
  }

  /** Where the next entry of the legend begins. */
  private int legend(String text, int x, int y) {
    Font font = type.regular().deriveFont(26f);
    g.setColor(SOFT);
    text(text, font, x, y + 31);
    return x + metrics(font).stringWidth(printable(text)) + GAP;
  }

  /** A shape of its own for each colour, for those who cannot tell the colours apart. */
  private void light(Light light, double x, double y, double size) {
    double half = size / 2;
    switch (light) {
      case GREEN -> {
        g.setColor(GREEN);
        g.fill(new Ellipse2D.Double(x - half, y - half, size, size));
      }
      case YELLOW -> {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x, y - half);
        triangle.lineTo(x + half * 1.1, y + half * 0.9);
        triangle.lineTo(x - half * 1.1, y + half * 0.9);
        triangle.closePath();
        g.setColor(YELLOW);
        g.fill(triangle);
      }
      case RED -> {
        g.setColor(RED);
        g.fill(new Rectangle2D.Double(x - half * 0.9, y - half * 0.9, size * 0.9, size * 0.9));
      }
      case GREY -> {
        g.setColor(GREY);
        g.setStroke(new BasicStroke(4));
        g.draw(new Ellipse2D.Double(x - half + 2, y - half + 2, size - 4, size - 4));
      }
    }
  }

  /** Wrapped text from {@code y} down; where it ends. */
  private int paragraph(
      String text, Font family, int size, int x, int y, int width, int mostLines) {
    Font font = family.deriveFont((float) size);
    List<String> lines = wrap(printable(text), metrics(font), width);
    if (lines.size() > mostLines) {
      lines = shortened(lines, mostLines, metrics(font), width);
    }
    int baseline = y;
    for (String line : lines) {
      baseline += Math.round(size * 1.35f);
      text(line, font, x, baseline - Math.round(size * 0.1f));
    }
    return baseline;
  }

  private List<String> wrap(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return List.of(text);
    }
    BreakIterator breaks =
        BreakIterator.getLineInstance(Locale.forLanguageTag(picture.language().tag()));
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      String word = text.substring(from, to);
      if (!line.isEmpty() && metrics.stringWidth((line + word).stripTrailing()) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      // A word longer than a line is broken anywhere.
      int[] letters = word.codePoints().toArray();
      for (int letter : letters) {
        String next = Character.toString(letter);
        if (!line.isEmpty() && metrics.stringWidth((line + next).stripTrailing()) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(next);
      }
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static List<String> shortened(
      List<String> lines, int most, FontMetrics metrics, int width) {
    List<String> kept = new ArrayList<>(lines.subList(0, most));
    String last = kept.getLast();
    while (metrics.stringWidth(last + "…") > width) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
    }
    kept.set(most - 1, last + "…");
    return kept;
  }

  private FontMetrics metrics(Font font) {
    return g.getFontMetrics(font);
  }

  private String printable(String text) {
    return type.printable(text);
  }

  private void text(String text, Font font, int x, int baseline) {
    g.setFont(font);
    g.drawString(printable(text), x, baseline);
  }

  private void right(String text, Font font, int right, int baseline) {
    text(text, font, right - metrics(font).stringWidth(printable(text)), baseline);
  }
}
