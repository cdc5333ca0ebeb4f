package homestretch;

import homestretch.adapter.dingtalk.DingTalkChat;
import homestretch.adapter.feishu.FeishuChat;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.JooqButtonTokens;
import homestretch.adapter.storage.JooqNamedRoles;
import homestretch.adapter.storage.JooqOnceOnly;
import homestretch.adapter.storage.JooqRecall;
import homestretch.adapter.wecom.WeComChat;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Commands;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.node.Node;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;

/** The platforms that are reached by a socket, as far as they are configured. */
final class SocketPlatforms {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private SocketPlatforms() {}

  /** Each takes its seat at the node, is closed with the rest, and connects when it is seated. */
  static List<Chat> of(
      Settings settings,
      Database database,
      Clock clock,
      Node node,
      Commands commands,
      Deque<AutoCloseable> closing) {
    Settings.Feishu feishu = settings.feishu();
    Settings.WeCom wecom = settings.wecom();
    Settings.DingTalk dingtalk = settings.dingtalk();
    if (feishu.appId() == null && wecom.botId() == null && dingtalk.clientId() == null) {
      return List.of();
    }
    Conversations conversations =
        new Conversations(
            commands,
            new JooqOnceOnly(database, clock),
            new ShortIds(new JooqButtonTokens(database, clock)),
            new JooqRecall(database, clock),
            new JooqNamedRoles(database));
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    List<Chat> chats = new ArrayList<>();
    if (feishu.appId() != null && feishu.appSecret() != null) {
      FeishuChat chat =
          kept(
              closing,
              new FeishuChat(
                  Objects.requireNonNullElse(feishu.apiBaseUrl(), FeishuChat.API_BASE_URL),
                  feishu.appId(),
                  feishu.appSecret().value(),
                  http,
                  settings.language(),
                  conversations));
      node.sit(chat.platform(), chat);
      chats.add(chat);
    }
    if (wecom.botId() != null && wecom.secret() != null) {
      WeComChat chat =
          kept(
              closing,
              new WeComChat(
                  Objects.requireNonNullElse(wecom.socketUrl(), WeComChat.SOCKET_URL),
                  wecom.botId(),
                  wecom.secret().value(),
                  http,
                  settings.language(),
                  conversations));
      node.sit(chat.platform(), chat);
      chats.add(chat);
    }
    if (dingtalk.clientId() != null && dingtalk.clientSecret() != null) {
      DingTalkChat chat =
          kept(
              closing,
              new DingTalkChat(
                  Objects.requireNonNullElse(dingtalk.apiBaseUrl(), DingTalkChat.API_BASE_URL),
                  dingtalk.clientId(),
                  dingtalk.clientSecret().value(),
                  http,
                  settings.language(),
                  conversations));
      node.sit(chat.platform(), chat);
      chats.add(chat);
    }
    return chats;
  }

  private static <T extends AutoCloseable> T kept(Deque<AutoCloseable> closing, T part) {
    closing.push(part);
    return part;
  }
}
