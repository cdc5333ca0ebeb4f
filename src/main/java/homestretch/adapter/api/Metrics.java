package homestretch.adapter.api;

import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryService;
import homestretch.core.delivery.Outbox;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;

/** {@code /metrics}, in Prometheus' text format: what an operator sets alarms on. */
public final class Metrics {
  private final DeliveryService deliveries;
  private final Clock clock;

  public Metrics(DeliveryService deliveries, Clock clock) {
    this.deliveries = deliveries;
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get(
        "/metrics",
        ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(text()));
  }

  private String text() {
    Outbox.Figures figures = deliveries.figures();
    StringBuilder text = new StringBuilder();
    head(text, "homestretch_deliveries", "Deliveries by state.");
    figures
        .byState()
        .forEach(
            (state, count) ->
                text.append("homestretch_deliveries{state=\"")
                    .append(Views.lower(state))
                    .append("\"} ")
                    .append(count)
                    .append('\n'));
    gauge(
        text,
        "homestretch_delivery_oldest_pending_seconds",
        "Age of the oldest delivery that is due and not posted; 0 if there is none.",
        figures.oldestDue() == null
            ? Duration.ZERO
            : Duration.between(figures.oldestDue(), clock.instant()));
    Delivery last = figures.lastSent();
    gauge(
        text,
        "homestretch_delivery_lag_seconds",
        "From planned to posted, of the latest post.",
        last == null || last.sentAt() == null
            ? Duration.ZERO
            : Duration.between(last.plannedAt(), last.sentAt()));
    head(text, "homestretch_open_notices", "What needs an administrator.");
    text.append("homestretch_open_notices ")
        .append(deliveries.notices(true, Long.MAX_VALUE, Integer.MAX_VALUE).size())
        .append('\n');
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help, Duration value) {
    head(text, name, help);
    text.append(name).append(' ').append(value.toMillis() / 1000.0).append('\n');
  }

  private static void head(StringBuilder text, String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }
}
