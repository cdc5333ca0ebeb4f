package homestretch.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real, headless Chromium at the page of the built-in chat. */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Databases.HOME.resolve("target/screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where there is no Chromium, unless HOMESTRETCH_BROWSER_REQUIRED is 1. */
  public static Browser start() {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!there) {
      String missing = "no " + CHROMIUM + " with " + DRIVER + ": the page is NOT tested";
      if ("1".equals(System.getenv("HOMESTRETCH_BROWSER_REQUIRED"))) {
        throw new AssertionError(missing);
      }
      System.out.println(missing);
      Assumptions.abort(missing);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=zh-CN",
        "--accept-lang=zh-CN");
    Browser browser =
        new Browser(
            new ChromeDriver(
                new ChromeDriverService.Builder()
                    .usingDriverExecutable(new File(DRIVER.toString()))
                    .usingAnyFreePort()
                    .build(),
                options));
    browser.desktop();
    return browser;
  }

  public void desktop() {
    size(1280, 860, false);
  }

  public void phone() {
    size(360, 740, true);
  }

  public void size(int width, int height, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
  }

  public void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Opens the page and waits for its messages. */
  public void open(Rest program) {
    driver.get(program.url("/"));
    loaded();
  }

  public void reload() {
    driver.navigate().refresh();
    loaded();
  }

  private void loaded() {
    until("the page is loaded", b -> !b.all("#channels button").isEmpty() && b.isLoaded());
  }

  private boolean isLoaded() {
    return find("#log").getDomAttribute("aria-busy") == null
        && (find("#empty").isDisplayed() || !all("article").isEmpty());
  }

  /** A second window at the same address; the way back is {@link #to}. */
  public String newWindow() {
    driver.switchTo().newWindow(WindowType.WINDOW);
    desktop();
    return driver.getWindowHandle();
  }

  public void to(String window) {
    driver.switchTo().window(window);
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  public String text(String css) {
    return find(css).getText();
  }

  /** The text of the newest message. */
  public String last() {
    List<WebElement> articles = all("article");
    return articles.isEmpty() ? "" : articles.getLast().getText();
  }

  public int messages() {
    return all("article").size();
  }

  public @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits for a condition; what the page shows stands in the error. */
  public void until(String what, Predicate<Browser> condition) {
    try {
      new WebDriverWait(driver, PATIENCE, Duration.ofMillis(30))
          .ignoring(StaleElementReferenceException.class)
          .until(d -> condition.test(this));
    } catch (org.openqa.selenium.TimeoutException e) {
      screenshot("failed");
      throw new AssertionError(what + "; the page shows:\n" + text("body"), e);
    }
  }

  /** Types at the keyboard, wherever the focus is. */
  public void keys(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  public String line() {
    return String.valueOf(find("#line").getDomProperty("value"));
  }

  /** Empties the command box, types a line and sends it. */
  public void say(String line) {
    type(line);
    // The first Enter may take an offer.
    keys(Keys.ESCAPE, Keys.ENTER);
  }

  /** Empties the command box and types. */
  public void type(String line) {
    WebElement box = find("#line");
    box.click();
    box.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
    box.sendKeys(line);
  }

  public void press(String label) {
    WebElement last = all("article").getLast();
    last.findElements(By.tagName("button")).stream()
        .filter(b -> b.getText().contains(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + label + " in\n" + last.getText()))
        .click();
  }

  /** Errors of scripts and of the page's own rules since the last call, not failed requests. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(m -> !m.contains("Failed to load resource") && !m.contains("net::ERR_"))
        // What axe does to see colours.
        .filter(m -> !m.contains("willReadFrequently"))
        .toList();
  }

  /** A picture of what is on screen, in target/screenshots. */
  public void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
