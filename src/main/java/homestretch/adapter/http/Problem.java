package homestretch.adapter.http;

import homestretch.core.text.Text;
import java.util.Map;

/** What is wrong with a request as a piece of HTTP, before any rule of ours is asked. */
public final class Problem extends RuntimeException {
  private final ProblemType type;
  private final transient Text detail;
  private final transient Map<String, String> headers;

  public Problem(ProblemType type, Text detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param headers that the answer carries, such as {@code Allow}
   */
  public Problem(ProblemType type, Text detail, Map<String, String> headers) {
    super(detail.en());
    this.type = type;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  public ProblemType type() {
    return type;
  }

  public Text detail() {
    return detail;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
