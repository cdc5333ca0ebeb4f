package homestretch.core.care;

import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closings;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.delivery.Notices;
import homestretch.core.department.Department;
import homestretch.core.department.Departments;
import homestretch.core.department.Link;
import homestretch.core.score.Light;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks who is late or behind and tells them alone: first the reporters, and after so many working
 * days without a change the lead, then the supervisor; each step once in a calendar month, in
 * office hours of working days, and never more in a week than the cap. Where the calendar of the
 * year is not known nobody is called late by a guess.
 */
public final class CareRound {
  private static final LocalTime FROM = LocalTime.of(9, 0);
  private static final LocalTime UNTIL = LocalTime.of(18, 0);

  /** Whoever took a request in hand and has not told anybody by then has died. */
  private static final Duration IN_HAND = Duration.ofMinutes(5);

  /** To read the message, and to report a figure. */
  private static final int MINUTES_TO_READ = 1;

  private static final int MINUTES_A_FIGURE = 1;

  private final Transactions transactions;
  private final Care care;
  private final Campaigns campaigns;
  private final Closings closings;
  private final Departments departments;
  private final Notices notices;
  private final Boards boards;
  private final WorkCalendars calendars;
  private final Teller teller;
  private final Clock clock;

  public CareRound(
      Transactions transactions,
      Care care,
      Campaigns campaigns,
      Closings closings,
      Departments departments,
      Channels channels,
      Notices notices,
      Boards boards,
      WorkCalendars calendars,
      List<Chat> chats,
      Fitting fitting,
      Clock clock) {
    this.transactions = transactions;
    this.care = care;
    this.campaigns = campaigns;
    this.closings = closings;
    this.departments = departments;
    this.notices = notices;
    this.boards = boards;
    this.calendars = calendars;
    this.teller = new Teller(transactions, care, channels, chats, fitting, clock);
    this.clock = clock;
  }

  /** One look at every campaign that cares; waits for the platforms. */
  public void look() {
    for (Campaign campaign : transactions.read(() -> campaigns.list("", Integer.MAX_VALUE))) {
      CareSettings settings = transactions.read(() -> care.settings(campaign.id()));
      if (settings.isOn() && isTime(campaign)) {
        look(campaign, settings);
      }
    }
  }

  private boolean isTime(Campaign campaign) {
    LocalDate today = campaign.today(clock);
    LocalTime time = clock.instant().atZone(campaign.timezone()).toLocalTime();
    return !today.isBefore(campaign.start())
        && !today.isAfter(campaign.deadline())
        && !time.isBefore(FROM)
        && time.isBefore(UNTIL)
        && Boolean.TRUE.equals(calendars.of(campaign.calendar()).isWorkingDay(today))
        && transactions.read(() -> closings.standing(campaign.id())).isEmpty();
  }

  private void look(Campaign campaign, CareSettings settings) {
    LocalDate today = campaign.today(clock);
    Scorebook book = boards.on(campaign, today);
    String period = YearMonth.from(today).toString();
    for (Department department : book.setup().departments()) {
      Standing standing = book.standing(department.id());
      List<GoalStanding> late = late(campaign, standing, today);
      boolean behind = standing.light() == Light.RED;
      if (!late.isEmpty() || behind) {
        next(campaign, settings, standing, late, period, today);
      }
    }
    for (CareRequest request : transactions.read(() -> care.open(campaign.id()))) {
      Standing standing = book.standing(request.department());
      Department above = above(campaign, standing.department());
      List<CareSettings.Contact> people =
          List.copyOf(recipients(settings, request.step(), standing.department(), above));
      List<CareSettings.Contact> own = own(settings, request);
      Instant now = clock.instant();
      if (teller.speaksFromHere(people)
          && teller.speaksFromHere(own)
          && transactions.write(() -> care.begin(request.id(), now, now.minus(IN_HAND)))) {
        tell(
            campaign,
            request,
            post(campaign, request, standing, above, today),
            standing,
            people,
            own);
      }
    }
  }

  /** Goals whose figure is older than allowed, or was never sent though it would be by now. */
  private List<GoalStanding> late(Campaign campaign, Standing standing, LocalDate today) {
    WorkCalendar calendar = calendars.of(campaign.calendar());
    return standing.goals().stream()
        .filter(
            goal ->
                goal.state() == GoalStanding.State.STALE
                    || (goal.state() == GoalStanding.State.UNREPORTED
                        && goal.goal()
                            .isStale(campaign.start(), today, campaign.deadline(), calendar)))
        .toList();
  }

