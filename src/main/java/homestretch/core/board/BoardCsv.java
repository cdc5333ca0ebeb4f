package homestretch.core.board;

import homestretch.core.chat.Attachment;
import homestretch.core.department.League;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import java.util.ArrayList;
import java.util.List;

/** The whole board as a file for a spreadsheet: every league, within what the scheme discloses. */
public final class BoardCsv {
  /** By it spreadsheets know UTF-8. */
  private static final String BOM = "\ufeff";

  private BoardCsv() {}

  public static Attachment of(Leaderboard board, Language language) {
    StringBuilder csv = new StringBuilder(BOM);
    line(
        csv,
        List.of(
            BoardCsvTexts.LEAGUE.in(language),
            BoardCsvTexts.RANK.in(language),
            BoardCsvTexts.CODE.in(language),
            BoardCsvTexts.UNIT.in(language),
            BoardCsvTexts.SCORE.in(language),
            BoardCsvTexts.DONE.in(language),
            BoardCsvTexts.EXPECTED.in(language),
            BoardCsvTexts.DEVIATION.in(language),
            BoardCsvTexts.LIGHT.in(language)));
    for (League league : board.leagues()) {
      for (Standing row : board.disclosed(league).rows()) {
        line(
            csv,
            List.of(
                league.name().in(language),
                String.valueOf(row.rank()),
                row.department().code(),
                row.department().name().in(language),
                Figures.plain(row.score()),
                Figures.plain(row.completion()),
                Figures.plain(row.expected()),
                // A sign that spreadsheets can count with.
                Figures.points(row.deviation()).replace('−', '-').replace("+", ""),
                row.light().text().in(language)));
      }
      for (Standing row : board.unrankedOf(league)) {
        line(
            csv,
            List.of(
                league.name().in(language),
                "",
                row.department().code(),
                row.department().name().in(language),
                "",
                "",
                "",
                "",
                (row.hasNoPoints()
                        ? BoardCsvTexts.NO_POINTS
                        : row.applies() ? BoardCsvTexts.NOT_REPORTED : BoardCsvTexts.NO_TARGET)
                    .in(language)));
      }
    }
    return new Attachment(board.campaign().slug() + "-" + board.on() + ".csv", csv.toString());
  }

  private static void line(StringBuilder csv, List<String> cells) {
    List<String> written = new ArrayList<>();
    for (String cell : cells) {
      // What a spreadsheet would compute is text here; a number may begin with a sign.
      String safe = cell.matches("[=+@\\t\\r].*|-(?![0-9]).*") ? "'" + cell : cell;
      written.add(
          safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }
    csv.append(String.join(",", written)).append("\r\n");
  }
}
