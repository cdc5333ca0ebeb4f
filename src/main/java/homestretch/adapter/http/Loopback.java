package homestretch.adapter.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from this machine itself: from no other machine, no other web site
 * through this machine's browser, and no proxy that hides who asks.
 */
public final class Loopback {
  private static final Pattern NAME =
      Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)])(:\\d{1,5})?");
  private static final List<String> PROXIED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private Loopback() {}

  /** Whether the address asked and the asker are this machine. */
  public static boolean isHere(Context ctx) {
    @Nullable String host = ctx.header("Host");
    return host != null && NAME.matcher(host).matches() && isLoopback(ctx.ip());
  }

  /** Whether a proxy stands between. */
  public static boolean isProxied(Context ctx) {
    return PROXIED.stream().anyMatch(name -> ctx.header(name) != null);
  }

  private static boolean isLoopback(String ip) {
    try {
      return InetAddress.ofLiteral(ip).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
