package homestretch.core.command;

import homestretch.core.access.Rights;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
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
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What every command asks first: which campaign, whose department, which goal. */
public final class Desk {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Channels channels;
  private final Departments departments;
  private final Goals goals;
  private final Rights rights;
  private final Clock clock;

  public Desk(
      Transactions transactions,
      Campaigns campaigns,
      Channels channels,
      Departments departments,
      Goals goals,
      Rights rights,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.channels = channels;
    this.departments = departments;
    this.goals = goals;
    this.rights = rights;
    this.clock = clock;
  }

  /** The campaign of the channel: one that is not registered shows no campaign's figures. */
  Campaign campaign(Invocation invocation) {
    return transactions.read(
        () -> {
          Optional<Channel> channel = channels.at(invocation.where());
          if (channel.isPresent()) {
            return campaigns.get(channel.get().campaign());
          }
          throw new Fault.Conflict(
              campaigns.list("", 1).isEmpty()
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
    return new Actor(person.id(), person.name(), person.platform());
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
      if (own.size() > 1) {
        throw new SeveralDepartments(own);
      }
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

  /** Somebody reports for several departments and did not say for which: they are asked. */
  static final class SeveralDepartments extends RuntimeException {
    private final transient List<Department> departments;

    SeveralDepartments(List<Department> departments) {
      super("several departments");
      this.departments = departments;
    }
  }

  /** Runs a command of one department; who has several is asked which one, never the first. */
  static Command.Handler ofOneDepartment(Command.Handler handler) {
    return invocation -> {
      try {
        return handler.handle(invocation);
      } catch (SeveralDepartments several) {
        return ask(invocation, several.departments);
      }
    };
  }

  private static Reply ask(Invocation invocation, List<Department> departments) {
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
      if (button.id().length() > Button.MAX_ID_LENGTH || rows.size() == 5) {
        // What was typed does not fit behind a button: nothing of it may be lost.
        throw new Fault.Invalid(
            "department",
            "",
            new Text(
                "您负责的一个单位："
                    + String.join("、", departments.stream().map(d -> d.name().zh()).toList()),
                "one of your departments: "
                    + String.join(", ", departments.stream().map(d -> d.name().en()).toList())));
      }
      if (rows.isEmpty() || rows.getLast().size() == 5) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(button);
    }
    return new Reply.Private(
        new Post(
            new Text("哪个单位？", "Which department?").in(invocation.language()),
            List.of(
                new Block.Lines(
                    new Text(
                            "您负责多个单位，请选择这次是哪一个。",
                            "You report for several: choose which one this is for.")
                        .in(invocation.language()))),
            "",
            rows));
  }

  /** Whether the person administers the campaign, by a grant. */
  boolean isAdministrator(Campaign campaign, Person person) {
    return rights.isAdministrator(person.platform(), person.id(), person.roles(), campaign.id());
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

  /** By code, or by the name in either language that only one has, whatever the case. */
  private static <T> T named(
      List<T> all, Function<T, String> code, Function<T, Text> name, String named, Text what) {
    return Optional.ofNullable(Code.find(all, code, name, named))
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
