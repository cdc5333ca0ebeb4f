package homestretch.core.schedule;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a schedule posts. */
public enum PostKind {
  COUNTDOWN("countdown", new Text("倒计时", "countdown")),
  LEADERBOARD("leaderboard", new Text("排行榜", "leaderboard"));

  private final String code;
  private final Text text;

  PostKind(String code, Text text) {
    this.code = code;
    this.text = text;
  }

  /** The name in the API. */
  public String code() {
    return code;
  }

  public Text text() {
    return text;
  }

  public static PostKind of(String code) {
    return Arrays.stream(values())
        .filter(k -> k.code.equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    "post",
                    code,
                    Text.same(
                        Arrays.stream(values())
                            .map(PostKind::code)
                            .collect(Collectors.joining(", ")))));
  }
}
