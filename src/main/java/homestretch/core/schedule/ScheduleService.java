package homestretch.core.schedule;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schedules: adding, changing, and when they are due. */
public final class ScheduleService {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(5);

  /** Times of a schedule that are held against each other. */
  private static final int TIMES_LOOKED_AT = 50;

  private final Transactions transactions;
  private final Schedules schedules;
  private final Channels channels;
  private final Campaigns campaigns;
  private final WorkCalendars calendars;
  private final Timetable timetable;
  private final Pending pending;
  private final Audit audit;
  private final Clock clock;

  public ScheduleService(
      Transactions transactions,
      Schedules schedules,
      Channels channels,
      Campaigns campaigns,
      WorkCalendars calendars,
      Timetable timetable,
      Pending pending,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.schedules = schedules;
    this.channels = channels;
    this.campaigns = campaigns;
    this.calendars = calendars;
    this.timetable = timetable;
    this.pending = pending;
    this.audit = audit;
    this.clock = clock;
  }

  /** The same of one that may post often. */
  public Schedule add(Schedule schedule, Actor actor) {
    return add(schedule, true, actor);
  }

  /**
   * Adds a schedule; nothing planned before now is made up for.
   *
   * @param often whether it may post more than once in five minutes
   * @throws Fault.Invalid if it never posts, or too often
   */
  public Schedule add(Schedule schedule, boolean often, Actor actor) {
    check(schedule);
    checkTimes(schedule, often);
    Schedule added =
        transactions.write(
            () -> {
              checkChannels(schedule);
              Schedule stored = schedules.add(schedule);
              schedules.restart(stored.id(), clock.instant());
              audit.record(
                  actor, "schedule.add", String.valueOf(stored.id().value()), null, stored);
              return get(stored.id());
            });
    wake(added);
    return added;
  }

  /**
   * Replaces a schedule. If it now posts something else or at other times, the old time never fires
   * again: what it had planned is withdrawn, and of the new times nothing before now is made up
   * for.
   *
   * @throws Fault.Stale if its revision is not the stored one
   */
  public Schedule change(Schedule schedule, Actor actor) {
    return change(schedule, true, actor);
  }

  /**
   * The same; times that stay as they are were looked at before.
   *
   * @param often whether it may post more than once in five minutes
   * @throws Fault.Invalid if it never posts, or too often
   */
  public Schedule change(Schedule schedule, boolean often, Actor actor) {
    check(schedule);
    Schedule stands = find(schedule.id());
    if (!schedule.when().equals(stands.when()) || !schedule.timezone().equals(stands.timezone())) {
      checkTimes(schedule, often);
    }
    Schedule changed =
        transactions.write(
            () -> {
              checkChannels(schedule);
              Schedule before = get(schedule.id());
              // The row first: a planner at the same moment waits for it, or is seen below.
              if (!schedules.change(schedule)) {
                throw new Fault.Stale();
              }
              Instant now = clock.instant();
              if (schedule.isTimedAs(before)) {
                pending.withdraw(
                    schedule.id(),
                    before.channels().stream()
                        .filter(c -> !schedule.channels().contains(c))
                        .toList(),
                    PendingTexts.NOT_HERE,
                    now);
              } else {
                schedules.restart(schedule.id(), now);
                pending.withdraw(
                    schedule.id(),
                    before.channels(),
                    schedule.paused() ? PendingTexts.PAUSED : PendingTexts.CHANGED,
                    now);
              }
              Schedule stored = get(schedule.id());
              audit.record(
                  actor, "schedule.change", String.valueOf(schedule.id().value()), before, stored);
              return stored;
            });
    wake(changed);
    return changed;
  }

  /** Removes a schedule; its deliveries stay listed. */
  public void remove(ScheduleId id, Actor actor) {
    transactions.writeAll(
        () -> {
          Schedule before = get(id);
          schedules.remove(id);
          pending.withdraw(id, before.channels(), PendingTexts.REMOVED, clock.instant());
          audit.record(actor, "schedule.remove", String.valueOf(id.value()), before, null);
        });
    timetable.forget(id);
  }

  public Schedule find(ScheduleId id) {
    return transactions.read(() -> get(id));
  }

  public List<Schedule> list(long after, int limit) {
    return transactions.read(() -> schedules.list(after, limit));
  }

  /** When the schedule is due, by today's calendars. */
  public Occurrences occurrences(Schedule schedule) {
    Campaign campaign = transactions.read(() -> campaigns.get(schedule.campaign()));
    return new Occurrences(schedule, campaign, calendars.of(campaign.calendar()), timetable);
  }

  /** Sets the alarm for the schedule's next planned time. */
  public void wake(Schedule schedule) {
    next(schedule)
        .ifPresentOrElse(
            at -> timetable.wake(schedule.id(), at), () -> timetable.forget(schedule.id()));
  }

  /** When it posts next; empty: it is paused, or the campaign is over. */
  public Optional<Instant> next(Schedule schedule) {
    return schedule.paused() ? Optional.empty() : occurrences(schedule).next(clock.instant());
  }

  private void check(Schedule schedule) {
    if (schedule.when() instanceof When.Cron cron) {
      timetable.next(cron, LocalDateTime.ofInstant(clock.instant(), schedule.timezone()));
    }
  }

  /**
   * What never posts, or posts again before the last post was read, was meant otherwise. Of a drive
   * that is over there is nothing more to post, and nothing wrong with that.
   */
  private void checkTimes(Schedule schedule, boolean often) {
    Occurrences occurrences = occurrences(schedule);
    Instant now = clock.instant();
    Optional<Instant> next = occurrences.next(now);
    String field = schedule.when() instanceof When.Cron ? "cron" : "days";
    String value = schedule.when() instanceof When.Cron cron ? cron.expression() : "";
    if (next.isEmpty() && !occurrences.isOver(now)) {
      throw new Fault.Invalid(
          field, value, new Text("在战役期间会到来的时间", "times that come while the campaign goes on"));
    }
    List<Instant> times = new ArrayList<>();
    while (next.isPresent() && times.size() < TIMES_LOOKED_AT) {
      times.add(next.get());
      next = occurrences.next(next.get());
    }
    for (int i = 1; !often && i < times.size(); i++) {
      if (Duration.between(times.get(i - 1), times.get(i)).compareTo(SHORTEST_INTERVAL) < 0) {
        throw new Fault.Invalid(
            field,
            value,
            new Text(
                "五分钟内至多一次（" + times.get(i - 1) + " 与 " + times.get(i) + " 太近）；确要如此请设 often: true",
                "at most one post in five minutes ("
                    + times.get(i - 1)
                    + " and "
                    + times.get(i)
                    + " are too close); if that is meant, say often: true"));
      }
    }
  }

  private void checkChannels(Schedule schedule) {
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < schedule.channels().size(); i++) {
      ChannelId id = schedule.channels().get(i);
      Optional<Channel> channel = channels.find(id);
      if (channel.isEmpty() || !channel.get().campaign().equals(schedule.campaign())) {
        wrong.add(
            new Violation(
                "channels/" + i,
                String.valueOf(id.value()),
                new Text("这个战役的频道编号", "the id of a channel of this campaign")));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  private Schedule get(ScheduleId id) {
    return schedules
        .find(id)
        .orElseThrow(
            () -> new Fault.NotFound(new Text("发布计划", "schedule"), String.valueOf(id.value())));
  }
}
