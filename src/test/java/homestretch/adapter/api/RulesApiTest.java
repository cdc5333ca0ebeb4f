package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scoring rules by the API: set, read, refused, explained, weighed, closed and cloned. */
class RulesApiTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private Running program;

  @BeforeEach
  void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
    made(CITY + "/leagues", "{'code': 'L', 'name': '区县组', 'nameEn': 'Districts'}");
    made(
        CITY + "/goals",
        "{'code': 'G1', 'name': '投资', 'nameEn': 'Investment', 'unit': '亿元', 'weight': 1, 'kind':"
            + " 'level'}");
    made(
        CITY + "/goals",
        "{'code': 'G2', 'name': '增速', 'unit': '%', 'weight': 1, 'kind': 'growth'}");
    made(
        CITY + "/goals",
        "{'code': 'G3', 'name': '能耗', 'unit': '吨', 'weight': 1, 'kind': 'level', 'direction':"
            + " 'down'}");
    unit("A", 30);
    unit("B", 50);
    unit("C", 70);
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private void unit(String code, int value) {
    made(
        CITY + "/departments",
        "{'code': '%s', 'name': '%s区', 'league': 'L'}".formatted(code, code));
    made(CITY + "/targets", "{'department': '%s', 'goal': 'G1', 'target': 100}".formatted(code));
    made(
        CITY + "/reports",
        "{'department': '%s', 'goal': 'G1', 'value': %d, 'asOf': '2026-11-20'}"
            .formatted(code, value));
  }

  private void made(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private Rest.Answer put(String json) {
    String path = CITY + "/scheme";
    return program.put(path, json.replace('\'', '"'), "If-Match", program.get(path).header("ETag"));
  }

  private Rest.Answer rule(String goal, String rule) {
    return put(
        "{'from': '2026-01-01', 'disclosure': 'full', 'reason': 'r', 'weights': [{'goal': '%s', 'rule': %s}]}"
            .formatted(goal, rule));
  }

  private List<String> scores() {
    List<String> scores = new ArrayList<>();
    for (JsonNode row : program.get(CITY + "/leaderboard").json().get("rows")) {
      scores.add(row.at("/department/code").asText() + " " + row.at("/goals/0/points").asText());
    }
    return scores;
  }

  @Test
  void a_rule_is_set_read_and_judged_on_the_board() {
    Rest.Answer set = rule("G1", "{'type': 'efficacy'}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.json().at("/weights/0/rule"))
        .hasToString(
            "{\"type\":\"efficacy\",\"by\":\"value\",\"floor\":60,\"span\":40,\"worst\":null,\"best\":null}");
    assertThat(scores()).containsExactly("C 100.0", "B 80.0", "A 60.0");
    JsonNode row = program.get(CITY + "/leaderboard").json().at("/rows/1");
    assertThat(row.get("score").decimalValue()).isEqualByComparingTo("80");
    // The completion, and with it the light, is by what is credited.
    assertThat(row.get("completion").decimalValue()).isEqualByComparingTo("50");
    assertThat(row.at("/goals/0/credited").decimalValue()).isEqualByComparingTo("50");
    assertThat(row.at("/toNext/points").decimalValue()).isEqualByComparingTo("20");
    assertThat(row.at("/toNext/goal").isNull()).isTrue();
    assertThat(row.at("/toNext/leftOut/0").asText()).isEqualTo("G1");
    // The same row by itself, as its unit reads it.
    assertThat(program.get(CITY + "/explain?department=B").json().at("/standing/toNext"))
        .isEqualTo(row.get("toNext"));

    JsonNode steps = program.get(CITY + "/explain?department=B").json().at("/goals/0/steps");
    JsonNode last = steps.get(steps.size() - 1);
    assertThat(last.at("/rule/zh").asText()).startsWith("功效系数得分＝60＋40×");
    assertThat(last.at("/formula").asText()).isEqualTo("60 + 40 × (50 − 30) ÷ (70 − 30)");
    assertThat(last.at("/shown/en").asText()).isEqualTo("80.00 points");
  }

  @Test
  void each_rule_is_taken_and_said_again() {
    for (String rule :
        List.of(
            "{'type':'proportional'}",
            "{'type':'due'}",
            "{'type':'table','by':'completion','mode':'step','bands':[{'at':80,'points':50},"
                + "{'at':100,'points':60}],'before':0,'after':null,'beyond':{'every':10,"
                + "'points':0.5,'most':100}}",
            "{'type':'efficacy','by':'value','floor':50,'span':50,'worst':10,'best':90}",
            "{'type':'rank','by':'completion','points':[100,95,90],'first':null,'step':null,"
                + "'floor':60}",
            "{'type':'rank','by':'completion','points':null,'first':100,'step':5,'floor':0}",
            "{'type':'relative','by':'completion','base':80,'step':2,'least':60,'most':100,"
                + "'mean':'weighted'}")) {
      Rest.Answer set = rule("G1", rule);
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      assertThat(set.json().at("/weights/0/rule")).hasToString(rule.replace('\'', '"'));
      // What is read is what may be written.
      Rest.Answer again = rule("G1", set.json().at("/weights/0/rule").toString());
      assertThat(again.status()).as(again.text()).isEqualTo(200);
    }
    // A goal weighed anew without a rule keeps the one it has.
    Rest.Answer kept =
        put("{'from': '2026-01-01', 'weights': [{'goal': 'G1', 'weight': 3}], 'reason': 'r'}");
    assertThat(kept.json().at("/weights/0/rule/type").asText()).isEqualTo("relative");
  }

  @Test
  void everything_that_is_wrong_with_rules_is_said_at_once() {
    Rest.Answer wrong =
        put(
            "{'from': '2026-01-01', 'weights': [{'goal': 'G1', 'rule': {'type': 'table', 'by':"
                + " 'growth', 'bands': [{'at': 1, 'points': 1}]}},{'goal': 'G2', 'rule': {'type':"
                + " 'relative', 'base': 80, 'step': 2, 'mean': 'weighted'}},{'goal': 'G3', 'rule':"
                + " {'type': 'efficacy', 'worst': 1, 'best': 9}}]}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(pointers(wrong))
        .containsExactly("/weights/0/rule/by", "/weights/1/rule/mean", "/weights/2/rule/best");
    wrong =
        put(
            "{'from': '2026-01-01', 'weights': [{'goal': 'G1', 'rule': {'type': 'table', 'mode':"
                + " 'x', 'bands': [{'at': 'a', 'points': 101}, {}], 'foo': 1}},{'goal': 'G2',"
                + " 'rule': {'type': 'rank', 'points': [90, 95], 'step': 1}},{'goal': 'G3', 'rule':"
                + " {'type': 'nothing'}}]}");
    assertThat(pointers(wrong))
        .containsExactlyInAnyOrder(
            "/weights/0/rule/mode",
            "/weights/0/rule/bands/0/at",
            "/weights/0/rule/bands/0/points",
            "/weights/0/rule/bands/1/at",
            "/weights/0/rule/bands/1/points",
            "/weights/0/rule/foo",
            "/weights/1/rule/step",
            "/weights/1/rule/points/1",
            "/weights/2/rule/type");
    wrong =
        put(
            "{'from': '2026-01-01', 'weights': [{'goal': 'G1', 'rule': {'type': 'table', 'bands':"
                + " [{'at': 1, 'points': 1}, {'at': 1.0, 'points': 2}]}},{'goal': 'G2', 'rule':"
                + " {'type': 'relative', 'base': 80, 'step': 2, 'most': 70}},{'goal': 'G3', 'rule':"
                + " {'type': 'efficacy', 'worst': 1, 'span': 50}}]}");
    assertThat(pointers(wrong))
        .containsExactlyInAnyOrder(
            "/weights/0/rule/bands/1/at",
            "/weights/1/rule/most",
            "/weights/2/rule/best",
            "/weights/2/rule/span");
    wrong = put("{'from': '2026-01-01', 'weights': [{'goal': 'G1', 'rule': 'due'}]}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule");
    wrong = rule("G1", "{'type': 'rank'}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule/step");
    wrong = rule("G1", "{'type': 'rank', 'points': [95, 97]}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule/points/1");
    wrong = rule("G1", "{'type': 'table', 'bands': []}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule/bands");
    wrong =
        rule(
            "G1",
            "{'type': 'table', 'bands': [{'at': 1, 'points': 1}], 'after': 5, 'beyond': {'every':"
                + " 1, 'points': 1}}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule/after");
    wrong = rule("G1", "{'type': 'efficacy', 'floor': 80}");
    assertThat(pointers(wrong)).containsExactly("/weights/0/rule/span");
  }

  /** A part that cannot be read hides nothing of the rest, nor does a goal that is not there. */
  @Test
  void no_wrong_field_hides_another() {
    Rest.Answer wrong =
        put(
            "{'from': '2025-01-01', 'greenAbove': -40, 'growth': {'step': -1, 'greenFrom': -5},"
                + " 'grades': [{'name': '甲', 'from': 60}, {'name': '乙', 'from': 90}],"
                + " 'sections': [{'section': 'NO', 'weight': -1}],"
                + " 'weights': [{'goal': 'NO', 'rule': {'type': 'zz'}},"
                + " {'goal': 'G1', 'weight': -1, 'rule': {'type': 'relative', 'base': 50, 'step':"
                + " 0, 'least': 60, 'by': 'growth'}}, {'goal': 'G1', 'rule': {'type': 'relative',"
                + " 'base': 50, 'step': -2, 'least': 80, 'most': 70, 'mean': 'x', 'by': 'q'}},"
                + " {'goal': 'G2', 'rule': {'type': 'efficacy', 'worst': 9, 'best': 4, 'floor':"
                + " 90}}, {'goal': 'G3', 'rule': {'type': 'rank', 'points': [90, 95, 200], 'step':"
                + " 1, 'floor': 99, 'by': 'growth'}}]}");
    assertThat(pointers(wrong))
        .containsExactlyInAnyOrder(
            "/from",
            "/yellowFrom",
            "/growth/step",
            "/growth/yellowFrom",
            "/grades",
            "/sections/0/section",
            "/sections/0/weight",
            "/weights/0/goal",
            "/weights/0/rule/type",
            "/weights/1/weight",
            "/weights/1/rule/step",
            "/weights/1/rule/least",
            "/weights/1/rule/by",
            "/weights/2/goal",
            "/weights/2/rule/step",
            "/weights/2/rule/least",
            "/weights/2/rule/mean",
            "/weights/2/rule/by",
            "/weights/3/rule/span",
            "/weights/3/rule/best",
            "/weights/4/rule/points/1",
            "/weights/4/rule/points/2",
            "/weights/4/rule/step",
            "/weights/4/rule/by");
  }

  @Test
  void what_would_be_right_is_said_in_the_readers_language() {
    String body =
        "{\"from\": \"2026-01-01\", \"weights\": [{\"goal\": \"G1\", \"weight\": 0, \"rule\":"
            + " null}, {\"goal\": \"G2\", \"rule\": {\"type\": \"efficacy\", \"floor\": 101,"
            + " \"span\": 0}}]}";
    for (String language : List.of("zh-CN", "en")) {
      Rest.Answer wrong =
          program.put(
              CITY + "/scheme",
              body,
              "If-Match",
              program.get(CITY + "/scheme").header("ETag"),
              "Accept-Language",
              language);
      assertThat(wrong.json().get("errors").findValuesAsText("expected"))
          .containsExactlyElementsOf(
              language.equals("en")
                  ? List.of(
                      "a number above 0",
                      "an object, its type proportional, due, table, efficacy, rank, relative",
                      "a number from 0 to 100",
                      "a number above 0, 100 at most")
                  : List.of(
                      "大于 0 的数",
                      "一个对象，type 为 proportional, due, table, efficacy, rank, relative",
                      "0–100 的数",
                      "大于 0、至多 100 的数"));
    }
  }

  private static List<String> pointers(Rest.Answer answer) {
    return answer.json().get("errors").findValuesAsText("pointer");
  }

  @Test
  void the_effect_of_a_rule_is_seen_before_it_is_set() {
    Rest.Answer effect =
        program.post(
            CITY + "/scheme/effect",
            "{\"from\": \"2026-11-24\", \"weights\": [{\"goal\": \"G1\", \"rule\": {\"type\":"
                + " \"rank\", \"step\": 5}}]}");
    assertThat(effect.status()).isEqualTo(200);
    assertThat(effect.json().get("moves")).hasSize(3);
    JsonNode why = effect.json().at("/moves/0/why/0");
    assertThat(why.at("/before/points").decimalValue()).isEqualByComparingTo("70");
    assertThat(why.at("/after/points").decimalValue()).isEqualByComparingTo("100");
    assertThat(scores()).containsExactly("C 70.0", "B 50.0", "A 30.0");
  }

  @Test
  void a_clone_and_a_final_board_have_the_rules() {
    rule("G1", "{'type': 'rank', 'step': 5}");
    assertThat(program.post(CITY + "/clone", "{\"slug\": \"city-2\"}").status()).isEqualTo(201);
    JsonNode versions = program.get("/api/v1/campaigns/city-2/scheme").json().get("items");
    assertThat(versions.get(versions.size() - 1).at("/weights/0/rule/type").asText())
        .isEqualTo("rank");
  }

  @Test
  void who_does_not_see_the_board_is_told_its_points_and_no_figure_of_others() {
    unit("D", 95);
    String token =
        program
            .post(
                "/api/v1/tokens",
                "{\"name\": \"b\", \"role\": \"reporter\", \"campaigns\": [\"city\"],"
                    + " \"departments\": [\"B\"]}")
            .json()
            .get("token")
            .asText();
    String steps = CITY + "/explain?department=B";
    try (Rest reporter = new Rest(program.app.port(), token)) {
      assertThat(top("{'type': 'efficacy'}").status()).isEqualTo(200);
      String told = reporter.get(steps).text();
      // 30 is the last unit's, 95 the first one's; 60 + 40 × 20/65 = 72.307… of both.
      assertThat(told).doesNotContain("30 至 95").doesNotContain("72.3076").doesNotContain("940/13");
      JsonNode goal = reporter.get(steps).json().at("/goals/0/steps");
      JsonNode range = goal.get(goal.size() - 2);
      JsonNode points = goal.get(goal.size() - 1);
      assertThat(range.at("/shown/zh").asText()).isEqualTo("本组最差、最好值按公开范围不列出");
      assertThat(range.at("/shown/en").asText())
          .isEqualTo(
              "the worst and the best of the league are not listed, as only the first of the board"
                  + " are public");
      assertThat(points.get("formula").asText()).isEmpty();
      assertThat(points.get("value").isNull()).isTrue();
      assertThat(points.at("/shown/zh").asText()).isEqualTo("72.31 分");
      JsonNode score = reporter.get(steps).json().at("/score/steps/0");
      assertThat(score.get("formula").asText()).isEqualTo("(1 × ≈72.31) ÷ 1");
      assertThat(score.get("value").isNull()).isTrue();
      assertThat(score.at("/shown/zh").asText()).isEqualTo("72.31");
      assertThat(program.get(steps).text()).contains("30 至 95").contains("940/13");

      top("{'type': 'relative', 'base': 80, 'step': 2, 'mean': 'plain'}");
      goal = reporter.get(steps).json().at("/goals/0/steps");
      JsonNode mean = goal.get(goal.size() - 3);
      assertThat(mean.at("/rule/zh").asText()).isEqualTo("本组完成率平均＝Σ完成率÷单位数");
      assertThat(mean.get("formula").asText()).isEmpty();
      assertThat(mean.get("value").isNull()).isTrue();
      assertThat(mean.at("/shown/zh").asText()).isEqualTo("61.25（各单位之和与单位数按公开范围不列出）");
      assertThat(program.get(steps).text()).contains("245 ÷ 4").contains("4 个单位");
    }
  }

  private Rest.Answer top(String rule) {
    return put(
        "{'from': '2026-01-01', 'disclosure': 'top', 'weights': [{'goal': 'G1', 'rule': %s}]}"
            .formatted(rule));
  }

  @Test
  void an_exact_value_has_its_sign_before_it_and_a_whole_number_no_denominator() {
    made(CITY + "/departments", "{'code': 'N', 'name': '亏损', 'league': 'L'}");
    made(CITY + "/targets", "{'department': 'N', 'goal': 'G1', 'target': -50}");
    made(
        CITY + "/reports", "{'department': 'N', 'goal': 'G1', 'value': -40, 'asOf': '2026-11-20'}");
    assertThat(rule("G1", "{'type': 'efficacy', 'by': 'completion'}").status()).isEqualTo(200);
    for (String code : List.of("A", "N")) {
      List<String> values =
          program.get(CITY + "/explain?department=" + code).json().findValuesAsText("value");
      assertThat(values).isNotEmpty().noneMatch(value -> value.contains("/-"));
    }
    made(CITY + "/departments", "{'code': 'M', 'name': '减亏', 'league': 'L'}");
    made(
        CITY + "/goals",
        "{'code': 'G4', 'name': '净额', 'unit': '亿元', 'weight': 1, 'kind': 'level', 'period':"
            + " 'campaign'}");
    made(CITY + "/targets", "{'department': 'M', 'goal': 'G4', 'target': -40, 'baseline': -30}");
    for (String[] each : new String[][] {{"-47.5", "175"}, {"-40", "100"}, {"-33", "30"}}) {
      made(
          CITY + "/reports",
          "{'department': 'M', 'goal': 'G4', 'value': %s, 'asOf': '2026-11-20'}"
              .formatted(each[0]));
      assertThat(
              program
                  .get(CITY + "/explain?department=M&goal=G4")
                  .json()
                  .at("/goals/0/steps")
                  .findValuesAsText("value"))
          .as(each[0])
          .contains(each[1])
          .noneMatch(value -> value.contains("/"));
    }
  }
}
