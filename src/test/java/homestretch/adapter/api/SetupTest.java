package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Setting up a campaign over HTTP; each test has a campaign of its own. */
class SetupTest {
  private static Running program;

  @BeforeAll
  static void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void goals_of_every_kind_come_back_as_they_were_sent() {
    String base = campaign("kinds");
    for (String kind : List.of("total", "level", "growth", "ratio", "milestones")) {
      String sent =
          """
          {"code": "%s", "name": "指标", "nameEn": "Goal", "unit": "个", "unitEn": "pcs",
           "kind": "%s", "direction": "down", "weight": 12.5, "cap": null, "min": -3,
           "period": "campaign", "dueEvery": "quarter", "grace": 5, "decimals": 3, "position": 4}
          """
              .formatted(kind, kind);
      Rest.Answer added = program.post(base + "/goals", sent);
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      Rest.Answer read = program.get(base + "/goals/" + kind);
      assertThat(read.json()).isEqualTo(added.json());
      assertThat(read.json().get("dueEvery").asText()).isEqualTo("quarter");
      assertThat(read.json().get("grace").asInt()).isEqualTo(5);
      assertThat(read.json().get("cap").isNull()).isTrue();
      // What was read can be sent back as it is.
      assertThat(
              program
                  .put(base + "/goals/" + kind, read.text(), "If-Match", read.header("ETag"))
                  .json())
          .isEqualTo(read.json());
    }
    Rest.Answer read = program.get(base + "/goals/total");
    String changed = read.text().replace("\"grace\":5", "\"grace\":6");
    assertThat(
            program.put(base + "/goals/total", changed, "If-Match", read.header("ETag")).status())
        .isEqualTo(200);
    assertThat(
            program.put(base + "/goals/total", changed, "If-Match", read.header("ETag")).status())
        .as("somebody changed it since")
        .isEqualTo(412);
  }

  @Test
  void targets_show_what_counts_on_a_day_or_every_version() {
    String base = campaign("targets");
    goal(base, "G", "total");
    target(base, "\"target\": 100");
    target(base, "\"target\": 120, \"from\": \"2026-07-01\"");
    target(base, "\"target\": 120, \"from\": \"2026-07-01\"");
    target(base, "\"applicable\": false, \"from\": \"2026-10-01\"");
    assertThat(program.get(base + "/targets?on=2026-06-30").json().at("/items/0/target").asInt())
        .isEqualTo(100);
    assertThat(program.get(base + "/targets?on=2026-07-01").json().at("/items/0/target").asInt())
        .isEqualTo(120);
    JsonNode today = program.get(base + "/targets").json().at("/items/0");
    assertThat(today.get("applicable").asBoolean()).isFalse();
    assertThat(today.get("target").isNull()).isTrue();
    assertThat(program.get(base + "/targets?versions=all").json().findValuesAsText("version"))
        .containsExactly("1", "2", "3");
    assertThat(program.get(base + "/targets?versions=some").status()).isEqualTo(422);
    JsonNode board = program.get(base + "/leaderboard").json();
    assertThat(board.at("/unranked/0/goals/0/state").asText()).isEqualTo("notApplicable");
  }

  @Test
  void a_plan_is_a_whole_curve_of_a_goal_or_of_one_department() {
    String base = campaign("plans");
    goal(base, "G", "total");
    target(base, "\"target\": 100");
    post(
        base + "/reports",
        """
        {"department": "A", "goal": "G", "value": 50, "asOf": "2026-06-30"}
        """);
    plan(base, "\"points\": [{\"date\": \"2026-06-30\", \"percent\": 40}]");
    assertThat(expected(base)).isEqualTo(40);
    plan(
        base, "\"department\": \"A\", \"points\": [{\"date\": \"2026-06-30\", \"percent\": 55.5}]");
    assertThat(expected(base)).isEqualTo(55.5);
    plan(base, "\"department\": \"A\", \"from\": \"2026-02-01\", \"points\": []");
    assertThat(expected(base)).isEqualTo(40);
    assertThat(program.get(base + "/plans?on=2026-06-30").json().get("items")).hasSize(1);
    assertThat(program.get(base + "/plans?versions=all").json().get("items")).hasSize(3);
  }

