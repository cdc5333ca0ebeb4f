package homestretch.core.fault;

import homestretch.core.text.Text;
import java.time.Duration;
import java.util.List;

/** Something the caller can mend. The state is as it was before the call. */
public abstract sealed class Fault extends RuntimeException {
  private final transient Text text;

  private Fault(Text text) {
    super(text.en());
    this.text = text;
  }

  public Text text() {
    return text;
  }

  /** The thing named does not exist. */
  public static final class NotFound extends Fault {
    public NotFound(Text what, String name) {
      super(
          new Text(
              "没有这个" + what.zh() + "：“" + name + "”", "no such " + what.en() + ": “" + name + "”"));
    }
  }

  /** One or more fields cannot be taken; each is named. */
  public static final class Invalid extends Fault {
    private final transient List<Violation> violations;

    public Invalid(List<Violation> violations) {
      super(
          new Text(
              String.join("；", violations.stream().map(v -> v.text().zh()).toList()),
              String.join("; ", violations.stream().map(v -> v.text().en()).toList())));
      this.violations = List.copyOf(violations);
    }

    public Invalid(String field, Object value, Text expected) {
      this(List.of(new Violation(field, String.valueOf(value), expected)));
    }

    public Invalid(Field what, Object value, Text expected) {
      this(List.of(new Violation(what, String.valueOf(value), expected)));
    }

    public List<Violation> violations() {
      return violations;
    }
  }

  /** The request is right in itself but does not fit the present state. */
  public static final class Conflict extends Fault {
    public Conflict(Text text) {
      super(text);
    }
  }

  /** Somebody else changed the thing since the caller read it. */
  public static final class Stale extends Fault {
    public Stale() {
      super(new Text("内容已被他人修改，请重新读取后再改", "it was changed since you read it; read it again"));
    }
  }

  /** The caller may not do this. */
  public static final class Forbidden extends Fault {
    public Forbidden(Text text) {
      super(text);
    }
  }

  /** There is no room to store anything: nothing of it was done. */
  public static final class Full extends Fault {
    public Full(Text text) {
      super(text);
    }
  }

  /** It was not this one's turn in time: nothing of it was done, and it may be tried again. */
  public static final class Busy extends Fault {
    /** After so long another try is likely to find room. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Duration retryAfter;

    public Busy() {
      this(new Text("正忙，什么都没有存，请稍后再试", "busy: nothing was stored; try again in a moment"));
    }

    public Busy(Text text) {
      this(text, RETRY_AFTER);
    }

    /**
     * @param retryAfter after so long another try is likely to find room
     */
    public Busy(Text text, Duration retryAfter) {
      super(text);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
