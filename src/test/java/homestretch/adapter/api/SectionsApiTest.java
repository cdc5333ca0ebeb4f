package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sections of goals and grades by the API, from the first section to the row of a board. */
class SectionsApiTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private Running program;

  @BeforeEach
  void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
    made(CITY + "/leagues", "{'code': 'L', 'name': '组'}");
    made(CITY + "/departments", "{'code': 'A', 'name': '甲', 'league': 'L'}");
    made(CITY + "/departments", "{'code': 'B', 'name': '乙', 'league': 'L'}");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private Rest.Answer made(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(program.get(answer.header("Location")).status()).isEqualTo(200);
    return answer;
  }

  private Rest.Answer put(String path, String json) {
    return program.put(path, json.replace('\'', '"'), "If-Match", program.get(path).header("ETag"));
  }

  private void goals() {
    made(CITY + "/sections", "{'code': 'ECON', 'name': '经济', 'nameEn': 'Economy', 'weight': 60}");
    made(CITY + "/sections", "{'code': 'LIFE', 'name': '民生'}");
    made(
        CITY + "/goals",
        "{'code': 'G1', 'name': '一', 'unit': '个', 'weight': 3, 'section': 'ECON'}");
    made(CITY + "/goals", "{'code': 'G2', 'name': '二', 'unit': '个', 'weight': 1, 'section': '经济'}");
    made(
        CITY + "/goals",
        "{'code': 'G3', 'name': '三', 'unit': '个', 'weight': 40, 'section': 'LIFE'}");
    for (String code : List.of("A", "B")) {
      for (String goal : List.of("G1", "G2", "G3")) {
        made(
            CITY + "/targets",
            "{'department': '%s', 'goal': '%s', 'target': 100}".formatted(code, goal));
      }
    }
  }

  private void report(String department, int... values) {
    for (int i = 0; i < values.length; i++) {
      made(
          CITY + "/reports",
          "{'department': '%s', 'goal': 'G%d', 'value': %d, 'asOf': '2026-11-20'}"
              .formatted(department, i + 1, values[i]));
    }
  }

  private void a_figure_of_a_day_after_the_section_ended_is_refused() {
    String figure = "{\"department\": \"A\", \"goal\": \"%s\", \"value\": 5, \"asOf\": \"%s\"}";
    Rest.Answer refused = program.post(CITY + "/reports", figure.formatted("G1", "2026-11-23"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/asOf");
    assertThat(refused.text()).contains("a date not after 2026-11-22", "on which Economy counts");
    made(CITY + "/reports", figure.formatted("G1", "2026-11-22"));
    made(CITY + "/reports", figure.formatted("G3", "2026-11-23"));
  }

  @Test
  void sections_are_made_listed_changed_ended_and_removed() {
    goals();
    String econ = CITY + "/sections/ECON";
    JsonNode page = program.get(CITY + "/sections?limit=1").json();
    assertThat(page.get("items").findValuesAsText("code")).containsExactly("ECON");
    page = program.get(CITY + "/sections?limit=1&cursor=" + page.get("next").asText()).json();
    assertThat(page.get("items").findValuesAsText("code")).containsExactly("LIFE");
    assertThat(page.get("next").isNull()).isTrue();
    Rest.Answer changed = put(econ, "{'name': '经济发展'}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("weight").asInt()).as("kept").isEqualTo(60);
    assertThat(program.put(econ, "{\"name\": \"x\"}", "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(
            program.put(CITY + "/sections/NEW", "{\"name\": \"x\"}", "If-Match", "\"1\"").status())
        .isEqualTo(412);
    assertThat(program.post(CITY + "/sections", "{\"code\": \"econ\", \"name\": \"x\"}").status())
        .isEqualTo(409);
    Rest.Answer refused = program.write("DELETE", econ, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("until");
    assertThat(put(econ, "{'until': '2026-11-22'}").status()).isEqualTo(200);
    a_figure_of_a_day_after_the_section_ended_is_refused();
    made(CITY + "/sections", "{'code': 'OOPS', 'name': '错'}");
    assertThat(program.write("DELETE", CITY + "/sections/OOPS", "").status()).isEqualTo(204);
    assertThat(program.get(CITY + "/sections/OOPS").status()).isEqualTo(404);
    Rest.Answer wrong =
        program.post(
            CITY + "/sections", "{\"code\": \"a b\", \"name\": \"\", \"weight\": 0, \"x\": 1}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("errors").findValuesAsText("pointer"))
        .contains("/code", "/name", "/weight", "/x");
    Rest.Answer unknown =
        program.post(
            CITY + "/goals",
            "{\"code\": \"G9\", \"name\": \"九\", \"unit\": \"个\", \"section\": \"NONE\"}");
    assertThat(unknown.json().at("/errors/0/pointer").asText()).isEqualTo("/section");
  }

  @Test
  void a_row_says_what_each_section_gave_and_which_grade_came_of_it() {
    goals();
    Rest.Answer scheme =
        put(
            CITY + "/scheme",
            "{'from': '2026-01-01', 'disclosure': 'full', 'reason': 'r', 'grades':"
                + " [{'name': '优秀', 'nameEn': 'Excellent', 'from': 90, 'share': 50},"
                + " {'name': '良好', 'from': 60}]}");
    assertThat(scheme.status()).as(scheme.text()).isEqualTo(200);
    assertThat(scheme.json().at("/grades/0/share").asInt()).isEqualTo(50);
    report("A", 100, 80, 100);
    report("B", 80, 40, 50);
    JsonNode board = program.get(CITY + "/leaderboard").json();
    JsonNode first = board.at("/rows/0");
    // ECON: (3 × 100 + 1 × 80) ÷ 4 = 95; LIFE is as heavy as its goal: (60 × 95 + 40 × 100) ÷ 100
    assertThat(first.get("score").decimalValue()).isEqualByComparingTo("97");
    assertThat(first.get("grade").asText()).isEqualTo("优秀");
    assertThat(first.get("gradeEn").asText()).isEqualTo("Excellent");
    assertThat(first.at("/sections/0/section").asText()).isEqualTo("ECON");
    assertThat(first.at("/sections/0/points").decimalValue()).isEqualByComparingTo("95");
    assertThat(first.at("/sections/1/weight").decimalValue()).isEqualByComparingTo("40");
    JsonNode second = board.at("/rows/1");
    assertThat(second.get("score").decimalValue()).isEqualByComparingTo("62");
    assertThat(second.get("grade").asText()).isEqualTo("良好");
    JsonNode explained = program.get(CITY + "/explain?department=A").json();
    assertThat(explained.at("/score/steps/0/rule/en").asText())
        .isEqualTo("Section “Economy” (weight 60) = Σ weight × credited ÷ Σ weight");
    assertThat(explained.at("/standing/sections")).hasSize(2);
    JsonNode ofOne = program.get(CITY + "/leaderboard?goal=G1").json().at("/rows/0");
    assertThat(ofOne.get("grade").isNull()).isTrue();
    assertThat(ofOne.get("sections")).isEmpty();
  }

  @Test
  void once_there_are_figures_a_version_of_the_scheme_weighs_and_moves() {
    goals();
    report("A", 100, 80, 100);
    assertThat(put(CITY + "/sections/ECON", "{'weight': 10}").json().at("/errors/0/pointer"))
        .hasToString("\"/weight\"");
    Rest.Answer moved = put(CITY + "/goals/G2", "{'section': 'LIFE'}");
    assertThat(moved.status()).isEqualTo(422);
    assertThat(moved.json().at("/errors/0/pointer").asText()).isEqualTo("/section");
    Rest.Answer scheme =
        put(
            CITY + "/scheme",
            "{'from': '2026-11-01', 'sections': [{'section': 'ECON', 'weight': 10}], 'weights':"
                + " [{'goal': 'G2', 'weight': 10, 'section': 'LIFE'}]}");
    assertThat(scheme.status()).as(scheme.text()).isEqualTo(200);
    assertThat(scheme.json().at("/weights/0/section").asText()).isEqualTo("LIFE");
    // ECON 10 × 100; LIFE is as heavy as G2 and G3: 50 × ((10 × 80 + 40 × 100) ÷ 50) = 4800
    JsonNode explained = program.get(CITY + "/explain?department=A").json();
    assertThat(explained.at("/standing/score").decimalValue()).isEqualByComparingTo("96.67");
    Rest.Answer wrong =
        put(
            CITY + "/scheme",
            "{'from': '2026-11-02', 'sections': [{'section': 'NONE', 'weight': 10}], 'grades':"
                + " [{'name': 'A', 'from': -1}, {'from': 60}]}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("errors").findValuesAsText("pointer"))
        .contains("/sections/0/section", "/grades/0/from", "/grades/1/name");
    Rest.Answer order =
        put(
            CITY + "/scheme",
            "{'from': '2026-11-02', 'grades': [{'name': 'A', 'from': 60}, {'name': 'B', 'from':"
                + " 80}]}");
    assertThat(order.json().at("/errors/0/pointer").asText()).isEqualTo("/grades");
    assertThat(program.post("/api/v1/campaigns/city/clone", "{\"slug\": \"city-2\"}").status())
        .isEqualTo(201);
    assertThat(program.get("/api/v1/campaigns/city-2/goals/G3").json().get("section").asText())
        .isEqualTo("LIFE");
  }
}
