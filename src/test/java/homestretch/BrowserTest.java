package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.audit.Actor;
import homestretch.core.exchange.Sheet;
import homestretch.testing.Browser;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The whole program, used through its page in a real browser. */
class BrowserTest {
  private static final String LINJIANG = "临江区填报员";

  private static Browser browser;

  /** A server waits a second for a browser's idle connections: the next test need not. */
  private static final ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor();

  private final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  private Running program;

  @BeforeAll
  static void start_the_browser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stop_the_browser() {
    stopping.close();
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start_the_program() {
    browser.desktop();
    browser.dark(false);
    program = Running.with(clock, Map.of());
  }

  @AfterEach
  void stop_the_program() {
    List<String> complaints = browser.complaints();
    // A language that was chosen holds for every program of this host, whatever its port.
    browser.driver.manage().deleteAllCookies();
    browser.driver.get("about:blank");
    stopping.execute(program::close);
    assertThat(complaints).isEmpty();
  }

  /** The page with the countdown and the board of the first start. */
  private void open() {
    browser.open(program);
    browser.until("two posts", b -> b.messages() == 2);
  }

  /** Somebody else's command, sent past the page. */
  private void elsewhere(String person, String channel, String line) {
    String body =
        """
        {"person": "%s", "channel": "%s", "language": "zh-CN", "line": "%s"}\
        """
            .formatted(person, channel, line);
    assertThat(program.post("/chat/command", body).status()).isEqualTo(200);
  }

  private static void be(String name) {
    new Select(browser.find("#person")).selectByVisibleText(name);
    browser.until("messages as " + name, b -> b.find("#log").getDomAttribute("aria-busy") == null);
  }

  private static List<String> row(String unit) {
    return browser.all("article:last-of-type tr").stream()
        .map(WebElement::getText)
        .filter(r -> r.contains(unit))
        .toList();
  }

  private static void fits() {
    assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(
            browser.run(
                "const log = document.querySelector('#log');"
                    + " return log.scrollWidth <= log.clientWidth"))
        .isEqualTo(true);
  }

  private static String offers() {
    return browser.text("#offers");
  }

  @Test
  void first_page_shows_the_countdown_and_the_board_in_chinese() {
    open();
    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("zh-CN");
    assertThat(browser.driver.getTitle()).isEqualTo("冲刺播报 · 冲刺榜");
    assertThat(browser.text("#log"))
        .contains("还有 39 天", "2026 年 12 月 31 日", "排行榜", "临江区", "未报：市商务局", "示例数据");
    assertThat(browser.find("#line").getDomAttribute("placeholder")).contains("输入 /");
    browser.screenshot("desktop-zh-light");
    browser.dark(true);
    browser.screenshot("desktop-zh-dark");
    browser.phone();
    browser.reload();
    browser.screenshot("phone-zh-dark");
    browser.dark(false);
    browser.screenshot("phone-zh-light");
    fits();
    browser.find("#menu").click();
    browser.until(
        "the drawer is open",
        b ->
            Long.valueOf(0)
                .equals(b.run("return document.querySelector('#side').getAnimations().length")));
    assertThat(browser.find("#languages").isDisplayed()).isTrue();
    browser.screenshot("phone-zh-drawer");
    fits();
  }

  @Test
  void figure_typed_with_autocomplete_moves_the_next_board_and_undo_takes_it_back() {
    open();
    browser.say("/排行榜 指标:GBR");
    browser.until("the board", b -> b.messages() == 3);
    List<String> before = row("临江区");

    browser.type("/rep");
    browser.until("an offer of /report", b -> offers().contains("/上报"));
    browser.keys(Keys.TAB);
    browser.until("offers of options", b -> b.line().equals("/上报 ") && offers().contains("依据"));
    browser.screenshot("desktop-zh-options");
    browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
    browser.until("offers of goals", b -> offers().contains("一般公共预算收入"));
    browser.keys("预算");
    browser.until("one goal", b -> b.all("#offers li").size() == 1);
    browser.screenshot("desktop-zh-values");
    browser.keys(Keys.ENTER);
    browser.until("the goal is taken", b -> b.line().equals("/上报 指标:GBR "));
    browser.keys("数值:68", Keys.ESCAPE, Keys.ENTER);
    browser.until("a receipt", b -> b.last().contains("已收到 · 临江区"));
    assertThat(browser.last())
        .containsPattern("→ 68(\\.00)? 亿元（截至 2026-11-23）")
        .contains("100.00%", "仅您可见");
    assertThat(browser.line()).isEmpty();
    browser.screenshot("desktop-zh-receipt");

    browser.say("/leaderboard goal:GBR");
    browser.until("the next board", b -> b.messages() == 5 && !row("临江区").isEmpty());
    assertThat(row("临江区")).isNotEqualTo(before);
    assertThat(row("临江区").getFirst()).startsWith("2 ▲1 100.00");

    browser.find("article:nth-of-type(4) .buttons button").click();
    browser.until(
        "undone in its place",
        b -> b.find("article:nth-of-type(4)").getText().contains("已撤回") && b.messages() == 5);
    browser.say("/leaderboard goal:GBR");
    browser.until("the board as it was", b -> b.messages() == 6);
    assertThat(row("临江区")).isEqualTo(before);
  }

  @Test
  void pages_turn_in_place_and_the_keyboard_stays_on_the_button() {
    open();
    browser.say("/排行榜");
    browser.until("the board", b -> b.last().contains("1/2"));
    browser.press("下一页");
    browser.until("page two", b -> b.last().contains("2/2"));
    assertThat(browser.messages()).isEqualTo(3);
    browser.until(
        "the other button has the focus",
        b -> b.driver.switchTo().activeElement().getText().equals("上一页"));
    browser.keys(Keys.ENTER);
    browser.until("page one again", b -> b.last().contains("1/2"));
  }

  @Test
  void form_comes_prefilled_keeps_what_was_typed_beside_the_error_and_is_sent() {
    open();
    browser.say("/report");
    browser.until("the goals to report", b -> b.last().contains("上报 · 临江区"));
    browser.screenshot("desktop-zh-report");
    browser.press("规上工业增加值");
    browser.until("the form", b -> b.find("#form").isDisplayed());
    String value = browser.find("#field-value").getDomProperty("value");
    assertThat(value).isNotEmpty();
    assertThat(browser.find("#field-as_of").getDomProperty("value")).isEqualTo("2026-11-23");
    browser.keys("约一百三");
    browser.find("#field-note").sendKeys("核对中");
    browser.screenshot("desktop-zh-form");
    browser.find("#ok").click();
    browser.until("an error beside the field", b -> b.text("#field-value-error").contains("应为一个数"));
    assertThat(browser.find("#field-value").getDomProperty("value")).isEqualTo("约一百三");
    assertThat(browser.find("#field-note").getDomProperty("value")).isEqualTo("核对中");
    browser.phone();
    browser.screenshot("phone-zh-form-error");
    fits();
    browser.desktop();

    // Closed by mistake: what was typed is still there.
    browser.keys(Keys.ESCAPE);
    browser.until("closed", b -> !b.find("#form").isDisplayed());
    browser.press("规上工业增加值");
    browser.until("the form again", b -> b.find("#form").isDisplayed());
    assertThat(browser.find("#field-note").getDomProperty("value")).isEqualTo("核对中");

    browser.find("#field-value").clear();
    browser.find("#field-value").sendKeys("133.4亿元", Keys.ENTER);
    browser.until("the receipt", b -> b.last().contains("→ 133.4"));
    assertThat(browser.last()).contains("说明：核对中");
    assertThat(browser.find("#form").isDisplayed()).isFalse();
  }

  @Test
  void second_window_sees_the_message_live() {
    open();
    String first = browser.driver.getWindowHandle();
    String second = browser.newWindow();
    try {
      open();
      browser.to(first);
      browser.say("/countdown");
      browser.until("here", b -> b.messages() == 3);
      browser.to(second);
      browser.until("there", b -> b.messages() == 3 && b.last().contains("使用了 /倒计时"));
    } finally {
      browser.to(second);
      browser.driver.close();
      browser.to(first);
    }
  }

  @Test
  void private_answer_is_seen_by_its_asker_only() {
    open();
    browser.say("/goals");
    browser.until("the answer", b -> b.last().contains("仅您可见"));
    be("读者");
    browser.until("two posts for all", b -> b.messages() == 2);
    be(LINJIANG);
    browser.until("the answer is back", b -> b.messages() == 3);
  }

  @Test
  void reload_keeps_the_history_the_person_the_channel_and_the_language() {
    open();
    browser.find("#languages button[value=en]").click();
    be("Reporter, Commerce Bureau");
    browser.all("#channels button").getLast().click();
    browser.until("an empty channel", b -> b.find("#empty").isDisplayed());
    browser.say("/countdown");
    browser.until("the countdown", b -> b.messages() == 1 && b.last().contains("39 days to go"));
    browser.reload();
    assertThat(browser.last()).contains("39 days to go", "used /countdown");
    assertThat(new Select(browser.find("#person")).getFirstSelectedOption().getText())
        .isEqualTo("Reporter, Commerce Bureau");
    assertThat(browser.text("#channels [aria-current]")).contains("填报交流");
    assertThat(browser.text("#channels-title")).isEqualTo("Channels");
    browser.screenshot("desktop-en");
  }

  @Test
  void reader_is_told_plainly_that_he_may_not_report_and_keeps_his_line() {
    open();
    be("读者");
    browser.say("/report goal:GBR value:1");
    browser.until("a plain word", b -> b.text("#notice").contains("您还没有关联任何单位"));
    assertThat(browser.line()).isEqualTo("/report goal:GBR value:1");
    assertThat(browser.messages()).isEqualTo(2);
    browser.screenshot("desktop-zh-refused");
    assertThat(
            program
                .get("/api/v1/campaigns/sample-2026/reports?limit=1000")
                .json()
                .get("items")
                .findValuesAsText("value"))
        .doesNotContain("1");
  }

  @Test
  void wrong_line_names_the_option_as_the_user_sees_it_and_stays() {
    open();
    browser.say("/上报 指标:GBR 数值:很多");
    browser.until("the error", b -> b.text("#notice").contains("数值：“很多”，应为一个数"));
    assertThat(browser.line()).isEqualTo("/上报 指标:GBR 数值:很多");
    browser.say("你好");
    browser.until("another", b -> b.text("#notice").contains("没看懂"));
  }

  @Test
  void markup_pings_and_sql_in_a_note_stand_as_plain_text() {
    open();
    String note =
        "<script>document.title='x'</script><img src=x onerror=document.title='x'> @everyone"
            + " <@123> '); DROP TABLE report;-- &amp; \u202Eabc";
    browser.say("/report goal:GBR value:60 note:\"" + note + "\"");
    browser.until("the receipt", b -> b.last().contains("已收到"));
    assertThat(browser.last()).contains("说明：" + note.replace("\u202E", ""));
    assertThat(browser.all("article img, article script")).isEmpty();
    assertThat(browser.driver.getTitle()).startsWith("冲刺播报");
    browser.say("/history goal:GBR");
    browser.until("the history", b -> b.last().contains("记录 · 临江区"));
    assertThat(browser.last()).contains("DROP TABLE report;--");
  }

  @Test
  void board_of_32_units_with_long_names_fits_a_phone() {
    StringBuilder departments = new StringBuilder("code,name,league,name_en,league_en\n");
    StringBuilder targets = new StringBuilder("department,goal,target\n");
    StringBuilder reports = new StringBuilder("department,goal,as_of,value\n");
    for (int i = 1; i <= 32; i++) {
      departments.append(
          "U%02d,某某省第%d新型城镇化与城乡融合发展综合配套改革试验区管理委员会,全省片区,Administrative Committee of Pilot Zone %d for Integrated Urban and Rural Development,Province\n"
              .formatted(i, i, i));
      for (String goal : List.of("GBR", "IVA")) {
        targets.append("U%02d,%s,%d\n".formatted(i, goal, 100 + i));
        reports.append("U%02d,%s,2026-10-31,%d.37\n".formatted(i, goal, 70 + i));
      }
    }
    program
        .app
        .imports()
        .load(
            program.app.campaigns().find("sample-2026"),
            Tables.of(
                List.of(
                    sheet("departments.csv", departments),
                    sheet("targets.csv", targets),
                    sheet("reports.csv", reports))),
            Tables.options(Set.of(), false),
            new Actor("tester", "api"));
    browser.phone();
    open();
    browser.say("/排行榜 组别:全省片区");
    browser.until("the board", b -> b.all("article:last-of-type tbody tr").size() == 16);
    fits();
    browser.screenshot("phone-zh-big-board");
    browser.dark(true);
    browser.screenshot("phone-zh-big-board-dark");
    browser.dark(false);
    browser.desktop();
    fits();
    browser.screenshot("desktop-zh-big-board");
    // Figures stand in a column of their own on every line: digits of one width, flush right.
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('article:last-of-type td:nth-child(2)')]"
                    + ".every(td => getComputedStyle(td).textAlign === 'right'"
                    + " && getComputedStyle(td).fontVariantNumeric === 'tabular-nums')"))
        .isEqualTo(true);
  }

  private static Sheet sheet(String name, StringBuilder text) {
    return new Sheets().read(name, text.toString().getBytes(StandardCharsets.UTF_8)).getFirst();
  }

  @Test
  void other_language_changes_the_page_and_the_answers() {
    open();
    browser.find("#languages button[value=en]").click();
    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("en");
    assertThat(browser.find("#line").getDomAttribute("placeholder")).contains("Type /");
    // A board is everybody's and keeps the channel's language; what is one's own speaks one's own.
    browser.say("/leaderboard");
    browser.until("the board", b -> b.last().contains("高新技术产业开发区"));
    assertThat(browser.last()).contains("used /leaderboard");
    browser.say("/progress");
    browser.until("one's own figures", b -> b.last().contains("Linjiang District"));
    browser.type("/");
    browser.until("offers in English", b -> offers().contains("Days and working days left"));
    browser.phone();
    browser.screenshot("phone-en-commands");
    fits();
  }

  @Test
  void another_channel_is_marked_until_it_is_opened() {
    open();
    elsewhere("reader", "填报交流", "/countdown");
    browser.until("a mark", b -> b.all("#channels .mark").size() == 1);
    assertThat(browser.driver.getTitle()).startsWith("● ");
    browser.screenshot("desktop-zh-unread");
    browser.reload();
    browser.until("still a mark", b -> b.all("#channels .mark").size() == 1);
    browser.all("#channels button").getLast().click();
    browser.until("the message", b -> b.messages() == 1 && b.last().contains("读者 使用了"));
    assertThat(browser.all("#channels .mark")).isEmpty();
    assertThat(browser.driver.getTitle()).isEqualTo("填报交流 · 冲刺榜");
  }

  @Test
  void older_messages_come_on_scrolling_up_and_a_new_one_does_not_move_the_reader() {
    open();
    for (int i = 0; i < 70; i++) {
      elsewhere("reader", "冲刺播报", "/countdown");
    }
    browser.reload();
    assertThat(browser.messages()).isEqualTo(50);
    browser.run("document.querySelector('#log').scrollTop = 0");
    browser.until("the older ones", b -> b.messages() == 72);
    assertThat(browser.find("#older").isDisplayed()).isFalse();
    browser.until("the reader is where he was", b -> scrolled() > 0);
    long before = scrolled();
    elsewhere("reader", "冲刺播报", "/countdown");
    browser.until("a word of the new one", b -> b.find("#newer").isDisplayed());
    assertThat(scrolled()).isEqualTo(before);
    browser.screenshot("desktop-zh-scrolled-up");
    browser.find("#newer").click();
    browser.until("at the newest", b -> scrolled() > before && !b.find("#newer").isDisplayed());
  }

  private static long scrolled() {
    Object top = browser.run("return Math.round(document.querySelector('#log').scrollTop)");
    return top instanceof Number number ? number.longValue() : -1;
  }

  @Test
  void enter_that_ends_a_chinese_composition_sends_nothing() {
    open();
    browser.type("/");
    browser.until("offers", b -> !offers().isEmpty());
    browser.driver.executeCdpCommand(
        "Input.imeSetComposition",
        Map.of("text", "daojishi", "selectionStart", 8, "selectionEnd", 8));
    browser.driver.executeCdpCommand(
        "Input.dispatchKeyEvent",
        Map.of(
            "type", "rawKeyDown", "key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 229));
    browser.driver.executeCdpCommand("Input.insertText", Map.of("text", "倒计时"));
    browser.until("the composed text stands", b -> b.line().equals("/倒计时"));
    assertThat(browser.text("#notice")).isEmpty();
    assertThat(browser.messages()).isEqualTo(2);
    browser.keys(Keys.ENTER);
    browser.until("sent", b -> b.messages() == 3 && b.last().contains("还有 39 天"));
  }

  @Test
  void touch_alone_is_enough_to_report_that_nothing_changed() {
    browser.phone();
    open();
    browser.find("#slash").click();
    browser.until("the commands", b -> offers().contains("/上报"));
    browser.screenshot("phone-zh-commands");
    browser.all("#offers li").stream()
        .filter(o -> o.getText().startsWith("/上报"))
        .findFirst()
        .orElseThrow()
        .click();
    browser.until("its options", b -> b.line().equals("/上报 "));
    browser.find("#send").click();
    browser.until("the goals", b -> b.last().contains("上报 · 临江区"));
    browser.screenshot("phone-zh-report");
    fits();
    browser.press("无变化");
    browser.until("a receipt", b -> b.last().contains("已收到"));
  }

  @Test
  void picture_of_this_server_is_shown_with_its_words_and_one_from_elsewhere_is_not() {
    open();
    String draw =
        """
        const [url, done] = arguments;
        Promise.all([import('/chat/draw.js'), import('/chat/texts.js')]).then(([draw, texts]) => {
          const message = {
            id: 900, change: 900, at: '2026-11-23T04:00:00Z', private: false,
            post: {
              title: 'T', blocks: [], footer: '', buttons: [],
              image: {url, alt: 'The board: 1. <b>Linjiang</b>', width: 64, height: 64},
            },
          };
          const page = {t: texts.TEXTS.en, language: 'en', command: n => n, press: () => {}};
          const article = draw.drawMessage(message, page);
          document.querySelector('#messages').append(article);
          const img = article.querySelector('a img');
          done(img && [img.alt, img.width, img.closest('a').getAttribute('href')].join(' '));
        });
        """;
    assertThat(browser.driver.executeAsyncScript(draw, "/chat/icon.svg"))
        .isEqualTo("The board: 1. <b>Linjiang</b> 64 " + program.url("/chat/icon.svg"));
    assertThat(browser.driver.executeAsyncScript(draw, "https://elsewhere.example/x.png")).isNull();
    assertThat(browser.driver.executeAsyncScript(draw, "javascript:alert(1)")).isNull();
  }

  @Test
  void picture_button_shows_a_picture_that_the_browser_has_really_drawn() {
    open();
    elsewhere("reader", "冲刺播报", "/排行榜 组别:districts");
    browser.until("the board", b -> b.messages() == 3);
    browser.press("图片");
    browser.until(
        "a picture with a natural width",
        b ->
            Boolean.TRUE.equals(
                b.run(
                    "const i = document.querySelector('article img');"
                        + " i?.scrollIntoView(); return i != null && i.naturalWidth > 600")));
    assertThat(browser.find("article img").getDomAttribute("alt")).contains("排行榜", "第 1 名", "数据截至");
    browser.screenshot("picture-in-chat");
  }

  @Test
  void lines_sent_before_come_back_with_the_arrow() {
    open();
    browser.say("/countdown");
    browser.until("the countdown", b -> b.messages() == 3 && b.line().isEmpty());
    browser.keys(Keys.ARROW_UP);
    assertThat(browser.line()).isEqualTo("/countdown");
    browser.keys(Keys.ARROW_DOWN);
    assertThat(browser.line()).isEmpty();
  }

  @Test
  void restarted_server_is_found_again_and_what_was_missed_is_shown() {
    program.close();
    String url = Databases.SQLITE.freshUrl();
    program = Running.with(clock, Map.of("HOMESTRETCH_DATABASE_URL", url));
    String port = String.valueOf(program.app.port());
    open();
    program.close();
    browser.until("the loss is told", b -> b.text("#connection").contains("正在重新连接"));
    browser.screenshot("desktop-zh-lost");
    browser.say("/countdown");
    browser.until("the line is kept", b -> b.text("#notice").contains("内容已保留"));
    assertThat(browser.line()).isEqualTo("/countdown");

    // Out of the page's sight somebody posts.
    program = Running.with(clock, Map.of("HOMESTRETCH_DATABASE_URL", url));
    elsewhere("reader", "冲刺播报", "/countdown");
    program.close();

    program =
        Running.with(clock, Map.of("HOMESTRETCH_DATABASE_URL", url, "HOMESTRETCH_HTTP_PORT", port));
    browser.until("what was missed", b -> b.messages() == 3 && b.last().contains("读者 使用了"));
    assertThat(browser.text("#connection")).doesNotContain("正在重新连接");
    browser.keys(Keys.ENTER);
    browser.until("the kept line is sent", b -> b.messages() == 4);
  }
}
