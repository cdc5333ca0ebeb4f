package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.socket.AddressBook;
import homestretch.core.chat.Chat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Feishu's address book and list of groups, as far as the app's scopes and range show them. */
record Contacts(FeishuApi api) {
  static final String DEPARTMENT = "od-";
  static final String GROUP = "oc_";
  static final String PERSON = "ou_";

  private static final String DEPARTMENTS = "/open-apis/contact/v3/departments/";
  private static final String OPEN_ID = "department_id_type=open_department_id";

  /** Of 50 departments each: nobody waits for more. */
  private static final int MOST_PAGES = 40;

  static String department(String id) {
    return DEPARTMENTS + FeishuApi.part(id) + "?" + OPEN_ID;
  }

  AddressBook book() {
    return new AddressBook(id -> id.startsWith(DEPARTMENT), this::departmentsOf, this::nameOf);
  }

  /** The person's departments and all above them, but for the company itself. */
  private Set<String> departmentsOf(String person) throws IOException, InterruptedException {
    JsonNode user = user(person);
    if (!user.has("department_ids")) {
      throw new IOException("the app lacks the scope contact:user.department:readonly");
    }
    Set<String> all = new HashSet<>();
    for (JsonNode id : user.path("department_ids")) {
      if (id.asText().startsWith(DEPARTMENT) && all.add(id.asText())) {
        String path = DEPARTMENTS + "parent?" + OPEN_ID + "&page_size=50&department_id=";
        told(path + FeishuApi.part(id.asText()))
            .path("items")
            .forEach(above -> all.add(above.path("open_department_id").asText()));
      }
    }
    return all;
  }

  private JsonNode user(String person) throws IOException, InterruptedException {
    String id = FeishuApi.part(person);
    return told("/open-apis/contact/v3/users/" + id + "?user_id_type=open_id&" + OPEN_ID)
        .path("user");
  }

  private Optional<String> nameOf(String id) throws IOException, InterruptedException {
    JsonNode named =
        switch (id.length() < 3 ? "" : id.substring(0, 3)) {
          case DEPARTMENT -> told(department(id)).path("department");
          case GROUP -> told(FeishuChat.CHATS + FeishuApi.part(id));
          case PERSON -> user(id);
          default -> FeishuApi.JSON.missingNode();
        };
    return Optional.ofNullable(named.path("name").asText(null)).filter(name -> !name.isBlank());
  }

  /** The departments that have this name, or this number of the company's own. */
  List<Chat.Named> called(String name) throws IOException, InterruptedException {
    List<Chat.Named> found = new ArrayList<>();
    String page = "";
    for (int i = 0; i < MOST_PAGES; i++) {
      JsonNode data =
          told(DEPARTMENTS + "0/children?fetch_child=true&page_size=50&" + OPEN_ID + page);
      for (JsonNode one : data.path("items")) {
        if (name.equals(one.path("name").asText())
            || name.equals(one.path("department_id").asText())) {
          String id = one.path("open_department_id").asText();
          found.add(new Chat.Named(id, one.path("name").asText()));
        }
      }
      if (!data.path("has_more").asBoolean()) {
        return found;
      }
      page = "&page_token=" + FeishuApi.part(data.path("page_token").asText());
    }
    throw new IOException("the company has more than " + MOST_PAGES * 50 + " departments");
  }

  private JsonNode told(String path) throws IOException, InterruptedException {
    FeishuApi.Answer answer = api.get(path);
    if (!answer.isGood()) {
      throw new IOException("Feishu: " + answer.told());
    }
    return answer.data();
  }
}
