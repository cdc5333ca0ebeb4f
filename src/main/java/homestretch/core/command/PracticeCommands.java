package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
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
  private static final int LISTED = 10;

  private final Desk desk;
  private final PracticeService practices;

  public PracticeCommands(Desk desk, PracticeService practices) {
    this.desk = desk;
    this.practices = practices;
  }

  public List<Command> list() {
    Option department =
        new Option(
            "department",
            new Text("单位", "department"),
            new Text("您负责多个单位时选择", "If you report for several"),
            desk::completeOwn);
    Option id =
        new Option("id", new Text("编号", "id"), new Text("做法的编号", "The practice's number"), null);
    return List.of(
        new Command(
                "practice share",
                new Text("做法 分享", "practice share"),
                new Text("把有效的做法推荐给其他单位", "Propose what worked to the others"),
                List.of(
                    new Option("what", new Text("内容", "what"), PracticeTexts.WHAT, null)
                        .atMost(Practice.LONGEST),
                    new Option(
                            "evidence",
                            new Text("依据", "evidence"),
                            new Text("链接或文号", "A link or a document number"),
                            null)
                        .atMost(Practice.LONGEST),
                    department),
                Desk.ofOneDepartment(this::share))
            .needing(Command.Access.REPORTER)
            .taking("what")
            .such(new Text("/做法 分享 每周五集中审批一次", "/practice share one joint approval every Friday")),
        new Command(
                "practice list",
                new Text("做法 列表", "practice list"),
                new Text("大家的好做法", "What worked for others"),
                List.of(),
                this::listed)
            .such(new Text("/做法 列表", "/practice list")),
        new Command(
                "practice approve",
                new Text("做法 通过", "practice approve"),
                new Text("审核通过并发到频道", "Approve a practice and post it"),
                List.of(id),
                invocation -> decide(invocation, true))
            .toAll()
            .needing(Command.Access.ADMINISTRATOR)
            .taking("id")
            .such(new Text("/做法 通过 2", "/practice approve 2")),
        new Command(
                "practice decline",
                new Text("做法 不通过", "practice decline"),
                new Text("审核不通过", "Decline a practice"),
                List.of(id),
                invocation -> decide(invocation, false))
            .needing(Command.Access.ADMINISTRATOR)
            .taking("id")
            .such(new Text("/做法 不通过 2", "/practice decline 2")),
        new Command(
                "practice adopt",
                new Text("做法 采用", "practice adopt"),
                new Text("本单位也在这样做", "Your department does it, too"),
                List.of(id, department),
                Desk.ofOneDepartment(this::adopt))
            .needing(Command.Access.REPORTER)
            .taking("id")
            .such(new Text("/做法 采用 2", "/practice adopt 2")));
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
                      "evidence", PracticeTexts.EVIDENCE.in(language), "", "", false, false))));
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
    for (Practice practice : shown.stream().limit(LISTED).toList()) {
      lines.add(line(campaign, practice).in(language));
      List<Button> row = buttons(practice, decides, own, language);
      if (!row.isEmpty() && buttons.size() < 5) {
        buttons.add(row);
      }
    }
    if (shown.size() > LISTED) {
      int left = shown.size() - LISTED;
      lines.add(new Text("还有更早的 " + left + " 条", left + " earlier ones").in(language));
    }
    if (lines.isEmpty()) {
      lines.add(PracticeTexts.NONE.in(language));
    }
    return new Reply.Private(
        new Post(PracticeTexts.LIST.in(language), List.of(new Block.Lines(lines)), "", buttons));
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
      case APPROVED ->
          own.stream()
                  .anyMatch(
                      d ->
                          !d.id().equals(practice.department())
                              && !practice.adoptedBy().contains(d.id()))
              ? List.of(
                  new Button(
                      PracticeTexts.ADOPT.in(language) + number,
                      Button.Style.PLAIN,
                      "practice adopt",
                      id,
                      false))
              : List.of();
      case DECLINED -> List.of();
    };
  }

  /** An approved one is posted where it was approved, in the channel's own language. */
  private Reply decide(Invocation invocation, boolean approved) {
    Campaign campaign = desk.campaign(invocation);
    Practice decided =
        practices.decide(campaign, id(invocation), approved, Desk.actor(invocation.person()));
    if (!approved) {
      return new Reply.Private(
          Post.lines(
              PracticeTexts.DECLINED.in(invocation.language()),
              line(campaign, decided).in(invocation.language())));
    }
    Language language = desk.channelLanguage(invocation);
    return new Reply.Public(
        new Post(
            PracticeTexts.POSTED.in(language),
            List.of(new Block.Lines(line(campaign, decided).in(language))),
            "",
            List.of(
                List.of(
                    new Button(
                        PracticeTexts.ADOPT.in(language),
                        Button.Style.PLAIN,
                        "practice adopt",
                        Map.of("id", String.valueOf(decided.id())),
                        false)))));
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
    return Desk.number(
        "id", invocation.option("id").orElse(""), new Text("做法的编号，如 2", "its number, such as 2"));
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
