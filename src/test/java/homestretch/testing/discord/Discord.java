package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Discord on loopback: one bot, one guild. It refuses what Discord's description of its API does
 * not allow, drops second posts with the same nonce, limits rates, and fails on request. The
 * program under test may run in this process or in another: it needs {@link #baseUrl()} and {@link
 * #TOKEN} only.
 *
 * <p>Here is what a test may do. The {@link Server} with the door that every request comes through,
 * the {@link Guild}, its {@link Messages}, the {@link Interactions} with the bot, the {@link
 * Gateway} that they are told by and the {@link Faults} are each a part of their own.
 */
public final class Discord implements AutoCloseable {
  /** Of the only bot. */
  public static final String TOKEN = "MTA.fixture.token-0123456789";

  public static final String GUILD = "900000000000000001";
  public static final String BOT = "800000000000000001";

  private static final Pattern MARK = Pattern.compile("[\u200b\u200c]{40}");

  /** How a channel stands to the bot. */
  public enum Standing {
    OPEN,
    /** Deleted. */
    GONE,
    /** The bot may not see it. */
    HIDDEN,
    /** The bot may not write in it. */
    READ_ONLY,
    /** The bot may not read what was written before. */
    NO_HISTORY,
    /** A thread that was archived and locked. */
    ARCHIVED,
    /** The bot may not pin messages. */
    NO_PINS
  }

  private final Server server;
  private final Rules rules = new Rules();
  private final Faults faults = new Faults();
  private final Gateway gateway;
  private final Guild guild;
  private final Directs directs;
  private final Messages messages;
  private final Interactions interactions;
  private final Kept kept;

  private Discord(Clock clock, int wanted) {
    Ids ids = new Ids(clock);
    this.gateway = new Gateway(() -> TOKEN, this::ready, this::guild);
    this.guild = new Guild(ids, gateway);
    this.directs = new Directs(ids, guild, rules);
    this.messages = new Messages(ids, guild, directs, rules);
    this.interactions = new Interactions(ids, guild, gateway, directs, messages, rules);
    this.kept = new Kept(guild, messages, rules);
    this.server =
        new Server(
            wanted,
            new Server.Parts(guild, directs, messages, kept, interactions, gateway, rules, faults));
  }

  public static Discord start() {
    return start(Clock.systemUTC());
  }

  /**
   * Starts on a free port.
   *
   * @param clock tells the times of messages
   */
  public static Discord start(Clock clock) {
    return new Discord(clock, 0);
  }

  /** Where a bot connects, for one that does not ask. */
  public String gatewayUrl() {
    return server.gatewayUrl();
  }

  /** For {@code discord.apiBaseUrl}. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** The settings of a program that is to use this Discord, as variables. */
  public Map<String, String> environment() {
    return Map.of(
        "HOMESTRETCH_DISCORD_TOKEN", TOKEN, "HOMESTRETCH_DISCORD_API_BASE_URL", baseUrl());
  }

  // What the guild is made of.

  /** Makes a text channel; its id. */
  public String channel(String name) {
    return guild.channel(name);
  }

  /** Brings the bot to another server with one channel, whose id this is. */
  public String join(String name, User owner, boolean system) {
    return guild.join(name, owner, system);
  }

  /** Makes a public thread of a channel; its id. */
  public String thread(String channel, String name) {
    return guild.thread(channel, name);
  }

  public void set(String channel, Standing standing) {
    guild.set(channel, standing);
  }

  /** A role without rights of its own; its id. */
  public String role(String name) {
    return guild.role(name);
  }

  /** A role whose members administer the guild; its id. */
  public String administrators(String name) {
    return guild.administrators(name);
  }

  public User user(String name, String locale, String... roles) {
    return guild.user(name, locale, roles);
  }

  // What stands in it.

  /** The messages of a channel, oldest first, as Discord would show them. */
  public List<JsonNode> messages(String channel) {
    return messages.in(channel);
  }

  /** What the bot has written to one person alone, oldest first. */
  public List<JsonNode> direct(User user) {
    return messages.to(user);
  }

  /** The person takes no private messages of the server's bots any more. */
  public void closeDirect(User user) {
    directs.close(user);
  }

  /** All messages of all channels that the bot posted by itself. */
  public int posts() {
    return messages.count();
  }

  /** Somebody writes. */
  public void write(String channel, User user, String content) {
    messages.write(channel, user, content);
  }

  /** The threads under a channel's messages; each has the id of its message. */
  public List<String> threads(String channel) {
    return kept.threads(channel);
  }

  /** How often messages were edited. */
  public int edits() {
    return kept.edits.get();
  }

  /** Somebody deletes a message. */
  public void delete(String channel, String message) {
    kept.delete(channel, message);
  }

  /** Title, description and footer of a message's embeds, one under the other. */
  public static String text(JsonNode message) {
    List<String> parts = new ArrayList<>();
    message
        .path("embeds")
        .forEach(
            embed -> {
              for (String at : List.of("/title", "/description", "/footer/text")) {
                if (!embed.at(at).isMissingNode() && !embed.at(at).isNull()) {
                  parts.add(embed.at(at).asText());
                }
              }
            });
    return String.join("\n", parts);
  }

  /** What the bot closes a post with, to know it again; empty if it is none. */
  public static String mark(JsonNode message) {
    String footer = message.at("/embeds/0/footer/text").asText("");
    Matcher mark = MARK.matcher(footer);
    return mark.find() ? mark.group() : "";
  }

  /** The buttons of a message: label by custom id. */
  public static Map<String, String> buttons(JsonNode message) {
    Map<String, String> buttons = new LinkedHashMap<>();
    for (JsonNode row : message.path("components")) {
      for (JsonNode button : row.path("components")) {
        buttons.put(button.path("custom_id").asText(), button.path("label").asText());
      }
    }
    return buttons;
  }

  /** The registered commands, as the bot sent them. */
  public JsonNode commands() {
    return interactions.commands();
  }

  /** How often commands were registered. */
  public int commandWrites() {
    return interactions.commandWrites.get();
  }

  /** How often the bot asked which commands are registered. */
  public int commandReads() {
    return interactions.commandReads.get();
  }

  /** Requests with a wrong token. */
  public int unauthorized() {
    return server.unauthorized.get();
  }

  /** Requests that Discord's description does not allow. */
  public List<String> violations() {
    return rules.violations();
  }

  /**
   * What the rate limits saw.
   *
   * @param counted requests under the global limit
   * @param global refused by it
   * @param channel refused by a channel's own limit
   */
  public record RateLimitCounts(int counted, int global, int channel) {}

  public RateLimitCounts rateLimitCounts() {
    return new RateLimitCounts(
        server.limits.counted.get(),
        server.limits.globalRefused.get(),
        server.limits.channelRefused.get());
  }

  // What goes wrong.

  /**
   * Lets the next requests of a kind fail, one after the other.
   *
   * @param what a channel's id for posts in it; or {@code gateway}, {@code login}, {@code
   *     commands}, {@code callback}, {@code history}, {@code webhook}, {@code direct}
   */
  public void failNext(String what, Failure... next) {
    faults.failNext(what, next);
  }

  /** Takes back the failures that are still to come. */
  public void mend(String what) {
    faults.mend(what);
  }

  /** Posts in the channel are not answered until the result is closed. */
  public Hold hold(String channel) {
    return faults.hold(channel);
  }

  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** As if the few minutes of nonce memory were over. */
  public void forgetNonces() {
    messages.forgetNonces();
  }

  /** Nobody listens any more, until {@link #up()}. What is stored stays. */
  public void down() {
    gateway.drop();
    server.down();
  }

  public void up() {
    server.up();
  }

  // The gateway.

  /** The bot's last presence; missing until it has shown one. */
  public JsonNode presence() {
    return gateway.presence();
  }

  public boolean isConnected() {
    return gateway.isConnected();
  }

  public int identified() {
    return gateway.identified.get();
  }

  public int resumed() {
    return gateway.resumed.get();
  }

  /** Cuts the sockets; sessions can be resumed. */
  public void dropGateway() {
    gateway.drop();
  }

  /** Op 7. */
  public void askToReconnect() {
    gateway.askToReconnect();
  }

  /** Op 9. */
  public void invalidate(boolean resumable) {
    gateway.invalidate(resumable);
  }

  public void closeGateway(int code, String reason) {
    gateway.close(code, reason);
  }

  // What users do.

  public Asked slash(User user, String channel, String command, Map<String, String> options) {
    return interactions.slash(user, channel, command, options);
  }

  /** The offers for an option of a command, others being given already: label by value. */
  public Map<String, String> complete(
      User user,
      String channel,
      String command,
      Map<String, String> others,
      String option,
      String typed) {
    return interactions.complete(user, channel, command, others, option, typed);
  }

  /** Presses a button by its label. */
  public Asked press(User user, String channel, JsonNode message, String label) {
    return interactions.press(user, channel, message, label);
  }

  /** Chooses an entry of a message's menu by its label. */
  public Asked choose(User user, String channel, JsonNode message, String label) {
    return interactions.choose(user, channel, message, label);
  }

  /**
   * Fills in and sends a form.
   *
   * @param form the answer that opened it
   * @param values by the field's id; the others stay as they were filled in by the bot
   */
  public Asked submit(User user, String channel, Asked form, Map<String, String> values) {
    return interactions.submit(user, channel, form, values);
  }

  /** Delivers the same interaction once more, as after a broken connection. */
  public void again(Asked interaction) {
    interactions.again(interaction);
  }

  private ObjectNode guild() {
    return guild.json();
  }

  private ObjectNode ready() {
    ObjectNode ready = Http.JSON.createObjectNode().put("v", 10);
    ready.set("user", Guild.bot());
    ready.putArray("guilds").addObject().put("id", GUILD).put("unavailable", true);
    ready.putArray("private_channels");
    ready.put("resume_gateway_url", server.gatewayUrl());
    ready.putObject("application").put("id", BOT).put("flags", 0);
    return ready;
  }

  @Override
  public void close() {
    faults.release();
    server.close();
  }
}
