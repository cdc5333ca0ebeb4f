package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.practice.Practice;
import homestretch.core.practice.PracticeService;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code /practice share} and {@code list}, with approving and adopting (做法). */
public final class PracticeCommands {
  /** On a page; each may have two buttons. */
  private static final int LISTED = 4;

  private final Desk desk;
  private final PracticeService practices;

  public PracticeCommands(Desk desk, PracticeService practices) {
    this.desk = desk;
    this.practices = practices;
  }

  public List<Command> list() {
    Option department =
        new Option("department", DeskTexts.DEPARTMENT, DeskTexts.IF_SEVERAL, desk::completeOwn);
    Option id = new Option("id", DeskTexts.NUMBER, PracticeTexts.WHICH, null);
    return List.of(
        new Command(
                "practice share",
                PracticeTexts.SHARE,
                PracticeTexts.SHARES,
                List.of(
                    new Option("what", PracticeTexts.CONTENT, PracticeTexts.WHAT, null)
                        .atMost(Practice.LONGEST),
                    new Option("evidence", DeskTexts.EVIDENCE, DeskTexts.WHICH_EVIDENCE, null)
                        .atMost(Practice.LONGEST),
                    department),
                Desk.ofOneDepartment(this::share))
            .needing(Command.Access.REPORTER)
            .taking("what")
            .such(PracticeTexts.SHARE_EXAMPLE),
        new Command(
                "practice list",
                PracticeTexts.LISTING,
                PracticeTexts.LISTS,
                List.of(),
                this::listed)
            .such(PracticeTexts.LIST_EXAMPLE),
        new Command(
                "practice approve",
                PracticeTexts.APPROVING,
                PracticeTexts.APPROVES,
                List.of(id),
                this::approve)
            .needing(Command.Access.ADMINISTRATOR)
            .taking("id")
            .such(PracticeTexts.APPROVE_EXAMPLE),
        new Command(
                "practice decline",
                PracticeTexts.DECLINING,
                PracticeTexts.DECLINES,
                List.of(id),
                this::decline)
            .needing(Command.Access.ADMINISTRATOR)
            .taking("id")
            .such(PracticeTexts.DECLINE_EXAMPLE),
        new Command(
                "practice withdraw",
                PracticeTexts.WITHDRAWING,
                PracticeTexts.WITHDRAWS,
                List.of(id),
                this::withdraw)
            .needing(Command.Access.ADMINISTRATOR)
            .taking("id")
            .such(PracticeTexts.WITHDRAW_EXAMPLE),
        new Command(
                "practice adopt",
                PracticeTexts.ADOPTING,
                PracticeTexts.ADOPTS,
                List.of(id, department),
                Desk.ofOneDepartment(this::adopt))
            .needing(Command.Access.REPORTER)
            .taking("id")
            .such(PracticeTexts.ADOPT_EXAMPLE));
  }

  private Reply share(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Department department = desk.reporting(campaign, invocation);
    if (invocation.option("what").isEmpty()) {
      return new Reply.Ask(
          new Form(
              PracticeTexts.FORM.in(language),
              "practice share",
              Map.of("department", department.code()),
              List.of(
                  new Form.Field("what", PracticeTexts.WHAT.in(language), "", "", true, true),
                  new Form.Field(
                      "evidence",
                      DeskTexts.EVIDENCE_OPTIONAL.in(language),
                      "",
                      "",
                      false,
                      false))));
    }
    Practice shared =
        practices.share(
            campaign,
            department,
            invocation.option("what").orElseThrow(),
            invocation.option("evidence").orElse(""),
            Desk.actor(invocation.person()));
    Text next =
        switch (shared.state()) {
          case PROPOSED -> PracticeTexts.PROPOSED_NEXT;
          case APPROVED -> PracticeTexts.ALREADY_APPROVED;
          case DECLINED -> PracticeTexts.ALREADY_DECLINED;
        };
    return new Reply.Private(
        Post.lines(
            PracticeTexts.PROPOSED.in(language),
            line(campaign, shared).in(language),
            next.in(language)));
  }

