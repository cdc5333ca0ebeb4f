package homestretch.adapter.socket;

import homestretch.core.chat.Permit;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The sending side of an open socket: one message after the other, by whichever thread. */
public final class Wire {
  /** A peer that takes no bytes for so long is gone. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

  private final WebSocket socket;
  private final ReentrantLock sending = new ReentrantLock();

  /** Told when we end the connection: the socket itself says nothing of that. */
  private final Runnable hungUp;

  Wire(WebSocket socket, Runnable hungUp) {
    this.socket = socket;
    this.hungUp = hungUp;
  }

  public void text(String message) throws IOException {
    text(message, () -> true);
  }

  /**
   * @param permit asked in the moment in which the bytes leave
   * @throws NotSent nothing was sent
   * @throws IOException the message may or may not have left
   */
  public void text(String message, Permit permit) throws IOException {
    send(() -> socket.sendText(message, true), permit);
  }

  public void bytes(byte[] message) throws IOException {
    send(() -> socket.sendBinary(ByteBuffer.wrap(message), true), () -> true);
  }

  /** The WebSocket's own ping, for platforms that have none of their own. */
  public void ping() throws IOException {
    send(() -> socket.sendPing(ByteBuffer.allocate(0)), () -> true);
  }

  private void send(Supplier<CompletableFuture<WebSocket>> write, Permit permit)
      throws IOException {
    sending.lock();
    try {
      if (!permit.isGood()) {
        throw NotSent.permitEnded();
      }
      write.get().get(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IOException("the connection broke while sending", e.getCause());
    } catch (TimeoutException e) {
      hangUp();
      throw new IOException(
          "the platform takes no bytes for " + LONGEST_WRITE.toSeconds() + " s", e);
    } finally {
      sending.unlock();
    }
  }

  /** Ends the connection at once. */
  public void hangUp() {
    socket.abort();
    hungUp.run();
  }
}
