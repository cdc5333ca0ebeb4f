package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tables of others, brought in over HTTP as they were published ({@code public-tables/SOURCES.md}).
 * Only the campaign's own set-up is made here: its units and goals.
 */
class PublicTablesTest {
  private static final Path TABLES = Databases.HOME.resolve("src/test/resources/public-tables");
  private static Running api;

  @BeforeAll
  static void start() {
    api = Running.empty(new SettableClock("2026-11-26T02:00:00Z"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(TABLES.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> lines(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private record Part(String name, byte[] content) {
    static Part of(String name, String text) {
      return new Part(name, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Rest.Answer send(String slug, String query, Part... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      String head =
          "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
              .formatted(part.name(), part.name());
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(part.content());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return api.send(
        api.request("/api/v1/campaigns/" + slug + "/import" + query)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private static JsonNode taken(String slug, String query, Part... parts) {
    Rest.Answer answer = send(slug, query, parts);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void campaign(
      String slug, String start, String deadline, Stream<String> units, Stream<String> goals) {
    Rest.Answer made =
        api.post(
            "/api/v1/campaigns",
            """
            {"slug": "%s", "name": "%s", "start": "%s", "deadline": "%s", "yearFrom": "%s"}
            """
                .formatted(slug, slug, start, deadline, start));
    if (made.status() != 201) {
      made =
          api.post(
              "/api/v1/campaigns",
              "{\"slug\": \"%s\", \"name\": \"%s\", \"start\": \"%s\", \"deadline\": \"%s\"}"
                  .formatted(slug, slug, start, deadline));
    }
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    StringBuilder departments = new StringBuilder("code,name,league\n");
    int[] number = {0};
    units.forEach(name -> departments.append("U%03d,\"%s\",all\n".formatted(++number[0], name)));
    StringBuilder columns = new StringBuilder("code,name,unit,direction,kind,period\n");
    number[0] = 0;
    goals.forEach(
        name ->
            columns.append(
                "G%d,\"%s\",%s,up,level,campaign\n"
                    .formatted(++number[0], name, name.startsWith("Percentage") ? "%" : "count")));
    taken(
        slug,
        "",
        Part.of("departments.csv", departments.toString()),
        Part.of("goals.csv", columns.toString()));
  }

  private static Stream<String> firstColumn(String file) {
    return lines(file).stream().skip(1).map(line -> line.split(",")[0]);
  }

  private static Stream<String> headers(String file) {
    return Stream.of(lines(file).getFirst().split(",")).skip(1);
  }

  private static String figures(String slug, String department, String goal) {
    JsonNode items =
        api.get(
                "/api/v1/campaigns/%s/reports?department=%s&goal=%s&limit=1000"
                    .formatted(slug, department, goal))
            .json()
            .get("items");
    StringBuilder all = new StringBuilder();
    items.forEach(
        item ->
            all.append(item.get("asOf").asText())
                .append(' ')
                .append(item.get("value").asText())
                .append(';'));
    return all.toString();
  }

  @Test
  void drivers_by_state_with_seven_goals_as_columns() {
    campaign(
        "drivers",
        "2012-01-01",
        "2012-12-31",
        firstColumn("bad-drivers.csv"),
        headers("bad-drivers.csv"));
    JsonNode answer =
        taken("drivers", "?asOf=2012-12-31", new Part("bad-drivers.csv", bytes("bad-drivers.csv")));
    assertThat(answer.get("added").asInt()).as(answer.toString()).isEqualTo(51 * 7);
    assertThat(figures("drivers", "U001", "G1")).isEqualTo("2012-12-31 18.8;");
    assertThat(figures("drivers", "U051", "G7")).isEqualTo("2012-12-31 122.04;");
  }

  @Test
  void drinks_by_country() {
    campaign(
        "drinks", "2010-01-01", "2010-12-31", firstColumn("drinks.csv"), headers("drinks.csv"));
    JsonNode answer =
        taken("drinks", "?asOf=2010-12-31", new Part("drinks.csv", bytes("drinks.csv")));
    assertThat(answer.get("added").asInt()).isEqualTo(193 * 4);
    assertThat(figures("drinks", "U002", "G1")).isEqualTo("2010-12-31 89;");
  }

  @Test
  void employment_by_industry_with_a_month_in_each_row() {
    List<String> industries =
        headers("us-employment.csv").filter(name -> !name.equals("nonfarm_change")).toList();
    campaign("employment", "2006-01-01", "2015-12-31", industries.stream(), Stream.of("Employees"));
    JsonNode answer =
        taken(
            "employment",
            "?goal=Employees",
            new Part("us-employment.csv", bytes("us-employment.csv")));
    assertThat(answer.get("added").asInt()).isEqualTo(120 * industries.size());
    assertThat(answer.get("warnings").findValuesAsText("column")).contains("nonfarm_change");
    assertThat(figures("employment", "U001", "G1")).contains("2006-01-01 135450;");
  }

  @Test
  void electricity_by_source_with_a_mapping() {
    campaign(
        "iowa",
        "2001-01-01",
        "2017-12-31",
        Stream.of("Fossil Fuels", "Nuclear Energy", "Renewables"),
        Stream.of("Net generation"));
    Part mapping =
        Part.of(
            "mapping.yaml",
            """
            tables:
            - file: iowa-electricity.csv
              table: reports
              header: 1
              goal: Net generation
              columns:
              - {header: year, column: as_of}
              - {header: source, column: department}
              - {header: net_generation, column: value}
            """);
    Part table = new Part("iowa-electricity.csv", bytes("iowa-electricity.csv"));
    JsonNode answer = taken("iowa", "?recognised=true", table, mapping);
    assertThat(answer.get("added").asInt()).isEqualTo(51);
    assertThat(figures("iowa", "U001", "G1")).contains("2001-01-01 35361;");
    // What was recognised, given back as YAML or as JSON, is the same again.
    for (String kept :
        List.of(answer.get("mapping").asText(), answer.get("recognised").toString())) {
      assertThat(taken("iowa", "", table, Part.of("mapping.yaml", kept)).get("same").asInt())
          .isEqualTo(51);
    }
    Rest.Answer wrong =
        send(
            "iowa", "", table, Part.of("mapping.yaml", "tables:\n- file: other.csv\n  table: x\n"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().findValuesAsText("field"))
        .contains("mapping.yaml:3:table", "mapping.yaml:2:header", "mapping.yaml:2:columns");
  }

  @Test
  void the_holidays_of_china_as_json_and_as_a_subscription_agree_with_those_shipped() {
    String path = "/api/v1/calendars/CN/2026";
    JsonNode shipped = api.get(path).json();
    for (String file : List.of("holiday-cn-2026.json", "holiday-cn.ics")) {
      Rest.Answer answer =
          api.send(
              api.request(path)
                  .header(
                      "Content-Type", file.endsWith("json") ? "application/json" : "text/calendar")
                  .PUT(BodyPublishers.ofByteArray(bytes(file)))
                  .build());
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      for (String part : List.of("holidays", "makeUpDays")) {
        assertThat(answer.json().get(part).findValuesAsText("date"))
            .as(file)
            .isEqualTo(shipped.get(part).findValuesAsText("date"));
      }
    }
  }
}
