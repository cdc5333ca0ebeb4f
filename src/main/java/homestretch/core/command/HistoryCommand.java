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
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        .sorting("goal", Unnamed.of(desk, "goal", "department"))
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
    Setup setup = boards.on(campaign, desk.today(campaign)).setup();
    List<Block> blocks = new ArrayList<>();
    for (Goal goal : goals) {
      List<Report> entries = transactions.read(() -> reports.history(department.id(), goal.id()));
      if (!entries.isEmpty()) {
        int shown = goals.size() == 1 ? entries.size() : BRIEF;
        Versions versions = new Versions(goal, entries, setup);
        List<String> lines = new ArrayList<>();
        lines.add(goal.name().in(language));
        lines.addAll(versions.lines(shown, campaign.timezone(), language));
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

  /**
   * The versions of one goal's figures, the latest first.
   *
   * @param setup says which of them a frozen board does not count
   */
  private record Versions(Goal goal, List<Report> entries, Setup setup) {
    /**
     * The latest in lines. Of steps, each is told for itself: their versions are counted step by
     * step and day by day, and would read as one mixed-up row.
     */
    List<String> lines(int most, ZoneId zone, Language language) {
      Map<String, List<Report>> bySteps =
          entries.stream()
              .limit(most)
              .collect(
                  Collectors.groupingBy(
                      e -> e.figure().step(), LinkedHashMap::new, Collectors.toList()));
      List<String> lines = new ArrayList<>();
      bySteps.forEach(
          (step, theirs) -> {
            if (!step.isEmpty()) {
              lines.add(HistoryTexts.step(step).in(language));
            }
            theirs.forEach(entry -> lines.add(line(entry, zone, language)));
          });
      return lines;
    }

    private String line(Report entry, ZoneId zone, Language language) {
      boolean isStep = !entry.figure().step().isEmpty();
      String text =
          entry.asOf()
              + "  "
              + (isStep
                  ? HistoryTexts.done(entry.figure().isDone()).in(language)
                  : entry.figure().in(goal, language))
              + "  "
              + HistoryTexts.version(
                      entry, following(entry), isStep && sameFigure(entry).count() == 1)
                  .in(language)
              + notCounted(entry).in(language)
              + " · "
              + HistoryTexts.who(entry.by()).in(language)
              + " "
              + Moment.in(zone, entry.at());
      // The state says it already.
      boolean undone = entry.reason().equals(ReviewService.UNDO);
      String why = entry.reason().isEmpty() || undone ? entry.note() : entry.reason();
      return text
          + (why.isEmpty() ? "" : " · " + Code.oneLine(why))
          + (entry.evidence().isEmpty()
              ? ""
              : HistoryTexts.EVIDENCE.in(language) + Code.oneLine(entry.evidence()));
    }

    /** Empty: the board counts it, unless its state says otherwise. */
    private Text notCounted(Report entry) {
      if (setup.closing() != null && entry.asOf().isAfter(setup.on())) {
        return HistoryTexts.afterCutOff(setup.on());
      }
      LocalDate counts = entry.figure().step().isEmpty() ? null : dayOf(entry.figure().step());
      return counts != null && entry.asOf().isBefore(counts)
          ? HistoryTexts.otherDay(counts)
          : Text.same("");
    }

    /** The latest day of a step that counts; null: none does. */
    private @Nullable LocalDate dayOf(String step) {
      return entries.stream()
          .filter(e -> e.figure().step().equals(step))
          .filter(e -> following(e) == null && e.state().counts())
          .map(Report::asOf)
          .filter(day -> setup.closing() == null || !day.isAfter(setup.on()))
          .max(Comparator.naturalOrder())
          .orElse(null);
    }

    /** The next version of the same figure; null: this is the one that stands. */
    private @Nullable Report following(Report entry) {
      return sameFigure(entry)
          .filter(e -> e.version() == entry.version() + 1)
          .findFirst()
          .orElse(null);
    }

    private Stream<Report> sameFigure(Report entry) {
      return entries.stream()
          .filter(
              e ->
                  e.asOf().equals(entry.asOf()) && e.figure().step().equals(entry.figure().step()));
    }
  }
}
