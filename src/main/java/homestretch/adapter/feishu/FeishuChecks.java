package homestretch.adapter.feishu;

import homestretch.adapter.socket.AddressBook;
import homestretch.adapter.socket.NotSent;
import homestretch.core.chat.Channel;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What Feishu says of the app, of its bot, and of the groups that are registered. */
public final class FeishuChecks {
  /** What is needed for what; each also by the wider scope behind it. */
  private static final Map<String, String> SCOPES = new LinkedHashMap<>();

  static {
    SCOPES.put("im:message:send_as_bot", "im:message");
    SCOPES.put("im:message.group_at_msg:readonly", "im:message.group_at_msg");
    SCOPES.put("im:message.p2p_msg:readonly", "im:message.p2p_msg");
    SCOPES.put("im:message:readonly", "im:message");
    SCOPES.put("im:chat:readonly", "im:chat");
    SCOPES.put("im:resource", "im:resource:upload");
  }

  /** Where departments are linked. */
  private static final Map<String, String> OF_DEPARTMENTS =
      Map.of(
          "contact:contact.base:readonly", "contact:contact:readonly_as_app",
          "contact:user.department:readonly", "contact:contact:readonly_as_app");

  private final FeishuApi api;
  private final List<Finding> found = new ArrayList<>();

  private FeishuChecks(FeishuApi api) {
    this.api = api;
  }

  /**
   * Asks; changes nothing and writes to nobody.
   *
   * @param references the people, departments and groups that links and rights name
   */
  public static List<Finding> look(
      String apiBaseUrl,
      String appId,
      String appSecret,
      HttpClient http,
      List<Channel> channels,
      List<Reference> references) {
    FeishuChecks checks = new FeishuChecks(new FeishuApi(http, apiBaseUrl, appId, appSecret));
    try {
      checks.look(channels, references);
    } catch (IOException e) {
      checks.found.add(Finding.unasked(Area.FEISHU, NotSent.reason(e), CheckTexts.CREDENTIALS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(checks.found);
  }

  private void fault(Text what, Text mend) {
    found.add(Finding.fault(Area.FEISHU, what, mend));
  }

  private void look(List<Channel> channels, List<Reference> references)
      throws IOException, InterruptedException {
    FeishuApi.Answer bot = api.get(FeishuApi.BOT);
    if (bot.isGood()) {
      found.add(Finding.ok(Area.FEISHU, CheckTexts.BOT));
    } else {
      fault(CheckTexts.noBot(bot.told()), CheckTexts.ADD_BOT);
    }
    FeishuApi.Answer endpoint = api.endpoint();
    if (endpoint.isGood()) {
      found.add(Finding.ok(Area.FEISHU, CheckTexts.EVENTS));
    } else {
      fault(CheckTexts.noConnection(endpoint.told()), CheckTexts.SUBSCRIBE);
    }
    Predicate<String> isDepartment = id -> id.startsWith(Contacts.DEPARTMENT);
    scopes(
        references.stream()
            .anyMatch(r -> r.kind() == Reference.Kind.ROLE && isDepartment.test(r.id())));
    for (Channel channel : channels) {
      if (!channel.address().isDirect()) {
        group(channel.address().channel());
      }
    }
    found.addAll(
        AddressBook.pointingNowhere(
            references,
            isDepartment,
            id -> {
              FeishuApi.Answer department = api.get(Contacts.department(id));
              return department.isGood()
                  ? Optional.empty()
                  : Optional.of(CheckTexts.noDepartment(department.told()));
            }));
  }

  private void scopes(boolean hasDepartments) throws IOException, InterruptedException {
    FeishuApi.Answer answer = api.get("/open-apis/application/v6/scopes");
    if (!answer.isGood()) {
      found.add(
          Finding.note(
              Area.FEISHU,
              CheckTexts.scopesUnknown(answer.told()),
              CheckTexts.scopes(SCOPES.keySet())));
      return;
    }
    Map<String, String> needed = new LinkedHashMap<>(SCOPES);
    if (hasDepartments) {
      needed.putAll(OF_DEPARTMENTS);
    }
    answer
        .data()
        .path("scopes")
        .forEach(
            scope -> {
              if (scope.path("grant_status").asInt(1) == 1) {
                needed.remove(scope.path("scope_name").asText());
                needed.values().removeIf(scope.path("scope_name").asText()::equals);
              }
            });
    if (needed.isEmpty()) {
      found.add(Finding.ok(Area.FEISHU, CheckTexts.SCOPES));
    } else {
      fault(CheckTexts.missing(needed.keySet()), CheckTexts.scopes(needed.keySet()));
    }
  }

  private void group(String group) throws IOException, InterruptedException {
    FeishuApi.Answer chat = api.get(FeishuChat.CHATS + FeishuApi.part(group));
    String name = chat.data().path("name").asText(group);
    if (chat.isGood() && !chat.data().path("chat_status").asText("normal").equals("normal")) {
      found.add(Finding.fault(Area.CHANNEL, CheckTexts.dissolved(name), CheckTexts.ADD_TO_GROUP));
    } else if (chat.isGood()) {
      found.add(Finding.ok(Area.CHANNEL, CheckTexts.inGroup(name)));
    } else {
      Text why = FeishuTexts.refused(chat.code(), chat.told());
      found.add(
          Finding.fault(Area.CHANNEL, CheckTexts.notInGroup(group, why), CheckTexts.ADD_TO_GROUP));
    }
  }
}
