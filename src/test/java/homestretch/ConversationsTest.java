package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.text.Language;
import homestretch.testing.Await;
import homestretch.testing.BareChat;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.World;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Scene;
import homestretch.testing.discord.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is typed and what is answered, from files, on every platform: the built-in chat over HTTP,
 * Discord through JDA, and one that has text and nothing else. A file's lines:
 *
 * <pre>
 * @ reporter zh     who goes on, in which language
 * &gt; /上报 GBR 60.2   what they type
 * * 撤回             the button that they press (where there are none, its number)
 * ? 财政收入          a form with this title is shown (where there are none, asked)
 * = value: 60.2     what they fill in; the last such line sends it
 * &lt; 已收到           what the answer holds
 * ! private         who sees it: private or public
 * </pre>
 */
class ConversationsTest {
  private static final Path FILES = Path.of("src/test/resources/conversations");
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Discord discord;
  private static Running program;
  private static World elsewhere;
  private static Map<String, Platform> platforms;

  /**
   * An answer.
   *
   * @param form its title; null: no form
   */
  record Answer(String text, boolean isPrivate, @Nullable String form) {
    Answer {
      assertThat(text).as("marks that nobody should see").doesNotContainPattern("[\uE000-\uE002]");
    }
  }

  /** A platform as its people use it. */
  interface Platform {
    Answer type(String person, Language language, String line);

    Answer press(String person, Language language, String label);

    Answer fill(String person, Language language, Map<String, String> values);
  }

  @BeforeAll
  static void start() {
    // JDA takes an interaction of another year for one that has expired.
    discord = Discord.start();
    String channel = discord.channel("冲刺");
    String role = discord.role("临江区填报");
    Map<String, String> environment = new HashMap<>(discord.environment());
    environment.put("HOMESTRETCH_SAMPLE", "on");
    program = Running.with(CLOCK, environment);
    String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
    assertThat(
            program
                .post(
                    "/api/v1/channels",
                    "{\"campaign\": \"%s\", \"platform\": \"discord\", \"address\": \"%s\"}"
                        .formatted(slug, channel))
                .status())
        .isEqualTo(201);
    assertThat(
            program
                .post(
                    "/api/v1/campaigns/" + slug + "/departments/LJ/links",
                    "{\"platform\": \"discord\", \"kind\": \"role\", \"external\": \"%s\","
                            .formatted(role)
                        + " \"role\": \"reporter\"}")
                .status())
        .isEqualTo(201);
    Await.until(
        "connected",
        () -> program.get("/health/ready").json().path("discord").asText().equals("ok"));
    Await.until("registered", () -> discord.commandWrites() == 1);
    elsewhere = new World(Databases.SQLITE);
    platforms = new LinkedHashMap<>();
    platforms.put("web", new Web());
    platforms.put(
        "discord",
        new OnDiscord(discord, program, channel)
            .with("reporter", Language.ZH, discord.user("张三", "zh-CN", role))
            .with("reporter", Language.EN, discord.user("Zhang", "en-US", role))
            .with("reader", Language.ZH, discord.user("李四", "zh-CN"))
            .with("reader", Language.EN, discord.user("Ann", "en-GB")));
    platforms.put("bare", new Bare());
  }

  @AfterAll
  static void stop() {
    elsewhere.close();
    program.close();
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  static Stream<String> conversations() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<String> names =
          files.map(f -> f.getFileName().toString().replace(".txt", "")).sorted().toList();
      return names.stream()
          .flatMap(n -> Stream.of("web", "discord", "bare").map(p -> n + " on " + p));
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void goes_as_written(String what) throws IOException {
    String[] parts = what.split(" on ");
    String file = parts[0] + ".txt";
    play(
        file,
        Files.readAllLines(FILES.resolve(file)),
        Objects.requireNonNull(platforms.get(parts[1])));
  }

  /** Does what the lines say and holds each answer against them. */
  static void play(String file, List<String> lines, Platform platform) {
    String person = "";
    Language language = Language.ZH;
    @Nullable Answer last = null;
    Map<String, String> filled = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String rest = line.length() < 2 ? "" : line.substring(2);
      String where = file + ":" + (i + 1);
      switch (line.isEmpty() ? '#' : line.charAt(0)) {
        case '@' -> {
          person = rest.split(" ")[0];
          language = Language.of(rest.split(" ")[1]);
        }
        case '>' -> last = platform.type(person, language, rest);
        case '*' -> last = platform.press(person, language, rest);
        case '=' -> {
          filled.put(rest.split(": ", 2)[0], rest.split(": ", 2)[1]);
          if (i + 1 == lines.size() || !lines.get(i + 1).startsWith("=")) {
            last = platform.fill(person, language, Map.copyOf(filled));
            filled.clear();
          }
        }
        case '?' -> assertThat(Objects.requireNonNull(last).form()).as(where).isEqualTo(rest);
        case '<' -> assertThat(Objects.requireNonNull(last).text()).as(where).contains(rest);
        case '!' ->
            assertThat(Objects.requireNonNull(last).isPrivate())
                .as(where + " " + last.text())
                .isEqualTo(rest.equals("private"));
        case '#' -> {}
        default -> throw new IllegalStateException(where + ": " + line);
      }
    }
  }

