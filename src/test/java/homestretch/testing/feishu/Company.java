package homestretch.testing.feishu;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Feishu's address book of one company, as far as the app's scopes show it. */
public final class Company {
  private static final String BASE = "contact:contact.base:readonly";
  private static final String OF_DEPARTMENT = "contact:user.department:readonly";

  private record Department(String id, String name, String number, String above) {}

  private record User(String name, List<String> departments) {}

  private final Map<String, Department> departments = new LinkedHashMap<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();

  /** All that are turned on. */
  public final Set<String> scopes = ConcurrentHashMap.newKeySet();

  private int asked;

  Company() {
    scopes.addAll(
        List.of(
            "im:message",
            "im:message:send_as_bot",
            "im:message.group_at_msg:readonly",
            "im:message.p2p_msg:readonly",
            "im:chat:readonly",
            "im:resource",
            BASE,
            OF_DEPARTMENT,
            "contact:user.base:readonly",
            "contact:department.base:readonly"));
  }

  /**
   * @param above the department that it is part of; 0: the company itself
   */
  public void department(String id, String name, String number, String above) {
    departments.put(id, new Department(id, name, number, above));
  }

  public void user(String id, String name, String... in) {
    users.put(id, new User(name, List.of(in)));
  }

  /** How often somebody's departments were asked for. */
  public int asked() {
    return asked;
  }

  void routes(RoutesConfig routes, Predicate<Context> isAuthorized) {
    routes.get(
        "/open-apis/application/v6/scopes",
        ctx -> {
          if (isAuthorized.test(ctx)) {
            ObjectNode data = Feishu.JSON.createObjectNode();
            ArrayNode all = data.putArray("scopes");
            scopes.forEach(s -> all.addObject().put("scope_name", s).put("grant_status", 1));
            good(ctx, data);
          }
        });
    routes.get("/open-apis/contact/v3/users/{id}", ctx -> shown(ctx, isAuthorized, this::user));
    routes.get(
        "/open-apis/contact/v3/departments/parent", ctx -> shown(ctx, isAuthorized, this::parents));
    routes.get(
        "/open-apis/contact/v3/departments/{id}/children",
        ctx -> shown(ctx, isAuthorized, this::children));
    routes.get(
        "/open-apis/contact/v3/departments/{id}",
        ctx -> shown(ctx, isAuthorized, this::department));
  }

  private void shown(Context ctx, Predicate<Context> isAuthorized, Consumer<Context> answer) {
    if (!isAuthorized.test(ctx)) {
      return;
    }
    if (!scopes.contains(BASE)) {
      ctx.status(400);
      Feishu.error(
          ctx,
          99_991_672,
          "Access denied. One of the following scopes is required: [" + BASE + "].");
      return;
    }
    answer.accept(ctx);
  }

  private static void good(Context ctx, ObjectNode data) {
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
    ctx.contentType("application/json").result(answer.set("data", data).toString());
  }

  private void user(Context ctx) {
    User user = users.get(ctx.pathParam("id"));
    asked++;
    if (user == null) {
      ctx.status(400);
      Feishu.error(ctx, 41_050, "no user authority error");
      return;
    }
    ObjectNode data = Feishu.JSON.createObjectNode();
    ObjectNode shown = data.putObject("user").put("open_id", ctx.pathParam("id"));
    if (scopes.contains("contact:user.base:readonly")) {
      shown.put("name", user.name());
    }
    if (scopes.contains(OF_DEPARTMENT)) {
      user.departments().forEach(shown.putArray("department_ids")::add);
    }
    good(ctx, data);
  }

  private ObjectNode shown(Department department) {
    ObjectNode shown = Feishu.JSON.createObjectNode();
    shown
        .put("open_department_id", department.id())
        .put("parent_department_id", department.above());
    if (scopes.contains("contact:department.base:readonly")) {
      shown.put("name", department.name()).put("department_id", department.number());
    }
    return shown;
  }

  private void department(Context ctx) {
    Department department = departments.get(ctx.pathParam("id"));
    if (department == null) {
      ctx.status(403);
      Feishu.error(ctx, 40_004, "no dept authority error");
      return;
    }
    ObjectNode data = Feishu.JSON.createObjectNode();
    data.set("department", shown(department));
    good(ctx, data);
  }

  /** From the nearest to the farthest, without the company itself. */
  private void parents(Context ctx) {
    ObjectNode data = Feishu.JSON.createObjectNode().put("has_more", false);
    ArrayNode items = data.putArray("items");
    Department at = departments.get(String.valueOf(ctx.queryParam("department_id")));
    while (at != null && departments.containsKey(at.above())) {
      at = Objects.requireNonNull(departments.get(at.above()));
      items.add(shown(at));
    }
    good(ctx, data);
  }

  /** All of the company, a page at a time. */
  private void children(Context ctx) {
    List<Department> all = List.copyOf(departments.values());
    String token = ctx.queryParam("page_token");
    int from = token == null ? 0 : Integer.parseInt(token);
    String size = ctx.queryParam("page_size");
    int until = Math.min(all.size(), from + (size == null ? 10 : Integer.parseInt(size)));
    ObjectNode data = Feishu.JSON.createObjectNode().put("has_more", until < all.size());
    if (until < all.size()) {
      data.put("page_token", String.valueOf(until));
    }
    ArrayNode items = data.putArray("items");
    all.subList(from, until).forEach(d -> items.add(shown(d)));
    good(ctx, data);
  }
}
