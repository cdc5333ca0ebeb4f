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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each page of the console in both languages, on a desktop, a tablet and a phone: nothing beside
 * the screen, nothing that WCAG 2.2 AA forbids, no complaint of the browser.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {
  private static final String CAMPAIGN = "sample-2026";
  private static final String HOSTILE = "<img src=x onerror=hacked=1>";
  private static final List<String> PAGES =
      List.of(
          "today",
          "verify",
          "trend",
          "import",
          "targets",
          "goals",
          "departments",
          "scheme",
          "closing",
          "schedules",
          "channels",
          "deliveries",
          "calendar",
          "people",
          "tokens",
          "audit",
          "health",
          "setup");

  /** The language in which the console was opened last. */
  private String entered = "";

  private Running program;
  private Browser browser;
  private ConsolePages console;

  @BeforeAll
  void start() {
    browser = Browser.start();
    program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of());
    console = new ConsolePages(browser, program);
    // What a stranger might have written: each page must show it as text.
    for (String thing : List.of("departments/QH", "goals/GBR", "leagues/" + league())) {
      String path = "/api/v1/campaigns/" + CAMPAIGN + "/" + thing;
      Rest.Answer named = program.put(path, "{\"nameEn\": \"" + HOSTILE + "\"}");
      assertThat(named.status()).as(named.text()).isEqualTo(200);
    }
  }

  private String league() {
    return program
        .get("/api/v1/campaigns/" + CAMPAIGN + "/leagues")
        .json()
        .at("/items/0/code")
        .asText();
  }

  @AfterAll
  void stop() {
    browser.close();
    program.close();
  }

  static Stream<Arguments> pages() {
    return Stream.of("zh-CN", "en")
        .flatMap(language -> PAGES.stream().map(page -> Arguments.of(language, page)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_fits_every_screen_and_everybody(String language, String page) {
    boolean chinese = language.equals("zh-CN");
    boolean isFirst = !language.equals(entered);
    browser.desktop();
    if (isFirst) {
      console.enter(Running.TOKEN, language);
      entered = language;
    }
    console.open(CAMPAIGN, page);
    String name = page + "-" + language.substring(0, 2);
    List<String> wrong = new ArrayList<>();
    // The frame around the pages is the same on all of them.
    String part = isFirst ? "html" : "main";
    look(name + "-desktop", chinese ? part : "", wrong);
    if (chinese) {
      browser.size(820, 1180, true);
      look(name + "-tablet", "", wrong);
      browser.size(3840, 2160, false);
      if (console.overflows()) {
        wrong.add(name + " is wider than 4K");
      }
    }
    browser.phone();
    browser.dark(!chinese);
    look(name + "-phone", chinese ? "" : part, wrong);
    // 1280 at 400 %.
    browser.size(320, 256, true);
    if (console.overflows()) {
      wrong.add(name + " is wider than 320 pixels");
    }
    browser.dark(false);
    assertThat(browser.run("return typeof hacked")).isEqualTo("undefined");
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo(language);
    browser.complaints().stream()
        // Of axe itself.
        .filter(c -> !c.contains("willReadFrequently"))
        .forEach(wrong::add);
    assertThat(wrong).isEmpty();
  }

  /**
   * @param part that axe looks at; empty: none
   */
  private void look(String name, String part, List<String> wrong) {
    browser.all("main .failed").forEach(x -> wrong.add(name + ": " + x.getText()));
    if (console.overflows()) {
      wrong.add(name + " is wider than the screen");
    }
    if (!part.isEmpty()) {
      console.axe(part).forEach(found -> wrong.add(name + ": " + found));
    }
    browser.screenshot("console-" + name);
  }
}
