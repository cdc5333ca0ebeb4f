package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

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
