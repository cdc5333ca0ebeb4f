package homestretch.adapter.quartz;

import static org.quartz.DateBuilder.IntervalUnit.MILLISECOND;
import static org.quartz.DateBuilder.futureDate;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.JobKey.jobKey;
import static org.quartz.TriggerBuilder.newTrigger;

import homestretch.core.fault.Fault;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.Timetable;
import homestretch.core.schedule.When;
import homestretch.core.text.Text;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.quartz.CronExpression;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Timetable} on Quartz, in memory: what is planned stands in our tables, so that nothing of
 * Quartz's own has to survive a restart.
 */
public final class QuartzTimetable implements Timetable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QuartzTimetable.class);
  private static final String DUE = "due";
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Scheduler scheduler;
  private final Clock clock;

  /** Held while the job runs: on closing we wait for it ourselves. */
  private final ReentrantLock running = new ReentrantLock();

  /** By the machine's own count of time, which nobody sets. */
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweep").daemon().factory());

  private volatile boolean stopped;

  public QuartzTimetable(Clock clock) {
    this.clock = clock;
    Properties properties = new Properties();
    properties.setProperty(
        "org.quartz.scheduler.instanceName", "homestretch-" + System.identityHashCode(this));
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    try {
      scheduler = new StdSchedulerFactory(properties).getScheduler();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not start", e);
    }
  }

  /** The one job: whatever woke it, everything that is due is planned and delivered. */
  @DisallowConcurrentExecution
  public static final class DueJob implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Objects.requireNonNull((Runnable) context.getMergedJobDataMap().get(DUE)).run();
    }
  }

  /** Starts waking; also once a minute, for what an alarm has missed. */
  public void start(Runnable due) {
    try {
      scheduler.addJob(
          newJob(DueJob.class)
              .withIdentity(DUE)
              .storeDurably()
              .usingJobData(data(() -> run(due)))
              .build(),
          true);
      scheduler.start();
      // Not a trigger of Quartz: those stand still while a clock that was set back catches up.
      sweeps.scheduleWithFixedDelay(() -> run(due), 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not start", e);
    }
  }

  /** Wakes the planner now; does nothing before it was started. */
  public void sweepSoon() {
    try {
      JobKey job = jobKey(DUE);
      if (!stopped && scheduler.checkExists(job)) {
        scheduler.triggerJob(job);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot wake the planner", e);
    }
  }

  private void run(Runnable due) {
    running.lock();
    try {
      if (!stopped) {
        due.run();
      }
    } catch (RuntimeException e) {
      // An executor that is thrown at never sweeps again.
      log.error("a sweep failed", e);
    } finally {
      running.unlock();
    }
  }

  private static org.quartz.JobDataMap data(Runnable due) {
    org.quartz.JobDataMap data = new org.quartz.JobDataMap();
    data.put(DUE, due);
    return data;
  }

  /** One at a time: of two that find no alarm yet, the second could not set its own. */
  @Override
  public synchronized void wake(ScheduleId id, Instant at) {
    try {
      JobKey job = jobKey(DUE);
      if (!scheduler.checkExists(job)) {
        return; // Not started yet: the first sweep wakes every schedule.
      }
      // By our clock, as a wait: Quartz counts from the machine's, which a test's does not follow.
      // An alarm that comes too early does no harm: who is woken looks at the clock and asks again.
      Duration wait = Duration.between(clock.instant(), at);
      var trigger =
          newTrigger()
              .withIdentity(name(id))
              .forJob(job)
              .startAt(
                  futureDate((int) Math.clamp(wait.toMillis(), 0, Integer.MAX_VALUE), MILLISECOND))
              .withSchedule(
                  SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
              .build();
      if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot set the alarm of schedule " + id.value(), e);
    }
  }

  @Override
  public synchronized void forget(ScheduleId id) {
    try {
      scheduler.unscheduleJob(org.quartz.TriggerKey.triggerKey(name(id)));
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot take back the alarm of schedule " + id.value(), e);
    }
  }

  @Override
  public Optional<LocalDateTime> next(When.Cron cron, LocalDateTime after) {
    try {
      CronExpression expression = new CronExpression(cron.expression());
      // The wall clock as if it were UTC, where no hour is missing and none comes twice.
      expression.setTimeZone(TimeZone.getTimeZone("UTC"));
      return Optional.ofNullable(
              expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC))))
          .map(next -> LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC));
    } catch (ParseException e) {
      throw new Fault.Invalid(
          "cron",
          cron.expression(),
          new Text(
              "Quartz cron 表达式，如 0 0 9 ? * MON-FRI（" + e.getMessage() + "）",
              "a Quartz cron expression, such as 0 0 9 ? * MON-FRI (" + e.getMessage() + ")"));
    }
  }

  private static String name(ScheduleId id) {
    return "schedule-" + id.value();
  }

  @Override
  public void close() {
    stopped = true;
    sweeps.shutdown();
    try {
      // Not shutdown(true): a worker that is handed a job and told to stop in the same moment never
      // runs it, and Quartz then waits for it for ever.
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not stop", e);
    }
    running.lock();
    running.unlock();
  }
}
