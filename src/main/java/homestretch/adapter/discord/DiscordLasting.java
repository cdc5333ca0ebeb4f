package homestretch.adapter.discord;

import homestretch.core.chat.Address;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/** Messages of ours on Discord that are edited, pinned and have threads. */
final class DiscordLasting implements Lasting {
  /** “A thread has already been created for this message”. */
  private static final int THREAD_EXISTS = 160004;

  /** Sends a message once. */
  @FunctionalInterface
  interface Sender {
    Sending send(JDA jda, String channel, MessageCreateData message, String nonce, Permit permit);
  }

  private final Connection connection;
  private final Sender sender;

  DiscordLasting(Connection connection, Sender sender) {
    this.connection = connection;
    this.sender = sender;
  }

  @Override
  public boolean hasThreads() {
    return true;
  }

  @Override
  public Outcome edit(Address where, String messageId, Post post, String nonce) {
    try (MessageCreateData message = Rendering.message(post, nonce);
        MessageEditData edit = MessageEditData.fromCreateData(message)) {
      return done(jda -> new Rest.Edit(jda, where.channel(), messageId, edit));
    }
  }

  @Override
  public Outcome pin(Address where, String messageId) {
    return done(jda -> new Rest.Pin(jda, where.channel(), messageId));
  }

  @Override
  public Outcome thread(Address where, String messageId, String name) {
    return done(jda -> new Rest.OpenThread(jda, where.channel(), messageId, name));
  }

  private Outcome done(Function<JDA, RestAction<?>> request) {
    JDA jda = connection.jda().orElse(null);
    if (jda == null) {
      return new Outcome.Later(
          DiscordTexts.discord(connection.trouble().orElse(DiscordTexts.NOT_YET)).en());
    }
    try {
      request.apply(jda).complete();
      return new Outcome.Done();
    } catch (ErrorResponseException e) {
      if (e.getErrorCode() == THREAD_EXISTS) {
        return new Outcome.Done();
      }
      return switch (e.getErrorResponse()) {
        case UNKNOWN_MESSAGE -> new Outcome.Gone();
        case UNKNOWN_CHANNEL -> new Outcome.Refused(DiscordTexts.GONE);
        case MISSING_ACCESS -> new Outcome.Refused(DiscordTexts.UNSEEN);
        case MISSING_PERMISSIONS -> new Outcome.Refused(DiscordTexts.NOT_ALLOWED);
        default -> {
          int status = e.getResponse().code;
          yield Failures.isDiscords(e) && status >= 400 && status < 500 && status != 429
              ? new Outcome.Refused(DiscordTexts.refused(Failures.text(e)))
              : new Outcome.Later("Discord: " + Failures.said(e));
        }
      };
    } catch (RuntimeException e) {
      return new Outcome.Later("Discord: " + Failures.said(e));
    }
  }

  @Override
  public Sending postQuietly(Address where, String thread, Post post, String nonce, Permit permit) {
    JDA jda = connection.jda().orElse(null);
    if (jda == null) {
      return new Sending.Later(
          DiscordTexts.discord(connection.trouble().orElse(DiscordTexts.NOT_YET)));
    }
    try (MessageCreateData loud = Rendering.message(post, nonce);
        MessageCreateData quiet =
            MessageCreateBuilder.from(loud).setSuppressedNotifications(true).build()) {
      // A thread has the number of the message under which it is.
      return sender.send(jda, thread.isEmpty() ? where.channel() : thread, quiet, nonce, permit);
    }
  }
}
