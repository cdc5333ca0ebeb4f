package homestretch.adapter.discord;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * be safe only as long as every request took equally long to arrive.
 *
 * <p>The time until the answer is lost to the place, so few requests are on their way at once: more
 * would only wait for each other.
 *
 * <p>Answers to interactions do not count with Discord and never wait.
 */
final class Pacing {
  private static final int LIMIT = 50;

  /** A second and a little, as Discord's clock is not ours. */
  private static final Duration WINDOW = Duration.ofMillis(1010);

  /** A request on its way for longer has surely been counted: slow answers hold no places. */
  private static final Duration ARRIVED = Duration.ofSeconds(1);

  private static final int LANES = 8;

  /**
   * After this the next sets out although the answer is not there: 64 a second, were there none.
   */
  private static final Duration HEADWAY = Duration.ofMillis(125);

  private final Gate lanes = new Gate(LANES, Duration.ZERO, HEADWAY);
  private final Gate places = new Gate(LIMIT, WINDOW, ARRIVED.plus(WINDOW));
  private final String api;

  /**
   * @param api the path under which the REST API stands, with its closing slash
   */
  Pacing(String api) {
    this.api = api;
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
    return counts(request)
        ? paced(chain, request.newBuilder().tag(First.class, new First()).build())
        : chain.proceed(request);
  }

  /** OkHttp tries again by itself when a connection breaks; that is one more request to Discord. */
  private Response attempt(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    First first = request.tag(First.class);
    return first == null || first.pending.getAndSet(false)
        ? chain.proceed(request)
        : paced(chain, request);
  }

  private Response paced(Interceptor.Chain chain, Request request) throws IOException {
    try (Gate.Pass lane = lanes.enter();
        Gate.Pass place = places.enter()) {
      lane.start();
      place.start();
      return chain.proceed(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before it was sent");
    }
  }

  /** The place that a call took holds for its first attempt. */
  private static final class First {
    private final AtomicBoolean pending = new AtomicBoolean(true);
  }

  /** Lets so many in at a time. */
  private static final class Gate {
    private final DelayQueue<Free> free = new DelayQueue<>();
    private final Duration after;
    private final Duration longest;

    /**
     * @param after from a pass's end until somebody else may enter on it
     * @param longest from its start until then, if it does not end
     */
    Gate(int passes, Duration after, Duration longest) {
      this.after = after;
      this.longest = longest;
      for (int i = 0; i < passes; i++) {
        free.add(new Free(Duration.ZERO));
      }
    }

    Pass enter() throws InterruptedException {
      return new Pass(free.take());
    }

    private final class Pass implements AutoCloseable {
      private Free mine;
      private boolean started;

      private Pass(Free taken) {
        mine = taken;
      }

      void start() {
        mine = new Free(longest);
        free.add(mine);
        started = true;
      }

      @Override
      public void close() {
        if (!started || free.remove(mine)) {
          free.add(new Free(started ? after : Duration.ZERO));
        }
      }
    }
  }

  /** When a pass is free. */
  private static final class Free implements Delayed {
    private final long at;

    Free(Duration delay) {
      at = System.nanoTime() + delay.toNanos();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(at - ((Free) other).at);
    }
  }
}
