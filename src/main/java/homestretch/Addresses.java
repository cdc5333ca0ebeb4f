package homestretch;

import java.util.function.IntSupplier;

/** Where this program is reached, as its operator says and as it listens. */
final class Addresses {
  private final Settings settings;
  private final IntSupplier port;

  /**
   * @param port the one it listens on, known once it does
   */
  Addresses(Settings settings, IntSupplier port) {
    this.settings = settings;
    this.port = port;
  }

  /** Where others reach this program, as the operator says or where it listens. */
  String address(String path) {
    String publicUrl = settings.http().publicUrl();
    return (publicUrl != null ? publicUrl : "http://" + listenedOn() + ":" + port.getAsInt())
        + path;
  }

  private String listenedOn() {
    String host = settings.http().host();
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Whether the operator wants people to log in, even at this machine. */
  boolean isLoginConfigured() {
    return settings.http().publicUrl() != null
        || !settings.http().trustedProxies().isEmpty()
        || settings.oidc() != null;
  }

  /** Whether the operator says that HTTPS stands in front. */
  private boolean isBehindTls() {
    String publicUrl = settings.http().publicUrl();
    return publicUrl != null
        && publicUrl.startsWith("https:")
        && !settings.http().trustedProxies().isEmpty();
  }

  /** Whether figures and tokens cross a network in clear text. */
  boolean isExposed() {
    return !settings.http().isLoopback() && !isBehindTls();
  }
}
