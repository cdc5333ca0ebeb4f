package homestretch.adapter.picture;

import homestretch.core.board.Picture;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The layout of one picture: a column of {@value #WIDTH} pixels, twice what a phone shows, as tall
 * as it needs to be. Laid out once, from the top down; drawn band by band.
 */
final class Sheet {
  static final int WIDTH = 1080;
  private static final int MARGIN = 48;
  private static final int RIGHT = WIDTH - MARGIN;

  /** The text of a name begins here; rank and light stand before it. */
  private static final int NAME = 190;

  /** Enough for the longest name that there can be, beside figures of the usual length. */
  private static final int NAME_LINES = 4;

  private static final int GAP = 24;

  /** How high the line of the last weeks may rise, and for how many points at least. */
  private static final int TRAIL = 80;

  private static final double TRAIL_SPAN = 5;
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
  private static final Color MARK = new Color(0xFFF4D6);
  private static final Color MARK_INK = new Color(0x7A5200);
  private static final Color GREY = new Color(0x8793A0);

  /** Something on the sheet. */
  private sealed interface Mark {
    Rectangle2D bounds();

    void draw(Graphics2D g);
  }

  private record Filled(Color color, Shape shape) implements Mark {
    @Override
    public Rectangle2D bounds() {
      return shape.getBounds2D();
    }

    @Override
    public void draw(Graphics2D g) {
      g.setColor(color);
      g.fill(shape);
    }
  }

  private record Written(Color color, Font font, String text, int x, int baseline) implements Mark {
    @Override
    public Rectangle2D bounds() {
      int size = font.getSize();
      return new Rectangle2D.Double(x, baseline - 1.5 * size, 1, 2.5 * size);
    }

    @Override
    public void draw(Graphics2D g) {
      g.setColor(color);
      g.setFont(font);
      g.drawString(text, x, baseline);
    }
  }

  private final Picture picture;
  private final Typeface type;
  private final BigDecimal scale;
  private final Graphics2D measure = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
  private final List<Mark> marks = new ArrayList<>();
  private final int height;

  Sheet(Picture picture, Typeface type) {
    this.picture = picture;
    this.type = type;
    this.scale = scale(picture);
    int y = header();
    for (Picture.Section section : picture.sections()) {
      y = section(section, y);
    }
    for (String note : picture.notes()) {
      y = paragraph(SOFT, note, type.regular(), 28, y, RIGHT - MARGIN, 6, true);
    }
    this.height = footer(y + 8) + MARGIN;
    measure.dispose();
  }

  int height() {
    return height;
  }

  /** Every text on the sheet. */
  List<String> texts() {
    return marks.stream()
        .flatMap(m -> m instanceof Written written ? Stream.of(written.text) : Stream.empty())
        .toList();
  }

  /** Draws what begins {@code top} pixels down. */
  void draw(BufferedImage band, int top) {
    Graphics2D g = graphics(band);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, band.getHeight());
    g.translate(0, -top);
    for (Mark mark : marks) {
      if (mark.bounds().intersects(0, top, WIDTH, band.getHeight())) {
        mark.draw(g);
      }
    }
    g.dispose();
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

  private int header() {
    fill(ACCENT, new Rectangle(0, 0, WIDTH, 12));
    int y = paragraph(INK, picture.title(), type.bold(), 46, 38, RIGHT - MARGIN, 3, false);
    y = paragraph(ACCENT, picture.subject(), type.bold(), 38, y, RIGHT - MARGIN, 3, false);
    y = paragraph(SOFT, picture.cutOff(), type.regular(), 30, y + 4, RIGHT - MARGIN, 2, false);
    if (!picture.mark().isEmpty()) {
      y = mark(picture.mark(), y + 12);
    }
    Picture.Trail trend = picture.trend();
    return (trend == null ? y : trail(trend, y + 8)) + 8;
  }

  /** The line of the last weeks, from its least to its most; its caption has the figures. */
  private int trail(Picture.Trail trend, int top) {
    int y = paragraph(SOFT, trend.caption(), type.regular(), 28, top, RIGHT - MARGIN, 2, false);
    List<BigDecimal> points = trend.completion();
    double least = points.stream().mapToDouble(BigDecimal::doubleValue).min().orElse(0);
    double most = points.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0);
    // A line that hardly moves must not look like a leap.
    double span = Math.max(most - least, TRAIL_SPAN);
    double floor = y + 20 + TRAIL;
    Path2D line = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      double x = MARGIN + 10 + i * (RIGHT - MARGIN - 20.0) / (points.size() - 1);
      double height = (points.get(i).doubleValue() - least) / span * TRAIL;
      if (i == 0) {
        line.moveTo(x, floor - height);
      } else {
        line.lineTo(x, floor - height);
      }
      fill(ACCENT, new Ellipse2D.Double(x - 7, floor - height - 7, 14, 14));
    }
    fill(LINE, new Rectangle(MARGIN, (int) floor + 14, RIGHT - MARGIN, 2));
    fill(
        ACCENT,
        new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND).createStrokedShape(line));
    return (int) floor + 20;
  }

  private int mark(String text, int y) {
    Font font = type.bold().deriveFont(26f);
    int width = metrics(font).stringWidth(printable(text)) + 2 * 18;
    fill(MARK, new RoundRectangle2D.Double(MARGIN, y, width, 44, 12, 12));
    text(MARK_INK, text, font, MARGIN + 18, y + 32);
    return y + 44;
  }

  private int section(Picture.Section section, int top) {
    int y = top + 20;
    int tally = tally(section.tally(), y + 44);
    y =
        paragraph(ACCENT, section.heading(), type.bold(), 36, y, tally - GAP - MARGIN, 3, false)
            + 12;
    if (!section.rows().isEmpty()) {
      List<Integer> rights = rights(section);
      titles(section.columns(), rights, y);
      y += 48;
      for (Picture.Row row : section.rows()) {
        y = row(row, rights, y);
      }
      fill(LINE, new Rectangle(MARGIN, y, RIGHT - MARGIN, 2));
      y += 10;
    }
    for (String line : section.lines()) {
      y = paragraph(SOFT, line, type.regular(), 28, y, RIGHT - MARGIN, 6, true);
    }
    return y + 16;
  }

  /** Right-aligned; the left edge. */
  private int tally(List<Picture.Tally> tally, int baseline) {
    Font font = type.bold().deriveFont(30f);
    int x = RIGHT;
    for (Picture.Tally one : tally.reversed()) {
      String units = String.valueOf(one.units());
      x -= metrics(font).stringWidth(units);
      text(INK, units, font, x, baseline);
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
    fill(BAND, new Rectangle(MARGIN, y, RIGHT - MARGIN, 48));
    right(SOFT, columns.getFirst(), font, MARGIN + 68, y + 34);
    text(SOFT, columns.getLast(), font, NAME, y + 34);
    for (int i = 1; i < columns.size() - 1; i++) {
      right(SOFT, columns.get(i), font, rights.get(i - 1), y + 34);
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
      name = wrap(row.name(), metrics(type.regular().deriveFont((float) size)), width, false);
    } while (name.size() > 1 && size > 28);
    Font regular = type.regular().deriveFont((float) size);
    if (name.size() > NAME_LINES) {
      name = shortened(name, NAME_LINES, metrics(regular), width);
    }
    boolean top = row.rank().length() == 1 && row.rank().compareTo("3") <= 0;
    Font figures = (top ? type.bold() : type.regular()).deriveFont(34f);
    int baseline = y + 46;
    right(top ? ACCENT : SOFT, row.rank(), type.bold().deriveFont(34f), MARGIN + 68, baseline);
    light(row.light(), MARGIN + 104, baseline - 12, 30);
    for (int i = 0; i < row.cells().size(); i++) {
      right(INK, row.cells().get(i), figures, rights.get(i), baseline);
    }
    for (int i = 0; i < name.size(); i++) {
      text(INK, name.get(i), regular, NAME, baseline + i * (size + 8));
    }
    int under = baseline + (name.size() - 1) * (size + 8) + 20;
    bar(row.completion(), row.expected(), NAME, under, RIGHT - 12 - NAME);
    int bottom = under + BAR + 18;
    fill(LINE, new Rectangle(MARGIN, bottom, RIGHT - MARGIN, 1));
    return bottom;
  }

  private void bar(
      @Nullable BigDecimal completion, @Nullable BigDecimal expected, int x, int y, int width) {
    fill(TRACK, new RoundRectangle2D.Double(x, y, width, BAR, BAR, BAR));
    if (completion != null && completion.signum() > 0) {
      fill(DONE, new RoundRectangle2D.Double(x, y, along(completion, width), BAR, BAR, BAR));
    }
    if (expected != null) {
      double at = x + along(expected, width);
      fill(Color.WHITE, new Rectangle2D.Double(at - 4, y - 6, 8, BAR + 12));
      fill(INK, new Rectangle2D.Double(at - 2, y - 6, 4, BAR + 12));
    }
  }

  private double along(BigDecimal percent, int width) {
    return percent.min(scale).max(BigDecimal.ZERO).doubleValue() / scale.doubleValue() * width;
  }

  private int footer(int top) {
    int y = top;
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
    return paragraph(SOFT, picture.footer(), type.regular(), 24, y + 44, RIGHT - MARGIN, 4, false);
  }

  /** Where the next entry of the legend begins. */
  private int legend(String text, int x, int y) {
    Font font = type.regular().deriveFont(26f);
    text(SOFT, text, font, x, y + 31);
    return x + metrics(font).stringWidth(printable(text)) + GAP;
  }

  /** A shape of its own for each colour, for those who cannot tell the colours apart. */
  private void light(Light light, double x, double y, double size) {
    double half = size / 2;
    switch (light) {
      case GREEN -> fill(GREEN, new Ellipse2D.Double(x - half, y - half, size, size));
      case YELLOW -> {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x, y - half);
        triangle.lineTo(x + half * 1.1, y + half * 0.9);
        triangle.lineTo(x - half * 1.1, y + half * 0.9);
        triangle.closePath();
        fill(YELLOW, triangle);
      }
      case RED -> {
        double side = size * 0.9;
        fill(RED, new Rectangle2D.Double(x - side / 2, y - side / 2, side, side));
      }
      case GREY -> {
        Shape circle = new Ellipse2D.Double(x - half + 2, y - half + 2, size - 4, size - 4);
        fill(GREY, new BasicStroke(4).createStrokedShape(circle));
      }
    }
  }

  /** Wrapped text from {@code y} down; where it ends. */
  private int paragraph(
      Color color,
      String text,
      Font family,
      int size,
      int y,
      int width,
      int most,
      boolean atCommas) {
    Font font = family.deriveFont((float) size);
    List<String> lines = wrap(text, metrics(font), width, atCommas);
    if (lines.size() > most) {
      lines = shortened(lines, most, metrics(font), width);
    }
    int baseline = y;
    for (String line : lines) {
      baseline += Math.round(size * 1.35f);
      text(color, line, font, MARGIN, baseline - Math.round(size * 0.1f));
    }
    return baseline;
  }

  /**
   * @param atCommas whether to leave the names in a Chinese list whole
   */
  private List<String> wrap(String given, FontMetrics metrics, int width, boolean atCommas) {
    String text = printable(given);
    if (metrics.stringWidth(text) <= width) {
      return List.of(text);
    }
    BreakIterator breaks =
        BreakIterator.getLineInstance(Locale.forLanguageTag(picture.language().tag()));
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      if (atCommas && to < text.length() && text.charAt(to - 1) != '、') {
        continue;
      }
      String word = text.substring(from, to);
      from = to;
      if (!line.isEmpty() && metrics.stringWidth((line + word).stripTrailing()) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      // A word longer than a line is broken anywhere.
      for (int letter : word.codePoints().toArray()) {
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
    return measure.getFontMetrics(font);
  }

  private String printable(String text) {
    return type.printable(text);
  }

  private void fill(Color color, Shape shape) {
    marks.add(new Filled(color, shape));
  }

  private void text(Color color, String text, Font font, int x, int baseline) {
    marks.add(new Written(color, font, printable(text), x, baseline));
  }

  private void right(Color color, String text, Font font, int right, int baseline) {
    text(color, text, font, right - metrics(font).stringWidth(printable(text)), baseline);
  }
}
