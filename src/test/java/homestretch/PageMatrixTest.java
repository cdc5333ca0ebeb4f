package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Guest;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Which page answers whom: every route beside the API's, asked by everybody, from elsewhere and at
 * the machine itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageMatrixTest {
  /**
   * What each caller is answered, in the order of {@link #callers}: from elsewhere somebody unknown
   * (u), a viewer of another campaign (x), a viewer (v), reporter (r), reviewer (w), administrator
   * (a); then somebody unknown at the machine, where nothing is configured (h), and where a log-in
   * is (c). {@code h} has come in by {@code /login/here} when it is to log out.
   */
  private static final String TABLE =
      """
      u   x   v   r   w   a   h   c
      303 200 200 200 200 200 200 303 GET /
      200 200 200 200 200 200 200 200 GET /chat/chat.css
      200 200 200 200 200 200 200 200 GET /chat/chat.js
      200 200 200 200 200 200 200 200 GET /chat/box.js
      200 200 200 200 200 200 200 200 GET /chat/draw.js
      200 200 200 200 200 200 200 200 GET /chat/form.js
      200 200 200 200 200 200 200 200 GET /chat/texts.js
      200 200 200 200 200 200 200 200 GET /chat/icon.svg
      401 200 200 200 200 200 200 401 GET /chat/state
      401 404 200 200 200 200 200 401 GET /chat/messages
      401 404 200 200 200 200 200 401 GET /chat/search
      401 404 404 404 404 404 404 401 GET /chat/images/{message}
      401 200 200 200 200 200 200 401 GET /chat/events
      401 404 200 200 200 200 200 401 POST /chat/command
      401 404 200 200 200 200 200 401 POST /chat/complete
      401 404 409 409 409 409 409 401 POST /chat/press
      200 200 200 200 200 200 200 200 GET /login/login.css
      200 303 303 303 303 303 303 200 GET /login
      404 404 404 404 404 404 404 404 GET /invite/{secret}
      404 404 404 404 404 404 404 404 POST /invite/{secret}
      200 200 200 200 200 200 200 200 GET /invite/{secret}/qr.svg
      303 200 200 200 200 200 200 303 GET /account
      303 404 404 404 404 404 303 303 POST /account/devices/{id}/end
      303 200 200 200 200 200 303 303 POST /account/device
      200 200 200 200 200 200 200 200 GET /login/session
      403 403 403 403 403 403 200 403 POST /login/here
      200 200 200 200 200 200 200 200 GET /admin
      200 200 200 200 200 200 200 200 GET /admin/assets/{file}
      200 200 200 200 200 200 200 200 GET /style/tokens.css
      200 200 200 200 200 200 200 200 GET /style/dark.css
      200 200 200 200 200 200 200 200 GET /wall/assets/wall.css
      200 200 200 200 200 200 200 200 GET /wall/assets/wall.js
      200 200 200 200 200 200 200 200 GET /wall/{campaign}
      401 403 200 200 200 200 200 401 GET /wall/{campaign}/board
      401 403 200 200 200 200 200 401 GET /wall/{campaign}/events
      303 403 403 403 403 403 403 303 POST /logout
      """;

  /** For programs, not for people: these have tests of their own. */
  private static final Set<String> OPERATORS =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics",
          "GET /api/docs",
          "GET /api/docs/errors",
          "GET /api/docs/{file}");

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private final Map<String, Guest> callers = new LinkedHashMap<>();
  private Running program;
  private Running open;

  @BeforeAll
  void start() {
    program = Running.with(clock, Map.of());
    open = Running.with(clock, Map.of("HOMESTRETCH_HTTP_PUBLIC_URL", "http://b.example"));
    assertThat(
            program
                .post(
                    "/api/v1/campaigns",
                    "{\"slug\": \"town\", \"name\": \"镇\", \"start\": \"2026-01-01\","
                        + " \"deadline\": \"2026-12-31\"}")
                .status())
        .isEqualTo(201);
    callers.put("u", Guest.of(program));
    callers.put("x", in("'role': 'viewer', 'campaigns': ['town']"));
    callers.put("v", in("'role': 'viewer', 'campaigns': ['sample-2026']"));
    callers.put("r", in("'role': 'reporter', 'campaigns': ['sample-2026'], 'departments': ['LJ']"));
    callers.put("w", in("'role': 'reviewer', 'campaigns': ['sample-2026']"));
    callers.put("a", in("'role': 'administrator'"));
    callers.put("h", Guest.atTheMachine(program));
    callers.put("c", Guest.atTheMachine(open));
  }

  @AfterAll
  void stop() {
    program.close();
    open.close();
  }

  private Guest in(String rights) {
    Rest.Answer made =
        program.post("/api/v1/invitations", ("{'name': '王敏', " + rights + "}").replace('\'', '"'));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Guest guest = Guest.of(program);
    assertThat(guest.comeIn(made.json().get("link").asText(), "王敏").status()).isEqualTo(303);
    return guest;
  }

  @Test
  void every_page_answers_whom_the_table_says_as_it_says() {
    List<String> lines = List.of(TABLE.split("\n"));
    List<String> columns = List.of(lines.getFirst().split("\\s+"));
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      table.put(line.substring(32), List.of(line.substring(0, 32).strip().split("\\s+")));
    }
    // HEAD is GET without the body, and nothing else.
    Set<String> routes = new TreeSet<>(program.app.pages());
    routes.removeIf(route -> !route.startsWith("GET ") && !route.startsWith("POST "));
    routes.removeAll(OPERATORS);
    assertThat(routes).isEqualTo(new TreeSet<>(table.keySet()));

    List<String> wrong = new ArrayList<>();
    table.forEach(
        (route, expected) -> {
          for (int i = 0; i < columns.size(); i++) {
            Guest caller = Objects.requireNonNull(callers.get(columns.get(i)));
            int status = ask(caller, route);
            if (status != Integer.parseInt(expected.get(i))) {
              wrong.add(columns.get(i) + " " + route + " → " + status + ", not " + expected.get(i));
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  /** As the page itself asks, with what a write must bring. */
  private static int ask(Guest caller, String route) {
    String[] parts = route.split(" ");
    String path =
        parts[1]
            .replace("{message}", "999999")
            .replace("{secret}", "hi_0000000000000000")
            .replace("{id}", "999999")
            .replace("{file}", "shell.js")
            .replace("{campaign}", "sample-2026");
    String csrf = caller.csrf();
    if (parts[0].equals("GET")) {
      String query =
          switch (path) {
            case "/chat/messages" -> "?person=admin&channel=%E5%A1%AB%E6%8A%A5%E4%BA%A4%E6%B5%81";
            case "/chat/search" ->
                "?person=admin&query=GDP&channel=%E5%A1%AB%E6%8A%A5%E4%BA%A4%E6%B5%81";
            default -> "";
          };
      return path.endsWith("/events")
          ? caller.opens(path + "?person=admin")
          : caller.get(path + query).status();
    }
    if (path.startsWith("/chat/") || path.equals("/login/here")) {
      return caller
          .json(
              "POST",
              path,
              "{\"person\": \"admin\", \"channel\": \"填报交流\", \"language\": \"zh-CN\", \"line\":"
                  + " \"/help\", \"caret\": 5, \"message\": 999999, \"button\": \"x\"}",
              "X-CSRF-Token",
              csrf)
          .status();
    }
    if (path.equals("/logout")) {
      // Without what a write must bring: whoever logs out would come in no more.
      return caller.form(path, Map.of()).status();
    }
    return caller.form(path, Map.of("csrf", csrf)).status();
  }

  @Test
  void head_says_of_a_page_what_get_says() {
    Guest administrator = Objects.requireNonNull(callers.get("a"));
    for (String path :
        List.of(
            "/", "/admin", "/wall/sample-2026", "/account", "/login/session", "/chat/chat.js")) {
      Rest.Answer get = administrator.get(path);
      Rest.Answer head = administrator.head(path);
      assertThat(head.status()).as(path).isEqualTo(get.status());
      assertThat(head.text()).isEmpty();
      for (String name :
          List.of("Content-Type", "Content-Security-Policy", "X-Frame-Options", "Cache-Control")) {
        assertThat(head.header(name)).as(path + " " + name).isEqualTo(get.header(name));
      }
    }
  }

  @Test
  void whoever_needs_no_log_in_is_told_so_and_not_sent_round() {
    Guest here = Guest.atTheMachine(program);
    assertThat(here.get("/account?lang=zh-CN").text()).contains("这里没有配置登录");
    assertThat(here.get("/account?lang=en").text())
        .contains("No log-in is configured here", "href=\"/\"", "href=\"/admin\"");
  }

  /** What another site's page can make a browser do with a session: nothing. */
  @Test
  void no_write_of_a_session_is_taken_from_another_sites_page() {
    Guest administrator = Objects.requireNonNull(callers.get("a"));
    String csrf = administrator.csrf();
    String command =
        "{\"person\": \"\", \"channel\": \"填报交流\", \"language\": \"zh-CN\", \"line\": \"/help\"}";
    for (String path :
        List.of("/chat/command", "/chat/complete", "/chat/press", "/api/v1/people")) {
      // Neither without the header, nor with a wrong one, nor with a right one from elsewhere.
      for (String[] headers :
          List.of(
              new String[] {"X-None", "1"},
              new String[] {"X-CSRF-Token", "0".repeat(64)},
              new String[] {"X-CSRF-Token", csrf, "Origin", "https://evil.example"},
              new String[] {"X-CSRF-Token", csrf, "Origin", "null"},
              new String[] {"X-CSRF-Token", csrf, "Sec-Fetch-Site", "cross-site"},
              new String[] {"X-CSRF-Token", csrf, "Sec-Fetch-Site", "same-site"})) {
        assertThat(administrator.json("POST", path, command, headers).status())
            .as(path + " " + List.of(headers))
            .isEqualTo(403);
      }
    }
    for (String path : List.of("/account/device", "/account/devices/1/end", "/logout")) {
      assertThat(administrator.form(path, Map.of()).status()).as(path).isEqualTo(403);
      assertThat(
              administrator
                  .form(path, Map.of("csrf", csrf), "Origin", "https://evil.example")
                  .status())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(administrator.get("/chat/state").status()).isEqualTo(200);
  }

  /** A name of another host's, or a header that no proxy of ours sent, makes nobody local. */
  @Test
  void nobody_is_at_the_machine_by_saying_so() {
    Guest here = Guest.atTheMachine(program);
    assertThat(here.get("/chat/state").status()).isEqualTo(200);
    for (String name :
        List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via")) {
      for (String value : List.of("127.0.0.1", "for=127.0.0.1", "localhost", "::1", "")) {
        assertThat(here.get("/chat/state", name, value).status())
            .as(name + ": " + value)
            .isEqualTo(401);
      }
    }
  }

  /** Texts of everybody, in what the wall and the chat are made of: JSON, never HTML. */
  @Test
  void what_people_wrote_is_never_html() {
    String evil = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    for (String path :
        List.of(
            "/login?next=" + "%3Cscript%3Ealert(1)%3C/script%3E",
            "/login?lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/invite/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "/admin/assets/%3Cscript%3E.js",
            "/wall/%3Cscript%3Ealert(1)%3C%2Fscript%3E/board",
            "/chat/messages?channel=%3Cscript%3E")) {
      for (String who : List.of("u", "a")) {
        Rest.Answer answer = Objects.requireNonNull(callers.get(who)).get(path);
        if (answer.header("Content-Type").startsWith("text/html")) {
          assertThat(answer.text()).as(path).doesNotContain("<script");
        }
      }
    }
    String unit = "/api/v1/campaigns/sample-2026/departments/QH";
    JsonNode was = program.get(unit).json();
    assertThat(program.put(unit, "{\"name\": \"" + evil + "\"}").status()).isIn(200, 422);
    Rest.Answer wall = program.get("/wall/sample-2026/board");
    assertThat(wall.header("Content-Type")).isEqualTo("application/json");
    assertThat(wall.header("X-Content-Type-Options")).isEqualTo("nosniff");
    program.put(unit, "{\"name\": \"" + was.get("name").asText() + "\"}");
  }
}
