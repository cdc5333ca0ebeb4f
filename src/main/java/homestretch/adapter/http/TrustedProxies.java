package homestretch.adapter.http;

import io.javalin.config.JavalinConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Whose {@code X-Forwarded-*} is believed: of a request that comes from one of these machines, the
 * caller's address and the scheme are those that the proxy names. Anybody else's headers say
 * nothing.
 */
public final class TrustedProxies implements HttpConfiguration.Customizer {
  private final List<Network> networks;
  private final ForwardedRequestCustomizer believed = new ForwardedRequestCustomizer();

  /** The first bits of an address. */
  private record Network(byte[] address, int bits) {
    static Network of(String text) {
      String[] parts = text.split("/", 2);
      try {
        // A literal: nothing is looked up.
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int all = address.length * Byte.SIZE;
        int bits = parts.length == 1 ? all : Math.min(all, Integer.parseInt(parts[1]));
        return new Network(address, bits);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "http.trustedProxies: no address or network: " + text, e);
      }
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      int mask = 0xff << (Byte.SIZE - rest) & 0xff;
      return Arrays.equals(address, 0, whole, other, 0, whole)
          && (rest == 0 || (address[whole] & mask) == (other[whole] & mask));
    }
  }

  /**
   * @param networks addresses and networks, such as {@code 10.0.0.0/8}
   */
  public TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(Network::of).toList();
  }

  /** Whether this can be one. */
  public static boolean isNetwork(String text) {
    try {
      Network.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public void install(JavalinConfig config) {
    if (!networks.isEmpty()) {
      config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(this));
    }
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    boolean isTrusted =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
            && from.getAddress() != null
            && networks.stream().anyMatch(n -> n.holds(from.getAddress().getAddress()));
    return isTrusted ? believed.customize(request, responseHeaders) : request;
  }
}
