package homestretch.testing.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The bot's one server: its channels, roles and people, and what the bot may do there. */
final class Guild {
  static final long EVERYONE_MAY =
      1L << 10 | 1L << 11 | 1L << 14 | 1L << 15 | 1L << 16 | 1L << 31 | 1L << 38;
  private static final long SEND = 1L << 11;
  private static final long READ_HISTORY = 1L << 16;
  private static final long ADMINISTRATOR = 1L << 3;

  static final class Channel {
    final String id;
    private final String name;

    /** Of a thread: the channel that it is of. */
    private final @Nullable String parent;

    volatile Discord.Standing standing = Discord.Standing.OPEN;

    /** Oldest first; guarded by the messages. */
    final List<ObjectNode> messages = new ArrayList<>();

    Channel(String id, String name, @Nullable String parent) {
      this.id = id;
      this.name = name;
      this.parent = parent;
    }
  }

  private record Role(String id, String name, long permissions) {}

  private final Ids ids;
  private final Gateway gateway;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();

  Guild(Ids ids, Gateway gateway) {
    this.ids = ids;
    this.gateway = gateway;
  }

  /** Makes a text channel; its id. */
  String channel(String name) {
    Channel channel = new Channel(ids.next(), name, null);
    channels.put(channel.id, channel);
    gateway.dispatch("CHANNEL_CREATE", json(channel));
    return channel.id;
  }

  /**
   * Brings the bot to another server, with one channel.
   *
   * @param system whether the server writes there itself
   * @return the channel's id
   */
  String join(String name, User owner, boolean system) {
    String id = ids.next();
    Channel channel = new Channel(ids.next(), "general", null);
    channels.put(channel.id, channel);
    ObjectNode guild = json().put("id", id).put("name", name).put("owner_id", owner.id());
    ArrayNode everyRole = guild.putArray("roles");
    everyRole.add(json(new Role(id, "@everyone", EVERYONE_MAY)));
    guild.putArray("threads");
    guild.putArray("channels").add(json(channel).put("guild_id", id));
    if (system) {
      guild.put("system_channel_id", channel.id);
    }
    gateway.dispatch("GUILD_CREATE", guild);
    return channel.id;
  }

  /** Makes a public thread of a channel; its id. */
  String thread(String parent, String name) {
    return thread(ids.next(), parent, name).id;
  }

  /** The same with an id; that of a message is of the message's thread. */
  Channel thread(String id, String parent, String name) {
    Channel thread = new Channel(id, name, parent);
    channels.put(id, thread);
    gateway.dispatch("THREAD_CREATE", json(thread));
    return thread;
  }

  void set(String channel, Discord.Standing standing) {
    Channel changed = known(channel);
    changed.standing = standing;
    gateway.dispatch(
        standing == Discord.Standing.GONE || standing == Discord.Standing.ARCHIVED
            ? "CHANNEL_DELETE"
            : "CHANNEL_UPDATE",
        json(changed));
  }

  Channel known(String channel) {
    return Objects.requireNonNull(channels.get(channel), channel);
  }

  /** A role without rights of its own; its id. */
  String role(String name) {
    return role(name, 0);
  }

  /** A role whose members administer the guild; its id. */
  String administrators(String name) {
    return role(name, ADMINISTRATOR);
  }

  private String role(String name, long permissions) {
    Role role = new Role(ids.next(), name, permissions);
    roles.put(role.id, role);
    gateway.dispatch(
        "GUILD_ROLE_CREATE",
        Http.JSON.createObjectNode().put("guild_id", Discord.GUILD).set("role", json(role)));
    return role.id;
  }

  User user(String name, String locale, String... roles) {
    User user = new User(ids.next(), name, List.of(roles), locale);
    users.put(user.id(), user);
    return user;
  }

  Optional<User> person(String id) {
    return Optional.ofNullable(users.get(id));
  }

  /** A channel, unless there is none such or none any more. */
  Optional<Channel> find(String channel) {
    return Optional.ofNullable(channels.get(channel))
        .filter(found -> found.standing != Discord.Standing.GONE);
  }