  /** The built-in chat, as its page speaks to it. */
  private static final class Web implements Platform {
    private static final Map<String, String> PERSONAS =
        Map.of("reporter", "reporter-1", "reader", "reader");

    private final String channel =
        program.get("/chat/state").json().at("/channels/0/address").asText();
    private JsonNode last = JSON.createObjectNode();

    private Answer send(String path, String person, Language language, ObjectNode body) {
      body.put("person", PERSONAS.get(person))
          .put("channel", channel)
          .put("language", language.tag());
      last = program.post(path, body.toString()).json();
      if (last.has("form")) {
        return new Answer("", true, last.at("/form/title").asText());
      }
      return last.has("message")
          ? new Answer(text(last.get("message")), last.at("/message/private").asBoolean(), null)
          : new Answer(last.path("detail").asText(), true, null);
    }

    private static String text(JsonNode message) {
      List<String> all = new ArrayList<>();
      message.get("post").findValuesAsText("title").forEach(all::add);
      for (JsonNode block : message.at("/post/blocks")) {
        block.path("lines").forEach(l -> all.add(l.asText()));
        block.path("rows").forEach(row -> row.forEach(cell -> all.add(cell.asText())));
      }
      all.add(message.at("/post/footer").asText());
      return String.join("\n", all);
    }

    @Override
    public Answer type(String person, Language language, String line) {
      return send("/chat/command", person, language, JSON.createObjectNode().put("line", line));
    }

    @Override
    public Answer press(String person, Language language, String label) {
      for (JsonNode row : last.at("/message/post/buttons")) {
        for (JsonNode button : row) {
          if (button.get("label").asText().equals(label)) {
            return send(
                "/chat/press",
                person,
                language,
                JSON.createObjectNode()
                    .put("message", last.at("/message/id").asLong())
                    .put("button", button.get("id").asText()));
          }
        }
      }
      throw new AssertionError("no button " + label + " at " + last);
    }

    @Override
    public Answer fill(String person, Language language, Map<String, String> values) {
      ObjectNode body = JSON.createObjectNode().put("command", last.at("/form/command").asText());
      ObjectNode options = body.putObject("options");
      last.at("/form/fixed")
          .properties()
          .forEach(e -> options.put(e.getKey(), e.getValue().asText()));
      last.at("/form/fields")
          .forEach(f -> options.put(f.get("option").asText(), f.get("value").asText()));
      values.forEach(options::put);
      return send("/chat/command", person, language, body);
    }
  }

  /** Discord: a line is what its client makes of it, a command with options. */
  static final class OnDiscord implements Platform {
    private final String channel;
    private final Map<String, User> users = new HashMap<>();
    private final Discord discord;
    private final CommandLine grammar;
    private @Nullable Asked last;
    private boolean wasPrivate;

    /** What was done and answered, to be drawn. */
    final Scene scene = new Scene();

    OnDiscord(Discord discord, Running program, String channel) {
      this.discord = discord;
      this.channel = channel;
      grammar = new CommandLine(program.app.commands().list());
    }

    /** Somebody of the conversation, in a language. */
    OnDiscord with(String person, Language language, User user) {
      users.put(person + language.tag(), user);
      return this;
    }

    private User user(String person, Language language) {
      return Objects.requireNonNull(users.get(person + language.tag()));
    }

