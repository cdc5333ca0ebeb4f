package homestretch.testing;

import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A chat platform that does as it is told, on the test's clock. Like the real ones it drops a
 * second post with a nonce it remembers, and takes it for a new one when it has forgotten.
 */
public final class FakeChat implements Chat {
  private static final Text NO_ANSWER = new Text("没有答复", "no answer");

  /** What it does with one post. */
  public enum Act {
    POST,
    BUSY,
    /** Posted, but the answer never comes. */
    POST_AND_LOSE_ANSWER,
    /** Not posted, and nobody learns of it. */
    LOSE,
    REFUSE,
    /** The program ends before the post is sent. */
    KILL_BEFORE,
    /** The program ends when it is posted, before it can note it. */
    KILL_AFTER
  }

  /** The end of the program: nothing of it goes on after this. */
  public static final class Killed extends Error {
    Killed() {
      super("killed", null, false, false);
    }
  }

  public record Message(String channel, String id, Post post, String nonce, Instant at) {}

  private static final Duration REMEMBERED = Duration.ofMinutes(4);

  private final Clock clock;
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, Deque<Act>> acts = new HashMap<>();
  private final Map<String, CountDownLatch> hanging = new HashMap<>();
  private @Nullable String trouble;
  private final Map<String, Text> unreachable = new HashMap<>();
  private boolean killedWhenAsked;
  private boolean blind;
  private @Nullable Text noEdits;
  private Capabilities.ExactlyOnce once = new Capabilities.ExactlyOnce(Duration.ofMinutes(2), true);
  private int tries;
  private int made;
  private final List<String> done = new ArrayList<>();

  public FakeChat(Clock clock) {
    this.clock = clock;
  }

  /** What it does with the next posts to a channel, one after another; after those it posts. */
  public synchronized void next(String channel, Act... then) {
    acts.computeIfAbsent(channel, c -> new ArrayDeque<>()).addAll(List.of(then));
  }

  /** Posts to the channel get no answer until the latch opens. */
  public synchronized void hang(String channel, CountDownLatch until) {
    hanging.put(channel, until);
  }

  /** The platform is out of reach, or back (null). */
  public synchronized void trouble(@Nullable String what) {
    trouble = what;
  }

  /** Why posts cannot get to a channel; null: they can. */
  public synchronized void unreachable(String channel, @Nullable Text why) {
    if (why == null) {
      unreachable.remove(channel);
    } else {
      unreachable.put(channel, why);
    }
  }

  @Override
  public Optional<Address> direct(Address near, String person) {
    return Optional.of(new Address(near.platform(), "@" + person));
  }

  @Override
  public synchronized Optional<Text> unreachable(Address where) {
    return Optional.ofNullable(unreachable.get(where.channel()));
  }

  /** The program ends as soon as it has claimed something. */
  public synchronized void killAfterClaim() {
    killedWhenAsked = true;
  }

  /** Whether it cannot tell what stands in its channels. */
  public synchronized void blind(boolean is) {
    blind = is;
  }

  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  public synchronized List<Message> messages(String channel) {
    return messages.stream().filter(m -> m.channel().equals(channel)).toList();
  }

  /** How often anything was sent to it. */
  public synchronized int tries() {
    return tries;
  }

