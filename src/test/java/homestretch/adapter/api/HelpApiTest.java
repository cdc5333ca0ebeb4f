package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blockers and practices by the API, a channel that posts cannot get to, and trends. */
class HelpApiTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private Running program;
  private Rest reporter;

  @BeforeEach
  void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
    for (String league : List.of("L", "M")) {
      made(CITY + "/leagues", "{'code': '%s', 'name': '组%s'}".formatted(league, league));
    }
    made(CITY + "/goals", "{'code': 'G', 'name': '指标', 'unit': '个'}");
    Map<String, String> league = Map.of("A", "L", "B", "L", "C", "M");
    for (String code : List.of("A", "B", "C")) {
      made(
          CITY + "/departments",
          "{'code': '%s', 'name': '单位%s', 'league': '%s'}".formatted(code, code, league.get(code)));
      made(CITY + "/targets", "{'department': '%s', 'goal': 'G', 'target': 100}".formatted(code));
    }
    reporter =
        new Rest(
            program.app.port(),
            made(
                    "/api/v1/tokens",
                    "{'name': 'a', 'role': 'reporter', 'campaigns': ['city'], 'departments':"
                        + " ['A']}")
                .json()
                .get("token")
                .asText());
  }

  @AfterEach
  void stop() {
    reporter.close();
    program.close();
  }

  private Rest.Answer made(String path, String json) {
    return made(program, path, json);
  }

  private Rest.Answer made(Rest by, String path, String json) {
    Rest.Answer answer = by.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(by.get(answer.header("Location")).status()).isIn(200, 403);
    return answer;
  }

  @Test
  void a_blocker_is_raised_listed_and_resolved_by_whose_it_is() {
    String blocker = "{'department': '%s', 'what': '缺土地', 'asked': '资源局', 'by': '%s'}";
    Rest.Answer raised = made(reporter, CITY + "/blockers", blocker.formatted("A", "2026-12-10"));
    String one = raised.header("Location");
    assertThat(raised.json().get("state").asText()).isEqualTo("open");
    assertThat(raised.json().get("outcome").isNull()).isTrue();
    assertThat(made(reporter, CITY + "/blockers", blocker.formatted("A", "2026-12-10")).json())
        .as("the same words are the same blocker")
        .isEqualTo(raised.json());
    assertThat(
            reporter
                .post(CITY + "/blockers", blocker.formatted("B", "2026-12-10").replace('\'', '"'))
                .status())
        .isEqualTo(403);
    Rest.Answer late =
        program.post(CITY + "/blockers", blocker.formatted("B", "2026-11-01").replace('\'', '"'));
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.json().at("/errors/0/pointer").asText()).isEqualTo("/by");
    made(CITY + "/blockers", blocker.formatted("B", "2026-12-01"));
    JsonNode page = program.get(CITY + "/blockers?limit=1").json();
    assertThat(page.at("/items/0/department").asText()).isEqualTo("B");
    assertThat(page.get("next").isNull()).isFalse();
    Rest.Answer resolved = reporter.post(one + "/resolve", "{\"outcome\": \"已调剂\"}");
    assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
    assertThat(resolved.json().get("outcome").asText()).isEqualTo("已调剂");
    assertThat(reporter.post(one + "/resolve", "{}").status()).isEqualTo(409);
    assertThat(program.get(CITY + "/blockers?state=open").json().get("items")).hasSize(1);
    assertThat(program.get(CITY + "/blockers?state=resolved&department=A").json().get("items"))
        .hasSize(1);
    assertThat(program.get(CITY + "/blockers?state=done").status()).isEqualTo(422);
  }

  @Test
  void a_practice_is_proposed_approved_and_taken_up() {
    Rest.Answer shared =
        made(CITY + "/practices", "{'department': 'B', 'what': '每周五集中审批', 'evidence': '文 12 号'}");
    String one = shared.header("Location");
    assertThat(shared.json().get("state").asText()).isEqualTo("proposed");
    assertThat(reporter.get(CITY + "/practices").json().get("items")).isEmpty();
    assertThat(reporter.get(one).status()).isEqualTo(403);
    assertThat(reporter.post(one + "/approve", "").status()).isEqualTo(403);
    made("/api/v1/channels", "{'campaign': 'city', 'platform': 'web', 'address': 'hall'}");
    assertThat(program.post(one + "/approve", "").json().get("state").asText())
        .isEqualTo("approved");
    String posts = "/api/v1/deliveries?practice=" + shared.json().get("id").asLong();
    Await.until("posted", () -> program.get(posts).text().contains("\"state\":\"sent\""));
    JsonNode delivery = program.get(posts).json().get("items").get(0);
    assertThat(delivery.get("schedule").isNull()).isTrue();
    assertThat(delivery.get("practice")).isEqualTo(shared.json().get("id"));
    assertThat(program.get("/api/v1/deliveries?practice=77").json().get("items")).isEmpty();
    assertThat(program.post(one + "/decline", "").status()).isEqualTo(409);
    Rest.Answer adopted = reporter.post(one + "/adopt", "{\"department\": \"A\"}");
    assertThat(adopted.status()).as(adopted.text()).isEqualTo(200);
    assertThat(adopted.json().get("adoptedBy").toString()).isEqualTo("[\"A\"]");
    assertThat(reporter.post(one + "/adopt", "{\"department\": \"B\"}").status()).isEqualTo(403);
    assertThat(reporter.get(CITY + "/practices?state=approved").json().get("items")).hasSize(1);
    assertThat(reporter.post(one + "/withdraw", "").status()).isEqualTo(403);
    assertThat(program.post(one + "/withdraw", "").json().get("state").asText())
        .isEqualTo("proposed");
    assertThat(program.post(one + "/withdraw", "").status()).isEqualTo(409);
    assertThat(program.post(one + "/decline", "").status()).isEqualTo(200);
  }

  @Test
  void a_channel_says_why_posts_do_not_get_there() {
    Rest.Answer web =
        made("/api/v1/channels", "{'campaign': 'city', 'platform': 'web', 'address': 'hall'}");
    assertThat(web.json().get("unreachable").isNull()).isTrue();
    Rest.Answer discord =
        made(
            "/api/v1/channels",
            "{'campaign': 'city', 'platform': 'discord', 'address': '1181234567890123456'}");
    assertThat(discord.json().get("unreachable").asText()).contains("not connected");
    String one = discord.header("Location");
    Rest.Answer read = program.get(one);
    assertThat(read.json().get("unreachable").asText()).contains("not connected");
    Rest.Answer changed = program.put(one, read.text(), "If-Match", read.header("ETag"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  @Test
  void a_trend_is_of_the_campaign_a_league_or_a_goal_in_one() {
    for (String code : List.of("A", "B", "C")) {
      made(
          CITY + "/reports",
          "{'department': '%s', 'goal': 'G', 'value': %d, 'asOf': '2026-11-10'}"
              .formatted(code, code.equals("C") ? 90 : 30));
    }
    String day = "every=day&from=2026-11-11&to=2026-11-11";
    assertThat(completion("/trend?" + day)).isEqualTo("50.0");
    assertThat(completion("/trend?league=L&" + day)).isEqualTo("30.0");
    assertThat(completion("/trend?league=M&" + day)).isEqualTo("90.0");
    assertThat(completion("/trend?goal=G&" + day)).as("of every league").isEqualTo("50.0");
    assertThat(completion("/trend?goal=G&league=M&" + day)).isEqualTo("90.0");
    JsonNode ofLeague = program.get(CITY + "/trend?league=M&" + day).json().at("/items/0");
    assertThat(ofLeague.get("provisional").asBoolean()).isFalse();
    assertThat(ofLeague.get("light").asText()).isEqualTo("green");
    assertThat(program.get(CITY + "/trend?league=X&" + day).status()).isEqualTo(404);
  }

  private String completion(String path) {
    Rest.Answer answer = program.get(CITY + path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return String.valueOf(answer.json().at("/items/0/completion").asDouble());
  }
}
