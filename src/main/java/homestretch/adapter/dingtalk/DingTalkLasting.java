package homestretch.adapter.dingtalk;

import homestretch.core.chat.Address;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;

/**
 * Cards of ours on DingTalk that are edited in place; its robots pin nothing and open no topics.
 */
record DingTalkLasting(Cards cards) implements Lasting {
  /** The id of the card that was posted by a nonce. */
  static String idOf(String nonce) {
    return "homestretch-" + nonce;
  }

  @Override
  public Outcome edit(Address where, String messageId, Post post, String nonce) {
    return cards.change(messageId, Words.card(post, where, where, ""));
  }

  @Override
  public Outcome pin(Address where, String messageId) {
    return new Outcome.Refused(DingTalkTexts.NO_PINS);
  }

  @Override
  public Outcome thread(Address where, String messageId, String name) {
    return new Outcome.Done();
  }

  @Override
  public boolean hasThreads() {
    return false;
  }

  @Override
  public boolean isQuiet() {
    return false;
  }

  @Override
  public Sending postQuietly(Address where, String thread, Post post, String nonce, Permit permit) {
    return cards.send(where, idOf(nonce), Words.card(post, where, where, ""), permit);
  }
}
