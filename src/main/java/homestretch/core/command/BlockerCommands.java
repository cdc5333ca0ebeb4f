package homestretch.core.command;

import homestretch.core.blocker.Blocker;
import homestretch.core.blocker.BlockerService;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.text.Cut;
import homestretch.core.text.Language;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /blocker raise}, {@code list} and {@code resolve} (堵点). */
public final class BlockerCommands {
  /** On a page. */
  private static final int LISTED = 15;

  private final Desk desk;
  private final BlockerService blockers;

  public BlockerCommands(Desk desk, BlockerService blockers) {
    this.desk = desk;
    this.blockers = blockers;
  }

  public List<Command> list() {
    Option department =
        new Option("department", DeskTexts.DEPARTMENT, DeskTexts.IF_SEVERAL, desk::completeOwn);
    Option what =
        new Option("what", BlockerTexts.MATTER, BlockerTexts.WHAT, null)
            .atMost(Blocker.LONGEST_WHAT);
    Option asked =
        new Option("asked", BlockerTexts.WHO, BlockerTexts.ASKED, null)
            .atMost(Blocker.LONGEST_ASKED);
    Option by = new Option("by", BlockerTexts.DUE, BlockerTexts.BY, null);
    Option id = new Option("id", DeskTexts.NUMBER, BlockerTexts.WHICH, this::completeOpen);
    Option outcome =
        new Option("outcome", BlockerTexts.OUTCOME, BlockerTexts.HOW, null)
            .atMost(Blocker.LONGEST_WHAT);
    return List.of(
        new Command(
                "blocker raise",
                BlockerTexts.RAISING,
                BlockerTexts.RAISES,
                List.of(what, asked, by, department),
                Desk.ofOneDepartment(this::raise))
            .needing(Command.Access.REPORTER)
            .taking("what")
            .such(BlockerTexts.RAISE_EXAMPLE),
        new Command(
                "blocker list", BlockerTexts.LISTING, BlockerTexts.LISTS, List.of(), this::listed)
            .such(BlockerTexts.LIST_EXAMPLE),
        new Command(
                "blocker resolve",
                BlockerTexts.RESOLVING,
                BlockerTexts.RESOLVES,
                List.of(id, outcome),
                this::resolve)
            .taking("id")
            .such(BlockerTexts.RESOLVE_EXAMPLE));
  }

  /** A day without its year that would be after the campaign is a slip, and no day next year. */
  private static LocalDate due(
      Campaign campaign, String typed, LocalDate today, Language language) {
    LocalDate due;
    try {
      due = Dates.coming("by", typed, today, language);
    } catch (Fault.Invalid e) {
      // What reads two ways says which.
      throw Dates.isOne(typed, today, language)
          ? e
          : new Fault.Invalid("by", typed, BlockerTexts.A_DAY_TO_COME);
    }
    if (due.isAfter(campaign.deadline()) && !typed.contains(String.valueOf(due.getYear()))) {
      throw new Fault.Invalid("by", typed, BlockerTexts.within(today, campaign.deadline()));
    }
    return due;
  }

  private Reply raise(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Department department = desk.reporting(campaign, invocation);
    if (!invocation.options().keySet().containsAll(List.of("what", "asked", "by"))) {
      return new Reply.Ask(form(invocation, department));
    }
    LocalDate today = desk.today(campaign);
    Blocker raised =
        blockers.raise(
            campaign,
            department,
            invocation.option("what").orElseThrow(),
            invocation.option("asked").orElseThrow(),
            due(campaign, invocation.option("by").orElseThrow(), today, language),
            Desk.actor(invocation.person()));
    return new Reply.Private(
        new Post(
            BlockerTexts.RAISED.in(language),
            List.of(
                new Block.Lines(
                    BlockerTexts.line(raised, department, today).in(language),
                    BlockerTexts.RAISED_NEXT.in(language))),
            "",
            List.of(List.of(resolving(raised, BlockerTexts.RESOLVE.in(language))))));
  }

