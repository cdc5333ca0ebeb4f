package homestretch.adapter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An installation of every version of the first landing (V1…V7) with data, as SQL text of that
 * version's tables in {@code releases/}, is moved on by the program and read through its API. What
 * a version put in goes through all migrations since.
 */
class MigrationTest {
  private static final Path RELEASES = Databases.HOME.resolve("src/test/resources/releases");

  static Stream<Arguments> releases() {
    return Stream.of(Databases.values())
        .flatMap(kind -> IntStream.rangeClosed(1, 7).mapToObj(v -> Arguments.of(kind, v)));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("releases")
  void what_an_installation_of_each_version_holds_is_read_by_this_one(
      Databases databases, int version) throws Exception {
    isReadByThisOne(databases, version);
  }

  /** The last holds what every version could hold; the first has the longest way to go. */
  @ParameterizedTest
  @CsvSource({"SQLITE, 1", "SQLITE, 7", "POSTGRESQL, 7"})
  void what_the_first_installations_hold_is_read_by_this_one(Databases databases, int version)
      throws Exception {
    isReadByThisOne(databases, version);
  }

  private static void isReadByThisOne(Databases databases, int version) throws Exception {
    String url = installationOf(databases, version);
    try (Running program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"),
            Map.of("HOMESTRETCH_DATABASE_URL", url, "HOMESTRETCH_SAMPLE", "off"))) {
      JsonNode units = items(program, "departments");
      assertThat(units.findValuesAsText("code")).containsExactly("GB", "LJ");
      assertThat(units.get(0).get("lead").asText()).isEqualTo("王某");
      assertThat(items(program, "departments/GB/links").get(0).get("external").asText())
          .isEqualTo("4711");
      assertThat(items(program, "targets?versions=all").findValuesAsText("target"))
          .contains("145", "150.5", "80");

      // The later figure of the reporter, verified by the administrator; who is known by the id.
      JsonNode figures = items(program, "reports?department=GB&goal=INV");
      assertThat(figures.findValuesAsText("state")).contains("verified");
      JsonNode verified = figures.get(0);
      assertThat(verified.get("value").decimalValue()).isEqualByComparingTo("120.4");
      assertThat(verified.get("evidence").asText()).isEqualTo("统〔2026〕11 号");
      JsonNode first = program.get("/api/v1/campaigns/old-2026/reports/1").json().get("reportedBy");
      assertThat(first.get("id").asText()).isEqualTo("4711");
      assertThat(first.get("name").asText()).isEqualTo("Wang (Min)");

      JsonNode row = row(program, "leaderboard?league=districts&goal=INV&on=2026-11-01", "GB");
      // 120.40 ÷ 150.50, against a cap of 100, and of 120 where the second scheme came with V4.
      assertThat(row.get("completion").decimalValue().toPlainString()).startsWith("80");
      assertThat(program.get("/api/v1/campaigns/old-2026/countdown").json().get("daysLeft").asInt())
          .isEqualTo(39);

      if (version >= 2) {
        JsonNode channel = items(program, "/api/v1/channels").get(0);
        assertThat(channel.get("quietHours").get("from").asText()).isEqualTo("22:00");
        JsonNode schedule = items(program, "/api/v1/schedules").get(0);
        assertThat(schedule.get("paused").asBoolean()).isTrue();
        assertThat(schedule.get("channels").get(0).asLong()).isEqualTo(1);
        assertThat(items(program, "/api/v1/deliveries?state=sent&schedule=1")).hasSize(1);
      }
      if (version >= 3) {
        // Tokens made before roles may everything, as they could.
        JsonNode token = program.get("/api/v1/tokens/statistics").json();
        assertThat(token.get("role").asText()).isEqualTo("administrator");
        assertThat(token.get("allCampaigns").asBoolean()).isTrue();
        assertThat(items(program, "/api/v1/audit").findValuesAsText("action"))
            .contains("campaign.create", "report.verify");
      }
      if (version >= 4) {
        assertThat(items(program, "plans").get(0).at("/points/0/percent").decimalValue())
            .isEqualByComparingTo("45.5");
        assertThat(items(program, "milestones").get(0).get("step").asText()).isEqualTo("signed");
        JsonNode ratio = items(program, "reports?department=GB&goal=RATE").get(0);
        assertThat(ratio.get("denominator").decimalValue()).isEqualByComparingTo("50");
        JsonNode second = program.get("/api/v1/campaigns/old-2026/scheme/2").json();
        assertThat(second.at("/weights/0/cap").decimalValue()).isEqualByComparingTo("120");
        // Goals weighed before there were rules give what is credited.
        assertThat(second.at("/weights/0/rule/type").asText()).isEqualTo("proportional");
        assertThat(items(program, "adjustments").get(0).get("reason").asText()).isEqualTo("通报表扬");
      }
      if (version >= 5) {
        assertThat(items(program, "/api/v1/notices").findValuesAsText("subject"))
            .contains("calendar/CN/2027");
        assertThat(program.get("/api/v1/calendars/DE/2026").json().at("/holidays/0/date").asText())
            .isEqualTo("2026-10-03");
        assertThat(
                program.get("/api/v1/campaigns/old-2026/templates/daily").json().get("zh").asText())
            .isEqualTo("{campaign}：{headline}");
      }
      if (version >= 6) {
        assertThat(items(program, "closings").get(0).toString()).contains("two units were missed");
      }
      if (version >= 7) {
        assertThat(row(program, "leaderboard?goal=INV", "LJ").at("/goals/0/actual").decimalValue())
            .isEqualByComparingTo("70.25");
      }

      // It goes on: a figure on top of the old ones, and the chain over all of them holds.
      var taken =
          program.post(
              "/api/v1/campaigns/old-2026/reports",
              "{\"department\": \"GB\", \"goal\": \"INV\", \"value\": 130, \"asOf\":"
                  + " \"2026-11-20\"}");
      assertThat(taken.status()).isEqualTo(201);
      assertThat(program.get("/api/v1/audit/chain").json().toString()).contains("true");
    }
  }