  /** Writes the next step down, if its time has come. */
  private void next(
      Campaign campaign,
      CareSettings settings,
      Standing standing,
      List<GoalStanding> late,
      String period,
      LocalDate today) {
    WorkCalendar calendar = calendars.of(campaign.calendar());
    transactions.writeAll(
        () -> {
          List<CareRequest> taken = care.of(standing.department().id(), period);
          if (taken.size() >= CareSettings.Step.values().length) {
            return;
          }
          CareSettings.Step step = CareSettings.Step.values()[taken.size()];
          if (!taken.isEmpty()) {
            OptionalLong waited =
                calendar.workingDays(taken.getLast().askedOn().plusDays(1), today);
            if (waited.isEmpty() || waited.getAsLong() < settings.graceDays()) {
              return;
            }
          }
          long thisWeek =
              care.since(campaign.id(), CareService.monday(today)).stream()
                  .filter(r -> r.department().equals(standing.department().id()))
                  .count();
          if (thisWeek < settings.weeklyCap()) {
            care.add(
                campaign.id(),
                new CareRequest(
                    0,
                    standing.department().id(),
                    period,
                    step,
                    today,
                    MINUTES_TO_READ + MINUTES_A_FIGURE * late.size(),
                    null,
                    null,
                    0));
          }
        });
  }

  private Post post(
      Campaign campaign,
      CareRequest request,
      Standing standing,
      @Nullable Department above,
      LocalDate today) {
    LocalDate since =
        request.step() == CareSettings.Step.REPORTER
            ? null
            : transactions
                .read(() -> care.of(request.department(), request.period()))
                .getFirst()
                .askedOn();
    return CareTexts.request(
        request.step(),
        standing,
        late(campaign, standing, today),
        standing.light() == Light.RED,
        since,
        above,
        campaign.language());
  }

  private void tell(
      Campaign campaign,
      CareRequest request,
      Post post,
      Standing standing,
      List<CareSettings.Contact> people,
      List<CareSettings.Contact> own) {
    Outcome outcome = new Outcome();
    for (CareSettings.Contact person : people) {
      outcome.add(teller.tell(campaign, person, post, request));
    }
    if (outcome.told == 0 && !outcome.isOpen) {
      Post together = CareTexts.inChannel(post, campaign.language());
      for (CareSettings.Contact channel : own) {
        outcome.add(teller.tell(campaign, channel, together, request));
      }
    }
    if (outcome.isOpen) {
      return; // The next look goes on: who has it already is not told again.
    }
    transactions.writeAll(
        () -> {
          Instant now = clock.instant();
          care.sent(request.id(), now, outcome.told);
          if (outcome.told == 0) {
            Text nobody = CareTexts.nobody(standing, request.step(), outcome.why);
            notices.raise(campaign.id(), subject("", standing, request), nobody, now);
          }
          if (outcome.isUnsure) {
            Text unsure = CareTexts.unsure(standing, request.step());
            notices.raise(campaign.id(), subject("unsure/", standing, request), unsure, now);
          }
        });
  }

  private static String subject(String what, Standing standing, CareRequest request) {
    return "care/"
        + what
        + standing.department().code()
        + "/"
        + request.period()
        + "/"
        + request.step();
  }

  /** What became of a request so far. */
  private static final class Outcome {
    private int told;
    private boolean isUnsure;
    private boolean isOpen;
    private final Set<Text> why = new LinkedHashSet<>();

    void add(Teller.Told one) {
      switch (one) {
        case Teller.Told.Yes yes -> told++;
        case Teller.Told.No(Text reason) -> {
          if (reason != null) {
            why.add(reason);
          }
        }
        case Teller.Told.Perhaps perhaps -> {
          told++;
          isUnsure = true;
        }
        case Teller.Told.Later later -> isOpen = true;
      }
    }
  }

  private Set<CareSettings.Contact> recipients(
      CareSettings settings,
      CareSettings.Step step,
      Department department,
      @Nullable Department above) {
    Set<CareSettings.Contact> found = new LinkedHashSet<>();
    if (step == CareSettings.Step.REPORTER) {
      return linked(department, step);
    }
    settings.contacts().stream()
        .filter(c -> c.step() == step && !c.isChannel())
        .filter(c -> c.department() == null || department.id().equals(c.department()))
        .map(c -> new CareSettings.Contact(null, step, c.platform(), c.person()))
        .forEach(found::add);
    return found.isEmpty() && step == CareSettings.Step.SUPERVISOR && above != null
        ? linked(above, step)
        : found;
  }

  /** The department's own channels, for what nobody of the step could be told. */
  private static List<CareSettings.Contact> own(CareSettings settings, CareRequest request) {
    return settings.contacts().stream()
        .filter(c -> c.isChannel() && c.step() == request.step())
        .filter(c -> request.department().equals(c.department()))
        .toList();
  }

  private Set<CareSettings.Contact> linked(Department department, CareSettings.Step step) {
    Set<CareSettings.Contact> found = new LinkedHashSet<>();
    transactions.read(() -> departments.links(department.id())).stream()
        .filter(link -> link.kind() == Link.Kind.USER)
        .forEach(
            link -> found.add(new CareSettings.Contact(null, step, link.platform(), link.id())));
    return found;
  }

  private @Nullable Department above(Campaign campaign, Department department) {
    return department.parent().isEmpty()
        ? null
        : transactions.read(() -> departments.departments(campaign.id())).stream()
            .filter(d -> Code.same(d.code(), department.parent()))
            .findFirst()
            .orElse(null);
  }
}
