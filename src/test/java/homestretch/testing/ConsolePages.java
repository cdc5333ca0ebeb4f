package homestretch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The console in a real browser: opening its pages, and what is wrong with what they show. */
public final class ConsolePages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  public final Browser browser;
  private final Rest program;

  public ConsolePages(Browser browser, Rest program) {
    this.browser = browser;
    this.program = program;
  }

  /** Signs in as the bearer of a token, in a language; the rest is by hash alone. */
  public void enter(String token, String language) {
    browser.driver.get(program.url("/health/live"));
    browser.run(
        "sessionStorage.setItem('homestretch.token', arguments[0]);"
            + " localStorage.setItem('language', arguments[1]);"
            + " sessionStorage.setItem('language', arguments[1])",
        token,
        language);
    browser.driver.get(program.url("/admin"));
    browser.until("somebody is here", b -> !b.all("h1").isEmpty());
  }

  /** Goes to a page and waits until it has read what it shows. */
  public void open(String campaign, String page) {
    browser.run("location.hash = arguments[0]", "#/" + campaign + "/" + page);
    browser.until(
        page + " is loaded",
        b ->
            b.all("nav a[aria-current=page][href*='/" + page + "']").size() == 1
                && !b.all("main h1").isEmpty()
                && b.all("main .spin").isEmpty());
  }

  /** What axe finds against WCAG 2.2 AA, each with the first place where it is. */
  public List<String> axe() {
    return axe("html");
  }

  /**
   * The same of a part of the page, where the frame around it was looked at before.
   *
   * @param part of the page, as a selector
   */
  public List<String> axe(String part) {
    if (!Boolean.TRUE.equals(browser.run("return typeof axe === 'object'"))) {
      browser.run(source());
    }
    Object found =
        browser.driver.executeAsyncScript(
            "const done = arguments[1]; axe.run(arguments[0], {resultTypes:"
                + " ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                + " 'wcag22aa']}).then(r => done(JSON.stringify(r.violations.map(v => ({id: v.id,"
                + " html: v.nodes.map(n => n.html + n.failureSummary).slice(0, 2)})))), e =>"
                + " done(JSON.stringify([{id: String(e)}])))",
            part);
    List<String> violations = new ArrayList<>();
    try {
      for (JsonNode each : JSON.readTree(String.valueOf(found))) {
        violations.add(each.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return violations;
  }

  private static String source() {
    try (InputStream in = ConsolePages.class.getResourceAsStream(AXE)) {
      return new String(Objects.requireNonNull(in, AXE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the page is wider than the screen. */
  public boolean overflows() {
    return Boolean.TRUE.equals(
        browser.run("return document.documentElement.scrollWidth > window.innerWidth"));
  }

  /** The button that says this, inside what the selector finds; the last if there are several. */
  public WebElement button(String within, String label) {
    return browser.driver.findElements(By.cssSelector(within + " button")).stream()
        .filter(b -> b.isDisplayed() && b.getText().strip().equals(label))
        .reduce((one, other) -> other)
        .orElseThrow(
            () -> new AssertionError("no button " + label + " in\n" + browser.text("body")));
  }

  public void press(String within, String label) {
    button(within, label).click();
  }

  /** The field that bears this label, inside what the selector finds. */
  public WebElement field(String within, String label) {
    WebElement named =
        browser.driver.findElements(By.cssSelector(within + " label")).stream()
            .filter(l -> l.isDisplayed() && l.getText().strip().equals(label))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no field " + label + " in\n" + browser.text("body")));
    return browser.find("#" + named.getDomAttribute("for"));
  }

  /** Waits for a toast that says this. */
  public void told(String words) {
    browser.until(
        "told: " + words, b -> b.all(".toast").stream().anyMatch(x -> x.getText().contains(words)));
  }
}
