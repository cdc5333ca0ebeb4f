package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an administrator sees of deliveries and notices, and does about them. */
public final class DeliveryService {
  /** How long a post asked for by hand is tried. */
  private static final Duration BY_HAND = Duration.ofHours(1);

  private final Transactions transactions;
  private final Outbox outbox;
  private final Notices notices;
  private final Deliverer deliverer;
  private final Audit audit;
  private final Clock clock;

  public DeliveryService(
      Transactions transactions,
      Outbox outbox,
      Notices notices,
      Deliverer deliverer,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.notices = notices;
    this.deliverer = deliverer;
    this.audit = audit;
    this.clock = clock;
  }

  public Delivery find(DeliveryId id) {
    return transactions.read(
        () ->
            outbox
                .find(id)
                .orElseThrow(
                    () ->
                        new Fault.NotFound(
                            new Text("播报记录", "delivery"), String.valueOf(id.value()))));
  }

  public List<Delivery> list(Outbox.Filter filter, long before, int limit) {
    return transactions.read(() -> outbox.list(filter, before, limit));
  }

  public Outbox.Figures figures() {
    return transactions.read(() -> outbox.figures(clock.instant()));
  }

  /**
   * Posts what was not posted, at once; answers it as it then stands. An uncertain one is posted
   * again without looking: the caller has looked.
   *
   * @throws Fault.Conflict if it was posted, or is planned anyway
   */
  public Delivery retry(DeliveryId id, Actor actor) {
    Delivery before = find(id);
    Instant now = clock.instant();
    Instant least = now.plus(BY_HAND);
    transactions.writeAll(
        () -> {
          if (!outbox.again(
              id, now, before.expiresAt().isAfter(least) ? before.expiresAt() : least)) {
            throw new Fault.Conflict(
                new Text(
                    "这条播报的状态是 "
                        + before.state().name().toLowerCase(java.util.Locale.ROOT)
                        + "，不必重发",
                    "nothing to retry: it is "
                        + before.state().name().toLowerCase(java.util.Locale.ROOT)));
          }
          notices.resolve("delivery/" + id.value(), now);
          audit.record(
              actor, "delivery.retry", String.valueOf(id.value()), before.state(), "planned");
        });
    return deliverer.deliverNow(List.of(id)).getFirst();
  }

  public List<Notice> notices(boolean openOnly, long before, int limit) {
    return transactions.read(() -> notices.list(openOnly, before, limit));
  }

  public Notice notice(NoticeId id) {
    return transactions.read(() -> get(id));
  }

  /** Seen and done with. */
  public Notice resolve(NoticeId id, Actor actor) {
    return transactions.write(
        () -> {
          Notice notice = get(id);
          if (notice.resolvedAt() == null) {
            notices.resolve(notice.subject(), clock.instant());
            audit.record(actor, "notice.resolve", notice.subject(), null, null);
          }
          return get(id);
        });
  }

  private Notice get(NoticeId id) {
    return notices
        .find(id)
        .orElseThrow(
            () -> new Fault.NotFound(new Text("提醒", "notice"), String.valueOf(id.value())));
  }
}
