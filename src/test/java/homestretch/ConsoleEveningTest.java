package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Browser;
import homestretch.testing.ConsolePages;
import homestretch.testing.Running;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The first evening of an administrator: from an empty database to the first post. */
class ConsoleEveningTest {
  private int clicks;

  private void click(ConsolePages console, String within, String label) {
    console.press(within, label);
    clicks++;
  }

  /** As a paste from the context menu does it. */
  private void paste(ConsolePages console, String text) {
    console.field("main", "从表格粘贴").click();
    console.browser.run(
        "const at = document.activeElement; at.value = arguments[0];"
            + " at.dispatchEvent(new Event('input', {bubbles: true}))",
        text);
    clicks += 2;
  }

  @Test
  void five_steps_by_mouse_lead_from_nothing_to_the_first_post() {
    Instant begun = Instant.now();
    try (Browser browser = Browser.start();
        Running program = Running.empty(Clock.systemUTC())) {
      ConsolePages console = new ConsolePages(browser, program);
      browser.driver.get(program.url("/health/live"));
      browser.run("localStorage.setItem('language', 'zh-CN')");
      browser.driver.get(program.url("/admin"));
      browser.until("the gate", b -> !b.all("form.card").isEmpty());
      assertThat(console.axe()).isEmpty();
      click(console, "form", "以本机管理员进入");
      browser.until("the first step", b -> b.text("main").contains("1. 哪一年"));
      browser.screenshot("console-setup-1");
      click(console, "main", "下一步");
      browser.until("the units", b -> b.text("main").contains("2. 有哪些单位"));
      paste(console, "单位\t组别\n临江区\t区县\n高北区\t区县\n望海区\t区县\n市财政局\t部门\n市商务局\t部门\n");
      browser.until("they are understood", b -> b.all("main tbody tr").size() == 5);
      assertThat(console.axe()).isEmpty();
      browser.screenshot("console-setup-2");
      click(console, "main", "下一步");
      browser.until("the goals", b -> b.text("main").contains("3. 考核哪些指标"));
      paste(console, "一般公共预算收入\t亿元\t60\n固定资产投资\t亿元\t40");
      click(console, "main", "下一步");
      browser.until("the targets", b -> b.text("main").contains("4. 年度目标值"));
      paste(
          console, "单位\t一般公共预算收入\t固定资产投资\n临江区\t68\t1,200\n高北区\t45.5\t800\n望海区\t30\t500\n没有区\t1\t1");
      browser.until("a row is not known", b -> b.text("main").contains("没有这些单位"));
      assertThat(browser.text("main")).contains("看懂了 6 个目标");
      browser.screenshot("console-setup-4");
      click(console, "main", "下一步");
      browser.until("where to", b -> b.text("main").contains("5. 发到哪里"));
      click(console, "main", "完成，发第一条");
      browser.until("done", b -> b.text("main").contains("第一条播报已经发出"));
      assertThat(console.axe()).isEmpty();
      browser.screenshot("console-setup-5");
      click(console, "main", "去“今天”");
      browser.until("today", b -> b.text("main").contains("剩余天数"));
      String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
      String base = "/api/v1/campaigns/" + slug;
      assertThat(program.get(base + "/departments").json().get("items")).hasSize(5);
      JsonNode targets = program.get(base + "/targets").json().get("items");
      assertThat(targets).hasSize(6);
      assertThat(targets.findValuesAsText("target")).contains("1200", "45.5");
      assertThat(program.get("/api/v1/deliveries").json().findValuesAsText("state"))
          .containsExactly("sent");
      assertThat(browser.complaints().stream().filter(c -> !c.contains("willRead"))).isEmpty();
      System.out.println(
          "first evening: "
              + clicks
              + " clicks and 3 pastes, "
              + Duration.between(begun, Instant.now()).toSeconds()
              + " s by machine");
    }
  }
}
