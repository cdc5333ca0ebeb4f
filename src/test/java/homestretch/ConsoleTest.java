package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Guest;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What is done in the console, in a real browser, is what then stands in the program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private static final String CITY = "/api/v1/campaigns/sample-2026";

  /** What the grid says of itself: to read all of its cells out takes seconds. */
  private static final String CHANGED = "main p[aria-live]";

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
    assertThat(String.valueOf(browser.run("return JSON.stringify(localStorage)")))
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

  @Test
  void two_administrators_at_once_lose_nothing() {
    String unit = CITY + "/departments/LJ";
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "departments");
    edit("LJ");
    replace(console.field("dialog", "Who answers for it"), "Wang");
    program.put(unit, "{\"nameEn\": \"Linjiang\"}");
    console.press("dialog", "Save");
    browser.until("both are shown", b -> b.text("dialog").contains("Somebody else changed this"));
    assertThat(console.axe()).isEmpty();
    console.press("dialog", "Save what is chosen");
    browser.until("it is saved", b -> b.all("dialog").isEmpty());
    JsonNode saved = program.get(unit).json();
    assertThat(saved.get("lead").asText()).isEqualTo("Wang");
    assertThat(saved.get("nameEn").asText()).isEqualTo("Linjiang");

    // The same field: somebody has to choose.
    edit("LJ");
    replace(console.field("dialog", "Who answers for it"), "Li");
    program.put(unit, "{\"lead\": \"Zhao\"}");
    console.press("dialog", "Save");
    browser.until(
        "one is to choose", b -> b.text("dialog").contains("Still to choose: Who answers for it"));
    browser.screenshot("console-merge");
    assertThat(console.button("dialog", "Save what is chosen").isEnabled()).isFalse();
    browser.find("dialog .merge tbody td:nth-of-type(2) input").click();
    console.press("dialog", "Save what is chosen");
    browser.until("mine is saved", b -> b.all("dialog").isEmpty());
    assertThat(program.get(unit).json().get("lead").asText()).isEqualTo("Li");
  }

  /** Opens the form of a unit, once it has read what stands. */
  private void edit(String code) {
    browser
        .driver
        .findElement(
            By.xpath("//tr[td[1][normalize-space()='" + code + "']]//button[text()='Edit']"))
        .click();
    browser.until("the form", b -> !b.all("dialog[open]").isEmpty());
    browser.until("it is read", b -> console.button("dialog", "Save").isEnabled());
  }

  private void replace(WebElement field, String text) {
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  @Test
  void what_is_wrong_with_a_form_stands_at_its_field() {
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "departments");
    console.press("main", "Add a unit");
    browser.until("the form", b -> !b.all("dialog .field").isEmpty());
    console.field("dialog", "Code").sendKeys("no good");
    console.press("dialog", "Add");
    browser.until("it is refused", b -> !b.all("dialog .wrong").isEmpty());
    assertThat(browser.driver.switchTo().activeElement().getDomAttribute("aria-invalid"))
        .isEqualTo("true");
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-form-wrong");
    browser.keys(Keys.ESCAPE);
    browser.until("closed", b -> b.all("dialog").isEmpty());
  }

  @Test
  void a_scheme_says_who_moves_before_it_is_saved() {
    console.enter(Running.TOKEN, "zh-CN");
    console.open("sample-2026", "scheme");
    replace(console.field("main", "一般公共预算收入"), "80");
    console.field("main", "为什么改").sendKeys("突出财政");
    console.press("main", "看影响并保存");
    browser.until("the effect", b -> b.text("dialog").contains("名次变动"));
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-effect");
    assertThat(browser.all("dialog tbody tr")).isNotEmpty();
    console.press("dialog", "再改改");
    assertThat(program.get(CITY + "/scheme").json().get("items")).hasSize(1);
  }

  @Test
  void a_goal_is_given_a_scoring_rule_with_an_example_of_its_points() {
    console.enter(Running.TOKEN, "zh-CN");
    console.open("sample-2026", "scheme");
    String first = "fieldset.rule:nth-of-type(1)";
    assertThat(browser.text(first)).contains("例：完成 68.74 → 68.74");
    new Select(console.field(first, "计分规则")).selectByValue("table");
    browser.until("the bands", b -> b.text(first).contains("各档"));
    replace(console.field(first, "各档"), "80:50; 90:x");
    console.press("main", "看影响并保存");
    browser.until("it is refused", b -> !b.all(first + " .wrong").isEmpty());
    replace(console.field(first, "各档"), "80:50; 90:75; 100:100");
    assertThat(browser.text(first)).contains("例：不到 80 → 0，80 → 50，90 → 75，100 → 100");
    console.press("main", "看影响并保存");
    browser.until("the effect", b -> b.text("dialog").contains("名次变动"));
    assertThat(browser.text("dialog")).contains("得分");
    console.press("dialog", "再改改");
    assertThat(console.axe()).isEmpty();
    browser.driver.executeScript("arguments[0].scrollIntoView()", browser.find(first));
    browser.screenshot("console-scheme-rules");
    new Select(console.field(first, "计分规则")).selectByValue("rank");
    browser.until("the ranks", b -> b.text(first).contains("第 2 名 → 95"));
    assertThat(console.axe()).isEmpty();
  }

  @Test
  void files_are_looked_at_taken_in_and_taken_back() throws IOException {
    Path file = Files.createTempDirectory("console").resolve("上报.csv");
    Files.writeString(
        file, "department,goal,as_of,value\nLJ,GBR,2026-11-20,66.5\nQH,GBR,2026-11-20,53\n");
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "import");
    browser.find("input[type=file]").sendKeys(file.toString());
    browser.until("the difference", b -> b.text("main").contains("What it does: 2 added"));
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-import-difference");
    assertThat(browser.text("main")).contains("66.5").contains("Effect on today's board");
    assertThat(waitingFor("2026-11-20")).isZero();
    console.press("main", "Take it in");
    browser.until("it is in", b -> b.text("main").contains("Taken in: 2 added"));
    assertThat(waitingFor("2026-11-20")).isEqualTo(2);
    console.press("main", "Take this import back");
    browser.until("it asks", b -> !b.all("dialog").isEmpty());
    console.press("dialog", "Take back");
    browser.until("it is back", b -> b.text("main").contains("Taken back: 2 figures"));
    assertThat(waitingFor("2026-11-20")).isZero();
  }

  @Test
  void what_an_import_brought_goes_with_it_unless_something_stands_on_it() throws IOException {
    Path folder = Files.createTempDirectory("console");
    Path units = folder.resolve("departments.csv");
    Files.writeString(units, "code,name,league\nNEW1,新一区,新组\nNEW2,新二区,新组\n");
    Path targets = folder.resolve("targets.csv");
    Files.writeString(targets, "department,goal,target\nNEW1,GBR,10\n");
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "import");
    browser.find("input[type=file]").sendKeys(units + "\n" + targets);
    browser.until("the difference", b -> b.text("main").contains("What it does: 3 added"));
    console.press("main", "Take it in");
    browser.until("it is in", b -> b.text("main").contains("Taken in: 3 added"));
    program.post(
        CITY + "/reports",
        "{\"department\": \"NEW2\", \"goal\": \"GBR\", \"value\": 1, \"asOf\": \"2026-11-18\"}");
    console.press("main", "Take this import back");
    browser.until("it asks", b -> !b.all("dialog").isEmpty());
    console.press("dialog", "Take back");
    browser.until("it is back", b -> b.text("main").contains("2 new rows deleted"));
    // What somebody reported meanwhile keeps its unit, and the unit its league.
    assertThat(browser.text("main")).contains("What stays, and why", "unit NEW2", "1 figure");
    assertThat(program.get(CITY + "/departments/NEW1").status()).isEqualTo(404);
    assertThat(program.get(CITY + "/departments/NEW2").status()).isEqualTo(200);
    assertThat(program.get(CITY + "/targets?limit=1000").json().findValuesAsText("department"))
        .doesNotContain("NEW1");
  }

  @Test
  void goals_the_scheme_tokens_and_the_calendar_are_what_their_pages_made_them() {
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "goals");
    edit("GBR");
    replace(console.field("dialog", "Name in English"), "Foreign capital");
    console.press("dialog", "Save");
    browser.until("it is saved", b -> b.all("dialog").isEmpty());
    assertThat(program.get(CITY + "/goals/GBR").json().get("nameEn").asText())
        .isEqualTo("Foreign capital");

    console.open("sample-2026", "tokens");
    console.press("main", "New token");
    browser.until("the form", b -> !b.all("dialog .field").isEmpty());
    console.field("dialog", "Name").sendKeys("hall-screen");
    console.press("dialog", "Add");
    browser.until("the secret", b -> b.text("dialog").contains("hs_"));
    String secret = browser.text("dialog code");
    console.press("dialog", "Close");
    try (Rest screen = new Rest(program.app.port(), secret)) {
      assertThat(screen.get(CITY + "/countdown").status()).isEqualTo(200);
    }

    console.open("sample-2026", "calendar");
    console.press("main", "2027 ›");
    browser.until("the next year", b -> b.text("main").contains("Give the year 2027"));
    browser.find("main textarea").sendKeys("date,name,kind\n2027-01-01,元旦,holiday\n");
    console.press("main", "Read it");
    console.told("Read: 1 days off");
    assertThat(program.get("/api/v1/calendars/CN/2027").json().at("/holidays/0/date").asText())
        .isEqualTo("2027-01-01");
  }

  @Test
  void somebody_is_invited_and_invited_again_as_the_same_person() {
    console.enter(Running.TOKEN, "en");
    console.open("sample-2026", "people");
    console.press("main", "Invite");
    browser.until("the form", b -> !b.all("dialog .field").isEmpty());
    console.field("dialog", "For whom").sendKeys("Wang Min");
    console.field("dialog", "Codes of units").sendKeys("LJ");
    console.press("dialog", "Add");
    browser.until("the link", b -> b.text("dialog").contains("/invite/hi_"));
    browser.until(
        "its picture",
        b ->
            Boolean.TRUE.equals(
                b.run("return document.querySelector('dialog .qr').naturalWidth > 0")));
    browser.screenshot("console-invitation");
    String link = browser.text("dialog code");
    console.press("dialog", "Close");
    Guest guest = Guest.of(program);
    assertThat(guest.comeIn(link, "Wang Min").status()).isEqualTo(303);
    String person = guest.get("/login/session").json().at("/person/id").asText();
    console.open("sample-2026", "today");
    console.open("sample-2026", "people");
    browser
        .driver
        .findElement(By.xpath("//tr[contains(., '" + person + "')]//button[text()='Invite again']"))
        .click();
    browser.until("another link", b -> b.text("dialog").contains("/invite/hi_"));
    Guest phone = Guest.of(program);
    assertThat(phone.comeIn(browser.text("dialog code"), "").status()).isEqualTo(303);
    assertThat(phone.get("/login/session").json().at("/person/id").asText()).isEqualTo(person);
  }

  private int waitingFor(String day) {
    return program
        .get(CITY + "/reports?state=provisional&from=" + day + "&to=" + day)
        .json()
        .get("items")
        .size();
  }

  private void imported(String base, String name, String csv) {
    String form =
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                .formatted(name)
            + "Content-Type: text/csv\r\n\r\n%s\r\n--cut--\r\n".formatted(csv);
    Rest.Answer taken =
        program.send(
            program
                .request(base + "/import")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
  }

  @Test
  void a_grid_of_200_by_20_takes_keys_and_a_paste_and_saves_all_at_once() {
    String base = "/api/v1/campaigns/wide";
    program.post(
        "/api/v1/campaigns",
        """
        {"slug": "wide", "name": "大表", "start": "2026-01-01", "deadline": "2026-12-31"}
        """);
    StringBuilder goals = new StringBuilder("code,name,unit,direction\n");
    StringBuilder units = new StringBuilder("code,name,league\n");
    for (int i = 0; i < 20; i++) {
      goals.append("G%d,指标%d,个,up\n".formatted(i, i));
    }
    for (int i = 0; i < 200; i++) {
      units.append("D%d,单位%d,L\n".formatted(i, i));
    }
    imported(base, "goals.csv", goals.toString());
    imported(base, "departments.csv", units.toString());
    console.enter(Running.TOKEN, "zh-CN");
    console.open("wide", "targets");
    browser.until("the grid", b -> !b.all("td[data-at='0,0']").isEmpty());
    assertThat(browser.all(".grid tbody tr").size()).isLessThan(80);
    browser.run(
        "window.slow = []; new PerformanceObserver(l => l.getEntries().forEach(e =>"
            + " window.slow.push(Math.round(e.duration)))).observe({type: 'event',"
            + " durationThreshold: 16})");
    browser.find("td[data-at='0,0']").click();
    for (int i = 0; i < 20; i++) {
      browser.keys("1" + i, Keys.ENTER);
    }
    browser.until("twenty are typed", b -> b.text(CHANGED).contains("改了 20 格"));
    // No key is lost, however soon the next one comes.
    assertThat(browser.text("td[data-at='5,0']")).isEqualTo("15");
    assertThat(browser.text("td[data-at='19,0']")).isEqualTo("119");
    browser.keys(Keys.chord(Keys.CONTROL, Keys.END));
    browser.until("the last row", b -> !b.all("td[data-at='199,19'].here").isEmpty());
    browser.keys(Keys.chord(Keys.CONTROL, Keys.HOME));
    browser.until("the first row", b -> !b.all("td[data-at='0,0'].here").isEmpty());
    Object pasted =
        browser.run(
            """
            const rows = Array.from({length: 200}, (_, r) =>
              Array.from({length: 20}, (_, c) => r * 20 + c + 1 + '.5').join('\\t'));
            const clipboard = new DataTransfer();
            clipboard.setData('text/plain', rows.join('\\n'));
            const begun = performance.now();
            document.querySelector('.grid td.here').dispatchEvent(new ClipboardEvent('paste',
              {clipboardData: clipboard, bubbles: true, cancelable: true}));
            return Math.round(performance.now() - begun);
            """);
    browser.until("all are pasted", b -> b.text(CHANGED).contains("改了 4000 格"));
    System.out.println(
        "grid 200 × 20: slow key events (ms, 16 and more) "
            + browser.run("return window.slow.join(' ')")
            + "; paste of 4,000 cells "
            + pasted
            + " ms");
    // One row of two hundred: the others are made of the same.
    assertThat(console.axe("tr[aria-rowindex='2']")).isEmpty();
    browser.screenshot("console-grid");
    console.press("main", "看影响并保存");
    browser.until("what it does", b -> b.text("dialog .dialog > p").contains("新增 4000 个目标"));
    console.press("dialog", "保存 4000 格");
    console.told("新增 4000");
    assertThat(program.get(base + "/targets?limit=1000").json().get("items")).hasSize(1000);
  }
}
