package homestretch;

import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings: {@code config/homestretch.yaml}, overridden by the environment; {@link
 * SettingsReader} is the only reader of both. Secrets never appear in {@code toString} or in an
 * error.
 */
public record Settings(
    Http http,
    @Nullable Oidc oidc,
    Db database,
    Discord discord,
    Feishu feishu,
    WeCom wecom,
    DingTalk dingtalk,
    Log log,
    Backup backup,
    Retention retention,
    @Nullable Secret adminToken,
    Language language,
    ZoneId timezone,
    Sample sample) {

  /**
   * @param publicUrl the address that links in messages carry, without a slash at its end; null:
   *     where it listens
   * @param trustedProxies addresses and networks whose {@code X-Forwarded-*} is believed
   */
  public record Http(
      String host, int port, @Nullable String publicUrl, List<String> trustedProxies) {
    public Http {
      trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
      return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
  }

  /**
   * The identity provider by which people log in.
   *
   * @param clientSecret null: the client has none
   * @param roleClaim the claim that names roles; null: none does
   */
  public record Oidc(
      String issuer, String clientId, @Nullable Secret clientSecret, @Nullable String roleClaim) {}

  /**
   * @param poolSize connections that write to PostgreSQL, and as many that read
   */
  public record Db(String url, @Nullable String user, @Nullable Secret password, int poolSize) {}

  public record Discord(@Nullable Secret token, @Nullable String apiBaseUrl) {}

  /**
   * @param appId null: the bot does not connect there; else the secret is given too
   */
  public record Feishu(
      @Nullable String appId, @Nullable Secret appSecret, @Nullable String apiBaseUrl) {}

  /**
   * @param botId null: the bot does not connect there; else the secret is given too
   * @param socketUrl null: WeCom's own; private deployments have theirs
   */
  public record WeCom(
      @Nullable String botId, @Nullable Secret secret, @Nullable String socketUrl) {}

  /**
   * @param clientId null: the bot does not connect there; else the secret is given too
   */
  public record DingTalk(
      @Nullable String clientId, @Nullable Secret clientSecret, @Nullable String apiBaseUrl) {}

  /** Whether some chat platform beside the built-in one is configured. */
  public boolean hasChatPlatform() {
    return discord.token() != null
        || feishu.appId() != null
        || wecom.botId() != null
        || dingtalk.clientId() != null;
  }

  /**
   * How much is logged, and in which shape.
   *
   * @param accessFolder where the access log lies; null: beside the SQLite file, else data/access
   */
  public record Log(Level level, Format format, @Nullable Path accessFolder) {
    /** Until the settings have been read. */
    public static final Log DEFAULT = new Log(Level.INFO, Format.TEXT, null);

    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }

    public enum Format {
      TEXT,
      /** One object a line. */
      JSON
    }
  }

  /**
   * Backups that the program makes by itself, of a SQLite file.
   *
   * @param folder null: it makes none
   * @param keep how many stay
   */
  public record Backup(@Nullable Path folder, int keep) {}

  /** How long what is kept; the ledger and the audit stay for ever. */
  public record Retention(
      Duration chat, Duration deliveries, Duration accessLog, Duration idempotencyKeys) {}

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
    /** One that nobody asks where it was given. */
    public Secret(String value) {
      this(value, "");
    }

    /** The same secret, wherever it was given. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return "…";
    }
  }

  /**
   * One setting that cannot be taken.
   *
   * @param key as the file names it; empty where no key is meant
   */
  public record Mistake(String key, Text text) {}

  /** Settings that cannot be taken, all of them: key, value, what was expected, whence it came. */
  public static final class Wrong extends RuntimeException {
    private final transient List<Mistake> mistakes;

    Wrong(List<Mistake> mistakes) {
      super(mistakes.stream().map(m -> m.text().en()).collect(Collectors.joining("\n")));
      this.mistakes = List.copyOf(mistakes);
    }

    Wrong(String key, Text text) {
      this(List.of(new Mistake(key, text)));
    }

    public List<Mistake> mistakes() {
      return mistakes;
    }
  }

  /**
   * @param file the configuration; null: the defaults alone
   * @throws Wrong if any setting cannot be taken
   */
  public static Settings load(@Nullable Path file, Map<String, String> environment) {
    return SettingsReader.read(file, environment);
  }
}
