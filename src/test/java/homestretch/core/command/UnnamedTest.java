package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.picture.BoardPainter;
import homestretch.adapter.storage.JooqChannels;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Reply;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.Statements;
import homestretch.testing.World;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Words that came without an option's name (conversations/words.txt has the usual ones). */
class UnnamedTest {
  private static final Statements COUNTED = Statements.install();
  private static final Person READER = new Person("web", "reader", "读者", Set.of());

  private static Reply leaderboard(World world, Map<String, String> options) {
    Desk desk =
        new Desk(
            world.database,
            world.campaignRows,
            new JooqChannels(world.database),
            world.departmentRows,
            world.goalRows,
            world.rights,
            world.clock);
    Commands commands =
        new Commands(
            new BoardCommands(
                    desk,
                    world.boards,
                    new WorkCalendars(),
                    new BoardPainter(Databases.HOME.resolve("target/fonts")))
                .list(),
            desk);
    return commands.attempt(
        new Invocation(READER, new Address("web", "hall"), Language.ZH, "leaderboard", options));
  }

  @Test
  void what_names_two_things_is_refused_with_both() {
    try (World world = new World(Databases.SQLITE)) {
      world.register("hall");
      String both = world.league.code();
      world.goal(both, "1");
      assertThatThrownBy(() -> leaderboard(world, Map.of(Command.WORDS, both)))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("league:" + both + " or goal:" + both);
      // Whoever picks an option has said which.
      assertThat(leaderboard(world, Map.of("league", both))).isInstanceOf(Reply.Public.class);
      assertThat(leaderboard(world, Map.of("goal", both))).isInstanceOf(Reply.Public.class);
    }
  }

  @Test
  void a_line_of_thousands_of_words_is_looked_up_as_one() {
    try (World world = new World(Databases.open(COUNTED.freshUrl()))) {
      world.register("hall");
      COUNTED.reset();
      assertThatThrownBy(
              () -> leaderboard(world, Map.of(Command.WORDS, "a ".repeat(5_000).strip())))
          .isInstanceOf(Fault.Invalid.class);
      assertThat(COUNTED.reads.get() + COUNTED.writes.get()).isLessThan(20);
    }
  }
}
