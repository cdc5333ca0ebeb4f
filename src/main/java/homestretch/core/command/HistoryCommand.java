package homestretch.core.command;

import homestretch.core.board.Boards;
import homestretch.core.board.Setup;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Moment;
import homestretch.core.chat.Option;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /history}: every version of every figure of a department. */
final class HistoryCommand {
  /** Of each goal, where all are asked for; of one goal all are told. */
  private static final int BRIEF = 3;

  private final Desk desk;
  private final Boards boards;
  private final Transactions transactions;
  private final Reports reports;

  HistoryCommand(Desk desk, Boards boards, Transactions transactions, Reports reports) {
    this.desk = desk;
    this.boards = boards;
    this.transactions = transactions;
    this.reports = reports;
  }

  Command command(Option goal) {
    Option department =
        new Option("department", DeskTexts.DEPARTMENT, DeskTexts.IF_SEVERAL, desk::completeShown);
    return new Command(
            "history",
            HistoryTexts.NAME,
            HistoryTexts.HISTORY,
            List.of(goal, department),
            Pages.of(Desk.ofOneDepartment(this::history)))
        .taking("goal")
        .such(HistoryTexts.EXAMPLE);
  }

  private Reply history(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Department department = desk.shown(campaign, invocation);
    List<Goal> goals =
        invocation
            .option("goal")
            .map(g -> List.of(desk.goal(campaign, g)))
            .orElse(desk.goals(campaign));
    // A frozen board's history stops where the board does.
    Setup setup = boards.on(campaign, desk.today(campaign)).setup();
    boolean frozen = setup.closing() != null;
    List<Block> blocks = new ArrayList<>();
    for (Goal goal : goals) {
      List<Report> entries =
          transactions.read(() -> reports.history(department.id(), goal.id())).stream()
              .filter(e -> !frozen || !e.asOf().isAfter(setup.on()))
              .toList();
      if (!entries.isEmpty()) {
        List<String> lines = new ArrayList<>();
        lines.add(goal.name().in(language));
        int shown = goals.size() == 1 ? entries.size() : BRIEF;
        entries.stream()
            .limit(shown)
            .forEach(
                e ->
                    lines.add(
                        line(e, followedBy(e, entries), goal, campaign.timezone(), language)));
        if (entries.size() > shown) {
          lines.add(HistoryTexts.earlier(entries.size() - shown, goal).in(language));
        }
        blocks.add(new Block.Lines(lines));
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Block.Lines(HistoryTexts.NOTHING_YET.in(language)));
    }
    return new Reply.Private(
        new Post(HistoryTexts.title(department).in(language), blocks, "", List.of()));
  }

  /** The next version of the same figure; null: this is the one that stands. */
  private static @Nullable Report followedBy(Report entry, List<Report> entries) {
    return entries.stream()
        .filter(
            e ->
                e.asOf().equals(entry.asOf())
                    && e.figure().step().equals(entry.figure().step())
                    && e.version() == entry.version() + 1)
        .findFirst()
        .orElse(null);
  }

  private static String line(
      Report entry, @Nullable Report next, Goal goal, ZoneId zone, Language language) {
    String text =
        entry.asOf()
            + "  "
            + entry.figure().in(goal, language)
            + "  "
            + HistoryTexts.version(entry, next).in(language)
            + " · "
            + HistoryTexts.who(entry.by()).in(language)
            + " "
            + Moment.in(zone, entry.at());
    // The state says it already.
    boolean undone = entry.reason().equals(ReportService.UNDO);
    String why = entry.reason().isEmpty() || undone ? entry.note() : entry.reason();
    return text
        + (why.isEmpty() ? "" : " · " + Code.oneLine(why))
        + (entry.evidence().isEmpty()
            ? ""
            : HistoryTexts.EVIDENCE.in(language) + Code.oneLine(entry.evidence()));
  }
}
