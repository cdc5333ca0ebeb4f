package homestretch.adapter.socket;

import java.time.Duration;

/** The platform does not want us: trying again soon would only do harm. */
public final class StayAway extends Exception {
  private final Duration pause;

  /**
   * @param why as it is shown to the operator
   * @param pause how long to stay away
   */
  public StayAway(String why, Duration pause) {
    super(why);
    this.pause = pause;
  }

  public Duration pause() {
    return pause;
  }
}
