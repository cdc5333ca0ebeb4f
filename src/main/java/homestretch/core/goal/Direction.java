package homestretch.core.goal;

/** Whether more or less is better. */
public enum Direction {
  UP,
  DOWN
}
