package homestretch.core.chat;

import homestretch.core.store.Code;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of typed commands, for platforms without commands of their own: {@code /report
 * goal:GBR note:"two words"}, {@code 上报 GBR 60.2}. Commands and options go by their English or
 * their localized names; what a Chinese keyboard makes of the slash, the colon and the quotes is
 * taken as meant. Where a command {@linkplain Command#free takes} words without an option's name,
 * they stand first.
 */
public final class CommandLine {
  /** What a line means. */
  public sealed interface Reading {}

  public record Use(Command command, Map<String, String> options) implements Reading {}

  public record Unclear(Text why) implements Reading {}

  /**
   * What can stand at the caret.
   *
   * @param from where an offer's text goes in the line
   * @param to up to here it replaces what stands there
   * @param hint what is expected here, may be empty
   * @param preselect whether something was typed that the first offer would complete
   */
  public record Offers(int from, int to, String hint, boolean preselect, List<Offer> items) {
    static Offers none(int caret, String hint) {
      return new Offers(caret, caret, hint, false, List.of());
    }
  }

  public record Offer(String text, String label, String hint) {}

  /** Asks for an option's values. */
  @FunctionalInterface
  public interface Values {
    List<Choice> of(Command command, Map<String, String> others, String option, String typed);
  }

  /**
   * A word of the line after the command.
   *
   * @param name what stands before the colon, or the whole word without one
   * @param valueAt where the value begins, its quote included; −1 without a colon
   * @param value without quotes, as far as it goes
   * @param open whether its quote is not closed
   */
  private record Word(int from, int to, String name, int valueAt, String value, boolean open) {}

  private record Named(Command command, int end) {}

  private static final String SLASHES = "/／、";
  private static final String COLONS = ":：";
  private static final Map<Character, Character> QUOTES = Map.of('"', '"', '“', '”', '「', '」');

  /** What people write for an option that is called otherwise. */
  private static final Map<String, List<String>> ALSO =
      Map.of("note", List.of("备注"), "role", List.of("部门", "群"));

  private final List<Command> commands;

  public CommandLine(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  public Reading read(String typed) {
    // What turns the direction of the text around it would be read back in an error.
    String line = Code.text(typed);
    int start = start(line);
    Optional<Named> named = named(line, start < 0 ? indent(line) : start);
    if (named.isEmpty() && start < 0) {
      return new Unclear(CommandLineTexts.COMMANDS_ONLY);
    }
    if (named.isEmpty()) {
      String first = line.substring(start, wordEnd(line, start));
      List<Command> parts = partsOf(first);
      if (!parts.isEmpty()) {
        return new Unclear(CommandLineTexts.whichOf(parts));
      }
      return new Unclear(CommandLineTexts.noCommand(first));
    }
    Command command = named.get().command();
    Map<String, String> options = new LinkedHashMap<>();
    int rest = named.get().end();
    if (!command.free().isEmpty()) {
      int end = freeEnd(command, line, rest);
      String free = line.substring(rest, end).strip();
      if (!free.isEmpty()) {
        options.put(command.sorter() == null ? command.free() : Command.WORDS, unquoted(free));
      }
      rest = end;
    }
    for (Word word : words(line, rest)) {
      Optional<Option> option = option(command, word.name());
      if (option.isEmpty()) {
        return new Unclear(
            word.valueAt() < 0
                ? bare(command, options, word)
                : CommandLineTexts.noOption(command, word.name()));
      }
      if (word.valueAt() < 0) {
        return new Unclear(CommandLineTexts.withoutValue(word.name()));
      }
      if (word.open()) {
        return new Unclear(CommandLineTexts.quoteOpen(word.name()));
      }
      if (options.put(option.get().name(), word.value()) != null) {
        return new Unclear(CommandLineTexts.twice(word.name()));
      }
    }
    return new Use(command, options);
  }

  /** The sub-commands of a word, such as raise, list and resolve of {@code blocker}. */
  private List<Command> partsOf(String word) {
    String lower = word.toLowerCase(Locale.ROOT) + " ";
    return word.isEmpty()
        ? List.of()
        : commands.stream()
            .filter(c -> names(c).anyMatch(n -> n.toLowerCase(Locale.ROOT).startsWith(lower)))
            .toList();
  }

  /**
   * Where the words without an option's name end: at the first that has one, so that a figure's own
   * blanks, commas and slashes are left as they were typed.
   */
  private static int freeEnd(Command command, String line, int from) {
    int at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    // A text in quotes is one, whatever is like an option in it.
    at = Math.max(at, quoteEnd(line, at));
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      Word word = word(line, at);
      // What is quoted behind a colon is no figure: an option, if perhaps one that there is not.
      boolean quoted = word.valueAt() >= 0 && QUOTES.containsKey(charAt(line, word.valueAt()));
      if (quoted || option(command, word.name()).isPresent() && !isCell(line, at, word)) {
        return at;
      }
      at = Math.max(wordEnd(line, at), at + 1);
    }
    return line.length();
  }

  /** Whether a word without a value is a heading of pasted rows: 指标, a tab, 数值. */
  private static boolean isCell(String line, int at, Word word) {
    return word.valueAt() < 0
        && (at > 0 && line.charAt(at - 1) == '\t' || charAt(line, wordEnd(line, at)) == '\t');
  }

  /** Behind the quote that closes the one there, as the last of its word; −1 if there is none. */
  private static int quoteEnd(String line, int from) {
    @Nullable Character closing = QUOTES.get(charAt(line, from));
    if (closing == null) {
      return -1;
    }
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == closing) {
        return Character.isWhitespace(charAt(line, i + 1)) ? i + 1 : -1;
      }
    }
    return -1;
  }

  /** Without the quotes around the whole, as behind an option's colon. */
  private static String unquoted(String free) {
    if (quoteEnd(free, 0) != free.length()) {
      return free;
    }
    Word word = word(":" + free, 0);
    return word.value().isBlank() ? free : word.value().strip();
  }

  private static char charAt(String line, int at) {
    return at < line.length() ? line.charAt(at) : ' ';
  }

  /**
   * The line that does what a button does, with the names of a language; empty: no line can, as the
   * button says something that nobody types.
   */
  public Optional<String> line(String command, Map<String, String> options, Language language) {
    Optional<Command> found = commands.stream().filter(c -> c.name().equals(command)).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder line = new StringBuilder("/").append(found.get().label().in(language));
    for (Map.Entry<String, String> given : options.entrySet()) {
      Optional<Option> option =
          found.get().options().stream().filter(o -> o.name().equals(given.getKey())).findFirst();
      if (option.isEmpty()) {
        return Optional.empty();
      }
      line.append(' ')
          .append(option.get().label().in(language))
          .append(':')
          .append(quoted(given.getValue()));
    }
    return Optional.of(line.toString());
  }

  public Offers complete(String line, int caret, Language language, Values values) {
    int start = start(line);
    int name = start < 0 ? indent(line) : start;
    Optional<Named> named = named(line, name).filter(n -> n.end() < caret);
    if (named.isEmpty() && (start < 0 || caret < start)) {
      return Offers.none(caret, "");
    }
    if (named.isEmpty()) {
      return commands(line, start, caret, language);
    }
    Command command = named.get().command();
    Optional<Word> free = free(command, line, named.get().end(), caret);
    if (free.isPresent()) {
      return values(command, List.of(), free.get(), line, language, values);
    }
    List<Word> words = words(line, named.get().end());
    for (Word word : words) {
      if (word.from() <= caret && caret <= word.to()) {
        List<Word> others = words.stream().filter(w -> w != word).toList();
        return word.valueAt() < 0 || caret < word.valueAt()
            ? options(command, others, word, caret, language)
            : values(command, others, word, line, language, values);
      }
    }
    Word nothing = new Word(caret, caret, "", -1, "", false);
    return options(command, words, nothing, caret, language);
  }

  /** The first word behind the command, where it takes one without an option's name. */
  private static Optional<Word> free(Command command, String line, int end, int caret) {
    List<Word> words = words(line, end);
    if (command.free().isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    Word first = words.getFirst();
    boolean isOption =
        first.valueAt() >= 0
            || names(command, command.free()).anyMatch(n -> startsWith(n, first.name()));
    return isOption || caret < first.from() || caret > first.to()
        ? Optional.empty()
        : Optional.of(
            new Word(first.from(), first.to(), command.free(), first.from(), first.name(), false));
  }

  private static Stream<String> names(Command command, String option) {
    return command.options().stream().filter(o -> o.name().equals(option)).flatMap(o -> names(o));
  }

  private static boolean startsWith(String name, String typed) {
    return name.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
  }

  private Offers commands(String line, int start, int caret, Language language) {
    String typed = line.substring(start, caret).strip();
    List<Command> found = matching(commands, typed, CommandLine::names);
    boolean exact = found.stream().flatMap(CommandLine::names).anyMatch(typed::equalsIgnoreCase);
    List<Offer> items =
        found.stream()
            .map(
                c -> {
                  String label = "/" + c.label().in(language);
                  return new Offer(
                      c.options().isEmpty() ? label : label + " ",
                      label,
                      c.description().in(language));
                })
            .toList();
    int from = line.length() - line.stripLeading().length();
    return new Offers(from, wordEnd(line, caret), "", !typed.isEmpty() && !exact, items);
  }

  private static Offers options(
      Command command, List<Word> others, Word word, int caret, Language language) {
    String typed = word.name().substring(0, Math.min(word.name().length(), caret - word.from()));
    List<Option> free =
        command.options().stream()
            .filter(
                o -> others.stream().noneMatch(w -> names(o).anyMatch(w.name()::equalsIgnoreCase)))
            .toList();
    List<Offer> items =
        matching(free, typed, CommandLine::names).stream()
            .map(
                o ->
                    new Offer(
                        o.label().in(language) + ":",
                        o.label().in(language),
                        o.description().in(language)))
            .toList();
    int to = word.valueAt() < 0 ? word.to() : word.valueAt();
    return new Offers(word.from(), to, command.description().in(language), !typed.isEmpty(), items);
  }

  private static Offers values(
      Command command,
      List<Word> others,
      Word word,
      String line,
      Language language,
      Values values) {
    Optional<Option> option = option(command, word.name());
    if (option.isEmpty()) {
      return Offers.none(word.to(), CommandLineTexts.noOption(command, word.name()).in(language));
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (Word other : others) {
      option(command, other.name())
          .filter(o -> other.valueAt() >= 0)
          .ifPresent(o -> given.put(o.name(), other.value()));
    }
    List<Choice> choices = values.of(command, given, option.get().name(), word.value());
    boolean exact = choices.stream().anyMatch(c -> c.value().equals(word.value()));
    // A blank ends the value, so that the next option can be typed at once.
    String after = word.to() < line.length() ? "" : " ";
    List<Offer> items =
        choices.stream()
            .map(
                c ->
                    new Offer(
                        quoted(c.value()) + after,
                        c.label(),
                        c.label().equals(c.value()) ? "" : c.value()))
            .toList();
    return new Offers(
        word.valueAt(),
        word.to(),
        option.get().label().in(language) + " · " + option.get().description().in(language),
        !word.value().isEmpty() && !exact,
        items);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Where the command's name begins; −1 if the line does not begin with a slash. */
  private static int start(String line) {
    int first = indent(line);
    return first < line.length() && SLASHES.indexOf(line.charAt(first)) >= 0 ? first + 1 : -1;
  }

  /** The command with the longest name that stands there as whole words. */
  private Optional<Named> named(String line, int start) {
    @Nullable Named best = null;
    for (Command command : commands) {
      for (String name : names(command).toList()) {
        int end = start + name.length();
        if (line.regionMatches(true, start, name, 0, name.length())
            && (end == line.length() || Character.isWhitespace(line.charAt(end)))
            && (best == null || end > best.end())) {
          best = new Named(command, end);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static List<Word> words(String line, int from) {
    List<Word> words = new ArrayList<>();
    int at = from;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      Word word = word(line, at);
      words.add(word);
      at = word.to();
    }
    return words;
  }

  private static Word word(String line, int from) {
    int at = from;
    while (at < line.length()
        && !Character.isWhitespace(line.charAt(at))
        && COLONS.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    String name = line.substring(from, at);
    if (at == line.length() || Character.isWhitespace(line.charAt(at))) {
      return new Word(from, at, name, -1, "", false);
    }
    int valueAt = at + 1;
    @Nullable Character closing = valueAt < line.length() ? QUOTES.get(line.charAt(valueAt)) : null;
    if (closing == null) {
      int to = wordEnd(line, valueAt);
      return new Word(from, to, name, valueAt, line.substring(valueAt, to), false);
    }
    StringBuilder value = new StringBuilder();
    for (int i = valueAt + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == closing) {
        return new Word(from, i + 1, name, valueAt, value.toString(), false);
      }
      if (c == '\\'
          && i + 1 < line.length()
          && (line.charAt(i + 1) == closing || line.charAt(i + 1) == '\\')) {
        i++;
      }
      value.append(line.charAt(i));
    }
    return new Word(from, line.length(), name, valueAt, value.toString(), true);
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String quoted(String value) {
    boolean plain =
        !value.isEmpty()
            && value.chars().noneMatch(Character::isWhitespace)
            && !QUOTES.containsKey(value.charAt(0));
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Optional<Option> option(Command command, String name) {
    return command.options().stream()
        .filter(o -> names(o).anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  private static Stream<String> names(Command command) {
    return Stream.of(command.name(), command.label().zh(), command.label().en());
  }

  private static Stream<String> names(Option option) {
    return Stream.concat(
        Stream.of(option.name(), option.label().zh(), option.label().en()),
        ALSO.getOrDefault(option.name(), List.of()).stream());
  }

  /** Those whose name begins with what was typed, then those that contain it. */
  private static <T> List<T> matching(
      List<T> all, String typed, java.util.function.Function<T, Stream<String>> names) {
    String lower = typed.toLowerCase(Locale.ROOT);
    List<T> found =
        new ArrayList<>(
            all.stream()
                .filter(
                    t -> names.apply(t).anyMatch(n -> n.toLowerCase(Locale.ROOT).startsWith(lower)))
                .toList());
    all.stream()
        .filter(t -> !found.contains(t))
        .filter(t -> names.apply(t).anyMatch(n -> n.toLowerCase(Locale.ROOT).contains(lower)))
        .toList()
        .forEach(found::add);
    return found;
  }

  /**
   * @param before the options that were read already: a bare word after one is most likely the rest
   *     of its value
   */
  private static Text bare(Command command, Map<String, String> before, Word word) {
    if (command.options().isEmpty()) {
      return CommandLineTexts.noOption(command, word.name());
    }
    if (!before.isEmpty()) {
      Map.Entry<String, String> last = List.copyOf(before.entrySet()).getLast();
      Text label = option(command, last.getKey()).orElseThrow().label();
      String whole = "\"" + last.getValue() + " " + word.name() + "\"";
      return CommandLineTexts.restOf(label, whole, word.name());
    }
    return CommandLineTexts.withoutOption(word.name(), command.options().getFirst().label());
  }
}
