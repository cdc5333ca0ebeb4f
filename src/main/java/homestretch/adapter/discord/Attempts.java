package homestretch.adapter.discord;

import homestretch.core.chat.Permit;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Knows of each post under way whether it may stand in its channel. JDA and OkHttp try a request
 * several times and report the last failure only; a refused connection says nothing about a first
 * try whose answer was lost.
 */
final class Attempts implements Interceptor {
  /** Carries the nonce from the post to here; never leaves the machine. */
  static final String HEADER = "x-homestretch-nonce";

  private final Map<String, Attempt> underWay = new ConcurrentHashMap<>();

  static final class Attempt {
    private final Permit permit;
    private volatile boolean mayStand;

    private Attempt(Permit permit) {
      this.permit = permit;
    }

    /** Whether some try reached Discord and was not plainly refused. */
    boolean mayStand() {
      return mayStand;
    }
  }

  /**
   * @param permit asked each time that bytes are about to leave
   */
  Attempt begin(String nonce, Permit permit) {
    Attempt attempt = new Attempt(permit);
    underWay.put(nonce, attempt);
    return attempt;
  }

  private static void check(Permit permit) throws IOException {
    if (!permit.isGood()) {
      throw new IOException("the claim ended before the post could leave");
    }
  }

  /** Asks once more in the moment in which the bytes are written. */
  private static @Nullable RequestBody checked(@Nullable RequestBody body, Permit permit) {
    return body == null
        ? null
        : new RequestBody() {
          @Override
          public @Nullable MediaType contentType() {
            return body.contentType();
          }

          @Override
          public long contentLength() throws IOException {
            return body.contentLength();
          }

          @Override
          public boolean isOneShot() {
            return body.isOneShot();
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            Buffer whole = new Buffer();
            body.writeTo(whole);
            check(permit);
            sink.writeAll(whole);
          }
        };
  }

  void end(String nonce) {
    underWay.remove(nonce);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String nonce = request.header(HEADER);
    if (nonce == null) {
      return chain.proceed(request);
    }
    Attempt attempt = underWay.get(nonce);
    if (attempt == null) {
      // Nobody waits for it any more, and nobody knows whether it may still leave.
      throw new IOException("nobody waits for this post any more");
    }
    Request bare =
        request
            .newBuilder()
            .removeHeader(HEADER)
            .method(request.method(), checked(request.body(), attempt.permit))
            .build();
    check(attempt.permit);
    boolean before = attempt.mayStand;
    attempt.mayStand = true;
    Response response = chain.proceed(bare);
    if (response.code() >= 400 && response.code() < 500) {
      attempt.mayStand = before;
    }
    return response;
  }
}
