package homestretch.adapter.discord;

import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.OnceOnly;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands, buttons, forms and completions as they come from Discord.
 *
 * <p>Discord waits three seconds for the first word. Most answers are ready by then and are that
 * word: only so can it be a form, and public or private as the command decides. An answer that is
 * not ready in time is announced first, which settles both: in public where the command's answer is
 * public, else in private, since a private answer must never be seen by others; and a form is
 * offered behind a button, since none can be opened any more. Late answers fill in the announced
 * message and send no second one, which would have no nonce and could stand twice; only a refusal
 * of a command announced in public takes that announcement back and is whispered.
 *
 * <p>A message that all see belongs to who asked for it: pressed by another, its buttons answer
 * that person in private and leave it as it is.
 */
final class Interactions extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Interactions.class);

  /** Leaves Discord's three seconds enough for both ways. */
  private static final Duration PROMPT = Duration.ofMillis(600);

  /** How long a stop waits for what is under way. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  /** Discord lets an announced answer be filled in for fifteen minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final int CHOICE = 100;

  private static final Text LATE =
      new Text("响应较慢，此条仅您可见", "This took a while; only you can see it");
  private static final Text READY =
      new Text("表单已备好，请点下面的按钮打开", "The form is ready: press the button");
  private static final Text OPEN = new Text("打开表单", "Open the form");

  private static final Text BUSY =
      new Text("系统正忙，这次没有记下任何内容，请稍后再试", "Busy: nothing was stored. Please try again in a moment");

  private static final Text UNKNOWN =
      new Text(
          "这次操作没有等到结果，是否生效请用 /记录 查看",
          "There is no answer to this. See with /history whether it took effect");

  private final Commands commands;
  private final OnceOnly onceOnly;
  private final Duration prompt;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong answeredTwice = new AtomicLong();

  /** Where an answer to a press or a command goes. */
  private enum Place {
    OWN,
    /** In place of the message with the button. */
    REPLACING,
    /** To who pressed alone: the message is another's, or nobody's. */
    WHISPERED
  }

  Interactions(Commands commands, OnceOnly onceOnly) {
    this(commands, onceOnly, PROMPT);
  }

  /**
   * @param prompt how long an answer may take before it is announced
   */
  Interactions(Commands commands, OnceOnly onceOnly, Duration prompt) {
    this.commands = commands;
    this.onceOnly = onceOnly;
    this.prompt = prompt;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    Map<String, String> options = new LinkedHashMap<>();
    event.getOptions().forEach(o -> options.put(o.getName(), o.getAsString()));
    answer(event, invocation(event, event.getFullCommandName(), options), Place.OWN);
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    Owned owned = Owned.of(event.getComponentId());
    Button.Pressed pressed = Button.Pressed.of(owned.id());
    Place place =
        !pressed.replaces()
            ? Place.OWN
            : isPrivate(event) || owned.owner().equals(event.getUser().getId())
                ? Place.REPLACING
                : Place.WHISPERED;
    answer(event, invocation(event, pressed.command(), pressed.options()), place);
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    Button.Pressed form = Button.Pressed.of(event.getModalId());
    Map<String, String> options = new LinkedHashMap<>(form.options());
    event.getValues().forEach(v -> options.put(v.getCustomId(), v.getAsString()));
    answer(event, invocation(event, form.command(), options), Place.OWN);
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
    String focused = event.getFocusedOption().getName();
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionMapping option : event.getOptions()) {
      if (!option.getName().equals(focused)) {
        options.put(option.getName(), option.getAsString());
      }
    }
    List<Command.Choice> choices =
        commands
            .complete(
                invocation(event, event.getFullCommandName(), options),
                focused,
                event.getFocusedOption().getValue())
            .stream()
            .filter(c -> !c.label().isBlank() && c.value().length() <= CHOICE)
            .map(c -> new Command.Choice(Rendering.cut(c.label(), CHOICE), c.value()))
            .toList();
    event.replyChoices(choices).queue(done -> {}, this::unanswered);
  }

  private static Invocation invocation(
      GenericInteractionCreateEvent event, String command, Map<String, String> options) {
    Member member = event.getMember();
    Person person =
        member == null
            ? new Person(
                DiscordChat.PLATFORM,
                event.getUser().getId(),
                event.getUser().getEffectiveName(),
                Set.of())
            : new Person(
                DiscordChat.PLATFORM,
                member.getId(),
                member.getEffectiveName(),
                member.getRoles().stream().map(Role::getId).collect(Collectors.toSet()));
    return new Invocation(
        person,
        new Address(DiscordChat.PLATFORM, String.valueOf(event.getChannelIdLong())),
        Language.of(event.getUserLocale().getLocale()),
        command,
        options);
  }

  private void answer(IReplyCallback event, Invocation invocation, Place place) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    underWay.incrementAndGet();
    Thread.startVirtualThread(() -> reply(event, invocation, reply));
    try {
      prompt(event, reply.get(prompt.toMillis(), TimeUnit.MILLISECONDS), invocation, place);
    } catch (TimeoutException e) {
      late(event, reply, invocation, place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      unanswered(e);
    } catch (Exception e) {
      unanswered(e);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Waits for the answers that are under way, for a few seconds at most. */
  void drain() {
    long end = System.nanoTime() + LAST_ANSWERS.toNanos();
    try {
      while (underWay.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (underWay.get() > 0) {
      log.warn("{} commands are left without an answer", underWay.get());
    }
  }

  /** How often Discord said that an answer had got through that was given again. */
  long answeredTwice() {
    return answeredTwice.get();
  }

  /** Another node, or another try of Discord's, has taken it up already, and answers. */
  private static final class TakenUp extends Exception {}

  private void reply(IReplyCallback event, Invocation invocation, CompletableFuture<Reply> reply) {
    try {
      if (!Caller.PERSON.call(() -> onceOnly.take(DiscordChat.PLATFORM, event.getId()))) {
        reply.completeExceptionally(new TakenUp());
        return;
      }
    } catch (RuntimeException | Error e) {
      log.error("/{} could not be taken up", invocation.command(), e);
      reply.complete(new Reply.Private(Post.lines(BUSY.in(invocation.language()))));
      return;
    }
    try {
      reply.complete(commands.dispatch(invocation));
    } catch (Throwable e) {
      reply.completeExceptionally(e);
    }
  }

  private static void prompt(
      IReplyCallback event, Reply reply, Invocation invocation, Place place) {
    switch (reply) {
      case Reply.Ask(Form form) when event instanceof IModalCallback modals ->
          modals.replyModal(Rendering.modal(form)).complete();
      case Reply.Ask(Form form) ->
          event.reply(Rendering.message(offer(form, invocation))).setEphemeral(true).complete();
      case Reply.Public(Post post) -> {
        if (place == Place.REPLACING && event instanceof IMessageEditCallback edits) {
          edits.editMessage(edit(Owned.by(invocation.person().id(), post))).complete();
        } else if (place == Place.WHISPERED) {
          event.reply(Rendering.message(post)).setEphemeral(true).complete();
        } else {
          event.reply(Rendering.message(Owned.by(invocation.person().id(), post))).complete();
        }
      }
      case Reply.Private(Post post) -> {
        if (place == Place.REPLACING
            && event instanceof ButtonInteractionEvent button
            && isPrivate(button)) {
          button.editMessage(edit(post)).complete();
        } else {
          event.reply(Rendering.message(post)).setEphemeral(true).complete();
        }
      }
    }
  }

  private void late(
      IReplyCallback event, CompletableFuture<Reply> reply, Invocation invocation, Place place) {
    try {
      String asker = invocation.person().id();
      if (place == Place.REPLACING && event instanceof ButtonInteractionEvent button) {
        InteractionHook hook = button.deferEdit().complete();
        switch (atLast(reply, invocation)) {
          case Reply.Public(Post post) -> hook.editOriginal(edit(Owned.by(asker, post))).complete();
          case Reply.Private(Post post) when isPrivate(button) ->
              hook.editOriginal(edit(post)).complete();
          case Reply.Private(Post post) -> whisper(hook, post);
          case Reply.Ask(Form form) -> whisper(hook, offer(form, invocation));
        }
        return;
      }
      boolean open = place == Place.OWN && commands.isPublic(invocation.command());
      InteractionHook hook = event.deferReply(!open).complete();
      switch (atLast(reply, invocation)) {
        case Reply.Public(Post post) when open ->
            hook.editOriginal(edit(Owned.by(asker, post))).complete();
        case Reply.Public(Post post) -> {
          Post said = place == Place.WHISPERED ? post : whispered(post, invocation);
          hook.editOriginal(edit(said)).complete();
        }
        case Reply.Private(Post post) -> {
          if (open) {
            hook.deleteOriginal().complete();
            whisper(hook, post);
          } else {
            hook.editOriginal(edit(post)).complete();
          }
        }
        case Reply.Ask(Form form) -> {
          if (open) {
            hook.deleteOriginal().complete();
            whisper(hook, offer(form, invocation));
          } else {
            hook.editOriginal(edit(offer(form, invocation))).complete();
          }
        }
      }
    } catch (CompletionException e) {
      unanswered(e);
    } catch (RuntimeException e) {
      unanswered(e);
    }
  }

  private static void whisper(InteractionHook hook, Post post) {
    hook.sendMessage(Rendering.message(post)).setEphemeral(true).complete();
  }

  /** The announcement is out: whatever has become of the command, it is followed by a word. */
  private static Reply atLast(CompletableFuture<Reply> reply, Invocation invocation)
      throws CompletionException {
    try {
      return reply.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TakenUp) {
        throw new CompletionException(e.getCause());
      }
      log.error("/{} failed", invocation.command(), e);
    } catch (TimeoutException e) {
      log.error("/{} is not done after {} s", invocation.command(), LONGEST.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Reply.Private(Post.lines(UNKNOWN.in(invocation.language())));
  }

  private static boolean isPrivate(ButtonInteractionEvent button) {
    // Discord may leave out the message itself where only the asker saw it.
    Message message = button.getMessage();
    return message == null || message.isEphemeral();
  }

  private static MessageEditData edit(Post post) {
    return MessageEditData.fromCreateData(Rendering.message(post));
  }

  private static Post whispered(Post post, Invocation invocation) {
    String late = LATE.in(invocation.language());
    String footer = post.footer().isEmpty() ? late : post.footer() + " · " + late;
    return new Post(post.title(), post.blocks(), footer, post.buttons(), post.image());
  }

  private static Post offer(Form form, Invocation invocation) {
    Post post = Post.lines(form.title(), READY.in(invocation.language()));
    return new Post(
        post.title(),
        post.blocks(),
        "",
        List.of(List.of(Rendering.opening(OPEN.in(invocation.language()), form))));
  }

  /** What the command did stands; only the answer did not get through. */
  private void unanswered(Throwable e) {
    if (e.getCause() instanceof TakenUp) {
      log.info("an interaction came twice, and was taken up once");
    } else if (e instanceof ErrorResponseException refusal) {
      if (refusal.getErrorResponse() == ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED) {
        // Discord's word to a second try: the first got through and its answer was lost.
        log.info("an answer was given twice, {} since the start", answeredTwice.incrementAndGet());
      } else {
        log.warn("an answer did not reach Discord: {}", Failures.said(refusal));
      }
    } else {
      log.error("an answer could not be given", e);
    }
  }
}
