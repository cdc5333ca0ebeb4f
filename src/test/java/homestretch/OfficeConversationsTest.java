package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.text.Language;
import homestretch.testing.Await;
import homestretch.testing.Office;
import homestretch.testing.Office.Heard;
import homestretch.testing.Offices;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From the printed code to the first figure, as it is typed and answered on WeCom, Feishu and
 * DingTalk; the files' lines are those of {@link ConversationsTest}.
 */
class OfficeConversationsTest {
  private static final Path FILES = Path.of("src/test/resources/office");

  private static List<Office> all;
  private static Running program;

  @BeforeAll
  static void start() {
    all = Offices.start();
    Map<String, String> environment = new HashMap<>(Map.of("HOMESTRETCH_SAMPLE", "on"));
    all.forEach(office -> environment.putAll(office.environment()));
    program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), environment);
    all.forEach(office -> Await.until(office.platform(), office::isConnected));
  }

  @AfterAll
  static void stop() {
    program.close();
    all.forEach(office -> assertThat(office.violations()).as(office.platform()).isEmpty());
    all.forEach(Office::close);
  }

  static List<Office> offices() {
    return all;
  }

  @ParameterizedTest
  @MethodSource("offices")
  void goes_as_written(Office office) throws IOException {
    Matcher code =
        Pattern.compile(office.platform() + "：[^\n]*/link code:(\\w+)")
            .matcher(String.join("\n", program.app.greeting()));
    assertThat(code.find()).as("a code is printed").isTrue();
    office.open("g-talk");
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.sorted().toList()) {
        List<String> lines =
            Files.readAllLines(file).stream().map(l -> l.replace("{code}", code.group(1))).toList();
        ConversationsTest.play(
            office.platform() + " " + file.getFileName(), lines, new InGroup(office, "g-talk"));
      }
    }
  }

  /** Who types does so in one group; what is answered in private stands in the chat with them. */
  private static final class InGroup implements ConversationsTest.Platform {
    private final Office office;
    private final String group;
    private boolean wasPrivate;

    InGroup(Office office, String group) {
      this.office = office;
      this.group = group;
    }

    private static String id(String person) {
      return "ou_" + person;
    }

    /** What has come since, once it is all there: an answer may be several messages. */
    private ConversationsTest.Answer after(String person, Runnable step) {
      List<Heard> inGroup = office.heard(group);
      List<Heard> alone = office.heard(id(person));
      step.run();
      Await.until(
          "an answer to " + person,
          () ->
              (!changed(inGroup, office.heard(group)).isEmpty()
                      || (wasPrivate && !changed(alone, office.heard(id(person))).isEmpty()))
                  && underWay() == 0);
      List<Heard> nowAlone = changed(alone, office.heard(id(person)));
      wasPrivate = !nowAlone.isEmpty();
      List<Heard> fresh = wasPrivate ? nowAlone : changed(inGroup, office.heard(group));
      return new ConversationsTest.Answer(Heard.all(fresh).text(), wasPrivate, null);
    }

    /** Read after what was heard: it is heard before it is over. */
    private int underWay() {
      return program
          .get("/metrics")
          .text()
          .lines()
          .filter(
              l ->
                  l.startsWith(
                      "homestretch_chat_answers_under_way{platform=\"" + office.platform() + "\"}"))
          .mapToInt(l -> (int) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
          .findFirst()
          .orElseThrow();
    }

    private static List<Heard> changed(List<Heard> before, List<Heard> now) {
      List<Heard> changed = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        if (i >= before.size() || !before.get(i).equals(now.get(i))) {
          changed.add(now.get(i));
        }
      }
      return changed;
    }

    @Override
    public ConversationsTest.Answer type(String person, Language language, String line) {
      wasPrivate = false;
      return after(person, () -> office.write(id(person), group, line));
    }

    @Override
    public ConversationsTest.Answer press(String person, Language language, String label) {
      String chat = wasPrivate ? id(person) : group;
      Await.until(
          label, () -> office.heard(chat).stream().anyMatch(h -> h.labels().contains(label)));
      return after(person, () -> office.tap(id(person), chat, !wasPrivate, label));
    }

    @Override
    public ConversationsTest.Answer fill(
        String person, Language language, @Nullable Map<String, String> values) {
      throw new UnsupportedOperationException("forms differ: see each platform's own test");
    }
  }
}