  Collection<Channel> channels() {
    return channels.values();
  }

  void guilds(Context ctx) {
    ArrayNode json = Http.JSON.createArrayNode();
    json.addObject()
        .put("id", Discord.GUILD)
        .put("name", "目标办")
        .put("owner", false)
        .put("permissions", String.valueOf(EVERYONE_MAY));
    Http.answer(ctx, 200, json);
  }

  void listRoles(Context ctx) {
    ArrayNode json = Http.JSON.createArrayNode();
    json.add(json(new Role(Discord.GUILD, "@everyone", EVERYONE_MAY)));
    roles.values().forEach(role -> json.add(json(role)));
    Http.answer(ctx, 200, json);
  }

  void oneMember(Context ctx) {
    String id = ctx.pathParam("user");
    User user = users.get(id);
    if (user != null) {
      Http.answer(ctx, 200, member(user));
    } else if (id.equals(Discord.BOT)) {
      ObjectNode json = Http.JSON.createObjectNode();
      json.set("user", bot());
      json.putArray("roles");
      Http.answer(ctx, 200, json);
    } else {
      Http.error(ctx, 404, 10007, "Unknown Member");
    }
  }

  /** As Discord tells of a channel: permissions as overwrites, nothing of what may not be seen. */
  void oneChannel(Context ctx) {
    Channel channel = find(ctx.pathParam("channel")).orElse(null);
    if (channel == null) {
      Http.error(ctx, 404, 10003, "Unknown Channel");
    } else if (channel.standing == Discord.Standing.HIDDEN) {
      Http.error(ctx, 403, 50001, "Missing Access");
    } else {
      ObjectNode json = json(channel);
      if (channel.standing == Discord.Standing.READ_ONLY) {
        ((ArrayNode) json.get("permission_overwrites"))
            .addObject()
            .put("id", Discord.GUILD)
            .put("type", 0)
            .put("allow", "0")
            .put("deny", String.valueOf(SEND));
      }
      if (channel.standing == Discord.Standing.ARCHIVED) {
        json.put("type", 11).put("parent_id", channel.id);
        json.putObject("thread_metadata").put("archived", true).put("locked", true);
      }
      Http.answer(ctx, 200, json);
    }
  }

  static ObjectNode bot() {
    return Http.JSON
        .createObjectNode()
        .put("id", Discord.BOT)
        .put("username", "冲刺榜")
        .put("discriminator", "0")
        .putNull("avatar")
        .putNull("global_name")
        .putNull("primary_guild")
        .put("public_flags", 0)
        .put("flags", 0)
        .put("bot", true)
        .put("verified", true)
        .put("locale", "en-US")
        .put("mfa_enabled", false);
  }

  static ObjectNode author(User user) {
    return Http.JSON
        .createObjectNode()
        .put("id", user.id())
        .put("username", user.name())
        .put("discriminator", "0")
        .putNull("global_name")
        .putNull("primary_guild")
        .put("public_flags", 0)
        .put("flags", 0)
        .putNull("avatar");
  }

  ObjectNode member(User user) {
    ObjectNode member = Http.JSON.createObjectNode();
    member.set("user", author(user));
    ArrayNode list = member.putArray("roles");
    long permissions = EVERYONE_MAY;
    for (String id : user.roles()) {
      list.add(id);
      permissions |= Objects.requireNonNull(roles.get(id), id).permissions;
    }
    return member
        .putNull("avatar")
        .putNull("banner")
        .putNull("communication_disabled_until")
        .putNull("nick")
        .putNull("premium_since")
        .put("pending", false)
        .put("permissions", String.valueOf(permissions))
        .put("joined_at", "2026-01-01T00:00:00.000000+00:00")
        .put("deaf", false)
        .put("mute", false)
        .put("flags", 0);
  }

