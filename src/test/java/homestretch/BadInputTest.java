package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at the first start and in the first hour, each with an answer that helps. */
class BadInputTest {
  private static final Map<String, String> QUIET =
      Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_HTTP_PORT", "0");

  @TempDir Path folder;

  @Test
  void a_configuration_that_is_missing_or_no_yaml_is_named() throws Exception {
    try (Program program = Program.start(folder, QUIET, "--config", "nowhere.yaml", "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("cannot read the configuration nowhere.yaml");
    }
    Files.writeString(folder.resolve("bad.yaml"), "http:\n  port: [7070\n");
    try (Program program = Program.start(folder, QUIET, "--config", "bad.yaml", "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("bad.yaml").doesNotContain("\tat ");
    }
  }

  @Test
  void an_unknown_key_and_a_wrong_value_are_named_with_their_line() throws Exception {
    Files.writeString(folder.resolve("c.yaml"), "http:\n  prot: 7071\n");
    try (Program program = Program.start(folder, QUIET, "--config", "c.yaml", "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("http.prot").contains("c.yaml").contains("2");
    }
    Files.writeString(folder.resolve("d.yaml"), "timezone: Asia/Shanghia\n");
    try (Program program = Program.start(folder, QUIET, "--config", "d.yaml", "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("timezone").contains("Asia/Shanghia");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_port_that_is_taken_is_said_so() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program =
            Program.start(
                folder,
                Map.of(
                    "HOMESTRETCH_SAMPLE",
                    "off",
                    "HOMESTRETCH_HTTP_PORT",
                    String.valueOf(taken.getLocalPort())))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output())
          .contains("http.port: " + taken.getLocalPort())
          .contains("taken")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_database_of_a_newer_version_is_left_alone() throws Exception {
    try (Program program = Program.start(folder, QUIET, "token", "create", "one")) {
      assertThat(program.exitCode()).isZero();
    }
    String url = "jdbc:sqlite:" + folder.resolve("data/homestretch.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', 'SQL', 'V99__future.sql',"
              + " 1, installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
    }
    try (Program program = Program.start(folder, QUIET)) {
      assertThat(program.exitCode()).isEqualTo(3);
      assertThat(program.output())
          .contains("the database is of a newer Homestretch")
          .contains("99")
          .doesNotContain("\tat ");
    }
  }

  @Tag("slow")
  @Test
  void of_two_processes_on_one_file_the_second_says_who_has_it_and_commands_still_work()
      throws Exception {
    try (Program first = Program.start(folder, QUIET)) {
      first.port();
      try (Program second = Program.start(folder, QUIET)) {
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.output()).contains("another Homestretch is serving");
      }
      try (Program command = Program.start(folder, QUIET, "token", "create", "other")) {
        assertThat(command.exitCode()).isZero();
      }
    }
  }

  @Tag("slow")
  @Test
  void an_import_that_fails_prints_the_place_and_leaves_no_campaign() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("departments.csv"), "\uFEFFcode,name,league\nA,甲,组\n");
    Files.writeString(tables.resolve("goals.csv"), "code,name,unit,direction\nG,指标,个,up\n");
    Files.writeString(
        tables.resolve("reports.csv"), "department,goal,as_of,value\nA,G,2026-01-31,许多\n");
    String[] command = {"import", "tables", "--campaign", "city-2026", "--year", "2026"};
    try (Program program = Program.start(folder, QUIET, command)) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .contains("reports.csv:2:value: “许多”, expected a number, such as 99.68")
          .contains("Nothing was changed.");
    }
    Files.writeString(
        tables.resolve("reports.csv"), "department,goal,as_of,value\nA,G,2026-01-31,5\n");
    try (Program program =
        Program.start(
            folder,
            QUIET,
            "import",
            "tables",
            "--campaign",
            "city-2026",
            "--year",
            "2026",
            "--dry-run")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.output())
          .contains("departments.csv:2 added: code A, name 甲")
          .contains("Would import into city-2026: 1 departments, 1 goals, 1 reports (3 added");
    }
    // Neither try has made the campaign: it has to be said again of which year it is.
    try (Program program =
        Program.start(folder, QUIET, "export", "--campaign", "city-2026", "--to", "out")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("no such campaign: “city-2026”");
    }
    try (Program program = Program.start(folder, QUIET, command)) {
      assertThat(program.exitCode()).isZero();
    }
    try (Program program =
        Program.start(folder, QUIET, "export", "--campaign", "city-2026", "--to", "out")) {
      assertThat(program.exitCode()).isZero();
    }
    assertThat(folder.resolve("out/reports.csv"))
        .content()
        .contains("A,G,2026-01-31,5,,,,,provisional");
  }

  @Test
  void over_http_too_long_too_late_too_little_and_somebody_else_s_is_named() {
    try (Running program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"))) {
      program.post(
          "/api/v1/campaigns",
          """
          {"slug": "city", "name": "<b>'; DROP TABLE report; --</b>", "start": "2026-01-01",
           "deadline": "2026-12-31"}
          """);
      String base = "/api/v1/campaigns/city";
      program.post(base + "/leagues", "{\"code\": \"L\", \"name\": \"组\"}");
      program.post(
          base + "/departments",
          "{\"code\": \"A\", \"name\": \"<script>alert(1)</script>\", \"league\": \"L\"}");
      program.post(
          base + "/goals", "{\"code\": \"G\", \"name\": \"指标\", \"unit\": \"个\", \"min\": 0}");
      program.post(base + "/targets", "{\"department\": \"A\", \"goal\": \"G\", \"target\": 10}");

      assertThat(report(program, "A", "1", "2026-10-31", "注".repeat(5000))).isEqualTo("422 note");
      assertThat(report(program, "A", "-1", "2026-10-31", "")).isEqualTo("422 value");
      assertThat(report(program, "A", "\"many\"", "2026-10-31", "")).isEqualTo("422 value");
      assertThat(report(program, "A", "1", "2150-01-01", "")).isEqualTo("422 asOf");
      assertThat(report(program, "Z", "1", "2026-10-31", "")).isEqualTo("422 department");
      Rest.Answer never = program.get(base + "/leaderboard?on=%2B999999999-12-31&basis=then");
      assertThat(never.status()).as(never.text()).isEqualTo(422);
      assertThat(never.json().at("/errors/0/field").asText()).isEqualTo("on");
      assertThat(program.get(base + "/reports").json().get("items")).isEmpty();

      String ping = "@everyone <@&1> '); DELETE FROM report; --";
      assertThat(report(program, "A", "1", "2026-10-31", ping)).isEqualTo("201 ");
      JsonNode taken = program.get(base + "/reports").json().at("/items/0");
      assertThat(taken.get("note").asText()).isEqualTo(ping);
      JsonNode row = program.get(base + "/leaderboard").json().at("/rows/0");
      assertThat(row.at("/department/name").asText()).isEqualTo("<script>alert(1)</script>");
      Rest stranger = new Rest(program.app.port(), "no-such-token");
      assertThat(stranger.get(base).status()).isEqualTo(401);
      stranger.close();
    }
  }

  private static String report(
      Running program, String department, String value, String asOf, String note) {
    Rest.Answer answer =
        program.post(
            "/api/v1/campaigns/city/reports",
            """
            {"department": "%s", "goal": "G", "value": %s, "asOf": "%s", "note": "%s"}
            """
                .formatted(department, value, asOf, note));
    return answer.status() + " " + answer.json().at("/errors/0/field").asText();
  }
}
