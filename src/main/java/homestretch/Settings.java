package homestretch;

import homestretch.core.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The settings: {@code config/homestretch.yaml}, overridden by the environment. The only reader of
 * both. Secrets never appear in {@code toString} or in an error.
 */
public record Settings(
    Http http,
    Db database,
    Discord discord,
    @Nullable Secret adminToken,
    Language language,
    ZoneId timezone,
    Sample sample) {

  public record Http(String host, int port) {}

  /**
   * @param poolSize connections that write to PostgreSQL, and as many that read
   */
  public record Db(String url, @Nullable String user, @Nullable Secret password, int poolSize) {}

  public record Discord(@Nullable Secret token, @Nullable String apiBaseUrl) {}

  /** When the sample campaign is loaded into an empty database. */
  public enum Sample {
    AUTO,
    ON,
    OFF
  }

  /**
   * A value that is never printed.
   *
   * @param source where it was given
   */
  public record Secret(String value, String source) {
    @Override
    public String toString() {
      return "…";
    }
  }

  /** A setting that cannot be taken: key, value, what was expected and where it came from. */
  public static final class Wrong extends RuntimeException {
    Wrong(String message) {
      super(message);
    }
  }

  private static final String PREFIX = "HOMESTRETCH_";
  private static final String DEFAULTS = "/config/homestretch.yaml";

  /** Variables of that prefix which the launcher and the tests read. */
  private static final Set<String> NOT_SETTINGS =
      Set.of("HOMESTRETCH_JAVA", "HOMESTRETCH_JAVA_OPTS", "HOMESTRETCH_BROWSER_REQUIRED");

  private static final Set<String> SECRETS =
      Set.of("database.password", "discord.token", "admin.token");

  /**
   * @param file the configuration; null: the defaults alone
   * @throws Wrong if a setting cannot be taken
   */
  public static Settings load(@Nullable Path file, Map<String, String> environment) {
    Map<String, Given> given = defaults();
    Set<String> keys = Set.copyOf(given.keySet());
    if (file != null) {
      String text;
      try {
        text = Files.readString(file);
      } catch (IOException e) {
        throw new Wrong("cannot read the configuration " + file + ": " + e);
      }
      for (Map.Entry<String, Given> entry :
          parse(new StringReader(text), file.toString()).entrySet()) {
        if (!keys.contains(entry.getKey())) {
          throw new Wrong(
              "unknown setting "
                  + entry.getKey()
                  + " at "
                  + entry.getValue().source()
                  + "; known: "
                  + String.join(", ", given.keySet()));
        }
        given.put(entry.getKey(), entry.getValue());
      }
    }
    Map<String, String> byVariable = new LinkedHashMap<>();
    keys.forEach(key -> byVariable.put(variable(key), key));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name)) {
            String key = byVariable.get(name);
            if (key == null) {
              throw new Wrong(
                  "unknown setting in the environment: "
                      + name
                      + "; known: "
                      + String.join(", ", byVariable.keySet().stream().sorted().toList()));
            }
            given.put(
                key,
                new Given(key, value.isEmpty() ? null : value, "environment variable " + name));
          }
        });
    return new Reading(given).settings();
  }

  private record Given(String key, @Nullable String value, String source) {
    Wrong wrong(String expected) {
      String shown = value == null ? "nothing" : SECRETS.contains(key) ? "…" : "“" + value + "”";
      return new Wrong(key + ": " + shown + " at " + source + "; expected " + expected);
    }
  }

  private record Reading(Map<String, Given> given) {
    Settings settings() {
      return new Settings(
          new Http(text("http.host"), number("http.port", 0, 65535)),
          new Db(
              databaseUrl(),
              optional("database.user"),
              secret("database.password"),
              number("database.poolSize", 1, 100)),
          new Discord(discordToken(), optional("discord.apiBaseUrl")),
          adminToken(),
          language(),
          zone(),
          sample());
    }

    private Given of(String key) {
      Given of = given.get(key);
      if (of == null) {
        throw new IllegalStateException("no default for " + key);
      }
      return of;
    }

    private @Nullable String optional(String key) {
      return of(key).value();
    }

    private String text(String key) {
      String value = of(key).value();
      if (value == null) {
        throw of(key).wrong("a value");
      }
      return value;
    }

    private @Nullable Secret secret(String key) {
      String value = optional(key);
      return value == null ? null : new Secret(value, of(key).source());
    }

    private int number(String key, int from, int to) {
      try {
        int number = Integer.parseInt(text(key));
        if (number >= from && number <= to) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw of(key).wrong("a number from " + from + " to " + to);
      }
      throw of(key).wrong("a number from " + from + " to " + to);
    }

    private String databaseUrl() {
      String url = text("database.url");
      if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
        throw of("database.url").wrong("jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
      }
      return url;
    }

    private @Nullable Secret discordToken() {
      Secret token = secret("discord.token");
      String file = optional("discord.tokenFile");
      if (token != null || file == null) {
        return token;
      }
      try {
        String read = Files.readString(Path.of(file)).strip();
        if (read.isEmpty()) {
          throw of("discord.tokenFile").wrong("a file that holds the token (it is empty)");
        }
        return new Secret(read, file);
      } catch (IOException e) {
        throw of("discord.tokenFile").wrong("a readable file (" + e + ")");
      }
    }

    private @Nullable Secret adminToken() {
      Secret token = secret("admin.token");
      if (token != null && token.value().length() < 12) {
        throw of("admin.token").wrong("at least 12 characters");
      }
      return token;
    }

    private Language language() {
      return switch (text("locale")) {
        case "zh-CN" -> Language.ZH;
        case "en" -> Language.EN;
        default -> throw of("locale").wrong("zh-CN or en");
      };
    }

    private ZoneId zone() {
      try {
        return ZoneId.of(text("timezone"));
      } catch (DateTimeException e) {
        throw of("timezone").wrong("a time zone such as Asia/Shanghai");
      }
    }

    private Sample sample() {
      // YAML 1.1 readers take on and off for booleans; here they are the words they are.
      return switch (text("sample")) {
        case "auto" -> Sample.AUTO;
        case "on" -> Sample.ON;
        case "off" -> Sample.OFF;
        default -> throw of("sample").wrong("auto, on or off");
      };
    }
  }

  private static Map<String, Given> defaults() {
    try (InputStream in = Settings.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + DEFAULTS);
      }
      return parse(new InputStreamReader(in, StandardCharsets.UTF_8), "the defaults");
    } catch (IOException e) {
      throw new IllegalStateException(DEFAULTS, e);
    }
  }

  /**
   * The name of a key's variable: {@code discord.apiBaseUrl} is HOMESTRETCH_DISCORD_API_BASE_URL.
   */
  static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, Given> parse(Reader reader, String name) {
    Map<String, Given> given = new LinkedHashMap<>();
    try {
      Node root = new Yaml(new LoaderOptions()).compose(reader);
      if (root != null) {
        flatten(root, new ArrayList<>(), name, given);
      }
    } catch (MarkedYAMLException e) {
      throw new Wrong(
          name
              + ":"
              + (e.getProblemMark() == null ? "?" : e.getProblemMark().getLine() + 1)
              + ": not readable as YAML: "
              + e.getProblem());
    }
    return given;
  }

  private static void flatten(Node node, List<String> path, String name, Map<String, Given> given) {
    String key = String.join(".", path);
    String source = name + ":" + (node.getStartMark().getLine() + 1);
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            throw new Wrong(source + ": expected a key");
          }
          List<String> deeper = new ArrayList<>(path);
          deeper.add(scalar.getValue());
          flatten(tuple.getValueNode(), deeper, name, given);
        }
      }
      case ScalarNode scalar -> {
        String value = scalar.getValue().isEmpty() ? null : scalar.getValue();
        if (given.put(key, new Given(key, value, source)) != null) {
          throw new Wrong(key + ": given twice, again at " + source);
        }
      }
      default -> throw new Wrong(key + " at " + source + ": expected one value");
    }
  }
}