  /** The approved ones; to administrators first those that wait for them, with two buttons. */
  private Reply listed(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    boolean decides = desk.isAdministrator(campaign, invocation.person());
    List<Department> own = desk.own(campaign, invocation.person());
    List<Practice> all = practices.list(campaign);
    List<Practice> shown = new ArrayList<>();
    all.stream()
        .filter(p -> p.state() == Practice.State.PROPOSED)
        .filter(p -> decides || own.stream().anyMatch(d -> d.id().equals(p.department())))
        .forEach(shown::add);
    all.stream().filter(p -> p.state() == Practice.State.APPROVED).forEach(shown::add);
    List<String> lines = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    Pages.Part<Practice> page = Pages.part(shown, LISTED, invocation);
    for (Practice practice : page.items()) {
      lines.add(line(campaign, practice).in(language));
      List<Button> row = buttons(practice, decides, own, language);
      if (!row.isEmpty()) {
        buttons.add(row);
      }
    }
    if (page.pages() > 1) {
      buttons.add(page.turns(invocation));
    }
    if (lines.isEmpty()) {
      lines.add(PracticeTexts.NONE.in(language));
    }
    return new Reply.Private(
        new Post(
            PracticeTexts.LIST.in(language),
            List.of(new Block.Lines(lines)),
            page.shown(),
            buttons));
  }

  private static List<Button> buttons(
      Practice practice, boolean decides, List<Department> own, Language language) {
    Map<String, String> id = Map.of("id", String.valueOf(practice.id()));
    String number = " #" + practice.id();
    return switch (practice.state()) {
      case PROPOSED ->
          decides
              ? List.of(
                  new Button(
                      PracticeTexts.APPROVE.in(language) + number,
                      Button.Style.PRIMARY,
                      "practice approve",
                      id,
                      false),
                  new Button(
                      PracticeTexts.DECLINE.in(language) + number,
                      Button.Style.PLAIN,
                      "practice decline",
                      id,
                      false))
              : List.of();
      case APPROVED -> {
        List<Button> row = new ArrayList<>();
        if (own.stream()
            .anyMatch(
                d ->
                    !d.id().equals(practice.department())
                        && !practice.adoptedBy().contains(d.id()))) {
          row.add(
              new Button(
                  PracticeTexts.ADOPT.in(language) + number,
                  Button.Style.PLAIN,
                  "practice adopt",
                  id,
                  false));
        }
        if (decides) {
          row.add(
              new Button(
                  PracticeTexts.WITHDRAW.in(language) + number,
                  Button.Style.PLAIN,
                  "practice withdraw",
                  id,
                  false));
        }
        yield row;
      }
      case DECLINED -> List.of();
    };
  }

  /** The message goes to the channels by itself; who approves hears to how many. */
  private Reply approve(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    PracticeService.Approved approved =
        practices.approve(campaign, id(invocation), Desk.actor(invocation.person()));
    return new Reply.Private(
        Post.lines(
                PracticeTexts.APPROVED.in(language),
                line(campaign, approved.practice()).in(language),
                PracticeTexts.goesTo(approved.reach().coming(), approved.reach().standing())
                    .in(language))
            .withButtons(
                List.of(
                    List.of(
                        button(
                            PracticeTexts.WITHDRAW,
                            "practice withdraw",
                            approved.practice(),
                            language)))));
  }

  private Reply decline(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Practice declined =
        practices.decline(campaign, id(invocation), Desk.actor(invocation.person()));
    return new Reply.Private(
        Post.lines(PracticeTexts.DECLINED.in(language), line(campaign, declined).in(language)));
  }

  private Reply withdraw(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    PracticeService.Withdrawn withdrawn =
        practices.withdraw(campaign, id(invocation), Desk.actor(invocation.person()));
    return new Reply.Private(
        Post.lines(
            PracticeTexts.WITHDRAWN.in(language),
            line(campaign, withdrawn.practice()).in(language),
            PracticeTexts.standsIn(withdrawn.channels()).in(language)));
  }

  private static Button button(Text label, String command, Practice practice, Language language) {
    return new Button(
        label.in(language),
        Button.Style.PLAIN,
        command,
        Map.of("id", String.valueOf(practice.id())),
        false);
  }

  private Reply adopt(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Department department = desk.reporting(campaign, invocation);
    Practice adopted =
        practices.adopt(campaign, id(invocation), department, Desk.actor(invocation.person()));
    return new Reply.Private(
        Post.lines(PracticeTexts.ADOPTED.in(language), line(campaign, adopted).in(language)));
  }

  private static long id(Invocation invocation) {
    return Desk.number("id", invocation.option("id").orElse(""), PracticeTexts.A_NUMBER);
  }

  private Text line(Campaign campaign, Practice practice) {
    Map<Long, Department> departments = desk.departmentsById(campaign);
    return PracticeTexts.line(
        practice,
        Objects.requireNonNull(departments.get(practice.department().value())),
        practice.adoptedBy().stream()
            .map(d -> Objects.requireNonNull(departments.get(d.value())).shortest())
            .toList());
  }
}
