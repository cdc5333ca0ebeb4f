package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Databases;
import homestretch.testing.Guest;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes on one PostgreSQL, behind one name: whoever came in on one is in on both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionNodesTest {
  private static final String PUBLIC = "http://chat.example";

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private MockOAuth2Server provider;
  private Running one;
  private Running other;

  @BeforeAll
  void start() {
    provider = new MockOAuth2Server();
    provider.start();
    Map<String, String> settings =
        Map.of(
            "HOMESTRETCH_DATABASE_URL",
            Databases.POSTGRESQL.freshUrl(),
            "HOMESTRETCH_SAMPLE",
            "on",
            "HOMESTRETCH_HTTP_PUBLIC_URL",
            PUBLIC,
            "HOMESTRETCH_LOGIN_OIDC_ISSUER",
            provider.issuerUrl("office").toString(),
            "HOMESTRETCH_LOGIN_OIDC_CLIENT_ID",
            "homestretch",
            "HOMESTRETCH_LOGIN_OIDC_ROLE_CLAIM",
            "groups");
    one = Running.with(clock, settings);
    other = Running.with(clock, settings);
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
    provider.shutdown();
  }

  private String invite() {
    Rest.Answer made =
        one.post(
            "/api/v1/invitations",
            "{\"name\": \"王敏\", \"role\": \"reporter\", \"campaigns\": [\"sample-2026\"],"
                + " \"departments\": [\"LJ\"]}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/invite/" + made.json().get("secret").asText();
  }

  /** The same browser, led to the other node. */
  private static Guest led(Guest from, Running to) {
    Guest there = Guest.of(to);
    there.cookies.putAll(from.cookies);
    return there;
  }

  private static int chat(Guest guest) {
    return guest.get("/chat/state").status();
  }

  @Test
  void a_session_of_one_node_is_good_on_the_other_and_ended_on_both() {
    Guest here = Guest.of(one);
    assertThat(here.form(invite(), Map.of("name", "王敏"), "Origin", PUBLIC).status()).isEqualTo(303);
    Guest there = led(here, other);
    assertThat(chat(there)).isEqualTo(200);
    // What a write must bring is the same on both.
    assertThat(there.csrf()).isEqualTo(here.csrf()).hasSize(64);
    String figure =
        "{\"department\": \"LJ\", \"goal\": \"GBR\", \"value\": 61, \"asOf\": \"2026-11-20\"}";
    assertThat(there.json("POST", "/api/v1/campaigns/sample-2026/reports", figure).status())
        .isEqualTo(201);
    // Used on the other alone, it lives on here.
    clock.advance(Duration.ofHours(11));
    assertThat(chat(there)).isEqualTo(200);
    clock.advance(Duration.ofHours(11));
    assertThat(chat(here)).isEqualTo(200);
    assertThat(there.form("/logout", Map.of("csrf", there.csrf()), "Origin", PUBLIC).status())
        .isEqualTo(303);
    assertThat(chat(here)).isEqualTo(401);
    assertThat(chat(led(here, other))).isEqualTo(401);
  }

  @Test
  void who_is_removed_on_one_node_is_out_on_both() {
    Guest here = Guest.of(one);
    here.form(invite(), Map.of("name", "李四"), "Origin", PUBLIC);
    Guest there = led(here, other);
    String id = there.get("/login/session").json().at("/person/id").asText();
    for (JsonNode each : one.get("/api/v1/people?limit=1000").json().get("items")) {
      if (each.get("external").asText().equals(id)) {
        String path = "/api/v1/people/" + each.get("id").asLong();
        assertThat(one.write("DELETE", path, "", "If-Match", one.get(path).header("ETag")).status())
            .isEqualTo(204);
      }
    }
    assertThat(chat(there)).isEqualTo(401);
    assertThat(chat(here)).isEqualTo(401);
  }

  @Test
  void of_sixteen_who_use_one_invitation_on_both_nodes_at_once_one_comes_in() throws Exception {
    String path = invite();
    List<Callable<Integer>> tries =
        IntStream.range(0, 16)
            .<Callable<Integer>>mapToObj(
                i ->
                    () ->
                        Guest.of(i % 2 == 0 ? one : other)
                            .form(path, Map.of("name", "十六"), "Origin", PUBLIC)
                            .status())
            .toList();
    List<Integer> answers = new java.util.ArrayList<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : pool.invokeAll(tries)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).containsOnly(303, 410).filteredOn(s -> s == 303).hasSize(1);
  }

  @Test
  void who_left_for_the_provider_from_one_node_comes_back_to_the_other_once() throws Exception {
    Guest here = Guest.of(one);
    Rest.Answer left = here.get("/login/oidc?next=/account");
    assertThat(left.status()).as(left.text()).isEqualTo(303);
    URI back;
    try (HttpClient browser = HttpClient.newHttpClient()) {
      back =
          URI.create(
              browser
                  .send(
                      HttpRequest.newBuilder(URI.create(left.header("Location"))).build(),
                      HttpResponse.BodyHandlers.discarding())
                  .headers()
                  .firstValue("Location")
                  .orElseThrow());
    }
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "office",
            "s-9",
            "JWT",
            List.of("homestretch"),
            Map.of("name", "韩梅", "groups", List.of("administrator")),
            3600));
    Guest there = led(here, other);
    String address = back.getRawPath() + "?" + back.getRawQuery();
    Rest.Answer in = there.get(address);
    assertThat(in.header("Location")).as(in.text()).isEqualTo("/account");
    assertThat(led(there, one).get("/api/v1/people").status()).isEqualTo(200);
    // The same answer of the provider again, on the first node: it is used up.
    assertThat(here.get(address).status()).isEqualTo(400);
  }
}