  @Override
  public String platform() {
    return "web";
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    CountDownLatch latch;
    synchronized (this) {
      latch = hanging.get(where.channel());
    }
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        return new Sending.Unknown(Text.same("interrupted"));
      }
    }
    return permit.isGood()
        ? answer(where, post, nonce)
        : new Sending.Later(Text.same("the claim ended before it was posted"));
  }

  private synchronized Sending answer(Address where, Post post, String nonce) {
    tries++;
    Deque<Act> next = acts.get(where.channel());
    Act act = next == null || next.isEmpty() ? Act.POST : next.pop();
    return switch (act) {
      case POST -> new Sending.Sent(stand(where, post, nonce));
      case BUSY -> new Sending.Later(Text.same("503"));
      case POST_AND_LOSE_ANSWER -> {
        stand(where, post, nonce);
        yield new Sending.Unknown(NO_ANSWER);
      }
      case LOSE -> new Sending.Unknown(NO_ANSWER);
      case REFUSE -> new Sending.Refused(new Text("缺少权限", "missing permission"));
      case KILL_BEFORE -> throw new Killed();
      case KILL_AFTER -> {
        stand(where, post, nonce);
        throw new Killed();
      }
    };
  }

  private String stand(Address where, Post post, String nonce) {
    for (Message message : messages) {
      if (message.nonce().equals(nonce) && message.at().plus(REMEMBERED).isAfter(clock.instant())) {
        return message.id();
      }
    }
    Message message =
        new Message(where.channel(), String.valueOf(++made), post, nonce, clock.instant());
    messages.add(message);
    return message.id();
  }

  @Override
  public synchronized Optional<String> find(Address where, String nonce, Instant since) {
    if (blind) {
      throw new IllegalStateException("history not readable");
    }
    return messages.stream()
        .filter(m -> m.channel().equals(where.channel()))
        .filter(m -> m.nonce().equals(nonce) && !m.at().isBefore(since))
        .map(Message::id)
        .findFirst();
  }

  /** What it can do with messages that stay, as it did it: {@code edit 3}, {@code pin 3}. */
  public synchronized List<String> done() {
    return List.copyOf(done);
  }

  /** Why it edits nothing; null: it does. */
  public synchronized void noEdits(@Nullable Text why) {
    noEdits = why;
  }

  /** Somebody deletes a message. */
  public synchronized void delete(String id) {
    messages.removeIf(m -> m.id().equals(id));
  }

  @Override
  public Optional<Lasting> lasting() {
    return Optional.of(
        new Lasting() {
          @Override
          public Outcome edit(Address where, String messageId, Post post, String nonce) {
            synchronized (FakeChat.this) {
              if (noEdits != null) {
                return new Outcome.Refused(noEdits);
              }
              for (int i = 0; i < messages.size(); i++) {
                Message old = messages.get(i);
                if (old.id().equals(messageId)) {
                  done.add("edit " + messageId);
                  messages.set(i, new Message(old.channel(), messageId, post, nonce, old.at()));
                  return new Outcome.Done();
                }
              }
              return new Outcome.Gone();
            }
          }

          @Override
          public Outcome pin(Address where, String messageId) {
            return noted("pin " + messageId);
          }

          @Override
          public Outcome thread(Address where, String messageId, String name) {
            return noted("thread " + messageId + " " + name);
          }

          private Outcome noted(String what) {
            synchronized (FakeChat.this) {
              done.add(what);
              return new Outcome.Done();
            }
          }

          @Override
          public boolean hasThreads() {
            return true;
          }

          @Override
          public Sending postQuietly(
              Address where, String thread, Post post, String nonce, Permit permit) {
            return FakeChat.this.post(
                thread.isEmpty() ? where : new Address(where.platform(), "thread " + thread),
                post,
                nonce,
                permit);
          }
        });
  }

  @Override
  public synchronized Capabilities capabilities() {
    return new Capabilities(
        once,
        new Capabilities.Answers(Capabilities.Privacy.IN_PLACE, true, true, true),
        new Capabilities.Buttons(25, 100),
        new Capabilities.Content(true, true, Integer.MAX_VALUE),
        Capabilities.Pace.FREE);
  }

  /** What it can tell of a post whose answer was lost. */
  public synchronized void once(Capabilities.ExactlyOnce can) {
    once = can;
  }

  @Override
  public synchronized Optional<Text> trouble() {
    if (killedWhenAsked) {
      killedWhenAsked = false;
      throw new Killed();
    }
    return Optional.ofNullable(trouble).map(Text::same);
  }

  @Override
  public void close() {}
}
