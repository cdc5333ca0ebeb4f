package homestretch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Databases;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and log-in links made at the machine, while the program serves the same database. */
class AccessCommandsTest {
  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private String url = "";
  private Running program;

  @BeforeEach
  void start() {
    on(Databases.SQLITE);
  }

  private void on(Databases databases) {
    url = databases.migratedUrl();
    program =
        Running.with(clock, Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_DATABASE_URL", url));
    for (String slug : new String[] {"city", "town"}) {
      program.post(
          "/api/v1/campaigns",
          "{\"slug\": \"%s\", \"name\": \"城\", \"start\": \"2026-01-01\", \"deadline\":"
                  .formatted(slug)
              + " \"2026-12-31\"}");
    }
    program.post("/api/v1/campaigns/city/leagues", "{\"code\": \"L\", \"name\": \"组\"}");
    program.post(
        "/api/v1/campaigns/city/departments",
        "{\"code\": \"A\", \"name\": \"甲\", \"league\": \"L\"}");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private record Ran(int code, String out, String err) {
    JsonNode json() throws Exception {
      return new ObjectMapper().readTree(out);
    }
  }

  private Ran run(String locale, Map<String, String> more, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("LANG", locale);
    environment.put("HOMESTRETCH_DATABASE_URL", url);
    int code =
        Cli.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Databases.HOME,
                clock),
            arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Ran run(String... arguments) {
    return run("en_GB.UTF-8", Map.of(), arguments);
  }

  @Test
  void a_token_has_the_role_the_campaigns_and_the_departments_that_were_typed() throws Exception {
    Ran made =
        run(
            "token",
            "create",
            "--name",
            "gbr",
            "--role",
            "reporter",
            "--campaign",
            "city",
            "--campaign",
            "town",
            "--departments",
            "A",
            "--expires",
            "30d");
    assertThat(made.code()).as(made.err()).isZero();
    String secret = made.out().strip();
    assertThat(secret).startsWith("hs_").doesNotContain(" ");
    try (Rest rest = new Rest(program.app.port(), secret)) {
      assertThat(rest.get("/api/v1/campaigns/city").status()).isEqualTo(200);
      assertThat(rest.get("/api/v1/tokens").status()).isEqualTo(403);
      JsonNode listed = run("token", "list", "--json").json();
      JsonNode token = listed.get(listed.size() - 1);
      assertThat(token.get("name").asText()).isEqualTo("gbr");
      assertThat(token.get("role").asText()).isEqualTo("reporter");
      assertThat(token.get("campaigns").toString()).isEqualTo("[\"city\",\"town\"]");
      assertThat(token.get("allCampaigns").asBoolean()).isFalse();
      assertThat(token.get("departments").toString()).isEqualTo("[\"A\"]");
      assertThat(token.get("expiresAt").asText()).isEqualTo("2026-12-23T04:00:00Z");
      assertThat(token.has("token")).isFalse();
      assertThat(run("token", "list").out())
          .contains("gbr  reporter  city town  A")
          .contains("administrator  all campaigns");
      assertThat(run("token", "revoke", "gbr").code()).isZero();
      assertThat(rest.get("/api/v1/campaigns/city").status()).isEqualTo(401);
    }
  }

  @Test
  void on_postgresql_the_same() throws Exception {
    program.close();
    on(Databases.POSTGRESQL);
    a_token_has_the_role_the_campaigns_and_the_departments_that_were_typed();
    an_invitation_is_a_link_to_where_the_program_is_reached();
  }

  @Test
  void without_a_campaign_it_is_for_all_and_a_day_ends_where_the_settings_are() throws Exception {
    Ran made = run("token", "create", "ops", "--all-campaigns", "--expires", "2027-01-31");
    assertThat(made.code()).as(made.err()).isZero();
    JsonNode listed = run("token", "list", "--json").json();
    JsonNode token = listed.get(listed.size() - 1);
    assertThat(token.get("allCampaigns").asBoolean()).isTrue();
    assertThat(token.get("role").asText()).isEqualTo("administrator");
    assertThat(token.get("expiresAt").asText()).isEqualTo("2027-01-31T16:00:00Z");
  }

  @Test
  void wrong_use_is_said_before_anything_is_made() throws Exception {
    int before = run("token", "list", "--json").json().size();
    for (String[] wrong :
        new String[][] {
          {"token", "create"},
          {"token", "create", "a", "--name", "b"},
          {"token", "create", "a", "--role", "king"},
          {"token", "create", "a", "--campaign", "nowhere"},
          {"token", "create", "a", "--campaign", "city", "--all-campaigns"},
          {"token", "create", "a", "--role", "viewer", "--departments", "A"},
          {"token", "create", "a", "--role", "reporter", "--departments", "Z"},
          {"token", "create", "a", "--expires", "soon"},
          {"token", "create", "a", "--expires", "2020-01-01"},
          {"token", "create", "a b"},
          {"token", "revoke", "nobody"},
          {"invite", "王敏"},
          {"invite", "王敏", "--role", "viewer", "--expires", "400d"}
        }) {
      Ran ran = run(wrong);
      assertThat(ran.code()).as(String.join(" ", wrong) + ran.err()).isEqualTo(2);
      assertThat(ran.err()).isNotBlank();
    }
    assertThat(run("token", "list", "--json").json()).hasSize(before);
    assertThat(run("token", "revoke", "administrator").code()).as("the last one").isEqualTo(3);
    run("token", "create", "twice");
    assertThat(run("token", "create", "twice").code()).isEqualTo(3);
    assertThat(run("zh_CN.UTF-8", Map.of(), "token", "create", "a", "--role", "王").err())
        .contains("--role：“王”应为 viewer");
  }

  @Test
  void an_invitation_is_a_link_to_where_the_program_is_reached() throws Exception {
    Map<String, String> address =
        Map.of("HOMESTRETCH_HTTP_PUBLIC_URL", "https://drive.example.gov.cn");
    Ran made =
        run(
            "en_GB.UTF-8",
            address,
            "invite",
            "王敏",
            "--role",
            "reporter",
            "--campaign",
            "city",
            "--departments",
            "A");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out().strip())
        .matches("https://drive\\.example\\.gov\\.cn/invite/hi_[A-Za-z0-9_-]{16,64}");
    assertThat(made.err()).contains("good once, until 2026-11-30T04:00:00Z");
    JsonNode listed = program.get("/api/v1/invitations").json().get("items");
    assertThat(listed.get(0).get("name").asText()).isEqualTo("王敏");
    assertThat(listed.get(0).get("departments").toString()).isEqualTo("[\"A\"]");
    Ran json =
        run(
            "en_GB.UTF-8",
            Map.of("HOMESTRETCH_HTTP_PORT", "7171"),
            "invite",
            "--name",
            "李雷",
            "--role",
            "viewer",
            "--json");
    assertThat(json.json().get("link").asText()).startsWith("http://127.0.0.1:7171/invite/hi_");
    assertThat(json.json().get("allCampaigns").asBoolean()).isTrue();
    Ran unknown =
        run("en_GB.UTF-8", Map.of("HOMESTRETCH_HTTP_PORT", "0"), "invite", "A", "--role", "viewer");
    assertThat(unknown.code()).isZero();
    assertThat(unknown.out()).startsWith("/invite/hi_");
    assertThat(unknown.err()).contains("http.publicUrl");
  }
}
