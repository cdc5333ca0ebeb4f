package homestretch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Databases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of docs/import.md, run; the page shows what it printed. */
class ImportPageTest {
  private static final Path PAGE = Databases.HOME.resolve("docs/import.md");
  private static final String CHINESE = "# 从表格到榜单";

  @TempDir Path folder;

  @Test
  void every_command_of_the_page_prints_what_stands_below_it() throws IOException {
    String page = Files.readString(PAGE);
    int chinese = page.indexOf("\n" + CHINESE);
    String shown =
        run(page.substring(0, chinese), "en_GB.UTF-8", "en")
            + run(page.substring(chinese), "zh_CN.UTF-8", "zh");
    Files.writeString(Databases.HOME.resolve("target/import.md"), shown);
    assertThat(page).as("target/import.md is the page as it should be").isEqualTo(shown);
  }

  /** The page again, with what each command prints below it. */
  private String run(String page, String locale, String name) throws IOException {
    Path work = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files =
        Files.list(Databases.HOME.resolve("src/test/resources/docs-import"))) {
      for (Path file : files.toList()) {
        Files.copy(file, work.resolve(file.getFileName().toString()));
      }
    }
    List<String> shown = new ArrayList<>();
    boolean console = false;
    for (String line : page.split("\n", -1)) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
        shown.add(line);
      } else if (!console) {
        shown.add(line);
      } else if (line.startsWith("$ ")) {
        shown.add(line);
        shown.addAll(printed(line.substring(2), work, locale));
      }
    }
    return String.join("\n", shown);
  }

  private static List<String> printed(String command, Path work, String locale) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    String program = words.removeFirst();
    if (program.equals("sed")) {
      Path file = work.resolve(words.getLast());
      Files.writeString(
          file,
          Files.readString(file)
              .replaceAll("file: .*", "file: \"*月完成情况.csv\"")
              .replaceAll("(?m)^.*asOf.*\n", ""));
      return List.of();
    }
    if (program.equals("cat")) {
      return Files.readAllLines(work.resolve(words.getLast()));
    }
    words.replaceAll(
        word ->
            word.endsWith(".csv") || word.endsWith(".yaml") || word.endsWith(".txt")
                ? work.resolve(word).toString()
                : word);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            both,
            both,
            Map.of(
                "LANG",
                locale,
                "HOMESTRETCH_DATABASE_URL",
                "jdbc:sqlite:" + work.resolve("data/homestretch.db")),
            Databases.HOME,
            Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC));
    Cli.run(terminal, words.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8)
        .replace(work + "/", "")
        .lines()
        // The line of progress writes over itself.
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
