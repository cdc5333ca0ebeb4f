package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.SqlPrompt;
import homestretch.testing.Databases;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing, reviewing and cloning a campaign over HTTP; {@code homestretch verify}. */
class CloseOutApiTest {
  private static final String CAMPAIGN = "/api/v1/campaigns/city-2026";

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");

  @TempDir Path folder;

  private static void setUp(Rest rest) {
    made(
        rest.post(
            "/api/v1/campaigns",
            """
            {"slug": "city-2026", "name": "2026 年全市冲刺", "nameEn": "City drive 2026",
             "start": "2026-01-01", "deadline": "2026-12-31"}\
            """));
    made(rest.post(CAMPAIGN + "/leagues", "{\"code\": \"districts\", \"name\": \"区县\"}"));
    for (String code : List.of("A", "B")) {
      made(
          rest.post(
              CAMPAIGN + "/departments",
              """
              {"code": "%s", "name": "%s 区", "league": "districts", "lead": "王芳",
               "links": [{"platform": "web", "kind": "user", "id": "reporter-%s"}]}\
              """
                  .formatted(code, code, code)));
    }
    made(rest.post(CAMPAIGN + "/goals", "{\"code\": \"GBR\", \"name\": \"收入\", \"unit\": \"亿元\"}"));
    for (String code : List.of("A", "B")) {
      made(
          rest.post(
              CAMPAIGN + "/targets",
              "{\"department\": \"%s\", \"goal\": \"GBR\", \"target\": \"120\"}".formatted(code)));
    }
  }

  private static long report(Rest rest, String department, String value, String asOf) {
    return made(rest.post(
            CAMPAIGN + "/reports",
            """
            {"department": "%s", "goal": "GBR", "value": "%s", "asOf": "%s"}\
            """
                .formatted(department, value, asOf)))
        .json()
        .get("id")
        .asLong();
  }

