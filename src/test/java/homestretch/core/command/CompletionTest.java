package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.pinyin.Pinyin;
import homestretch.adapter.storage.JooqChannels;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Statements;
import homestretch.testing.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is offered while somebody types costs the same however much there is to offer. */
class CompletionTest {
  private static final Statements COUNTED = Statements.install();
  private static final Person REPORTER = new Person("web", "many", "多面手", Set.of("office"));

  private record Typed(String command, String option, Map<String, String> others, String text) {}

  private static final List<Typed> TYPED =
      List.of(
          new Typed("report", "goal", Map.of(), "zb"),
          new Typed("report", "goal", Map.of(), "指标"),
          new Typed("report", "department", Map.of(), "lj"),
          new Typed("report", "department", Map.of(), "临江"),
          new Typed("report", "value", Map.of("goal", "指标1", "department", "D1"), ""),
          new Typed("report", "as_of", Map.of(), ""),
          new Typed("progress", "department", Map.of(), "临"),
          new Typed("history", "goal", Map.of(), ""));

  private static Commands commands(World world) {
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.rights,
            world.clock,
            new Pinyin());
    List<Command> all = new ArrayList<>();
    all.addAll(
        new ReportCommands(
                desk, world.boards, world.database, world.reportRows, world.reports, world.reviews)
            .list());
    all.addAll(
        new ProgressCommands(desk, world.boards, new WorkCalendars(), world.news, world.care)
            .list());
    return new Commands(all, desk);
  }

  /** A city whose reporter, by a role, reports for every department. */
  private static World city(int departments, int goals) {
    World world = new World(Databases.open(COUNTED.freshUrl()));
    world.register("hall");
    for (int g = 1; g <= goals; g++) {
      world.goal("指标" + g, "1");
    }
    for (int d = 1; d <= departments; d++) {
      Department department =
          world.departments.put(
              world.campaign,
              new Department(
                  new DepartmentId(0),
                  world.campaign.id(),
                  world.league.id(),
                  "D" + d,
                  new Text("临江区" + d, "Unit " + d),
                  "",
                  "",
                  d,
                  0),
              World.ACTOR);
      world.departments.link(
          world.campaign,
          department,
          List.of(new Link("web", Link.Kind.ROLE, "office")),
          World.ACTOR);
    }
    Goal first = world.goals.find(world.campaign, "指标1");
    Department one = world.departments.find(world.campaign, "D1");
    world.target(one, first, "100");
    world.report(one, first, "60", "2026-10-31");
    return world;
  }

  /** Statements for each of what is typed, once everything has been asked for before. */
  private static Map<Typed, Integer> statements(World world) {
    Commands commands = commands(world);
    Map<Typed, Integer> counted = new LinkedHashMap<>();
    for (Typed typed : TYPED) {
      offered(commands, typed);
      COUNTED.reset();
      assertThat(offered(commands, typed)).as(typed.toString()).isNotEmpty();
      counted.put(typed, COUNTED.reads.get() + COUNTED.writes.get());
    }
    return counted;
  }

  private static List<Choice> offered(Commands commands, Typed typed) {
    return commands.complete(
        new Invocation(
            REPORTER, new Address("web", "hall"), Language.ZH, typed.command(), typed.others()),
        typed.option(),
        typed.text());
  }

  @Test
  void no_statement_is_made_for_a_candidate() {
    Map<Typed, Integer> few;
    try (World small = city(2, 2)) {
      few = statements(small);
    }
    try (World large = city(200, 60)) {
      assertThat(statements(large)).isEqualTo(few);
      assertThat(few.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(8));
    }
  }
}
