package homestretch.adapter.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Sender;
import homestretch.core.chat.Address;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers one message or press on DingTalk: what has buttons as a card, the rest as a message.
 *
 * @param about the chat whose campaign it concerns
 * @param webhook the address that came with a message, which ends after a while; null: none
 * @param card whose button was pressed; null: a line was typed
 */
record DingTalkVoice(
    DingTalkChat chat,
    Address where,
    Address about,
    String user,
    @Nullable URI webhook,
    @Nullable String card,
    Language language,
    List<String> sayings)
    implements Voice {

  @Override
  public Voice offering(List<String> choices) {
    return new DingTalkVoice(chat, where, about, user, webhook, card, language, choices);
  }

  @Override
  public void say(Post post) {
    if (isCard(post, where)) {
      return;
    }
    ObjectNode content = Words.message(post, sayings);
    if (webhook == null || !byWebhook(webhook, content)) {
      Sender.arrived(chat.send(where, content, () -> true));
    }
  }

  @Override
  public void tell(Post post) throws CannotTell {
    Address person = Address.direct(DingTalkChat.PLATFORM, user);
    if (where.isDirect()) {
      say(post);
    } else if (!isCard(post, person)) {
      Sender.arrived(chat.send(person, Words.message(post, sayings), () -> true));
    }
  }

  private String tips() {
    return sayings.isEmpty() ? "" : DingTalkTexts.OR_REPLY.in(language);
  }

  /** Whether it has buttons and stands as a card now. */
  private boolean isCard(Post post, Address in) {
    if (post.buttons().isEmpty() || !chat.cards().areTaken()) {
      return false;
    }
    Sending sending =
        chat.cards()
            .send(
                in, UUID.randomUUID().toString(), Words.card(post, about, in, tips()), () -> true);
    return switch (sending) {
      case Sending.Sent sent -> true;
      // The same as a message, with numbers for the buttons, which may well be taken.
      case Sending.Refused refused -> false;
      case Sending.Later(Text why) -> throw new IllegalStateException(why.en());
      case Sending.Unknown(Text why) -> throw new IllegalStateException(why.en());
    };
  }

  @Override
  public void replace(Post post) {
    if (card == null) {
      say(post);
      return;
    }
    switch (chat.cards().change(card, Words.card(post, about, where, tips()))) {
      case Lasting.Outcome.Done() -> {
        // It says so itself.
      }
      case Lasting.Outcome.Gone() -> say(post);
      case Lasting.Outcome.Refused refused -> say(post);
      case Lasting.Outcome.Later(String why) -> throw new IllegalStateException(why);
    }
  }

  /** It counts as a message to the group: who sends too many is blocked for a while. */
  private boolean byWebhook(URI to, ObjectNode content) {
    return switch (chat.answer(where, to, content)) {
      case Sending.Sent sent -> true;
      // The address has ended: it goes as a message.
      case Sending.Refused refused -> false;
      case Sending.Later(Text why) -> throw new IllegalStateException(why.en());
      case Sending.Unknown(Text why) -> throw new IllegalStateException(why.en());
    };
  }
}
