package homestretch.adapter.discord;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Keeps everything that the bot sends together under Discord's global limit, which JDA does not.
 *
 * <p>There are as many places as Discord takes requests in a second. A request takes one and gives
 * it back a second after its answer came: by then Discord has counted it, so no second holds more
 * than the limit, whatever the network does to the distances between requests. A steady rate would
 * be slower, and safe only as long as every request took equally long to arrive.
 *
 * <p>Answers to interactions do not count with Discord and never wait.
 */
final class Pacing {
  private static final int LIMIT = 50;

  /** A second and a little, as Discord's clock is not ours. */
  private static final Duration WINDOW = Duration.ofMillis(1010);

  /** Between two requests: all at once would wait for each other on the way, and waits count. */
  private static final Duration GAP = Duration.ofMillis(5);

  /** A request on its way for longer has surely been counted: slow answers hold no places. */
  private static final Duration ARRIVED = Duration.ofSeconds(1);

  private final DelayQueue<Place> places = new DelayQueue<>();
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final String api;

  /**
   * @param api the path under which the REST API stands, with its closing slash
   */
  Pacing(String api) {
    this.api = api;
    for (int i = 0; i < LIMIT; i++) {
      places.add(new Place(Duration.ZERO));
    }
  }

  /** Puts itself before every request of the client. */
  void install(OkHttpClient.Builder client) {
    client.addInterceptor(this::call).addNetworkInterceptor(this::attempt);
  }

  private boolean counts(Request request) {
    String path = request.url().encodedPath();
    return !path.startsWith(api + "interactions/") && !path.startsWith(api + "webhooks/");
  }

  private Response call(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (!counts(request)) {
      return chain.proceed(request);
    }
    return paced(chain, request.newBuilder().tag(First.class, new First()).build());
  }

  /** OkHttp tries again by itself when a connection breaks; that is one more request to Discord. */
  private Response attempt(Interceptor.Chain chain) throws IOException {
    First first = chain.request().tag(First.class);
    return first == null || first.pending.getAndSet(false)
        ? chain.proceed(chain.request())
        : paced(chain, chain.request());
  }

  private Response paced(Interceptor.Chain chain, Request request) throws IOException {
    try {
      places.take();
      space();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before it was sent");
    }
    Place meanwhile = new Place(ARRIVED.plus(WINDOW));
    places.add(meanwhile);
    try {
      return chain.proceed(request);
    } finally {
      if (places.remove(meanwhile)) {
        places.add(new Place(WINDOW));
      }
    }
  }

  private void space() throws InterruptedException {
    long now = System.nanoTime();
    long due = next.getAndUpdate(at -> Math.max(at - now, 0) + now + GAP.toNanos()) - now;
    if (due > 0) {
      TimeUnit.NANOSECONDS.sleep(due);
    }
  }

  /** The place that a call took holds for its first attempt. */
  private static final class First {
    private final AtomicBoolean pending = new AtomicBoolean(true);
  }

  /** One request may be sent when this is due. */
  private static final class Place implements Delayed {
    private final long dueAt;

    Place(long dueAt) {
      this.dueAt = dueAt;
    }

    Place(Duration delay) {
      this(System.nanoTime() + delay.toNanos());
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueAt - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(dueAt - ((Place) other).dueAt);
    }
  }
}
