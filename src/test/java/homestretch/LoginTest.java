package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Guest;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Coming in by an invitation, and what a session is good for. */
class LoginTest {
  private static final String COOKIE = "homestretch-session";

  private static final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");

  /** Nothing is configured: who is not at the machine logs in. */
  private static Running program;

  /** Open to others: a proxy that is believed, with TLS in front. */
  private static Running open;

  @BeforeAll
  static void start() {
    program = Running.with(clock, Map.of());
    open =
        Running.with(
            clock,
            Map.of(
                "HOMESTRETCH_HTTP_PUBLIC_URL",
                "https://b.example",
                "HOMESTRETCH_HTTP_TRUSTED_PROXIES",
                "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    program.close();
    open.close();
  }

  private static Guest guest() {
    return Guest.of(program);
  }

  private static JsonNode invite(String more) {
    return invite(program, more);
  }

  private static JsonNode invite(Running program, String more) {
    Rest.Answer made =
        program.post(
            "/api/v1/invitations", "{\"name\": \"王敏\", %s}".formatted(more.replace('\'', '"')));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private static final String REPORTER =
      "'role': 'reporter', 'campaigns': ['sample-2026'], 'departments': ['LJ']";
  private static final String ADMINISTRATOR = "'role': 'administrator'";

  private static Guest in(String rights) {
    Guest guest = guest();
    assertThat(guest.comeIn(invite(rights).get("link").asText(), "王敏").status()).isEqualTo(303);
    return guest;
  }

  private static Rest.Answer says(Guest guest, String line) {
    return guest.json(
        "POST",
        "/chat/command",
        "{\"person\": \"admin\", \"channel\": \"填报交流\", \"language\": \"zh-CN\", \"line\": \"%s\"}"
            .formatted(line));
  }

  private static String id(Guest guest) {
    return guest.get("/login/session").json().at("/person/id").asText();
  }

  @Test
  void from_elsewhere_pages_lead_to_the_log_in_and_the_chat_says_401() {
    Guest stranger = guest();
    assertThat(stranger.get("/").status()).isEqualTo(303);
    assertThat(stranger.get("/").header("Location")).isEqualTo("/login");
    for (String path : List.of("/chat/state", "/chat/messages?channel=x", "/chat/events")) {
      Rest.Answer answer = stranger.get(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
    assertThat(says(stranger, "/countdown").status()).isEqualTo(401);
    assertThat(stranger.get("/login", "Accept-Language", "zh-CN").text()).contains("邀请链接");
    assertThat(stranger.get("/login", "Accept-Language", "en-GB").text())
        .contains("lang=\"en\"", "invitation link");
    assertThat(stranger.get("/login?lang=zh-CN", "Accept-Language", "en").text()).contains("邀请链接");
    assertThat(stranger.get("/login", "Accept-Language", "en").text()).contains("邀请链接");
  }

  @Test
  void an_invitation_is_looked_at_as_often_as_one_likes_and_used_once() {
    JsonNode invitation = invite(REPORTER);
    long id = invitation.get("id").asLong();
    String link = invitation.get("link").asText();
    assertThat(link).isEqualTo(program.url("/invite/" + invitation.get("secret").asText()));
    Guest preview = guest();
    for (int i = 0; i < 3; i++) {
      Rest.Answer seen = preview.get(link.substring(program.url("").length()));
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.text()).contains("value=\"王敏\"", "LJ");
      assertThat(seen.raw().headers().allValues("Set-Cookie")).isEmpty();
    }
    assertThat(program.get("/api/v1/invitations/" + id).json().get("state").asText())
        .isEqualTo("open");
    Guest person = guest();
    assertThat(person.comeIn(link, " 王敏 ").status()).isEqualTo(303);
    assertThat(person.get("/").status()).isEqualTo(200);
    assertThat(program.get("/api/v1/invitations/" + id).json().get("state").asText())
        .isEqualTo("used");
    Guest late = guest();
    Rest.Answer refused = late.comeIn(link, "别人");
    assertThat(refused.status()).isEqualTo(410);
    assertThat(late.cookies).doesNotContainKey(COOKIE);
    assertThat(late.get("/invite/hi_nobody-made-this-one").status()).isEqualTo(404);
  }

  @Test
  void of_sixty_four_who_use_one_invitation_at_once_one_comes_in() throws Exception {
    String link = invite(REPORTER).get("link").asText();
    List<Guest> many = new ArrayList<>();
    List<Callable<Integer>> tries = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Guest one = guest();
      many.add(one);
      tries.add(
          () -> one.form(link.substring(program.url("").length()), Map.of("name", "六十四")).status());
    }
    List<Integer> answers = new ArrayList<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : pool.invokeAll(tries)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(s -> s == 303).hasSize(1);
    assertThat(answers).containsOnly(303, 410);
    assertThat(many).filteredOn(g -> g.cookies.containsKey(COOKIE)).hasSize(1);
    assertThat(
            program.get("/api/v1/people?limit=1000").json().get("items").findValuesAsText("name"))
        .filteredOn("六十四"::equals)
        .hasSize(1);
  }

  @Test
  void an_ended_and_a_revoked_invitation_say_so() {
    JsonNode ended =
        invite(REPORTER + ", 'expiresAt': '" + clock.instant().plus(Duration.ofDays(1)) + "'");
    JsonNode revoked = invite(REPORTER);
    String path = "/api/v1/invitations/" + revoked.get("id").asLong();
    program.write("DELETE", path, "", "If-Match", program.get(path).header("ETag"));
    clock.advance(Duration.ofDays(1));
    for (JsonNode each : List.of(ended, revoked)) {
      Guest guest = guest();
      assertThat(guest.comeIn(each.get("link").asText(), "王敏").status()).isEqualTo(410);
      assertThat(guest.cookies).doesNotContainKey(COOKIE);
    }
  }

  @Test
  void the_person_is_who_logged_in_whatever_the_page_says() {
    Guest person = in(REPORTER);
    JsonNode state = person.get("/chat/state?person=admin").json();
    assertThat(state.get("personas")).hasSize(1);
    assertThat(state.at("/personas/0/name/zh").asText()).isEqualTo("王敏");
    assertThat(state.at("/personas/0/id").asText()).isEqualTo(id(person));
    assertThat(says(person, "上报 GBR 66.2").text()).contains("临江区", "66.2 亿元");
    assertThat(says(person, "/设置").text()).contains("管理员");
    JsonNode last =
        program
            .get("/api/v1/campaigns/sample-2026/reports?department=LJ&goal=GBR&limit=1000")
            .json()
            .get("items");
    assertThat(last.findValues("reportedBy"))
        .anySatisfy(
            by -> {
              assertThat(by.get("id").asText()).isEqualTo(id(person));
              assertThat(by.get("door").asText()).isEqualTo("web");
            });
  }

  @Test
  void private_answers_are_one_persons_though_another_has_the_same_name() {
    Guest one = in(REPORTER);
    Guest other = in(REPORTER);
    assertThat(id(one)).isNotEqualTo(id(other));
    JsonNode answer = says(one, "/goals").json();
    assertThat(answer.at("/message/private").asBoolean()).isTrue();
    String path = "/chat/messages?channel=%E5%A1%AB%E6%8A%A5%E4%BA%A4%E6%B5%81";
    long id = answer.at("/message/id").asLong();
    assertThat(ids(one.get(path))).contains(id);
    assertThat(ids(other.get(path))).doesNotContain(id);
    // A public answer belongs to who asked for it: pressed by the namesake, it answers them alone.
    JsonNode board = says(one, "/leaderboard").json().get("message");
    String press =
        "{\"person\": \"\", \"channel\": \"填报交流\", \"language\": \"zh-CN\", \"message\": %d, \"button\": %s}"
            .formatted(board.get("id").asLong(), board.at("/post/buttons/0/0/id"));
    JsonNode pressed = other.json("POST", "/chat/press", press).json().get("message");
    assertThat(pressed.get("id").asLong()).isNotEqualTo(board.get("id").asLong());
    assertThat(pressed.get("private").asBoolean()).isTrue();
    assertThat(one.json("POST", "/chat/press", press).json().at("/message/id").asLong())
        .isEqualTo(board.get("id").asLong());
  }

  private static List<Long> ids(Rest.Answer messages) {
    List<Long> ids = new ArrayList<>();
    messages.json().get("items").forEach(m -> ids.add(m.get("id").asLong()));
    return ids;
  }

  @Test
  void channels_of_other_campaigns_are_not_there() {
    program.post(
        "/api/v1/campaigns",
        "{\"slug\": \"village\", \"name\": \"村\", \"start\": \"2026-01-01\", \"deadline\":"
            + " \"2026-12-31\"}");
    program.post(
        "/api/v1/channels",
        "{\"campaign\": \"village\", \"platform\": \"web\", \"address\": \"镇里\"}");
    program.post(
        "/api/v1/channels",
        "{\"campaign\": \"sample-2026\", \"platform\": \"web\", \"address\": \"管理\", \"purpose\":"
            + " \"administrators\"}");
    Guest person = in(REPORTER);
    assertThat(person.get("/chat/state").json().get("channels").findValuesAsText("address"))
        .containsExactlyInAnyOrder("冲刺播报", "填报交流");
    assertThat(person.get("/chat/messages?channel=%E9%95%87%E9%87%8C").status()).isEqualTo(404);
    assertThat(
            in(ADMINISTRATOR).get("/chat/state").json().get("channels").findValuesAsText("address"))
        .contains("冲刺播报", "填报交流", "镇里", "管理");
  }

  @Test
  void a_session_ends_after_twelve_idle_hours_and_not_before() {
    Guest person = in(REPORTER);
    clock.advance(Duration.ofSeconds(40));
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(12));
    assertThat(person.get("/chat/state").status()).isEqualTo(401);
    assertThat(person.get("/").header("Location")).isEqualTo("/login");
  }

  @Test
  void an_open_page_alone_keeps_nobody_logged_in() {
    Guest person = in(REPORTER);
    try (Stream stream = new Stream(person)) {
      clock.advance(Duration.ofHours(12));
      says(in(REPORTER), "/countdown");
      stream.ends();
    }
  }

  @Test
  void log_out_ends_the_session_here_and_the_others_stay() {
    Guest person = in(REPORTER);
    String secret = Objects.requireNonNull(person.cookies.get(COOKIE));
    Rest.Answer out = person.form("/logout", Map.of("csrf", person.csrf()));
    assertThat(out.status()).isEqualTo(303);
    assertThat(person.cookies).doesNotContainKey(COOKIE);
    person.cookies.put(COOKIE, secret);
    assertThat(person.get("/chat/state").status()).isEqualTo(401);
  }

  @Test
  void one_logs_another_device_in_and_out() {
    Guest person = in(REPORTER);
    Rest.Answer page = person.form("/account/device", Map.of("csrf", person.csrf()));
    String link = page.text().replaceAll("(?s).*<a href=\"([^\"]*/invite/[^\"]*)\".*", "$1");
    String qr = link.substring(program.url("").length()) + "/qr.svg";
    assertThat(person.get(qr).header("Content-Type")).startsWith("image/svg+xml");
    Guest phone = guest();
    assertThat(phone.comeIn(link, "").status()).isEqualTo(303);
    assertThat(id(phone)).isEqualTo(id(person));
    assertThat(guest().comeIn(link, "x").status()).isEqualTo(410);
    String devices = person.get("/account", "Accept-Language", "en").text();
    String end = devices.replaceAll("(?s).*action=\"(/account/devices/\\d+/end)\".*", "$1");
    assertThat(devices).contains("this device");
    assertThat(person.form(end, Map.of("csrf", person.csrf())).status()).isEqualTo(303);
    assertThat(phone.get("/chat/state").status()).isEqualTo(401);
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
  }

  @Test
  void nobody_ends_another_persons_session() {
    Guest person = in(REPORTER);
    Guest other = in(REPORTER);
    other.form("/account/devices/1/end", Map.of("csrf", other.csrf()));
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
  }

  @Test
  void who_is_removed_is_logged_out_everywhere_and_an_open_page_is_told() {
    Guest person = in(REPORTER);
    String external = id(person);
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
    try (Stream stream = new Stream(person)) {
      long id = 0;
      for (JsonNode each : program.get("/api/v1/people?limit=1000").json().get("items")) {
        if (each.get("external").asText().equals(external)) {
          id = each.get("id").asLong();
          assertThat(each.get("name").asText()).isEqualTo("王敏");
        }
      }
      String path = "/api/v1/people/" + id;
      assertThat(
              program
                  .write("DELETE", path, "", "If-Match", program.get(path).header("ETag"))
                  .status())
          .isEqualTo(204);
      stream.ends();
    }
    assertThat(person.get("/chat/state").status()).isEqualTo(401);
    // Let in again, it is the same person.
    Guest back = in(REPORTER + ", 'person': '" + external + "'");
    assertThat(id(back)).isEqualTo(external);
  }

  @Test
  void the_api_takes_a_session_with_the_same_rights_and_a_write_only_from_our_own_page() {
    Guest reporter = in(REPORTER);
    String reports = "/api/v1/campaigns/sample-2026/reports";
    String figure =
        "{\"department\": \"LJ\", \"goal\": \"GBR\", \"value\": 61, \"asOf\": \"2026-11-20\"}";
    assertThat(reporter.get("/api/v1/campaigns").json().get("items")).hasSize(1);
    assertThat(reporter.json("POST", reports, figure, "X-None", "1").status()).isEqualTo(403);
    assertThat(reporter.json("POST", reports, figure, "X-CSRF-Token", "0".repeat(64)).status())
        .isEqualTo(403);
    assertThat(
            reporter
                .json(
                    "POST",
                    reports,
                    figure,
                    "X-CSRF-Token",
                    reporter.csrf(),
                    "Origin",
                    "https://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(reporter.json("POST", reports, figure).status()).isEqualTo(201);
    assertThat(reporter.json("POST", reports, figure.replace("LJ", "GX")).status()).isEqualTo(403);
    assertThat(reporter.get("/api/v1/people").status()).isEqualTo(403);
    Guest administrator = in(ADMINISTRATOR);
    assertThat(administrator.get("/api/v1/people").status()).isEqualTo(200);
    assertThat(guest().get("/api/v1/campaigns").status()).isEqualTo(401);
  }

  @Test
  void a_role_in_one_campaign_lends_nothing_to_another() {
    program.post(
        "/api/v1/campaigns",
        "{\"slug\": \"town\", \"name\": \"镇\", \"start\": \"2026-01-01\", \"deadline\":"
            + " \"2026-12-31\"}");
    Guest person = in("'role': 'administrator', 'campaigns': ['town']");
    program.post(
        "/api/v1/people",
        "{\"platform\": \"web\", \"external\": \"%s\", \"role\": \"viewer\", \"campaigns\": [\"sample-2026\"]}"
            .formatted(id(person)));
    String channel = "{\"campaign\": \"%s\", \"platform\": \"web\", \"address\": \"新频道%s\"}";
    assertThat(
            person.json("POST", "/api/v1/channels", channel.formatted("sample-2026", "1")).status())
        .isEqualTo(403);
    assertThat(person.json("POST", "/api/v1/channels", channel.formatted("town", "2")).status())
        .isEqualTo(201);
    assertThat(
            person
                .json(
                    "POST",
                    "/api/v1/campaigns/sample-2026/leagues",
                    "{\"code\": \"X\", \"name\": \"组\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void who_reviews_here_and_reports_there_verifies_no_figure_of_their_own_department() {
    Guest person = in(REPORTER);
    program.post(
        "/api/v1/people",
        "{\"platform\": \"web\", \"external\": \"%s\", \"role\": \"reviewer\", \"campaigns\": [\"sample-2026\"]}"
            .formatted(id(person)));
    String reports = "/api/v1/campaigns/sample-2026/reports";
    for (String department : List.of("LJ", "GX")) {
      long id =
          program
              .post(
                  reports,
                  "{\"department\": \"%s\", \"goal\": \"GBR\", \"value\": 61, \"asOf\": \"2026-11-20\"}"
                      .formatted(department))
              .json()
              .path("id")
              .asLong();
      Rest.Answer verified = person.json("POST", reports + "/" + id + "/verify", "{}");
      assertThat(verified.status())
          .as(verified.text())
          .isEqualTo(department.equals("LJ") ? 403 : 200);
    }
  }

  @Test
  void a_form_of_another_site_and_a_page_in_a_frame_do_nothing() {
    String link = invite(REPORTER).get("link").asText();
    String path = link.substring(program.url("").length());
    Guest victim = guest();
    for (String origin : List.of("https://evil.example", "null")) {
      assertThat(victim.form(path, Map.of("name", "x"), "Origin", origin).status()).isEqualTo(403);
    }
    assertThat(victim.cookies).doesNotContainKey(COOKIE);
    for (String page : List.of(path, "/login", "/account", "/")) {
      assertThat(victim.get(page).header("X-Frame-Options")).as(page).isEqualTo("DENY");
      assertThat(victim.get(page).header("Content-Security-Policy"))
          .as(page)
          .contains("frame-ancestors 'none'", "default-src 'none'")
          .doesNotContain("unsafe");
    }
    Guest person = in(REPORTER);
    assertThat(person.form("/logout", Map.of()).status()).isEqualTo(403);
    assertThat(person.get("/chat/state").status()).isEqualTo(200);
  }

  @Test
  void a_secret_that_the_browser_brings_along_never_becomes_a_session() {
    Guest person = guest();
    person.cookies.put(COOKIE, "hw_chosen-by-an-attacker");
    person.comeIn(invite(REPORTER).get("link").asText(), "王敏");
    assertThat(person.cookies.get(COOKIE))
        .startsWith("hw_")
        .isNotEqualTo("hw_chosen-by-an-attacker");
  }

  @Test
  void after_the_log_in_one_is_led_to_our_own_pages_alone() {
    Guest person = in(REPORTER);
    for (String next :
        List.of(
            "https://evil.example/",
            "//evil.example/",
            "/%5Cevil.example",
            "javascript:alert(1)",
            "/%0d%0aLocation:%20https://evil.example",
            "%09//evil.example")) {
      assertThat(person.get("/login?next=" + next).header("Location")).as(next).isEqualTo("/");
    }
    assertThat(person.get("/login?next=/account").header("Location")).isEqualTo("/account");
  }

  @Test
  void links_carry_the_address_that_is_set_not_the_one_that_is_asked() {
    assertThat(invite(REPORTER).get("link").asText()).startsWith("http://127.0.0.1:");
    JsonNode made =
        open.post(
                "/api/v1/invitations",
                "{\"name\": \"王敏\", \"role\": \"viewer\"}",
                "X-Forwarded-Host",
                "evil.example")
            .json();
    assertThat(made.get("link").asText()).startsWith("https://b.example/invite/hi_");
  }

  @Test
  void behind_tls_the_cookie_is_secure_and_of_this_host_alone() {
    Guest person = Guest.of(open);
    String path = "/invite/" + invite(open, REPORTER).get("secret").asText();
    Rest.Answer in = person.form(path, Map.of("name", "王敏"), "Origin", "https://b.example");
    assertThat(in.status()).as(in.text()).isEqualTo(303);
    assertThat(in.header("Set-Cookie"))
        .startsWith("__Host-homestretch-session=hw_")
        .contains("; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure")
        .doesNotContain("Domain");
    assertThat(person.get("/account").text()).contains("192.0.2.7");
  }

  @Test
  void where_others_are_let_in_even_this_machine_is_asked_to_log_in() {
    Guest here = Guest.atTheMachine(open);
    assertThat(here.get("/").header("Location")).isEqualTo("/login");
    assertThat(here.json("POST", "/login/here", "{}", "X-None", "1").status()).isEqualTo(403);
  }

  @Test
  void names_are_text_wherever_they_are_shown() {
    Guest person = guest();
    String name = "<img src=x onerror=alert(1)>\"'&";
    assertThat(person.comeIn(invite(REPORTER).get("link").asText(), name).status()).isEqualTo(303);
    assertThat(person.get("/account").text())
        .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
        .doesNotContain("<img src=x");
  }

  @Test
  void unknown_links_are_slowed_address_by_address() {
    Guest stranger = Guest.of(open, "192.0.2.66");
    int status = 0;
    for (int i = 0; i < 25 && status != 429; i++) {
      status = stranger.get("/invite/hi_%016d".formatted(i)).status();
    }
    assertThat(status).isEqualTo(429);
    assertThat(Guest.of(open, "192.0.2.67").get("/invite/hi_0000000000000000").status())
        .isEqualTo(404);
    assertThat(open.get("/api/v1/audit").json().findValuesAsText("action"))
        .contains("access.slowed");
  }

  @Test
  void at_the_machine_the_console_is_entered_without_a_token() {
    Guest here = Guest.atTheMachine(program);
    assertThat(here.get("/login/session").json().get("atTheMachine").asBoolean()).isTrue();
    assertThat(here.json("POST", "/login/here", "{}", "Origin", "https://evil.example").status())
        .isEqualTo(403);
    Rest.Answer in = here.json("POST", "/login/here", "{}", "X-None", "1");
    assertThat(in.status()).isEqualTo(200);
    assertThat(in.json().get("csrf").asText()).hasSize(64);
    assertThat(here.get("/api/v1/people").status()).isEqualTo(200);
    // The chat's picker stays.
    assertThat(here.get("/chat/state").json().get("personas").size()).isGreaterThan(2);
    assertThat(guest().json("POST", "/login/here", "{}", "X-None", "1").status()).isEqualTo(403);
  }

  /** An open page's stream of events. */
  private static final class Stream implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<String> rest;

    Stream(Guest guest) {
      try {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    http.send(
                            guest.request("/chat/events", "Accept", "text/event-stream").build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                    StandardCharsets.UTF_8));
        assertThat(lines.readLine()).contains("connected");
        rest =
            CompletableFuture.supplyAsync(
                () -> lines.lines().reduce("", (all, line) -> all + line + "\n"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    void ends() {
      assertThat(rest.orTimeout(10, TimeUnit.SECONDS).join()).contains("event: ended");
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
