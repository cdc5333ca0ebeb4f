package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns planned times into deliveries. Whoever wakes it, and however often: what was planned is
 * planned once, by the unique key of the rows.
 */
public final class Planner {
  private static final int NONCE = 20;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int MOST = 400;

  private final Transactions transactions;
  private final ScheduleService service;
  private final Schedules schedules;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Planner(
      Transactions transactions,
      ScheduleService service,
      Schedules schedules,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.service = service;
    this.schedules = schedules;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Plans everything that is due on all schedules. After an outage only the last of a schedule's
   * missed times is still worth posting, if its window is open; those before it are missed.
   */
  public void planDue() {
    Instant now = clock.instant();
    for (Schedule schedule : service.list(0, Integer.MAX_VALUE)) {
      if (!schedule.paused()) {
        plan(schedule, now);
        service.wake(schedule);
      }
    }
  }

  /** Plans one post of a schedule now, whatever its times. */
  public List<Delivery> planNow(Schedule schedule, Actor actor) {
    Instant now = clock.instant();
    return transactions.write(
        () -> {
          audit.record(
              actor, "schedule.run", String.valueOf(schedule.id().value()), null, now.toString());
          return add(schedule, now, Delivery.State.PLANNED, "");
        });
  }

  private void plan(Schedule schedule, Instant now) {
    List<Instant> due = service.planned(schedule, schedule.plannedThrough(), now, MOST);
    if (due.isEmpty()) {
      return;
    }
    transactions.writeAll(
        () -> {
          for (Instant planned : due) {
            boolean worth = planned.equals(due.getLast()) && schedule.expiry(planned).isAfter(now);
            add(
                schedule,
                planned,
                worth ? Delivery.State.PLANNED : Delivery.State.MISSED,
                worth ? "" : "not running at the planned time");
          }
          schedules.planned(schedule.id(), due.getLast());
        });
  }

  private List<Delivery> add(
      Schedule schedule, Instant planned, Delivery.State state, String reason) {
    List<Delivery> added = new ArrayList<>();
    for (ChannelId channel : schedule.channels()) {
      outbox
          .plan(
              new Delivery(
                  new DeliveryId(0),
                  schedule.id(),
                  channel,
                  planned,
                  state,
                  nonce(),
                  0,
                  planned,
                  schedule.expiry(planned),
                  null,
                  null,
                  null,
                  reason))
          .ifPresent(added::add);
    }
    return added;
  }

  private String nonce() {
    StringBuilder nonce = new StringBuilder(NONCE);
    for (int i = 0; i < NONCE; i++) {
      nonce.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return nonce.toString();
  }
}
