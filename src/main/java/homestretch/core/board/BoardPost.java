package homestretch.core.board;

import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The board as a message: as the channel sees it, within what the scheme discloses. */
public final class BoardPost {
  /** Ranked rows on one page. */
  public static final int PAGE = 16;

  private static final int TOP = 3;

  private BoardPost() {}

  /** The scheduled post: every league, without buttons. */
  public static Post published(Leaderboard board, Language language) {
    List<Block> blocks = new ArrayList<>();
    for (League league : board.leagues()) {
      List<Standing> rows = board.rowsOf(league);
      blocks.add(table(board, league, rows, rows.size(), language));
      unranked(board, board.unrankedOf(league), language, blocks);
    }
    return new Post(title(board).in(language), blocks, footer(board).in(language), List.of());
  }

  /** The answer to /leaderboard: one league a page (or a part of a long one), with buttons. */
  public static Post paged(Leaderboard board, int page, Language language) {
    record Page(League league, int from) {}
    List<Page> pages = new ArrayList<>();
    for (League league : board.leagues()) {
      int rows = disclosed(board, board.rowsOf(league)).size();
      for (int from = 0; from == 0 || from < rows; from += PAGE) {
        pages.add(new Page(league, from));
      }
    }
    if (pages.isEmpty()) {
      return Post.lines(
          title(board).in(language), new Text("还没有组别", "No leagues yet").in(language));
    }
    int at = Math.clamp(page, 1, pages.size());
    Page shown = pages.get(at - 1);
    List<Standing> all = board.rowsOf(shown.league());
    List<Standing> rows = all.subList(shown.from(), Math.min(all.size(), shown.from() + PAGE));
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(board, shown.league(), rows, all.size(), language));
    boolean lastOfLeague = at == pages.size() || pages.get(at).from() == 0;
    if (lastOfLeague) {
      unranked(board, board.unrankedOf(shown.league()), language, blocks);
    }
    List<Button> buttons = new ArrayList<>();
    if (at > 1) {
      buttons.add(turn(board, at - 1, new Text("上一页", "Previous").in(language)));
    }
    if (at < pages.size()) {
      buttons.add(turn(board, at + 1, new Text("下一页", "Next").in(language)));
    }
    buttons.add(
        new Button(
            new Text("图片", "Picture").in(language),
            Button.Style.PLAIN,
            "leaderboard",
            options(board, "as", "picture"),
            false));
    String footer = footer(board).in(language);
    return new Post(
        title(board).in(language),
        blocks,
        pages.size() == 1 ? footer : footer + " · " + at + "/" + pages.size(),
        List.of(buttons));
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
    options.put(name, value);
    return options;
  }

  /** The rows that the whole channel may see. */
  static List<Standing> disclosed(Leaderboard board, List<Standing> rows) {
    return switch (board.scheme().disclosure()) {
      case FULL -> rows;
      case TOP -> rows.stream().filter(r -> r.rank() != null && r.rank() <= TOP).toList();
    };
  }

  static Block.Table table(
      Leaderboard board, League league, List<Standing> rows, int all, Language language) {
    Text figure =
        board.goal() != null
            ? new Text("完成%", "Done%")
            : switch (board.scheme().order()) {
              case SCORE -> new Text("得分", "Score");
              case DEVIATION -> new Text("完成%", "Done%");
            };
    List<List<String>> cells = new ArrayList<>();
    for (Standing row : disclosed(board, rows)) {
      cells.add(
          List.of(
              String.valueOf(row.rank()),
              shown(
                  board.goal() == null && board.scheme().order() == Scheme.Order.SCORE
                      ? row.score()
                      : row.completion()),
              Figures.points(row.deviation()),
              row.light().symbol() + " " + row.department().name().in(language)));
    }
    String heading = league.name().in(language);
    if (board.scheme().disclosure() == Scheme.Disclosure.TOP && all > cells.size()) {
      heading += new Text("（前三名，共 " + all + " 个单位）", " (first three of " + all + ")").in(language);
    }
    return new Block.Table(
        heading,
        List.of(
            new Text("名次", "#").in(language),
            figure.in(language),
            new Text("偏差", "Dev.").in(language),
            new Text("单位", "Unit").in(language)),
        cells);
  }

  private static String shown(@Nullable BigDecimal figure) {
    return figure == null ? "–" : Figures.shown(figure).toPlainString();
  }

  private static void unranked(
      Leaderboard board, List<Standing> standings, Language language, List<Block> blocks) {
    List<String> lines = unranked(standings, language);
    if (!lines.isEmpty()) {
      blocks.add(new Block.Lines(lines));
    }
  }

  /** Who is not ranked and why, at most a line for each reason. */
  static List<String> unranked(List<Standing> standings, Language language) {
    List<String> missing = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (Standing standing : standings) {
      String name = standing.department().name().in(language);
      if (!standing.applies()) {
        without.add(name);
      } else if (standing.score() == null) {
        missing.add(name);
      } else {
        missing.add(
            name
                + new Text("（已报 ", " (").in(language)
                + Figures.percent(standing.coverage())
                + new Text("）", " reported)").in(language));
      }
    }
    String comma = new Text("、", ", ").in(language);
    List<String> lines = new ArrayList<>();
    if (!missing.isEmpty()) {
      lines.add(new Text("未报：", "Not reported: ").in(language) + String.join(comma, missing));
    }
    if (!without.isEmpty()) {
      lines.add(new Text("未设目标：", "No target: ").in(language) + String.join(comma, without));
    }
    return lines;
  }

  static Text title(Leaderboard board) {
    Text campaign = board.campaign().name();
    Text subject = subject(board);
    return new Text(campaign.zh() + " · " + subject.zh(), campaign.en() + " · " + subject.en());
  }

  /** What the board is of: a goal's name, or that it is of all. */
  static Text subject(Leaderboard board) {
    Goal goal = board.goal();
    return goal == null ? new Text("排行榜", "leaderboard") : goal.name();
  }

  /** Cut-off, order and tie rule. */
  private static Text footer(Leaderboard board) {
    Text cutOff = cutOff(board);
    Text rules = rules(board);
    return CountdownPost.sample(
        board.campaign(),
        new Text(cutOff.zh() + " · " + rules.zh(), cutOff.en() + " · " + rules.en()));
  }

  static Text cutOff(Leaderboard board) {
    return board.cutOff() == null
        ? new Text("尚无数据", "no figures yet")
        : new Text("数据截至 " + board.cutOff(), "Figures as of " + board.cutOff());
  }

  /** Order and tie rule. */
  static Text rules(Leaderboard board) {
    Text order =
        board.goal() != null ? new Text("按完成率", "by completion") : board.scheme().order().text();
    Text ties = board.scheme().tieRule().text();
    return new Text(
        order.zh() + "，" + ties.zh() + " · 偏差单位：百分点",
        order.en() + "; " + ties.en() + " · deviation in percentage points");
  }
}
