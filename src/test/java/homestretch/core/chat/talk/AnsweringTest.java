package homestretch.core.chat.talk;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Form;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.text.Language;
import homestretch.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AnsweringTest {
  private static final ShortIds NO_SHORT_IDS =
      new ShortIds(
          new ShortIds.Tokens() {
            @Override
            public String shorten(String id) {
              return id;
            }

            @Override
            public Optional<String> full(String token) {
              return Optional.of(token);
            }
          });

  /** What somebody sees, message after message. */
  private static final class Screen implements Exchange {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public boolean isPrivate() {
      return true;
    }

    @Override
    public boolean opensForms() {
      return true;
    }

    @Override
    public int idLength() {
      return 100;
    }

    @Override
    public void open(Form form) {
      seen.add("form");
    }

    @Override
    public void say(Post post, Audience audience) {
      seen.add("said " + post);
    }

    @Override
    public void replace(Post post) {
      seen.add("replaced " + post);
    }

    @Override
    public boolean announce(Announcement announcement) {
      seen.add("announced");
      return true;
    }

    @Override
    public void fill(Post post) {
      seen.add("filled " + post);
    }

    @Override
    public void takeBack() {
      seen.add("taken back");
    }

    @Override
    public void whisper(Post post) {
      seen.add("whispered " + post);
    }
  }

  private static Answering.Question question(String event) {
    return new Answering.Question(event, "asker", Language.EN, "slow", false, Answering.Place.OWN);
  }

  @Test
  void who_waits_for_long_is_told_that_it_goes_on_and_gets_the_answer_all_the_same()
      throws Exception {
    Answering answering =
        new Answering(
            "discord",
            (platform, id) -> true,
            NO_SHORT_IDS,
            Duration.ofMillis(50),
            Duration.ofMillis(100));
    Screen screen = new Screen();
    CountDownLatch gate = new CountDownLatch(1);
    Thread asking =
        Thread.startVirtualThread(
            () ->
                answering.answer(
                    question("1"),
                    screen,
                    () -> {
                      try {
                        gate.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return new Reply.Private(Post.lines("the answer"));
                    }));
    Await.until("told", () -> screen.seen.size() == 2);
    assertThat(screen.seen.get(1)).contains("more than 30 seconds", "do not send it again");
    gate.countDown();
    asking.join();
    assertThat(screen.seen).hasSize(3);
    assertThat(screen.seen.getLast()).startsWith("filled").contains("the answer");
  }

  @Test
  void an_error_within_is_followed_by_a_word() {
    Answering answering =
        new Answering(
            "discord",
            (platform, id) -> true,
            NO_SHORT_IDS,
            Duration.ofMillis(50),
            Duration.ofMillis(100));
    Screen screen = new Screen();
    answering.answer(
        question("2"),
        screen,
        () -> {
          try {
            Thread.sleep(200);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new StackOverflowError("a test");
        });
    assertThat(screen.seen.getLast()).contains("There is no answer to this");
  }
}
