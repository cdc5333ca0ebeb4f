package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Who may what: every route with every role. A route that is missing from the table fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessMatrixTest {
  private static final String CITY = "/api/v1/campaigns/city";

  /** v viewer, r reporter, w reviewer, a administrator of the campaign, o of all campaigns. */
  private static final String TABLE =
      """
      vrwao GET /me
      vrwao GET /campaigns
      o     POST /campaigns
      vrwao GET /campaigns/{slug}
      ao    PUT /campaigns/{slug}
      o     DELETE /campaigns/{slug}
      ao    POST /campaigns/{slug}/freeze
      ao    POST /campaigns/{slug}/close
      ao    POST /campaigns/{slug}/reopen
      o     POST /campaigns/{slug}/clone
      vrwao GET /campaigns/{slug}/closings
      wao   GET /campaigns/{slug}/final
      wao   GET /campaigns/{slug}/final/board
      vrwao GET /campaigns/{slug}/leagues
      ao    POST /campaigns/{slug}/leagues
      vrwao GET /campaigns/{slug}/leagues/{code}
      ao    PUT /campaigns/{slug}/leagues/{code}
      ao    DELETE /campaigns/{slug}/leagues/{code}
      vrwao GET /campaigns/{slug}/departments
      ao    POST /campaigns/{slug}/departments
      vrwao GET /campaigns/{slug}/departments/{code}
      ao    PUT /campaigns/{slug}/departments/{code}
      ao    DELETE /campaigns/{slug}/departments/{code}
      ao    GET /campaigns/{slug}/departments/{code}/links
      ao    POST /campaigns/{slug}/departments/{code}/links
      ao    GET /campaigns/{slug}/departments/{code}/links/{id}
      ao    DELETE /campaigns/{slug}/departments/{code}/links/{id}
      vrwao GET /campaigns/{slug}/sections
      ao    POST /campaigns/{slug}/sections
      vrwao GET /campaigns/{slug}/sections/{code}
      ao    PUT /campaigns/{slug}/sections/{code}
      ao    DELETE /campaigns/{slug}/sections/{code}
      vrwao GET /campaigns/{slug}/goals
      ao    POST /campaigns/{slug}/goals
      vrwao GET /campaigns/{slug}/goals/{code}
      ao    PUT /campaigns/{slug}/goals/{code}
      ao    DELETE /campaigns/{slug}/goals/{code}
      vrwao GET /campaigns/{slug}/targets
      ao    POST /campaigns/{slug}/targets
      vrwao GET /campaigns/{slug}/targets/{id}
      ao    DELETE /campaigns/{slug}/targets/{id}
      vrwao GET /campaigns/{slug}/plans
      ao    POST /campaigns/{slug}/plans
      vrwao GET /campaigns/{slug}/plans/{id}
      ao    DELETE /campaigns/{slug}/plans/{id}
      vrwao GET /campaigns/{slug}/milestones
      ao    POST /campaigns/{slug}/milestones
      vrwao GET /campaigns/{slug}/milestones/{id}
      ao    DELETE /campaigns/{slug}/milestones/{id}
      vrwao GET /campaigns/{slug}/scheme
      vrwao GET /campaigns/{slug}/scheme/{version}
      ao    PUT /campaigns/{slug}/scheme
      ao    POST /campaigns/{slug}/scheme/effect
      wao   GET /campaigns/{slug}/adjustments
      ao    POST /campaigns/{slug}/adjustments
      wao   GET /campaigns/{slug}/adjustments/{id}
      ao    DELETE /campaigns/{slug}/adjustments/{id}
      ao    POST /campaigns/{slug}/adjustments/{id}/withdraw
      rwao  GET /campaigns/{slug}/reports
      rao   POST /campaigns/{slug}/reports
      rwao  GET /campaigns/{slug}/reports/{id}
      wao   POST /campaigns/{slug}/reports/{id}/verify
      wao   POST /campaigns/{slug}/reports/{id}/reject
      rao   POST /campaigns/{slug}/reports/{id}/correct
      rao   POST /campaigns/{slug}/reports/{id}/withdraw
      rwao  GET /campaigns/{slug}/objections
      rao   POST /campaigns/{slug}/objections
      rwao  GET /campaigns/{slug}/objections/{id}
      ao    POST /campaigns/{slug}/objections/{id}/answer
      rao   POST /campaigns/{slug}/objections/{id}/withdraw
      vrwao GET /campaigns/{slug}/blockers
      rao   POST /campaigns/{slug}/blockers
      vrwao GET /campaigns/{slug}/blockers/{id}
      rao   POST /campaigns/{slug}/blockers/{id}/resolve
      vrwao GET /campaigns/{slug}/practices
      rao   POST /campaigns/{slug}/practices
      vrwao GET /campaigns/{slug}/practices/{id}
      ao    POST /campaigns/{slug}/practices/{id}/approve
      ao    POST /campaigns/{slug}/practices/{id}/decline
      ao    POST /campaigns/{slug}/practices/{id}/withdraw
      rao   POST /campaigns/{slug}/practices/{id}/adopt
      vrwao GET /campaigns/{slug}/leaderboard
      vrwao GET /campaigns/{slug}/leaderboard.png
      vrwao GET /campaigns/{slug}/leaderboard/alt
      vrwao GET /campaigns/{slug}/countdown
      vrwao GET /campaigns/{slug}/explain
      vrwao GET /campaigns/{slug}/trend
      vrwao GET /campaigns/{slug}/events
      vrwao GET /campaigns/{slug}/banners
      ao    GET /campaigns/{slug}/care
      ao    PUT /campaigns/{slug}/care
      ao    GET /campaigns/{slug}/burden
      ao    POST /campaigns/{slug}/import
      ao    GET /campaigns/{slug}/imports/{id}
      ao    DELETE /campaigns/{slug}/imports/{id}
      ao    GET /campaigns/{slug}/import/template
      ao    GET /campaigns/{slug}/export
      ao    GET /campaigns/{slug}/templates
      ao    GET /campaigns/{slug}/templates/{name}
      ao    PUT /campaigns/{slug}/templates/{name}
      ao    DELETE /campaigns/{slug}/templates/{name}
      ao    GET /campaigns/{slug}/templates/{name}/preview
      ao    POST /campaigns/{slug}/templates/{name}/preview
      ao    GET /channels
      ao    POST /channels
      ao    GET /channels/{id}
      ao    PUT /channels/{id}
      ao    DELETE /channels/{id}
      ao    POST /channels/{id}/suspend
      ao    POST /channels/{id}/resume
      ao    GET /schedules
      ao    POST /schedules
      ao    GET /schedules/{id}
      ao    PUT /schedules/{id}
      ao    DELETE /schedules/{id}
      ao    GET /schedules/{id}/upcoming
      ao    GET /schedules/{id}/preview
      ao    POST /schedules/{id}/run
      ao    POST /schedules/{id}/pause
      ao    POST /schedules/{id}/resume
      ao    GET /deliveries
      ao    GET /deliveries/{id}
      ao    POST /deliveries/{id}/retry
      o     GET /notices
      o     GET /notices/{id}
      o     POST /notices/{id}/resolve
      vrwao GET /calendars
      vrwao GET /calendars/{country}/{year}
      o     PUT /calendars/{country}/{year}
      o     DELETE /calendars/{country}/{year}
      o     GET /people
      o     POST /people
      o     GET /people/{id}
      o     DELETE /people/{id}
      o     GET /tokens
      o     POST /tokens
      o     GET /tokens/{name}
      o     DELETE /tokens/{name}
      o     GET /invitations
      o     POST /invitations
      o     GET /invitations/{id}
      o     DELETE /invitations/{id}
      o     GET /audit
      o     GET /audit/{id}
      vrwao GET /openapi.json
      o     GET /audit/chain
      o     GET /backups
      o     POST /backups
      """;

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private final Map<Character, Rest> callers = new LinkedHashMap<>();
  private Running program;

  @BeforeAll
  void start() {
    program = Running.empty(clock);
    for (String slug : List.of("city", "town")) {
      made(
          "/api/v1/campaigns",
          "{'slug': '%s', 'name': '城', 'start': '2026-01-01', 'deadline': '2026-12-31'}"
              .formatted(slug));
      String base = "/api/v1/campaigns/" + slug;
      made(base + "/leagues", "{'code': 'L', 'name': '组'}");
      made(base + "/goals", "{'code': 'G', 'name': '指标', 'unit': '个'}");
      for (String code : List.of("A", "B", "C", "D", "E", "F")) {
        made(
            base + "/departments",
            "{'code': '%s', 'name': '单位%s', 'league': 'L'}".formatted(code, code));
        made(base + "/targets", "{'department': '%s', 'goal': 'G', 'target': 100}".formatted(code));
        made(
            base + "/reports",
            "{'department': '%s', 'goal': 'G', 'value': %d, 'asOf': '2026-10-31'}"
                .formatted(code, 90 - (code.charAt(0) - 'A')));
      }
    }
    callers.put('v', caller("{'name': 'viewer', 'role': 'viewer', 'campaigns': ['city']}"));
    callers.put(
        'r',
        caller(
            "{'name': 'reporter', 'role': 'reporter', 'campaigns': ['city'], 'departments':"
                + " ['F']}"));
    callers.put('w', caller("{'name': 'reviewer', 'role': 'reviewer', 'campaigns': ['city']}"));
    callers.put('a', caller("{'name': 'admin', 'role': 'administrator', 'campaigns': ['city']}"));
    callers.put('o', program);
  }

  @AfterAll
  void stop() {
    callers.values().forEach(Rest::close);
  }

  private Rest.Answer made(String path, String json) {
    Rest.Answer answer = program.post(path, json.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private Rest caller(String token) {
    return new Rest(program.app.port(), made("/api/v1/tokens", token).json().get("token").asText());
  }

  private Set<String> operations() {
    JsonNode paths = program.get("/api/v1/openapi.json").json().get("paths");
    Set<String> all = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            all.add(
                                method.toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey().replaceFirst("^/api/v1", ""))));
    return all;
  }

  @Test
  void every_route_admits_whom_the_table_says_and_nobody_else() {
    Map<String, String> table =
        Stream.of(TABLE.split("\n"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(6),
                    line -> line.substring(0, 6).strip(),
                    (one, other) -> one,
                    LinkedHashMap::new));
    assertThat(operations()).isEqualTo(new TreeSet<>(table.keySet()));
    List<String> wrong = new ArrayList<>();
    table.forEach(
        (operation, admitted) ->
            callers.forEach(
                (role, rest) -> {
                  int status = ask(rest, operation);
                  if ((status != 403) != (admitted.indexOf(role) >= 0) || status >= 500) {
                    wrong.add(role + " " + operation + " → " + status);
                  }
                }));
    assertThat(wrong).isEmpty();
  }

  /** With a body that changes nothing: the right is asked for before anything else. */
  private static int ask(Rest rest, String operation) {
    String[] parts = operation.split(" ");
    String path =
        "/api/v1"
            + parts[1]
                .replace("{slug}", "city")
                .replace("leagues/{code}", "leagues/L")
                .replace("goals/{code}", "goals/G")
                .replace("{code}", "A")
                .replace("{country}", "XX")
                .replace("{year}", "2031")
                .replace("{name}", "none")
                .replace("{version}", "1")
                .replace("{id}", "999");
    return rest.send(
            rest.request(path)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(
                    parts[0],
                    parts[0].equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString("{\"nothing\": 0}"))
                .build())
        .status();
  }

  @Test
  void a_reporter_reports_for_its_departments_alone_and_sees_no_others_figures() {
    Rest reporter = caller('r');
    String report = "{\"department\": \"%s\", \"goal\": \"G\", \"value\": 80, \"asOf\": \"%s\"}";
    assertThat(reporter.post(CITY + "/reports", report.formatted("F", "2026-11-20")).status())
        .isEqualTo(201);
    assertThat(reporter.post(CITY + "/reports", report.formatted("A", "2026-11-20")).status())
        .isEqualTo(403);
    assertThat(
            reporter
                .get(CITY + "/reports?limit=1000")
                .json()
                .get("items")
                .findValuesAsText("department"))
        .isNotEmpty()
        .containsOnly("F");
    assertThat(reporter.get(CITY + "/reports?department=A").status()).isEqualTo(403);
    assertThat(
            reporter
                .post("/api/v1/campaigns/town/reports", report.formatted("F", "2026-11-20"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_viewer_sees_the_first_three_a_reporter_its_neighbours_too_a_reviewer_all() {
    assertThat(shown('v')).doesNotContain("F").hasSizeLessThanOrEqualTo(4);
    assertThat(shown('r')).contains("F").hasSizeGreaterThan(shown('v').size());
    assertThat(shown('w')).hasSize(6);
    assertThat(caller('v').get(CITY + "/explain?department=F").status()).isEqualTo(403);
    assertThat(caller('r').get(CITY + "/explain?department=F").status()).isEqualTo(200);
    for (String row : shown('r')) {
      int expected = row.equals("F") ? 200 : 403;
      assertThat(caller('r').get(CITY + "/explain?department=" + row).status()).isEqualTo(expected);
      assertThat(caller('w').get(CITY + "/explain?department=" + row).status()).isEqualTo(200);
    }
    assertThat(caller('v').get(CITY + "/departments/A").json().get("links").isNull()).isTrue();
    assertThat(caller('v').get("/api/v1/campaigns").json().findValuesAsText("slug"))
        .containsExactly("city");
  }

  private Rest caller(char role) {
    return Objects.requireNonNull(callers.get(role));
  }

  private List<String> shown(char role) {
    List<String> codes = new ArrayList<>();
    JsonNode board = caller(role).get(CITY + "/leaderboard").json();
    board.get("rows").forEach(row -> codes.add(row.at("/department/code").asText()));
    board.get("unranked").forEach(row -> codes.add(row.at("/department/code").asText()));
    return codes;
  }

  @Test
  void a_token_ends_when_it_says_and_knows_when_it_was_used() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    Rest rest = caller("{'name': 'short', 'role': 'viewer', 'expiresAt': '%s'}".formatted(end));
    assertThat(rest.get(CITY).status()).isEqualTo(200);
    JsonNode read = program.get("/api/v1/tokens/short").json();
    assertThat(read.get("lastUsed").asText()).isEqualTo("2026-11-23T04:00:00Z");
    assertThat(read.get("allCampaigns").asBoolean()).isTrue();
    assertThat(read.has("token")).isFalse();
    Rest.Answer past =
        program.post(
            "/api/v1/tokens", "{\"name\": \"past\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
    assertThat(past.status()).isEqualTo(422);
    assertThat(past.json().at("/errors/0/pointer").asText()).isEqualTo("/expiresAt");
  }

  @Test
  void a_token_may_be_held_to_so_many_requests_a_minute() {
    Rest rest = caller("{'name': 'slow', 'role': 'viewer', 'mostAMinute': 3}");
    for (int i = 0; i < 3; i++) {
      assertThat(rest.get(CITY).status()).isEqualTo(200);
    }
    Rest.Answer held = rest.get(CITY);
    assertThat(held.status()).isEqualTo(429);
    assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 60);
  }

  @Test
  void the_last_token_for_everything_stays() {
    Rest.Answer refused = program.write("DELETE", "/api/v1/tokens/administrator", "");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
  }

  @Test
  @Order(Integer.MAX_VALUE) // New tokens of this address are slowed for a while after it.
  void whoever_guesses_is_slowed_and_recorded_but_a_known_token_goes_on() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      try (Rest guess = new Rest(program.app.port(), "guess-" + i)) {
        Rest.Answer answer = guess.get(CITY);
        statuses.add(answer.status());
        if (answer.status() == 429) {
          assertThat(answer.header("Retry-After")).isNotEmpty();
        }
      }
    }
    assertThat(statuses).startsWith(401).contains(429);
    assertThat(program.get(CITY).status()).isEqualTo(200);
    assertThat(program.get("/api/v1/audit?limit=1000").json().findValuesAsText("action"))
        .contains("access.slowed");
  }

  @Test
  void an_invitation_shows_its_secret_once_and_can_be_revoked() {
    Rest.Answer made =
        made("/api/v1/invitations", "{'name': '王敏', 'role': 'viewer', 'campaigns': ['city']}");
    String one = made.header("Location");
    assertThat(made.json().get("secret").asText()).startsWith("hi_");
    JsonNode read = program.get(one).json();
    assertThat(read.has("secret")).isFalse();
    assertThat(read.get("state").asText()).isEqualTo("open");
    assertThat(program.write("DELETE", one, "").status()).isEqualTo(204);
    assertThat(program.get(one).json().get("state").asText()).isEqualTo("revoked");
  }
}
