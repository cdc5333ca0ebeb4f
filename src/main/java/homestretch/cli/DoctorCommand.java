package homestretch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.App;
import homestretch.Settings;
import homestretch.adapter.dingtalk.DingTalkChat;
import homestretch.adapter.dingtalk.DingTalkChecks;
import homestretch.adapter.discord.DiscordChecks;
import homestretch.adapter.feishu.FeishuChat;
import homestretch.adapter.feishu.FeishuChecks;
import homestretch.adapter.login.LoginChecks;
import homestretch.adapter.storage.Backups;
import homestretch.adapter.storage.DatabaseChecks;
import homestretch.adapter.wecom.WeComChat;
import homestretch.adapter.wecom.WeComChecks;
import homestretch.core.audit.Chain;
import homestretch.core.chat.Channel;
import homestretch.core.doctor.CampaignChecks;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Finding.Level;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Language;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code doctor}: looks at everything that the program needs and says how to mend what is wrong. It
 * changes nothing, and runs beside a program that serves.
 */
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Before this program was written: a clock that says so was never set. */
  private static final Instant UNSET = Instant.parse("2026-01-01T00:00:00Z");

  private final Cli cli;
  private final List<Finding> found = new ArrayList<>();

  @Option(names = "--json", descriptionKey = "doctor.json")
  private boolean json;

  DoctorCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    Path named = cli.config();
    if (named != null && !Files.isReadable(named)) {
      throw new Misused(
          "--config：“" + named + "”；应为可读的文件",
          "--config: “" + named + "”; expected a readable file");
    }
    try {
      Settings settings = cli.settings();
      found.add(Finding.ok(Area.SETTINGS, "设置都能用。", "The settings can be taken."));
      secretsAreOwn(settings);
      address(settings);
      login(settings);
      clock(settings);
      database(settings);
    } catch (Settings.Wrong wrong) {
      wrong
          .mistakes()
          .forEach(
              m ->
                  found.add(
                      Finding.fault(
                          Area.SETTINGS,
                          m.text(),
                          new Text(
                              "改正后再运行；全部设置见 config/homestretch.yaml。",
                              "Mend it and run this again; config/homestretch.yaml lists all"
                                  + " settings."))));
    }
    print();
    return found.stream().anyMatch(f -> f.level() == Level.FAULT) ? Cli.NO : Cli.DONE;
  }

  /** A file with a secret in it is the program's own affair. */
  private void secretsAreOwn(Settings settings) throws IOException {
    Path file =
        cli.config() == null
            ? cli.terminal().home().resolve("config/homestretch.yaml")
            : cli.config();
    boolean holdsSecret =
        settings.hasChatPlatform()
            || settings.adminToken() != null
            || settings.database().password() != null;
    if (!holdsSecret || !Files.exists(file)) {
      return;
    }
    try {
      if (Files.readString(file)
              .lines()
              .anyMatch(
                  l ->
                      l.matches("\\s*(token|password|secret|appSecret|clientSecret):\\s*[^#\\s].*"))
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        found.add(
            Finding.fault(
                Area.SETTINGS,
                new Text(
                    "别的用户也能读到 " + file + " 里的密文。",
                    "Other users can read the secret in " + file + "."),
                Text.same("chmod 600 " + file)));
      }
    } catch (UnsupportedOperationException e) {
      // No such permissions here.
    }
  }

  /** Whether people can come in. */
  private void login(Settings settings) {
    Settings.Http http = settings.http();
    Settings.Oidc oidc = settings.oidc();
    String publicUrl = http.publicUrl();
    found.addAll(
        LoginChecks.look(
            oidc == null ? null : App.provider(oidc),
            oidc == null ? null : oidc.issuer(),
            publicUrl,
            publicUrl != null ? publicUrl : "http://" + http.host() + ":" + http.port()));
  }

  /** Whether it serves now, and if not, whether it could. */
  private void address(Settings settings) {
    Settings.Http http = settings.http();
    String host = http.host().equals("0.0.0.0") ? "127.0.0.1" : http.host();
    String at = http.host() + ":" + http.port();
    if (!http.isLoopback()
        && (http.publicUrl() == null
            || !http.publicUrl().startsWith("https:")
            || http.trustedProxies().isEmpty())) {
      found.add(
          Finding.note(
              Area.ADDRESS,
              new Text(
                  "对外监听 " + at + "，设置里看不出前面有 TLS。",
                  "Listens on " + at + " for other machines; the settings name no TLS in front."),
              new Text(
                  "在前面加 HTTPS 反向代理，并设置 http.publicUrl 与 http.trustedProxies。",
                  "Put an HTTPS proxy in front and set http.publicUrl and http.trustedProxies.")));
    }
    if (http.port() == 0) {
      found.add(
          Finding.ok(
              Area.ADDRESS, "端口 0：启动时任取一个空闲端口。", "Port 0: a free one is taken at the start."));
      return;
    }
    if (isServing(host, http.port())) {
      Settings.Db db = settings.database();
      if (!DatabaseChecks.isServed(db.url(), db.user(), value(db.password())).orElse(true)) {
        found.add(
            Finding.fault(
                Area.ADDRESS,
                new Text(
                    "在 " + at + " 上运行的是另一个冲刺榜：没有程序在用这里的数据库。",
                    "Another Homestretch is serving on "
                        + at
                        + ": no program has the database of this one."),
                new Text(
                    "换一个 http.port（0 表示任取），或停掉那一个。",
                    "Choose another http.port (0 takes any), or stop that one.")));
        return;
      }
      found.add(
          Finding.ok(
              Area.ADDRESS, "程序正在 " + at + " 上运行。", "The program is serving on " + at + "."));
      return;
    }
    try (ServerSocket free = new ServerSocket(http.port(), 1, InetAddress.getByName(http.host()))) {
      String where = http.host() + ":" + free.getLocalPort();
      found.add(
          Finding.ok(Area.ADDRESS, where + " 空闲，可以监听。", where + " is free to be listened on."));
    } catch (IOException e) {
      Text why = Reasons.of(e);
      found.add(
          Finding.fault(
              Area.ADDRESS,
              new Text("无法监听 " + at + "：" + why.zh(), at + " cannot be listened on: " + why.en()),
              new Text(
                  "换一个 http.port（0 表示任取），或停掉占用它的程序。",
                  "Choose another http.port (0 takes any), or stop what uses it.")));
    }
  }

  private static final Map<String, Area> SOCKETS =
      Map.of(
          FeishuChat.PLATFORM, Area.FEISHU,
          WeComChat.PLATFORM, Area.WECOM,
          DingTalkChat.PLATFORM, Area.DINGTALK);

  private static boolean isServing(String host, int port) {
    String address = host.contains(":") ? "[" + host + "]" : host;
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/health/live"))
                  .timeout(ANSWER)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"live\"");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void clock(Settings settings) {
    Instant now = cli.terminal().clock().instant();
    ZoneId zone = settings.timezone();
    if (now.isBefore(UNSET)) {
      found.add(
          Finding.fault(
              Area.CLOCK,
              new Text(
                  "本机时钟是 " + now + "，没有校准。",
                  "This machine's clock says " + now + ": it was never set."),
              new Text(
                  "打开时间同步：timedatectl set-ntp true",
                  "Turn on time synchronisation: timedatectl set-ntp true")));
    }
    String local = now.atZone(zone).toLocalDateTime().withNano(0) + " " + zone;
    String data = ZoneRulesProvider.getVersions("Asia/Shanghai").lastKey();
    found.add(
        Finding.ok(
            Area.CLOCK,
            "现在是 " + local + "；时区资料 " + data + "。",
            "It is " + local + "; time zone data of " + data + "."));
  }

  private void database(Settings settings) {
    Settings.Db db = settings.database();
    DatabaseChecks.Looked looked =
        DatabaseChecks.look(
            db.url(),
            db.user(),
            value(db.password()),
            cli.terminal().home().resolve("migrations"),
            cli.terminal().clock());
    found.addAll(looked.findings());
    Path backups = settings.backup().folder();
    if (backups != null && Backups.fileOf(db.url()) != null) {
      found.add(DatabaseChecks.backups(backups));
    }
    List<Channel> channels = List.of();
    List<Reference> references = List.of();
    Map<String, List<Channel>> groups = new HashMap<>();
    Map<String, List<Reference>> named = new HashMap<>();
    Map<String, List<Finding>> steps = new HashMap<>();
    if (looked.isCurrent()) {
      try (App app = cli.terminal().open(settings)) {
        found.add(chain(app));
        CampaignChecks checks = app.checks();
        found.addAll(checks.look());
        channels = checks.channels("discord");
        references = checks.references("discord");
        SOCKETS.forEach(
            (platform, area) -> {
              groups.put(platform, checks.channels(platform));
              named.put(platform, checks.references(platform));
              steps.put(platform, checks.steps(platform, area));
            });
      }
    }
    socketPlatforms(settings, new Registered(groups, named, steps));
    Settings.Secret token = settings.discord().token();
    if (token != null) {
      found.addAll(
          DiscordChecks.look(
              token.value(),
              settings.discord().apiBaseUrl(),
              channels,
              references,
              cli.terminal().clock()));
    } else if (!settings.hasChatPlatform()) {
      found.add(
          Finding.ok(
              Area.DISCORD,
              "没有设 discord.token：只用内置网页聊天。",
              "No discord.token is set: only the built-in chat is used."));
    }
  }

  private static @Nullable String value(Settings.@Nullable Secret secret) {
    return secret == null ? null : secret.value();
  }

  /** What {@code audit verify} finds. */
  private static Finding chain(App app) {
    Chain.Walk walk = app.chain().walk();
    Chain.Row broken = walk.broken();
    Chain.Break how = walk.how();
    if (broken == null || how == null) {
      String rows = walk.reports() + " + " + walk.audits();
      return Finding.ok(
          Area.DATABASE,
          "台账与操作记录和存证链相符（" + rows + " 行）。",
          "Ledger and audit are as they were chained (" + rows + " rows).");
    }
    Text said = AuditCommand.said(how);
    return Finding.fault(
        Area.DATABASE,
        new Text(
            "台账或操作记录被人动过，第一处是 " + broken + "：" + said.zh() + "。",
            "Ledger or audit were tampered with, first at " + broken + ": " + said.en() + "."),
        new Text(
            "查清谁动过数据库，再恢复此前的备份：homestretch restore 备份文件",
            "Find out who was at the database, then restore an earlier backup:"
                + " homestretch restore FILE"));
  }

  /** What the database knows of each platform. */
  private record Registered(
      Map<String, List<Channel>> groups,
      Map<String, List<Reference>> named,
      Map<String, List<Finding>> steps) {
    List<Channel> groups(String platform) {
      return groups.getOrDefault(platform, List.of());
    }

    List<Reference> named(String platform) {
      return named.getOrDefault(platform, List.of());
    }

    List<Finding> steps(String platform) {
      return steps.getOrDefault(platform, List.of());
    }
  }

  /** The platforms that are reached by a socket, as far as they are configured. */
  private void socketPlatforms(Settings settings, Registered registered) {
    Settings.Feishu feishu = settings.feishu();
    Settings.WeCom wecom = settings.wecom();
    Settings.DingTalk dingtalk = settings.dingtalk();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      if (feishu.appId() != null && feishu.appSecret() != null) {
        found.addAll(
            FeishuChecks.look(
                Objects.requireNonNullElse(feishu.apiBaseUrl(), FeishuChat.API_BASE_URL),
                feishu.appId(),
                feishu.appSecret().value(),
                http,
                registered.groups(FeishuChat.PLATFORM),
                registered.named(FeishuChat.PLATFORM)));
        found.addAll(registered.steps(FeishuChat.PLATFORM));
      }
      if (wecom.botId() != null && wecom.secret() != null) {
        found.addAll(
            WeComChecks.look(
                Objects.requireNonNullElse(wecom.socketUrl(), WeComChat.SOCKET_URL),
                wecom.botId(),
                wecom.secret().value(),
                http,
                serving(settings, http, cli.terminal().language())
                    .map(ready -> ready.path(WeComChat.PLATFORM).asText("")),
                registered.named(WeComChat.PLATFORM)));
        found.addAll(registered.steps(WeComChat.PLATFORM));
      }
      if (dingtalk.clientId() != null && dingtalk.clientSecret() != null) {
        found.addAll(
            DingTalkChecks.look(
                Objects.requireNonNullElse(dingtalk.apiBaseUrl(), DingTalkChat.API_BASE_URL),
                dingtalk.clientId(),
                dingtalk.clientSecret().value(),
                http,
                registered.named(DingTalkChat.PLATFORM)));
        found.addAll(registered.steps(DingTalkChat.PLATFORM));
      }
    }
  }

  /** What the program says of itself, if it serves at its port. */
  private static Optional<JsonNode> serving(Settings settings, HttpClient http, Language language) {
    Settings.Http at = settings.http();
    String host = at.host().equals("0.0.0.0") ? "127.0.0.1" : at.host();
    if (at.port() == 0 || !isServing(host, at.port())) {
      return Optional.empty();
    }
    String address = host.contains(":") ? "[" + host + "]" : host;
    try {
      URI ready = URI.create("http://" + address + ":" + at.port() + "/health/ready");
      return Optional.of(
          new ObjectMapper()
              .readTree(
                  http.send(
                          HttpRequest.newBuilder(ready)
                              .timeout(ANSWER)
                              .header("Accept-Language", language.tag())
                              .build(),
                          HttpResponse.BodyHandlers.ofString())
                      .body()));
    } catch (IOException e) {
      return Optional.of(new ObjectMapper().createObjectNode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void print() throws IOException {
    Terminal terminal = cli.terminal();
    long faults = count(Level.FAULT);
    long notes = count(Level.NOTE);
    if (json) {
      ObjectNode answer = new ObjectMapper().createObjectNode();
      answer.put("ok", faults == 0).put("faults", faults).put("notes", notes);
      ArrayNode list = answer.putArray("findings");
      for (Finding finding : found) {
        ObjectNode one = list.addObject();
        one.put("area", finding.area().name().toLowerCase(Locale.ROOT));
        one.put("level", finding.level().name().toLowerCase(Locale.ROOT));
        one.put("what", finding.what().in(terminal.language()));
        one.put("mend", finding.mend() == null ? null : finding.mend().in(terminal.language()));
      }
      terminal.out().println(answer.toPrettyString());
      return;
    }
    for (Finding finding : found) {
      Text mark =
          switch (finding.level()) {
            case OK -> new Text("正常", "ok   ");
            case NOTE -> new Text("注意", "note ");
            case FAULT -> new Text("故障", "FAULT");
          };
      Text label = finding.area().label();
      terminal.say(
          mark.zh() + "  " + label.zh() + "：" + finding.what().zh(),
          mark.en() + "  " + label.en() + ": " + finding.what().en());
      if (finding.mend() != null) {
        terminal.say("      → " + finding.mend().zh(), "       → " + finding.mend().en());
      }
    }
    terminal.say(
        faults == 0 ? "没有发现故障。" : "发现 " + faults + " 处故障。",
        faults == 0
            ? "No faults found."
            : faults + (faults == 1 ? " fault" : " faults") + " found.");
  }

  private long count(Level level) {
    return found.stream().filter(f -> f.level() == level).count();
  }
}
