package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.Drill.Outcome;
import homestretch.Drill.Step;
import homestretch.testing.Databases;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program is killed at each step of a post, and every post is counted in Discord's
 * channels. {@code HOMESTRETCH_KILLS} and {@code HOMESTRETCH_SEED} say how often and how.
 */
@Tag("slow")
class KilledTest {
  private static final int KILLS = number("HOMESTRETCH_KILLS", 400);
  private static final int RANDOM_KILLS = number("HOMESTRETCH_RANDOM_KILLS", 60);
  private static final int SEED = number("HOMESTRETCH_SEED", 20261124);

  @TempDir Path folder;

  private static int number(String variable, int otherwise) {
    return Integer.parseInt(System.getenv().getOrDefault(variable, String.valueOf(otherwise)));
  }

  /** The sample of the long forms below that every build runs. */
  @Test
  void killed_as_its_post_stands_it_posts_each_post_once_and_loses_none() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> one =
          threads.submit(
              () -> {
                try (Drill drill =
                    new Drill(Databases.SQLITE.freshUrl(), 1, SEED, newFolder("one"))) {
                  drill.kill(Step.CLAIMED);
                  drill.kill(Step.SENT);
                  // Discord has forgotten the nonce: only a look into the channel can tell.
                  return drill.settleLater();
                }
              });
      Future<Outcome> two =
          threads.submit(
              () -> {
                try (Drill drill =
                    new Drill(Databases.POSTGRESQL.freshUrl(), 2, SEED + 1, newFolder("two"))) {
                  drill.kill(Step.SENT);
                  drill.killAtRandom(1, Duration.ofSeconds(2));
                  return drill.settle();
                }
              });
      System.out.println("one process:   " + one.get());
      System.out.println("two processes: " + two.get());
      assertThat(one.get().uncertain()).isZero();
      // How late is for the long form: beside other tests it says what they took.
      assertThat(two.get().missed()).isZero();
    }
  }

  private Path newFolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  @Tag("long")
  void killed_at_every_step_it_posts_each_post_once_and_loses_none() throws Exception {
    List<Step> alone = new ArrayList<>();
    List<Step> together = new ArrayList<>();
    for (Step step : steps(new Random(SEED))) {
      (alone.size() > together.size() ? together : alone).add(step);
    }
    // One process on a file, and two on one server; side by side, as most of the time is waiting.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> one = threads.submit(drill(Databases.SQLITE.freshUrl(), 1, alone, SEED));
      Future<Outcome> two =
          threads.submit(drill(Databases.POSTGRESQL.freshUrl(), 2, together, SEED + 1));
      Outcome all = one.get().and(two.get());
      assertThat(all.killed()).isGreaterThanOrEqualTo(KILLS);
    }
  }

  @Test
  @Tag("long")
  void nodes_killed_at_random_leave_every_post_within_ten_seconds_of_its_time() throws Exception {
    Duration every = Duration.ofSeconds(number("HOMESTRETCH_KILL_EVERY", 20));
    try (Drill drill = new Drill(Databases.POSTGRESQL.freshUrl(), 2, SEED, folder)) {
      drill.killAtRandom(RANDOM_KILLS, every);
      Outcome outcome = drill.settle();
      Note.of(
          "two nodes on PostgreSQL, one killed about every " + every.toSeconds() + " s", outcome);
      assertThat(outcome.missed()).isZero();
      assertThat(outcome.late(99)).isLessThan(10_000);
    }
  }

  @Test
  @Tag("long")
  void a_post_that_discord_has_forgotten_the_nonce_of_is_found_in_the_channel() throws Exception {
    try (Drill drill = new Drill(Databases.SQLITE.freshUrl(), 1, SEED, folder)) {
      drill.kill(Step.SENT);
      Outcome outcome = drill.settleLater();
      Note.of("killed as its post stands, started when the nonce is forgotten", outcome);
      assertThat(outcome.posts()).isPositive();
      assertThat(outcome.uncertain()).isZero();
    }
  }

  @Test
  @Tag("long")
  void a_post_that_cannot_be_looked_for_is_left_to_the_administrators() throws Exception {
    try (Drill drill = new Drill(Databases.SQLITE.freshUrl(), 1, SEED, folder)) {
      drill.kill(Step.SENT);
      drill.forbidHistory();
      Outcome outcome = drill.settleLater();
      Note.of("the same, and the bot may not read the channel", outcome);
      assertThat(outcome.uncertain()).isPositive();
      assertThat(drill.notices()).contains("程序不会自行重发");
    }
  }

  @Test
  void a_second_program_on_the_same_file_is_refused() {
    Map<String, String> environment =
        Map.of(
            "HOMESTRETCH_HTTP_PORT",
            "0",
            "HOMESTRETCH_SAMPLE",
            "off",
            "HOMESTRETCH_DATABASE_URL",
            Databases.SQLITE.freshUrl());
    try (Program first = Program.start(folder, environment)) {
      int port = first.port();
      try (Program second = Program.start(folder, environment)) {
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.output())
            .contains("another Homestretch is serving")
            .doesNotContain("Exception");
      }
      try (Rest rest = new Rest(port, "")) {
        assertThat(rest.get("/health/live").status()).isEqualTo(200);
      }
      first.kill();
      // Nothing of a killed one is in the way.
      try (Program next = Program.start(folder, environment)) {
        assertThat(next.port()).isPositive();
      }
    }
  }

  private Callable<Outcome> drill(String database, int processes, List<Step> steps, int seed) {
    return () -> {
      Path own = Files.createTempDirectory(folder, "drill");
      try (Drill drill = new Drill(database, processes, seed, own)) {
        int done = 0;
        for (Step step : steps) {
          drill.kill(step);
          done++;
          if (done % 20 == 0) {
            System.out.println(processes + " processes: " + done + " kills of " + steps.size());
          }
        }
        Outcome outcome = drill.settle();
        Note.of(
            (processes == 1 ? "one process on SQLite" : "two nodes on PostgreSQL")
                + ", killed at every step, seed "
                + seed,
            outcome);
        return outcome;
      }
    };
  }

  /** Every step about as often, in an order that the seed chooses. */
  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    while (steps.size() < KILLS) {
      List<Step> round =
          new ArrayList<>(Stream.of(Step.values()).filter(s -> s != Step.ANY).toList());
      Collections.shuffle(round, random);
      steps.addAll(round);
    }
    return steps.subList(0, KILLS);
  }
}
