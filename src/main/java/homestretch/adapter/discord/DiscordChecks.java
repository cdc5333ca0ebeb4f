package homestretch.adapter.discord;

import homestretch.core.chat.Channel;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks Discord whether the bot can do its work: the token, the application, every channel and every
 * user and role that we name. By REST alone, without connecting, so that it may run beside a
 * program that serves with the same token.
 */
public final class DiscordChecks {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration ALL = Duration.ofSeconds(60);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

  private static final Set<Integer> TEXT_CHANNELS = Set.of(0, 2, 5, 13);
  private static final Set<Integer> THREADS = Set.of(10, 11, 12);

  private final String token;
  private final HttpUrl api;
  private final Clock clock;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(ANSWER).retryOnConnectionFailure(false).build();
  private final long deadline = System.nanoTime() + ALL.toNanos();
  private final List<Finding> found = new ArrayList<>();
  private final Map<String, Server> servers = new HashMap<>();
  private @Nullable Instant theirClock;

  private DiscordChecks(String token, @Nullable String apiBaseUrl, Clock clock) {
    this.token = token.strip();
    this.api = Connection.api(apiBaseUrl);
    this.clock = clock;
  }

  /** A server that the bot is on. */
  private record Server(
      String id, String name, Map<String, Long> roles, Set<String> botRoles, boolean isOwn) {}

  private record Answer(int status, int code, DataObject object, DataArray array) {
    boolean isOk() {
      return status / 100 == 2;
    }
  }

  /** No time is left, or Discord does not answer. */
  private static final class GivenUp extends Exception {
    private final transient Text why;

    GivenUp(Text why) {
      super(why.en());
      this.why = why;
    }
  }

  /**
   * @param apiBaseUrl null: Discord's own
   */
  public static List<Finding> look(
      String token,
      @Nullable String apiBaseUrl,
      List<Channel> channels,
      List<Reference> references,
      Clock clock) {
    DiscordChecks checks = new DiscordChecks(token, apiBaseUrl, clock);
    try {
      checks.all(channels, references);
    } catch (GivenUp | RuntimeException e) {
      Text why = e instanceof GivenUp given ? given.why : Reasons.of(e);
      checks.found.add(Finding.unasked(Area.DISCORD, why, DiscordCheckTexts.SEE_THE_NETWORK));
    } finally {
      checks.http.dispatcher().executorService().shutdown();
      checks.http.connectionPool().evictAll();
    }
    return List.copyOf(checks.found);
  }

  /** The address that brings the bot to a server with exactly what it needs. */
  static String invitation(String application) {
    return "https://discord.com/oauth2/authorize?client_id="
        + application
        + "&scope=bot+applications.commands&permissions="
        + Permission.getRaw(Needed.all());
  }

  private void all(List<Channel> channels, List<Reference> references) throws GivenUp {
    Answer self = token.matches("[!-~]+") ? get("users/@me") : null;
    if (self == null || self.status() == 401) {
      found.add(
          Finding.fault(Area.DISCORD, DiscordCheckTexts.BAD_TOKEN, DiscordCheckTexts.RESET_TOKEN));
      return;
    }
    if (!self.isOk()) {
      throw new GivenUp(DiscordCheckTexts.answers(self.status()));
    }
    String bot = self.object().getString("id");
    String name = self.object().getString("username", bot);
    found.add(
        Finding.ok(
            Area.DISCORD,
            DiscordCheckTexts.tokenOf(name).zh(),
            DiscordCheckTexts.tokenOf(name).en()));
    clocks();
    application(bot);
    servers(bot);
    for (Channel channel : channels) {
      channel(channel, bot);
    }
    Map<String, Boolean> asked = new HashMap<>();
    for (Reference reference : references) {
      String key = reference.kind() + " " + reference.id();
      if (!asked.containsKey(key)) {
        asked.put(key, isThere(reference));
      }
      if (!asked.get(key)) {
        boolean isRole = reference.kind() == Reference.Kind.ROLE;
        found.add(
            Finding.fault(
                Area.LINK,
                DiscordCheckTexts.nobody(reference.from(), isRole, reference.id()),
                reference.mend()));
      }
    }
  }

  private void clocks() {
    if (theirClock == null) {
      return;
    }
    Duration apart = Duration.between(clock.instant(), theirClock).abs();
    if (apart.compareTo(CLOCKS_APART) > 0) {
      found.add(
          Finding.fault(
              Area.CLOCK,
              DiscordCheckTexts.clocksApart(apart.toSeconds()),
              DiscordCheckTexts.TURN_ON_TIME));
    } else {
      found.add(
          Finding.ok(
              Area.CLOCK,
              DiscordCheckTexts.clockWithin(apart.toSeconds() + 1).zh(),
              DiscordCheckTexts.clockWithin(apart.toSeconds() + 1).en()));
    }
  }

