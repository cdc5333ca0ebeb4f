package homestretch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A TCP connection through us that can go silent, as behind a firewall that drops everything. */
public final class Cable implements AutoCloseable {
  private final ServerSocket listening;
  private final int to;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  /**
   * @param to a port of this machine
   */
  public Cable(int to) {
    this.to = to;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Nothing comes through any more, and nobody is told. */
  public void cut() {
    silent = true;
  }

  /** What is sent from now on comes through again. */
  public void mend() {
    silent = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.add(near);
        sockets.add(far);
        Thread.startVirtualThread(() -> carry(near, far));
        Thread.startVirtualThread(() -> carry(far, near));
      } catch (IOException e) {
        // Closed, or the other side is: the next one may do better.
      }
    }
  }

  private void carry(Socket from, Socket into) {
    byte[] some = new byte[65_536];
    try (InputStream in = from.getInputStream();
        OutputStream out = into.getOutputStream()) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        while (silent && !listening.isClosed()) {
          LockSupport.parkNanos(20_000_000);
        }
        out.write(some, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket each : sockets) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
