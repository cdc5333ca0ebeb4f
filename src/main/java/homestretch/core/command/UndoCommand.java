package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /undo}, and the button of a receipt, which is good for ten minutes. */
final class UndoCommand {
  private static final Duration UNDO = Duration.ofMinutes(10);

  private final Desk desk;
  private final Transactions transactions;
  private final Reports reports;
  private final ReviewService service;

  UndoCommand(Desk desk, Transactions transactions, Reports reports, ReviewService service) {
    this.desk = desk;
    this.transactions = transactions;
    this.reports = reports;
    this.service = service;
  }

  Command command() {
    return new Command("undo", UndoTexts.NAME, UndoTexts.UNDO, List.of(), this::undo)
        .needing(Command.Access.REPORTER)
        .such(UndoTexts.EXAMPLE);
  }

  private Reply undo(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Actor actor = Desk.actor(invocation.person());
    Optional<ReportId> id = invocation.option("id").map(UndoCommand::id);
    if (id.isPresent()) {
      Report entry =
          transactions.read(
              () ->
                  reports
                      .find(campaign.id(), id.get())
                      .orElseThrow(
                          () -> new Fault.NotFound(UndoTexts.REPORT, id.get().toString())));
      if (entry.at().plus(UNDO).isBefore(desk.clock().instant())) {
        throw new Fault.Conflict(UndoTexts.TOO_LATE);
      }
    }
    Report undone = service.undo(campaign, id, actor);
    Goal goal =
        desk.goals(campaign).stream()
            .filter(g -> g.id().equals(undone.goal()))
            .findFirst()
            .orElseThrow();
    List<Department> own = desk.own(campaign, invocation.person());
    boolean isOnlyOwn = own.size() == 1 && own.getFirst().id().equals(undone.department());
    Department department =
        isOnlyOwn
            ? null
            : desk.departments(campaign).stream()
                .filter(d -> d.id().equals(undone.department()))
                .findFirst()
                .orElse(null);
    return new Reply.Private(
        Post.lines(
            UndoTexts.UNDONE.in(language),
            UndoTexts.stands(department, goal, undone).in(language)));
  }

  private static ReportId id(String typed) {
    try {
      return new ReportId(Long.parseLong(typed));
    } catch (NumberFormatException e) {
      throw new Fault.Invalid("id", typed, UndoTexts.NUMBER);
    }
  }
}
