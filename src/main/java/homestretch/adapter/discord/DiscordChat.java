package homestretch.adapter.discord;

import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.OnceOnly;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Answering;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.node.Node;
import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discord as a chat platform. */
public final class DiscordChat implements Chat, Node.Seat {
  public static final String PLATFORM = "discord";

  private static final Logger log = LoggerFactory.getLogger(DiscordChat.class);
  private static final Pattern SNOWFLAKE = Pattern.compile("\\d{1,19}");

  /** How long a post may wait for its channel's own rate limit before it is tried later. */
  private static final Duration IN_LINE = Duration.ofSeconds(40);

  /** Longer than JDA's own tries of one request can take. */
  private static final Duration ANSWER = Duration.ofSeconds(90);

  /**
   * Discord says of nonces “a few minutes”; five rows of five buttons; an embed's description of
   * 4,096, which {@link Rendering} cuts itself, as escapes count too; 5 messages in 5 seconds a
   * channel, 50 requests a second in all.
   */
  static final Capabilities CAPABILITIES =
      new Capabilities(
          new Capabilities.ExactlyOnce(Duration.ofMinutes(2), true),
          new Capabilities.Answers(Capabilities.Privacy.IN_PLACE, true, true, true),
          new Capabilities.Buttons(25, 100),
          new Capabilities.Content(true, true, Integer.MAX_VALUE, true, true),
          new Capabilities.Pace(60, 50));

  /** Discord's clock may go otherwise than ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;
  private static final long DISCORD_EPOCH = 1_420_070_400_000L;

  private final Attempts attempts = new Attempts();
  private final Answering answering;
  private final Names names = new Names();
  private final Connection connection;

  private DiscordChat(
      String token,
      @Nullable String apiBaseUrl,
      Commands commands,
      OnceOnly onceOnly,
      ShortIds shortIds) {
    answering = new Answering(PLATFORM, onceOnly, shortIds);
    connection =
        new Connection(
            token,
            apiBaseUrl,
            SlashCommands.of(commands.list()),
            List.of(new Interactions(commands, answering, shortIds, names), new Welcome()),
            attempts);
  }

  /**
   * Starts to connect and returns at once. Posts at once; commands reach it from {@link #taken} on.
   *
   * @param apiBaseUrl null: Discord's own
   */
  public static DiscordChat connect(
      String token,
      @Nullable String apiBaseUrl,
      Commands commands,
      OnceOnly onceOnly,
      ShortIds shortIds) {
    DiscordChat chat = new DiscordChat(token, apiBaseUrl, commands, onceOnly, shortIds);
    chat.connection.start();
    return chat;
  }

  /** What stands beside the bot's name from the next connection on, kept current. */
  public void status(Supplier<Optional<String>> now) {
    connection.status(now);
  }

  @Override
  public void taken() {
    connection.hold(true);
  }

