package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Sender;
import homestretch.core.chat.Address;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Marks;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import java.util.Set;

/** Cards of ours on Feishu that are edited in place, pinned, and talked about in a topic. */
record FeishuLasting(FeishuChat chat, FeishuApi api) implements Lasting {
  /** Recalled, deleted, or older than the fourteen days in which Feishu changes a card. */
  private static final Set<Integer> GONE = Set.of(230_011, 230_110, 230_031);

  @Override
  public Outcome edit(Address where, String messageId, Post post, String nonce) {
    return change(
        messageId, Cards.card(post, where.channel(), chat.picture(post), Marks.of(nonce)));
  }

  Outcome change(String messageId, ObjectNode card) {
    return done("PATCH", FeishuChat.MESSAGES + "/" + FeishuApi.part(messageId), content(card));
  }

  private static ObjectNode content(ObjectNode card) {
    return FeishuApi.JSON.createObjectNode().put("content", card.toString());
  }

  @Override
  public Outcome pin(Address where, String messageId) {
    return done(
        "POST",
        "/open-apis/im/v1/pins",
        FeishuApi.JSON.createObjectNode().put("message_id", messageId));
  }

  private Outcome done(String method, String path, ObjectNode body) {
    return Sender.changed(
        FeishuTexts.FEISHU,
        () -> {
          FeishuApi.Answer answer = api.call(method, path, body, () -> true);
          return answer.isGood()
              ? new Outcome.Done()
              : GONE.contains(answer.code())
                  ? new Outcome.Gone()
                  : Sender.outcome(FeishuChat.refused(answer));
        });
  }

  /** A topic begins with the first reply in it. */
  @Override
  public Outcome thread(Address where, String messageId, String name) {
    return new Outcome.Done();
  }

  @Override
  public boolean hasThreads() {
    return true;
  }

  @Override
  public Sending postQuietly(Address where, String thread, Post post, String nonce, Permit permit) {
    if (thread.isEmpty()) {
      return chat.post(where, post, nonce, permit);
    }
    ObjectNode body = content(Cards.card(post, where.channel(), chat.picture(post), ""));
    body.put("msg_type", "interactive").put("reply_in_thread", true).put("uuid", nonce);
    return chat.send(
        where.channel(),
        FeishuChat.MESSAGES + "/" + FeishuApi.part(thread) + "/reply",
        body,
        permit);
  }
}
