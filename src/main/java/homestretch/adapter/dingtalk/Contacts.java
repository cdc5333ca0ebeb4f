package homestretch.adapter.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.AddressBook;
import homestretch.core.chat.Chat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** DingTalk's address book, as far as the app's scopes show it. A department is a number. */
record Contacts(DingTalkApi api) {
  private static final Pattern DEPARTMENT = Pattern.compile("\\d{1,19}");
  private static final String ROOT = "/topapi/v2/";

  /** As many as DingTalk shows at once: of one name there are fewer. */
  private static final int MOST = 100;

  AddressBook book() {
    // A person's id may be a number as well; what is asked for by name is a department or a group.
    return new AddressBook(Contacts::isDepartment, this::departmentsOf, this::nameOf);
  }

  static boolean isDepartment(String id) {
    return DEPARTMENT.matcher(id).matches();
  }

  /** The person's departments and all above them, the company itself ({@code 1}) too. */
  private Set<String> departmentsOf(String person) throws IOException, InterruptedException {
    ObjectNode body = DingTalkApi.JSON.createObjectNode().put("userid", person);
    Set<String> all = new HashSet<>();
    told(api.old(ROOT + "department/listparentbyuser", body))
        .at("/result/parent_list")
        .forEach(way -> way.path("parent_dept_id_list").forEach(id -> all.add(id.asText())));
    return all;
  }

  DingTalkApi.Answer department(String id) throws IOException, InterruptedException {
    ObjectNode body = DingTalkApi.JSON.createObjectNode().put("dept_id", Long.parseLong(id));
    return api.old(ROOT + "department/get", body.put("language", "zh_CN"));
  }

  /**
   * @param id of a person with a sign before it, as in {@code @manager123}
   */
  private Optional<String> nameOf(String id) throws IOException, InterruptedException {
    if (!id.startsWith("@") && !isDepartment(id)) {
      return Optional.empty();
    }
    DingTalkApi.Answer answer =
        id.startsWith("@")
            ? api.old(
                ROOT + "user/get",
                DingTalkApi.JSON.createObjectNode().put("userid", id.substring(1)))
            : department(id);
    return Optional.ofNullable(told(answer).at("/result/name").asText(null))
        .filter(name -> !name.isBlank());
  }

  /** The departments that have this name: DingTalk finds those that contain it. */
  List<Chat.Named> called(String name) throws IOException, InterruptedException {
    ObjectNode body = DingTalkApi.JSON.createObjectNode();
    body.put("queryWord", name).put("offset", 0).put("size", MOST);
    List<Chat.Named> found = new ArrayList<>();
    for (JsonNode id :
        told(api.call("POST", "/v1.0/contact/departments/search", body, () -> true)).path("list")) {
      if (nameOf(id.asText()).filter(name::equals).isPresent()) {
        found.add(new Chat.Named(id.asText(), name));
      }
    }
    return found;
  }

  private static JsonNode told(DingTalkApi.Answer answer) throws IOException {
    if (!answer.isGood()) {
      throw new IOException("DingTalk: " + answer.told());
    }
    return answer.body();
  }
}
