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

/** What was entered by mistake can be taken away; what is wrong is said all at once. */
class MistakesTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;

  @BeforeEach
  void start() {
    program = Running.empty(clock);
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
    made(CITY + "/leagues", "{'code': 'L', 'name': '组'}");
    made(CITY + "/departments", "{'code': 'A', 'name': '甲', 'league': 'L'}");
    made(CITY + "/goals", "{'code': 'G', 'name': '指标', 'unit': '个'}");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private Rest.Answer made(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String location = answer.header("Location");
    assertThat(location).as("where it is").isNotEmpty();
    Rest.Answer read = program.get(location);
    assertThat(read.status()).as(location).isEqualTo(200);
    return answer;
  }

  private int delete(String path, String... headers) {
    return program.write("DELETE", path, "", headers).status();
  }

  private List<String> pointers(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    answer
        .json()
        .get("errors")
        .forEach(
            error -> assertThat(error.get("expected").asText()).as(answer.text()).isNotBlank());
    return answer.json().get("errors").findValuesAsText("pointer");
  }

  @Test
  void everything_made_by_mistake_goes_where_nothing_refers_to_it() {
    String target =
        made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 1.50}")
            .header("Location");
    String plan =
        made(CITY + "/plans", "{'goal': 'G', 'points': [{'date': '2026-06-30', 'percent': 40}]}")
            .header("Location");
    assertThat(program.get(target).text()).as("digits as entered").contains("\"target\":1.50");
    Rest.Answer refused = program.write("DELETE", CITY + "/goals/G", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("1 targets").contains("until");
    assertThat(delete(CITY + "/departments/A")).isEqualTo(409);
    assertThat(delete(CITY + "/leagues/L")).isEqualTo(409);
    assertThat(delete(target, "If-Match", "\"other\"")).isEqualTo(412);
    assertThat(delete(target, "If-Match", program.get(target).header("ETag"))).isEqualTo(204);
    assertThat(delete(target)).isEqualTo(404);
    assertThat(delete(target, "If-Match", "*")).isEqualTo(412);
    assertThat(delete(plan)).isEqualTo(204);
    assertThat(delete(CITY + "/goals/G")).isEqualTo(204);
    assertThat(delete(CITY + "/departments/A")).isEqualTo(204);
    assertThat(delete(CITY + "/leagues/L")).isEqualTo(204);
    assertThat(delete(CITY)).isEqualTo(204);
    assertThat(program.get(CITY).status()).isEqualTo(404);
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
  }

  @Test
  void a_figure_that_counts_otherwise_than_thought_is_taken_and_its_reporter_told() {
    made(CITY + "/departments", "{'code': 'N', 'name': '新', 'league': 'L', 'from': '2026-11-01'}");
    assertThat(warned("{'department': 'A', 'goal': 'G', 'value': 5, 'asOf': '2026-10-31'}", "en"))
        .containsExactly("goal no-target 指标 of 甲 has no target: kept on record, not scored");
    made(
        CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100, 'from': '2026-12-01'}");
    made(CITY + "/targets", "{'department': 'N', 'goal': 'G', 'applicable': false}");
    // Said again for the figure that stands already, with what is known by now.
    assertThat(warned("{'department': 'A', 'goal': 'G', 'value': 5, 'asOf': '2026-10-31'}", "zh"))
        .containsExactly("goal no-target 甲“指标”的目标 2026-12-01 才开始，在此之前只作记录，不计分");
    assertThat(warned("{'department': 'N', 'goal': 'G', 'value': 5, 'asOf': '2026-10-31'}", "zh"))
        .containsExactly(
            "asOf before-it-counts 数据日 2026-10-31 早于新开始计入的日期 2026-11-01，从那天起才用得上",
            "goal not-applicable 新“指标”标为不适用，只作记录，不计分");
    made(CITY + "/targets", "{'department': 'N', 'goal': 'G', 'target': 100}");
    assertThat(warned("{'department': 'N', 'goal': 'G', 'value': 6, 'asOf': '2026-11-02'}", "zh"))
        .isEmpty();
    assertThat(warned("{'department': 'N', 'goal': 'G', 'value': 90, 'asOf': '2026-11-03'}", "en"))
        .singleElement()
        .asString()
        .startsWith("value tenfold it is ten times off the last one, 6 个 (as of 2026-11-02)");
    made(CITY + "/goals", "{'code': 'M', 'name': '大桥', 'unit': '节点', 'kind': 'milestones'}");
    made(
        CITY + "/milestones",
        "{'department': 'A', 'goal': 'M', 'step': 'signed', 'due': '2026-06-30'}");
    String signed = "{'department': 'A', 'goal': 'M', 'milestone': '签约', 'asOf': '2026-%s'}";
    assertThat(warned(signed.formatted("03-23"), "zh")).isEmpty();
    assertThat(warned(signed.formatted("11-20"), "zh"))
        .containsExactly("value done-before 签约已于 2026-03-23 完成，这会把完成日改成 2026-11-20");
    assertThat(warned(signed.formatted("03-24"), "en"))
        .containsExactly(
            "asOf done-later signed is still done on 2026-11-20; for an earlier day, have that"
                + " entry withdrawn first");
    String last = program.get(CITY + "/reports?goal=M").json().at("/items/0/id").asText();
    String correct = CITY + "/reports/" + last + "/correct";
    Rest.Answer other = program.post(correct, "{\"milestone\": \"started\", \"reason\": \"no\"}");
    assertThat(other.status()).as("another step is no correction of this one").isEqualTo(422);
    assertThat(other.json().at("/errors/0/pointer").asText()).isEqualTo("/milestone");
    assertThat(other.json().at("/errors/0/expected").asText()).isEqualTo("signed");
    assertThat(
            program
                .post(correct, "{\"milestone\": \"签约\", \"done\": false, \"reason\": \"no\"}")
                .json()
                .get("milestone")
                .asText())
        .isEqualTo("signed");
    assertThat(program.get(CITY + "/reports").json().at("/items/0").has("warnings")).isFalse();
  }

  @Test
  void what_does_not_count_on_a_day_is_said_so_and_breaks_nothing() {
    made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100}");
    made(CITY + "/departments", "{'code': 'N', 'name': '新', 'league': 'L', 'from': '2026-12-10'}");
    made(CITY + "/departments", "{'code': 'O', 'name': '旧', 'league': 'L', 'until': '2026-03-31'}");
    made(CITY + "/goals", "{'code': 'F', 'name': '未来', 'unit': '个', 'from': '2026-12-15'}");
    made(CITY + "/goals", "{'code': 'P', 'name': '往年', 'unit': '个', 'until': '2026-03-31'}");
    made(CITY + "/reports", "{'department': 'A', 'goal': 'G', 'value': 5, 'asOf': '2026-10-31'}");
    made("/api/v1/channels", "{'campaign': 'city', 'platform': 'web', 'address': 'hall'}");
    String schedule =
        made(
                "/api/v1/schedules",
                "{'campaign': 'city', 'post': 'leaderboard', 'at': '09:00', 'channels': [1]}")
            .header("Location");
    notCounting(
        "/explain?department=N", "新 does not count on 2026-11-23 (it counts from 2026-12-10 on)");
    notCounting(
        "/explain?department=O", "旧 does not count on 2026-11-23 (it counted until 2026-03-31)");
    notCounting("/explain?department=A&goal=F", "未来 does not count on 2026-11-23");
    notCounting("/leaderboard?goal=F", "未来 does not count on 2026-11-23");
    notCounting("/leaderboard?goal=P", "往年 does not count on 2026-11-23");
    notCounting("/leaderboard.png?goal=P", "往年 does not count on 2026-11-23");
    assertThat(program.get(CITY + "/leaderboard?goal=P&on=2026-03-01").status()).isEqualTo(200);
    assertThat(program.get(CITY + "/explain?department=O&on=2026-03-01").status()).isEqualTo(200);
    // A board was published before the goal began: nothing has moved, and nothing breaks.
    assertThat(program.post(schedule + "/run", "").json().at("/items/0/state").asText())
        .isEqualTo("sent");
    clock.set("2026-12-20T04:00:00Z");
    assertThat(program.get(CITY + "/leaderboard?goal=F").status()).isEqualTo(200);
    assertThat(program.get(CITY + "/leaderboard").status()).isEqualTo(200);
  }

  @Test
  void what_is_only_asked_of_a_scheme_is_refused_as_if_it_were_set() {
    String late = "{\"from\": \"2027-05-01\"}";
    Rest.Answer asked = program.post(CITY + "/scheme/effect", late);
    assertThat(asked.status()).as(asked.text()).isEqualTo(422);
    assertThat(asked.json().at("/errors/0/pointer").asText()).isEqualTo("/from");
    assertThat(program.put(CITY + "/scheme", late, "If-Match", "*").json().at("/errors"))
        .isEqualTo(asked.json().at("/errors"));
    assertThat(program.post(CITY + "/scheme/effect", "{\"from\": \"2026-12-01\"}").status())
        .isEqualTo(200);
  }

  private void notCounting(String path, String said) {
    Rest.Answer answer = program.get(CITY + path);
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(409);
    assertThat(answer.json().get("detail").asText()).startsWith(said);
  }

  /** What is said of a figure that is taken: field, code and words. */
  private List<String> warned(String json, String language) {
    Rest.Answer answer =
        program.post(CITY + "/reports", json.replace('\'', '"'), "Accept-Language", language);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    List<String> warned = new ArrayList<>();
    answer
        .json()
        .get("warnings")
        .forEach(
            each ->
                warned.add(
                    each.get("field").asText()
                        + " "
                        + each.get("code").asText()
                        + " "
                        + each.get("message").asText()));
    return warned;
  }

  @Test
  void a_campaign_with_figures_goes_only_when_its_slug_is_said_again() {
    made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100}");
    made(CITY + "/reports", "{'department': 'A', 'goal': 'G', 'value': 5, 'asOf': '2026-10-31'}");
    made("/api/v1/channels", "{'campaign': 'city', 'platform': 'web', 'address': 'hall'}");
    made(
        "/api/v1/schedules",
        "{'campaign': 'city', 'post': 'daily', 'at': '09:00', 'channels': [1]}");
    assertThat(delete(CITY)).isEqualTo(409);
    assertThat(delete(CITY + "?confirm=town")).isEqualTo(422);
    assertThat(delete(CITY + "?confirm=city")).isEqualTo(204);
    assertThat(program.get(CITY).status()).isEqualTo(404);
    assertThat(program.get("/api/v1/campaigns").json().get("items")).isEmpty();
    assertThat(program.get("/api/v1/channels").json().get("items")).isEmpty();
    assertThat(program.get("/api/v1/schedules").json().get("items")).isEmpty();
  }

  @Test
  void many_figures_come_at_once_all_or_none() {
    made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100}");
    String good = "{'department': 'A', 'goal': 'G', 'value': 1.50, 'asOf': '2026-0%d-28'}";
    assertThat(
            pointers(
                CITY + "/reports",
                "{'items': [%s, {'department': 'B', 'goal': 'H', 'value': 'x', 'asOf': '2026-13-01'},"
                        .formatted(good.formatted(1))
                    + " {'department': 'A', 'goal': 'G', 'value': 2, 'asOf': '2027-01-01',"
                    + " 'colour': 1}]}"))
        .containsExactlyInAnyOrder(
            "/items/1/department",
            "/items/1/goal",
            "/items/1/value",
            "/items/1/asOf",
            "/items/2/colour");
    assertThat(
            pointers(
                CITY + "/reports",
                "{'items': [%s, {'department': 'A', 'goal': 'G', 'value': 2, 'asOf': '2027-01-01'}]}"
                    .formatted(good.formatted(1))))
        .containsExactly("/items/1/asOf");
    assertThat(program.get(CITY + "/reports").json().get("items")).isEmpty();
    Rest.Answer taken =
        made(
            CITY + "/reports",
            "{'items': [%s, %s]}".formatted(good.formatted(1), good.formatted(2)));
    assertThat(taken.json().get("items")).hasSize(2);
    assertThat(taken.text()).contains("\"value\":1.50");
    assertThat(program.get(CITY + "/reports").json().get("items")).hasSize(2);
  }

  @Test
  void an_objection_is_raised_while_frozen_and_answered_with_a_reason() {
    made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100}");
    String raise = "{\"department\": \"A\", \"goal\": \"G\", \"reason\": \"漏了两个项目\"}";
    assertThat(program.post(CITY + "/objections", raise).status()).isEqualTo(409);
    assertThat(
            program
                .post(
                    CITY + "/freeze",
                    "{\"cutOff\": \"2026-11-20\", \"objectionsUntil\": \"2026-11-22\"}")
                .status())
        .isEqualTo(200);
    assertThat(program.post(CITY + "/objections", raise).status()).as("too late").isEqualTo(409);
    program.post(CITY + "/reopen", "{\"reason\": \"again\"}");
    program.post(
        CITY + "/freeze", "{\"cutOff\": \"2026-11-20\", \"objectionsUntil\": \"2026-11-23\"}");
    String one = made(CITY + "/objections", raise).header("Location");
    assertThat(pointers(CITY + "/objections", "{'department': 'B', 'goal': 'H'}"))
        .containsExactlyInAnyOrder("/department", "/goal", "/reason");
    assertThat(program.get(CITY + "/objections?state=open").json().get("items")).hasSize(1);
    assertThat(pointers(one + "/answer", "{}")).containsExactlyInAnyOrder("/accepted", "/reason");
    JsonNode answered =
        program.post(one + "/answer", "{\"accepted\": false, \"reason\": \"已核\"}").json();
    assertThat(answered.get("state").asText()).isEqualTo("rejected");
    assertThat(answered.get("answer").asText()).isEqualTo("已核");
    assertThat(
            program.post(one + "/answer", "{\"accepted\": true, \"reason\": \"again\"}").status())
        .isEqualTo(409);
  }

  @Test
  void a_trend_has_one_point_a_day_or_a_week_page_by_page() {
    made(CITY + "/targets", "{'department': 'A', 'goal': 'G', 'target': 100}");
    made(CITY + "/reports", "{'department': 'A', 'goal': 'G', 'value': 50, 'asOf': '2026-11-10'}");
    JsonNode days =
        program.get(CITY + "/trend?every=day&from=2026-11-09&to=2026-11-11").json().get("items");
    assertThat(days.findValuesAsText("on"))
        .containsExactly("2026-11-09", "2026-11-10", "2026-11-11");
    assertThat(days.at("/0/completion").isNull()).isTrue();
    assertThat(days.at("/1/completion").asDouble()).isEqualTo(50);
    JsonNode page = program.get(CITY + "/trend?department=A&limit=2").json();
    assertThat(page.get("items").findValuesAsText("on"))
        .containsExactly("2026-01-04", "2026-01-11");
    assertThat(
            program
                .get(CITY + "/trend?department=A&limit=2&cursor=" + page.get("next").asText())
                .json()
                .at("/items/0/on")
                .asText())
        .isEqualTo("2026-01-18");
    assertThat(program.get(CITY + "/trend?every=hour").status()).isEqualTo(422);
  }

  @Test
  void a_schedule_that_never_posts_or_too_often_is_refused() {
    made("/api/v1/channels", "{'campaign': 'city', 'platform': 'web', 'address': 'hall'}");
    String schedule = "{'campaign': 'city', 'post': 'daily', 'cron': '%s', 'channels': [1]%s}";
    assertThat(pointers("/api/v1/schedules", schedule.formatted("0 0 9 30 2 ?", "")))
        .containsExactly("/cron");
    assertThat(pointers("/api/v1/schedules", schedule.formatted("0 0 9 1 1 ? 2020", "")))
        .containsExactly("/cron");
    assertThat(pointers("/api/v1/schedules", schedule.formatted("0 0/2 9 ? * MON", "")))
        .containsExactly("/cron");
    Rest.Answer often =
        made("/api/v1/schedules", schedule.formatted("0 0/2 9 ? * MON", ", 'often': true"));
    String one = often.header("Location");
    assertThat(program.put(one, "{\"catchUpUntil\": \"17:00\"}").status())
        .as("a change of something else")
        .isEqualTo(200);
    assertThat(
            pointers(
                "/api/v1/schedules",
                "{'campaign': 'town', 'post': 'x', 'at': '25:00', 'days': 'all', 'channels': ['a',"
                    + " 1], 'timezone': 'Mars'}"))
        .containsExactlyInAnyOrder("/campaign", "/post", "/at", "/channels/0", "/timezone");
    assertThat(program.post(one + "/pause", "{\"colour\": 1}").status()).isEqualTo(422);
    assertThat(program.get(one + "/upcoming?limit=2").json().get("items")).hasSize(2);
  }

  @Test
  void a_campaign_that_ends_before_it_begins_is_told_so_beside_its_other_faults() {
    assertThat(
            pointers(
                "/api/v1/campaigns",
                "{'slug': 'back', 'name': 'x', 'start': '2026-10-01', 'deadline': '2026-09-01',"
                    + " 'timezone': 'X/Y'}"))
        .containsExactlyInAnyOrder("/deadline", "/timezone");
  }

  @Test
  void what_a_field_names_and_is_not_there_is_a_wrong_field_not_a_missing_page() {
    assertThat(
            pointers(
                CITY + "/goals",
                "{'code': 'a b', 'name': ' ', 'unit': 'x', 'weight': 0, 'grace': 61, 'kind': 'sum',"
                    + " 'from': '2026-02-30', 'position': 18446744073709551619}"))
        .containsExactlyInAnyOrder(
            "/code", "/name", "/weight", "/grace", "/kind", "/from", "/position");
    assertThat(pointers(CITY + "/departments", "{'code': 'B', 'name': '乙', 'league': 'none'}"))
        .containsExactly("/league");
    assertThat(
            pointers(
                CITY + "/departments",
                "{'code': 'B', 'name': '乙', 'league': 'L', 'links': [{'kind': 'user'}, 7]}"))
        .containsExactlyInAnyOrder("/links/0/platform", "/links/0/id", "/links/1");
    assertThat(
            pointers(
                CITY + "/plans",
                "{'goal': 'G', 'points': [{'date': '2026-06-30', 'percent': 40}, {'date':"
                    + " '2026-05-31', 'percent': 50}, {'date': 'x'}]}"))
        .containsExactlyInAnyOrder("/points/1/date", "/points/2/date", "/points/2/percent");
    assertThat(program.get(CITY + "/countdown?on=").status()).isEqualTo(422);
  }

  @Test
  void every_read_of_one_thing_carries_an_etag_and_is_not_sent_twice() {
    for (String path :
        List.of(
            CITY,
            CITY + "/goals/G",
            CITY + "/countdown",
            CITY + "/leaderboard",
            CITY + "/scheme/1",
            "/api/v1/tokens/administrator",
            "/api/v1/people/1",
            "/api/v1/audit/1",
            "/api/v1/calendars/CN/2026")) {
      Rest.Answer read = program.get(path);
      assertThat(read.status()).as(path).isEqualTo(200);
      String etag = read.header("ETag");
      assertThat(etag).as(path).isNotEmpty();
      assertThat(program.send(program.request(path).header("If-None-Match", etag).build()).status())
          .as(path)
          .isEqualTo(304);
    }
  }
}
