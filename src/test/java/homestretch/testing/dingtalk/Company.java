package homestretch.testing.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** DingTalk's address book of one company: the older {@code topapi}, and the newer search. */
public final class Company {
  private record Department(String name, long above) {}

  private final Map<Long, Department> departments = new ConcurrentHashMap<>();
  private final Map<String, List<Long>> users = new ConcurrentHashMap<>();

  /** Whether the app has the scope {@code qyapi_get_department_list}. */
  public volatile boolean isShown = true;

  Company() {
    departments.put(1L, new Department("云州市", 0));
  }

  /**
   * @param above the department that it is part of; 1: the company itself
   */
  public void department(long id, String name, long above) {
    departments.put(id, new Department(name, above));
  }

  public void user(String id, Long... in) {
    users.put(id, List.of(in));
  }

  void routes(RoutesConfig routes, Supplier<String> token, Predicate<Context> isAuthorized) {
    routes.post(
        "/topapi/v2/department/listparentbyuser", ctx -> old(ctx, token.get(), this::parents));
    routes.post("/topapi/v2/department/get", ctx -> old(ctx, token.get(), this::department));
    routes.post("/topapi/v2/user/get", ctx -> old(ctx, token.get(), this::user));
    routes.post(
        "/v1.0/contact/departments/search",
        ctx -> {
          if (isAuthorized.test(ctx)) {
            search(ctx);
          }
        });
  }

  private void old(Context ctx, String token, BiFunction<JsonNode, ObjectNode, Boolean> answer)
      throws JsonProcessingException {
    ObjectNode told = DingTalk.JSON.createObjectNode().put("request_id", "r");
    if (!token.equals(ctx.queryParam("access_token"))) {
      told.put("errcode", 40_014).put("errmsg", "不合法的access_token");
    } else if (!isShown) {
      told.put("errcode", 88)
          .put("sub_code", "60011")
          .put(
              "errmsg",
              "ding talk error[subcode=60011,submsg=应用尚未开通所需的权限：[qyapi_get_department_list]]");
    } else if (answer.apply(DingTalk.JSON.readTree(ctx.body()), told)) {
      told.put("errcode", 0).put("errmsg", "ok");
    }
    ctx.contentType("application/json").result(told.toString());
  }

  private boolean parents(JsonNode body, ObjectNode told) {
    List<Long> in = users.get(body.path("userid").asText());
    if (in == null) {
      told.put("errcode", 33_012).put("errmsg", "无效的USERID");
      return false;
    }
    ArrayNode ways = told.putObject("result").putArray("parent_list");
    for (long id : in) {
      ArrayNode way = ways.addObject().putArray("parent_dept_id_list");
      for (long at = id; departments.containsKey(at); at = departments.get(at).above()) {
        way.add(at);
      }
    }
    return true;
  }

  private boolean department(JsonNode body, ObjectNode told) {
    Department department = departments.get(body.path("dept_id").asLong());
    if (department == null) {
      told.put("errcode", 60_003).put("errmsg", "部门不存在");
      return false;
    }
    told.putObject("result")
        .put("dept_id", body.path("dept_id").asLong())
        .put("name", department.name());
    return true;
  }

  private boolean user(JsonNode body, ObjectNode told) {
    String id = body.path("userid").asText();
    if (!users.containsKey(id)) {
      told.put("errcode", 60_121).put("errmsg", "找不到该用户");
      return false;
    }
    told.putObject("result").put("userid", id).put("name", "某" + id);
    return true;
  }

  /** Of those whose name contains the word. */
  private void search(Context ctx) throws JsonProcessingException {
    JsonNode body = DingTalk.JSON.readTree(ctx.body());
    ObjectNode told = DingTalk.JSON.createObjectNode().put("hasMore", false);
    ArrayNode list = told.putArray("list");
    departments.forEach(
        (id, department) -> {
          if (department.name().contains(body.path("queryWord").asText())) {
            list.add(id);
          }
        });
    ctx.contentType("application/json").result(told.put("totalCount", list.size()).toString());
  }
}
