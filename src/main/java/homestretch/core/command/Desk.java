package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.department.Department;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Goals;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What every command asks first: which campaign, whose department, which goal. */
public final class Desk {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Channels channels;
  private final Departments departments;
  private final Goals goals;
  private final Clock clock;

  public Desk(
      Transactions transactions,
      Campaigns campaigns,
      Channels channels,
      Departments departments,
      Goals goals,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.channels = channels;
    this.departments = departments;
    this.goals = goals;
    this.clock = clock;
  }

  /** The campaign of the channel; where the channel has none, the only campaign there is. */
  Campaign campaign(Invocation invocation) {
    return transactions.read(
        () -> {
          Optional<Channel> channel = channels.at(invocation.where());
          if (channel.isPresent()) {
            return campaigns.get(channel.get().campaign());
          }
          List<Campaign> all = campaigns.list("", 2);
          if (all.size() == 1) {
            return all.getFirst();
          }
          throw new Fault.Conflict(
              all.isEmpty()
                  ? new Text("还没有战役，请管理员先建立", "there is no campaign yet; ask an administrator")
                  : new Text(
                      "这个频道还没有关联战役，请管理员登记频道",
                      "this channel belongs to no campaign; ask an administrator to register it"));
        });
  }

  LocalDate today(Campaign campaign) {
    return campaign.today(clock);
  }

  Clock clock() {
    return clock;
  }

  static Actor actor(Person person) {
    return new Actor(person.name() + " (" + person.id() + ")", person.platform());
  }

  /** The departments that the person reports for. */
  List<Department> own(Campaign campaign, Person person) {
    return transactions.read(
        () ->
            departments.reportedBy(campaign.id(), person.platform(), person.id(), person.roles()));
  }

  /**
   * The department to report for: the one named, which must be the person's own, or their only one.
   */
  Department reporting(Campaign campaign, Invocation invocation) {
    List<Department> own = own(campaign, invocation.person());
    if (own.isEmpty()) {
      throw new Fault.Forbidden(
          new Text(
              "您还没有关联任何单位；请管理员在单位设置里加上您",
              "you are linked to no department; ask an administrator to link you"));
    }
    Optional<String> named = invocation.option("department");
    if (named.isEmpty()) {
      return own.getFirst();
    }
    Department department = department(campaign, named.get());
    if (!own.contains(department)) {
      throw new Fault.Forbidden(
          new Text(
              "您不能替" + department.name().zh() + "上报",
              "you do not report for " + department.name().en()));
    }
    return department;
  }

  List<Department> departments(Campaign campaign) {
    return transactions.read(() -> departments.departments(campaign.id()));
  }

  Department department(Campaign campaign, String named) {
    return named(
        departments(campaign),
        Department::code,
        Department::name,
        named,
        new Text("单位", "department"));
  }

  List<League> leagues(Campaign campaign) {
    return transactions.read(() -> departments.leagues(campaign.id()));
  }

  League league(Campaign campaign, String named) {
    return named(leagues(campaign), League::code, League::name, named, new Text("组别", "league"));
  }

  List<Goal> goals(Campaign campaign) {
    return transactions.read(() -> goals.goals(campaign.id()));
  }

  Goal goal(Campaign campaign, String named) {
    return named(goals(campaign), Goal::code, Goal::name, named, new Text("指标", "goal"));
  }

  List<Choice> completeDepartment(Invocation soFar, String typed) {
    return choices(departments(campaign(soFar)), Department::code, Department::name, soFar, typed);
  }

  List<Choice> completeOwn(Invocation soFar, String typed) {
    return choices(
        own(campaign(soFar), soFar.person()), Department::code, Department::name, soFar, typed);
  }

  List<Choice> completeLeague(Invocation soFar, String typed) {
    return choices(leagues(campaign(soFar)), League::code, League::name, soFar, typed);
  }

  List<Choice> completeGoal(Invocation soFar, String typed) {
    return choices(goals(campaign(soFar)), Goal::code, Goal::name, soFar, typed);
  }

  /** By code or by name in either language, whatever the case. */
  private static <T> T named(
      List<T> all, Function<T, String> code, Function<T, Text> name, String named, Text what) {
    return all.stream()
        .filter(
            t ->
                code.apply(t).equalsIgnoreCase(named)
                    || name.apply(t).zh().equalsIgnoreCase(named)
                    || name.apply(t).en().equalsIgnoreCase(named))
        .findFirst()
        .orElseThrow(() -> new Fault.NotFound(what, named));
  }

  private static <T> List<Choice> choices(
      List<T> all,
      Function<T, String> code,
      Function<T, Text> name,
      Invocation soFar,
      String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(
            t ->
                (code.apply(t) + " " + name.apply(t).zh() + " " + name.apply(t).en())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted))
        .map(t -> new Choice(name.apply(t).in(soFar.language()), code.apply(t)))
        .toList();
  }
}