  /** With what was typed already in its fields. */
  private static Form form(Invocation invocation, Department department) {
    Language language = invocation.language();
    return new Form(
        BlockerTexts.FORM.in(language),
        "blocker raise",
        Map.of("department", department.code()),
        List.of(
            new Form.Field(
                "what",
                BlockerTexts.WHAT.in(language),
                invocation.option("what").orElse(""),
                "",
                true,
                true),
            new Form.Field(
                "asked",
                BlockerTexts.ASKED.in(language),
                invocation.option("asked").orElse(""),
                "",
                true,
                false),
            new Form.Field(
                "by",
                BlockerTexts.BY.in(language),
                invocation.option("by").orElse(""),
                BlockerTexts.BY_HINT.in(language),
                true,
                false,
                Form.Kind.DATE)));
  }

  private static Button resolving(Blocker blocker, String label) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("id", String.valueOf(blocker.id()));
    return new Button(label, Button.Style.PLAIN, "blocker resolve", options, false);
  }

  private Reply listed(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    LocalDate today = desk.today(campaign);
    Pages.Part<Blocker> page = Pages.part(blockers.open(campaign), LISTED, invocation);
    Map<Long, Department> departments = desk.departmentsById(campaign);
    List<String> lines = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    int made = 0;
    for (Blocker blocker : page.items()) {
      Department department = of(departments, blocker);
      lines.add(BlockerTexts.line(blocker, department, today).in(language));
      if (mayResolve(campaign, invocation, blocker)) {
        if (made % 5 == 0) {
          buttons.add(new ArrayList<>());
        }
        buttons
            .getLast()
            .add(resolving(blocker, BlockerTexts.RESOLVE.in(language) + " #" + blocker.id()));
        made++;
      }
    }
    if (lines.isEmpty()) {
      lines.add(BlockerTexts.NONE.in(language));
    }
    if (page.pages() > 1) {
      buttons.add(page.turns(invocation));
    }
    return new Reply.Private(
        new Post(
            BlockerTexts.OPEN.in(language),
            List.of(new Block.Lines(lines)),
            page.shown(),
            buttons));
  }

  private Reply resolve(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    long id = Desk.number("id", invocation.option("id").orElse(""), BlockerTexts.A_NUMBER);
    Blocker blocker = blockers.find(campaign, id);
    if (!mayResolve(campaign, invocation, blocker)) {
      throw new Fault.Forbidden(BlockerTexts.NOT_YOURS);
    }
    Blocker resolved =
        blockers.resolve(
            campaign, id, invocation.option("outcome").orElse(""), Desk.actor(invocation.person()));
    Department department = of(desk.departmentsById(campaign), resolved);
    return new Reply.Private(
        Post.lines(
            BlockerTexts.RESOLVED.in(language),
            BlockerTexts.line(resolved, department, desk.today(campaign)).in(language)));
  }

  private boolean mayResolve(Campaign campaign, Invocation invocation, Blocker blocker) {
    return desk.own(campaign, invocation.person()).stream()
            .anyMatch(d -> d.id().equals(blocker.department()))
        || desk.isAdministrator(campaign, invocation.person());
  }

  private static Department of(Map<Long, Department> departments, Blocker blocker) {
    Department department = departments.get(blocker.department().value());
    if (department == null) {
      throw new IllegalStateException("a blocker of no department: " + blocker.id());
    }
    return department;
  }

  private List<Choice> completeOpen(Invocation soFar, String typed) {
    Campaign campaign = desk.campaign(soFar);
    Map<Long, Department> departments = desk.departmentsById(campaign);
    return blockers.open(campaign).stream()
        .filter(b -> String.valueOf(b.id()).startsWith(typed) || b.what().contains(typed))
        .filter(b -> mayResolve(campaign, soFar, b))
        .map(
            b ->
                new Choice(
                    Cut.withEllipsis(
                        "#"
                            + b.id()
                            + " "
                            + of(departments, b).shortest().in(soFar.language())
                            + " · "
                            + b.what(),
                        100),
                    String.valueOf(b.id())))
        .toList();
  }
}
