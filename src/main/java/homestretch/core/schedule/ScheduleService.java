package homestretch.core.schedule;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schedules: adding, changing, and when they are due. */
public final class ScheduleService {
  private final Transactions transactions;
  private final Schedules schedules;
  private final Channels channels;
  private final Campaigns campaigns;
  private final WorkCalendars calendars;
  private final Timetable timetable;
  private final Audit audit;
  private final Clock clock;

  public ScheduleService(
      Transactions transactions,
      Schedules schedules,
      Channels channels,
      Campaigns campaigns,
      WorkCalendars calendars,
      Timetable timetable,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.schedules = schedules;
    this.channels = channels;
    this.campaigns = campaigns;
    this.calendars = calendars;
    this.timetable = timetable;
    this.audit = audit;
    this.clock = clock;
  }

  /** Adds a schedule; nothing planned before now is made up for. */
  public Schedule add(Schedule schedule, Actor actor) {
    check(schedule);
    Schedule added =
        transactions.write(
            () -> {
              checkChannels(schedule);
              Schedule stored = schedules.add(schedule.plannedThrough(clock.instant()));
              audit.record(
                  actor, "schedule.add", String.valueOf(stored.id().value()), null, stored);
              return stored;
            });
    wake(added);
    return added;
  }

  /**
   * Replaces a schedule: the old time never fires, and nothing planned before now is made up for.
   *
   * @throws Fault.Stale if its revision is not the stored one
   */
  public Schedule change(Schedule schedule, Actor actor) {
    check(schedule);
    Schedule changed =
        transactions.write(
            () -> {
              checkChannels(schedule);
              Schedule before = get(schedule.id());
              if (!schedules.change(schedule.plannedThrough(clock.instant()))) {
                throw new Fault.Stale();
              }
              Schedule stored = get(schedule.id());
              audit.record(
                  actor, "schedule.change", String.valueOf(schedule.id().value()), before, stored);
              return stored;
            });
    wake(changed);
    return changed;
  }

  public Schedule find(ScheduleId id) {
    return transactions.read(() -> get(id));
  }

  public List<Schedule> list(long after, int limit) {
    return transactions.read(() -> schedules.list(after, limit));
  }

  /** The next planned instant after the given one; empty when paused or when the drive is over. */
  public Optional<Instant> next(Schedule schedule, Instant after) {
    if (schedule.paused()) {
      return Optional.empty();
    }
    Campaign campaign = transactions.read(() -> campaigns.get(schedule.campaign()));
    return nextOf(schedule, campaign, after);
  }

  /** The planned instants after one and not after another, at most as many as given. */
  public List<Instant> planned(Schedule schedule, Instant after, Instant through, int most) {
    List<Instant> planned = new ArrayList<>();
    Optional<Instant> next = next(schedule, after);
    while (next.isPresent() && !next.get().isAfter(through) && planned.size() < most) {
      planned.add(next.get());
      next = next(schedule, next.get());
    }
    return planned;
  }

  /** Sets the alarm for the schedule's next planned time. */
  public void wake(Schedule schedule) {
    next(schedule, clock.instant())
        .ifPresentOrElse(
            at -> timetable.wake(schedule.id(), at), () -> timetable.forget(schedule.id()));
  }

  private Optional<Instant> nextOf(Schedule schedule, Campaign campaign, Instant after) {
    Optional<Instant> next =
        switch (schedule.when()) {
          case When.Daily daily ->
              daily.next(after, schedule.timezone(), calendars.of(campaign.calendar()));
          case When.Cron cron -> timetable.next(cron, schedule.timezone(), after);
        };
    // A drive that is over is not counted down any more.
    return next.filter(
        at -> {
          LocalDate day = at.atZone(schedule.timezone()).toLocalDate();
          return !day.isAfter(campaign.deadline());
        });
  }

  private void check(Schedule schedule) {
    if (schedule.when() instanceof When.Cron cron) {
      timetable.next(cron, schedule.timezone(), clock.instant());
    }
  }

  private void checkChannels(Schedule schedule) {
    for (var id : schedule.channels()) {
      Optional<Channel> channel = channels.find(id);
      if (channel.isEmpty() || !channel.get().campaign().equals(schedule.campaign())) {
        throw new Fault.Invalid(
            "channels", id.value(), new Text("这个战役的频道编号", "the id of a channel of this campaign"));
      }
    }
  }

  private Schedule get(ScheduleId id) {
    return schedules
        .find(id)
        .orElseThrow(
            () -> new Fault.NotFound(new Text("发布计划", "schedule"), String.valueOf(id.value())));
  }
}
