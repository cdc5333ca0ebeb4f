package homestretch.core.chat;

/** Which commands and buttons were taken up already, by whichever node (port). */
@FunctionalInterface
public interface OnceOnly {
  /**
   * @param platform as in {@link Chat#platform}
   * @param id the platform's own number of the command or button
   * @return true for the first who asks, and for nobody after
   */
  boolean take(String platform, String id);
}
