package homestretch.adapter.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Sender;
import homestretch.core.chat.Address;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers one message or press on WeCom. */
final class WeComVoice implements Voice {
  private final WeComChat chat;
  private final Address where;
  private final Address about;
  private final String user;
  private final @Nullable String request;
  private final Language language;
  private final String stream = UUID.randomUUID().toString();

  /**
   * @param about the chat whose campaign it concerns
   * @param request of the message, which is answered in place; null: answers are messages
   */
  WeComVoice(
      WeComChat chat,
      Address where,
      Address about,
      String user,
      @Nullable String request,
      Language language) {
    this.chat = chat;
    this.where = where;
    this.about = about;
    this.user = user;
    this.request = request;
    this.language = language;
  }

  @Override
  public void acknowledge() {
    if (request != null) {
      stream(request, WeComTexts.WORKING.in(language), false, null);
    }
  }

  @Override
  public void say(Post post) {
    if (request == null) {
      messages(where, post);
    } else {
      stream(request, chat.content(post), true, card(post, where));
      chat.picture(where, post, () -> true);
    }
  }

  @Override
  public void tell(Post post) throws CannotTell {
    if (where.isDirect()) {
      say(post);
    } else {
      messages(Address.direct(WeComChat.PLATFORM, user), post);
    }
  }

  private void stream(String toRequest, String content, boolean finish, @Nullable ObjectNode card) {
    ObjectNode body =
        Bot.JSON
            .createObjectNode()
            .put("msgtype", card == null ? "stream" : "stream_with_template_card");
    body.putObject("stream").put("id", stream).put("finish", finish).put("content", content);
    if (card != null) {
      body.set("template_card", card.path("template_card"));
    }
    chat.respond(toRequest, body);
  }

  private void messages(Address to, Post post) {
    Sender.arrived(chat.send(to, chat.markdown(post), () -> true));
    chat.picture(to, post, () -> true);
    ObjectNode card = card(post, to);
    if (card != null) {
      Sender.arrived(chat.send(to, card, () -> true));
    }
  }

  private @Nullable ObjectNode card(Post post, Address in) {
    return WeComChat.card(post, about, in, WeComTexts.CHOOSE.in(language));
  }
}
