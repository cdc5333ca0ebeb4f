package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Coming in by both ways in a real browser, and the chat of somebody who is logged in. */
class LoginBrowserTest {
  private static final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");

  private static Browser browser;
  private static MockOAuth2Server provider;
  private static Running program;
  private static ConsolePages pages;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    provider = new MockOAuth2Server();
    provider.start();
    // Setting a provider makes everybody log in, at this machine too.
    program =
        Running.with(
            clock,
            Map.of(
                "HOMESTRETCH_LOGIN_OIDC_ISSUER", provider.issuerUrl("office").toString(),
                "HOMESTRETCH_LOGIN_OIDC_CLIENT_ID", "homestretch",
                "HOMESTRETCH_LOGIN_OIDC_ROLE_CLAIM", "groups"));
    pages = new ConsolePages(browser, program);
  }

  @AfterAll
  static void stop() {
    browser.close();
    program.close();
    provider.shutdown();
  }

  @AfterEach
  void leave() {
    List<String> complaints = browser.complaints();
    browser.driver.manage().deleteAllCookies();
    browser.dark(false);
    browser.desktop();
    assertThat(complaints).isEmpty();
  }

  private static String link() {
    return program
        .post(
            "/api/v1/invitations",
            """
            {"name": "王敏", "role": "reporter", "campaigns": ["sample-2026"], "departments": ["LJ"]}
            """)
        .json()
        .get("link")
        .asText();
  }

  private static void comeIn() {
    browser.driver.get(link());
    browser.find("button.primary").click();
    browser.until("the chat", b -> !b.all("article").isEmpty());
  }

  /** In the colours and at the widths that people have. */
  private static void looksWell(String name) {
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      browser.desktop();
      assertThat(pages.axe()).as(name).isEmpty();
      browser.screenshot(name + (dark ? "-dark" : "-light"));
      browser.size(320, 640, true);
      assertThat(pages.overflows()).as(name + " at 320 px").isFalse();
      // What is cut off does not scroll: it is measured where it stands.
      assertThat(
              browser.run(
                  "return [...document.querySelectorAll('main, main > *, header > *')]"
                      + ".filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)"
                      + ".map(e => e.tagName + '#' + e.id)"))
          .as(name + " at 320 px")
          .isEqualTo(List.of());
      assertThat(pages.axe()).as(name + " at 320 px").isEmpty();
      browser.screenshot(name + "-320" + (dark ? "-dark" : "-light"));
    }
    browser.dark(false);
    browser.desktop();
  }

  @Test
  void an_invitation_leads_to_the_chat_and_its_person_is_who_came() {
    browser.driver.get(program.url("/"));
    assertThat(browser.driver.getCurrentUrl()).endsWith("/login");
    looksWell("login-zh");
    browser.driver.get(program.url("/login?lang=en"));
    assertThat(browser.text("main")).contains("invitation link");
    looksWell("login-en");
    String link = link();
    browser.driver.get(link + "?lang=zh-CN");
    assertThat(browser.text("main")).contains("填报", "LJ");
    looksWell("invite-zh");
    browser.find("#name").clear();
    browser.find("#name").sendKeys("王敏 <b>", Keys.ENTER);
    browser.until("the chat", b -> b.messages() == 2);
    assertThat(browser.find("#who").isDisplayed()).isFalse();
    assertThat(browser.text("#account")).contains("王敏 <b>");
    browser.say("/上报 指标:GBR 数值:60.2");
    browser.until("a receipt", b -> b.last().contains("已收到 · 临江区"));
    assertThat(browser.last()).contains("王敏 <b> 使用了 /上报");
    looksWell("chat-logged-in");
    browser.driver.get(link);
    assertThat(browser.text("h1")).isEqualTo("链接不能用了");
  }

  @Test
  void one_sees_ones_devices_brings_another_in_and_logs_out() {
    comeIn();
    browser.find("#account").click();
    browser.until("the account", b -> b.all(".devices li").size() == 1);
    assertThat(browser.text(".devices")).contains("当前设备", "Chrome");
    looksWell("account-zh");
    browser.find("form[action='/account/device'] button").click();
    browser.until(
        "the code",
        b -> Boolean.TRUE.equals(b.run("return document.querySelector('.qr')?.naturalWidth > 0")));
    looksWell("device-zh");
    browser.driver.get(program.url("/account"));
    browser.find(".devices button").click();
    browser.until("logged out", b -> b.driver.getCurrentUrl().endsWith("/login"));
    browser.driver.get(program.url("/"));
    assertThat(browser.driver.getCurrentUrl()).endsWith("/login");
  }

  @Test
  void a_session_that_was_idle_for_too_long_leads_to_the_log_in() {
    comeIn();
    clock.advance(Duration.ofHours(12));
    // One key: what it could become is asked for, and from then on the page may be gone.
    browser.find("#line").sendKeys("/");
    browser.until("the log-in", b -> b.driver.getCurrentUrl().endsWith("/login"));
  }

  @Test
  void the_organisations_account_leads_in_and_who_may_nothing_is_told_whom_to_ask() {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "office",
            "s-1",
            "JWT",
            List.of("homestretch"),
            Map.of("name", "赵六", "groups", List.of("staff")),
            3600));
    browser.driver.get(program.url("/login"));
    browser.find("a.primary").click();
    browser.until("nothing yet", b -> b.text("h1").equals("您还没有权限"));
    looksWell("no-rights-zh");
    browser.driver.manage().deleteAllCookies();
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "office",
            "s-1",
            "JWT",
            List.of("homestretch"),
            Map.of("name", "赵六", "groups", List.of("viewer")),
            3600));
    browser.driver.get(program.url("/login"));
    browser.find("a.primary").click();
    browser.until("the chat", b -> b.messages() == 2);
    assertThat(browser.text("#account")).contains("赵六");
  }
}
