package homestretch.adapter.socket;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An app's token for a platform's requests: asked for with its secret, renewed before it ends. */
public final class AccessToken {
  /** Both platforms give the same token again until shortly before its end. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private static final long USUAL_SECONDS = 7200;

  private final Http http;
  private final URI from;
  private final JsonNode credentials;
  private final Fields fields;

  private @Nullable String token;
  private long ends;

  /**
   * How the platform calls what it answers.
   *
   * @param platform its name, for what is said of it
   * @param header in which requests carry the token
   * @param prefix before the token in it
   */
  public record Fields(
      Text platform,
      String token,
      String seconds,
      String code,
      String message,
      String header,
      String prefix) {}

  /** A request that carries the token. */
  @FunctionalInterface
  public interface Request<A> {
    A ask(Map<String, String> headers) throws IOException, InterruptedException;
  }

  public AccessToken(Http http, URI from, JsonNode credentials, Fields fields) {
    this.http = http;
    this.from = from;
    this.credentials = credentials;
    this.fields = fields;
  }

  /**
   * A request that is made again with a new token if the platform says that ours has ended.
   *
   * @throws NotSent there is no token, so that the request was never made
   */
  public <A> A with(Request<A> request, Predicate<A> hasEnded)
      throws IOException, InterruptedException {
    A answer = request.ask(headers());
    if (!hasEnded.test(answer)) {
      return answer;
    }
    forget();
    return request.ask(headers());
  }

  private synchronized void forget() {
    token = null;
  }

  private synchronized Map<String, String> headers() throws IOException, InterruptedException {
    if (token == null || System.nanoTime() - ends > 0) {
      JsonNode body;
      try {
        Http.Answer answer = http.json("POST", from, Map.of(), credentials);
        body = answer.body();
        token = body.path(fields.token()).asText(null);
        if (token == null) {
          String code = body.path(fields.code()).asText(String.valueOf(answer.status()));
          String told = code + " " + body.path(fields.message()).asText("");
          throw new NotSent(
              new Text(
                  fields.platform().zh() + "没有给令牌：" + told,
                  fields.platform().en() + " gives no token: " + told));
        }
      } catch (NotSent e) {
        throw e;
      } catch (IOException e) {
        Text why = NotSent.reason(e);
        throw new NotSent(
            new Text(
                fields.platform().zh() + "没有给令牌：" + why.zh(),
                fields.platform().en() + " gives no token: " + why.en()));
      }
      long life = body.path(fields.seconds()).asLong(USUAL_SECONDS) - EARLY.toSeconds();
      ends = System.nanoTime() + Duration.ofSeconds(Math.max(life, 0)).toNanos();
    }
    return Map.of(fields.header(), fields.prefix() + token);
  }
}
