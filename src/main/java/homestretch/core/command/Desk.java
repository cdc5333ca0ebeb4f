package homestretch.core.command;

import homestretch.core.access.Rights;
import homestretch.core.access.Role;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Gatekeeper;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Goals;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Lookup;
import homestretch.core.text.Readings;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What every command asks first: which campaign, whose department, which goal. */
public final class Desk implements Gatekeeper {

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Channels channels;
  private final Departments departments;
  private final Goals goals;
  private final Rights rights;
  private final Clock clock;
  private final Lookup lookup;
  private final Naming naming;
  private final Function<Address, Optional<CampaignId>> talks;

  /** Without pinyin. */
  public Desk(
      Transactions transactions,
      Campaigns campaigns,
      Channels channels,
      Departments departments,
      Goals goals,
      Rights rights,
      Clock clock) {
    this(transactions, campaigns, channels, departments, goals, rights, clock, Readings.NONE);
  }

  public Desk(
      Transactions transactions,
      Campaigns campaigns,
      Channels channels,
      Departments departments,
      Goals goals,
      Rights rights,
      Clock clock,
      Readings readings) {
    this(
        transactions,
        campaigns,
        channels,
        departments,
        goals,
        rights,
        clock,
        readings,
        where -> Optional.empty());
  }

  /**
   * @param talks the campaign of a private conversation that the bot began
   */
  public Desk(
      Transactions transactions,
      Campaigns campaigns,
      Channels channels,
      Departments departments,
      Goals goals,
      Rights rights,
      Clock clock,
      Readings readings,
      Function<Address, Optional<CampaignId>> talks) {
    this.talks = talks;
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.channels = channels;
    this.departments = departments;
    this.goals = goals;
    this.rights = rights;
    this.clock = clock;
    this.lookup = new Lookup(readings);
    this.naming = new Naming(lookup);
  }

  @Override
  public void require(Command.Access access, Invocation invocation) {
    Person person = invocation.person();
    switch (access) {
      case ANYONE -> {
        // Everybody in the channel.
      }
      case REPORTER -> {
        if (own(campaign(invocation), person).isEmpty()) {
          throw notLinked(administers(invocation));
        }
      }
      case REVIEWER -> {
        if (!rights.isReviewer(
            person.platform(), person.id(), person.roles(), campaign(invocation).id())) {
          throw new Fault.Forbidden(DeskTexts.REVIEWERS_ONLY);
        }
      }
      case ADMINISTRATOR -> {
        if (!administers(invocation)) {
          throw new Fault.Forbidden(DeskTexts.ADMINISTRATORS_ONLY);
        }
      }
    }
  }

  /** Of the channel's campaign; where there is none yet, of any. */
  boolean administers(Invocation invocation) {
    Person person = invocation.person();
    return transactions
        .read(() -> at(invocation))
        .map(
            c ->
                rights.isAdministrator(
                    person.platform(), person.id(), person.roles(), c.campaign()))
        .orElseGet(() -> rights.administersAny(person.platform(), person.id(), person.roles()));
  }

  /** Whether the platform has an administrator already. */
  boolean hasAdministrator(Invocation invocation) {
    return rights.hasAdministrator(invocation.where().platform());
  }

  /** The channel as it is registered; empty: it is not. */
  Optional<Channel> channel(Invocation invocation) {
    return transactions.read(() -> channels.at(invocation.where()));
  }

  /** The channel, or the one that a thread is of, unless the thread has been registered itself. */
  private Optional<Channel> at(Invocation invocation) {
    Address above = invocation.above();
    return channels
        .at(invocation.where())
        .or(() -> above == null ? Optional.empty() : channels.at(above));
  }

  private static Fault.Forbidden notLinked(boolean isAdministrator) {
    return new Fault.Forbidden(
        isAdministrator ? DeskTexts.NONE_OF_ADMINISTRATOR : DeskTexts.NOT_LINKED);
  }

  Lookup lookup() {
    return lookup;
  }

  /** The campaign of the channel: one that is not registered shows no campaign's figures. */
  Campaign campaign(Invocation invocation) {
    return transactions.read(
        () -> {
          Optional<Channel> channel = at(invocation);
          if (channel.isPresent()) {
            return campaigns.get(channel.get().campaign());
          }
          if (invocation.where().isDirect()) {
            return campaignOf(invocation.person());
          }
          Optional<CampaignId> talk = talks.apply(invocation.where());
          if (talk.isPresent()) {
            return campaigns.get(talk.get());
          }
          throw new Fault.Conflict(
              campaigns.list("", 1).isEmpty() ? DeskTexts.NO_CAMPAIGN : DeskTexts.NOT_REGISTERED);
        });
  }

