package homestretch.adapter.socket;

import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Voice;
import java.io.IOException;
import java.time.Duration;

/** Makes messages at the pace that a platform asks for, and says what became of each. */
public final class Sender {
  private final String platform;
  private final Pace pace;
  private final Duration longest;

  /** A request that makes a message. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * @throws NotSent nothing was sent
     * @throws IOException it may or may not have been sent
     */
    Sending send() throws IOException, InterruptedException;
  }

  /** A request that makes none, such as one that changes a message. */
  @FunctionalInterface
  public interface Request<T> {
    T ask() throws IOException, InterruptedException;
  }

  /**
   * @param platform its name, for what is said of it
   * @param longest how long a message waits for its place in line before it is for later
   */
  public Sender(String platform, Pace pace, Duration longest) {
    this.platform = platform;
    this.pace = pace;
    this.longest = longest;
  }

  public Sending send(String chat, Attempt attempt) {
    try {
      return pace.enter(chat, longest)
          ? attempt.send()
          : new Sending.Later(platform + ": enough was written to this chat for now");
    } catch (NotSent e) {
      return new Sending.Later(platform + ": " + e.getMessage());
    } catch (IOException e) {
      return new Sending.Unknown("no answer from " + platform + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sending.Unknown("interrupted while " + platform + " was answering");
    }
  }

  /**
   * Sees to it that an answer to somebody has arrived.
   *
   * @throws Voice.CannotTell the platform refuses it
   * @throws IllegalStateException it is not known to have arrived
   */
  public static void arrived(Sending sending) {
    switch (sending) {
      case Sending.Sent sent -> {}
      case Sending.Refused refused -> throw new Voice.CannotTell(refused.reason());
      case Sending.Later(String why) -> throw new IllegalStateException(why);
      case Sending.Unknown(String why) -> throw new IllegalStateException(why);
    }
  }

  /** A request whose failure is its caller's. */
  public static <T> T answered(Request<T> request) {
    try {
      return request.ask();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
