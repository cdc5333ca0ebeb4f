package homestretch.adapter.discord;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

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
    private volatile boolean mayStand;

    /** Whether some try reached Discord and was not plainly refused. */
    boolean mayStand() {
      return mayStand;
    }
  }

  Attempt begin(String nonce) {
    Attempt attempt = new Attempt();
    underWay.put(nonce, attempt);
    return attempt;
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
    Request bare = request.newBuilder().removeHeader(HEADER).build();
    if (attempt == null) {
      return chain.proceed(bare);
    }
    boolean before = attempt.mayStand;
    attempt.mayStand = true;
    Response response = chain.proceed(bare);
    if (response.code() >= 400 && response.code() < 500) {
      attempt.mayStand = before;
    }
    return response;
  }
}
