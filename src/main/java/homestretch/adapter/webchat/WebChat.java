package homestretch.adapter.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.AccessLog;
import homestretch.adapter.http.Asset;
import homestretch.adapter.http.Pages;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Scope;
import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Chat;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Message;
import homestretch.core.chat.Messages;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.chat.Sending;
import homestretch.core.fault.Fault;
import homestretch.core.login.Account;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.sse.SseHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in chat: a page whose history lies in our tables. */
public final class WebChat implements Chat {
  public static final String PLATFORM = Account.PLATFORM;

  private static final Text CLAIM_ENDED =
      new Text("认领在发出之前已失效", "the claim ended before it was posted");
  private static final Text NOT_STORED =
      new Text("没能确认已写入，详见日志", "it may not have been stored; the log says more");

  private static final Logger log = LoggerFactory.getLogger(WebChat.class);
  private static final int PAGE = 50;

  /** Looked through for one search: what a message is made of also holds words that nobody sees. */
  private static final int SEARCHED = 300;

  private static final int MAX_QUERY_LENGTH = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** The history is ours and keeps every nonce; the page draws whatever there is. */
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          new Capabilities.ExactlyOnce(Duration.ofDays(36_500), true),
          new Capabilities.Answers(Capabilities.Privacy.IN_PLACE, true, true, true),
          new Capabilities.Buttons(Integer.MAX_VALUE, Integer.MAX_VALUE),
          new Capabilities.Content(true, true, Integer.MAX_VALUE, true),
          Capabilities.Pace.FREE);

  private final Messages messages;
  private final Commands commands;
  private final CommandLine grammar;
  private final Supplier<List<ChannelInfo>> channels;
  private final Supplier<List<Persona>> personas;
  private final Function<String, byte[]> redraw;
  private final Clock clock;
  private final Events events;
  private final Gate gate;
  private volatile Runnable whenWritten = () -> {};

  /** Change numbers must become visible in their order, or a page could pass over one. */
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * @param entitlements what somebody who is logged in may
   * @param redraw from an image's source to its PNG: the history keeps the source only
   */
  public WebChat(
      Messages messages,
      Commands commands,
      WebSessions sessions,
      Function<Account, List<Scope>> entitlements,
      Supplier<List<ChannelInfo>> channels,
      Supplier<List<Persona>> personas,
      Function<String, byte[]> redraw,
      Clock clock) {
    this.messages = messages;
    this.commands = commands;
    this.gate = new Gate(sessions, entitlements);
    this.grammar = new CommandLine(commands.list());
    this.channels = channels;
    this.personas = personas;
    this.redraw = redraw;
    this.clock = clock;
    this.events = new Events(messages, HEARTBEAT);
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Optional<String> nameOf(String id, boolean isRole) {
    return personas.get().stream()
        .filter(p -> !isRole && p.id().equals(id))
        .findFirst()
        .map(p -> p.name().zh());
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    if (!permit.isGood()) {
      return new Sending.Later(CLAIM_ENDED);
    }
    try {
      Direct direct = Direct.of(where);
      if (channel(direct.channel()).isEmpty()) {
        return new Sending.Refused(
            new Text(
                "内置聊天里没有频道“" + direct.channel() + "”",
                "the built-in chat has no channel " + direct.channel()));
      }
      Message message = append(direct.channel(), null, post, direct.person(), nonce);
      return new Sending.Sent(String.valueOf(message.id()));
    } catch (RuntimeException e) {
      // Its commit may have come through; the nonce makes a second try safe.
      log.warn("could not store a post for {}", where, e);
      return new Sending.Unknown(NOT_STORED);
    }
  }

  @Override
  public Optional<Lasting> lasting() {
    return Optional.of(new Kept());
  }

  /** Messages that are changed in place; the page keeps none in sight, and has no threads. */
  private final class Kept implements Lasting {
    @Override
    public Outcome edit(Address where, String messageId, Post post, String nonce) {
      try {
        return messages
            .find(Long.parseLong(messageId))
            .<Outcome>map(
                old -> {
                  replace(old, post);
                  return new Outcome.Done();
                })
            .orElseGet(Outcome.Gone::new);
      } catch (RuntimeException e) {
        log.warn("could not change message {}", messageId, e);
        return new Outcome.Later(e.toString());
      }
    }

    @Override
    public Outcome pin(Address where, String messageId) {
      return new Outcome.Done();
    }

    @Override
    public Outcome thread(Address where, String messageId, String name) {
      throw new IllegalStateException("the built-in chat has no threads");
    }

    @Override
    public boolean hasThreads() {
      return false;
    }

    @Override
    public Sending postQuietly(
        Address where, String thread, Post post, String nonce, Permit permit) {
      return WebChat.this.post(where, post, nonce, permit);
    }
  }

  /**
   * A message in a channel that one person alone sees.
   *
   * @param person null: everybody in the channel
   */
  private record Direct(String channel, @Nullable String person) {
    private static final String BETWEEN = "\u0000";

    static Direct of(Address where) {
      int at = where.channel().indexOf(BETWEEN);
      return at < 0
          ? new Direct(where.channel(), null)
          : new Direct(where.channel().substring(0, at), where.channel().substring(at + 1));
    }
  }

  @Override
  public Optional<Address> direct(Address near, String person) {
    return Optional.of(new Address(PLATFORM, near.channel() + Direct.BETWEEN + person));
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    return messages
        .byNonce(nonce)
        .filter(m -> m.entry().channel().equals(Direct.of(where).channel()))
        .filter(m -> !m.entry().at().isBefore(since))
        .map(m -> String.valueOf(m.id()));
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<Text> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {
    hangUp();
  }

  /**
   * @param then quick; for pages beside the chat that show what was written about
   */
  public void whenWritten(Runnable then) {
    whenWritten = then;
  }

  /** Tells the open pages that another node has written, or has ended sessions. */
  public void wake() {
    events.recheck();
  }

  /** Lets the open pages go; they come back by themselves when there is a server again. */
  public void hangUp() {
    events.close();
  }

  public void routes(RoutesConfig routes) {
    Pages.get(routes, "/", gate.page(page()));
    Pages.get(routes, "/chat/chat.css", Gate.open(asset("chat.css")));
    for (String script : List.of("chat.js", "box.js", "draw.js", "form.js", "texts.js")) {
      Pages.get(routes, "/chat/" + script, Gate.open(asset(script)));
    }
    Pages.get(routes, "/chat/icon.svg", Gate.open(asset("icon.svg")));
    Pages.get(routes, "/chat/state", gate.reading(this::state));
    Pages.get(routes, "/chat/messages", gate.reading(this::messages));
    Pages.get(routes, "/chat/search", gate.reading(this::search));
    Pages.get(routes, "/chat/images/{message}", gate.reading(this::image));
    routes.get("/chat/events", gate.watching(this::events));
    routes.post("/chat/command", gate.writing(this::command));
    routes.post("/chat/complete", gate.writing(this::complete));
    routes.post("/chat/press", gate.writing(this::press));
  }

  /** Never kept: who may see it is asked each time. */
  private static Handler page() {
    Asset page = Asset.of("/webchat/index.html");
    return ctx -> {
      page.answer(ctx);
      ctx.header("Cache-Control", "no-store");
    };
  }

  private static Handler asset(String name) {
    return Asset.of("/webchat/" + name)::answer;
  }

  private void state(Context ctx, Visitor visitor) {
    Persona self = visitor.persona();
    // A page that remembers somebody who is gone is told what everybody sees.
    String viewer =
        self == null ? Objects.requireNonNullElse(ctx.queryParam("person"), "") : self.id();
    // Read first: what comes in between is then told twice rather than never.
    long change = messages.lastChange();
    Map<ChannelInfo, Long> latest = new LinkedHashMap<>();
    for (ChannelInfo channel : channels(visitor)) {
      List<Message> last = messages.latest(channel.address(), viewer, 1, null);
      latest.put(channel, last.isEmpty() ? 0 : last.getFirst().id());
    }
    ObjectNode state =
        Json.state(latest, self == null ? personas.get() : List.of(self), commands.list());
    if (visitor.secret() != null) {
      state.put("csrf", WebSessions.csrf(visitor.secret()));
    }
    json(ctx, state.put("change", change));
  }

  private void messages(Context ctx, Visitor visitor) {
    String viewer = persona(ctx, visitor, ctx.queryParam("person")).id();
    String channel = existing(visitor, ctx.queryParam("channel")).address();
    // Read first: what comes in between is then told twice rather than never.
    long change = messages.lastChange();
    @Nullable Long after = Gate.number("after", ctx.queryParam("after"));
    List<Message> page =
        after != null
            ? messages.next(channel, viewer, PAGE + 1, after)
            : messages.latest(
                channel, viewer, PAGE + 1, Gate.number("before", ctx.queryParam("before")));
    boolean more = page.size() > PAGE;
    ObjectNode json = Json.object().put("change", change).put("more", more);
    ArrayNode items = json.putArray("items");
    int first = more && after == null ? 1 : 0;
    page.subList(first, Math.min(page.size(), first + PAGE))
        .forEach(m -> items.add(Json.message(m)));
    json(ctx, json);
  }

  /** {@code ?query=}: the messages of a channel in which it stands, newest first. */
  private void search(Context ctx, Visitor visitor) {
    String viewer = persona(visitor, ctx.queryParam("person")).id();
    String channel = existing(visitor, ctx.queryParam("channel")).address();
    String query = Objects.requireNonNullElse(ctx.queryParam("query"), "").strip();
    if (query.isEmpty() || query.length() > MAX_QUERY_LENGTH) {
      throw new Gate.Problem(
          400, GateTexts.WRONG_PARAMETER, GateTexts.length("query", MAX_QUERY_LENGTH));
    }
    List<Message> found =
        messages.search(channel, viewer, query, SEARCHED).stream()
            .filter(m -> Json.says(m.entry().body(), query))
            .toList();
    ObjectNode json = Json.object().put("more", found.size() > PAGE);
    ArrayNode items = json.putArray("items");
    found.stream().limit(PAGE).forEach(m -> items.add(Json.message(m)));
    json(ctx, json);
  }

  /** The picture in a message, drawn again as it was: a message's figures never change. */
  private void image(Context ctx, Visitor visitor) {
    Persona self = visitor.persona();
    String message = ctx.pathParam("message");
    String source =
        Optional.ofNullable(Gate.number("message", message))
            .flatMap(messages::find)
            .filter(m -> self == null || isShown(m, self, visitor))
            .map(m -> Json.imageSource(m.entry().body()))
            .filter(s -> !s.isEmpty())
            .orElseThrow(
                () -> new Gate.Problem(404, GateTexts.NOT_FOUND, GateTexts.noPicture(message)));
    ctx.header("Cache-Control", "private, max-age=31536000, immutable")
        .contentType("image/png")
        .result(redraw.apply(source));
  }

  private boolean isShown(Message message, Persona self, Visitor visitor) {
    return message.entry().isFor(self.id())
        && channels(visitor).stream().anyMatch(c -> c.address().equals(message.entry().channel()));
  }

  private void events(Context ctx, Visitor visitor) throws Exception {
    String viewer = persona(ctx, visitor, ctx.queryParam("person")).id();
    @Nullable Long resumed = Gate.number("Last-Event-ID", ctx.header("Last-Event-ID"));
    @Nullable Long asked = Gate.number("after", ctx.queryParam("after"));
    @Nullable Long after = resumed != null ? resumed : asked;
    long from = after != null ? after : messages.lastChange();
    new SseHandler(client -> events.open(client, viewer, from, sight(visitor))).handle(ctx);
  }

  private Events.Sight sight(Visitor visitor) {
    return new Events.Sight() {
      private Set<String> seen = Set.of();

      @Override
      public boolean look() {
        if (visitor.persona() == null) {
          return true;
        }
        Optional<Visitor> now = gate.again(visitor);
        now.ifPresent(
            v -> seen = channels(v).stream().map(ChannelInfo::address).collect(Collectors.toSet()));
        return now.isPresent();
      }

      @Override
      public boolean has(String channel) {
        // At the machine everything is told, of channels that were removed too.
        return visitor.persona() == null || seen.contains(channel);
      }
    };
  }

  /** A line as typed, or a command with its options as a form sends it. */
  private void command(Context ctx, Visitor visitor) throws IOException {
    JsonNode body = Gate.body(ctx);
    Asker asker = asker(ctx, visitor, body);
    if (!body.has("line")) {
      run(ctx, asker, Gate.text(body, "command"), Gate.texts(body, "options"), null);
      return;
    }
    switch (grammar.read(Gate.text(body, "line"))) {
      case CommandLine.Unclear(var why) ->
          throw new Gate.Problem(422, GateTexts.UNCLEAR, asker.reads(why));
      case CommandLine.Use(var command, var options) ->
          run(ctx, asker, command.name(), options, null);
    }
  }

  private void complete(Context ctx, Visitor visitor) throws IOException {
    JsonNode body = Gate.body(ctx);
    Asker asker = asker(ctx, visitor, body);
    String line = Gate.text(body, "line");
    int caret = Math.clamp(Gate.number(body, "caret"), 0, line.length());
    json(
        ctx,
        Json.offers(
            grammar.complete(
                line,
                caret,
                asker.language,
                (command, others, option, typed) ->
                    commands.complete(asker.uses(command.name(), others), option, typed))));
  }

  private void press(Context ctx, Visitor visitor) throws IOException {
    JsonNode body = Gate.body(ctx);
    Asker asker = asker(ctx, visitor, body);
    String id = Gate.text(body, "button");
    Message message =
        messages
            .find(Gate.number(body, "message"))
            .filter(m -> m.entry().channel().equals(asker.where.channel()))
            .filter(m -> m.entry().isFor(asker.persona.id()))
            .filter(m -> carries(m, id))
            .orElseThrow(
                () -> new Gate.Problem(409, GateTexts.GONE, asker.reads(GateTexts.NO_BUTTON)));
    Button.Pressed pressed = Button.Pressed.of(id);
    run(ctx, asker, pressed.command(), pressed.options(), pressed.replaces() ? message : null);
  }

  /**
   * @param replaced the message whose place the answer takes; null if it is one of its own
   */
  private void run(
      Context ctx,
      Asker asker,
      String command,
      Map<String, String> options,
      @Nullable Message replaced) {
    Reply reply;
    try {
      reply = commands.attempt(asker.uses(command, options));
      // The command may have stored something: what follows must not say that nothing was.
      Caller.written();
    } catch (Fault fault) {
      // Shown beside what was typed, which stays there to be mended.
      throw problem(fault, command, asker.language);
    }
    String person = asker.persona.id();
    Message.Use use = new Message.Use(asker.persona.name().in(asker.language), person, command);
    switch (reply) {
      case Reply.Ask(Form form) -> json(ctx, Json.object().set("form", Json.form(form)));
      case Reply.Public(Post post) -> answer(ctx, asker, use, post, null, replaced);
      case Reply.Private(Post post) -> answer(ctx, asker, use, post, person, replaced);
    }
  }

  private Gate.Problem problem(Fault fault, String command, Language language) {
    Text text = Text.same(commands.text(command, fault).in(language));
    if (fault instanceof Fault.Busy || fault instanceof Fault.Full) {
      return new Gate.Problem(ProblemType.of(fault), text);
    }
    return fault instanceof Fault.Invalid invalid
        ? new Gate.Problem(
            422, GateTexts.NOT_DONE, text, Json.errors(invalid.violations(), language))
        : new Gate.Problem(422, GateTexts.NOT_DONE, text);
  }

  private void answer(
      Context ctx,
      Asker asker,
      Message.Use use,
      Post post,
      @Nullable String audience,
      @Nullable Message replaced) {
    // A private answer (a refusal, say) must not end up where everybody reads; and what everybody
    // reads belongs to who asked for it: pressed by another, it answers them alone.
    boolean others = replaced != null && !isOf(asker, replaced);
    @Nullable String to = others ? asker.persona.id() : audience;
    Message message;
    try {
      message =
          replaced != null && !others && (to == null || to.equals(replaced.entry().audience()))
              ? replace(replaced, post)
              : append(asker.where.channel(), use, post, to, null);
    } catch (Fault.Full e) {
      // The command is over: there may have been room for what it did, and none for its answer.
      throw new Gate.Problem(ProblemType.FULL, GateTexts.FULL);
    }
    json(ctx, Json.object().set("message", Json.message(message)));
  }

  /** Whether a message is one that the asker asked for. */
  private static boolean isOf(Asker asker, Message message) {
    if (message.entry().audience() != null) {
      return true;
    }
    Message.Use use = message.entry().use();
    if (use == null || use.authorId() != null) {
      return use != null && asker.persona.id().equals(use.authorId());
    }
    // What was said before ids were kept is known by the name alone: at the machine, that is
    // enough.
    Text name = asker.persona.name();
    return asker.isAtTheMachine
        && (use.author().equals(name.zh()) || use.author().equals(name.en()));
  }

  private Message append(
      String channel,
      Message.@Nullable Use use,
      Post post,
      @Nullable String audience,
      @Nullable String nonce) {
    Message.Entry entry =
        new Message.Entry(
            channel, use, Json.post(post).toString(), audience, nonce, clock.instant());
    return write(() -> messages.append(entry));
  }

  private Message replace(Message old, Post post) {
    String body = Json.post(post).toString();
    return write(() -> messages.replace(old.id(), body).orElseThrow());
  }

  private Message write(Supplier<Message> step) {
    writing.lock();
    try {
      return step.get();
    } finally {
      writing.unlock();
      events.wake();
      whenWritten.run();
    }
  }

  private static boolean carries(Message message, String button) {
    return StreamSupport.stream(
            Json.stored(message.entry().body()).path("buttons").spliterator(), false)
        .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
        .anyMatch(b -> b.path("id").asText().equals(button));
  }

  private Asker asker(Context ctx, Visitor visitor, JsonNode body) {
    return new Asker(
        persona(ctx, visitor, Gate.text(body, "person")),
        new Address(PLATFORM, existing(visitor, Gate.text(body, "channel")).address()),
        Language.of(Gate.text(body, "language")),
        visitor.persona() == null);
  }

  /** As {@link #persona(Visitor, String)}; the access log is told. */
  private Persona persona(Context ctx, Visitor visitor, @Nullable String id) {
    Persona persona = persona(visitor, id);
    AccessLog.identify(ctx, PLATFORM + ":" + persona.id(), persona.name().zh());
    return persona;
  }

  /** Who is logged in is who they are, whatever the page says; at the machine one chooses. */
  private Persona persona(Visitor visitor, @Nullable String id) {
    Persona self = visitor.persona();
    if (self != null) {
      return self;
    }
    return personas.get().stream()
        .filter(p -> p.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Gate.Problem(404, GateTexts.NOT_FOUND, GateTexts.noPerson(id)));
  }

  private List<ChannelInfo> channels(Visitor visitor) {
    return channels.get().stream().filter(visitor::sees).toList();
  }

  private ChannelInfo existing(Visitor visitor, @Nullable String address) {
    return channel(address)
        .filter(visitor::sees)
        .orElseThrow(
            () -> new Gate.Problem(404, GateTexts.NOT_FOUND, GateTexts.noChannel(address)));
  }

  private Optional<ChannelInfo> channel(@Nullable String address) {
    return channels.get().stream().filter(c -> c.address().equals(address)).findFirst();
  }

  private static void json(Context ctx, JsonNode json) {
    ctx.contentType("application/json").result(json.toString());
  }

  /** Who asks, where and in which language. */
  private record Asker(Persona persona, Address where, Language language, boolean isAtTheMachine) {
    Invocation uses(String command, Map<String, String> options) {
      return new Invocation(
          persona.person(), where, language, command, new LinkedHashMap<>(options));
    }

    /** In the language of what was sent, whatever the browser's own is. */
    Text reads(Text text) {
      return Text.same(text.in(language));
    }
  }
}