  private static Rest.Answer made(Rest.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private static Rest.Answer done(Rest.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static void refused(Rest.Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("detail").asText()).contains(detail);
  }

  @Test
  void a_campaign_goes_from_open_to_frozen_to_final_and_back() throws Exception {
    try (Running rest = Running.empty(clock)) {
      setUp(rest);
      report(rest, "A", "80", "2026-10-31");
      report(rest, "B", "99.5", "2026-10-31");
      report(rest, "B", "110", "2026-11-20");
      Rest.Answer open = rest.get(CAMPAIGN);
      assertThat(open.json().get("state").asText()).isEqualTo("open");
      assertThat(open.json().get("closing").isNull()).isTrue();

      String freeze = "{\"cutOff\": \"2026-10-31\", \"objectionsUntil\": \"2026-11-25\"}";
      refused(
          rest.post(CAMPAIGN + "/freeze", "{\"cutOff\": \"2026-12-01\"}"), 422, "objectionsUntil");
      refused(rest.post(CAMPAIGN + "/freeze", freeze, "If-Match", "\"77\""), 412, "changed");
      Rest.Answer frozen =
          done(rest.post(CAMPAIGN + "/freeze", freeze, "If-Match", open.header("ETag")));
      assertThat(frozen.header("ETag")).isNotEqualTo(open.header("ETag"));
      assertThat(frozen.json().get("state").asText()).isEqualTo("frozen");
      assertThat(frozen.json().at("/closing/cutOff").asText()).isEqualTo("2026-10-31");
      assertThat(frozen.json().at("/closing/objectionsUntil").asText()).isEqualTo("2026-11-25");
      assertThat(rest.get(CAMPAIGN + "/leaderboard").json().at("/on").asText())
          .isEqualTo("2026-10-31");
      assertThat(rest.get(CAMPAIGN + "/leaderboard").text())
          .isEqualTo(rest.get(CAMPAIGN + "/leaderboard?on=2026-12-01").text())
          .doesNotContain("110");
      assertThat(rest.get(CAMPAIGN + "/countdown").json().at("/cutOff/to").asText())
          .isEqualTo("2026-10-31");
      refused(
          rest.post(
              CAMPAIGN + "/reports",
              "{\"department\": \"A\", \"goal\": \"GBR\", \"value\": 1, \"asOf\": \"2026-10-30\"}"),
          409,
          "figures are frozen as of 2026-10-31");
      refused(rest.post(CAMPAIGN + "/close", "{}"), 409, "objections are open until 2026-11-25");
      refused(rest.post(CAMPAIGN + "/close", "{\"early\": true}"), 422, "a reason");
      refused(
          rest.post(CAMPAIGN + "/close", "{}", "Accept-Language", "zh-CN"),
          409,
          "异议期到 2026-11-25 才结束");
      refused(rest.put(CAMPAIGN, "{\"state\": \"open\"}"), 422, "/reopen");
      assertThat(rest.get(CAMPAIGN + "/final").json().get("digest").isNull()).isTrue();
      refused(rest.get(CAMPAIGN + "/final/board"), 404, "final board");

      String early = "{\"early\": true, \"reason\": \"the meeting\"}";
      for (String code : List.of("A", "B")) {
        made(
            rest.post(
                CAMPAIGN + "/objections",
                "{\"department\": \"%s\", \"reason\": \"two lack\"}".formatted(code)));
      }
      refused(
          rest.post(CAMPAIGN + "/close", early),
          409,
          "2 objections are not answered (A 区, B 区); answer them first");
      done(
          rest.post(
              CAMPAIGN + "/objections/1/answer", "{\"accepted\": false, \"reason\": \"no\"}"));
      refused(
          rest.post(CAMPAIGN + "/close", early, "Accept-Language", "zh-CN"),
          409,
          "还有 1 条异议没有答复（B 区）");
      done(rest.post(CAMPAIGN + "/objections/2/withdraw", "{\"reason\": \"settled\"}"));

      Rest.Answer closed = done(rest.post(CAMPAIGN + "/close", early));
      assertThat(closed.json().get("state").asText()).isEqualTo("final");
      assertThat(closed.json().at("/closing/closedEarly").asText()).isEqualTo("the meeting");
      JsonNode board = done(rest.get(CAMPAIGN + "/final")).json();
      assertThat(board.get("equal").asBoolean()).isTrue();
      assertThat(board.get("recomputed")).isEqualTo(board.get("digest"));
      assertThat(board.at("/board/leagues/0/departments/0/line/code").asText()).isEqualTo("B");
      assertThat(board.at("/board/leagues/0/departments/0/goals/0/figure/value").asText())
          .isEqualTo("99.5");
      // Anybody can check the digest with sha256sum.
      byte[] bytes = rest.get(CAMPAIGN + "/final/board").raw().body();
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .isEqualTo(board.get("digest").asText());
      assertThat(rest.get(CAMPAIGN + "/final").text())
          .contains(new String(bytes, StandardCharsets.UTF_8));
      assertThat(rest.get(CAMPAIGN + "/leaderboard").json().get("final").asBoolean()).isTrue();

      refused(rest.post(CAMPAIGN + "/reopen", "{}"), 422, "a reason");
      done(rest.post(CAMPAIGN + "/reopen", "{\"reason\": \"a slip\"}"));
      assertThat(rest.get(CAMPAIGN).json().get("state").asText()).isEqualTo("open");
      done(rest.post(CAMPAIGN + "/freeze", freeze));
      JsonNode closings = rest.get(CAMPAIGN + "/closings").json().get("items");
      assertThat(closings.findValuesAsText("version")).containsExactly("1", "2");
      assertThat(closings.at("/0/reopenedWhy").asText()).isEqualTo("a slip");
      assertThat(closings.at("/0/digest").asText()).isEqualTo(board.get("digest").asText());
      assertThat(rest.get(CAMPAIGN + "/final").json().at("/versions/0/digest"))
          .isEqualTo(board.get("digest"));
      String audit = rest.get("/api/v1/audit").text();
      assertThat(audit).contains("campaign.freeze", "campaign.close", "campaign.reopen");
    }
  }

  @Test
  void figures_are_reviewed_by_others_than_those_who_report_them() {
    try (Running rest = Running.empty(clock)) {
      setUp(rest);
      long first = report(rest, "A", "80", "2026-09-30");
      long second = report(rest, "A", "90", "2026-10-31");
      report(rest, "B", "70", "2026-10-31");
      String reports = CAMPAIGN + "/reports/";
      refused(rest.post(reports + first + "/verify", "{}"), 403, "nobody verifies");
      // A second token of the same person is no second person.
      String minted =
          made(rest.post("/api/v1/tokens", "{\"name\": \"mine-too\"}"))
              .json()
              .get("token")
              .asText();
      try (Rest same = new Rest(rest.app.port(), minted)) {
        refused(same.post(reports + first + "/verify", "{}"), 403, "nobody verifies");
      }
      String audit =
          rest.app.tokens().create("audit", new homestretch.core.audit.Actor("operator", "system"));
      String own =
          made(rest.post("/api/v1/tokens", "{\"name\": \"office-a\"}"))
              .json()
              .get("token")
              .asText();
      done(
          rest.put(
              CAMPAIGN + "/departments/A",
              "{\"links\": [{\"platform\": \"api\", \"kind\": \"user\", \"id\": \"office-a\"}]}"));
      try (Rest auditor = new Rest(rest.app.port(), audit);
          Rest officeA = new Rest(rest.app.port(), own)) {
        refused(officeA.post(reports + first + "/verify", "{}"), 403, "nobody verifies");
        assertThat(
                done(auditor.post(reports + first + "/verify", "{}")).json().get("state").asText())
            .isEqualTo("verified");
        refused(auditor.post(reports + second + "/reject", "{}"), 422, "a reason");
        done(auditor.post(reports + second + "/reject", "{\"reason\": \"no evidence\"}"));
        refused(auditor.post(reports + second + "/verify", "{}"), 409, "version 1");
      }
      assertThat(rest.get("/api/v1/audit?q=report.verify").json().at("/items/0/subject").asText())
          .isEqualTo("city-2026/A/GBR/2026-09-30");
      assertThat(rest.get("/api/v1/audit?q=report.reject").json().at("/items/0/subject").asText())
          .isEqualTo("city-2026/A/GBR/2026-10-31");
      made(
          rest.post(
              "/api/v1/channels",
              "{\"campaign\": \"city-2026\", \"platform\": \"web\", \"address\": \"A\"}"));
      assertThat(rest.get("/api/v1/audit?q=channel.add").json().at("/items/0/subject").asText())
          .isEqualTo("web/A");
      assertThat(values(rest, "?state=provisional")).containsExactly("B 70 v1");
      assertThat(values(rest, "?state=verified")).containsExactly("A 80 v2");
      assertThat(values(rest, "?state=rejected&department=A&goal=GBR")).containsExactly("A 90 v2");
      assertThat(values(rest, "?to=2026-09-30")).containsExactly("A 80 v2", "A 80 v1");
      assertThat(values(rest, "?from=2026-10-01&to=2026-10-31"))
          .containsExactly("A 90 v2", "B 70 v1", "A 90 v1");
      assertThat(values(rest, "?department=B&from=2026-11-01")).isEmpty();
      refused(rest.get(CAMPAIGN + "/reports?from=yesterday"), 422, "from: “yesterday”");
      refused(rest.get(CAMPAIGN + "/reports?state=odd"), 422, "provisional");
    }
  }

  private static List<String> values(Rest rest, String query) {
    List<String> values = new java.util.ArrayList<>();
    for (JsonNode each : done(rest.get(CAMPAIGN + "/reports" + query)).json().get("items")) {
      values.add(
          each.get("department").asText()
              + " "
              + each.get("value").asText()
              + " v"
              + each.get("version").asText());
    }
    return values;
  }

  @Test
  void a_clone_keeps_people_goals_and_scheme_and_starts_without_targets() {
    try (Running rest = Running.empty(clock)) {
      setUp(rest);
      report(rest, "A", "80", "2026-09-30");
      Rest.Answer clone = made(rest.post(CAMPAIGN + "/clone", "{\"slug\": \"city-2027\"}"));
      assertThat(clone.header("Location")).isEqualTo("/api/v1/campaigns/city-2027");
      assertThat(clone.json().get("name").asText()).isEqualTo("2027 年全市冲刺");
      assertThat(clone.json().get("nameEn").asText()).isEqualTo("City drive 2027");
      assertThat(clone.json().get("start").asText()).isEqualTo("2027-01-01");
      assertThat(clone.json().get("deadline").asText()).isEqualTo("2027-12-31");
      assertThat(clone.json().get("note").asText()).contains("Channels stay with “city-2026”");
      String next = "/api/v1/campaigns/city-2027";
      assertThat(rest.get(next + "/departments").json().at("/items/0/links/0/id").asText())
          .isEqualTo("reporter-A");
      assertThat(rest.get(next + "/departments").json().at("/items/0/lead").asText())
          .isEqualTo("王芳");
      assertThat(rest.get(next + "/goals").json().at("/items/0/unit").asText()).isEqualTo("亿元");
      assertThat(rest.get(next + "/leagues").json().get("items")).hasSize(1);
      assertThat(rest.get(next + "/targets").json().get("items")).isEmpty();
      assertThat(rest.get(next + "/reports").json().get("items")).isEmpty();
      refused(rest.post(CAMPAIGN + "/clone", "{\"slug\": \"city-2027\"}"), 409, "already");
      refused(
          rest.post(CAMPAIGN + "/clone", "{\"slug\": \"x\", \"deadline\": \"2026-12-01\"}"),
          422,
          "deadline");
      assertThat(rest.get("/api/v1/campaigns").json().get("items")).hasSize(2);
    }
  }

  @Test
  void the_command_line_verifies_a_final_board() {
    String url = Databases.SQLITE.freshUrl();
    try (Running rest =
        Running.with(clock, Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", url))) {
      setUp(rest);
      report(rest, "A", "80", "2026-10-31");
      Program open = verify(url);
      assertThat(open.exitCode()).as(open.output()).isEqualTo(3);
      done(
          rest.post(
              CAMPAIGN + "/freeze",
              "{\"cutOff\": \"2026-10-31\", \"objectionsUntil\": \"2026-10-31\"}"));
      done(rest.post(CAMPAIGN + "/close", "{}"));
    }
    Program equal = verify(url);
    assertThat(equal.exitCode()).as(equal.output()).isZero();
    assertThat(equal.output()).contains("city-2026, Final, version 1", "equal");
    try (Database database = Databases.open(url)) {
      database.writeAll(() -> SqlPrompt.execute(database, "update target set amount = '121'"));
    }
    Program different = verify(url);
    assertThat(different.exitCode()).isEqualTo(1);
    assertThat(different.output()).contains("DIFFERENT: department A, goal GBR");
  }

  private Program verify(String url) {
    return Program.start(
        folder, Map.of("HOMESTRETCH_DATABASE_URL", url), "verify", "--campaign", "city-2026");
  }
}
