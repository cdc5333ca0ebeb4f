package homestretch.core.schedule;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a schedule posts. */
public enum PostKind {
  COUNTDOWN("countdown", new Text("倒计时", "countdown")),
  LEADERBOARD("leaderboard", new Text("排行榜", "leaderboard")),
  /** The countdown and, on its day, the board, in one message. */
  DAILY("daily", new Text("每日播报", "daily post")),
  WEEKLY("weekly", new Text("每周小结", "weekly review"));

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
