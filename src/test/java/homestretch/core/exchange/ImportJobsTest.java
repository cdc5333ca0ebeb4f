package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.storage.JooqImportRecords;
import homestretch.core.exchange.ImportJobs.Job;
import homestretch.core.exchange.ImportJobs.State;
import homestretch.core.fault.Fault;
import homestretch.core.node.Node;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportJobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world = new World(Databases.SQLITE);
  private final Node node = world.database.join(world.clock);
  private final ImportJobs jobs = jobs(node);
  private final AtomicInteger tidied = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    jobs.close();
    world.close();
  }

  /** One that goes on until the gate opens, looking up now and then. */
  private Job held() {
    CountDownLatch begun = new CountDownLatch(1);
    Job job =
        jobs.start(
            "drive",
            progress -> {
              begun.countDown();
              for (long row = 1; gate.getCount() > 0; row++) {
                progress.at(Math.min(row, 100), 100);
              }
              throw new Fault.Conflict(Text.same("the drive is frozen"));
            },
            tidied::incrementAndGet,
            ImportJobsTest::written);
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return job;
  }

  private Job quick() {
    return jobs.start(
        "drive",
        progress -> {
          throw new Fault.Invalid("value", "x", Text.same("a number"));
        },
        tidied::incrementAndGet,
        ImportJobsTest::written);
  }

  @Test
  void one_runs_some_wait_and_more_are_sent_away() throws InterruptedException {
    Job first = held();
    List<Job> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(quick());
    }
    assertThat(first.status().state()).isEqualTo(State.RUNNING);
    assertThat(waiting).allMatch(job -> job.status().state() == State.WAITING);
    assertThatThrownBy(this::quick).isInstanceOf(ImportJobs.Full.class);
    assertThat(tidied).hasValue(1);
    assertThat(waiting.getLast().await(Duration.ofMillis(20))).isFalse();
    gate.countDown();
    assertThat(waiting.getLast().await(PATIENCE)).isTrue();
    assertThat(first.status().failure()).isInstanceOf(Fault.Conflict.class);
    assertThat(waiting.getLast().status().failure()).isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void one_that_runs_says_how_far_it_is_and_ends_at_its_next_step_when_cancelled()
      throws InterruptedException {
    Job job = held();
    while (job.status().done() < 50) {
      Thread.onSpinWait();
    }
    assertThat(job.status().of()).isEqualTo(100);
    jobs.cancel(job);
    assertThat(job.await(PATIENCE)).isTrue();
    assertThat(job.status().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void one_that_waits_is_cancelled_at_once_and_tidied_up_after() throws InterruptedException {
    Job first = held();
    Job second = quick();
    jobs.cancel(second);
    assertThat(second.status().state()).isEqualTo(State.CANCELLED);
    assertThat(tidied).hasValue(1);
    gate.countDown();
    assertThat(first.await(PATIENCE)).isTrue();
    Job third = quick();
    assertThat(third.await(PATIENCE)).isTrue();
    assertThat(tidied).hasValueGreaterThanOrEqualTo(2);
    assertThat(second.status().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void one_that_does_not_fit_the_memory_is_refused_before_it_hurts() throws InterruptedException {
    AtomicBoolean isShort = new AtomicBoolean(true);
    try (ImportJobs small =
        new ImportJobs(
            new JooqImportRecords(world.database, world.clock, () -> node.tenure().name()),
            isShort::get)) {
      Job large =
          small.start(
              "drive",
              progress -> {
                while (true) {
                  progress.check();
                }
              },
              tidied::incrementAndGet,
              ImportJobsTest::written);
      assertThat(large.await(PATIENCE)).isTrue();
      assertThat(large.status().failure())
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("not enough memory, nothing of it was kept");
    }
  }

  @Test
  void what_breaks_within_fails_and_the_next_goes_on() throws InterruptedException {
    Job broken =
        jobs.start(
            "drive",
            progress -> {
              throw new IllegalStateException("broken");
            },
            tidied::incrementAndGet,
            ImportJobsTest::written);
    Job large =
        jobs.start(
            "drive",
            progress -> {
              throw new StackOverflowError("a test");
            },
            tidied::incrementAndGet,
            ImportJobsTest::written);
    Job next = quick();
    assertThat(next.await(PATIENCE)).isTrue();
    assertThat(broken.status().failure()).hasMessage("broken");
    assertThat(large.status().failure()).hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void one_is_found_by_its_drive_alone() {
    Job job = quick();
    assertThat(jobs.find("drive", job.status().id())).containsSame(job);
    assertThat(jobs.find("another", job.status().id())).isEmpty();
    assertThat(jobs.find("drive", "none")).isEmpty();
  }

  private ImportJobs jobs(Node of) {
    return new ImportJobs(
        new JooqImportRecords(world.database, world.clock, () -> of.tenure().name()));
  }

  private static String written(ImportJobs.Status status, Language language) {
    return "{\"detail\": \"" + language + " " + status.failure() + "\"}";
  }

  @Test
  void one_that_takes_long_is_known_after_a_restart() throws InterruptedException {
    Job ended = held();
    ended.record();
    Job waiting = quick();
    waiting.record();
    String runs = ended.status().id();
    String waits = waiting.status().id();
    assertThat(jobs.recorded("drive", runs).orElseThrow())
        .satisfies(
            kept -> {
              assertThat(kept.state()).isEqualTo(State.RUNNING);
              assertThat(kept.isOver()).isFalse();
            });
    // What a kill leaves, as the next run of the program finds it.
    Node next = world.database.join(world.clock);
    ImportJobs afterwards = jobs(next);
    assertThat(afterwards.find("drive", runs)).isEmpty();
    assertThat(afterwards.recorded("drive", runs).orElseThrow().isOver()).isTrue();
    assertThat(afterwards.recorded("drive", waits).orElseThrow().isOver()).isTrue();
    assertThat(afterwards.recorded("another", runs)).isEmpty();
    gate.countDown();
    assertThat(waiting.await(PATIENCE)).isTrue();
    afterwards.close();
  }

  @Test
  void what_became_of_it_is_kept_with_what_was_answered() throws InterruptedException {
    Job job = held();
    job.record();
    gate.countDown();
    assertThat(job.await(PATIENCE)).isTrue();
    Await.until(
        "its end is written down",
        () -> jobs.recorded("drive", job.status().id()).orElseThrow().state() == State.FAILED);
    ImportRecords.Kept kept = jobs.recorded("drive", job.status().id()).orElseThrow();
    assertThat(kept.results().get(Language.EN)).contains("EN").contains("the drive is frozen");
    assertThat(kept.results().get(Language.ZH)).contains("ZH");
    // A quick one leaves nothing.
    Job quick = quick();
    assertThat(quick.await(PATIENCE)).isTrue();
    assertThat(jobs.recorded("drive", quick.status().id())).isEmpty();
  }
}
