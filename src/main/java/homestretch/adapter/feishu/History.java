package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.socket.Sender;
import homestretch.adapter.socket.SocketTexts;
import homestretch.core.chat.Address;
import homestretch.core.chat.Unseen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks for a card of ours in a group, by the mark that closes its footer. */
record History(FeishuApi api) {
  /** Feishu's clock may go otherwise than ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final int PAGE = 50;
  private static final int MOST_PAGES = 100;

  /**
   * @throws IllegalStateException if it cannot be told
   */
  Optional<String> find(Address where, String mark, Instant since) {
    if (where.isDirect()) {
      throw new Unseen(FeishuTexts.BY_ID_ONLY);
    }
    // The card holds its sign as an entity, and Feishu may show it as either.
    String letters = mark.substring(1);
    String all =
        FeishuChat.MESSAGES
            + "?container_id_type=chat&container_id="
            + FeishuApi.part(where.channel())
            + "&start_time="
            + since.minus(SLACK).getEpochSecond()
            + "&page_size="
            + PAGE;
    String page = "";
    for (int i = 0; i < MOST_PAGES; i++) {
      String path = all + (page.isEmpty() ? "" : "&page_token=" + FeishuApi.part(page));
      FeishuApi.Answer answer = Sender.answered(() -> api.get(path));
      if (!answer.isGood()) {
        throw new Unseen(
            SocketTexts.noHistory(FeishuTexts.FEISHU, answer.code() + " " + answer.message()));
      }
      for (JsonNode message : answer.data().path("items")) {
        if (message.at("/sender/sender_type").asText().equals("app")
            && message.at("/body/content").asText().contains(letters)) {
          return Optional.of(message.path("message_id").asText());
        }
      }
      page = answer.data().path("page_token").asText("");
      if (!answer.data().path("has_more").asBoolean()) {
        return Optional.empty();
      }
    }
    throw new Unseen(FeishuTexts.tooMany(since));
  }
}
