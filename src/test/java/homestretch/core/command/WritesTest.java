package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqChannels;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only reads takes no lock for writing; a report takes one. */
class WritesTest {
  private static final Person REPORTER = new Person("web", "A", "甲", Set.of());

  private static Commands commands(World world) {
    Department a = world.department("A");
    world.target(a, world.goal("GBR", "1"), "100");
    world.departments.link(
        world.campaign,
        a,
        List.of(new Link("web", Link.Kind.USER, "A")),
        new Actor("leader", "api"));
    world.register("hall");
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.rights,
            world.clock);
    List<Command> all = new ArrayList<>();
    all.addAll(
        new ProgressCommands(desk, world.boards, new WorkCalendars(), world.news, world.care)
            .list());
    all.addAll(
        new ReportCommands(
                desk, world.boards, world.database, world.reportRows, world.reports, world.reviews)
            .list());
    return new Commands(all, desk);
  }

  private static Invocation invocation(String command, Map<String, String> options) {
    return new Invocation(REPORTER, new Address("web", "hall"), Language.ZH, command, options);
  }

  @ParameterizedTest
  @EnumSource
  void a_report_is_one_write_and_whatever_leads_to_it_none(Databases databases) {
    try (World world = new World(databases)) {
      Commands commands = commands(world);
      record Case(String command, Map<String, String> options, int writes, Class<?> answer) {}
      List<Case> cases =
          List.of(
              new Case("report", Map.of(), 0, Reply.Private.class),
              new Case("report", Map.of("goal", "GBR"), 0, Reply.Ask.class),
              new Case("report", Map.of("goal", "GBR", "value", "x"), 0, Reply.Private.class),
              new Case("report", Map.of("goal", "GBR", "value", "60"), 1, Reply.Private.class),
              new Case("report", Map.of("goal", "GBR"), 0, Reply.Ask.class),
              new Case("history", Map.of(), 0, Reply.Private.class),
              new Case("undo", Map.of(), 1, Reply.Private.class));
      for (Case each : cases) {
        long before = world.database.writes();
        Reply reply = commands.dispatch(invocation(each.command, each.options));
        assertThat(reply).as("%s", each).isInstanceOf(each.answer);
        assertThat(world.database.writes() - before).as("%s", each).isEqualTo(each.writes);
      }
      for (Command command : commands.list()) {
        if (!Set.of("report", "undo").contains(command.name())) {
          long before = world.database.writes();
          commands.dispatch(invocation(command.name(), Map.of()));
          assertThat(world.database.writes()).as(command.name()).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void a_command_that_ends_in_an_error_is_answered() {
    Command broken =
        new Command(
            "broken",
            Text.same("broken"),
            Text.same("broken"),
            List.of(),
            invocation -> {
              throw new StackOverflowError();
            });
    Reply reply = new Commands(List.of(broken)).dispatch(invocation("broken", Map.of()));
    assertThat(reply.toString()).contains("程序出错");
  }

  @Test
  void one_person_cannot_take_the_room_of_all_others() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(4);
    Command slow =
        new Command(
            "slow",
            Text.same("slow"),
            Text.same("slow"),
            List.of(),
            invocation -> {
              inside.countDown();
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new Reply.Private(Post.lines("done"));
            });
    Commands commands = new Commands(List.of(slow));
    List<CompletableFuture<Reply>> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(
          CompletableFuture.supplyAsync(
              () -> commands.dispatch(invocation("slow", Map.of())),
              task -> Thread.startVirtualThread(task)));
    }
    inside.await();
    assertThat(commands.dispatch(invocation("slow", Map.of())).toString()).contains("还在处理");
    open.countDown();
    for (CompletableFuture<Reply> each : first) {
      assertThat(each.get().toString()).contains("done");
    }
    assertThat(commands.dispatch(invocation("slow", Map.of())).toString()).contains("done");
  }
}
