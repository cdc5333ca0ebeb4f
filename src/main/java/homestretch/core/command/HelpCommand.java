package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.report.ReportService;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code /help}: what this user can do here. */
public final class HelpCommand {
  /** What administrators may do for any department, and others for their own. */
  private static final Set<String> OWN_OR_ANY = Set.of("history", "blocker resolve");

  /** What nobody can do while a campaign is frozen or final. */
  private static final Set<String> ENTERING = Set.of("report", "undo");

  private final Desk desk;
  private final ReportService reports;
  private final List<Command> commands;

  /**
   * @param commands all others
   */
  public HelpCommand(Desk desk, ReportService reports, List<Command> commands) {
    this.desk = desk;
    this.reports = reports;
    this.commands = List.copyOf(commands);
  }

  public Command command() {
    return new Command("help", HelpTexts.NAME, HelpTexts.HELP, List.of(), Pages.of(this::help));
  }

  private Reply help(Invocation invocation) {
    Language language = invocation.language();
    if (desk.channel(invocation).isEmpty() && desk.administers(invocation)) {
      return new Reply.Private(
          Post.lines(HelpTexts.TITLE.in(language), HelpTexts.NOT_REGISTERED.in(language)));
    }
    Campaign campaign = desk.campaign(invocation);
    List<Department> own = desk.own(campaign, invocation.person());
    List<String> lines = new ArrayList<>();
    lines.add(
        (own.isEmpty() && desk.isAdministrator(campaign, invocation.person())
                ? HelpTexts.LOOKS_AT_ALL
                : own.isEmpty() ? HelpTexts.LOOKS : HelpTexts.reportsFor(own))
            .in(language));
    Optional<Text> closed = closed(campaign);
    closed.ifPresent(why -> lines.add(why.in(language)));
    UnaryOperator<String> here = namesOf(campaign, own, language);
    for (Command command : commands) {
      boolean isClosed = closed.isPresent() && ENTERING.contains(command.name());
      if (!isClosed && mayUse(command, invocation, own)) {
        Text example = example(command, invocation, own);
        lines.add(
            HelpTexts.line(command, new Text(here.apply(example.zh()), here.apply(example.en())))
                .in(language));
      }
    }
    return new Reply.Private(
        new Post(campaign.name().in(language), List.of(new Block.Lines(lines)), "", List.of()));
  }

  /** Why no figure can be entered any more; empty: it can. */
  private Optional<Text> closed(Campaign campaign) {
    try {
      reports.requireOpen(campaign);
      return Optional.empty();
    } catch (Fault.Conflict e) {
      return Optional.of(new Text(e.text().zh(), Commands.sentence(e.text().en())));
    }
  }

  /** The examples' goals and department are those of this campaign, the asker's own first. */
  private UnaryOperator<String> namesOf(
      Campaign campaign, List<Department> own, Language language) {
    List<Goal> goals = desk.goals(campaign);
    List<Department> departments = own.isEmpty() ? desk.departments(campaign) : own;
    return example -> {
      String said = example;
      if (!goals.isEmpty()) {
        said = said.replace("GBR", goals.getFirst().code());
      }
      if (goals.size() > 1) {
        said = said.replace("INV", goals.get(1).code());
      }
      if (!departments.isEmpty()) {
        String name =
            language == Language.ZH
                ? departments.getFirst().shortest().zh()
                : departments.getFirst().code();
        said = said.replace("临江区", name).replace("Linjiang", name);
      }
      return said;
    };
  }

  /** One that this person can send here as it stands. */
  private static Text example(Command command, Invocation invocation, List<Department> own) {
    if (command.name().equals("link")) {
      return LinkTexts.example(invocation.where().platform());
    }
    return command.name().equals("history") && own.isEmpty()
        ? HistoryTexts.EXAMPLE_OF_ANY
        : command.example();
  }

  private boolean mayUse(Command command, Invocation invocation, List<Department> own) {
    if (OWN_OR_ANY.contains(command.name()) && own.isEmpty() && !desk.administers(invocation)) {
      return false;
    }
    if (command.name().equals("link")
        && !desk.administers(invocation)
        && desk.hasAdministrator(invocation)) {
      return false; // Its code is for the first administrator, and there is one.
    }
    try {
      desk.require(command.access(), invocation);
      return true;
    } catch (Fault.Forbidden e) {
      return false;
    }
  }
}
