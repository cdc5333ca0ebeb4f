package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs docs/administrators.md, command by command, as somebody would who follows it: with the
 * sample campaign there, as it is at the first start.
 */
class AdministratorsPageTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh[a-z ]*|json)\\n(.*?)^```$");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /**
   * Commands, and what the last of them is said to answer.
   *
   * @param fails whether the page says that it is refused
   */
  private record Step(String commands, @Nullable String answer, boolean fails) {}

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    String page = Files.readString(Databases.HOME.resolve("docs/administrators.md"));
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      if (block.group(1).equals("json")) {
        Step last = steps.removeLast();
        steps.add(new Step(last.commands(), block.group(2), last.fails()));
      } else if (!block.group(1).contains("setup")) {
        steps.add(new Step(block.group(2), null, block.group(1).contains("fails")));
      }
    }
    return steps;
  }

  @Test
  void every_command_of_the_page_works_and_answers_what_the_page_says() throws Exception {
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThan(15);
    try (Running program =
        Running.with(
            new SettableClock("2026-11-23T04:00:00Z"), Map.of("HOMESTRETCH_SAMPLE", "on"))) {
      StringBuilder script = new StringBuilder("set -uo pipefail\n");
      for (int i = 0; i < steps.size(); i++) {
        script.append(commands(steps.get(i), i));
      }
      Path file = Files.writeString(folder.resolve("page.sh"), script);
      ProcessBuilder bash =
          new ProcessBuilder("bash", file.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile());
      bash.environment().put("HOMESTRETCH", "http://127.0.0.1:" + program.app.port());
      bash.environment().put("TOKEN", Running.TOKEN);
      Process run = bash.start();
      assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
      assertThat(run.exitValue()).as(said).isZero();
      for (int i = 0; i < steps.size(); i++) {
        String expected = steps.get(i).answer();
        if (expected != null) {
          String answered = Files.readString(folder.resolve("answer" + i), StandardCharsets.UTF_8);
          holds(JSON.readTree(expected), last(answered), steps.get(i).commands());
        }
      }
    }
  }

  /** What a step answers goes to a file of its own; a failure ends the run unless it is meant. */
  private static String commands(Step step, int i) {
    String kept = "answer" + i;
    return step.commands().startsWith("call() {")
        ? step.commands()
        : "set "
            + (step.fails() ? "+e" : "-e")
            + "\n"
            + "exec 3>&1 >"
            + kept
            + "\n"
            + step.commands()
            + "exec >&3\n";
  }

  /** Answers follow one another without anything between. */
  private static JsonNode last(String answers) throws IOException {
    JsonNode last = JSON.nullNode();
    try (var all = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answers)) {
      while (all.hasNext()) {
        last = all.next();
      }
    }
    return last;
  }

  /** Whether the answer has everything that the page shows; it may have more. */
  private static void holds(JsonNode expected, JsonNode answer, String at) {
    if (expected.isObject()) {
      expected
          .fields()
          .forEachRemaining(
              field -> {
                assertThat(answer.has(field.getKey()))
                    .as(at + field.getKey() + " of " + answer)
                    .isTrue();
                holds(field.getValue(), answer.get(field.getKey()), at + field.getKey() + " ");
              });
    } else if (expected.isArray() && !expected.isEmpty()) {
      for (int i = 0; i < expected.size(); i++) {
        assertThat(answer.has(i)).as(at + answer).isTrue();
        holds(expected.get(i), answer.get(i), at + i + " ");
      }
    } else {
      assertThat(answer.isNumber() ? answer.decimalValue().toPlainString() : answer.toString())
          .as(at)
          .isEqualTo(
              expected.isNumber() ? expected.decimalValue().toPlainString() : expected.toString());
    }
  }
}
