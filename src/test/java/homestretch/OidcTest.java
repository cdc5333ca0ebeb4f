package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Guest;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in by an identity provider that speaks OpenID Connect, started by the test itself. */
class OidcTest {
  private static final String CLIENT = "homestretch";
  private static final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");

  private static MockOAuth2Server provider;
  private static Running program;
  private static HttpClient browser;

  @BeforeAll
  static void start() {
    browser = HttpClient.newHttpClient();
    provider = new MockOAuth2Server();
    provider.start();
    program =
        Running.with(
            clock,
            Map.of(
                "HOMESTRETCH_LOGIN_OIDC_ISSUER",
                provider.issuerUrl("office").toString(),
                "HOMESTRETCH_LOGIN_OIDC_CLIENT_ID",
                CLIENT,
                "HOMESTRETCH_LOGIN_OIDC_CLIENT_SECRET",
                "a-secret-of-the-client",
                "HOMESTRETCH_LOGIN_OIDC_ROLE_CLAIM",
                "realm_access.roles"));
  }

  @AfterAll
  static void stop() {
    program.close();
    provider.shutdown();
    browser.close();
  }

  private static void says(String subject, Map<String, Object> claims) {
    says(subject, claims, 3600);
  }

  private static void says(String subject, Map<String, Object> claims, long seconds) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback("office", subject, "JWT", List.of(CLIENT), claims, seconds));
  }

  private static Map<String, Object> roles(String name, String... roles) {
    return Map.of("name", name, "realm_access", Map.of("roles", List.of(roles)));
  }

  /** Goes to the provider; the way back, as it says. */
  private static URI away(Guest guest, String next) {
    Rest.Answer left = guest.get("/login/oidc?next=" + next);
    assertThat(left.status()).as(left.text()).isEqualTo(303);
    assertThat(left.header("Location"))
        .contains("code_challenge_method=S256", "nonce=", "state=", "response_type=code");
    try {
      return URI.create(
          browser
              .send(
                  HttpRequest.newBuilder(URI.create(left.header("Location"))).build(),
                  HttpResponse.BodyHandlers.discarding())
              .headers()
              .firstValue("Location")
              .orElseThrow());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Rest.Answer back(Guest guest, URI back) {
    return guest.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private static Guest in(String subject, Map<String, Object> claims) {
    Guest guest = Guest.of(program);
    URI back = away(guest, "/account");
    says(subject, claims);
    Rest.Answer in = back(guest, back);
    assertThat(in.status()).as(in.text()).isEqualTo(303);
    assertThat(in.header("Location")).isEqualTo("/account");
    return guest;
  }

  private static JsonNode person(Guest guest) {
    String id = guest.get("/login/session").json().at("/person/id").asText();
    for (JsonNode each : program.get("/api/v1/people?limit=1000").json().get("items")) {
      if (each.get("external").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("not among the people: " + id);
  }

  @Test
  void a_role_that_the_claim_names_is_a_right_until_it_is_gone() {
    Guest one = in("s-1", roles("李雷", "homestretch-administrator", "something"));
    assertThat(one.get("/api/v1/people").status()).isEqualTo(200);
    assertThat(person(one).get("role").asText()).isEqualTo("administrator");
    assertThat(person(one).get("name").asText()).isEqualTo("李雷");
    Guest again = in("s-1", roles("李雷（新名）", "viewer"));
    assertThat(person(again).get("external")).isEqualTo(person(one).get("external"));
    assertThat(person(again).get("name").asText()).isEqualTo("李雷（新名）");
    assertThat(again.get("/api/v1/people").status()).isEqualTo(403);
    assertThat(one.get("/api/v1/people").status()).isEqualTo(403);
  }

  @Test
  void who_has_no_rights_is_told_whom_to_ask_and_administrators_see_them() {
    in("boss", roles("韩主任", "administrator"));
    Guest nobody = in("s-2", roles("赵六"));
    assertThat(nobody.get("/").header("Location")).isEqualTo("/account");
    Rest.Answer page = nobody.get("/account", "Accept-Language", "zh-CN");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("您还没有权限", "韩主任", person(nobody).get("external").asText());
    assertThat(nobody.get("/account?lang=en").text()).contains("nothing is open to you yet");
    assertThat(person(nobody).get("campaigns")).isEmpty();
    assertThat(nobody.get("/api/v1/campaigns").json().get("items")).isEmpty();
    program.post(
        "/api/v1/people",
        """
        {"platform": "web", "external": "%s", "role": "reporter", "campaigns": ["sample-2026"],
         "departments": ["LJ"]}
        """
            .formatted(person(nobody).get("external").asText()));
    assertThat(nobody.get("/").status()).isEqualTo(200);
    // A role of the provider's own naming can be given rights, as one of any chat platform.
    Guest finance = in("s-3", roles("钱七", "finance"));
    assertThat(finance.get("/").status()).isEqualTo(303);
    program.post(
        "/api/v1/people",
        """
        {"platform": "web", "kind": "role", "external": "finance", "role": "viewer",
         "campaigns": ["sample-2026"]}
        """);
    assertThat(finance.get("/").status()).isEqualTo(200);
  }

  @Test
  void a_person_is_known_by_issuer_and_subject_and_never_by_a_name() {
    Guest one = in("s-4", roles("周八"));
    Guest other = in("s-5", roles("周八"));
    assertThat(person(one).get("external")).isNotEqualTo(person(other).get("external"));
  }

  @Test
  void the_way_back_works_once_in_the_same_browser_and_in_time() {
    Guest guest = Guest.of(program);
    Guest other = Guest.of(program);
    away(other, "/");
    URI back = away(guest, "/");
    assertThat(back(other, back).status()).isEqualTo(400);
    assertThat(guest.get(back.getRawPath() + "?code=x&state=unknown").status()).isEqualTo(400);
    URI second = away(guest, "/");
    says("s-6", roles("吴九", "viewer"));
    assertThat(back(guest, second).status()).isEqualTo(303);
    assertThat(back(guest, second).status()).isEqualTo(400);
    Guest slow = Guest.of(program);
    URI late = away(slow, "/");
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(back(slow, late).status()).isEqualTo(400);
  }

  @Test
  void a_token_that_is_not_for_this_log_in_lets_nobody_in() {
    Guest guest = Guest.of(program);
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("aud", "another-program"),
            Map.of("nonce", "of-another-log-in"),
            Map.of("iss", "https://elsewhere.example"))) {
      URI back = away(guest, "/");
      says("s-7", wrong, 3600);
      assertThat(back(guest, back).status()).as(wrong.toString()).isEqualTo(502);
    }
    // Signed two minutes from now: no clock is that far off. Half a minute may be.
    URI back = away(guest, "/");
    says("s-7", Map.of("iat", later(120)), 3600);
    assertThat(back(guest, back).status()).isEqualTo(502);
    back = away(guest, "/");
    says("s-7", Map.of("iat", later(30)), 3600);
    assertThat(back(guest, back).status()).isEqualTo(303);
  }

  private static Date later(int seconds) {
    return new Date(System.currentTimeMillis() + seconds * 1000L);
  }

  @Test
  void a_refusal_by_the_provider_is_told_and_nobody_is_logged_in() {
    Guest guest = Guest.of(program);
    URI back = away(guest, "/");
    String state = back.getRawQuery().replaceAll(".*(state=[^&]*).*", "$1");
    Rest.Answer refused =
        guest.get(back.getRawPath() + "?error=access_denied%0aX&" + state, "Accept-Language", "en");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("did not agree").doesNotContain("access_denied");
    assertThat(guest.get("/chat/state").status()).isEqualTo(401);
  }

  @Test
  void even_at_the_machine_one_logs_in() {
    assertThat(Guest.atTheMachine(program).get("/").header("Location")).isEqualTo("/login");
    assertThat(Guest.of(program).get("/login?lang=en&next=/admin").text())
        .contains("/login/oidc?next=%2Fadmin", "your organisation");
  }
}
