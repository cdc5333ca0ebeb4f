package homestretch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole installation goes from a SQLite file to PostgreSQL and back by the command line. */
class MovingTest {
  private static final String SAMPLE = "/api/v1/campaigns/sample-2026";

  /** What is read on both machines: boards, and what stands behind them. */
  private static final List<String> READ =
      List.of(
          SAMPLE,
          SAMPLE + "/leaderboard?league=districts&on=2026-11-20",
          SAMPLE + "/leaderboard?on=2026-10-31&basis=then",
          SAMPLE + "/countdown",
          SAMPLE + "/departments?limit=200",
          SAMPLE + "/departments/LJ/links",
          SAMPLE + "/goals",
          SAMPLE + "/sections",
          SAMPLE + "/targets?versions=all&limit=200",
          SAMPLE + "/plans?versions=all",
          SAMPLE + "/milestones?versions=all",
          SAMPLE + "/scheme",
          SAMPLE + "/adjustments",
          SAMPLE + "/reports?limit=200",
          SAMPLE + "/templates/daily",
          SAMPLE + "/events",
          "/api/v1/channels",
          "/api/v1/schedules",
          "/api/v1/people",
          "/api/v1/calendars/DE/2026",
          "/api/v1/deliveries?state=sent");

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");

  private record Ran(int code, String out, String err) {}

  private Ran run(String url, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("LANG", "en_GB", "HOMESTRETCH_DATABASE_URL", url),
            Databases.HOME,
            clock);
    int code = Cli.run(terminal, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Running serve(String url, String sample) {
    return Running.with(
        clock, Map.of("HOMESTRETCH_DATABASE_URL", url, "HOMESTRETCH_SAMPLE", sample));
  }

  private static Map<String, JsonNode> read(Running program) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    for (String path : READ) {
      Rest.Answer answer = program.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      all.put(path, answer.json());
    }
    return all;
  }

  @Test
  void what_is_exported_from_one_machine_gives_the_same_boards_and_history_on_another()
      throws Exception {
    String old = Databases.SQLITE.freshUrl();
    Map<String, JsonNode> before;
    try (Running program = serve(old, "on")) {
      everyKindOfThing(program);
      before = read(program);
    }
    Path file = folder.resolve("everything.zip");
    Ran written = run(old, "export", "--everything", "--to", file.toString());
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).contains("Secrets stay behind");
    assertThat(Files.getPosixFilePermissions(file))
        .as("for the same eyes as the database")
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(run(old, "export", "--everything", "--to", file.toString()).code()).isEqualTo(2);
    assertThat(text(file)).contains("statistics").doesNotContainPattern("[0-9a-f]{64}");

    String next = Databases.POSTGRESQL.freshUrl();
    Ran taken = run(next, "import", file.toString(), "--everything");
    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(run(next, "audit", "verify").code()).isZero();
    Ran again = run(next, "import", file.toString(), "--everything");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("the database holds something already");

    try (Running program = serve(next, "off")) {
      assertThat(read(program)).isEqualTo(before);
      JsonNode token = program.get("/api/v1/tokens/statistics").json();
      assertThat(token.get("role").asText()).isEqualTo("reporter");
      assertThat(token.get("departments").get(0).asText()).isEqualTo("LJ");
      assertThat(token.get("revokedAt").isNull()).isFalse();
      // Its numbers go on from where they were.
      assertThat(
              program
                  .post(
                      SAMPLE + "/reports",
                      "{\"department\": \"LJ\", \"goal\": \"GBR\", \"value\": 61, \"asOf\":"
                          + " \"2026-11-22\"}")
                  .status())
          .isEqualTo(201);
    }
    assertThat(run(next, "audit", "verify").code()).isZero();

    Path back = folder.resolve("back.zip");
    assertThat(run(next, "export", "--everything", "--to", back.toString()).code()).isZero();
    String third = Databases.SQLITE.freshUrl();
    assertThat(run(third, "import", back.toString(), "--everything").code()).isZero();
    assertThat(run(third, "audit", "verify").code()).isZero();
  }

  private static void everyKindOfThing(Running program) {
    for (String[] each :
        new String[][] {
          {SAMPLE + "/sections", "{'code': 'ECON', 'name': '经济'}"},
          {
            SAMPLE + "/departments/LJ/links",
            "{'platform': 'discord', 'kind': 'user', 'external': '4711', 'role': 'reporter'}"
          },
          {
            "/api/v1/people",
            "{'platform': 'discord', 'external': '12', 'role': 'reviewer', 'campaigns':"
                + " ['sample-2026']}"
          },
          {
            "/api/v1/tokens",
            "{'name': 'statistics', 'role': 'reporter', 'campaigns': ['sample-2026'],"
                + " 'departments': ['LJ']}"
          },
          {
            "/api/v1/invitations",
            "{'name': '王敏', 'role': 'reporter', 'campaigns': ['sample-2026'], 'departments':"
                + " ['LJ']}"
          },
          {
            SAMPLE + "/reports",
            "{'department': 'LJ', 'goal': 'GBR', 'value': 60.5, 'asOf': '2026-11-21'}"
          }
        }) {
      Rest.Answer answer = program.post(each[0], each[1].replace('\'', '"'));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }
    assertThat(
            program
                .put(
                    "/api/v1/calendars/DE/2026",
                    "{\"holidays\": [{\"date\": \"2026-10-03\", \"name\": \"Einheit\"}]}")
                .status())
        .isEqualTo(200);
    String template = SAMPLE + "/templates/daily";
    assertThat(
            program
                .put(
                    template,
                    "{\"zh\": \"{campaign}：{headline}\", \"en\": \"{campaign}: {headline}\"}",
                    "If-Match",
                    program.get(template).header("ETag"))
                .status())
        .isEqualTo(200);
  }

  private static String text(Path file) throws Exception {
    StringBuilder all = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String table : List.of("token.jsonl", "invitation.jsonl")) {
        ZipEntry entry = zip.getEntry(table);
        all.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  @Test
  void what_is_no_such_file_is_refused_and_so_are_two_wishes_at_once() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.zip"), "no ZIP");
    String empty = Databases.SQLITE.migratedUrl();
    Ran refused = run(empty, "import", nothing.toString(), "--everything");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("no file of export --everything");
    Ran both = run(empty, "export", "--everything", "--campaign", "x", "--to", "y");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("only one");
  }
}
