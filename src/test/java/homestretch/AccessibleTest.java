package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/**
 * Chat, wall, log-in and an empty console in the states that people see: what WCAG 2.2 AA forbids,
 * what does not fit, and what names that look like HTML do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibleTest {
  private static final String HOSTILE = "<img src=x onerror=hacked=1>";
  private static final String CITY = "/api/v1/campaigns/sample-2026";

  private final List<String> wrong = new ArrayList<>();
  private Running program;
  private Browser browser;
  private ConsolePages pages;

  @BeforeAll
  void start() {
    browser = Browser.start();
    program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of());
    pages = new ConsolePages(browser, program);
    for (String thing : List.of("departments/QH", "goals/GBR")) {
      Rest.Answer named =
          program.put(
              CITY + "/" + thing,
              "{\"name\": \"%s\", \"nameEn\": \"%s\"}".formatted(HOSTILE, HOSTILE));
      assertThat(named.status()).as(named.text()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    browser.close();
    program.close();
  }

  @BeforeEach
  void as_it_is_first() {
    wrong.clear();
    browser.desktop();
    browser.dark(false);
  }

  @AfterEach
  void nothing_is_wrong() {
    wrong.addAll(browser.complaints());
    assertThat(browser.run("return typeof hacked")).isEqualTo("undefined");
    assertThat(wrong).isEmpty();
  }

  private void look(String state) {
    look(state, "html");
  }

  /**
   * @param part that is looked at: what stands around it was seen before
   */
  private void look(String state, String part) {
    pages.axe(part).forEach(found -> wrong.add(state + ": " + found));
    if (pages.overflows()) {
      wrong.add(state + " is wider than the screen");
    }
    browser.screenshot("state-" + state);
  }

  @Test
  void the_chat_with_a_form_an_error_a_search_and_on_the_smallest_phone() {
    browser.open(program);
    // Whichever page was there before, and in whichever language.
    browser.run("localStorage.clear(); sessionStorage.clear()");
    browser.driver.manage().deleteAllCookies();
    browser.open(program);
    look("chat-zh");
    browser.say("/report");
    browser.until("the goals", b -> b.last().contains("上报 ·"));
    browser.press("img src");
    browser.until("the form", b -> !b.all("dialog[open]").isEmpty());
    look("chat-form");
    browser.keys(Keys.chord(Keys.CONTROL, "a"), "abc", Keys.ENTER);
    browser.until("refused", b -> !b.all("dialog [aria-invalid=true]").isEmpty());
    look("chat-form-wrong");
    browser.keys(Keys.ESCAPE);
    browser.find("#find").click();
    browser.until("the search", b -> !b.all("#search[open]").isEmpty());
    look("chat-search");
    browser.keys(Keys.ESCAPE);
    browser.say("/排行榜 指标:GBR");
    browser.until("the board", b -> b.last().contains("<img src=x"));
    browser.dark(true);
    browser.size(320, 640, true);
    look("chat-320-dark");

    // A stranger finds the other language without opening anything.
    assertThat(browser.text("#tongue")).isEqualTo("EN");
    browser.find("#tongue").click();
    browser.until("English", b -> "en".equals(b.find("html").getDomAttribute("lang")));
    assertThat(browser.text("#tongue")).isEqualTo("中文");
    look("chat-320-en");
    // 1280 × 1024 at 400 %.
    browser.size(320, 256, true);
    look("chat-400-percent");
    browser.find("#tongue").click();
    browser.until("Chinese", b -> "zh-CN".equals(b.find("html").getDomAttribute("lang")));
  }

  @Test
  void the_pages_of_the_log_in_in_both_languages() {
    String path =
        java.net
            .URI
            .create(
                program
                    .post(
                        "/api/v1/invitations",
                        "{\"name\": \"" + HOSTILE + "\", \"role\": \"administrator\"}")
                    .json()
                    .get("link")
                    .asText())
            .getPath();
    for (String language : List.of("zh-CN", "en")) {
      browser.driver.get(program.url(path + "?lang=" + language));
      look("invite-" + language);
      browser.driver.get(program.url("/invite/hi_0000000000000000?lang=" + language));
      look("invite-unknown-" + language);
    }
    browser.driver.get(program.url(path));
    browser.find("button").click();
    browser.until("inside", b -> !b.driver.getCurrentUrl().contains("/invite/"));
    for (String language : List.of("zh-CN", "en")) {
      browser.driver.get(program.url("/account?lang=" + language));
      look("account-" + language);
    }
    browser.dark(true);
    browser.size(320, 640, true);
    look("account-320-dark");
    browser.all("main form button").getLast().click();
    browser.until("the code", b -> !b.all(".qr").isEmpty());
    look("account-another");
    browser.driver.manage().deleteAllCookies();
  }

  @Test
  void the_wall_in_each_preset() {
    for (String preset : List.of("hall", "meeting", "phone")) {
      browser.size(preset.equals("phone") ? 360 : 1920, preset.equals("phone") ? 740 : 1080, false);
      for (String language : List.of("zh-CN", "en")) {
        browser.driver.get(program.url("/wall/sample-2026?preset=" + preset + "&lang=" + language));
        browser.until("the board", b -> !b.all("#stage h2").isEmpty());
        look("wall-" + preset + "-" + language);
      }
    }
  }

  @Test
  void the_console_before_there_is_anything() {
    program.post(
        "/api/v1/campaigns",
        "{\"slug\": \"bare\", \"name\": \"空\", \"start\": \"2026-01-01\", \"deadline\":"
            + " \"2026-12-31\"}");
    pages.enter(Running.TOKEN, "en");
    for (String page :
        List.of(
            "today",
            "verify",
            "trend",
            "targets",
            "goals",
            "departments",
            "scheme",
            "closing",
            "schedules",
            "channels",
            "deliveries")) {
      pages.open("bare", page);
      look("bare-" + page, page.equals("today") ? "html" : "main");
    }
  }
}
