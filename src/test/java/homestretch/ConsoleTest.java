package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/** What is done in the console, in a real browser, is what then stands in the program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private static final String CITY = "/api/v1/campaigns/sample-2026";

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;
  private Browser browser;
  private ConsolePages console;

  @BeforeAll
  void start() {
    browser = Browser.start();
    program = Running.with(clock, Map.of());
    console = new ConsolePages(browser, program);
  }

  @AfterAll
  void stop() {
    browser.close();
    program.close();
  }

  private String token(String json) {
    return program.post("/api/v1/tokens", json.replace('\'', '"')).json().get("token").asText();
  }

  private static int waiting(Rest who) {
    return who.get(CITY + "/reports?review=true&limit=1000").json().get("items").size();
  }

  @Test
  void a_wrong_token_is_said_and_a_right_one_opens_the_console_for_this_tab_alone() {
    browser.driver.get(program.url("/health/live"));
    browser.run("sessionStorage.clear(); localStorage.setItem('language', 'en')");
    browser.driver.get(program.url("/admin"));
    browser.until("the gate", b -> !b.all("form.card").isEmpty());
    assertThat(console.axe()).isEmpty();
    console.field("form", "Token").sendKeys("hs_nobody", Keys.ENTER);
    browser.until("it is refused", b -> b.text("form").contains("unknown"));
    assertThat(console.axe()).isEmpty();
    console.field("form", "Token").clear();
    console.field("form", "Token").sendKeys(Running.TOKEN, Keys.ENTER);
    browser.until("inside", b -> b.text("main").contains("Days left"));
    assertThat(browser.run("return JSON.stringify(localStorage)").toString())
        .doesNotContain(Running.TOKEN);
    console.press(".side", "Log out");
    browser.until("outside again", b -> !b.all("form.card").isEmpty());
  }

  @Test
  void a_reviewer_sees_the_queue_alone_without_what_is_their_own() {
    String mine = token("{'name': 'rev', 'role': 'reviewer', 'campaigns': ['sample-2026']}");
    Rest reviewer = new Rest(program.app.port(), mine);
    int all = waiting(reviewer);
    assertThat(all).isGreaterThan(3);
    JsonNode first =
        reviewer.get(CITY + "/reports?review=true&limit=1000").json().get("items").get(0);
    String department = first.get("department").asText();
    program.post(
        CITY + "/departments/" + department + "/links",
        "{\"platform\": \"api\", \"kind\": \"user\", \"external\": \"rev\"}");
    int left = waiting(reviewer);
    assertThat(left).isLessThan(all);
    console.enter(mine, "zh-CN");
    browser.until("the queue", b -> b.text("main").contains(left + " 条待核定"));
    assertThat(browser.all(".side nav a")).hasSize(1);
    assertThat(browser.text("tbody")).doesNotContain(name(department));

    // By keyboard alone: choose two, verify them, reject the next with a reason.
    browser.find(".scroll").click();
    browser.run("document.querySelector('.scroll').focus()");
    browser.keys(Keys.ARROW_DOWN, Keys.SPACE, Keys.ARROW_DOWN, Keys.SPACE);
    browser.until("two are chosen", b -> b.text("main").contains("已选 2 条"));
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-verify-chosen");
    browser.keys("v");
    console.told("已核定 2 条");
    assertThat(waiting(reviewer)).isEqualTo(left - 2);
    browser.keys("x");
    browser.until("it asks for the reason", b -> !b.all("dialog[open]").isEmpty());
    assertThat(console.axe()).isEmpty();
    console.press("dialog", "退回");
    browser.until("a reason is needed", b -> b.text("dialog").contains("请写明原因"));
    browser.keys("口径不对", Keys.chord(Keys.CONTROL, Keys.ENTER));
    console.told("已退回 1 条");
    assertThat(waiting(reviewer)).isEqualTo(left - 3);
    assertThat(
            program
                .get(CITY + "/reports?state=rejected&limit=1000")
                .json()
                .findValuesAsText("reason"))
        .contains("口径不对");
    reviewer.close();
  }

  private String name(String department) {
    return program.get(CITY + "/departments/" + department).json().get("name").asText();
  }

  @Test
  void a_viewer_and_a_reporter_are_told_where_to_go() {
    for (String role : List.of("viewer", "reporter")) {
      console.enter(
          token(
              "{'name': 'look-%s', 'role': '%s', 'campaigns': ['sample-2026']}"
                  .formatted(role, role)),
          "en");
      browser.until(
          "politely", b -> b.text("main").contains("This is for administrators and reviewers"));
      assertThat(browser.all(".side nav a")).isEmpty();
      assertThat(console.axe()).isEmpty();
    }
  }

  @Test
  void todays_posts_are_looked_at_paused_and_sent_now() {
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "today");
    console.press("main", "Preview");
    browser.until("the post", b -> !b.all("dialog .post").isEmpty());
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-preview");
    browser.keys(Keys.ESCAPE);
    browser.until("closed", b -> b.all("dialog").isEmpty());
    int before = program.get("/api/v1/deliveries?limit=1000").json().get("items").size();
    clock.set("2026-11-23T04:05:00Z");
    console.press("main", "Send now");
    browser.until("it asks", b -> !b.all("dialog").isEmpty());
    console.press("dialog", "Send");
    console.told("Sent to 1 channel");
    assertThat(program.get("/api/v1/deliveries?limit=1000").json().get("items").size())
        .isEqualTo(before + 1);
    console.press("main", "Pause");
    console.told("Paused until you resume it");
    browser.until("it can go on", b -> b.text("main").contains("Resume"));
    assertThat(program.get("/api/v1/schedules").json().findValuesAsText("paused")).contains("true");
    console.press("main", "Resume");
    browser.until("it goes on", b -> !b.text("main").contains("Resume"));
  }
}
