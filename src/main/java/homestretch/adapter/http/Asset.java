package homestretch.adapter.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A file of our own pages: browsers keep it, and ask whether it is still the same. */
public final class Asset {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final byte[] bytes;
  private final String type;
  private final String etag;

  private Asset(byte[] bytes, String type) {
    this.bytes = bytes;
    this.type = type;
    etag = Etags.of(bytes);
  }

  /**
   * @param resource its place on the class path, such as {@code /wall/index.html}
   */
  public static Optional<Asset> find(String resource) {
    String type =
        Objects.requireNonNull(
            TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)), resource);
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(new Asset(in.readAllBytes(), type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #find}, of a file that is always there. */
  public static Asset of(String resource) {
    return find(resource).orElseThrow(() -> new IllegalStateException("no " + resource));
  }

  /** Sends it, or says that the browser has it already; the other headers are the caller's. */
  public void answer(Context ctx) {
    ctx.header("Cache-Control", "no-cache").header("ETag", etag);
    if (etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(type).result(bytes);
    }
  }
}
