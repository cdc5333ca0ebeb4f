package homestretch.core.blocker;

import homestretch.core.text.Text;
import java.time.LocalDate;

/** What a blocker must be, and what cannot be done with one. */
final class BlockerFaultTexts {
  static final Text BLOCKER = new Text("堵点", "blocker");
  static final Text RESOLVED = new Text("这个堵点已经解决", "this blocker was resolved already");

  private BlockerFaultTexts() {}

  static Text from(LocalDate today) {
    return new Text("不早于今天 " + today + " 的日期", "a date from today, " + today + ", on");
  }

  static Text upTo(int most) {
    return new Text("1–" + most + " 个字", "a text of 1–" + most + " characters");
  }
}
