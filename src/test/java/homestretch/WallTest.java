package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Browser;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The wallboard: what it may show, to whom, and how it looks in a real browser. */
class WallTest {
  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;

  @BeforeEach
  void start() {
    program = Running.with(clock, Map.of());
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private String slug() {
    return program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
  }

  private Rest.Answer through_a_proxy(String token) {
    var request =
        HttpRequest.newBuilder(URI.create(program.url("/wall/sample-2026/board")))
            .header("X-Forwarded-For", "10.0.0.7");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return program.send(request.build());
  }

  @Test
  void it_says_what_the_countdown_says_and_no_more_than_is_disclosed() {
    JsonNode wall = program.get("/wall/" + slug() + "/board").json();
    JsonNode countdown = program.get("/api/v1/campaigns/" + slug() + "/countdown").json();
    assertThat(wall.get("daysLeft").asInt()).isEqualTo(39);
    assertThat(wall.at("/completion/percent").decimalValue())
        .isEqualByComparingTo(countdown.get("completion").decimalValue());
    assertThat(wall.at("/time/percent").decimalValue())
        .isEqualByComparingTo(countdown.get("timeProgress").decimalValue());
    Rest.Answer closed =
        program.put(
            "/api/v1/campaigns/" + slug() + "/scheme",
            """
            {"from": "2026-11-24", "disclosure": "top", "reason": "the first three only"}
            """);
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    clock.set("2026-11-24T04:00:00Z");
    for (JsonNode league : program.get("/wall/" + slug() + "/board").json().get("leagues")) {
      assertThat(league.get("rows").size()).as(league.toString()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void it_is_answered_again_only_when_something_changed() {
    String path = "/wall/" + slug() + "/board";
    // What another test has changed may still be on its way.
    Await.until("the same is not answered again", () -> again(path).status() == 304);
    String etag = program.get(path).header("ETag");
    clock.set("2026-11-24T04:00:00Z");
    assertThat(program.get(path).header("ETag")).isNotEqualTo(etag);
  }

  private Rest.Answer again(String path) {
    String etag = program.get(path).header("ETag");
    return program.send(program.request(path).header("If-None-Match", etag).GET().build());
  }

  @Test
  void from_elsewhere_it_wants_a_token_that_is_good() {
    assertThat(through_a_proxy("").status()).isEqualTo(401);
    assertThat(through_a_proxy("hs_nobody").status()).isEqualTo(401);
    assertThat(through_a_proxy(Running.TOKEN).status()).isEqualTo(200);
    assertThat(program.get("/wall/no-such/board").status()).isEqualTo(404);
  }

  @Test
  void a_token_of_another_campaign_does_not_open_it() {
    program.post(
        "/api/v1/campaigns",
        """
        {"slug": "town", "name": "镇", "start": "2026-01-01", "deadline": "2026-12-31"}
        """);
    String token = "{\"name\": \"%s\", \"role\": \"viewer\", \"campaigns\": [\"%s\"]}";
    String town =
        program
            .post("/api/v1/tokens", token.formatted("hall-town", "town"))
            .json()
            .get("token")
            .asText();
    String city =
        program
            .post("/api/v1/tokens", token.formatted("hall", "sample-2026"))
            .json()
            .get("token")
            .asText();
    assertThat(through_a_proxy(town).status()).isEqualTo(403);
    assertThat(through_a_proxy(city).status()).isEqualTo(200);
  }

  /** The stream goes to whom the board goes, says when to ask, and ends when that right ends. */
  @Test
  void a_stream_tells_of_what_changed_until_its_token_is_revoked() throws Exception {
    JsonNode token =
        program.post("/api/v1/tokens", "{\"name\": \"hall\", \"role\": \"viewer\"}").json();
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(program.url("/wall/" + slug() + "/events")))
            .header("X-Forwarded-For", "10.0.0.7")
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token.get("token").asText())
            .build();
    HttpClient http = HttpClient.newHttpClient();
    try {
      HttpResponse<Stream<String>> answer = http.send(asked, HttpResponse.BodyHandlers.ofLines());
      Iterator<String> told =
          answer
              .body()
              .filter(line -> line.startsWith("event"))
              .map(l -> l.substring(6).strip())
              .iterator();
      assertThat(told.next()).isEqualTo("changed");
      Rest.Answer closed =
          program.put(
              "/api/v1/campaigns/" + slug() + "/scheme",
              "{\"from\": \"2026-11-24\", \"disclosure\": \"top\", \"reason\": \"three\"}");
      assertThat(closed.status()).as(closed.text()).isEqualTo(200);
      assertThat(told.next()).isEqualTo("changed");
      clock.set("2026-11-23T17:00:00Z");
      assertThat(told.next()).as("midnight").isEqualTo("changed");
      String own = "/api/v1/tokens/hall";
      String etag = program.get(own).header("ETag");
      assertThat(program.write("DELETE", own, "", "If-Match", etag).status()).isEqualTo(204);
      String last = told.next();
      while (last.equals("changed")) {
        // What came with the change before, or with the end itself.
        last = told.next();
      }
      assertThat(last).isEqualTo("ended");
    } finally {
      // Not close(): that waits for a stream which may still stand.
      http.shutdownNow();
    }
  }

  @Test
  void it_turns_its_pages_holds_on_a_key_and_keeps_what_it_had_when_the_network_is_gone() {
    try (Browser browser = Browser.start()) {
      browser.size(1920, 1080, false);
      browser.driver.get(program.url("/wall/" + slug()));
      browser.until("the board", b -> b.text("#number").equals("39") && !b.all("td").isEmpty());
      assertThat(browser.text("#pages")).startsWith("1 / ");
      clock.set("2026-11-24T04:00:00Z");
      browser.until("what changed, live", b -> b.text("#number").equals("38"));
      clock.set("2026-11-23T04:00:00Z");
      browser.until("and back", b -> b.text("#number").equals("39"));
      assertThat(
              browser.run(
                  "return performance.getEntriesByType('resource')"
                      + ".filter(e => e.name.endsWith('/board')).length < 6"))
          .isEqualTo(true);
      String first = browser.text("#stage h2");
      new Actions(browser.driver).sendKeys(Keys.SPACE).sendKeys(Keys.ARROW_RIGHT).perform();
      browser.until("the next page", b -> !b.text("#stage h2").equals(first));
      assertThat(browser.text("#pages")).contains("2 / ").contains("空格");
      browser.until("nothing overflows", b -> !overflows(b));
      browser.screenshot("wall-1080p");
      browser.size(3840, 2160, false);
      browser.until("nothing overflows", b -> !overflows(b));
      browser.size(1080, 1920, false);
      browser.until("nothing overflows", b -> !overflows(b));
      browser.screenshot("wall-portrait");
      browser.size(390, 844, true);
      browser.driver.get(program.url("/wall/" + slug() + "?preset=phone&lang=en"));
      browser.until("English", b -> b.text("#unit").equals("days") && !b.all("td").isEmpty());
      assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
          .isEqualTo(true);
      browser.screenshot("wall-phone");
      assertThat(browser.complaints()).isEmpty();
      program.close();
      browser.until("it says so", b -> b.text("#state").startsWith("no connection"));
      assertThat(browser.text("#number")).isEqualTo("39");
    }
  }

  private static boolean overflows(Browser browser) {
    return Boolean.TRUE.equals(
        browser.run(
            "const e = document.documentElement;"
                + " return e.scrollWidth > innerWidth || e.scrollHeight > innerHeight"));
  }
}