  /** A database that went from version to version, and got what each of them could hold. */
  /** A request of care that was in hand may be told already, to whom nobody knows. */
  @ParameterizedTest
  @EnumSource
  void request_of_care_that_was_in_hand_may_have_been_told(Databases databases) throws Exception {
    String url = installationOf(databases, 7);
    migrate(databases, url, "76");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String row :
          List.of("'REPORTER', 5, NULL", "'LEAD', 6, 7", "'SUPERVISOR', NULL, NULL")) {
        statement.executeUpdate(
            "INSERT INTO care_request (campaign_id, department_id, period, asked_on, minutes, told,"
                + " step, begun_at, sent_at) SELECT c.id, MIN(d.id), '2026-11', '2026-11-24', 2, 0,"
                + " "
                + row
                + " FROM campaign c JOIN department d ON d.campaign_id = c.id GROUP BY c.id");
      }
    }
    migrate(databases, url, "86");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT r.step, t.person, t.begun_at FROM care_told t"
                    + " JOIN care_request r ON r.id = t.request_id")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("REPORTER");
      assertThat(rows.getString(2)).isEmpty();
      assertThat(rows.getLong(3)).isEqualTo(5);
      assertThat(rows.next()).isFalse();
    }
  }

  private static String installationOf(Databases databases, int version) throws Exception {
    String url = databases.freshUrl();
    for (int step = 1; step <= version; step++) {
      migrate(databases, url, String.valueOf(step));
      fill(url, step);
    }
    return url;
  }

  private static void migrate(Databases databases, String url, String target) {
    String kind = databases == Databases.SQLITE ? "sqlite" : "postgresql";
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("filesystem:" + Databases.HOME.resolve("migrations").resolve(kind))
        .target(target)
        .load()
        .migrate();
  }

  private static void fill(String url, int version) throws SQLException, IOException {
    String text =
        Files.readString(RELEASES.resolve("V" + version + ".sql"), StandardCharsets.UTF_8);
    List<String> inserts = new ArrayList<>();
    text.lines().filter(line -> line.startsWith("INSERT")).forEach(inserts::add);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String insert : inserts) {
        statement.executeUpdate(insert);
      }
    }
  }

  private static JsonNode items(Running program, String path) {
    String whole = path.startsWith("/") ? path : "/api/v1/campaigns/old-2026/" + path;
    var answer = program.get(whole);
    assertThat(answer.status()).as(whole).isEqualTo(200);
    return answer.json().get("items");
  }

  private static JsonNode row(Running program, String path, String unit) {
    JsonNode board = program.get("/api/v1/campaigns/old-2026/" + path).json();
    for (JsonNode row : board.get("rows")) {
      if (row.at("/department/code").asText().equals(unit)) {
        return row;
      }
    }
    throw new AssertionError(unit + " stands in no row of " + board);
  }
}
