package homestretch.core.chat.talk;

import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Form;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands on a platform that has no commands of its own: people write lines, and press buttons
 * where there are some. What the platform lacks is made up for by words: numbers to reply with
 * instead of buttons, a line to copy or one question after another instead of a form, a message to
 * the person instead of a private answer in the channel.
 *
 * <p>An adapter calls {@link #typed}, {@link #pressed} and {@link #sent} by {@link #take}, which
 * runs them on a thread of its own; each returns when the answer is given.
 */
public final class TypedConversation {
  private static final Logger log = LoggerFactory.getLogger(TypedConversation.class);

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:回复|选|选择|reply|choose)?\\s*#?(\\d{1,3})[.。、]?(?:\\s+(#[0-9a-z]{4}))?",
          Pattern.CASE_INSENSITIVE);

  /**
   * What came.
   *
   * @param event the platform's own id of the message or press; the same for another try of it
   * @param where the channel; of a chat with one person alone {@link Address#direct}
   * @param about the channel whose campaign it concerns: where a private answer of a group's stands
   *     in a chat with one person, its buttons concern the group's
   */
  public record Came(String event, Person person, Address where, Address about, Language language) {
    public Came(String event, Person person, Address where, Language language) {
      this(event, person, where, where, language);
    }

    Address direct() {
      return Address.direct(person.platform(), person.id());
    }
  }

  private final Commands commands;
  private final CommandLine grammar;
  private final Fitting fitting;
  private final ShortIds shortIds;
  private final Recall recall;
  private final Capabilities can;
  private final Answering answering;
  private final Intake intake;
  private final Function<String, Set<String>> departmentsOf;

  /**
   * @param answering of this platform; to be {@linkplain Answering#drain drained} at a stop
   * @param departmentsOf the platform's departments that a person belongs to, as far as they mean
   *     something to us; fails where the platform cannot tell now
   */
  public TypedConversation(
      Commands commands,
      Capabilities can,
      ShortIds shortIds,
      Recall recall,
      Answering answering,
      Function<String, Set<String>> departmentsOf) {
    this(commands, can, shortIds, recall, answering, departmentsOf, Intake.Limits.USUAL);
  }

  TypedConversation(
      Commands commands,
      Capabilities can,
      ShortIds shortIds,
      Recall recall,
      Answering answering,
      Function<String, Set<String>> departmentsOf,
      Intake.Limits limits) {
    this.intake = new Intake(limits);
    this.departmentsOf = departmentsOf;
    this.commands = commands;
    this.grammar = new CommandLine(commands.list());
    this.fitting = new Fitting(grammar);
    this.shortIds = shortIds;
    this.recall = recall;
    this.can = can;
    this.answering = answering;
  }

  /** Lets the answers that are under way come to their end. */
  public void drain() {
    answering.drain();
  }

  public Answering.Counts answers() {
    return answering.counts().turnedAway(intake.turnedAway());
  }

  /**
   * Takes something up on a thread of its own; returns at once. Where too much is under way, of the
   * person, in the chat or in all, nothing is done but to tell the person so, once in a while.
   *
   * @param work calls one of the methods below
   */
  public void take(Came came, Voice voice, Runnable work) {
    intake.take(
        came.where().channel(),
        came.person().id(),
        work,
        () -> {
          try {
            voice.say(Post.lines("", AnswerTexts.TOO_MANY.in(came.language())));
          } catch (RuntimeException e) {
            log.info("{}: who sends too much was not told: {}", came.where(), e.getMessage());
          }
        });
  }

  /** A message to the bot, without the mention by which it was called. */
  public void typed(Came came, String text, Voice voice) {
    String line = Words.trimmed(text);
    answer(came, voice, line.split("\\s", 2)[0], way -> line(came, line, way));
  }

  /**
   * A button of ours.
   *
   * @param id as the platform got it
   * @param isPrivate whether the message that carries it is for this person alone
   */
  public void pressed(Came came, String id, boolean isPrivate, Voice voice) {
    answer(
        came,
        voice,
        id,
        way -> {
          way.isAtItsMessage = can.answers().edits();
          return press(came, came.about(), id, isPrivate, way);
        });
  }

  /**
   * A button or a form of ours, pressed by somebody for whom it was not meant, or in another group
   * than it was made for, as where messages are forwarded: with it would go the rights of the
   * group.
   */
  public void forwarded(Came came, String id, Voice voice) {
    answer(came, voice, id, way -> Answering.expired(came.language()));
  }

  /**
   * A form of ours.
   *
   * @param form the id by which {@link #idOf} called it
   * @param values by the fields' options
   */
  public void sent(Came came, String form, Map<String, String> values, Voice voice) {
    answer(
        came,
        voice,
        form,
        way ->
            shortIds
                .full(Button.Pressed.of(form))
                .map(
                    opening -> {
                      Map<String, String> options = new LinkedHashMap<>(opening.options());
                      options.putAll(values);
                      return dispatch(came, came.about(), opening.command(), options);
                    })
                .orElseGet(() -> Answering.expired(came.language())));
  }

  /** What a platform that shows forms keeps as the form's id. */
  public static String idOf(Form form) {
    return new Button("", Button.Style.PLAIN, form.command(), form.fixed(), false).id();
  }

  private void answer(Came came, Voice voice, String what, Function<Way, Reply> command) {
    Way way = new Way(came, voice);
    answering.answer(
        new Answering.Question(
            came.event(), came.person().id(), came.language(), what, true, Answering.Place.OWN),
        way,
        () -> intake.work(() -> command.apply(way)));
  }

  private Reply line(Came came, String line, Way way) {
    Optional<Offered> offered = recall.of(came.where(), came.person().id()).map(Offered::read);
    if (offered.orElse(null) instanceof Offered.Choices choices) {
      Matcher number = NUMBER.matcher(Words.halfWidth(line));
      if (number.matches()) {
        String mark = number.group(2);
        return mark == null || mark.equals(choices.mark())
            ? choice(came, choices, Integer.parseInt(number.group(1)), way)
            : Answering.expired(came.language());
      }
    }
    CommandLine.Reading reading = grammar.read(line);
    if (offered.orElse(null) instanceof Offered.Asking asking
        && !(reading instanceof CommandLine.Use)) {
      return fieldAnswered(came, asking, line, way);
    }
    return switch (reading) {
      case CommandLine.Use(var command, var options) -> {
        recall.forget(came.where(), came.person().id());
        yield dispatch(came, came.where(), command.name(), options);
      }
      case CommandLine.Unclear(Text why) ->
          NUMBER.matcher(Words.halfWidth(line)).matches()
              ? said(AnswerTexts.NOTHING_TO_CHOOSE, came)
              : said(why, came);
    };
  }

  private Reply choice(Came came, Offered.Choices choices, int number, Way way) {
    if (number < 1 || number > choices.ids().size()) {
      return said(AnswerTexts.tooHigh(choices.ids().size()), came);
    }
    return press(came, choices.where(), choices.ids().get(number - 1), true, way);
  }

  private Reply press(Came came, Address where, String id, boolean isPrivate, Way way) {
    Owned owned = Owned.of(id);
    Optional<Button.Pressed> pressed = shortIds.full(Button.Pressed.of(owned.id()));
    if (pressed.isEmpty() || !commands.knows(pressed.get().command())) {
      return Answering.expired(came.language());
    }
    way.where = where;
    if (pressed.get().replaces()) {
      way.place =
          isPrivate || owned.owner().equals(came.person().id())
              ? Answering.Place.REPLACING
              : Answering.Place.WHISPERED;
    }
    return dispatch(came, where, pressed.get().command(), pressed.get().options());
  }

  private Reply dispatch(Came came, Address where, String command, Map<String, String> options) {
    Person person = came.person();
    Set<String> roles = new HashSet<>(person.roles());
    if (!where.isDirect()) {
      // Who speaks in a group can be given rights by the group: it is one of their roles.
      roles.add(where.channel());
    }
    Text ifForbidden = null;
    try {
      roles.addAll(departmentsOf.apply(person.id()));
    } catch (IllegalStateException e) {
      log.info("{}: {}", person.platform(), e.getMessage());
      // Without it somebody would only read that they may not, and nobody would know why.
      ifForbidden = AnswerTexts.DEPARTMENTS_UNKNOWN;
    }
    Person known = new Person(person.platform(), person.id(), person.name(), roles);
    return commands.dispatch(
        new Invocation(known, where, came.language(), command, options), ifForbidden);
  }

  private Reply fieldAnswered(Came came, Offered.Asking asking, String line, Way way) {
    way.where = asking.where();
    Form.Field field = asking.field();
    if (isWord(AnswerTexts.CANCEL, line)) {
      recall.forget(came.where(), came.person().id());
      return said(AnswerTexts.CANCELLED, came);
    }
    boolean rest = isWord(AnswerTexts.DONE, line);
    boolean same = rest || isWord(AnswerTexts.KEEP, line) || isWord(AnswerTexts.SKIP, line);
    String value = isWord(AnswerTexts.SKIP, line) && !field.required() ? "" : field.value();
    if (same && value.isEmpty() && field.required()) {
      return new Reply.Private(
          asked(asking, came.language()).with(AnswerTexts.REQUIRED.in(came.language())));
    }
    Offered.Asking filled = asking.with(same ? value : line);
    Optional<Offered.Asking> next = asking.answered(same ? value : line);
    if (next.isPresent() && !rest) {
      recall.keep(came.where(), came.person().id(), next.get().written());
      return new Reply.Private(asked(next.get(), came.language()));
    }
    recall.forget(came.where(), came.person().id());
    Map<String, String> options = new LinkedHashMap<>(filled.form().fixed());
    filled.form().fields().forEach(f -> options.put(f.option(), f.value()));
    Reply reply = dispatch(came, asking.where(), filled.form().command(), options);
    return reply;
  }

  private static boolean isWord(Text word, String line) {
    String typed = line.strip().toLowerCase(Locale.ROOT).replaceAll("[。.!！]$", "");
    return typed.equals(word.zh()) || typed.equals(word.en());
  }

  /** One field of a form as a question. */
  private static Post asked(Offered.Asking asking, Language language) {
    Form form = asking.form();
    Form.Field field = asking.field();
    List<String> lines = new ArrayList<>();
    lines.add(
        AnswerTexts.question(asking.next() + 1, form.fields().size(), field.label()).in(language));
    if (!field.value().isEmpty()) {
      lines.add(AnswerTexts.now(field.value()).in(language));
    } else if (!field.hint().isEmpty()) {
      lines.add(field.hint());
    }
    lines.add(AnswerTexts.howToAnswer(!field.value().isEmpty(), field.required()).in(language));
    return new Post(form.title(), List.of(new Block.Lines(lines)), "", List.of());
  }

  private Reply said(Text text, Came came) {
    return new Reply.Private(Post.lines("", text.in(came.language())));
  }

  /** The way back to who wrote, with what the platform lacks made up for. */
  private final class Way implements Exchange {
    private final Came came;
    private final Voice voice;
    private volatile Address where;

    /** Whether there is a message with the button that was pressed, and it can be changed. */
    private volatile boolean isAtItsMessage;

    private volatile Answering.Place place = Answering.Place.OWN;
    private boolean acknowledged;

    Way(Came came, Voice voice) {
      this.came = came;
      this.voice = voice;
      this.where = came.about();
    }

    @Override
    public boolean isPrivate() {
      return came.where().isDirect();
    }

    @Override
    public boolean opensForms() {
      return true;
    }

    @Override
    public int idLength() {
      // What stands as a number in the text is kept here, however long.
      return can.buttons().most() == 0 ? Integer.MAX_VALUE : can.buttons().idLength();
    }

    private void acknowledge() {
      if (!acknowledged) {
        acknowledged = true;
        voice.acknowledge();
      }
    }

    @Override
    public void open(Form form) {
      acknowledge();
      if (can.answers().forms()) {
        voice.open(form);
        return;
      }
      Offered.Asking asking = new Offered.Asking(where, form, 0);
      Post question = asked(asking, came.language());
      Optional<String> line = toCopy(form);
      if (line.isPresent()) {
        question = question.with(AnswerTexts.orCopy(line.get()).in(came.language()));
      }
      tell(fitting.answer(question, can, came.language()), asking);
    }

    private Optional<String> toCopy(Form form) {
      Map<String, String> options = new LinkedHashMap<>(form.fixed());
      form.fields().stream()
          .filter(f -> f.required() || !f.value().isEmpty())
          .forEach(f -> options.put(f.option(), f.value().isEmpty() ? "…" : f.value()));
      return shortIds
          .full(new Button.Pressed(form.command(), options, false))
          .flatMap(f -> grammar.line(f.command(), options, came.language()));
    }

    @Override
    public void say(Post post, Audience audience) {
      acknowledge();
      Fitting.Fitted fitted = fitting.answer(post, can, came.language());
      boolean alone = audience == Audience.ASKER || place == Answering.Place.WHISPERED;
      boolean replaces =
          isAtItsMessage
              && place == Answering.Place.REPLACING
              && (!alone || came.where().isDirect())
              && (fitted.choices().isEmpty() || can.buttons().numbered());
      if (replaces) {
        remember(came.where(), fitted, null);
        offering(fitted).replace(fitted.post());
      } else if (alone) {
        tell(fitted, null);
      } else {
        remember(came.where(), fitted, null);
        offering(fitted).say(fitted.post());
      }
    }

    private Voice offering(Fitting.Fitted fitted) {
      return fitted.choices().isEmpty()
          ? voice
          : voice.offering(new Offered.Choices(where, fitted.choices()).sayings());
    }

    private void tell(Fitting.Fitted fitted, Offered.@Nullable Asking asking) {
      boolean elsewhere =
          !came.where().isDirect()
              && can.answers().privacy() == Capabilities.Privacy.DIRECT_MESSAGE;
      Address there = elsewhere ? came.direct() : came.where();
      // First, as somebody may answer before the platform has told us that it took the question.
      remember(there, fitted, asking);
      try {
        offering(fitted).tell(fitted.post());
      } catch (Voice.CannotTell e) {
        recall.forget(there, came.person().id());
        voice.say(Post.lines("", AnswerTexts.WRITE_FIRST.in(came.language())));
        return;
      } catch (RuntimeException e) {
        if (elsewhere) {
          // In the group they would wait, and might send it again; the figure is not said there.
          voice.say(Post.lines("", AnswerTexts.PERHAPS_PRIVATELY.in(came.language())));
        }
        throw e;
      }
      if (elsewhere) {
        voice.say(Post.lines("", AnswerTexts.SENT_PRIVATELY.in(came.language())));
      }
    }

    private void remember(Address chat, Fitting.Fitted fitted, Offered.@Nullable Asking asking) {
      if (asking != null) {
        recall.keep(chat, came.person().id(), asking.written());
      } else if (!fitted.choices().isEmpty()) {
        recall.keep(
            chat, came.person().id(), new Offered.Choices(where, fitted.choices()).written());
      }
    }

    @Override
    public void replace(Post post) {
      throw new IllegalStateException("the place of a typed answer is known to itself");
    }

    @Override
    public boolean announce(Announcement announcement) {
      acknowledge();
      return false;
    }

    @Override
    public void fill(Post post) {
      throw new IllegalStateException("nothing was announced");
    }

    @Override
    public void takeBack() {
      throw new IllegalStateException("nothing was announced");
    }

    @Override
    public void whisper(Post post) {
      throw new IllegalStateException("nothing was announced");
    }
  }
}
