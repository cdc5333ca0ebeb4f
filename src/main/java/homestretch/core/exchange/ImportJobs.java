package homestretch.core.exchange;

import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports, one at a time on a thread of their own: two at once would need twice the memory, and the
 * threads that answer requests are to stay free. A few wait; more are sent away.
 *
 * <p>They stand in memory, and those that take long are written down as well: one that a restart
 * ends has changed nothing (an import is all or nothing), and whoever asks for it afterwards is
 * told so.
 */
public final class ImportJobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImportJobs.class);

  private static final int MOST_WAITING = 4;

  /** So many that have ended can still be asked for. */
  private static final int KEPT = 50;

  /** One that is over by then is not written down. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private static final Duration MEMORY_SEEN_EVERY = Duration.ofMillis(20);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("import").daemon().factory());

  private final ImportRecords records;
  private final BooleanSupplier isMemoryShort;

  public ImportJobs(ImportRecords records) {
    this(records, Memory::isShort);
  }

  ImportJobs(ImportRecords records, BooleanSupplier isMemoryShort) {
    this.records = records;
    this.isMemoryShort = isMemoryShort;
    thread.allowCoreThreadTimeOut(true);
  }

  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /** More wait already than may. */
  public static final class Full extends RuntimeException {
    /** After so long the import that runs is likely to have ended. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    Full() {
      super("too many imports wait", null, false, false);
    }
  }

  /** How an import stands at a moment. */
  public record Status(
      String id,
      String campaign,
      State state,
      long done,
      long of,
      @Nullable Imported result,
      @Nullable RuntimeException failure) {}

  /** One import. Its own thread writes, everybody reads. */
  public static final class Job implements Progress {
    private final String id;
    private final String campaign;
    private final ImportRecords records;
    private final BiFunction<Status, Language, String> written;
    private final long begin = System.nanoTime();
    private final BooleanSupplier isMemoryShort;
    private boolean isRecorded;
    private long memorySeen = begin;

    /** What its thread does, so that one that waits can be taken from the line. */
    private @Nullable Runnable task;

    private @Nullable Runnable after;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;
    private State state = State.WAITING;
    private long done;
    private long of;
    private @Nullable Imported result;
    private @Nullable RuntimeException failure;

    private Job(
        String id,
        String campaign,
        ImportRecords records,
        BiFunction<Status, Language, String> written,
        BooleanSupplier isMemoryShort) {
      this.isMemoryShort = isMemoryShort;
      this.id = id;
      this.campaign = campaign;
      this.records = records;
      this.written = written;
    }

    @Override
    public void at(long rowsDone, long rows) {
      check();
      boolean takesLong;
      synchronized (this) {
        done = rowsDone;
        of = rows;
        takesLong = !isRecorded && System.nanoTime() - begin > QUICK.toNanos();
      }
      if (takesLong) {
        record();
      }
    }

    /** Writes it down, so that it is known after a restart; that it cannot be ends nothing. */
    public void record() {
      Status status;
      synchronized (this) {
        isRecorded = true;
        status = status();
      }
      Map<Language, String> results = new EnumMap<>(Language.class);
      if (status.result() != null || status.failure() != null) {
        for (Language language : Language.values()) {
          results.put(language, written.apply(status, language));
        }
      }
      try {
        records.put(id, campaign, status.state(), status.done(), status.of(), results);
      } catch (RuntimeException e) {
        log.warn("import {} could not be written down: {}", id, e.toString());
      }
    }

    @Override
    public void check() {
      if (cancelled) {
        throw new Cancelled();
      }
      long now = System.nanoTime();
      if (now - memorySeen > MEMORY_SEEN_EVERY.toNanos()) {
        memorySeen = now;
        if (isMemoryShort.getAsBoolean()) {
          log.warn("import {} does not fit into the memory and is given up", id);
          throw new Fault.Invalid(
              "files",
              "",
              new Text(
                  "更小的表（内存不够，什么都没有写入；请分几次导入，或给程序更多内存）",
                  "smaller tables (there is not enough memory, nothing of it was kept; import them"
                      + " in parts, or give the program more memory)"));
        }
      }
    }

    public synchronized Status status() {
      return new Status(id, campaign, state, done, of, result, failure);
    }

    private synchronized boolean begin() {
      if (state != State.WAITING) {
        return false;
      }
      state = State.RUNNING;
      return true;
    }

    private synchronized void end(
        State how, @Nullable Imported imported, @Nullable RuntimeException why) {
      if (!isEnded()) {
        state = how;
        result = imported;
        failure = why;
        if (how == State.DONE && of > 0) {
          done = of;
        }
        ended.countDown();
      }
    }

    /** What became of one that was written down. */
    private void recordEnd() {
      boolean known;
      synchronized (this) {
        known = isRecorded;
      }
      if (known) {
        record();
      }
    }

    private synchronized boolean isEnded() {
      return state != State.WAITING && state != State.RUNNING;
    }

    /** Waits for its end; false if it goes on after that time. */
    public boolean await(Duration most) throws InterruptedException {
      return ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Starts an import, or has it wait for its turn.
   *
   * @param work told of its progress what it asks; throws a {@link Fault} for what is wrong
   * @param after run once when all is over, whatever the end
   * @param written what is answered of it, as JSON
   * @throws Full if too many wait
   */
  public Job start(
      String campaign,
      Function<Progress, Imported> work,
      Runnable after,
      BiFunction<Status, Language, String> written) {
    byte[] id = new byte[12];
    random.nextBytes(id);
    Job job = new Job(HexFormat.of().formatHex(id), campaign, records, written, isMemoryShort);
    Runnable task =
        () -> {
          try {
            run(job, work);
          } finally {
            job.recordEnd();
            after.run();
          }
        };
    job.task = task;
    job.after = after;
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      after.run();
      throw new Full();
    }
    synchronized (jobs) {
      jobs.put(job.id, job);
      if (jobs.size() > KEPT) {
        jobs.values().stream()
            .filter(Job::isEnded)
            .findFirst()
            .ifPresent(oldest -> jobs.remove(oldest.id));
      }
    }
    return job;
  }

  private static void run(Job job, Function<Progress, Imported> work) {
    if (!job.begin()) {
      return;
    }
    try {
      // Nobody else's figures wait for the end of its transaction.
      job.end(State.DONE, Caller.BULK.call(() -> work.apply(job)), null);
    } catch (Progress.Cancelled e) {
      job.end(State.CANCELLED, null, null);
    } catch (RuntimeException e) {
      if (!(e instanceof Fault)) {
        log.error("import {} into {} failed", job.id, job.campaign, e);
      }
      job.end(State.FAILED, null, e);
    } catch (Error e) {
      // Who asks for it later is told, too, that it has ended.
      log.error("import {} into {} failed", job.id, job.campaign, e);
      job.end(State.FAILED, null, new IllegalStateException(e));
    }
  }

  public Optional<Job> find(String campaign, String id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(id)).filter(job -> job.campaign.equals(campaign));
    }
  }

  /** What is known of one that this run of the program did not do, or that ended long ago. */
  public Optional<ImportRecords.Kept> recorded(String campaign, String id) {
    return records.find(campaign, id);
  }

  /** Ends it: at once while it waits, else at its next step; what has ended stays as it is. */
  public void cancel(Job job) {
    job.cancelled = true;
    Runnable task = job.task;
    Runnable after = job.after;
    if (task != null && after != null && thread.remove(task)) {
      job.end(State.CANCELLED, null, null);
      job.recordEnd();
      after.run();
    }
  }

  @Override
  public void close() {
    synchronized (jobs) {
      jobs.values().forEach(this::cancel);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("an import is still under way; it is ended without a trace");
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
