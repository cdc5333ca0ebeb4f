package homestretch.adapter.socket;

import homestretch.core.chat.Lasting;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Text;
import java.io.IOException;
import java.time.Duration;

/** Makes messages at the pace that a platform asks for, and says what became of each. */
public final class Sender {
  private final Text platform;
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
  public Sender(Text platform, Pace pace, Duration longest) {
    this.platform = platform;
    this.pace = pace;
    this.longest = longest;
  }

  public Sending send(String chat, Attempt attempt) {
    try {
      return pace.enter(chat, longest)
          ? attempt.send()
          : new Sending.Later(SocketTexts.enough(platform));
    } catch (NotSent e) {
      return new Sending.Later(SocketTexts.of(platform, e.why()));
    } catch (IOException e) {
      return new Sending.Unknown(SocketTexts.noAnswer(platform, NotSent.reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sending.Unknown(SocketTexts.interrupted(platform));
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
      case Sending.Refused refused -> throw new Voice.CannotTell(refused.why().en());
      case Sending.Later(Text why) -> throw new IllegalStateException(why.en());
      case Sending.Unknown(Text why) -> throw new IllegalStateException(why.en());
    }
  }

  /** What became of a message where a proxy answers, or a server in trouble, without a word. */
  public static Sending untold(Text platform, int status) {
    return status >= 500 || status == 408
        ? new Sending.Unknown(SocketTexts.answers(platform, status))
        : new Sending.Later(SocketTexts.answersOrProxy(platform, status));
  }

  /** Changes a message; without an answer that is for later, as doing it twice does no harm. */
  public static Lasting.Outcome changed(Text platform, Request<Lasting.Outcome> change) {
    try {
      return change.ask();
    } catch (IOException e) {
      return new Lasting.Outcome.Later(platform.en() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lasting.Outcome.Later("interrupted");
    }
  }

  /** What a message's refusal means where a message is changed. */
  public static Lasting.Outcome outcome(Sending sending) {
    return switch (sending) {
      case Sending.Sent sent -> new Lasting.Outcome.Done();
      case Sending.Refused refused -> new Lasting.Outcome.Refused(refused.why());
      case Sending.Later later -> new Lasting.Outcome.Later(later.why().en());
      case Sending.Unknown unknown -> new Lasting.Outcome.Later(unknown.why().en());
    };
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
