package homestretch.core.chat.talk;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too much is turned away before any work, and said once. */
class IntakeTest {
  private final Intake intake = new Intake(new Intake.Limits(2, 3, 5, 2));
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void let_all_end() {
    end.countDown();
  }

  private void send(String chat, String person) {
    intake.take(
        chat,
        person,
        () -> {
          begun.incrementAndGet();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        () -> told.add(person));
  }

  private void isBegun(int count) {
    Await.until(count + " begun", () -> begun.get() == count);
  }

  @Test
  void person_has_some_under_way_and_is_told_once_of_all_others() {
    for (int i = 0; i < 100; i++) {
      send("hall", "W");
    }
    isBegun(2);
    Await.until("told", () -> !told.isEmpty());
    assertThat(told).containsExactly("W");
    assertThat(intake.turnedAway()).isEqualTo(98);
    // Who is beside is heard.
    send("hall", "L");
    isBegun(3);
  }

  @Test
  void chat_and_the_platform_have_their_limits_and_room_comes_back() {
    for (String person : List.of("a", "b", "c", "d")) {
      send("hall", person);
    }
    isBegun(3);
    assertThat(intake.turnedAway()).isEqualTo(1);
    send("own", "e");
    send("own", "f");
    send("own", "g");
    isBegun(5);
    Await.until("told", () -> told.size() == 2);
    assertThat(told).containsExactlyInAnyOrder("d", "g");
    // Room is kept for a chat that has nothing under way.
    send("calm", "i");
    isBegun(6);
    end.countDown();
    Await.until(
        "room again",
        () -> {
          send("hall", "h");
          return begun.get() > 6;
        });
  }

  @Test
  void so_many_commands_run_at_once_and_the_others_wait() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      intake.take(
          "hall" + i,
          "p" + i,
          () ->
              intake.work(
                  () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Await.until(
                        "another runs, or is done", () -> running.get() == 2 || done.get() > 2);
                    running.decrementAndGet();
                    return done.incrementAndGet();
                  }),
          () -> {});
    }
    Await.until("all are done", () -> done.get() == 5);
    assertThat(most.get()).isEqualTo(2);
  }
}