    private Answer answer(Asked asked, User user, String did) {
      last = asked;
      // On a busy machine a form may come too late to be opened: then a button offers it.
      for (String late : List.of("打开表单", "Open the form")) {
        if (asked.type() != 9 && Discord.buttons(asked.message()).containsValue(late)) {
          return answer(discord.press(user, channel, asked.message(), late), user, did);
        }
      }
      if (asked.type() == 9) {
        scene.add(user.name(), did, asked, true);
        return new Answer("", true, asked.callback().at("/data/title").asText());
      }
      String text = asked.text().replaceAll("\\\\(.)", "$1");
      // What takes a message's place is seen by whoever saw that.
      boolean replaces = asked.type() == 6 || asked.type() == 7;
      wasPrivate = replaces ? wasPrivate : asked.isEphemeral();
      scene.add(user.name(), did, asked, wasPrivate);
      return new Answer(text, wasPrivate, null);
    }

    @Override
    public Answer type(String person, Language language, String line) {
      CommandLine.Use use = (CommandLine.Use) grammar.read(line);
      User user = user(person, language);
      // Discord knows options alone: words are written into the first.
      Map<String, String> options = new LinkedHashMap<>();
      use.options()
          .forEach(
              (o, text) -> options.put(o.equals(Command.WORDS) ? use.command().free() : o, text));
      return answer(discord.slash(user, channel, use.command().name(), options), user, line);
    }

    @Override
    public Answer press(String person, Language language, String label) {
      User user = user(person, language);
      return answer(
          discord.press(user, channel, Objects.requireNonNull(last).message(), label),
          user,
          "▸ " + label);
    }

    @Override
    public Answer fill(String person, Language language, Map<String, String> values) {
      User user = user(person, language);
      return answer(
          discord.submit(user, channel, Objects.requireNonNull(last), values),
          user,
          String.join(", ", values.values()));
    }
  }

  /** Text and nothing else: in a group, with private answers as messages to the person. */
  private static final class Bare implements Platform {
    private static final Pattern ASKED =
        Pattern.compile("(?:第 (\\d) 项，共 (\\d) 项：|(\\d) of (\\d): )(.*)");

    private final BareChat chat =
        new BareChat("web", program.app.commands(), BareChat.BARE, elsewhere.database, CLOCK);
    private final String group =
        program.get("/chat/state").json().at("/channels/0/address").asText();
    private BareChat.@Nullable Said last;

    Bare() {
      Web.PERSONAS.values().forEach(person -> chat.type(person, "@" + person, Language.ZH, "/帮助"));
    }

    private static String id(String person) {
      return Objects.requireNonNull(Web.PERSONAS.get(person));
    }

    private Answer answer(String person, List<BareChat.Said> said) {
      BareChat.Said first = said.getFirst();
      last = first;
      boolean isPrivate = first.chat().equals("@" + person);
      if (isPrivate && said.size() > 1) {
        assertThat(said.get(1).text()).isIn("已私信您", "Sent to you privately");
        assertThat(said).hasSize(2);
      }
      boolean asks = first.text().lines().anyMatch(l -> ASKED.matcher(l).matches());
      return new Answer(first.text(), isPrivate, asks ? first.post().title() : null);
    }

    @Override
    public Answer type(String person, Language language, String line) {
      return answer(id(person), chat.type(id(person), group, language, line));
    }

    @Override
    public Answer press(String person, Language language, String label) {
      BareChat.Said offered = Objects.requireNonNull(last);
      String number =
          offered
              .text()
              .lines()
              .filter(l -> l.matches("\\d+\\. " + Pattern.quote(label)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no choice " + label + " in " + offered))
              .split("\\.")[0];
      return answer(id(person), chat.type(id(person), offered.chat(), language, number));
    }

    @Override
    public Answer fill(String person, Language language, Map<String, String> values) {
      Map<String, String> labels =
          Map.of(
              "value", "累计数|Cumulative",
              "note", "说明|Note",
              "as_of", "数据截至|As of",
              "evidence", "依据|Evidence");
      while (true) {
        BareChat.Said question = Objects.requireNonNull(last);
        Matcher asked =
            question
                .text()
                .lines()
                .map(ASKED::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        String label = asked.group(5);
        String reply =
            values.entrySet().stream()
                .filter(e -> label.matches("(" + labels.getOrDefault(e.getKey(), "-") + ").*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(language == Language.ZH ? "不变" : "keep");
        Answer answer = answer(id(person), chat.type(id(person), question.chat(), language, reply));
        if (answer.form() == null) {
          return answer;
        }
      }
    }
  }
}
