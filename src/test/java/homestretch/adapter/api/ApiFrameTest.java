package homestretch.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every address has in common: errors, conditions, queries, methods, types. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiFrameTest {
  private static final String CITY = "/api/v1/campaigns/city";

  private Running program;

  @BeforeAll
  void start() {
    program = Running.empty(new SettableClock("2026-11-23T04:00:00Z"));
    Rest.Answer made =
        program.post(
            "/api/v1/campaigns",
            """
            {"slug": "city", "name": "城", "start": "2026-01-01", "deadline": "2026-12-31"}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(CITY);
  }

  @AfterAll
  void stop() {
    program.close();
  }

  private static void isProblem(Rest.Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().at("/type").asText()).isEqualTo("/api/docs/errors#" + type);
    assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    assertThat(answer.json().at("/detail").asText()).isNotBlank();
  }

  @Test
  void a_wrong_path_is_404_and_a_wrong_method_405_with_what_there_is() {
    isProblem(program.get("/api/v1/campaign"), 404, "not-found");
    Rest.Answer wrong = program.write("PATCH", CITY, "{}");
    isProblem(wrong, 405, "method-not-allowed");
    assertThat(wrong.header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT");
  }

  @Test
  void head_answers_as_get_without_a_body() {
    Rest.Answer head =
        program.send(
            program.request(CITY).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(program.get(CITY).header("ETag"));
    assertThat(head.raw().body()).isEmpty();
  }

  @Test
  void what_is_no_json_is_400_and_another_type_415_and_an_answer_not_to_be_had_406() {
    String all = "/api/v1/campaigns";
    isProblem(program.post(all, "{\"slug\": "), 400, "malformed");
    isProblem(program.post(all, "{\"a\":".repeat(2000) + "1" + "}".repeat(2000)), 400, "malformed");
    isProblem(program.post(all, "{\"slug\": " + "9".repeat(1001) + "}"), 400, "malformed");
    isProblem(program.post(all, "{\"slug\": 1E2147483648}"), 422, "invalid");
    isProblem(program.post(all, "{\"slug\": \"a\", \"slug\": \"b\"}"), 400, "malformed");
    isProblem(send("text/plain", "{}"), 415, "unsupported-type");
    isProblem(send("application/json; charset=bogus", "{}"), 415, "unsupported-type");
    Rest.Answer unacceptable =
        program.send(program.request(CITY).header("Accept", "text/csv").build());
    isProblem(unacceptable, 406, "not-acceptable");
  }

  private Rest.Answer send(String type, String body) {
    return program.send(
        program
            .request("/api/v1/campaigns")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void every_field_that_is_wrong_is_named_at_once_with_its_place() {
    Rest.Answer refused =
        program.post(
            "/api/v1/campaigns",
            """
            {"slug": "other", "name": "%s", "start": "tomorrow", "timezone": "Mars", "colour": 1,
             "state": "final"}
            """
                .formatted("名".repeat(60_000)));
    isProblem(refused, 422, "invalid");
    List<String> pointers = refused.json().get("errors").findValuesAsText("pointer");
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/name", "/start", "/deadline", "/timezone", "/colour", "/state");
  }

  @Test
  void a_change_keeps_what_it_does_not_name_and_refuses_what_it_cannot_change() {
    String etag = program.get(CITY).header("ETag");
    Rest.Answer slug = program.put(CITY, "{\"slug\": \"town\"}", "If-Match", etag);
    isProblem(slug, 422, "invalid");
    assertThat(slug.json().at("/errors/0/expected").asText()).startsWith("city");
    Rest.Answer changed = program.put(CITY, "{\"nameEn\": \"City\"}", "If-Match", etag);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().at("/name").asText()).isEqualTo("城");
    assertThat(changed.json().at("/nameEn").asText()).isEqualTo("City");
    // What was read may be sent back whole.
    JsonNode read = program.get(CITY).json();
    assertThat(program.put(CITY, read.toString(), "If-Match", changed.header("ETag")).json())
        .isEqualTo(read);
  }

  @Test
  void a_change_without_a_condition_is_428_and_with_an_old_one_412() {
    isProblem(program.write("PUT", CITY, "{\"name\": \"城市\"}"), 428, "precondition-required");
    isProblem(program.put(CITY, "{\"name\": \"城市\"}", "If-Match", "\"0\""), 412, "stale");
    isProblem(program.put(CITY, "{\"name\": \"城市\"}", "If-Match", "\"99\""), 412, "stale");
    isProblem(
        program.put(CITY + "/leagues/none", "{\"name\": \"组\"}", "If-Match", "\"1\""),
        412,
        "stale");
    assertThat(program.get(CITY + "/leagues/none").status()).isEqualTo(404);
  }

  @Test
  void of_two_that_change_standard_words_one_is_told() {
    Rest.Answer list = program.get(CITY + "/templates");
    String template = CITY + "/templates/" + list.json().at("/items/0/name").asText();
    Rest.Answer read = program.get(template);
    assertThat(read.header("ETag")).isEqualTo("\"0\"");
    String body = "{\"zh\": \"甲\", \"en\": \"A\"}";
    assertThat(program.put(template, body, "If-Match", "\"0\"").status()).isEqualTo(200);
    isProblem(program.put(template, body, "If-Match", "\"0\""), 412, "stale");
  }

  @Test
  void an_unknown_parameter_is_refused_and_every_list_is_paged() {
    Rest.Answer refused = program.get(CITY + "/leaderboard?date=2026-01-01");
    isProblem(refused, 422, "invalid");
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("date");
    assertThat(refused.json().at("/errors/0/pointer").isNull()).isTrue();
    for (int i = 1; i <= 3; i++) {
      program.post(CITY + "/leagues", "{\"code\": \"L%d\", \"name\": \"组%d\"}".formatted(i, i));
    }
    List<String> codes = new ArrayList<>();
    String next = "";
    do {
      Rest.Answer page = program.get(CITY + "/leagues?limit=1" + next);
      assertThat(page.json().get("items")).hasSize(1);
      codes.addAll(page.json().get("items").findValuesAsText("code"));
      String cursor = page.json().get("next").asText();
      next = page.json().get("next").isNull() ? "" : "&cursor=" + cursor;
    } while (!next.isEmpty());
    assertThat(codes).contains("L1", "L2", "L3").doesNotHaveDuplicates();
  }

  @Test
  void an_error_is_in_the_language_that_is_asked_for_first() {
    Rest.Answer zh =
        program.send(
            program.request("/api/v1/no").header("Accept-Language", "en;q=0.5, zh-CN").build());
    assertThat(zh.json().at("/title").asText()).isEqualTo("没有这个对象");
  }

  @Test
  void a_creation_answered_again_says_again_where_it_is() {
    String body = "{\"code\": \"once\", \"name\": \"一次\"}";
    Rest.Answer first = program.post(CITY + "/leagues", body, "Idempotency-Key", "k1");
    Rest.Answer again = program.post(CITY + "/leagues", body, "Idempotency-Key", "k1");
    assertThat(first.header("Location")).isEqualTo(CITY + "/leagues/once");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void an_id_beyond_64_bits_is_refused_not_shortened() {
    Rest.Answer refused =
        program.post(
            "/api/v1/schedules",
            """
            {"campaign": "city", "post": "countdown", "at": "09:00", "days": "all",
             "channels": [18446744073709551619]}
            """);
    isProblem(refused, 422, "invalid");
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("channels/0");
  }

  @Test
  void what_the_server_itself_refuses_is_a_problem_too() throws IOException {
    assertThat(raw("nonsense\r\n\r\n")).contains(" 400 ").contains("application/problem+json");
    assertThat(raw("GET /api/v1/campaigns HTTP/7.3\r\nHost: x\r\n\r\n"))
        .contains(" 505 ")
        .contains("application/problem+json");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .contains(" 431 ")
        .contains("application/problem+json");
    assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .contains(" 414 ")
        .contains("application/problem+json");
  }

  @Test
  void a_body_that_breaks_off_or_is_mis_chunked_is_no_fault_of_ours() throws IOException {
    String head =
        "POST /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
            + Running.TOKEN
            + "\r\nContent-Type: application/json\r\n";
    assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
        .contains(" 400 ")
        .contains("application/problem+json");
    assertThat(raw(head + "Content-Length: 500\r\n\r\n{\"slug\":")).doesNotContain(" 500 ");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", program.app.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_document_and_its_page_need_no_network() {
    JsonNode document = program.get("/api/v1/openapi.json").json();
    assertThat(document.at("/openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/paths").size()).isGreaterThan(40);
    Rest.Answer page = program.get("/api/docs");
    assertThat(page.text()).contains("/api/v1/campaigns/{slug}").doesNotContain("https://");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(program.get("/api/docs/errors").text()).contains("id=\"invalid\"");
  }
}
