package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.ProblemType;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The API's description against the API. What is answered is held against it in every other test
 * too ({@link homestretch.testing.Described}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionTest {
  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;
  private JsonNode document;

  @BeforeAll
  void start() {
    program = Running.empty(clock);
    document = program.get("/api/v1/openapi.json").json();
  }

  @AfterAll
  void stop() {
    program.close();
  }

  private record Operation(String name, JsonNode node) {}

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            all.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    method.getValue()))));
    return all;
  }

  @Test
  void every_operation_described_is_served_and_no_other_method_is() {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Operation operation : operations()) {
      String[] parts = operation.name.split(" ");
      methods.computeIfAbsent(parts[1], path -> new TreeSet<>()).add(parts[0]);
    }
    methods.forEach(
        (path, described) -> {
          if (described.contains("GET")) {
            described.add("HEAD");
          }
          Rest.Answer refused = program.write("PATCH", path.replaceAll("\\{[^}]+}", "1"), "{}");
          assertThat(refused.status()).as(path).isEqualTo(405);
          // An address may be that of a place, too: /scheme/effect is a /scheme/{version}.
          assertThat(List.of(refused.header("Allow").split(", "))).as(path).containsAll(described);
        });
  }

  @Test
  void every_answer_in_json_says_its_fields() {
    List<String> vague = new ArrayList<>();
    for (Operation operation : operations()) {
      for (var answer : operation.node.get("responses").properties()) {
        JsonNode schema = answer.getValue().at("/content/application~1json/schema");
        boolean isOwn =
            operation.name.endsWith("/openapi.json") || operation.name.endsWith("/final/board");
        if (!schema.isMissingNode() && !isOwn && !schema.toString().contains("$ref")) {
          vague.add(operation.name + " " + answer.getKey());
        }
      }
      assertThat(operation.node.get("summary").asText()).as(operation.name).isNotBlank();
    }
    assertThat(vague).isEmpty();
    List<String> silent = new ArrayList<>();
    for (var schema : document.at("/components/schemas").properties()) {
      for (var property : schema.getValue().get("properties").properties()) {
        JsonNode value = property.getValue();
        boolean isNested = value.toString().contains("$ref");
        if (value.path("description").asText().isBlank()
            || (!isNested && value.path("examples").isEmpty())) {
          silent.add(schema.getKey() + "." + property.getKey());
        }
      }
    }
    // Empty in most cases, and nothing to be shown of it.
    assertThat(silent)
        .containsExactlyInAnyOrder(
            "Final.board",
            "Channel.reason",
            "ChannelChange.reason",
            "Upcoming.next",
            "Preview.next",
            "Templates.next",
            "Delivery.reason");
  }

  /** In this order they make a campaign; the places are filled as the examples name them. */
  private static final String STEPS =
      """
      POST /campaigns
      PUT /campaigns/{slug}
      POST /campaigns/{slug}/leagues
      PUT /campaigns/{slug}/leagues/{code}
      POST /campaigns/{slug}/departments
      PUT /campaigns/{slug}/departments/{code}
      POST /campaigns/{slug}/departments/{code}/links
      POST /campaigns/{slug}/sections
      PUT /campaigns/{slug}/sections/{code}
      POST /campaigns/{slug}/goals
      PUT /campaigns/{slug}/goals/{code}
      POST /campaigns/{slug}/targets
      POST /campaigns/{slug}/plans
      POST /campaigns/{slug}/milestones
      POST /campaigns/{slug}/scheme/effect
      PUT /campaigns/{slug}/scheme
      POST /campaigns/{slug}/adjustments
      POST /campaigns/{slug}/adjustments/{id}/withdraw
      POST /campaigns/{slug}/reports
      POST /campaigns/{slug}/reports/{id}/correct
      POST /campaigns/{slug}/reports/{id}/reject
      POST /campaigns/{slug}/reports/{id}/withdraw
      PUT /campaigns/{slug}/care
      POST /campaigns/{slug}/blockers
      POST /campaigns/{slug}/blockers/{id}/resolve
      POST /campaigns/{slug}/practices
      POST /campaigns/{slug}/practices/{id}/adopt
      PUT /campaigns/{slug}/templates/{name}
      POST /campaigns/{slug}/templates/{name}/preview
      POST /channels
      PUT /channels/{id}
      POST /channels/{id}/suspend
      POST /schedules
      PUT /schedules/{id}
      PUT /calendars/{country}/{year}
      POST /people
      POST /tokens
      POST /invitations
      POST /campaigns/{slug}/freeze
      POST /campaigns/{slug}/objections
      POST /campaigns/{slug}/objections/{id}/answer
      POST /campaigns/{slug}/objections/{id}/withdraw
      POST /campaigns/{slug}/close
      POST /campaigns/{slug}/reopen
      POST /campaigns/{slug}/clone
      """;

  @Test
  void the_examples_of_the_bodies_are_taken_as_they_stand() {
    Map<String, JsonNode> examples = new TreeMap<>();
    for (Operation operation : operations()) {
      JsonNode given = operation.node.at("/requestBody/content/application~1json");
      if (!given.isMissingNode()) {
        examples.put(operation.name.replace("/api/v1", ""), given.get("example"));
      }
    }
    List<String> steps = STEPS.lines().toList();
    assertThat(steps).containsExactlyInAnyOrderElementsOf(examples.keySet());
    Set<String> heeding = heeding();
    Map<String, String> last = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (String step : steps) {
      String[] parts = step.split(" ");
      switch (step) {
        case "POST /campaigns/{slug}/milestones" ->
            program.post(
                "/api/v1/campaigns/city-2026/goals",
                "{\"code\": \"PROJECTS\", \"name\": \"项目\", \"unit\": \"\", \"kind\":"
                    + " \"milestones\"}");
        case "POST /campaigns/{slug}/practices/{id}/adopt" -> {
          program.post(last.get("/api/v1/campaigns/city-2026/practices") + "/approve", "{}");
          program.post(
              "/api/v1/campaigns/city-2026/departments",
              "{\"code\": \"LJ\", \"name\": \"临江区\", \"league\": \"districts\"}");
        }
        case "POST /campaigns/{slug}/reports/{id}/reject",
            "POST /campaigns/{slug}/reports/{id}/withdraw",
            "POST /campaigns/{slug}/objections/{id}/withdraw" -> {
          // The one before has come to its end.
          String all = step.substring(0, step.indexOf("/{id}"));
          again(all, Objects.requireNonNull(examples.get(all)), last);
        }
        default -> {}
      }
      if (step.endsWith("/freeze")) {
        clock.set("2027-01-04T04:00:00Z");
      }
      if (step.endsWith("/close")) {
        clock.set("2027-01-20T04:00:00Z");
      }
      String path = filled(parts[1], last);
      String body = Objects.requireNonNull(examples.get(step)).toString();
      if (heeding.contains(step)) {
        // Of a change that was made on something else nothing comes, whatever the address.
        Rest.Answer stale = program.write(parts[0], path, body, "If-Match", "\"seen-elsewhere\"");
        if (stale.status() != 412) {
          refused.add(step + " does not heed If-Match: " + stale.text());
        }
      }
      Rest.Answer answer =
          parts[0].equals("PUT") ? program.put(path, body) : program.post(path, body);
      if (answer.status() >= 300) {
        refused.add(step + " " + body + " → " + answer.text());
      }
      if (answer.status() == 201) {
        last.put(path, answer.header("Location"));
      }
    }
    String year = filled("/calendars/{country}/{year}", last);
    JsonNode calendar =
        document.at("/paths/~1api~1v1~1calendars~1{country}~1{year}/put/requestBody/content");
    assertThat(calendar.size()).isGreaterThan(3);
    for (var typed : calendar.properties()) {
      JsonNode example = typed.getValue().get("example");
      Rest.Answer taken =
          program.send(
              program
                  .request(year)
                  .header("Content-Type", typed.getKey())
                  .PUT(
                      HttpRequest.BodyPublishers.ofString(
                          example.isTextual() ? example.asText() : example.toString()))
                  .build());
      assertThat(taken.status()).as("%s %s", typed.getKey(), taken.text()).isEqualTo(200);
    }
    // What takes no body heeds what its caller has seen as well.
    last.put(
        "/api/v1/deliveries",
        "/api/v1/deliveries/"
            + program
                .post(filled("/schedules/{id}/run", last), "{}")
                .json()
                .at("/items/0/id")
                .asText());
    heeding.removeAll(steps);
    // Neither stands here: a notice is raised by what goes wrong, an import is kept if it is long.
    assertThat(heeding.remove("POST /notices/{id}/resolve")).isTrue();
    assertThat(heeding.remove("DELETE /campaigns/{slug}/imports/{id}")).isTrue();
    assertThat(heeding).hasSizeGreaterThan(20);
    for (String operation : heeding) {
      String[] parts = operation.split(" ");
      String path = filled(parts[1], last);
      String thing = parts[1].matches(".*}/[a-z]+") ? path.replaceFirst("/[a-z]+$", "") : path;
      assertThat(program.get(thing).status()).as(thing).isEqualTo(200);
      Rest.Answer stale = program.write(parts[0], path, "{}", "If-Match", "\"seen-elsewhere\"");
      if (stale.status() != 412) {
        refused.add(operation + " does not heed If-Match: " + stale.text());
      }
    }
    assertThat(refused).isEmpty();
  }

  /** An address with the places filled by what was made last. */
  private static String filled(String described, Map<String, String> last) {
    String path =
        "/api/v1"
            + described
                .replace("{slug}", "city-2026")
                .replace("leagues/{code}", "leagues/districts")
                .replace("departments/{code}", "departments/GBR")
                .replace("goals/{code}", "goals/INVEST")
                .replace("sections/{code}", "sections/ECONOMY")
                .replace("templates/{name}", "templates/daily")
                .replace("{name}", "{id}")
                .replace("{country}/{year}", "CN/2027");
    String of = path.replaceFirst("/\\{id}.*", "");
    return path.replace(of + "/{id}", last.getOrDefault(of, of + "/1"));
  }

  /** The operations that say that they heed the ETag of what they change. */
  private Set<String> heeding() {
    Set<String> heeding = new TreeSet<>();
    for (Operation operation : operations()) {
      for (JsonNode parameter : operation.node.get("parameters")) {
        if (parameter.get("name").asText().equals("If-Match")) {
          heeding.add(operation.name.replace("/api/v1", ""));
        }
      }
    }
    return heeding;
  }

  private void again(String step, JsonNode body, Map<String, String> last) {
    String path = step.replace("POST ", "/api/v1").replace("{slug}", "city-2026");
    Rest.Answer answer = program.post(path, body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    last.put(path, answer.header("Location"));
  }

  @Test
  void every_kind_of_error_has_its_place_in_the_docs() throws IOException {
    String docs = Files.readString(Path.of("docs/errors.md"));
    String page = program.get("/api/docs/errors").text();
    for (ProblemType type : ProblemType.values()) {
      assertThat(page).contains("id=\"" + type.code() + "\"");
      assertThat(docs)
          .contains("\n## " + type.code() + "\n")
          .contains(type.meaning().zh())
          .contains(type.meaning().en());
      assertThat(document.at("/components/schemas/Problem/properties/type/enum").toString())
          .contains("\"" + type.uri() + "\"");
    }
    assertThat(docs.lines().filter(line -> line.startsWith("## ")).count())
        .isEqualTo(ProblemType.values().length);
  }
}
