package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns planned times into deliveries. Whoever wakes it, and however often: what was planned is
 * planned once, by the unique key of the rows.
 */
public final class Planner {
  private static final Logger log = LoggerFactory.getLogger(Planner.class);

  /** Planned times of one schedule that are written down in one pass, after a long outage. */
  private static final int LONGEST_PASS = 20_000;

  /** More than this are told in one row. */
  private static final int MOST_MISSED_ROWS = 30;

  /** Planned further ahead than this, the clock was set back. */
  private static final Duration CLOCK_SET_BACK = Duration.ofHours(1);

  /** A post later than this is late. */
  static final Duration LATE = Duration.ofMinutes(10);

  /** How long after the quiet hours a post of the night is still worth making. */
  private static final Duration MORNING = Duration.ofHours(3);

  /** How long what belongs to no schedule is worth posting. */
  static final Duration MESSAGE_WINDOW = Duration.ofDays(7);

  private final Transactions transactions;
  private final ScheduleService service;
  private final Schedules schedules;
  private final Channels channels;
  private final Notices notices;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;

  public Planner(
      Transactions transactions,
      ScheduleService service,
      Schedules schedules,
      Channels channels,
      Notices notices,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.service = service;
    this.schedules = schedules;
    this.channels = channels;
    this.notices = notices;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Plans everything that is due on all schedules. After an outage only the last of a schedule's
   * missed times is still worth posting, if its window is open; those before it are missed.
   */
  public void planDue() {
    Instant now = now();
    for (Schedule schedule : service.list(0, Integer.MAX_VALUE)) {
      try {
        if (!schedule.paused()) {
          plan(schedule, now);
          service.wake(schedule);
        }
      } catch (RuntimeException e) {
        // One schedule that cannot be planned must not keep the others.
        log.error("schedule {} could not be planned", schedule.id().value(), e);
      }
    }
    planNotices(now);
  }

  /** Plans one post of a schedule now, whatever its times. */
  public List<Delivery> planNow(Schedule schedule, Actor actor) {
    Instant now = now();
    return transactions.write(
        () -> {
          audit.record(
              actor, "schedule.run", String.valueOf(schedule.id().value()), null, now.toString());
          outbox.supersede(schedule.id(), now, now, DeliveryTexts.BY_HAND);
          outbox.plan(rows(schedule, channels(schedule), now, now, true));
          return outbox.at(schedule.id(), now);
        });
  }

  private void plan(Schedule schedule, Instant now) {
    if (schedule.plannedThrough().isAfter(now.plus(CLOCK_SET_BACK))) {
      // The clock ran ahead and was put right: what it called missed is still to come.
      transactions.writeAll(
          () -> {
            if (schedules.planned(schedule, now)) {
              outbox.forgetMissed(schedule.id(), now);
            }
          });
      log.warn(
          "schedule {} was planned through {}, which is to come: planned again from now",
          schedule.id().value(),
          schedule.plannedThrough());
      return;
    }
    List<Instant> due =
        service.occurrences(schedule).between(schedule.plannedThrough(), now, LONGEST_PASS);
    if (due.isEmpty()) {
      // So that a drive extended long after its end does not find weeks to make up for.
      if (schedule.plannedThrough().plus(1, ChronoUnit.DAYS).isBefore(now)) {
        transactions.writeAll(() -> schedules.planned(schedule, now));
      }
      return;
    }
    Instant last = due.getLast();
    transactions.writeAll(
        () -> {
          if (!schedules.planned(schedule, last)) {
            return;
          }
          List<Delivery> rows = new ArrayList<>();
          Map<ChannelId, Channel> to = channels(schedule);
          List<Instant> missed = due.subList(0, due.size() - 1);
          if (missed.size() > MOST_MISSED_ROWS) {
            rows.addAll(missedTogether(schedule, to, missed));
          } else {
            missed.forEach(planned -> rows.addAll(rows(schedule, to, planned, now, false)));
          }
          rows.addAll(rows(schedule, to, last, now, due.size() < LONGEST_PASS));
          outbox.supersede(schedule.id(), now.minus(LATE), now, DeliveryTexts.OVERTAKEN);
          outbox.plan(rows);
        });
  }

  private Map<ChannelId, Channel> channels(Schedule schedule) {
    return channels.ofCampaign(schedule.campaign()).stream()
        .collect(Collectors.toMap(Channel::id, Function.identity()));
  }

  /** One row for each channel, at the last of the times that it tells of. */
  private static List<Delivery> missedTogether(
      Schedule schedule, Map<ChannelId, Channel> to, List<Instant> missed) {
    Instant last = missed.getLast();
    Text reason = DeliveryTexts.missed(missed.size(), missed.getFirst(), last);
    List<Delivery> rows = new ArrayList<>();
    for (ChannelId id : schedule.channels()) {
      Channel channel = to.get(id);
      if (channel != null) {
        rows.add(
            row(
                new Delivery.Subject.Scheduled(schedule.id()),
                id,
                Nonces.of(schedule.id(), last, channel.address()),
                last,
                Delivery.State.MISSED,
                last,
                schedule.expiry(last),
                reason));
      }
    }
    return rows;
  }

  private List<Delivery> rows(
      Schedule schedule,
      Map<ChannelId, Channel> to,
      Instant planned,
      Instant now,
      boolean isLatest) {
    List<Delivery> rows = new ArrayList<>();
    for (ChannelId id : schedule.channels()) {
      Channel channel = to.get(id);
      if (channel == null) {
        continue;
      }
      Instant due = channel.awake(planned);
      Instant expires = schedule.expiry(planned);
      if (due.isAfter(planned) && due.plus(MORNING).isAfter(expires)) {
        expires = due.plus(MORNING);
      }
      if (!isLatest || !expires.isAfter(now)) {
        rows.add(
            row(
                new Delivery.Subject.Scheduled(schedule.id()),
                id,
                Nonces.of(schedule.id(), planned, channel.address()),
                planned,
                Delivery.State.MISSED,
                due,
                expires,
                DeliveryTexts.DOWN));
      } else if (channel.state() == Channel.State.SUSPENDED) {
        rows.add(
            row(
                new Delivery.Subject.Scheduled(schedule.id()),
                id,
                Nonces.of(schedule.id(), planned, channel.address()),
                planned,
                Delivery.State.FAILED,
                due,
                expires,
                DeliveryTexts.suspended(channel.reason())));
      } else {
        rows.add(
            row(
                new Delivery.Subject.Scheduled(schedule.id()),
                id,
                Nonces.of(schedule.id(), planned, channel.address()),
                planned,
                Delivery.State.PLANNED,
                due,
                expires,
                due.isAfter(planned) ? DeliveryTexts.QUIET : Delivery.NO_REASON));
      }
    }
    return rows;
  }

  private void planNotices(Instant now) {
    if (transactions.read(notices::untold).isEmpty()) {
      return;
    }
    transactions.writeAll(
        () ->
            outbox.plan(
                notices.untold().stream()
                    .flatMap(
                        untold ->
                            channels.find(untold.channel()).stream()
                                .map(channel -> row(untold.notice(), channel, now)))
                    .toList()));
  }

  private static Delivery row(Notice notice, Channel channel, Instant now) {
    return row(
        new Delivery.Subject.Noticed(notice.id()),
        channel.id(),
        Nonces.of(notice, channel.address()),
        now,
        Delivery.State.PLANNED,
        now,
        now.plus(MESSAGE_WINDOW),
        Delivery.NO_REASON);
  }

  /** As it is when it is planned. */
  static Delivery row(
      Delivery.Subject subject,
      ChannelId channel,
      String nonce,
      Instant planned,
      Delivery.State state,
      Instant due,
      Instant expires,
      Text reason) {
    return new Delivery(
        new DeliveryId(0),
        subject,
        channel,
        planned,
        state,
        nonce,
        0,
        due,
        expires,
        null,
        null,
        null,
        null,
        reason);
  }

  /** As precise as it is stored. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
