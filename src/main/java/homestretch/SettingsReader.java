package homestretch;

import homestretch.Settings.Mistake;
import homestretch.Settings.Secret;
import homestretch.Settings.Wrong;
import homestretch.adapter.http.TrustedProxies;
import homestretch.core.text.Language;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads {@link Settings} from the defaults, a file and the environment; the later goes first. */
final class SettingsReader {
  private static final String PREFIX = "HOMESTRETCH_";
  private static final String VARIABLE = "environment variable ";
  private static final String DEFAULTS_NAME = "the defaults";
  private static final String DEFAULTS = "/config/homestretch.yaml";

  /** Variables of that prefix which the launcher and the tests read. */
  private static final Set<String> NOT_SETTINGS =
      Set.of("HOMESTRETCH_JAVA", "HOMESTRETCH_JAVA_OPTS", "HOMESTRETCH_BROWSER_REQUIRED");

  private static final Pattern SECRET = Pattern.compile("(?i).*(token|password|secret)");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)(password=)[^&]*");
  private static final int SHORTEST_TOKEN = 12;
  private static final Pattern PERIOD = Pattern.compile("(\\d{1,6}) ?([dh])");
  private static final Duration LONGEST_PERIOD = Duration.ofDays(36_500);

  private record Given(String key, @Nullable String value, String source, boolean isVariable) {
    String sourceZh() {
      return isVariable
          ? source.replace(VARIABLE, "环境变量 ")
          : " " + source.replace(DEFAULTS_NAME, "默认值");
    }
  }

  private final Map<String, Given> given;
  private final List<Mistake> mistakes;

  private SettingsReader(Map<String, Given> given, List<Mistake> mistakes) {
    this.given = given;
    this.mistakes = mistakes;
  }

  /**
   * @throws Wrong naming everything that cannot be taken
   */
  static Settings read(@Nullable Path file, Map<String, String> environment) {
    List<Mistake> mistakes = new ArrayList<>();
    Map<String, Given> given = defaults();
    List<String> keys = List.copyOf(given.keySet());
    if (file != null) {
      for (Given entry : parse(text(file), file.toString(), mistakes).values()) {
        if (keys.contains(entry.key())) {
          given.put(entry.key(), entry);
        } else if (entry.value() != null
            || keys.stream().noneMatch(key -> key.startsWith(entry.key() + "."))) {
          mistakes.add(unknown(entry, keys));
        }
      }
    }
    Map<String, String> byVariable = new LinkedHashMap<>();
    keys.forEach(key -> byVariable.put(variable(key), key));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name)) {
            String key = byVariable.get(name);
            if (key == null) {
              mistakes.add(unknownVariable(name, List.copyOf(byVariable.keySet())));
            } else {
              given.put(key, new Given(key, value.isEmpty() ? null : value, VARIABLE + name, true));
            }
          }
        });
    return new SettingsReader(given, mistakes).settings();
  }

  private Settings settings() {
    Settings.Http http =
        new Settings.Http(host(), number("http.port", 0, 65535), publicUrl(), trustedProxies());
    Settings.Db database =
        new Settings.Db(
            databaseUrl(),
            optional("database.user"),
            secret("database.password"),
            number("database.poolSize", 1, 100));
    Settings.Discord discord =
        new Settings.Discord(secret("discord.token"), address("discord.apiBaseUrl"));
    Settings.Log log =
        new Settings.Log(
            choice("log.level", Settings.Log.Level.class, Settings.Log.Level.INFO),
            choice("log.format", Settings.Log.Format.class, Settings.Log.Format.TEXT),
            folder("log.accessFolder"));
    Settings settings =
        new Settings(
            http,
            oidc(),
            database,
            discord,
            new Settings.Feishu(
                optional("feishu.appId"),
                pair("feishu.appId", "feishu.appSecret"),
                address("feishu.apiBaseUrl")),
            new Settings.WeCom(
                optional("wecom.botId"), pair("wecom.botId", "wecom.secret"), socket()),
            new Settings.DingTalk(
                optional("dingtalk.clientId"),
                pair("dingtalk.clientId", "dingtalk.clientSecret"),
                address("dingtalk.apiBaseUrl")),
            log,
            new Settings.Backup(folder("backup.folder"), number("backup.keep", 1, 10_000)),
            new Settings.Retention(
                period("retention.chat"),
                period("retention.deliveries"),
                period("retention.accessLog"),
                period("retention.idempotencyKeys")),
            adminToken(),
            language(),
            zone(),
            // YAML 1.1 readers take on and off for booleans; here they are the words they are.
            choice("sample", Settings.Sample.class, Settings.Sample.AUTO));
    if (!mistakes.isEmpty()) {
      throw new Wrong(mistakes);
    }
    return settings;
  }

  // What is wrong.

  private void wrong(String key, String zh, String en) {
    Given of = of(key);
    String value = of.value();
    Text shown =
        value == null
            ? new Text("未填写", "nothing")
            : Text.same(
                SECRET.matcher(key).matches()
                    ? "…"
                    : "“" + PASSWORD_IN_URL.matcher(value).replaceAll("$1…") + "”");
    mistakes.add(
        new Mistake(
            key,
            new Text(
                key + "：" + shown.zh() + "（来自" + of.sourceZh() + "），应为" + zh,
                key + ": " + shown.en() + " at " + of.source() + "; expected " + en)));
  }

  private static Mistake unknown(Given entry, List<String> keys) {
    String nearest = nearest(entry.key(), keys);
    return new Mistake(
        entry.key(),
        new Text(
            "没有这个设置："
                + entry.key()
                + "（来自 "
                + entry.source()
                + "）；是否想写 "
                + nearest
                + "？全部设置见 config/homestretch.yaml",
            "unknown setting "
                + entry.key()
                + " at "
                + entry.source()
                + "; did you mean "
                + nearest
                + "? config/homestretch.yaml lists them all"));
  }

  private static Mistake unknownVariable(String name, List<String> variables) {
    String nearest = nearest(name, variables);
    return new Mistake(
        name,
        new Text(
            "环境变量不对应任何设置：" + name + "；是否想写 " + nearest + "？",
            "unknown setting in the environment: " + name + "; did you mean " + nearest + "?"));
  }

  // One setting.

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

  /** A name or an address; whether this machine has it, the start tells. */
  private String host() {
    String host = text("http.host", "127.0.0.1");
    if (!host.matches("[\\p{L}\\p{N}._:%\\[\\]-]+")) {
      wrong("http.host", "地址或主机名，如 127.0.0.1", "an address or a host's name, such as 127.0.0.1");
    }
    return host;
  }

  private String text(String key, String otherwise) {
    String value = of(key).value();
    if (value == null) {
      wrong(key, "一个值", "a value");
      return otherwise;
    }
    return value;
  }

  /** The key's own value, or what stands in the file that {@code keyFile} names. */
  private @Nullable Secret secret(String key) {
    String fileKey = key + "File";
    String own = optional(key);
    String file = optional(fileKey);
    if (own != null && file != null) {
      if (of(key).isVariable() == of(fileKey).isVariable()) {
        wrong(
            fileKey,
            " " + key + " 与 " + fileKey + " 只填一个",
            "only one of " + key + " and " + fileKey);
        return null;
      }
      // The environment goes before the file.
      own = of(key).isVariable() ? own : null;
    }
    if (own != null) {
      return new Secret(own, of(key).source());
    }
    if (file == null) {
      return null;
    }
    try {
      String read = Files.readString(Path.of(file)).strip();
      if (!read.isEmpty()) {
        return new Secret(read, file);
      }
      wrong(fileKey, "内容不为空的文件", "a file that holds the secret (it is empty)");
    } catch (IOException | RuntimeException e) {
      String why = e.getClass().getSimpleName();
      wrong(fileKey, "可读的文件（" + why + "）", "a readable file (" + why + ")");
    }
    return null;
  }

  /** A secret that belongs to an id: both are given, or neither. */
  private @Nullable Secret pair(String idKey, String secretKey) {
    Secret secret = secret(secretKey);
    String id = optional(idKey);
    if (id != null && secret == null && of(secretKey + "File").value() == null) {
      wrong(
          secretKey,
          "值（已填 " + idKey + "），也可放在 " + secretKey + "File 指的文件里",
          "a value, as "
              + idKey
              + " is given; it may stand in a file that "
              + secretKey
              + "File names");
    }
    if (id == null && secret != null) {
      wrong(idKey, "值（已填 " + secretKey + "）", "a value, as " + secretKey + " is given");
    }
    return secret;
  }

  private @Nullable String socket() {
    String value = optional("wecom.socketUrl");
    if (value != null && !value.matches("wss?://[^\\s/]+(/\\S*)?")) {
      wrong("wecom.socketUrl", " wss://… 地址", "an address such as wss://HOST/PATH");
    }
    return value;
  }

  private int number(String key, int from, int to) {
    String value = text(key, String.valueOf(from));
    try {
      int number = Integer.parseInt(value);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    wrong(key, " " + from + " 到 " + to + " 之间的整数", "a number from " + from + " to " + to);
    return from;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> choices, E otherwise) {
    String value = text(key, otherwise.name().toLowerCase(Locale.ROOT));
    List<String> words = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) {
      String word = choice.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return choice;
      }
      words.add(word);
    }
    String last = words.removeLast();
    wrong(
        key,
        " " + String.join("、", words) + " 或 " + last,
        String.join(", ", words) + " or " + last);
    return otherwise;
  }

  private @Nullable Path folder(String key) {
    String value = optional(key);
    if (value == null) {
      return null;
    }
    Path folder = Path.of(value).toAbsolutePath();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      wrong(key, "文件夹（这是一个文件）", "a folder (this is a file)");
    }
    return folder;
  }

  /** How long something is kept: a number of days or hours. */
  private Duration period(String key) {
    String value = text(key, "1 d");
    Matcher matcher = PERIOD.matcher(value);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration period =
          matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
      if (!period.isZero() && period.compareTo(LONGEST_PERIOD) <= 0) {
        return period;
      }
    }
    wrong(key, "多少天或多少小时，如 400 d、48 h", "a number of days or hours, such as 400 d or 48 h");
    return Duration.ofDays(1);
  }

  private String databaseUrl() {
    String url = text("database.url", "jdbc:sqlite:");
    if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
      wrong(
          "database.url",
          " jdbc:sqlite:文件 或 jdbc:postgresql://主机/数据库",
          "jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
    }
    return url;
  }

  private @Nullable String publicUrl() {
    String url = address("http.publicUrl");
    return url == null ? null : url.replaceAll("/+$", "");
  }

  /** A web address; null if there is none. */
  private @Nullable String address(String key) {
    String value = optional(key);
    if (value == null) {
      return null;
    }
    try {
      URI uri = new URI(value);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return value;
      }
    } catch (java.net.URISyntaxException e) {
      // Said below.
    }
    wrong(
        key, "网址，如 https://board.example.org", "a web address, such as https://board.example.org");
    return null;
  }

  /** The identity provider; null if none is set. */
  private Settings.@Nullable Oidc oidc() {
    String issuer = address("login.oidc.issuer");
    String clientId = optional("login.oidc.clientId");
    Secret clientSecret = secret("login.oidc.clientSecret");
    String roleClaim = optional("login.oidc.roleClaim");
    if (issuer == null && clientId == null && clientSecret == null && roleClaim == null) {
      return null;
    }
    if (issuer == null && optional("login.oidc.issuer") == null) {
      wrong(
          "login.oidc.issuer",
          "身份服务的地址（已填写 login.oidc 的其他项）",
          "the identity provider's address, as other keys of login.oidc are set");
    }
    if (clientId == null) {
      wrong(
          "login.oidc.clientId",
          "在身份服务登记的客户端编号",
          "the client's id, as registered with the identity provider");
    }
    return issuer == null || clientId == null
        ? null
        : new Settings.Oidc(issuer, clientId, clientSecret, roleClaim);
  }

  private List<String> trustedProxies() {
    String value = optional("http.trustedProxies");
    List<String> proxies = new ArrayList<>();
    for (String proxy : value == null ? new String[0] : value.split("[,\\s]+")) {
      if (!proxy.isEmpty() && !TrustedProxies.isNetwork(proxy)) {
        wrong(
            "http.trustedProxies",
            "以逗号分隔的 IP 地址或网段，如 127.0.0.1, 10.0.0.0/8",
            "addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8");
        return List.of();
      }
      if (!proxy.isEmpty()) {
        proxies.add(proxy);
      }
    }
    return proxies;
  }

  private @Nullable Secret adminToken() {
    Secret token = secret("admin.token");
    if (token != null && token.value().length() < SHORTEST_TOKEN) {
      wrong(
          "admin.token",
          "至少 " + SHORTEST_TOKEN + " 个字符",
          "at least " + SHORTEST_TOKEN + " characters");
    }
    return token;
  }

  private Language language() {
    return switch (text("locale", "zh-CN")) {
      case "zh-CN" -> Language.ZH;
      case "en" -> Language.EN;
      default -> {
        wrong("locale", " zh-CN 或 en", "zh-CN or en");
        yield Language.ZH;
      }
    };
  }

  private ZoneId zone() {
    ZoneId otherwise = ZoneId.of("Asia/Shanghai");
    try {
      return ZoneId.of(text("timezone", otherwise.getId()));
    } catch (DateTimeException e) {
      wrong("timezone", "时区，如 Asia/Shanghai", "a time zone such as Asia/Shanghai");
      return otherwise;
    }
  }

  // Files and names.

  private static Map<String, Given> defaults() {
    List<Mistake> none = new ArrayList<>();
    try (InputStream in = Settings.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + DEFAULTS);
      }
      Map<String, Given> given =
          parse(new InputStreamReader(in, StandardCharsets.UTF_8), DEFAULTS_NAME, none);
      if (!none.isEmpty()) {
        throw new Wrong(none);
      }
      return given;
    } catch (IOException e) {
      throw new IllegalStateException(DEFAULTS, e);
    }
  }

  private static Reader text(Path file) {
    try {
      return new StringReader(Files.readString(file));
    } catch (IOException e) {
      throw new Wrong(
          "",
          new Text(
              "--config：无法读取配置文件 " + file + "：" + Reasons.of(e).zh(),
              "--config: cannot read the configuration " + file + ": " + Reasons.of(e).en()));
    }
  }

  /**
   * The name of a key's variable: {@code discord.apiBaseUrl} is HOMESTRETCH_DISCORD_API_BASE_URL.
   */
  static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, Given> parse(Reader reader, String name, List<Mistake> mistakes) {
    Map<String, Given> given = new LinkedHashMap<>();
    try {
      Node root = new Yaml(new LoaderOptions()).compose(reader);
      if (root != null) {
        flatten(root, new ArrayList<>(), name, given, mistakes);
      }
    } catch (MarkedYAMLException e) {
      String at =
          name + ":" + (e.getProblemMark() == null ? "?" : e.getProblemMark().getLine() + 1);
      mistakes.add(
          new Mistake(
              "",
              new Text(
                  at + "：不是合法的 YAML：" + e.getProblem(),
                  at + ": not readable as YAML: " + e.getProblem())));
    }
    return given;
  }

  private static void flatten(
      Node node, List<String> path, String name, Map<String, Given> given, List<Mistake> mistakes) {
    String key = String.join(".", path);
    String source = name + ":" + (node.getStartMark().getLine() + 1);
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            mistakes.add(
                new Mistake(key, new Text(source + "：应为一个键", source + ": expected a key")));
            continue;
          }
          List<String> deeper = new ArrayList<>(path);
          deeper.add(scalar.getValue());
          flatten(tuple.getValueNode(), deeper, name, given, mistakes);
        }
      }
      case ScalarNode scalar -> {
        String value = scalar.getValue().isEmpty() ? null : scalar.getValue();
        if (given.put(key, new Given(key, value, source, false)) != null) {
          mistakes.add(
              new Mistake(
                  key,
                  new Text(
                      key + "：写了两次，又见于 " + source, key + ": given twice, again at " + source)));
        }
      }
      default ->
          mistakes.add(
              new Mistake(
                  key,
                  new Text(
                      key + "（" + source + "）：应为单个值",
                      key + " at " + source + ": expected one value")));
    }
  }

  /** The known word that takes the fewest slips to come from this one. */
  private static String nearest(String word, List<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> slips(word, k))).orElse("");
  }

  /** Levenshtein's distance. */
  private static int slips(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