  @Override
  public void lost() {
    connection.hold(false);
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Optional<Text> trouble() {
    return connection.trouble();
  }

  @Override
  public void whenBack(Runnable then) {
    connection.whenBack(then);
  }

  @Override
  public Optional<String> nameOf(String id, boolean isRole) {
    return connection
        .jda()
        .filter(jda -> SNOWFLAKE.matcher(id).matches())
        .flatMap(
            jda ->
                isRole
                    ? Optional.ofNullable(jda.getRoleById(id)).map(Role::getName)
                    : names.of(jda, id));
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Answering.Counts answers() {
    return answering.counts();
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    if (!SNOWFLAKE.matcher(where.channel()).matches()) {
      return new Sending.Refused(DiscordTexts.noNumber(where.channel()));
    }
    JDA jda = connection.jda().orElse(null);
    if (jda == null) {
      return new Sending.Later(
          DiscordTexts.discord(connection.trouble().orElse(DiscordTexts.NOT_YET)));
    }
    try (MessageCreateData message = Rendering.message(post, nonce)) {
      return send(jda, where.channel(), message, nonce, permit);
    }
  }

  /** Posts once; see {@link #post}. */
  private Sending send(
      JDA jda, String channel, MessageCreateData message, String nonce, Permit permit) {
    Attempts.Attempt attempt = attempts.begin(nonce, permit);
    try {
      CompletableFuture<DataObject> sent =
          new Rest.Send(jda, channel, message, nonce)
              .timeout(IN_LINE.toSeconds(), TimeUnit.SECONDS)
              .submit();
      try {
        return new Sending.Sent(sent.get(ANSWER.toSeconds(), TimeUnit.SECONDS).getString("id"));
      } catch (TimeoutException e) {
        sent.cancel(true);
        return new Sending.Unknown(DiscordTexts.silent(ANSWER.toSeconds()));
      }
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause(), attempt);
    } catch (RejectedExecutionException e) {
      return new Sending.Later(DiscordTexts.CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sending.Unknown(DiscordTexts.INTERRUPTED);
    } finally {
      attempts.end(nonce);
    }
  }

  private static Sending failure(Throwable cause, Attempts.Attempt attempt) {
    Text what = Failures.text(cause);
    if (attempt.mayStand()) {
      return new Sending.Unknown(DiscordTexts.noAnswer(what));
    }
    if (!(cause instanceof ErrorResponseException refusal) || !Failures.isAnswered(refusal)) {
      // Never sent: no connection, no place in line, or told to come back later.
      return new Sending.Later(DiscordTexts.discord(what));
    }
    return switch (refusal.getErrorResponse()) {
      case UNKNOWN_CHANNEL -> new Sending.Refused(DiscordTexts.GONE);
      case MISSING_ACCESS -> new Sending.Refused(DiscordTexts.UNSEEN);
      case MISSING_PERMISSIONS -> new Sending.Refused(DiscordTexts.MAY_NOT_WRITE);
      case CANNOT_SEND_TO_USER -> new Sending.Refused(DiscordTexts.NO_DIRECT);
      case ILLEGAL_OPERATION_ARCHIVED_THREAD, THREAD_LOCKED ->
          new Sending.Refused(DiscordTexts.ARCHIVED);
      default -> {
        int status = refusal.getResponse().code;
        // 401: the token was changed meanwhile. 403 without a code of Discord's: a proxy's.
        if (status == 401
            || status == 408
            || status == 429
            || (status == 403 && !Failures.isDiscords(refusal))) {
          yield new Sending.Later(DiscordTexts.discord(what));
        }
        log.error("Discord does not take a post: {}", refusal.getMessage());
        yield new Sending.Refused(DiscordTexts.refused(what));
      }
    };
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    JDA jda =
        connection
            .jda()
            .orElseThrow(
                () ->
                    new Unseen(
                        DiscordTexts.discord(connection.trouble().orElse(DiscordTexts.NOT_YET))));
    String self = jda.getSelfUser().getId();
    long after = (since.minus(SLACK).toEpochMilli() - DISCORD_EPOCH) << 22;
    for (int page = 0; page < MOST_PAGES; page++) {
      DataArray messages = history(jda, where.channel(), Math.max(after, 0));
      for (int i = 0; i < messages.length(); i++) {
        DataObject message = messages.getObject(i);
        after = Math.max(after, message.getUnsignedLong("id"));
        if (message.getObject("author").getString("id").equals(self)
            && (nonce.equals(message.getString("nonce", null)) || isMarked(message, nonce))) {
          return Optional.of(message.getString("id"));
        }
      }
      if (messages.length() < PAGE) {
        if (page == 0 && messages.isEmpty()) {
          mustBeReadable(jda, where.channel(), after);
        }
        return Optional.empty();
      }
    }
    throw new Unseen(DiscordTexts.tooMany(since));
  }

  /**
   * Without the permission Discord answers an empty history instead of an error, which must not be
   * taken for “not there”. The gateway's cache tells where this node holds the connection;
   * elsewhere the channel does, which names its last message whether or not we may read it.
   */
  private static void mustBeReadable(JDA jda, String channel, long after) {
    GuildMessageChannel known = jda.getChannelById(GuildMessageChannel.class, channel);
    if (known != null) {
      if (!known
          .getGuild()
          .getSelfMember()
          .hasPermission(known, Permission.VIEW_CHANNEL, Permission.MESSAGE_HISTORY)) {
        throw new Unseen(DiscordTexts.UNREADABLE);
      }
      return;
    }
    DataObject told;
    try {
      told = new Rest.Channel(jda, channel).complete();
    } catch (RuntimeException e) {
      throw new Unseen(DiscordTexts.untold(Failures.text(e)), e);
    }
    if (Long.compareUnsigned(Long.parseUnsignedLong(told.getString("last_message_id", "0")), after)
        > 0) {
      throw new Unseen(DiscordTexts.UNREADABLE);
    }
  }

  @Override
  public Optional<Address> direct(Address near, String person) {
    if (!SNOWFLAKE.matcher(person).matches()) {
      return Optional.empty();
    }
    JDA jda =
        connection.jda().orElseThrow(() -> new IllegalStateException("Discord: not connected"));
    try {
      return Optional.of(
          new Address(PLATFORM, new Rest.Direct(jda, person).complete().getString("id")));
    } catch (ErrorResponseException e) {
      if (!Failures.isDiscords(e) || e.getResponse().code == 429) {
        throw new IllegalStateException("Discord: " + Failures.said(e), e);
      }
      log.info("no private conversation with {}: {}", person, Failures.said(e));
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new IllegalStateException("Discord: " + Failures.said(e), e);
    }
  }

  @Override
  public Optional<Lasting> lasting() {
    return Optional.of(new DiscordLasting(connection, this::send));
  }

  @Override
  public void whenLost(Runnable then) {
    connection.whenLost(then);
  }

  @Override
  public Optional<Text> unreachable(Address where) {
    JDA jda = connection.jda().orElse(null);
    if (jda == null || !SNOWFLAKE.matcher(where.channel()).matches()) {
      return Optional.of(
          jda == null ? DiscordTexts.NOT_CONNECTED : DiscordTexts.noNumber(where.channel()));
    }
    GuildMessageChannel known = jda.getChannelById(GuildMessageChannel.class, where.channel());
    if (known != null) {
      return Needed.missingIn(known);
    }
    if (jda.getGuildChannelById(where.channel()) != null) {
      return Optional.of(DiscordTexts.NO_TEXT_CHANNEL);
    }
    // An archived thread is not in the cache, nor is anything where another node is connected.
    try {
      new Rest.Channel(jda, where.channel()).complete();
      return Optional.empty();
    } catch (ErrorResponseException e) {
      return switch (e.getErrorResponse()) {
        case UNKNOWN_CHANNEL -> Optional.of(DiscordTexts.GONE);
        case MISSING_ACCESS -> Optional.of(DiscordTexts.UNSEEN);
        default -> Optional.of(DiscordTexts.discord(Failures.text(e)));
      };
    } catch (RuntimeException e) {
      return Optional.of(DiscordTexts.discord(Failures.text(e)));
    }
  }

  @Override
  public Optional<Text> unmentionable(Address where, String role) {
    GuildChannel known =
        connection
            .jda()
            .filter(jda -> SNOWFLAKE.matcher(where.channel()).matches())
            .map(jda -> jda.getGuildChannelById(where.channel()))
            .orElse(null);
    if (known == null) {
      return Optional.empty(); // Where another node is connected there is nobody to ask at once.
    }
    Role found = SNOWFLAKE.matcher(role).matches() ? known.getGuild().getRoleById(role) : null;
    return found == null || found.isPublicRole()
        ? Optional.of(DiscordTexts.roleOf(known.getGuild().getName(), known.getName()))
        : Optional.empty();
  }

  private static DataArray history(JDA jda, String channel, long after) {
    try {
      return new Rest.History(jda, channel, after, PAGE).complete();
    } catch (RuntimeException e) {
      throw new Unseen(DiscordTexts.noHistory(Failures.text(e)), e);
    }
  }

  private static boolean isMarked(DataObject message, String nonce) {
    return message.optArray("embeds").orElseGet(DataArray::empty).stream(DataArray::getObject)
        .flatMap(embed -> embed.optObject("footer").stream())
        .anyMatch(footer -> Mark.isIn(footer.getString("text", ""), nonce));
  }

  @Override
  public void close() {
    // Who was told that an answer comes gets it before the connection goes.
    answering.drain();
    connection.close();
  }
}