  /** In a chat with one person alone: the one campaign in which they have something to do. */
  private Campaign campaignOf(Person person) {
    List<Campaign> theirs =
        campaigns.list("", Integer.MAX_VALUE).stream()
            .filter(c -> !own(c, person).isEmpty() || isAdministrator(c, person))
            .toList();
    List<Campaign> open = theirs.stream().filter(c -> !today(c).isAfter(c.deadline())).toList();
    List<Campaign> meant = open.isEmpty() ? theirs : open;
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    throw new Fault.Conflict(
        meant.isEmpty() ? DeskTexts.NO_CAMPAIGN_OF_YOURS : DeskTexts.severalCampaigns(meant));
  }

  List<Campaign> campaigns() {
    return transactions.read(() -> campaigns.list("", Integer.MAX_VALUE));
  }

  LocalDate today(Campaign campaign) {
    return campaign.today(clock);
  }

  Clock clock() {
    return clock;
  }

  static Actor actor(Person person) {
    return new Actor(person.id(), person.name(), person.platform());
  }

  /** The departments that the person reports for. */
  List<Department> own(Campaign campaign, Person person) {
    return transactions.read(
        () -> {
          Set<String> granted =
              rights.reportsFor(person.platform(), person.id(), person.roles(), campaign.id());
          List<Department> linked =
              departments.reportedBy(campaign.id(), person.platform(), person.id(), person.roles());
          if (granted.isEmpty()) {
            return linked;
          }
          return departments.departments(campaign.id()).stream()
              .filter(
                  d ->
                      linked.contains(d)
                          || granted.stream().anyMatch(code -> Code.same(code, d.code())))
              .toList();
        });
  }

  /**
   * The department to report for: the one named, which must be the person's own, or their only one.
   */
  Department reporting(Campaign campaign, Invocation invocation) {
    List<Department> own = own(campaign, invocation.person());
    if (own.isEmpty()) {
      throw notLinked(isAdministrator(campaign, invocation.person()));
    }
    Optional<String> named = invocation.option("department");
    if (named.isEmpty()) {
      if (own.size() > 1) {
        throw new SeveralDepartments(own);
      }
      return own.getFirst();
    }
    Department department = department(campaign, named.get());
    if (!own.contains(department)) {
      throw new Fault.Forbidden(DeskTexts.notFor(department));
    }
    return department;
  }

  /** The department to look into: one that they report for; administrators may name any. */
  Department shown(Campaign campaign, Invocation invocation) {
    if (!isAdministrator(campaign, invocation.person())) {
      return reporting(campaign, invocation);
    }
    Optional<String> named = invocation.option("department");
    if (named.isPresent()) {
      return department(campaign, named.get());
    }
    if (!own(campaign, invocation.person()).isEmpty()) {
      return reporting(campaign, invocation);
    }
    List<Department> all = departments(campaign);
    throw new Fault.Invalid(
        "department",
        "",
        all.isEmpty()
            ? DeskTexts.noneSetUp(DeskTexts.DEPARTMENT)
            : DeskTexts.which(all.getFirst()));
  }

  /** Somebody reports for several departments and did not say for which: they are asked. */
  static final class SeveralDepartments extends RuntimeException {
    private final transient List<Department> departments;
    private final transient List<Text> about;

    SeveralDepartments(List<Department> departments) {
      this(departments, List.of());
    }

    /**
     * @param about which figures the question is about, where others of the line have theirs
     */
    SeveralDepartments(List<Department> departments, List<Text> about) {
      super("several departments");
      this.departments = departments;
      this.about = about;
    }
  }

  /** Runs a command of one department; who has several is asked which one, never the first. */
  static Command.Handler ofOneDepartment(Command.Handler handler) {
    return invocation -> {
      try {
        return handler.handle(invocation);
      } catch (SeveralDepartments several) {
        return ask(invocation, several);
      }
    };
  }

  private static Reply ask(Invocation invocation, SeveralDepartments several) {
    List<Department> departments = several.departments;
    List<String> lines = new ArrayList<>();
    lines.add(
        (several.about.isEmpty() ? DeskTexts.CHOOSE : ReportTexts.FIGURES_WITHOUT_DEPARTMENT)
            .in(invocation.language()));
    several.about.forEach(text -> lines.add(text.in(invocation.language())));
    List<List<Button>> rows = new ArrayList<>();
    for (Department department : departments) {
      Map<String, String> options = new LinkedHashMap<>(invocation.options());
      options.put("department", department.code());
      Button button =
          new Button(
              department.shortest().in(invocation.language()),
              Button.Style.PRIMARY,
              invocation.command(),
              options,
              false);
      if (rows.size() == 5 && rows.getLast().size() == 5) {
        // More than any platform shows: the name has to be typed.
        throw new Fault.Invalid("department", "", DeskTexts.oneOf(departments));
      }
      if (rows.isEmpty() || rows.getLast().size() == 5) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(button);
    }
    return new Reply.Private(
        new Post(
            DeskTexts.WHICH_DEPARTMENT.in(invocation.language()),
            List.of(new Block.Lines(lines)),
            "",
            rows));
  }

