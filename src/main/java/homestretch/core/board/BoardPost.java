package homestretch.core.board;

import homestretch.core.campaign.Closing;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Amounts;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
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
      return Post.lines(
          title(board).in(language), new Text("还没有组别", "No leagues yet").in(language));
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
    if (pages.size() > TURNED) {
      buttons.add(
          new Button(
              new Text("整张榜（表格）", "All of it (CSV)").in(language),
              Button.Style.PLAIN,
              "leaderboard",
              options(board, "as", "table"),
              false));
    }
    if (past) {
      buttons.add(
          board.setup().known() == null
              ? basis(board, "then", new Text("看当时所知", "As known then").in(language))
              : basis(board, "since", new Text("看更正后", "As corrected since").in(language)));
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
    return past
        ? new Text(title.zh() + "（" + board.on() + "）", title.en() + " (" + board.on() + ")")
        : title;
  }

  /** Every row of every league, as a file. */
  public static Post whole(Leaderboard board, boolean past, Language language) {
    int rows = board.leagues().stream().mapToInt(l -> board.disclosed(l).rows().size()).sum();
    return new Post(
            dated(title(board), board, past).in(language),
            List.of(
                new Block.Lines(
                    new Text(
                            "整张排行榜见附件，列出 " + rows + " 个有名次的单位和未排名的单位",
                            "The whole board is attached: "
                                + rows
                                + " ranked, and who is not ranked")
                        .in(language))),
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
            ? board.goal().kind().isGrowth() ? new Text("增速%", "Growth%") : new Text("完成%", "Done%")
            : switch (board.scheme().order()) {
              case SCORE -> new Text("得分", "Score");
              case DEVIATION -> new Text("完成%", "Done%");
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
    columns.add(new Text("名次", "#").in(language));
    if (moves) {
      columns.add(new Text("变动", "±").in(language));
    }
    columns.add(figure.in(language));
    columns.add(new Text("偏差", "Dev.").in(language));
    columns.add(new Text("单位", "Unit").in(language));
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
    return shown == 0
        ? new Text("（共 " + ranked + " 个单位排名）", " (" + ranked + " ranked)")
        : new Text(
            "（公开前 " + shown + " 名，共 " + ranked + " 个单位排名）",
            " (first " + shown + " of " + ranked + ")");
  }

  /** The short name, and whether a veto keeps it from the awards. */
  public static String name(Standing row, Language language) {
    String name = row.department().shortest().in(language);
    return row.vetoed() ? name + new Text("（一票否决）", " (veto)").in(language) : name;
  }

  /** {@code ▲2}, {@code ▼1}, {@code –}, {@code NEW}. */
  public static String movement(Standing.@Nullable Movement movement, Language language) {
    if (movement == null || movement.isNew()) {
      return movement == null ? "" : new Text("新", "NEW").in(language);
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
      lines.add(
          new Text(
                  "并列第 " + disclosed.tiedRank() + " 名 " + disclosed.tied() + " 个单位，不逐一列出",
                  disclosed.tied()
                      + " units share rank "
                      + disclosed.tiedRank()
                      + " and are not listed")
              .in(language));
    }
    if (board.goal() != null) {
      board.totals().stream()
          .filter(t -> t.pace() != null && league.equals(t.league()))
          .forEach(t -> lines.add(total(t).in(language)));
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
        new Text(
            "进步最大："
                + String.join("、", most.stream().map(s -> s.department().name().zh()).toList())
                + "（偏差 "
                + rise
                + " 个百分点）",
            "Most improved: "
                + String.join(", ", most.stream().map(s -> s.department().name().en()).toList())
                + " ("
                + rise
                + " points)"));
  }

  /** Below the whole board: sums of amounts, what was corrected, vetoes. */
  public static List<String> footnotes(Leaderboard board, Language language) {
    List<String> lines = new ArrayList<>();
    Footnotes.of(board).forEach(note -> lines.add(note.in(language)));
    return lines;
  }

  /** The sum over all that reported: {@code 合计：1,234.00 / 2,000.00 亿元，完成 61.70%}. */
  static Text total(GoalTotal total) {
    Pace pace = Objects.requireNonNull(total.pace());
    Goal goal = total.goal();
    boolean rate = goal.kind().isRate();
    Text unit = rate ? Text.same("%") : goal.unit();
    BigDecimal actual = Figures.shownOrNull(pace.actual());
    BigDecimal target = Figures.shownOrNull(total.target());
    String done = Figures.percent(pace.completion());
    if (goal.kind().isGrowth()) {
      Text growth = GrowthText.of(Objects.requireNonNull(total.target()), pace);
      Text included =
          total.included() == total.reported()
              ? new Text("", "")
              : new Text(
                  "，其中 " + total.included() + " 个单位报了本期和基期数，合计只含它们",
                  "; the total is over the " + total.included() + " that gave both amounts");
      return new Text(
          "合计（已报 "
              + total.reported()
              + "/"
              + total.departments()
              + included.zh()
              + "）："
              + growth.zh(),
          "Total ("
              + total.reported()
              + " of "
              + total.departments()
              + " reported"
              + included.en()
              + "): "
              + growth.en());
    }
    return new Text(
        "合计（已报 "
            + total.reported()
            + "/"
            + total.departments()
            + "）："
            + Amounts.of(actual, target, unit, Language.ZH)
            + "，完成 "
            + done,
        "Total ("
            + total.reported()
            + " of "
            + total.departments()
            + " reported): "
            + Amounts.of(actual, target, unit, Language.EN)
            + ", "
            + done
            + " done");
  }

  /** Who is not ranked and why, at most a line for each reason. */
  private static List<String> unranked(List<Standing> standings, Language language) {
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
    Closing closing = board.setup().closing();
    Text mark = closing == null ? new Text("", "") : closing.mark();
    return new Text(
        campaign.zh() + " · " + subject.zh() + (closing == null ? "" : "（" + mark.zh() + "）"),
        campaign.en() + " · " + subject.en() + (closing == null ? "" : " (" + mark.en() + ")"));
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

  /** Which days the figures describe. */
  public static Text cutOff(Leaderboard board) {
    return board.cutOff() == null
        ? new Text("尚无数据", "no figures yet")
        : new Text(
            "数据截至 " + board.cutOff().inFigures().zh(),
            (board.cutOff().isOneDay() ? "Figures as of " : "Figures ")
                + board.cutOff().inFigures().en());
  }

  /** Order and tie rule. */
  public static Text rules(Leaderboard board) {
    Text order =
        board.goal() == null
            ? board.scheme().order().text()
            : board.goal().kind().isGrowth()
                ? new Text("按增速", "by growth")
                : new Text("按完成率", "by completion");
    Text ties = board.scheme().tieRule().text();
    Leaderboard.Since since = board.since();
    Text moved =
        since == null
            ? new Text("", "")
            : new Text(
                " · 变动与 " + since.on() + " 排行榜相比", " · movement since the board of " + since.on());
    int version = board.scheme().version();
    return new Text(
        order.zh() + "，" + ties.zh() + " · 偏差单位：百分点" + moved.zh() + " · 计分方案第 " + version + " 版",
        order.en()
            + "; "
            + ties.en()
            + " · deviation in percentage points"
            + moved.en()
            + " · scoring scheme "
            + version);
  }
}
