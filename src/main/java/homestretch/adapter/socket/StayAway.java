package homestretch.adapter.socket;

import homestretch.core.text.Text;
import java.time.Duration;

/** The platform does not want us: trying again soon would only do harm. */
public final class StayAway extends Exception {
  private final transient Text why;
  private final Duration pause;

  /**
   * @param why as it is shown to the operator
   * @param pause how long to stay away
   */
  public StayAway(Text why, Duration pause) {
    super(why.en());
    this.why = why;
    this.pause = pause;
  }

  public Text why() {
    return why;
  }

  public Duration pause() {
    return pause;
  }
}
