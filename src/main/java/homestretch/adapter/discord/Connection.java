package homestretch.adapter.discord;

import homestretch.core.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Activity;
import net.dv8tion.jda.api.events.StatusChangeEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.SessionController;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot's one connection. It is made in the background and made again for as long as it takes, as
 * JDA itself gives up for good when the login fails; a gateway that drops later JDA resumes.
 */
final class Connection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LAST_WORD = Duration.ofSeconds(5);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /** How often it is looked whether the days left are others; about midnight it is late by this. */
  private static final int STATUS_SECONDS = 60;

  private static final int STATUS = Activity.MAX_ACTIVITY_STATE_LENGTH;
  private static final int IDLE_CONNECTIONS = 50;

  private final String token;
  private final HttpUrl api;
  private final List<CommandData> commands;
  private final Collection<? extends ListenerAdapter> listeners;
  private final OkHttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** JDA's own queue of gateways to be opened. */
  private final SessionController sessions = new SessionControllerAdapter();

  private @Nullable Thread keeper;

  private volatile @Nullable JDA jda;

  /** Whether this node is the one that holds the bot's connection; guarded by this. */
  private boolean holding;

  /** What opens the gateway, while we do not hold it; guarded by this. */
  private SessionController.@Nullable SessionConnectNode waiting;

  private volatile boolean isStandby = true;

  /** What stands beside the bot's name; asked for at times, and may ask the database. */
  private volatile Supplier<Optional<String>> status = Optional::empty;

  private volatile Runnable whenBack = () -> {};
  private volatile Runnable whenLost = () -> {};
  private volatile Text trouble = DiscordTexts.NOT_YET;

  /**
   * @param apiBaseUrl with or without the version; null: Discord's own
   * @param network sees every request as it leaves
   */
  Connection(
      String token,
      @Nullable String apiBaseUrl,
      List<CommandData> commands,
      Collection<? extends ListenerAdapter> listeners,
      Interceptor network) {
    this.token = token.strip();
    this.api = api(apiBaseUrl);
    this.commands = commands;
    this.listeners = listeners;
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 10, TimeUnit.SECONDS));
    new Pacing(api.encodedPath()).install(client);
    this.http = client.addNetworkInterceptor(network).build();
  }

  static HttpUrl api(@Nullable String base) {
    if (base == null) {
      return HttpUrl.get(RestConfig.DEFAULT_BASE_URL);
    }
    String url = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpUrl.get(url.matches(".*/v\\d+") ? url + "/" : url + "/v10/");
  }

  void start() {
    keeper = Thread.ofVirtual().name("discord").start(this::keep);
  }

  /** JDA, once Discord has taken the token; posts need nothing more. */
  Optional<JDA> jda() {
    return Optional.ofNullable(jda);
  }

  /**
   * Takes the bot's connection, or gives it up to another node. A standby is logged in and posts;
   * only the gateway, over which commands come, is opened by whoever holds it.
   */
  void hold(boolean ours) {
    JDA leaving = null;
    SessionController.SessionConnectNode opening = null;
    synchronized (this) {
      if (ours && !holding) {
        opening = waiting;
        waiting = null;
      } else if (!ours && holding) {
        leaving = jda;
      }
      holding = ours;
      isStandby = !ours;
    }
    if (opening != null) {
      sessions.appendSession(opening);
    }
    if (leaving != null) {
      leaving.shutdownNow(); // The keeper logs in again, as a standby.
    }
  }

  /** What is wrong; empty while the gateway is connected, or this node need not connect it. */
  Optional<Text> trouble() {
    JDA now = jda;
    if (now == null) {
      return Optional.of(trouble);
    }
    if (isStandby) {
      return Optional.empty();
    }
    JDA.Status status = now.getStatus();
    return status == JDA.Status.CONNECTED
        ? Optional.empty()
        : Optional.of(DiscordTexts.connecting(status.name()));
  }

  /** Run when the token is refused, the bot leaves a server, or a channel is deleted. */
  void whenLost(Runnable then) {
    whenLost = then;
  }

  void whenBack(Runnable then) {
    whenBack = then;
  }

  void status(Supplier<Optional<String>> now) {
    status = now;
  }

  private void keep() {
    for (int failures = 0; isOpen(); failures++) {
      try {
        if (connect()) {
          failures = 0;
        }
      } catch (InvalidTokenException e) {
        trouble = DiscordTexts.TOKEN_REFUSED;
        log.error("{}. Not tried again: mend it and start anew.", trouble.en());
        jda = null;
        whenLost.run();
        return;
      } catch (IOException | RuntimeException e) {
        said(DiscordTexts.cannotConnect(Failures.text(e)));
      } catch (InterruptedException e) {
        return;
      } finally {
        jda = null;
      }
      if (!rest(wait(failures))) {
        return;
      }
    }
  }

  /** Once for each reason: an outage of a day must not fill a disk. */
  private void said(Text what) {
    if (!what.equals(trouble)) {
      trouble = what;
      if (isOpen()) {
        log.warn("{}; trying again", what.en());
      }
    }
  }

  /**
   * Connects and stays until JDA has given up.
   *
   * @return whether it was connected in between
   */
  private boolean connect() throws IOException, InterruptedException {
    Gateway gateway = gateway();
    if (!gateway.pause().isZero()) {
      said(DiscordTexts.noConnectionsLeft(gateway.pause()));
      rest(gateway.pause());
      return false;
    }
    Farewell farewell = new Farewell();
    JDA made = build(gateway.url(), farewell);
    jda = made;
    if (isStandby) {
      whenBack.run();
    }
    boolean ready = false;
    try {
      made.awaitReady();
      ready = true;
      trouble = DiscordTexts.LOST;
      log.info("connected to Discord as {}", made.getSelfUser().getName());
      register(made, farewell);
      stay(made, farewell);
    } catch (IllegalStateException e) {
      // JDA shut itself down while connecting; why is in the farewell.
      said(DiscordTexts.closed(String.valueOf(e.getMessage())));
    } finally {
      made.shutdownNow();
    }
    if (farewell.code == CloseCode.AUTHENTICATION_FAILED) {
      throw new InvalidTokenException();
    }
    return ready;
  }

  /**
   * Until JDA has given up. Its status alone does not tell: refused in the moment of its start, it
   * ends and then calls itself connected. The farewell is its last word.
   */
  private void stay(JDA made, Farewell farewell) throws InterruptedException {
    for (int second = 0; !farewell.said(Duration.ofSeconds(1)); second++) {
      if (second % STATUS_SECONDS == 0 && !isStandby) {
        // On a thread of its own: a stalled database must not hide that JDA has gone.
        threads.execute(() -> show(made));
      }
      if (made.getStatus() == JDA.Status.SHUTDOWN) {
        // The word comes on a thread of its own; nobody waits for it at the end of the program.
        farewell.said(isOpen() ? LAST_WORD : Duration.ZERO);
        return;
      }
    }
  }

  /** Tells Discord only what changed: it takes few presences. */
  private void show(JDA connected) {
    try {
      Activity now =
          status.get().map(s -> Activity.customStatus(Rendering.cut(s, STATUS))).orElse(null);
      if (!Objects.equals(now, connected.getPresence().getActivity())) {
        connected.getPresence().setActivity(now);
      }
    } catch (RuntimeException e) {
      log.debug("no presence this time: {}", Failures.said(e));
    }
  }

  private record Gateway(String url, Duration pause) {}

  /** Asks where the gateway is: JDA takes it for granted. */
  private Gateway gateway() throws IOException {
    if (!token.matches("[!-~]+")) {
      throw new InvalidTokenException();
    }
    Request request =
        new Request.Builder()
            .url(api.newBuilder().addPathSegments("gateway/bot").build())
            .header("Authorization", "Bot " + token)
            .header("User-Agent", RestConfig.USER_AGENT)
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() == 401) {
        throw new InvalidTokenException();
      }
      if (!response.isSuccessful()) {
        throw new IOException("it answers " + response.code());
      }
      DataObject answer = DataObject.fromJson(response.body().byteStream());
      DataObject starts = answer.getObject("session_start_limit");
      return new Gateway(
          answer.getString("url"),
          Duration.ofMillis(starts.getInt("remaining") > 0 ? 0 : starts.getLong("reset_after")));
    }
  }

  private JDA build(String gateway, Farewell farewell) {
    // No intents: interactions come without any, and nothing else is listened to.
    return JDABuilder.createLight(token, EnumSet.noneOf(GatewayIntent.class))
        .setHttpClient(http)
        .setRestConfig(new RestConfig().setBaseUrl(api.toString()))
        .setSessionController(new Gate(gateway))
        // One slow command must hold up neither the socket nor the others.
        .setEventPool(threads, false)
        .setRateLimitElastic(threads, false)
        .setMaxReconnectDelay((int) LONGEST_WAIT.toSeconds())
        .setEnableShutdownHook(false)
        .addEventListeners(listeners.toArray())
        .addEventListeners(farewell, new Return())
        .build();
  }

  /** Opens the gateway when this node holds the connection. */
  private final class Gate extends SessionControllerAdapter {
    private final String gateway;

    Gate(String gateway) {
      this.gateway = gateway;
    }

    @Override
    public String getGateway() {
      return gateway;
    }

    @Override
    public void appendSession(SessionConnectNode node) {
      synchronized (Connection.this) {
        if (!holding) {
          waiting = node;
          return;
        }
      }
      sessions.appendSession(node);
    }

    @Override
    public void removeSession(SessionConnectNode node) {
      synchronized (Connection.this) {
        if (node.equals(waiting)) {
          waiting = null;
        }
      }
      sessions.removeSession(node);
    }
  }

  /** Why JDA shut down. */
  private static final class Farewell extends ListenerAdapter {
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile @Nullable CloseCode code;

    @Override
    public void onShutdown(ShutdownEvent event) {
      code = event.getCloseCode();
      said.countDown();
    }

    boolean said(Duration within) throws InterruptedException {
      return said.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isSaid() {
      return said.getCount() == 0;
    }
  }

  /** Connected for the first time, or again; and what is lost while connected. */
  private final class Return extends ListenerAdapter {
    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
      log.warn("removed from the server {}", event.getGuild().getName());
      whenLost.run();
    }

    @Override
    public void onChannelDelete(ChannelDeleteEvent event) {
      whenLost.run();
    }

    @Override
    public void onStatusChange(StatusChangeEvent event) {
      if (event.getNewStatus() == JDA.Status.CONNECTED) {
        whenBack.run();
      }
    }
  }

  private void register(JDA connected, Farewell farewell) {
    String last = "";
    for (int failures = 0; !isOver(connected, farewell); failures++) {
      try {
        if (!SlashCommands.same(commands, connected.retrieveCommands(true).complete())) {
          connected.updateCommands().addCommands(commands).complete();
          log.info("registered {} commands with Discord", commands.size());
        }
        return;
      } catch (RuntimeException e) {
        String why = Failures.said(e);
        if (!why.equals(last) && !isOver(connected, farewell)) {
          last = why;
          log.warn("cannot register the commands with Discord: {}; trying again", why);
        }
        if (!rest(wait(failures))) {
          return;
        }
      }
    }
  }

  private static boolean isOver(JDA connected, Farewell farewell) {
    JDA.Status status = connected.getStatus();
    return farewell.isSaid() || status == JDA.Status.SHUTTING_DOWN || status == JDA.Status.SHUTDOWN;
  }

  /** Longer each time, and not for all bots of a data centre at once. */
  private static Duration wait(int failures) {
    long longest =
        Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failures, 10));
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  /**
   * @return whether to go on
   */
  private boolean rest(Duration time) {
    try {
      return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  @Override
  public void close() {
    closing.countDown();
    JDA now = jda;
    if (now != null) {
      now.shutdown();
      try {
        if (!now.awaitShutdown(GOODBYE)) {
          now.shutdownNow();
        }
      } catch (InterruptedException e) {
        now.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    if (keeper != null) {
      keeper.interrupt();
    }
    threads.shutdownNow();
    http.connectionPool().evictAll();
  }
}
