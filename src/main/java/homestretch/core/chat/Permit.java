package homestretch.core.chat;

/**
 * Travels with a post and is asked where its bytes leave: a program that was paused in between must
 * not send what another has sent since.
 */
@FunctionalInterface
public interface Permit {
  /** Whether the post may still leave. */
  boolean isGood();
}
