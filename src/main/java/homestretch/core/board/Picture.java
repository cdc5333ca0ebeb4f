package homestretch.core.board;

import homestretch.core.chat.Block;
import homestretch.core.chat.Image;
import homestretch.core.department.League;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a picture of a board says, in one language: the figures of {@link BoardPost}, ready to be
 * drawn. Kept in chat histories (see {@link Image#source()}), so what is added later must be able
 * to be absent.
 *
 * @param name the file's name
 * @param title of the campaign
 * @param subject the goal, or that it is of all goals
 * @param mark that this is sample data; empty if it is not
 * @param notes below the whole board
 * @param footer order and tie rule
 * @param key what the bar and the tick on it mean
 * @param alt the picture in words
 * @param trend of the last weeks; null: there is none
 */
public record Picture(
    Language language,
    String name,
    String title,
    String subject,
    String cutOff,
    String mark,
    List<Section> sections,
    List<String> notes,
    String footer,
    Key key,
    String alt,
    @Nullable Trail trend) {
  /** Weeks that a trend goes back. */
  public static final int WEEKS = 8;

  /** Rows in one picture; more are not legible on a phone. */
  static final int ROWS = 64;

  /** Characters of a list of names in the alternative text. */
  private static final int LINE = 200;

  /**
   * One league.
   *
   * @param tally how many units have which light; empty where not all rows are disclosed
   * @param columns titles: rank, figures, name
   * @param lines who is left out, who improved most, who is not ranked
   */
  public record Section(
      String heading,
      List<Tally> tally,
      List<String> columns,
      List<Row> rows,
      List<String> lines) {}

  /**
   * @param text how the light is called
   */
  public record Tally(Light light, String text, int units) {}

  /**
   * @param cells the figures, one for each column between rank and name
   * @param completion the bar, in percent
   * @param expected the tick on the bar, in percent
   */
  public record Row(
      String rank,
      List<String> cells,
      String name,
      Light light,
      @Nullable BigDecimal completion,
      @Nullable BigDecimal expected) {}

  public record Key(String completion, String expected) {}

  /**
   * The line of the last weeks.
   *
   * @param caption from when to when, from how much to how much
   * @param completion in percent, a point a week, oldest first
   */
  public record Trail(String caption, List<BigDecimal> completion) {}

  /** Of today's board. */
  public static Picture of(Leaderboard board, Language language) {
    return of(board, false, language);
  }

  /**
   * @param past whether it is of a day before today, which it then names
   */
  public static Picture of(Leaderboard board, boolean past, Language language) {
    List<Section> sections = new ArrayList<>();
    for (League league : board.leagues()) {
      sections.add(section(board, league, language));
    }
    if (sections.isEmpty()) {
      String none = LeaderboardTexts.NO_LEAGUES.in(language);
      sections.add(new Section(none, List.of(), List.of(), List.of(), List.of()));
    }
    List<String> notes = BoardPost.footnotes(board, language);
    String cutOff = sentence(BoardPost.cutOff(board).in(language));
    String mark = CountdownTexts.sample(board.campaign(), Text.same("")).in(language);
    return new Picture(
        language,
        board.campaign().slug() + "-" + board.on() + ".png",
        board.campaign().name().in(language),
        sentence(BoardPost.dated(BoardPost.subject(board), board, past).in(language)),
        cutOff,
        mark,
        sections,
        notes,
        sentence(
            BoardPost.rules(board).in(language).replace(" · ", new Text("；", "; ").in(language))),
        new Key(LeaderboardTexts.COMPLETION.in(language), LeaderboardTexts.EXPECTED.in(language)),
        alt(
            BoardPost.dated(BoardPost.title(board), board, past).in(language),
            cutOff,
            mark,
            sections,
            notes,
            language),
        null);
  }

  /** The same with how far all were at the end of each of the last weeks, if that is known. */
  public Picture with(Trend weeks) {
    if (!weeks.isKnown()) {
      return this;
    }
    Trail trail =
        new Trail(
            weeks.caption().in(language),
            weeks.points().stream().map(p -> p.completion().shown()).toList());
    String stop = new Text("。", ". ").in(language);
    return new Picture(
        language,
        name,
        title,
        subject,
        cutOff,
        mark,
        sections,
        notes,
        footer,
        key,
        cut(
            alt
                + (alt.endsWith(stop.strip()) && language == Language.EN ? " " : "")
                + trail.caption
                + stop.strip(),
            Image.ALT),
        trail);
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static Section section(Leaderboard board, League league, Language language) {
    List<Standing> all = board.rowsOf(league);
    List<Standing> disclosed = board.disclosed(league).rows();
    Block.Table table = BoardPost.table(board, league, disclosed, language);
    int shown = Math.min(disclosed.size(), Math.max(3, ROWS / board.leagues().size()));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      Standing standing = disclosed.get(i);
      List<String> cells = table.rows().get(i);
      rows.add(
          new Row(
              cells.getFirst(),
              cells.subList(1, cells.size() - 1),
              BoardPost.name(standing, language),
              standing.light(),
              Figures.shownOrNull(standing.completion()),
              Figures.shownOrNull(standing.expected())));
    }
    List<Standing> unranked = board.unrankedOf(league);
    List<String> lines = new ArrayList<>();
    int cut = disclosed.size() - shown;
    if (cut > 0) {
      lines.add(LeaderboardTexts.notInThePicture(cut).in(language));
    }
    lines.addAll(BoardPost.remarks(board, league, language));
    List<Tally> tally =
        disclosed.size() < all.size()
            ? List.of()
            : tally(all, (int) unranked.stream().filter(Standing::applies).count(), language);
    return new Section(table.heading(), tally, table.columns(), rows, lines);
  }

  private static List<Tally> tally(List<Standing> ranked, int unranked, Language language) {
    List<Tally> tally = new ArrayList<>();
    for (Light light : Light.values()) {
      int units = (int) ranked.stream().filter(s -> s.light() == light).count();
      if (light == Light.GREY) {
        units += unranked;
      }
      if (units > 0) {
        tally.add(new Tally(light, light.text().in(language), units));
      }
    }
    return tally;
  }

  /** Plain sentences: the first three of each league, how many have which light, who is missing. */
  private static String alt(
      String title,
      String cutOff,
      String mark,
      List<Section> sections,
      List<String> notes,
      Language language) {
    String stop = new Text("。", ". ").in(language);
    String comma = new Text("，", ", ").in(language);
    String colon = new Text("：", ": ").in(language);
    StringBuilder alt = new StringBuilder(title).append(stop).append(cutOff).append(stop);
    if (!mark.isEmpty()) {
      alt.append(mark).append(stop);
    }
    for (Section section : sections) {
      List<String> first = new ArrayList<>();
      for (Row row : section.rows().subList(0, Math.min(3, section.rows().size()))) {
        // Before the deviation, which is the last of the figures.
        int at = row.cells().size() - 2;
        String figure = section.columns().get(at + 1) + " " + row.cells().get(at);
        first.add(
            new Text(
                    "第 " + row.rank() + " 名" + row.name() + "（" + figure + "）",
                    row.rank() + ". " + row.name() + " (" + figure + ")")
                .in(language));
      }
      alt.append(section.heading())
          .append(first.isEmpty() ? "" : colon)
          .append(String.join(comma, first))
          .append(stop);
      List<String> lights =
          section.tally().stream()
              .map(
                  t ->
                      new Text(t.text() + " " + t.units() + " 个", t.units() + " " + t.text())
                          .in(language))
              .toList();
      if (!lights.isEmpty()) {
        alt.append(String.join(comma, lights)).append(stop);
      }
      section.lines().forEach(line -> alt.append(cut(line, LINE)).append(stop));
    }
    notes.forEach(note -> alt.append(note).append(stop));
    return cut(alt.toString().strip(), Image.ALT);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
