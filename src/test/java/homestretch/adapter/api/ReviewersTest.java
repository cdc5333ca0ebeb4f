package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.audit.Actor;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reviewer of a campaign, a league or goals verifies and rejects there and nowhere else. */
class ReviewersTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private final List<Rest> callers = new ArrayList<>();
  private Running program;

  /** The figure of each department on each goal. */
  private final Map<String, String> figures = new LinkedHashMap<>();

  @BeforeEach
  void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
    made(
        "/api/v1/campaigns",
        "{'slug': 'city', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}");
    for (String league : List.of("L", "M")) {
      made(CITY + "/leagues", "{'code': '%s', 'name': '组%s'}".formatted(league, league));
    }
    for (String goal : List.of("G", "H")) {
      made(CITY + "/goals", "{'code': '%s', 'name': '标%s', 'unit': '个'}".formatted(goal, goal));
    }
    Map<String, String> leagues = new LinkedHashMap<>();
    leagues.put("A", "L");
    leagues.put("B", "M");
    leagues.forEach(
        (code, league) -> {
          made(
              CITY + "/departments",
              "{'code': '%s', 'name': '单位%s', 'league': '%s'}".formatted(code, code, league));
          for (String goal : List.of("G", "H")) {
            made(
                CITY + "/targets",
                "{'department': '%s', 'goal': '%s', 'target': 100}".formatted(code, goal));
            figures.put(
                code + goal,
                made(
                        CITY + "/reports",
                        "{'department': '%s', 'goal': '%s', 'value': 50, 'asOf': '2026-10-31'}"
                            .formatted(code, goal))
                    .header("Location"));
          }
        });
  }

  @AfterEach
  void stop() {
    callers.forEach(Rest::close);
    program.close();
  }

  private Rest.Answer made(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  /** Made at the machine, so that it is somebody else than who reported. */
  private Rest reviewer(Set<String> leagues, Set<String> goals) {
    Rest rest =
        new Rest(
            program.app.port(),
            program
                .app
                .tokens()
                .create(
                    "reviewer",
                    new Scope(
                        Role.REVIEWER,
                        Set.of(program.app.campaigns().find("city").id()),
                        Set.of(),
                        leagues,
                        goals),
                    null,
                    null,
                    new Actor("command line", "system")));
    callers.add(rest);
    return rest;
  }

  private List<String> rejected(Rest by) {
    List<String> done = new ArrayList<>();
    figures.forEach(
        (code, one) -> {
          Rest.Answer answer = by.post(one + "/reject", "{\"reason\": \"依据不足\"}");
          assertThat(answer.status()).as(answer.text()).isIn(200, 403);
          if (answer.status() == 200) {
            done.add(code);
          } else {
            assertThat(answer.json().get("detail").asText()).isNotBlank();
          }
        });
    return done;
  }

  @Test
  void of_a_league_its_departments_alone() {
    Rest rest = reviewer(Set.of("L"), Set.of());
    assertThat(rest.get(CITY + "/reports").json().get("items").findValuesAsText("department"))
        .containsOnly("A");
    assertThat(rest.get(CITY + "/reports?review=true").json().get("items").findValuesAsText("goal"))
        .containsExactly("H", "G");
    assertThat(rest.get(CITY + "/reports?department=B").status()).isEqualTo(403);
    assertThat(rejected(rest)).containsExactly("AG", "AH");
  }

  @Test
  void of_goals_their_figures_alone() {
    Rest rest = reviewer(Set.of(), Set.of("H"));
    assertThat(
            rest.get(CITY + "/reports?review=true")
                .json()
                .get("items")
                .findValuesAsText("department"))
        .containsExactly("B", "A");
    assertThat(rejected(rest)).containsExactly("AH", "BH");
  }

  @Test
  void of_a_league_and_goals_where_both_meet() {
    assertThat(rejected(reviewer(Set.of("M"), Set.of("G")))).containsExactly("BG");
  }

  @Test
  void of_no_department_that_a_link_makes_theirs() {
    Rest rest = reviewer(Set.of(), Set.of());
    made(
        CITY + "/departments/A/links",
        "{'platform': 'api', 'kind': 'token', 'external': 'reviewer'}");
    assertThat(rest.post(figures.get("AG") + "/verify", "").status()).isEqualTo(403);
    assertThat(rest.post(figures.get("BG") + "/verify", "").status()).isEqualTo(200);
    figures.remove("BG");
    assertThat(rejected(rest)).containsExactly("BH");
  }

  @Test
  void leagues_and_goals_are_a_reviewers_and_stand_in_every_answer() {
    Rest.Answer wrong =
        program.post(
            "/api/v1/tokens",
            "{\"name\": \"x\", \"role\": \"reporter\", \"leagues\": [\"L\"], \"goals\":"
                + " [\"G\"]}");
    assertThat(wrong.json().get("errors").findValuesAsText("pointer"))
        .contains("/leagues", "/goals");
    Rest.Answer unknown =
        program.post(
            "/api/v1/people",
            "{\"platform\": \"discord\", \"external\": \"1\", \"role\": \"reviewer\","
                + " \"leagues\": [\"L\", \"Z\"]}");
    assertThat(unknown.json().at("/errors/0/pointer").asText()).isEqualTo("/leagues/1");
    Rest.Answer person =
        made(
            "/api/v1/people",
            "{'platform': 'discord', 'external': '1', 'role': 'reviewer', 'leagues': ['L'],"
                + " 'goals': ['G', 'H']}");
    JsonNode read = program.get(person.header("Location")).json();
    assertThat(read.get("leagues").toString()).isEqualTo("[\"L\"]");
    assertThat(read.get("goals").toString()).isEqualTo("[\"G\",\"H\"]");
    Rest.Answer invited =
        made(
            "/api/v1/invitations",
            "{'name': '王敏', 'role': 'reviewer', 'campaigns': ['city'], 'leagues': ['M']}");
    assertThat(program.get(invited.header("Location")).json().get("leagues").toString())
        .isEqualTo("[\"M\"]");
  }
}
