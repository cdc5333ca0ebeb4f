package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.text.Language;
import homestretch.testing.Await;
import homestretch.testing.Browser;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page from the invitation to the first report: each of its conversations goes as printed. */
class DiscordPageTest {
  private static final Path PAGE = Path.of("docs/discord.md");
  private static final Pattern CODE = Pattern.compile("/link code:(\\w+)");

  @ParameterizedTest
  @EnumSource
  void a_server_is_set_up_and_a_first_figure_reported_as_the_page_says(Language language)
      throws IOException {
    try (Discord discord = Discord.start()) {
      Map<String, String> environment = new HashMap<>(discord.environment());
      environment.put("HOMESTRETCH_SAMPLE", "on");
      String channel = discord.channel("冲刺");
      String locale = language == Language.ZH ? "zh-CN" : "en-US";
      User boss = discord.user("办公室", locale);
      User reporter = discord.user("王芳", locale);
      try (Running program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), environment)) {
        Await.until("registered", () -> discord.commandWrites() == 1);
        Matcher code = CODE.matcher(String.join("\n", program.app.greeting()));
        assertThat(code.find()).as("a code is printed").isTrue();
        ConversationsTest.OnDiscord platform =
            new ConversationsTest.OnDiscord(discord, program, channel)
                .with("admin", language, boss)
                .with("reporter", language, reporter);
        List<List<String>> conversations = conversations(language);
        assertThat(conversations).hasSizeGreaterThan(3);
        for (int i = 0; i < conversations.size(); i++) {
          ConversationsTest.play(
              PAGE.toString(),
              conversations.get(i).stream()
                  .map(
                      line ->
                          line.replace("K7PQ2M9X", code.group(1))
                              .replace("@王芳", reporter.id())
                              .replace("@wang", reporter.id()))
                  .toList(),
              platform);
          draw(platform, language, i + 1);
        }
        if (PICTURES != null) {
          posts(discord, program, platform, channel, language);
          draw(platform, language, conversations.size() + 1);
        }
      }
      assertThat(discord.violations()).isEmpty();
    }
  }

  /** Where the page's pictures are drawn anew; without it they are left as they are. */
  private static final @Nullable String PICTURES = System.getProperty("homestretch.pictures");

  /** One picture a conversation, of what the stand-in got. */
  private static void draw(ConversationsTest.OnDiscord platform, Language language, int which) {
    if (PICTURES != null) {
      try (Browser browser = Browser.start()) {
        browser.size(560, 400, false);
        String name = "discord-" + language.tag().substring(0, 2) + "-" + which + ".webp";
        platform.scene.draw(browser, Path.of(PICTURES, name));
      }
    }
  }

  /** One of each kind of post, and what somebody shared. */
  private static void posts(
      Discord discord,
      Running program,
      ConversationsTest.OnDiscord platform,
      String channel,
      Language language) {
    boolean zh = language == Language.ZH;
    platform.type("admin", language, zh ? "/设置 图片:开" : "/setup pictures:on language:English");
    platform.type(
        "reporter",
        language,
        zh ? "/做法 分享 每周五集中审批一次" : "/practice share one joint approval a week");
    platform.type("admin", language, zh ? "/做法 通过 1" : "/practice approve 1");
    Await.until("the practice is posted", () -> discord.messages(channel).size() == 1);
    platform.scene.clear();
    String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    for (JsonNode each : program.get("/api/v1/channels").json().path("items")) {
      if (each.path("address").asText().equals(channel)) {
        for (String kind : List.of("countdown", "daily", "leaderboard", "weekly")) {
          JsonNode made =
              program
                  .post(
                      "/api/v1/schedules",
                      """
                      {"campaign": "%s", "post": "%s", "at": "08:00", "days": "all", "channels": [%s]}
                      """
                          .formatted(slug, kind, each.path("id")))
                  .json();
          program.post("/api/v1/schedules/" + made.path("id") + "/run", "{}");
        }
      }
    }
    Await.until("posted", () -> discord.messages(channel).size() >= 5);
    discord.messages(channel).forEach(platform.scene::add);
  }

  /** What stands between ```text and ``` under the language's heading. */
  private static List<List<String>> conversations(Language language) throws IOException {
    List<List<String>> all = new ArrayList<>();
    boolean inside = false;
    boolean ours = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        ours = line.equals(language == Language.ZH ? "## 中文" : "## English");
      } else if (line.startsWith("```")) {
        inside = line.equals("```text");
        if (inside && ours) {
          all.add(new ArrayList<>());
        }
      } else if (inside && ours) {
        all.getLast().add(line);
      }
    }
    return all;
  }
}