  @Test
  void milestones_are_set_up_step_by_step_and_reported_by_their_names() {
    String base = campaign("steps");
    goal(base, "P", "milestones");
    for (String step : List.of("signed", "started")) {
      post(
          base + "/milestones",
          """
          {"department": "A", "goal": "P", "step": "%s", "due": "2026-05-31"}
          """
              .formatted(step));
    }
    post(
        base + "/reports",
        """
        {"department": "A", "goal": "P", "milestone": "signed", "asOf": "2026-05-20"}
        """);
    assertThat(
            program.get(base + "/leaderboard").json().at("/rows/0/goals/0/completion").asDouble())
        .isEqualTo(50);
    assertThat(program.get(base + "/milestones").json().get("items")).hasSize(2);
    post(
        base + "/milestones",
        """
        {"department": "A", "goal": "P", "step": "started", "due": "2026-05-31", "weight": 0}
        """);
    assertThat(program.get(base + "/milestones").json().get("items")).hasSize(1);
    assertThat(program.get(base + "/milestones?versions=all").json().get("items")).hasSize(3);
    assertThat(
            program.get(base + "/leaderboard").json().at("/rows/0/goals/0/completion").asDouble())
        .isEqualTo(100);
  }

  @Test
  void a_scheme_keeps_what_a_change_does_not_name_and_says_who_opened_the_table() {
    String base = campaign("scheme");
    goal(base, "G", "total");
    Rest.Answer standard = program.get(base + "/scheme");
    assertThat(standard.json().at("/items/0/greenAbove").asDouble()).isEqualTo(-10);
    assertThat(standard.header("ETag")).isEqualTo("\"1\"");
    String first =
        """
        {"from": "2026-01-01", "greenAbove": -5, "tieRule": "dense", "missing": "zero",
         "growth": {"step": 10},
         "weights": [{"goal": "G", "weight": 30, "cap": null}],
         "items": [{"code": "CITE", "name": "表扬", "kind": "bonus", "cap": 5}]}
        """;
    assertThat(program.put(base + "/scheme", first, "If-Match", "\"7\"").status()).isEqualTo(412);
    assertThat(program.put(base + "/scheme", first, "If-Match", "\"1\"").status()).isEqualTo(200);
    String open = "{\"from\": \"2026-11-30\", \"disclosure\": \"full\"%s}";
    Rest.Answer refused = program.put(base + "/scheme", open.formatted(""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("reason");
    Rest.Answer opened =
        program.put(base + "/scheme", open.formatted(", \"reason\": \"office meeting 11\""));
    assertThat(opened.status()).isEqualTo(200);
    JsonNode last = program.get(base + "/scheme").json().at("/items").get(1);
    assertThat(last).isEqualTo(opened.json());
    assertThat(last.get("greenAbove").asInt()).isEqualTo(-5);
    assertThat(last.get("tieRule").asText()).isEqualTo("dense");
    assertThat(last.at("/growth/step").asInt()).isEqualTo(10);
    assertThat(last.at("/growth/limit").asInt()).isEqualTo(20);
    assertThat(last.at("/weights/0/weight").asInt()).isEqualTo(30);
    assertThat(last.at("/weights/0/cap").isNull()).isTrue();
    assertThat(last.at("/items/0/kind").asText()).isEqualTo("bonus");
    assertThat(program.get("/api/v1/audit").json().at("/items/0/after").asText())
        .contains("office meeting 11");
  }

  @Test
  void an_adjustment_is_entered_with_a_reason_and_withdrawn_with_one() {
    String base = campaign("adjust");
    program.put(
        base + "/scheme",
        """
        {"from": "2026-01-01",
         "items": [{"code": "CITE", "name": "表扬", "kind": "bonus", "cap": 5}]}
        """);
    Rest.Answer added =
        post(
            base + "/adjustments",
            """
            {"department": "A", "kind": "bonus", "item": "CITE", "points": 1.5,
             "reason": "通报表扬", "evidence": "文号 3"}
            """);
    assertThat(added.json().get("on").asText()).isEqualTo("2026-11-23");
    assertThat(added.json().get("withdrawn").isNull()).isTrue();
    String one = base + "/adjustments/" + added.json().get("id").asText();
    assertThat(program.post(one + "/withdraw", "{}").status()).isEqualTo(422);
    assertThat(program.post(one + "/withdraw", "{\"reason\": \"记错\"}").status()).isEqualTo(200);
    assertThat(program.post(one + "/withdraw", "{\"reason\": \"again\"}").status()).isEqualTo(409);
    assertThat(program.get(one).json().at("/withdrawn/why").asText()).isEqualTo("记错");
    assertThat(program.get(base + "/adjustments").json().get("items")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goals       | {'code':'X','name':'X','unit':'x','kind':'sum'}                          |"
            + " kind",
        "goals       | {'code':'X','name':'X','unit':'x','grace':61}                            |"
            + " grace",
        "goals       | {'code':'X','name':'X','unit':'x','dueEvery':'hour'}                     |"
            + " dueEvery",
        "goals       | {'code':'X','name':'X','unit':'x','weight':0}                            |"
            + " weight",
        "targets     | {'department':'A','goal':'G','target':'much'}                            |"
            + " target",
        "targets     | {'department':'A','goal':'G','target':5,'from':'2150-01-01'}             |"
            + " from",
        "plans       | {'goal':'G','points':[{'date':'2026-06-30','percent':1001}]}              |"
            + " points/0/percent",
        "plans       | {'goal':'G','points':[{'date':'2150-06-30','percent':10}]}               |"
            + " points/0/date",
        "plans       | {'goal':'G'}                                                             |"
            + " points",
        "milestones  | {'department':'A','goal':'G','step':'signed','due':'2026-06-30'}         |"
            + " goal",
        "milestones  | {'department':'A','goal':'M','step':'签 约','due':'2026-06-30'}           |"
            + " step",
        "milestones  | {'department':'A','goal':'M','step':'signed','due':'2150-06-30'}         |"
            + " due",
        "adjustments | {'department':'A','kind':'bonus','item':'NONE','points':1,'reason':'x'}  |"
            + " item",
        "adjustments | {'department':'A','kind':'veto'}                                         |"
            + " reason",
        "adjustments | {'department':'A','kind':'veto','reason':'x','points':3}                 |"
            + " points",
        "adjustments | {'department':'A','kind':'bonus','item':'CITE','points':-1,'reason':'x'} |"
            + " points"
      })
  void a_wrong_field_is_named(String resource, String json, String field) {
    String base = "/api/v1/campaigns/wrong";
    if (program.get(base).status() == 404) {
      campaign("wrong");
      goal(base, "G", "total");
      goal(base, "M", "milestones");
    }
    Rest.Answer answer = program.post(base + "/" + resource, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void after_the_first_figure_weight_and_kind_of_a_goal_stay() {
    String base = campaign("settled");
    goal(base, "G", "total");
    target(base, "\"target\": 100");
    assertThat(program.put(base + "/goals/G", "{\"weight\": 2}").status()).isEqualTo(200);
    post(
        base + "/reports",
        """
        {"department": "A", "goal": "G", "value": 50, "asOf": "2026-06-30"}
        """);
    Rest.Answer refused =
        program.put(
            base + "/goals/G",
            """
            {"weight": 3, "cap": 110, "kind": "level", "direction": "down", "period": "campaign",
             "name": "新名"}
            """);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().findValuesAsText("field"))
        .containsExactly("weight", "cap", "kind", "direction", "period");
    assertThat(refused.json().at("/errors/0/expected").asText()).contains("version of the scheme");
    assertThat(program.get(base + "/goals/G").json().get("name").asText()).isEqualTo("G");
    assertThat(program.put(base + "/goals/G", "{\"name\": \"新名\", \"weight\": 2.0}").status())
        .isEqualTo(200);
  }

  private static String campaign(String slug) {
    post(
        "/api/v1/campaigns",
        """
        {"slug": "%s", "name": "测试", "start": "2026-01-01", "deadline": "2026-12-31"}
        """
            .formatted(slug));
    String base = "/api/v1/campaigns/" + slug;
    post(base + "/leagues", "{\"code\": \"L\", \"name\": \"组\"}");
    post(base + "/departments", "{\"code\": \"A\", \"name\": \"甲\", \"league\": \"L\"}");
    return base;
  }

  private static void goal(String base, String code, String kind) {
    post(
        base + "/goals",
        "{\"code\": \"%s\", \"name\": \"%s\", \"unit\": \"个\", \"kind\": \"%s\"}"
            .formatted(code, code, kind));
  }

  @Test
  void there_is_no_board_of_a_day_after_the_deadline_that_is_still_to_come() {
    program.post(
        "/api/v1/campaigns",
        "{\"slug\": \"late\", \"name\": \"x\", \"start\": \"2026-01-01\","
            + " \"deadline\": \"2026-12-31\"}");
    Rest.Answer answer = program.get("/api/v1/campaigns/late/leaderboard?on=2150-01-01");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("on: “2150-01-01”, expected a date not after ");
  }

  private static void target(String base, String rest) {
    post(base + "/targets", "{\"department\": \"A\", \"goal\": \"G\", " + rest + "}");
  }

  private static void plan(String base, String rest) {
    post(base + "/plans", "{\"goal\": \"G\", " + rest + "}");
  }

  private static Rest.Answer post(String path, String json) {
    Rest.Answer answer = program.post(path, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private static double expected(String base) {
    return program
        .get(base + "/leaderboard?on=2026-06-30")
        .json()
        .at("/rows/0/goals/0/expected")
        .asDouble();
  }
}
