package homestretch.adapter.http;

import homestretch.core.chat.talk.Answering;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryService;
import homestretch.core.delivery.Outbox;
import homestretch.core.text.Text;
import homestretch.core.work.Inquiry;
import homestretch.core.work.Pool;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * {@code /metrics}, for Prometheus: what an operator sets alarms on. From this machine without a
 * token; from anywhere else, or through a proxy, with one.
 */
public final class Metrics {
  private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "Via");
  private static final double[] SECONDS = {
    0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Predicate<String> isToken;
  private final Histogram requests;
  private final Inquiry<Stored> stored;

  /** What the database said for the latest look; empty: it did not answer. */
  private volatile Optional<Stored> known = Optional.empty();

  /** Well within what Prometheus waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What can be told only while the database answers. */
  private record Stored(Outbox.Figures figures, int openNotices) {}

  /**
   * @param sinceSweep how long ago the last whole sweep ended
   * @param deliveries left out while the database does not answer
   * @param parts what must work, with what is wrong with it, as {@code /health/ready} tells it
   * @param answers what became of commands and buttons, by platform
   * @param isToken whether this is the secret of a live token
   */
  public Metrics(
      DeliveryService deliveries,
      Clock clock,
      Supplier<List<Pool>> pools,
      Supplier<Duration> sinceSweep,
      Supplier<Map<String, Optional<Text>>> parts,
      Supplier<Map<String, Answering.Counts>> answers,
      Predicate<String> isToken) {
    this.isToken = isToken;
    requests =
        Histogram.builder()
            .name("homestretch_http_request_duration_seconds")
            .help("Time from a request's arrival to its answer.")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .labelNames("method", "route", "status")
            .register(registry);
    String version = Metrics.class.getPackage().getImplementationVersion();
    Info.builder()
        .name("homestretch_build_info")
        .help("The program's version and the Java that runs it.")
        .labelNames("version", "java")
        .register(registry)
        .addLabelValues(version == null ? "sources" : version, Runtime.version().toString());
    JvmMetrics.builder().register(registry);
    stored =
        new Inquiry<>(
            "asking the database for metrics",
            PATIENCE,
            () ->
                new Stored(
                    deliveries.figures(),
                    deliveries.notices(true, Long.MAX_VALUE, Integer.MAX_VALUE).size()));
    deliveries(clock);
    pools(pools);
    answers(answers);
    gauge(
        "homestretch_last_sweep_age_seconds",
        "Since the last whole sweep for what is due; it runs each minute.",
        () -> seconds(sinceSweep.get()));
    GaugeWithCallback.builder()
        .name("homestretch_up")
        .help("1 if a part works (database, sweep, a chat platform), else 0.")
        .labelNames("part")
        .callback(
            callback ->
                parts
                    .get()
                    .forEach(
                        (part, trouble) -> {
                          if (!part.equals("notices")) {
                            callback.call(trouble.isEmpty() ? 1 : 0, part);
                          }
                        }))
        .register(registry);
  }

  private void deliveries(Clock clock) {
    GaugeWithCallback.builder()
        .name("homestretch_deliveries")
        .help("Deliveries by state.")
        .labelNames("state")
        .callback(
            callback ->
                known.ifPresent(
                    now ->
                        now.figures()
                            .byState()
                            .forEach(
                                (state, count) ->
                                    callback.call(count, state.name().toLowerCase(Locale.ROOT)))))
        .register(registry);
    storedGauge(
        "homestretch_delivery_oldest_pending_seconds",
        "Age of the oldest delivery that is due and not posted; 0 if there is none.",
        now -> {
          Instant due = now.figures().oldestDue();
          return due == null ? 0 : seconds(Duration.between(due, clock.instant()));
        });
    storedGauge(
        "homestretch_delivery_lag_seconds",
        "From planned to posted, of the latest post.",
        now -> {
          Delivery last = now.figures().lastSent();
          return last == null || last.sentAt() == null
              ? 0
              : seconds(Duration.between(last.plannedAt(), last.sentAt()));
        });
    storedGauge(
        "homestretch_open_notices", "What needs an administrator.", now -> now.openNotices());
  }

  private void pools(Supplier<List<Pool>> pools) {
    GaugeWithCallback.builder()
        .name("homestretch_database_connections")
        .help("Connections of a pool by state (active, idle).")
        .labelNames("pool", "state")
        .callback(
            callback ->
                pools
                    .get()
                    .forEach(
                        pool -> {
                          callback.call(pool.active(), pool.name(), "active");
                          callback.call(pool.idle(), pool.name(), "idle");
                        }))
        .register(registry);
    GaugeWithCallback.builder()
        .name("homestretch_database_waiting")
        .help("Callers that wait for a connection of a pool.")
        .labelNames("pool")
        .callback(
            callback -> pools.get().forEach(pool -> callback.call(pool.waiting(), pool.name())))
        .register(registry);
  }

  private void answers(Supplier<Map<String, Answering.Counts>> answers) {
    CounterWithCallback.builder()
        .name("homestretch_chat_answers_total")
        .help(
            "Commands and buttons by what became of their answer: late (announced first),"
                + " came_twice (taken up once), answered_twice (Discord's 40060: the platform had"
                + " the answer already), lost (the platform did not take it), turned_away (too many"
                + " at once, nothing was done).")
        .labelNames("platform", "outcome")
        .callback(
            callback ->
                answers
                    .get()
                    .forEach(
                        (platform, counts) -> {
                          callback.call(counts.late(), platform, "late");
                          callback.call(counts.cameTwice(), platform, "came_twice");
                          callback.call(counts.answeredTwice(), platform, "answered_twice");
                          callback.call(counts.lost(), platform, "lost");
                          callback.call(counts.turnedAway(), platform, "turned_away");
                        }))
        .register(registry);
    GaugeWithCallback.builder()
        .name("homestretch_chat_answers_under_way")
        .help("Commands and buttons that are not answered to the end yet.")
        .labelNames("platform")
        .callback(
            callback ->
                answers
                    .get()
                    .forEach((platform, counts) -> callback.call(counts.underWay(), platform)))
        .register(registry);
  }

  private void gauge(String name, String help, Supplier<Number> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.get().doubleValue()))
        .register(registry);
  }

  /** Not there while the database does not answer: none is not the same as not known. */
  private void storedGauge(String name, String help, ToDoubleFunction<Stored> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> known.ifPresent(now -> callback.call(value.applyAsDouble(now))))
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  public void install(JavalinConfig config) {
    config.requestLogger.http(
        (ctx, milliseconds) ->
            requests
                .labelValues(
                    String.valueOf(ctx.method()), route(ctx), String.valueOf(ctx.statusCode()))
                .observe(milliseconds / 1000.0));
    config.routes.get("/metrics", this::answer);
  }

  /** As it was declared: a label of its own for each address would never end. */
  private static String route(Context ctx) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    return matched == null || matched.path.contains("*") ? "other" : matched.path;
  }

  private void answer(Context ctx) throws IOException {
    if (!isHere(ctx)) {
      String header = ctx.header("Authorization");
      boolean isBearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
      if (header == null || !isBearer || !isToken.test(header.substring(7).strip())) {
        ctx.header("WWW-Authenticate", "Bearer");
        Problems.write(
            ctx,
            ProblemType.UNAUTHENTICATED,
            new Text(
                "从别的机器读取指标需要令牌：Authorization: Bearer 令牌",
                "from another machine metrics need a token: Authorization: Bearer TOKEN"),
            List.of());
        return;
      }
    }
    known = stored.ask();
    ExpositionFormatWriter writer = formats.findWriter(ctx.header("Accept"));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    ctx.contentType(writer.getContentType()).result(text.toByteArray());
  }

  private static boolean isHere(Context ctx) {
    try {
      return PROXIED.stream().allMatch(header -> ctx.header(header) == null)
          && InetAddress.getByName(ctx.ip()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
