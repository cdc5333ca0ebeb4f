package homestretch.adapter.discord;

import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Reply;
import homestretch.core.chat.talk.Answering;
import homestretch.core.chat.talk.Exchange;
import homestretch.core.chat.talk.Owned;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.text.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands, buttons, forms and completions as they come from Discord. */
final class Interactions extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Interactions.class);

  private static final int CHOICE = 100;

  private final Commands commands;
  private final Answering answering;
  private final ShortIds shortIds;
  private final Names names;

  Interactions(Commands commands, Answering answering, ShortIds shortIds, Names names) {
    this.names = names;
    this.commands = commands;
    this.answering = answering;
    this.shortIds = shortIds;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    Map<String, String> options = new LinkedHashMap<>();
    event.getOptions().forEach(o -> options.put(o.getName(), o.getAsString()));
    Invocation invocation = invocation(event, event.getFullCommandName(), options);
    answer(
        event,
        invocation,
        commands.isPublic(invocation.command()),
        Answering.Place.OWN,
        () -> commands.dispatch(invocation));
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    pressed(event, event.getComponentId());
  }

  /** A menu's entries are buttons that go somewhere. */
  @Override
  public void onStringSelectInteraction(StringSelectInteractionEvent event) {
    pressed(event, event.getValues().getFirst());
  }

  private void pressed(GenericComponentInteractionCreateEvent event, String id) {
    Owned owned = Owned.of(id);
    Button.Pressed pressed = Button.Pressed.of(owned.id());
    Answering.Place place =
        !pressed.replaces()
            ? Answering.Place.OWN
            : isPrivate(event) || owned.owner().equals(event.getUser().getId())
                ? Answering.Place.REPLACING
                : Answering.Place.WHISPERED;
    answer(
        event,
        invocation(event, pressed.command(), pressed.options()),
        commands.isPublic(pressed.command()),
        place,
        () -> pressed(event, pressed, Map.of()));
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    Button.Pressed form = Button.Pressed.of(event.getModalId());
    Map<String, String> fields = new LinkedHashMap<>();
    event.getValues().forEach(v -> fields.put(v.getCustomId(), v.getAsString()));
    answer(
        event,
        invocation(event, form.command(), fields),
        commands.isPublic(form.command()),
        Answering.Place.OWN,
        () -> pressed(event, form, fields));
  }

  /** What a button or a form stands for, with what was filled in. */
  private Reply pressed(
      GenericInteractionCreateEvent event, Button.Pressed pressed, Map<String, String> fields) {
    return shortIds
        .full(pressed)
        .filter(full -> commands.knows(full.command()))
        .map(
            full -> {
              Map<String, String> options = new LinkedHashMap<>(full.options());
              options.putAll(fields);
              return commands.dispatch(invocation(event, full.command(), options));
            })
        .orElseGet(() -> Answering.expired(language(event)));
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
    event
        .replyChoices(choices)
        .queue(done -> {}, e -> log.info("offers came too late for Discord: {}", Failures.said(e)));
  }

  private Invocation invocation(
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
    names.remember(person.id(), person.name());
    return new Invocation(
        person,
        new Address(DiscordChat.PLATFORM, String.valueOf(event.getChannelIdLong())),
        event.getChannel() instanceof ThreadChannel thread
            ? new Address(DiscordChat.PLATFORM, thread.getParentChannel().getId())
            : null,
        language(event),
        command,
        options);
  }

  private static Language language(GenericInteractionCreateEvent event) {
    return Language.of(event.getUserLocale().getLocale());
  }

  private void answer(
      IReplyCallback event,
      Invocation invocation,
      boolean open,
      Answering.Place place,
      Supplier<Reply> command) {
    Exchange exchange = new InteractionExchange(event);
    answering.answer(
        new Answering.Question(
            event.getId(),
            invocation.person().id(),
            invocation.language(),
            invocation.command(),
            open,
            place),
        exchange,
        command);
  }

  static boolean isPrivate(GenericComponentInteractionCreateEvent button) {
    // Discord may leave out the message itself where only the asker saw it.
    Message message = button.getMessage();
    return message == null || message.isEphemeral();
  }
}
