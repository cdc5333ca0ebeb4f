package homestretch.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever a command does, and however often it is sent: who sent it gets an answer. */
class CommandsTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Commands commands =
      new Commands(
          List.of(
              command("quick", invocation -> said("all is well")),
              command(
                  "broken",
                  invocation -> {
                    throw new StackOverflowError("a test");
                  }),
              command(
                  "slow",
                  invocation -> {
                    try {
                      gate.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    return said("all is well");
                  })));

  private static Command command(String name, Command.Handler handler) {
    return new Command(name, Text.same(name), Text.same(name), List.of(), handler);
  }

  private static Reply said(String text) {
    return new Reply.Private(Post.lines(text));
  }

  private static Invocation sent(String command, String person) {
    return new Invocation(
        new Person("discord", person, person, Set.of()),
        new Address("discord", "1"),
        Language.EN,
        command,
        Map.of());
  }

  private String answer(String command, String person) {
    return commands.dispatch(sent(command, person)).toString();
  }

  @Test
  void who_sends_a_hundred_a_second_is_asked_to_slow_down_and_nobody_else_notices() {
    List<String> answers = IntStream.range(0, 500).mapToObj(i -> answer("quick", "hasty")).toList();
    assertThat(answers.stream().filter(a -> a.contains("all is well")).count())
        .isBetween(100L, 130L);
    assertThat(answers.getLast())
        .containsIgnoringCase("slow down, please")
        .contains("nothing was stored");
    assertThat(answer("quick", "calm")).contains("all is well");
  }

  @Test
  void who_presses_again_while_the_first_are_under_way_takes_nobody_s_room() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> first =
          IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> answer("slow", "x"))).toList();
      while (first.stream().filter(Future::isDone).count() < 16) {
        Thread.onSpinWait();
      }
      assertThat(answer("quick", "calm")).contains("all is well");
      gate.countDown();
      int done = 0;
      for (Future<String> each : first) {
        done += each.get().contains("all is well") ? 1 : 0;
      }
      assertThat(done).isEqualTo(4);
    }
  }

  @Test
  void a_command_that_ends_in_an_error_is_answered() {
    assertThat(answer("broken", "x")).contains("Something broke");
  }
}
