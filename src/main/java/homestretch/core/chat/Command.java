package homestretch.core.chat;

import homestretch.core.text.Text;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One chat command, the same on every platform. No option is mandatory: what is missing is asked
 * for or defaulted by the handler.
 *
 * @param name the English name as typed after the slash; of a sub-command both words, such as
 *     {@code blocker raise}
 * @param label the localized name, with as many words
 * @param access who may use it; checked by {@link Commands} before the handler is asked
 * @param free the option that takes what is typed without an option's name, as in {@code /report
 *     GBR 60.2}; empty: there is none
 * @param sorter tells apart what {@link #WORDS} name; null: words are the option {@code free}
 * @param example a whole line as somebody would type it, for the help; empty: the name alone
 * @param open whether the answer is one that the whole channel sees
 */
public record Command(
    String name,
    Text label,
    Text description,
    List<Option> options,
    Handler handler,
    Access access,
    String free,
    @Nullable UnaryOperator<Invocation> sorter,
    Text example,
    boolean open) {
  /** In place of an option: words without an option's name, which the sorter gives to options. */
  public static final String WORDS = "words";

  /** The invocation with each word as the option that it names. */
  Invocation sorted(Invocation invocation) {
    return sorter == null ? invocation : sorter.apply(invocation);
  }

  @FunctionalInterface
  public interface Handler {
    Reply handle(Invocation invocation);
  }

  /** Who may use a command in a channel's campaign (spec/interface.md, "Who may what"). */
  public enum Access {
    ANYONE,
    /** Who is linked to a department. */
    REPORTER,
    /** Reviewers, and administrators. */
    REVIEWER,
    ADMINISTRATOR
  }

  public Command {
    options = List.copyOf(options);
  }

  /** A command for everybody. */
  public Command(String name, Text label, Text description, List<Option> options, Handler handler) {
    this(
        name,
        label,
        description,
        options,
        handler,
        Access.ANYONE,
        "",
        null,
        new Text("", ""),
        false);
  }

  public Command needing(Access needed) {
    return new Command(
        name, label, description, options, handler, needed, free, sorter, example, open);
  }

  /** Takes words without an option's name as that option's. */
  public Command taking(String option) {
    return new Command(
        name, label, description, options, handler, access, option, null, example, open);
  }

  /**
   * Takes words without an option's name as several options.
   *
   * @param option that of a single word that names nothing
   */
  public Command sorting(String option, UnaryOperator<Invocation> by) {
    return new Command(
        name, label, description, options, handler, access, option, by, example, open);
  }

  public Command such(Text line) {
    return new Command(
        name, label, description, options, handler, access, free, sorter, line, open);
  }

  /** Answers the whole channel. */
  public Command toAll() {
    return new Command(
        name, label, description, options, handler, access, free, sorter, example, true);
  }
}
