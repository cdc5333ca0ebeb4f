package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.text.Language;
import homestretch.testing.Await;
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
        List<String> lines = new ArrayList<>();
        for (String line : conversations(language)) {
          lines.add(
              line.replace("K7PQ2M9X", code.group(1))
                  .replace("@王芳", reporter.id())
                  .replace("@wang", reporter.id()));
        }
        assertThat(lines).hasSizeGreaterThan(20);
        ConversationsTest.play(
            PAGE.toString(),
            lines,
            new ConversationsTest.OnDiscord(discord, program, channel)
                .with("admin", language, boss)
                .with("reporter", language, reporter));
      }
      assertThat(discord.violations()).isEmpty();
    }
  }

  /** What stands between ```text and ``` under the language's heading. */
  private static List<String> conversations(Language language) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    boolean ours = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        ours = line.equals(language == Language.ZH ? "## 中文" : "## English");
      } else if (line.startsWith("```")) {
        inside = line.equals("```text");
      } else if (inside && ours) {
        lines.add(line);
      }
    }
    return lines;
  }
}