  /** Whether the person administers the campaign, by a grant. */
  boolean isAdministrator(Campaign campaign, Person person) {
    return rights.isAdministrator(person.platform(), person.id(), person.roles(), campaign.id());
  }

  /** Whether the person may see every unit of a league, whatever is disclosed. */
  boolean seesLeague(Campaign campaign, Person person, League league) {
    return isAdministrator(campaign, person)
        || rights.scopes(person.platform(), person.id(), person.roles()).stream()
            .anyMatch(
                scope ->
                    scope.role() == Role.REVIEWER
                        && scope.covers(campaign.id())
                        && (scope.leagues().isEmpty() || scope.leagues().contains(league.code())))
        || own(campaign, person)
            .containsAll(
                departments(campaign).stream()
                    .filter(d -> d.league().equals(league.id()))
                    .toList());
  }

  /** All departments of a campaign by their id. */
  Map<Long, Department> departmentsById(Campaign campaign) {
    Map<Long, Department> byId = new LinkedHashMap<>();
    departments(campaign).forEach(d -> byId.put(d.id().value(), d));
    return byId;
  }

  /** In which language a channel's public messages are. */
  Language channelLanguage(Invocation invocation) {
    return channel(invocation).map(Channel::language).orElse(invocation.language());
  }

  /** A whole number as somebody types it, with or without the # before it. */
  static long number(String field, String typed, Text expected) {
    String digits = Words.halfWidth(typed).strip().replaceFirst("^#", "");
    if (!digits.matches("\\d{1,18}")) {
      throw new Fault.Invalid(field, typed, expected);
    }
    return Long.parseLong(digits);
  }

  List<Department> departments(Campaign campaign) {
    return transactions.read(() -> departments.departments(campaign.id()));
  }

  Department department(Campaign campaign, String named) {
    return naming.named(
        "department",
        departments(campaign),
        Department::code,
        Department::name,
        Naming::namesOf,
        named,
        DeskTexts.DEPARTMENT);
  }

  List<League> leagues(Campaign campaign) {
    return transactions.read(() -> departments.leagues(campaign.id()));
  }

  League league(Campaign campaign, String named) {
    return naming.named(
        "league",
        leagues(campaign),
        League::code,
        League::name,
        Naming::namesOf,
        named,
        DeskTexts.LEAGUE);
  }

  List<Goal> goals(Campaign campaign) {
    return transactions.read(() -> goals.goals(campaign.id()));
  }

  Goal goal(Campaign campaign, String named) {
    return naming.named(
        "goal", goals(campaign), Goal::code, Goal::name, Naming::namesOf, named, DeskTexts.GOAL);
  }

  /** Whether a text names what an option takes. */
  boolean isNamed(Invocation invocation, String option, String text) {
    Campaign campaign = campaign(invocation);
    try {
      switch (option) {
        case "department" -> department(campaign, text);
        case "league" -> league(campaign, text);
        case "goal" -> goal(campaign, text);
        case "date" -> {
          return Dates.isOne(text, today(campaign), invocation.language());
        }
        default -> throw new IllegalArgumentException(option);
      }
      return true;
    } catch (Fault.Invalid e) {
      return false;
    }
  }

  /** Whether a text looks like what an option takes. */
  boolean isNear(Invocation invocation, String option, String text) {
    return switch (option) {
      case "department" -> !completeDepartment(invocation, text).isEmpty();
      case "league" -> !completeLeague(invocation, text).isEmpty();
      case "goal" -> !completeGoal(invocation, text).isEmpty();
      default -> false;
    };
  }

  List<Choice> completeDepartment(Invocation soFar, String typed) {
    return naming.choices(departments(campaign(soFar)), Naming::namesOf, soFar, typed);
  }

  List<Choice> completeOwn(Invocation soFar, String typed) {
    return naming.choices(own(campaign(soFar), soFar.person()), Naming::namesOf, soFar, typed);
  }

  /** See {@link #shown}. */
  List<Choice> completeShown(Invocation soFar, String typed) {
    return isAdministrator(campaign(soFar), soFar.person())
        ? completeDepartment(soFar, typed)
        : completeOwn(soFar, typed);
  }

  List<Choice> completeLeague(Invocation soFar, String typed) {
    return naming.choices(leagues(campaign(soFar)), Naming::namesOf, soFar, typed);
  }

  List<Choice> completeGoal(Invocation soFar, String typed) {
    return naming.choices(goals(campaign(soFar)), Naming::namesOf, soFar, typed);
  }
}
