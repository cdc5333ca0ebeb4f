package homestretch.core.board;

import homestretch.core.campaign.Closing;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The board as a message: as the channel sees it, within what the scheme discloses. */
public final class BoardPost {
  /** Ranked rows on one page. */
  public static final int PAGE = 16;

  /** So few pages are turned one by one. */
  private static final int TURNED = 3;

  /** So many pages can be jumped to; of more, evenly spread ones. */
  private static final int JUMPS = 20;

  private BoardPost() {}

  /** The scheduled post: every league, without buttons. */
  public static Post published(Leaderboard board, Language language) {
    List<Block> blocks = new ArrayList<>();
    for (League league : board.leagues()) {
      blocks.add(table(board, league, board.disclosed(league).rows(), language));
      lines(remarks(board, league, language), blocks);
    }
    lines(footnotes(board, language), blocks);
    return new Post(title(board).in(language), blocks, footer(board).in(language), List.of());
  }

  /**
   * The answer to /leaderboard: one league a page (or a part of a long one), with buttons.
   *
   * @param past whether it is of a day before today, where “as it was known then” and “as corrected
   *     since” are different questions
   */
  public static Post paged(Leaderboard board, int page, boolean past, Language language) {
    record Page(League league, int from) {}
    List<Page> pages = new ArrayList<>();
    for (League league : board.leagues()) {
      int rows = board.disclosed(league).rows().size();
      for (int from = 0; from == 0 || from < rows; from += PAGE) {
        pages.add(new Page(league, from));
      }
    }
    if (pages.isEmpty()) {
      return Post.lines(title(board).in(language), LeaderboardTexts.NO_LEAGUES.in(language));
    }
    int at = Math.clamp(page, 1, pages.size());
    Page shown = pages.get(at - 1);
    List<Standing> all = board.disclosed(shown.league()).rows();
    List<Standing> rows = all.subList(shown.from(), Math.min(all.size(), shown.from() + PAGE));
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(board, shown.league(), rows, language));
    boolean lastOfLeague = at == pages.size() || pages.get(at).from() == 0;
    if (lastOfLeague) {
      lines(remarks(board, shown.league(), language), blocks);
    }
    lines(footnotes(board, language), blocks);
    List<Button> buttons = new ArrayList<>();
    if (at > 1) {
      buttons.add(turn(board, at - 1, LeaderboardTexts.PREVIOUS.in(language)));
    }
    if (at < pages.size()) {
      buttons.add(turn(board, at + 1, LeaderboardTexts.NEXT.in(language)));
    }
    buttons.add(
        new Button(
            LeaderboardTexts.PICTURE.in(language),
            Button.Style.PLAIN,
            "leaderboard",
            options(board, "as", "picture"),
            false));
    if (pages.size() > TURNED) {
      buttons.add(
          new Button(
              LeaderboardTexts.ALL_AS_TABLE.in(language),
              Button.Style.PLAIN,
              "leaderboard",
              options(board, "as", "table"),
              false));
    }
    if (past) {
      buttons.add(
          board.setup().known() == null
              ? basis(board, "then", LeaderboardTexts.AS_KNOWN_THEN.in(language))
              : basis(board, "since", LeaderboardTexts.AS_CORRECTED.in(language)));
    }
    List<List<Button>> turns = new ArrayList<>(List.of(buttons));
    if (pages.size() > TURNED) {
      List<Button> jumps = new ArrayList<>();
      int step = (pages.size() + JUMPS - 1) / JUMPS;
      for (int to = 1; to <= pages.size(); to += step) {
        Page there = pages.get(to - 1);
        jumps.add(jump(board, to, there.league(), there.from(), language));
      }
      for (int from = 0; from < jumps.size(); from += 5) {
        turns.add(List.copyOf(jumps.subList(from, Math.min(jumps.size(), from + 5))));
      }
    }
    String footer = footer(board).in(language);
    return new Post(
        dated(title(board), board, past).in(language),
        blocks,
        pages.size() == 1 ? footer : footer + " · " + at + "/" + pages.size(),
        turns);
  }

  /** A title that names the board's day, where that is not today. */
  static Text dated(Text title, Leaderboard board, boolean past) {
    return past ? LeaderboardTexts.dated(title, board.on()) : title;
  }

  /** Every row of every league, as a file. */
  public static Post whole(Leaderboard board, boolean past, Language language) {
    int rows = board.leagues().stream().mapToInt(l -> board.disclosed(l).rows().size()).sum();
    return new Post(
            dated(title(board), board, past).in(language),
            List.of(new Block.Lines(LeaderboardTexts.attached(rows).in(language))),
            footer(board).in(language),
            List.of())
        .attaching(BoardCsv.of(board, language));
  }

  private static Button basis(Leaderboard board, String basis, String label) {
    Map<String, String> options = options(board, "page", "1");
    options.put("basis", basis);
    return new Button(label, Button.Style.PLAIN, "leaderboard", options, true);
  }

  /** {@code 区县组 17–32}. */
  private static Button jump(
      Leaderboard board, int page, League league, int from, Language language) {
    int last = Math.min(board.disclosed(league).rows().size(), from + PAGE);
    String label = league.name().in(language) + (last > 0 ? " " + (from + 1) + "–" + last : "");
    return new Button(
        label,
        Button.Style.JUMP,
        "leaderboard",
        options(board, "page", String.valueOf(page)),
        true);
  }

  private static Button turn(Leaderboard board, int page, String label) {
    return new Button(
        label,
        Button.Style.PLAIN,
        "leaderboard",
        options(board, "page", String.valueOf(page)),
        true);
  }

  /** The options of the command that answers the same board, and one more. */
  private static Map<String, String> options(Leaderboard board, String name, String value) {
    Map<String, String> options = new LinkedHashMap<>();
    if (board.league() != null) {
      options.put("league", board.league().code());
    }
    if (board.goal() != null) {
      options.put("goal", board.goal().code());
    }
    options.put("date", board.on().toString());
    if (board.setup().known() != null) {
      options.put("basis", "then");
    }
    options.put(name, value);
    return options;
  }

  /**
   * @param rows those of them that may be shown and stand on this page
   */
  static Block.Table table(
      Leaderboard board, League league, List<Standing> rows, Language language) {
    Text figure =
        board.goal() != null
            ? board.goal().kind().isGrowth() ? LeaderboardTexts.GROWTH : LeaderboardTexts.DONE
            : switch (board.scheme().order()) {
              case SCORE -> LeaderboardTexts.SCORE;
              case DEVIATION -> LeaderboardTexts.DONE;
            };
    boolean moves = board.since() != null;
    List<List<String>> cells = new ArrayList<>();
    for (Standing row : rows) {
      List<String> line = new ArrayList<>();
      line.add(String.valueOf(row.rank()));
      if (moves) {
        line.add(movement(row.movement(), language));
      }
      line.add(figure(board, row));
      line.add(Figures.points(row.deviation()));
      line.add(row.light().symbol() + " " + name(row, language));
      cells.add(line);
    }
    String heading = league.name().in(language) + heading(board, league).in(language);
    List<String> columns = new ArrayList<>();
    columns.add(LeaderboardTexts.rank(language));
    if (moves) {
      columns.add(LeaderboardTexts.moved(language));
    }
    columns.add(figure.in(language));
    columns.add(LeaderboardTexts.DEVIATION.in(language));
    columns.add(LeaderboardTexts.UNIT.in(language));
    return new Block.Table(heading, columns, cells);
  }

  /** {@code （公开前 3 名，共 11 个单位）}, where not everything is public. */
  public static Text heading(Leaderboard board, League league) {
    Leaderboard.Disclosed disclosed = board.disclosed(league);
    int ranked = board.rowsOf(league).size();
    int shown = disclosed.rows().size();
    if (shown == ranked) {
      return new Text("", "");
    }
    return LeaderboardTexts.disclosed(shown, ranked);
  }

  /** The short name, and whether a veto keeps it from the awards. */
  public static String name(Standing row, Language language) {
    String name = row.department().shortest().in(language);
    return row.vetoed() ? name + LeaderboardTexts.VETO.in(language) : name;
  }

  /** {@code ▲2}, {@code ▼1}, {@code –}, {@code NEW}. */
  public static String movement(Standing.@Nullable Movement movement, Language language) {
    if (movement == null || movement.isNew()) {
      return movement == null ? "" : LeaderboardTexts.NEW.in(language);
    }
    int places = movement.places();
    return places == 0 ? "–" : (places > 0 ? "▲" : "▼") + Math.abs(places);
  }

  /** The figure that the board is read by: the score, the completion, or one goal's growth. */
  public static String figure(Leaderboard board, Standing row) {
    if (board.goal() != null && board.goal().kind().isGrowth()) {
      Pace pace = row.goals().getFirst().pace();
      return Figures.plain(pace == null ? null : pace.actual());
    }
    return Figures.plain(
        board.goal() == null && board.scheme().order() == Scheme.Order.SCORE
            ? row.score()
            : row.completion());
  }

  /** Below a league's table: who improved most, who is not ranked, the sum of the amounts. */
  public static List<String> remarks(Leaderboard board, League league, Language language) {
    List<String> lines = new ArrayList<>();
    Leaderboard.Disclosed disclosed = board.disclosed(league);
    if (disclosed.tied() > 0) {
      lines.add(LeaderboardTexts.tied(disclosed.tied(), disclosed.tiedRank()).in(language));
    }
    if (board.goal() != null) {
      board.totals().stream()
          .filter(t -> t.pace() != null && league.equals(t.league()))
          .forEach(t -> lines.add(LeaderboardTexts.total(t).in(language)));
    }
    grades(board, disclosed.rows()).ifPresent(text -> lines.add(text.in(language)));
    improved(board, league).ifPresent(text -> lines.add(text.in(language)));
    lines.addAll(unranked(board.unrankedOf(league), language));
    return lines;
  }

  private static void lines(List<String> lines, List<Block> blocks) {
    if (!lines.isEmpty()) {
      blocks.add(new Block.Lines(lines));
    }
  }

  /** Who of those that are listed has which grade, best first. */
  private static Optional<Text> grades(Leaderboard board, List<Standing> listed) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Scheme.Grade grade : board.scheme().grades()) {
      List<Text> names =
          listed.stream()
              .filter(s -> grade.equals(s.grade()))
              .map(s -> s.department().shortest())
              .toList();
      if (!names.isEmpty()) {
        zh.add(grade.name().zh() + " " + String.join("、", names.stream().map(Text::zh).toList()));
        en.add(grade.name().en() + " " + String.join(", ", names.stream().map(Text::en).toList()));
      }
    }
    return zh.isEmpty()
        ? Optional.empty()
        : Optional.of(new Text("等次：" + String.join("；", zh), "Grades: " + String.join("; ", en)));
  }

  /** Who rose most since the last published board, and by how much. */
  public static Optional<Text> improved(Leaderboard board, League league) {
    List<Standing> most = board.mostImproved(league);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    String rise = Figures.points(Objects.requireNonNull(most.getFirst().movement()).rise());
    return Optional.of(
        LeaderboardTexts.improved(most.stream().map(Standing::department).toList(), rise));
  }

  /** Below the whole board: sums of amounts, what was corrected, vetoes. */
  public static List<String> footnotes(Leaderboard board, Language language) {
    List<String> lines = new ArrayList<>();
    Footnotes.of(board).forEach(note -> lines.add(note.in(language)));
    return lines;
  }

  /** Who is not ranked and why, at most a line for each reason. */
  private static List<String> unranked(List<Standing> standings, Language language) {
    List<String> missing = new ArrayList<>();
    List<String> without = new ArrayList<>();
    List<String> pointless = new ArrayList<>();
    for (Standing standing : standings) {
      String name = standing.department().name().in(language);
      if (!standing.applies()) {
        without.add(name);
      } else if (standing.hasNoPoints()) {
        pointless.add(name);
      } else if (standing.score() == null) {
        missing.add(name);
      } else {
        missing.add(
            name + LeaderboardTexts.share(Figures.percent(standing.coverage())).in(language));
      }
    }
    List<String> lines = new ArrayList<>();
    if (!missing.isEmpty()) {
      lines.add(
          LeaderboardTexts.NOT_REPORTED.in(language) + LeaderboardTexts.listed(missing, language));
    }
    if (!pointless.isEmpty()) {
      lines.add(
          LeaderboardTexts.NO_POINTS.in(language) + LeaderboardTexts.listed(pointless, language));
    }
    if (!without.isEmpty()) {
      lines.add(
          LeaderboardTexts.NO_TARGET.in(language) + LeaderboardTexts.listed(without, language));
    }
    return lines;
  }

  static Text title(Leaderboard board) {
    Text campaign = board.campaign().name();
    Text subject = subject(board);
    Closing closing = board.setup().closing();
    return LeaderboardTexts.title(campaign, subject, closing == null ? null : closing.mark());
  }

  /** What the board is of: a goal's name, or that it is of all. */
  static Text subject(Leaderboard board) {
    Goal goal = board.goal();
    return goal == null ? LeaderboardTexts.LEADERBOARD : goal.name();
  }

  /** Cut-off, order and tie rule. */
  private static Text footer(Leaderboard board) {
    Text cutOff = cutOff(board);
    Text rules = rules(board);
    return CountdownTexts.sample(
        board.campaign(),
        new Text(cutOff.zh() + " · " + rules.zh(), cutOff.en() + " · " + rules.en()));
  }

  /** Which days the figures describe. */
  public static Text cutOff(Leaderboard board) {
    return board.cutOff() == null
        ? LeaderboardTexts.NO_FIGURES
        : LeaderboardTexts.cutOff(board.cutOff());
  }

  /** Order and tie rule. */
  public static Text rules(Leaderboard board) {
    Text order =
        board.goal() == null
            ? board.scheme().order().text()
            : board.goal().kind().isGrowth()
                ? LeaderboardTexts.BY_GROWTH
                : LeaderboardTexts.BY_COMPLETION;
    Text ties = board.scheme().tieRule().text();
    Leaderboard.Since since = board.since();
    return LeaderboardTexts.rules(
        order, ties, since == null ? null : since.on(), board.scheme().version());
  }
}
