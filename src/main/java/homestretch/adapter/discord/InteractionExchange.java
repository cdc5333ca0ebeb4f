package homestretch.adapter.discord;

import homestretch.core.chat.Form;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Exchange;
import java.util.Objects;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;

/** One interaction's way back to who asked. */
final class InteractionExchange implements Exchange {
  private final IReplyCallback event;
  private @Nullable InteractionHook announced;

  InteractionExchange(IReplyCallback event) {
    this.event = event;
  }

  @Override
  public boolean isPrivate() {
    return event instanceof GenericComponentInteractionCreateEvent button
        && Interactions.isPrivate(button);
  }

  @Override
  public boolean opensForms() {
    return event instanceof IModalCallback && announced == null;
  }

  @Override
  public int idLength() {
    return DiscordChat.CAPABILITIES.buttons().idLength();
  }

  @Override
  public void open(Form form) {
    done(((IModalCallback) event).replyModal(Rendering.modal(form)));
  }

  @Override
  public void say(Post post, Audience audience) {
    done(event.reply(Rendering.message(post)).setEphemeral(audience == Audience.ASKER));
  }

  @Override
  public void replace(Post post) {
    done(((IMessageEditCallback) event).editMessage(edit(post)));
  }

  @Override
  public boolean announce(Announcement announcement) {
    announced =
        switch (announcement) {
          case IN_PLACE -> done(((IMessageEditCallback) event).deferEdit());
          case TO_ALL -> done(event.deferReply(false));
          case TO_ASKER -> done(event.deferReply(true));
        };
    return true;
  }

  @Override
  public void fill(Post post) {
    done(hook().editOriginal(edit(post)));
  }

  @Override
  public void takeBack() {
    done(hook().deleteOriginal());
  }

  @Override
  public void whisper(Post post) {
    done(hook().sendMessage(Rendering.message(post)).setEphemeral(true));
  }

  private InteractionHook hook() {
    return Objects.requireNonNull(announced);
  }

  private static MessageEditData edit(Post post) {
    return MessageEditData.fromCreateData(Rendering.message(post));
  }

  private static <T> T done(RestAction<T> action) {
    try {
      return action.complete();
    } catch (ErrorResponseException e) {
      if (e.getErrorResponse() == ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED) {
        // Discord's word to a second try: the first got through and its answer was lost.
        throw new AnsweredAlready(e);
      }
      throw e;
    }
  }
}
