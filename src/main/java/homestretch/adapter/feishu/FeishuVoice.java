package homestretch.adapter.feishu;

import homestretch.adapter.socket.Sender;
import homestretch.core.chat.Address;
import homestretch.core.chat.Form;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Answers one message, press or form on Feishu.
 *
 * @param about the chat whose campaign it concerns
 * @param message with the button that was pressed; null: a line was typed
 */
record FeishuVoice(
    FeishuChat chat,
    Address where,
    Address about,
    String user,
    @Nullable String message,
    Language language)
    implements Voice {

  private void send(Address to, Post post, Cards.Whose whose) {
    Sender.arrived(chat.send(to, Cards.card(post, whose, chat.picture(post), ""), "", () -> true));
  }

  private Cards.Whose privately() {
    return new Cards.Whose(about.channel(), user);
  }

  @Override
  public void say(Post post) {
    send(where, post, new Cards.Whose(about.channel(), where.isDirect() ? user : ""));
  }

  @Override
  public void tell(Post post) throws CannotTell {
    send(Address.direct(FeishuChat.PLATFORM, user), post, privately());
  }

  @Override
  public void open(Form form) throws CannotTell {
    Address person = Address.direct(FeishuChat.PLATFORM, user);
    Sender.arrived(
        chat.send(
            person, Cards.form(form, privately(), FeishuTexts.SEND.in(language)), "", () -> true));
    if (!where.isDirect()) {
      say(Post.lines("", FeishuTexts.FORM_SENT_PRIVATELY.in(language)));
    }
  }

  @Override
  public void replace(Post post) {
    if (message == null) {
      say(post);
      return;
    }
    Cards.Whose whose = new Cards.Whose(about.channel(), where.isDirect() ? user : "");
    switch (chat.cards().change(message, Cards.card(post, whose, chat.picture(post), ""))) {
      case Lasting.Outcome.Done() -> {
        // It says so itself.
      }
      case Lasting.Outcome.Gone() -> say(post);
      case Lasting.Outcome.Later(String why) -> throw new IllegalStateException(why);
      case Lasting.Outcome.Refused(Text why) -> throw new IllegalStateException(why.en());
    }
  }
}
