package homestretch.adapter.storage;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What every figure that is taken asks of the ledger, as text. */
final class LedgerSql {
  static final String COUNT =
      "update campaign set ledger_changes = ledger_changes + 1 where id = ?";

  /** The version is the next one of its figure: whoever appends holds the campaign's row. */
  static final String APPEND =
      "insert into report (campaign_id, department_id, goal_id, as_of_on, version, amount,"
          + " denominator, step, note, evidence, state, restores, reason, reporter, reporter_id,"
          + " door, author, author_id, author_door, replaces_id, flag, entered_at) values (?, ?, ?,"
          + " ?, (select coalesce(max(version), 0) + 1 from report where department_id = ? and"
          + " goal_id = ? and step = ? and as_of_on = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?) returning id, version";

  private static final String COLUMNS =
      "id, campaign_id, department_id, goal_id, as_of_on, amount, denominator, step, note,"
          + " evidence, state, version, restores, reason, reporter_id, reporter, door, author_id,"
          + " author, author_door, replaces_id, flag, entered_at";

  private static final String FIGURE =
      "select "
          + COLUMNS
          + " from report where department_id = ? and goal_id = ? and step = ? and as_of_on ";

  static final String LAST_VERSION = FIGURE + "= ? order by version desc limit 1";

  /** In the order of the ledger's key: it is read only as far as something counts. */
  static final String FORMER =
      FIGURE + "<= ? order by as_of_on desc, version desc limit " + LedgerSql.FORMER_ROWS;

  static final String NEXT =
      FIGURE + "> ? order by as_of_on, version desc limit " + LedgerSql.FORMER_ROWS;

  private static final int AS_OF = 5;

  /** More corrections of withdrawn figures in a row are looked through another way. */
  static final int FORMER_ROWS = 64;

  private LedgerSql() {}

  static String asOf(ResultSet row) throws SQLException {
    return Plain.text(row, AS_OF);
  }

  /**
   * @param row of {@link #LAST_VERSION}, {@link #FORMER} or {@link #NEXT}
   */
  static Report report(ResultSet row) throws SQLException {
    Actor by = new Actor(Plain.text(row, 15), Plain.text(row, 16), Plain.text(row, 17));
    String author = Plain.text(row, 18);
    long replaces = row.getLong(21);
    boolean replacesNone = row.wasNull();
    return new Report(
        new ReportId(row.getLong(1)),
        new CampaignId(row.getLong(2)),
        new DepartmentId(row.getLong(3)),
        new GoalId(row.getLong(4)),
        LocalDate.parse(asOf(row)),
        new Figure(
            new BigDecimal(Plain.text(row, 6)), decimal(row.getString(7)), Plain.text(row, 8)),
        Plain.text(row, 9),
        Plain.text(row, 10),
        Report.State.valueOf(Plain.text(row, 11)),
        row.getInt(12),
        row.getInt(13),
        Plain.text(row, 14),
        author.isEmpty() ? by : new Actor(author, Plain.text(row, 19), Plain.text(row, 20)),
        by,
        replacesNone ? null : new ReportId(replaces),
        Plain.text(row, 22),
        Instant.ofEpochMilli(row.getLong(23)));
  }

  private static @Nullable BigDecimal decimal(@Nullable String stored) {
    return stored == null ? null : new BigDecimal(stored);
  }
}
