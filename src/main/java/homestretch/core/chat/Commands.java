package homestretch.core.chat;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher: platforms hand in invocations and get replies, whatever happens. */
public final class Commands {
  private static final Logger log = LoggerFactory.getLogger(Commands.class);
  private static final int OFFERS = 25;

  /** A row of buttons on any platform. */
  private static final int MEANT = 5;

  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Turns turns = new Turns();
  private final Gatekeeper gatekeeper;

  /** Commands that everybody may use. */
  public Commands(List<Command> commands) {
    this(
        commands,
        (access, invocation) -> {
          if (access != Command.Access.ANYONE) {
            throw new IllegalStateException("nobody knows who may use /" + invocation.command());
          }
        });
  }

  public Commands(List<Command> commands, Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
    for (Command command : commands) {
      if (byName.put(command.name(), command) != null) {
        throw new IllegalArgumentException("two commands named " + command.name());
      }
    }
  }

  public List<Command> list() {
    return List.copyOf(byName.values());
  }

  /** Whether there is such a command; a button of an older version may stand for none any more. */
  public boolean knows(String name) {
    return byName.containsKey(name);
  }

  /** Whether a command's answer is one that the whole channel sees. */
  public boolean isPublic(String name) {
    Command command = byName.get(name);
    return command != null && command.open();
  }

  /** Never throws: a fault becomes a private message that says what to mend. */
  public Reply dispatch(Invocation invocation) {
    return dispatch(invocation, null);
  }

  /**
   * The same.
   *
   * @param ifForbidden said as well where somebody may not do it; null: nothing
   */
  public Reply dispatch(Invocation invocation, @Nullable Text ifForbidden) {
    try {
      return attempt(invocation);
    } catch (Fault.Forbidden fault) {
      Text why = text(invocation.command(), fault);
      return refusal(
          invocation,
          ifForbidden == null
              ? why
              : new Text(why.zh() + "\n" + ifForbidden.zh(), why.en() + "\n" + ifForbidden.en()),
          List.of());
    } catch (Fault fault) {
      return refusal(invocation, text(invocation.command(), fault), meant(invocation, fault));
    } catch (RuntimeException | Error e) {
      // Errors too: who waits for an answer must get one.
      log.error("/{} failed in {}", invocation.command(), invocation.where(), e);
      return refusal(invocation, ChatTexts.BROKEN, List.of());
    }
  }

  /**
   * For platforms that show what to mend beside what was typed.
   *
   * @throws Fault what the user can mend; nothing was changed
   */
  public Reply attempt(Invocation invocation) {
    Command command = byName.get(invocation.command());
    if (command == null) {
      throw new Fault.NotFound(ChatTexts.COMMAND, "/" + invocation.command());
    }
    return turns.take(
        invocation,
        () ->
            Caller.PERSON.call(
                () -> {
                  gatekeeper.require(command.access(), invocation);
                  return command.handler().handle(checked(command, command.sorted(invocation)));
                }));
  }

  /** With each option as its handler expects it; says everything that is wrong at once. */
  private static Invocation checked(Command command, Invocation invocation) {
    Map<String, String> options = new LinkedHashMap<>(invocation.options());
    List<Violation> wrong = new ArrayList<>();
    for (Option option : command.options()) {
      String typed = options.get(option.name());
      if (typed != null) {
        try {
          options.put(option.name(), option.read(typed));
        } catch (Fault.Invalid e) {
          wrong.addAll(e.violations());
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
    return invocation.with(options);
  }

  /** What to mend, each field by the name that the user sees. */
  public Text text(String command, Fault fault) {
    if (!(fault instanceof Fault.Invalid invalid)) {
      Text text = fault.text();
      return new Text(text.zh(), sentence(text.en()));
    }
    Map<String, Text> labels = new LinkedHashMap<>();
    if (byName.containsKey(command)) {
      byName.get(command).options().forEach(o -> labels.put(o.name(), o.label()));
    }
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Violation v : invalid.violations()) {
      Text label = labels.getOrDefault(v.field(), Text.same(v.field()));
      String value = Code.oneLine(Code.text(v.value()));
      zh.add(new Violation(label.zh(), value, v.expected()).text().zh());
      // Options are typed with an underscore for a blank, which nobody reads aloud.
      String spoken = label.en().replace('_', ' ');
      en.add(new Violation(spoken, value, v.expected()).text().en());
    }
    return new Text(String.join("；", zh), sentence(String.join("; ", en)));
  }

  /** With a capital letter: in chat a fault's text stands alone. */
  public static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** At most 25 offers (Discord's limit); none if anything goes wrong, as typing must go on. */
  public List<Choice> complete(Invocation soFar, String option, String typed) {
    Command command = byName.get(soFar.command());
    if (command == null) {
      return List.of();
    }
    try {
      return Caller.PERSON.call(
          () ->
              command.options().stream()
                  .filter(o -> o.name().equals(option))
                  .flatMap(o -> offers(o, soFar, typed.strip()).stream())
                  .limit(OFFERS)
                  .toList());
    } catch (Fault fault) {
      return List.of();
    } catch (RuntimeException e) {
      log.error("completing {} of /{} failed", option, soFar.command(), e);
      return List.of();
    }
  }

  private static List<Choice> offers(Option option, Invocation soFar, String typed) {
    Option.Completer completer = option.completer();
    if (completer != null) {
      return completer.complete(soFar, typed);
    }
    return option.values().stream()
        .map(v -> new Choice(v.label().in(soFar.language()), v.value()))
        .filter(c -> c.label().contains(typed) || c.value().startsWith(typed))
        .toList();
  }

  /** What may have been meant by the one word that is not known, as buttons that say it instead. */
  private List<Button> meant(Invocation given, Fault fault) {
    Command command = byName.get(given.command());
    if (command == null
        || !(fault instanceof Fault.Invalid invalid)
        || invalid.violations().size() != 1) {
      return List.of();
    }
    Invocation invocation;
    try {
      invocation = Caller.PERSON.call(() -> command.sorted(given));
    } catch (Fault stillUnclear) {
      return List.of();
    }
    return meant(invocation, invalid);
  }

  private List<Button> meant(Invocation invocation, Fault.Invalid invalid) {
    Violation wrong = invalid.violations().getFirst();
    String option = wrong.what().option();
    String given = invocation.option(option).orElse("");
    if (wrong.value().isBlank() || !given.contains(wrong.value())) {
      return List.of();
    }
    return complete(invocation, option, wrong.value()).stream()
        .filter(choice -> !choice.value().equals(wrong.value()))
        .limit(MEANT)
        .map(
            choice -> {
              Map<String, String> options = new LinkedHashMap<>(invocation.options());
              options.put(
                  option,
                  given.equals(wrong.value())
                      ? choice.value()
                      : given.replace(wrong.value(), choice.value()));
              return new Button(
                  choice.label(), Button.Style.PLAIN, invocation.command(), options, false);
            })
        .toList();
  }

  private static Reply refusal(Invocation invocation, Text text, List<Button> meant) {
    Post post =
        Post.lines(ChatTexts.NOT_DONE.in(invocation.language()), text.in(invocation.language()));
    return new Reply.Private(meant.isEmpty() ? post : post.withButtons(List.of(meant)));
  }
}
