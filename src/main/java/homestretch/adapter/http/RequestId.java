package homestretch.adapter.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One request's name: in the answer's header, in the error that it answers, and in each line that
 * is logged meanwhile. A caller, such as a proxy, may bring its own.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "homestretch.request";
  private static final String LOGGED = "request";
  private static final int BYTES = 8;
  private static final Pattern BROUGHT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  public static void install(JavalinConfig config) {
    config.routes.before(RequestId::of);
    config.routes.after(ctx -> MDC.remove(LOGGED));
  }

  /** The request's own; it is given one if it has none yet. */
  public static String of(Context ctx) {
    @Nullable String id = ctx.attribute(ATTRIBUTE);
    if (id == null) {
      String brought = ctx.header(HEADER);
      id = brought != null && BROUGHT.matcher(brought).matches() ? brought : fresh();
      ctx.attribute(ATTRIBUTE, id);
      ctx.header(HEADER, id);
      MDC.put(LOGGED, id);
    }
    return id;
  }

  static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