  private void application(String bot) throws GivenUp {
    Answer answer = get("applications/@me");
    if (!answer.isOk()) {
      found.add(Finding.note(Area.DISCORD, DiscordCheckTexts.untold(answer.status()), null));
      return;
    }
    DataObject application = answer.object();
    String id = application.getString("id", bot);
    found.add(
        Finding.ok(
            Area.DISCORD,
            DiscordCheckTexts.invitation(invitation(id)).zh(),
            DiscordCheckTexts.invitation(invitation(id)).en()));
    found.add(
        Finding.ok(
            Area.DISCORD, DiscordCheckTexts.NO_INTENTS.zh(), DiscordCheckTexts.NO_INTENTS.en()));
    if (!application.getString("interactions_endpoint_url", "").isEmpty()) {
      found.add(
          Finding.fault(
              Area.DISCORD, DiscordCheckTexts.ENDPOINT, DiscordCheckTexts.EMPTY_ENDPOINT));
    }
    if (application.getBoolean("bot_require_code_grant", false)) {
      found.add(
          Finding.fault(
              Area.DISCORD, DiscordCheckTexts.CODE_GRANT, DiscordCheckTexts.NO_CODE_GRANT));
    }
  }

  private void servers(String bot) throws GivenUp {
    Answer answer = get("users/@me/guilds");
    for (int i = 0; answer.isOk() && i < answer.array().length(); i++) {
      DataObject guild = answer.array().getObject(i);
      String id = guild.getString("id");
      Map<String, Long> roles = new HashMap<>();
      Answer listed = get("guilds/" + id + "/roles");
      for (int r = 0; listed.isOk() && r < listed.array().length(); r++) {
        DataObject role = listed.array().getObject(r);
        roles.put(role.getString("id"), Long.parseUnsignedLong(role.getString("permissions", "0")));
      }
      Answer member = get("guilds/" + id + "/members/" + bot);
      Set<String> own = new HashSet<>();
      if (member.isOk()) {
        DataArray held = member.object().optArray("roles").orElseGet(DataArray::empty);
        for (int r = 0; r < held.length(); r++) {
          own.add(held.getString(r));
        }
      }
      servers.put(
          id,
          new Server(
              id, guild.getString("name", id), roles, own, guild.getBoolean("owner", false)));
    }
    if (servers.isEmpty()) {
      found.add(
          Finding.fault(Area.DISCORD, DiscordCheckTexts.NO_SERVER, DiscordCheckTexts.BRING_IT_IN));
    } else {
      String names =
          servers.values().stream().map(Server::name).sorted().collect(Collectors.joining(", "));
      found.add(
          Finding.ok(
              Area.DISCORD,
              DiscordCheckTexts.isOn(names).zh(),
              DiscordCheckTexts.isOn(names).en()));
    }
  }

  private void channel(Channel channel, String bot) throws GivenUp {
    String id = channel.address().channel();
    Text removal = DiscordCheckTexts.removal(channel.id().value());
    Answer answer = id.matches("\\d{1,19}") ? get("channels/" + id) : null;
    if (answer == null || answer.status() == 404) {
      found.add(fault(DiscordCheckTexts.noChannel(id), removal));
      return;
    }
    if (answer.status() == 403) {
      found.add(fault(DiscordCheckTexts.unseen(id), DiscordCheckTexts.LET_IT_VIEW));
      return;
    }
    if (!answer.isOk()) {
      throw new GivenUp(DiscordCheckTexts.answersFor(id, answer.status()));
    }
    DataObject told = answer.object();
    String name = "#" + told.getString("name", id) + " (" + id + ")";
    int type = told.getInt("type", 0);
    boolean isThread = THREADS.contains(type);
    if (!isThread && !TEXT_CHANNELS.contains(type)) {
      found.add(fault(DiscordCheckTexts.noText(name), removal));
      return;
    }
    if (told.optObject("thread_metadata").filter(t -> t.getBoolean("locked", false)).isPresent()) {
      found.add(fault(DiscordCheckTexts.locked(name), DiscordCheckTexts.UNLOCK));
      return;
    }
    DataObject ruling = told;
    if (isThread) {
      Answer parent = get("channels/" + told.getString("parent_id", "0"));
      ruling = parent.isOk() ? parent.object() : told;
    }
    Server server = servers.get(told.getString("guild_id", ""));
    if (server == null) {
      found.add(fault(DiscordCheckTexts.elsewhere(name), removal));
      return;
    }
    Set<Permission> missing = Needed.all();
    if (channel.living() && !isThread) {
      missing.addAll(Needed.LIVING);
    }
    missing.remove(isThread ? Permission.MESSAGE_SEND : Permission.MESSAGE_SEND_IN_THREADS);
    missing.removeAll(Permission.getPermissions(permissions(server, ruling, bot)));
    if (missing.isEmpty()) {
      found.add(
          Finding.ok(
              Area.CHANNEL,
              DiscordCheckTexts.allowed(name).zh(),
              DiscordCheckTexts.allowed(name).en()));
      return;
    }
    Text names = Needed.names(missing);
    found.add(fault(DiscordCheckTexts.lacks(name, names), DiscordCheckTexts.GIVE_THEM));
  }

