package homestretch.adapter.socket;

import homestretch.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform's one connection: dialled while this node holds its seat, watched, and dialled again
 * for as long as it takes, with growing pauses that differ from program to program.
 */
public final class Line implements AutoCloseable {
  /** The trouble of the first moments. */
  public static final Text CONNECTING = new Text("正在连接", "connecting");

  private static final Text GONE = new Text("连接断了，正在重连", "the connection is gone");

  private static final Logger log = LoggerFactory.getLogger(Line.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration HANDSHAKE = Duration.ofSeconds(15);
  private static final double PINGS_OF_SILENCE = 2.5;

  /** Of what lies between two tries; a whole message of a platform is far smaller. */
  private static final int MOST_BYTES = 4 << 20;

  private final String platform;
  private final HttpClient http;
  private final Protocol protocol;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private boolean closed;
  private @Nullable Wire open;
  private @Nullable Text trouble;
  private Runnable whenBack = () -> {};
  private volatile Runnable whenRefused = () -> {};
  private final Thread thread;

  /**
   * @param platform its name, for the log and for what is said of it
   */
  public Line(String platform, HttpClient http, Protocol protocol) {
    this.platform = platform;
    this.http = http;
    this.protocol = protocol;
    this.thread = Thread.ofVirtual().name(platform + "-line").start(this::run);
  }

  /** Whether this node is the one that connects; returns at once. */
  public void hold(boolean hold) {
    lock.lock();
    try {
      held = hold;
      if (!hold) {
        trouble = null;
        hangUp();
      } else if (open == null) {
        trouble = CONNECTING;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isHeld() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** The open connection; empty while there is none. */
  public Optional<Wire> wire() {
    lock.lock();
    try {
      return Optional.ofNullable(open);
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong; empty if connected, or if another node is to be. */
  public Optional<Text> trouble() {
    lock.lock();
    try {
      return Optional.ofNullable(trouble);
    } finally {
      lock.unlock();
    }
  }

  public void whenBack(Runnable then) {
    lock.lock();
    try {
      whenBack = then;
    } finally {
      lock.unlock();
    }
  }

  /** What to do as soon as the platform has said that it does not want us. */
  public void whenRefused(Runnable then) {
    whenRefused = then;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (awaitHeld()) {
        boolean wasUp = false;
        Duration next = pause;
        try {
          wasUp = connectAndWatch();
        } catch (StayAway e) {
          if (say(e.why())) {
            log.error("{}: {}", platform, e.getMessage());
            whenRefused.run();
          }
          next = e.pause();
        } catch (IOException | RuntimeException e) {
          Text why = reason(e);
          if (say(why)) {
            log.warn("{} cannot be reached: {}", platform, why.en());
          }
        }
        if (wasUp) {
          pause = FIRST_PAUSE;
          next = pause;
        } else if (next.equals(pause)) {
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
        rest(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitHeld() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!held && !closed) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Pauses, unless the seat is lost and taken again meanwhile, or all ends. */
  private void rest(Duration pause) throws InterruptedException {
    long jittered = (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
    lock.lockInterruptibly();
    try {
      long left = jittered;
      while (left > 0 && held && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return whether it was ever up; comes back when it is down
   */
  private boolean connectAndWatch() throws IOException, InterruptedException, StayAway {
    Protocol.Dial dial = protocol.dial();
    Ears ears = new Ears();
    Wire wire;
    try {
      wire =
          new Wire(
              http.newWebSocketBuilder()
                  .connectTimeout(HANDSHAKE)
                  .buildAsync(dial.uri(), ears)
                  .get(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS),
              () -> ears.gone.complete("hung up"));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(said(cause), cause);
    } catch (TimeoutException e) {
      throw new IOException("no answer for " + HANDSHAKE.toSeconds() + " s", e);
    }
    boolean isUp = false;
    try {
      protocol.opened(wire);
      isUp = true;
      up(wire);
      watch(wire, dial, ears);
    } finally {
      wire.hangUp();
      down(wire);
      protocol.closed();
    }
    StayAway away = ears.away;
    if (away != null) {
      throw away;
    }
    return isUp;
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private void watch(Wire wire, Protocol.Dial dial, Ears ears)
      throws IOException, InterruptedException {
    long silence = (long) (dial.ping().toNanos() * PINGS_OF_SILENCE);
    while (ears.gone.getNow(null) == null) {
      try {
        ears.gone.get(dial.ping().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - ears.heard > silence) {
          log.warn("{} says nothing any more; connecting anew", platform);
          return;
        }
        protocol.ping(wire);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    log.info("{}: the connection is gone ({}); connecting anew", platform, ears.gone.getNow(""));
  }

  private void up(Wire wire) {
    Runnable then;
    lock.lock();
    try {
      if (!held || closed) {
        return;
      }
      open = wire;
      trouble = null;
      then = whenBack;
    } finally {
      lock.unlock();
    }
    log.info("connected to {}", platform);
    then.run();
  }

  private void down(Wire wire) {
    lock.lock();
    try {
      if (open == wire) {
        open = null;
        trouble = held ? GONE : null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether that is news. */
  private boolean say(Text why) {
    lock.lock();
    try {
      boolean isNews = !why.equals(trouble);
      if (held) {
        trouble = why;
      }
      return isNews;
    } finally {
      lock.unlock();
    }
  }

  private static Text reason(Exception e) {
    return e instanceof IOException broken
        ? NotSent.reason(broken)
        : new Text("出错：" + e.getClass().getSimpleName(), String.valueOf(e));
  }

  private void hangUp() {
    Wire wire = open;
    open = null;
    if (wire != null) {
      wire.hangUp();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      hangUp();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }

  /** Puts messages together and hands them on. */
  private final class Ears implements WebSocket.Listener {
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile long heard = System.nanoTime();
    private volatile @Nullable StayAway away;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      heard = System.nanoTime();
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        hand(socket, () -> protocol.text(whole));
      } else if (text.length() > MOST_BYTES) {
        end(socket, "a message of over " + MOST_BYTES + " characters");
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      heard = System.nanoTime();
      byte[] given = new byte[part.remaining()];
      part.get(given);
      bytes.writeBytes(given);
      if (last) {
        byte[] whole = bytes.toByteArray();
        bytes.reset();
        hand(socket, () -> protocol.bytes(whole));
      } else if (bytes.size() > MOST_BYTES) {
        end(socket, "a message of over " + MOST_BYTES + " bytes");
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      heard = System.nanoTime();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      heard = System.nanoTime();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      gone.complete("closed with " + code + (reason.isBlank() ? "" : ": " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      gone.complete(said(error));
    }

    private interface Message {
      void handle() throws StayAway;
    }

    private void hand(WebSocket socket, Message message) {
      try {
        message.handle();
      } catch (StayAway e) {
        away = e;
        end(socket, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // One message that we do not understand must not cost the connection.
        log.error("{}: a message could not be read", platform, e);
      }
    }

    private void end(WebSocket socket, String why) {
      gone.complete(why);
      socket.abort();
    }
  }
}
