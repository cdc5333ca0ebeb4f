package homestretch.testing.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** What goes wrong with requests, as it was asked for. */
final class Faults {
  private final Map<String, Queue<Failure>> failures = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();

  void failNext(String what, Failure... next) {
    failures.computeIfAbsent(what, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
  }

  void mend(String what) {
    failures.remove(what);
  }

  Discord.Hold hold(String what) {
    CountDownLatch latch = new CountDownLatch(1);
    holds.put(what, latch);
    return () -> {
      holds.remove(what);
      latch.countDown();
    };
  }

  /** Waits for as long as a channel is held. */
  void pass(String what) throws InterruptedException {
    CountDownLatch hold = holds.get(what);
    if (hold != null && !hold.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("held for too long");
    }
  }

  void release() {
    holds.values().forEach(CountDownLatch::countDown);
  }

  Handler failing(String what, Handler handler) {
    return ctx -> failing(ctx, next(what), handler);
  }

  private @Nullable Failure next(String what) {
    Queue<Failure> queue = failures.get(what);
    return queue == null ? null : queue.poll();
  }

  private static void failing(Context ctx, @Nullable Failure failure, Handler handler)
      throws Exception {
    switch (failure) {
      case null -> handler.handle(ctx);
      case Failure.Status(int status) -> ctx.status(status).result("upstream error");
      case Failure.DoneButStatus(int status) -> {
        handler.handle(ctx);
        ctx.status(status).contentType("text/plain").result("upstream error");
      }
      case Failure.LostRequest() -> cut(ctx);
      case Failure.LostAnswer() -> {
        handler.handle(ctx);
        cut(ctx);
      }
      case Failure.HalfAnswer() -> {
        handler.handle(ctx);
        byte[] whole = String.valueOf(ctx.result()).getBytes(UTF_8);
        ctx.res().setContentType("application/json");
        ctx.res().setContentLength(whole.length);
        ctx.res().getOutputStream().write(whole, 0, whole.length / 2);
        ctx.res().flushBuffer();
        ctx.result("");
        cut(ctx);
      }
      case Failure.Meanwhile(Failure.Moment when, Runnable what) -> {
        switch (when) {
          case ARRIVED -> {
            what.run();
            cut(ctx);
          }
          case DONE -> {
            handler.handle(ctx);
            what.run();
          }
          case ANSWERED -> {
            handler.handle(ctx);
            ctx.res().setContentType("application/json");
            ctx.res().getOutputStream().write(String.valueOf(ctx.result()).getBytes(UTF_8));
            ctx.res().flushBuffer();
            ctx.result("");
            what.run();
          }
        }
      }
    }
  }

  private static void cut(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