  /** Discord's own order: the server's roles, then the channel's everyone, roles, member. */
  private static long permissions(Server server, DataObject channel, String bot) {
    long base = server.roles().getOrDefault(server.id(), 0L);
    for (String role : server.botRoles()) {
      base |= server.roles().getOrDefault(role, 0L);
    }
    if (server.isOwn() || (base & Permission.ADMINISTRATOR.getRawValue()) != 0) {
      return -1L;
    }
    long roleAllow = 0;
    long roleDeny = 0;
    long[] everyone = {0, 0};
    long[] member = {0, 0};
    DataArray overwrites = channel.optArray("permission_overwrites").orElseGet(DataArray::empty);
    for (int i = 0; i < overwrites.length(); i++) {
      DataObject overwrite = overwrites.getObject(i);
      String of = overwrite.getString("id");
      long allow = Long.parseUnsignedLong(overwrite.getString("allow", "0"));
      long deny = Long.parseUnsignedLong(overwrite.getString("deny", "0"));
      if (of.equals(server.id())) {
        everyone = new long[] {allow, deny};
      } else if (of.equals(bot)) {
        member = new long[] {allow, deny};
      } else if (server.botRoles().contains(of)) {
        roleAllow |= allow;
        roleDeny |= deny;
      }
    }
    long result = base & ~everyone[1] | everyone[0];
    result = result & ~roleDeny | roleAllow;
    return result & ~member[1] | member[0];
  }

  private boolean isThere(Reference reference) throws GivenUp {
    for (Server server : servers.values()) {
      switch (reference.kind()) {
        case ROLE -> {
          if (server.roles().containsKey(reference.id())) {
            return true;
          }
        }
        case USER -> {
          if (reference.id().matches("\\d{1,19}")
              && get("guilds/" + server.id() + "/members/" + reference.id()).isOk()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Answer get(String path) throws GivenUp {
    for (int tries = 0; System.nanoTime() < deadline; tries++) {
      Request request =
          new Request.Builder()
              .url(api.newBuilder().addPathSegments(path).build())
              .header("Authorization", "Bot " + token)
              .header("User-Agent", RestConfig.USER_AGENT)
              .build();
      try (Response response = http.newCall(request).execute()) {
        String body = response.body().string();
        date(response.header("Date"));
        if (response.code() == 429 && tries < 5) {
          pause(response.header("Retry-After"));
          continue;
        }
        if (response.code() >= 500) {
          throw new GivenUp(DiscordCheckTexts.answers(response.code()));
        }
        boolean isList = body.startsWith("[");
        DataObject object =
            isList || !body.startsWith("{") ? DataObject.empty() : DataObject.fromJson(body);
        return new Answer(
            response.code(),
            object.getInt("code", 0),
            object,
            isList ? DataArray.fromJson(body) : DataArray.empty());
      } catch (IOException e) {
        throw new GivenUp(DiscordCheckTexts.noAnswer(ANSWER.toSeconds(), Failures.text(e)));
      }
    }
    throw new GivenUp(DiscordCheckTexts.notDone(ALL.toSeconds()));
  }

  private void date(@Nullable String header) {
    if (header != null && theirClock == null) {
      try {
        theirClock = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      } catch (DateTimeParseException e) {
        theirClock = null;
      }
    }
  }

  private static void pause(@Nullable String seconds) throws GivenUp {
    try {
      double wait = seconds == null ? 1 : Double.parseDouble(seconds);
      Thread.sleep(Duration.ofMillis((long) (Math.clamp(wait, 0.1, 10) * 1000)));
    } catch (NumberFormatException e) {
      throw new GivenUp(DiscordCheckTexts.NO_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GivenUp(DiscordCheckTexts.INTERRUPTED);
    }
  }

  private static Finding fault(Text what, Text mend) {
    return Finding.fault(Area.CHANNEL, what, mend);
  }
}
