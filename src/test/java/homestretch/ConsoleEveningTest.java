package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.audit.Actor;
import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The first evening of an administrator, from an empty database to the first post, and the evenings
 * after it: what is saved on the pages is what then stands in the program.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleEveningTest {
  private static final String CITY = "/api/v1/campaigns/city-2026";

  /** Whose first answer is lost: what is tried again goes on where it was. */
  private static final String FIRST_RUN_FAILS =
      """
      const real = window.fetch;
      let failed = false;
      window.fetch = (at, options) => {
        if (failed || !String(at).endsWith('/run')) return real(at, options);
        failed = true;
        return Promise.resolve(new Response('{"detail": "平台没有回答"}',
          {status: 502, headers: {'Content-Type': 'application/problem+json'}}));
      };
      """;

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;
  private Browser browser;
  private ConsolePages console;
  private int clicks;

  @BeforeAll
  void start(@TempDir Path backups) {
    browser = Browser.start();
    program =
        Running.with(
            clock,
            Map.of("HOMESTRETCH_SAMPLE", "off", "HOMESTRETCH_BACKUP_FOLDER", backups.toString()));
    console = new ConsolePages(browser, program);
  }

  @AfterAll
  void stop() {
    browser.close();
    program.close();
  }

  private void click(String within, String label) {
    console.press(within, label);
    clicks++;
  }

  /** As a paste from the context menu does it. */
  private void paste(String text) {
    console.field("main", "从表格粘贴").click();
    browser.run(
        "const at = document.activeElement; at.value = arguments[0];"
            + " at.dispatchEvent(new Event('input', {bubbles: true}))",
        text);
    clicks += 2;
  }

  @Test
  @Order(1)
  void five_steps_by_mouse_lead_from_nothing_to_the_first_post() {
    Instant begun = Instant.now();
    browser.driver.get(program.url("/health/live"));
    browser.run("localStorage.setItem('language', 'zh-CN')");
    browser.driver.get(program.url("/admin"));
    browser.until("the gate", b -> !b.all("form.card").isEmpty());
    assertThat(console.axe()).isEmpty();
    click("form", "以本机管理员进入");
    browser.until("the first step", b -> b.text("main").contains("1. 哪一年"));
    browser.screenshot("console-setup-1");
    click("main", "下一步");
    browser.until("the units", b -> b.text("main").contains("2. 有哪些单位"));
    paste("序号\t单位\t组别\n1\t临江区\t区县\n2\t高北区\t区县\n3\t望海区\t区县\n4\t市财政局\t部门\n5\t市商务局\t部门\n");
    browser.until("they are understood", b -> b.all("main tbody tr").size() == 5);
    assertThat(console.button("main", "下一步").isEnabled()).isTrue();
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-setup-2");
    click("main", "下一步");
    browser.until("the goals", b -> b.text("main").contains("3. 考核哪些指标"));
    // A page that is loaded again goes on where it was.
    browser.driver.navigate().refresh();
    browser.until("the goals again", b -> b.text("body").contains("3. 考核哪些指标"));
    paste("一般公共预算收入\t亿元\t60\n固定资产投资\t亿元\t40");
    click("main", "下一步");
    browser.until("the targets", b -> b.text("main").contains("4. 年度目标值"));
    paste("单位\t一般公共预算收入\t固定资产投资\n临江区\t68\t1,200\n高北区\t45.5\t800\n望海区\t30\t500\n没有区\t1\t1");
    browser.until("a row is not known", b -> b.text("main").contains("没有这些单位"));
    assertThat(browser.text("main")).contains("看懂了 6 个目标");
    browser.screenshot("console-setup-4");
    click("main", "下一步");
    browser.until("where to", b -> b.text("main").contains("5. 发到哪里"));
    browser.run(FIRST_RUN_FAILS);
    console.press("main", "完成，发第一条");
    browser.until("it failed", b -> b.text("main").contains("平台没有回答"));
    replace(console.field("main", "频道名称"), "年终播报");
    click("main", "完成，发第一条");
    browser.until("done", b -> b.text("main").contains("第一条播报已经发出"));
    assertThat(console.axe()).isEmpty();
    browser.screenshot("console-setup-5");
    click("main", "去“今天”");
    browser.until("today", b -> b.text("main").contains("剩余天数"));
    assertThat(program.get("/api/v1/campaigns").json().at("/items/0/slug").asText())
        .isEqualTo("city-2026");
    assertThat(program.get(CITY + "/departments").json().get("items")).hasSize(5);
    JsonNode targets = program.get(CITY + "/targets").json().get("items");
    assertThat(targets).hasSize(6);
    assertThat(targets.findValuesAsText("target")).contains("1200", "45.5");
    // The second try left no second channel and no second schedule.
    assertThat(program.get("/api/v1/channels").json().findValuesAsText("address"))
        .containsExactly("年终播报");
    assertThat(program.get("/api/v1/schedules").json().get("items")).hasSize(1);
    assertThat(program.get("/api/v1/deliveries").json().findValuesAsText("state"))
        .containsExactly("sent");
    assertThat(browser.complaints()).isEmpty();
    System.out.println(
        "first evening: "
            + clicks
            + " clicks and 3 pastes, "
            + Duration.between(begun, Instant.now()).toSeconds()
            + " s by machine");
  }

  /** What has the focus, by its words or its name. */
  private String focused() {
    return String.valueOf(
        browser.run(
            "const at = document.activeElement;"
                + " return (at.getAttribute('aria-label') ?? at.innerText ?? '').trim()"));
  }

  private void focusIs(String words) {
    browser.until("the focus is at " + words, b -> focused().contains(words));
  }

  private void tabTo(Predicate<Browser> there) {
    for (int pressed = 0; pressed < 100; pressed++) {
      if (there.test(browser)) {
        return;
      }
      browser.keys(Keys.TAB);
    }
    throw new AssertionError("not reached by Tab; the focus is at " + focused());
  }

  @Test
  @Order(8)
  void everything_is_reached_by_keyboard_and_the_focus_stays_where_the_work_is() {
    console.enter(Running.TOKEN, "en");
    console.open("city-2026", "departments");
    browser.run("document.activeElement.blur()");
    browser.driver.navigate().refresh();
    browser.until("it is read", b -> b.all("main tbody tr").size() > 5);
    browser.keys(Keys.TAB);
    focusIs("Skip to the page");
    browser.keys(Keys.ENTER);
    focusIs("Units and leagues");
    browser.keys(Keys.TAB);
    focusIs("Import a file");
    browser.keys(Keys.TAB);
    focusIs("Add a league");
    browser.keys(Keys.ENTER);
    opened("Name in Chinese");
    browser.until("at its first field", b -> !b.all("dialog input:focus").isEmpty());
    // A trap on purpose: nothing outside the dialog is reached, and it can be left.
    browser.keys("EXTRA", Keys.TAB, "加试组", Keys.ENTER);
    closed();
    focusIs("Add a league");
    browser.until("it is listed", b -> b.text("main").contains("EXTRA"));
    tabTo(
        b ->
            focused().equals("Remove")
                && !b.all("tr:focus-within").isEmpty()
                && b.text("tr:focus-within").contains("EXTRA"));
    browser.keys(Keys.ENTER);
    opened("Remove 加试组");
    tabTo(b -> focused().equals("Remove"));
    browser.keys(Keys.ENTER);
    browser.until("it is gone", b -> !b.text("main").contains("EXTRA"));
    focusIs("Leagues");

    // The grid is one stop; its cells are gone through by the arrows.
    console.open("city-2026", "targets");
    tabTo(b -> !b.all("td:focus").isEmpty());
    browser.keys(Keys.ARROW_DOWN, "50", Keys.ENTER);
    browser.until("a cell is changed", b -> b.text("main").contains("1 cell changed"));
    browser.keys(Keys.chord(Keys.SHIFT, Keys.TAB));
    focusIs("See effect, then save");
    browser.keys(Keys.ENTER);
    browser.until("the effect", b -> b.text("dialog").contains("Save 1 cell"));
    console.button("dialog", "Save 1 cell").sendKeys(Keys.ENTER);
    console.told("Saved: 0 added, 1 changed");
    browser.until(
        "the focus is still on the page",
        b -> Boolean.TRUE.equals(b.run("return document.activeElement.closest('main') !== null")));

    browser.phone();
    browser.find("header.top button").sendKeys(Keys.ENTER);
    focusIs("Targets");
    browser.keys(Keys.ESCAPE);
    focusIs("Menu");
    assertThat(browser.all(".side.open")).isEmpty();
    browser.desktop();
  }

  private void replace(WebElement field, String text) {
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** A choice of a list, by what it says. */
  private void choose(WebElement list, String words) {
    list.findElement(By.xpath("./option[normalize-space()='" + words + "']")).click();
  }

  private void opened(String field) {
    browser.until("the form with " + field, b -> b.text("dialog").contains(field));
  }

  private void closed() {
    browser.until("the form is closed", b -> b.all("dialog").isEmpty());
  }

  private void refusedAt(String words) {
    browser.until("refused at its field", b -> b.text("dialog .field .wrong").contains(words));
    assertThat(browser.all("dialog .note.bad")).isEmpty();
    assertThat(browser.driver.switchTo().activeElement().getDomAttribute("aria-invalid"))
        .isEqualTo("true");
  }

  /** The only thing of a list. */
  private JsonNode only(String path) {
    JsonNode items = program.get(path).json().get("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  @Test
  @Order(2)
  void a_channel_is_registered_changed_suspended_resumed_and_removed() {
    console.enter(Running.TOKEN, "en");
    console.open("city-2026", "channels");
    console.press("main", "Register a channel");
    opened("Quiet hours");
    console.field("dialog", "The channel's id (a name in the built-in chat)").sendKeys("Second");
    console.field("dialog", "Quiet hours").sendKeys("at night");
    console.press("dialog", "Add");
    refusedAt("two times, such as 22:00-07:00");
    assertThat(console.axe()).isEmpty();
    replace(console.field("dialog", "Quiet hours"), "25:00 – 7:30");
    console.press("dialog", "Add");
    refusedAt("");
    replace(console.field("dialog", "Quiet hours"), "22：00 – 7:30");
    console.press("dialog", "Add");
    closed();
    String id = program.get("/api/v1/channels").json().at("/items/1/id").asText();
    String at = "/api/v1/channels/" + id;
    assertThat(program.get(at).json().at("/quietHours/to").asText()).startsWith("07:30");
    pressIn("Second", "Edit");
    opened("Quiet hours");
    browser.until("it is read", b -> console.button("dialog", "Save").isEnabled());
    replace(console.field("dialog", "Most posts a day"), "3");
    browser.keys(Keys.ENTER);
    closed();
    assertThat(program.get(at).json().get("dailyCap").asInt()).isEqualTo(3);
    // Back where it was pressed: who goes by keyboard does not begin again at the top.
    assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("Edit");
    pressIn("Second", "Suspend");
    opened("Reason");
    console.field("dialog", "Reason").sendKeys("moved", Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.until("it is suspended", b -> b.text("main").contains("moved"));
    assertThat(program.get(at).json().get("state").asText()).isEqualTo("suspended");
    pressIn("Second", "Resume");
    browser.until("it is resumed", b -> !b.text("main tbody").contains("moved"));
    pressIn("Second", "Remove");
    opened("Remove");
    console.press("dialog", "Remove");
    browser.until("it is gone", b -> !b.text("main tbody").contains("Second"));
    assertThat(program.get(at).status()).isEqualTo(404);
    browser.until(
        "focus near", b -> "scroll".equals(b.run("return document.activeElement.className")));
  }

  /** A button of the row that says this. */
  private void pressIn(String row, String label) {
    browser
        .driver
        .findElement(
            By.xpath("//tr[contains(., '" + row + "')]//button[normalize-space()='" + label + "']"))
        .click();
  }

  @Test
  @Order(3)
  void a_schedule_takes_five_fields_of_cron_or_a_time_and_says_what_is_wrong_at_its_field() {
    console.enter(Running.TOKEN, "en");
    console.open("city-2026", "schedules");
    console.press("main", "Add a schedule");
    opened("To which channels");
    choose(console.field("dialog", "What"), "Weekly review");
    choose(console.field("dialog", "When"), "five-field cron");
    console.field("dialog", "minute hour day month weekday").sendKeys("30 8 1 * 1-5");
    console.press("dialog", "Add");
    refusedAt("only one of day and weekday");
    replace(console.field("dialog", "minute hour day month weekday"), "99 8 * * 1-5");
    console.press("dialog", "Add");
    refusedAt("");
    assertThat(console.axe()).isEmpty();
    replace(console.field("dialog", "minute hour day month weekday"), "30 8 * * 1-5");
    console.press("dialog", "Add");
    closed();
    JsonNode made = program.get("/api/v1/schedules").json().at("/items/1");
    String at = "/api/v1/schedules/" + made.get("id").asText();
    assertThat(made.get("cron").asText()).isEqualTo("0 30 8 ? * MON-FRI");
    assertThat(made.get("channels")).hasSize(1);
    pressIn("Weekly review", "Edit");
    opened("To which channels");
    browser.until("it is read", b -> console.button("dialog", "Save").isEnabled());
    choose(console.field("dialog", "When"), "at a time");
    console.press("dialog", "Save");
    closed();
    assertThat(program.get(at).json().get("cron").isNull()).isTrue();
    assertThat(program.get(at).json().get("at").asText()).startsWith("09:00");
    pressIn("Weekly review", "Upcoming");
    browser.until("the next ones", b -> b.all("dialog .item").size() == 10);
    browser.keys(Keys.ESCAPE);
    closed();
    pressIn("Weekly review", "Remove");
    opened("Remove");
    console.press("dialog", "Remove");
    browser.until("it is gone", b -> !b.text("main tbody").contains("Weekly review"));
    assertThat(program.get(at).status()).isEqualTo(404);
  }

  @Test
  @Order(4)
  void a_scheme_is_saved_beside_what_somebody_else_saved_meanwhile() {
    console.enter(Running.TOKEN, "en");
    console.open("city-2026", "scheme");
    assertThat(console.field("main", "From").getDomProperty("value")).isEqualTo("2026-11-24");
    replace(console.field("main", "Decimals shown"), "none");
    console.press("main", "See effect, then save");
    browser.until("refused at its field", b -> !b.all("main .field .wrong").isEmpty());
    assertThat(browser.all("main .note.bad")).isEmpty();
    replace(console.field("main", "Decimals shown"), "1");
    replace(console.field("main", "一般公共预算收入"), "55");
    console.field("main", "Why").sendKeys("as agreed");
    console.press("main", "See effect, then save");
    browser.until("the effect", b -> !b.all("dialog").isEmpty());
    Rest.Answer other =
        program.put(CITY + "/scheme", "{\"from\": \"2026-11-24\", \"tieRule\": \"dense\"}");
    assertThat(other.status()).as(other.text()).isLessThan(300);
    console.press("dialog", "Save the version");
    browser.until("both", b -> b.text("dialog").contains("Somebody else changed this"));
    console.press("dialog", "Save what is chosen");
    console.told("Saved as a new version");
    JsonNode last = program.get(CITY + "/scheme?limit=1000").json().get("items").get(2);
    assertThat(last.get("tieRule").asText()).isEqualTo("dense");
    assertThat(last.get("shownDecimals").asInt()).isEqualTo(1);
    assertThat(last.get("reason").asText()).isEqualTo("as agreed");
    assertThat(last.at("/weights/0/weight").asText()).isEqualTo("55");
  }

  @Test
  @Order(5)
  void a_post_that_failed_is_looked_at_and_sent_again() {
    String channel = "/api/v1/channels/" + only("/api/v1/channels").get("id").asText();
    String schedule = "/api/v1/schedules/" + only("/api/v1/schedules").get("id").asText();
    clock.set("2026-11-23T04:05:00Z");
    Rest.Answer suspended = program.post(channel + "/suspend", "{\"reason\": \"moved\"}");
    assertThat(suspended.status()).as(suspended.text()).isEqualTo(200);
    Rest.Answer run = program.post(schedule + "/run", "{}");
    assertThat(run.json().findValuesAsText("state")).as(run.text()).containsExactly("failed");
    console.enter(Running.TOKEN, "en");
    console.open("city-2026", "deliveries");
    choose(console.field("main", "State"), "failed");
    browser.until("one is listed", b -> b.all("main tbody tr").size() == 1);
    pressIn("failed", "Look");
    opened("Attempts");
    browser.keys(Keys.ESCAPE);
    closed();
    pressIn("failed", "Send again");
    opened("suspended");
    console.press("dialog", "Send again");
    closed();
    assertThat(program.get("/api/v1/audit?q=delivery.retry").json().get("items")).hasSize(1);
    // If not at once, because it is suspended, then now.
    program.post(channel + "/resume", "");
    assertThat(program.get("/api/v1/deliveries").json().findValuesAsText("state"))
        .hasSize(2)
        .isSubsetOf("sent", "late");
  }

  @Test
  @Order(6)
  void a_backup_is_made_and_listed() {
    console.enter(Running.TOKEN, "zh-CN");
    console.open("city-2026", "health");
    console.press("main", "现在备份");
    console.told("已备份");
    assertThat(program.get("/api/v1/backups").json().findValuesAsText("name"))
        .anyMatch(name -> name.contains("wanted") && browser.text(".toast").contains(name));
    browser.until("it is listed", b -> b.text("main").contains("wanted"));
  }

  @Test
  @Order(7)
  void a_campaign_is_frozen_answered_made_final_checked_and_reopened() {
    console.enter(Running.TOKEN, "en");
    // A figure is flagged in words. Nobody verifies their own: somebody else reports it.
    String desk = program.app.tokens().create("desk", new Actor("operator", "system"));
    try (Rest other = new Rest(program.app.port(), desk)) {
      for (String figure : List.of("'1', 'asOf': '2026-11-18'", "'30', 'asOf': '2026-11-19'")) {
        Rest.Answer taken =
            other.post(
                CITY + "/reports",
                ("{'department': 'U01', 'goal': 'G01', 'value': " + figure + "}")
                    .replace('\'', '"'));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
      }
    }
    console.open("city-2026", "verify");
    browser.until("the flag", b -> b.text("main").contains("⚠ ten times off the last one"));
    console.open("city-2026", "closing");
    console.press("main", "Freeze");
    opened("Figures as of");
    browser.run(
        "const at = arguments[0]; at.value = '2026-11-20';"
            + " at.dispatchEvent(new Event('input', {bubbles: true}))",
        console.field("dialog", "Figures as of"));
    console.press("dialog", "Freeze");
    browser.until("it is frozen", b -> b.text("main").contains("frozen"));
    Rest.Answer raised =
        program.post(
            CITY + "/objections",
            "{\"department\": \"U01\", \"goal\": \"G01\", \"reason\": \"two projects lack\"}");
    assertThat(raised.status()).as(raised.text()).isEqualTo(201);
    console.open("city-2026", "today");
    console.open("city-2026", "closing");
    browser.until("the objection", b -> b.text("main").contains("临江区"));
    assertThat(console.button("main", "Make it final").isEnabled()).isFalse();
    pressIn("two projects lack", "Answer");
    opened("Accepted");
    console.field("dialog", "Answer").sendKeys("both were counted");
    console.press("dialog", "Answer");
    browser.until("it is answered", b -> b.text("main").contains("both were counted"));
    console.press("main", "Make it final");
    opened("Objections may be raised until 2027-01-07");
    console.field("dialog", "Reason").sendKeys("the meeting is today");
    console.press("dialog", "Make it final");
    browser.until("it is final", b -> b.text("main").contains("Verify the final board"));
    console.press("main", "Verify the final board");
    browser.until("it is the same", b -> b.text("main").contains("Computed again: the same"));
    assertThat(browser.text("main")).contains("early: the meeting is today");
    console.press("main", "Reopen");
    opened("Reason");
    console.field("dialog", "Reason").sendKeys("a slip");
    console.press("dialog", "Reopen");
    browser.until("it is open", b -> b.text("main").contains("a slip"));
    assertThat(program.get(CITY).json().get("state").asText()).isEqualTo("open");
    console.open("city-2026", "audit");
    browser.until("what was done", b -> b.text("tbody").contains("campaign reopened"));
    assertThat(browser.text("tbody")).contains("campaign.reopen", "objection answered");
  }
}