  ObjectNode json(Channel channel) {
    if (channel.parent != null) {
      return thread(channel, channel.parent);
    }
    ObjectNode json =
        Http.JSON
            .createObjectNode()
            .put("id", channel.id)
            .put("guild_id", Discord.GUILD)
            .put("type", 0)
            .put("name", channel.name)
            .put("position", 1)
            .put("nsfw", false)
            .putNull("topic")
            .putNull("parent_id")
            .put("rate_limit_per_user", 0)
            .put("permissions", "2147483647");
    ArrayNode overwrites = json.putArray("permission_overwrites");
    if (channel.standing == Discord.Standing.NO_HISTORY) {
      overwrites
          .addObject()
          .put("id", Discord.GUILD)
          .put("type", 0)
          .put("allow", "0")
          .put("deny", String.valueOf(READ_HISTORY));
    }
    return json;
  }

  private static ObjectNode thread(Channel thread, String parent) {
    ObjectNode json =
        Http.JSON
            .createObjectNode()
            .put("id", thread.id)
            .put("guild_id", Discord.GUILD)
            .put("type", 11)
            .put("name", thread.name)
            .put("parent_id", parent)
            .put("owner_id", Discord.BOT)
            .put("rate_limit_per_user", 0)
            .put("message_count", 0)
            .put("total_message_sent", 0)
            .put("member_count", 1)
            .put("flags", 0)
            .put("permissions", "2147483647");
    json.putObject("thread_metadata")
        .put("archived", thread.standing == Discord.Standing.ARCHIVED)
        .put("auto_archive_duration", 10_080)
        .put("archive_timestamp", "2026-01-01T00:00:00.000000+00:00")
        .put("locked", thread.standing == Discord.Standing.ARCHIVED)
        .put("create_timestamp", "2026-01-01T00:00:00.000000+00:00");
    return json;
  }

  /** A role as the platform's picker sends it along. */
  ObjectNode picked(String role) {
    return json(Objects.requireNonNull(roles.get(role), role));
  }

  private static ObjectNode json(Role role) {
    ObjectNode json =
        Http.JSON
            .createObjectNode()
            .put("id", role.id)
            .put("name", role.name)
            .put("permissions", String.valueOf(role.permissions))
            .put("position", 1)
            .put("hoist", false)
            .put("managed", false)
            .put("mentionable", false)
            .put("color", 0)
            .put("flags", 0);
    json.putNull("icon").putNull("unicode_emoji");
    json.putObject("colors")
        .put("primary_color", 0)
        .putNull("secondary_color")
        .putNull("tertiary_color");
    return json;
  }

  ObjectNode json() {
    ObjectNode guild =
        Http.JSON
            .createObjectNode()
            .put("id", Discord.GUILD)
            .put("name", "目标办")
            .put("owner_id", "700000000000000001")
            .put("preferred_locale", "zh-CN")
            .put("member_count", 2)
            .put("afk_timeout", 300)
            .put("unavailable", false)
            .put("large", false)
            .put("premium_progress_bar_enabled", false);
    ArrayNode everyRole = guild.putArray("roles");
    everyRole.add(json(new Role(Discord.GUILD, "@everyone", EVERYONE_MAY)));
    roles.values().forEach(role -> everyRole.add(json(role)));
    ArrayNode everyChannel = guild.putArray("channels");
    channels.values().stream()
        .filter(c -> c.standing != Discord.Standing.GONE && c.standing != Discord.Standing.ARCHIVED)
        .filter(c -> c.parent == null)
        .forEach(c -> everyChannel.add(json(c)));
    ArrayNode everyThread = guild.putArray("threads");
    channels.values().stream()
        .filter(c -> c.parent != null && c.standing == Discord.Standing.OPEN)
        .forEach(c -> everyThread.add(json(c)));
    for (String list :
        List.of(
            "emojis",
            "stickers",
            "voice_states",
            "presences",
            "guild_scheduled_events",
            "stage_instances",
            "soundboard_sounds",
            "features")) {
      guild.putArray(list);
    }
    ObjectNode self = guild.putArray("members").addObject();
    self.set("user", bot());
    self.putArray("roles");
    self.put("joined_at", "2026-01-01T00:00:00.000000+00:00")
        .put("deaf", false)
        .put("mute", false)
        .put("flags", 0);
    return guild;
  }
}
