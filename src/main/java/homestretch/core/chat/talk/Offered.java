package homestretch.core.chat.talk;

import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Form;
import homestretch.core.chat.Marks;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a person was offered and may reply to, as {@link Recall} keeps it: lines of words. */
sealed interface Offered {
  /** Where the command was sent: it decides the campaign, wherever the reply is written. */
  Address where();

  /**
   * @param ids of the buttons, in the order of their numbers
   */
  record Choices(Address where, List<String> ids) implements Offered {
    private static final int MARK = 5;

    /** Tells these choices from others; {@code #} and a few letters and digits. */
    String mark() {
      return Marks.of(String.join("\n", ids)).substring(0, MARK);
    }

    /** What is said to choose each of them, and of no other choices. */
    List<String> sayings() {
      return IntStream.rangeClosed(1, ids.size()).mapToObj(n -> n + " " + mark()).toList();
    }
  }

  /**
   * A form in the middle of being asked.
   *
   * @param next the field whose answer is awaited
   */
  record Asking(Address where, Form form, int next) implements Offered {
    Form.Field field() {
      return form.fields().get(next);
    }

    /** With the field's answer, and the one after it awaited; empty: that was the last. */
    Optional<Asking> answered(String value) {
      Asking filled = with(value);
      return next + 1 == form.fields().size()
          ? Optional.empty()
          : Optional.of(new Asking(where, filled.form, next + 1));
    }

    Asking with(String value) {
      List<Form.Field> fields = new ArrayList<>(form.fields());
      fields.set(next, field().holding(value));
      return new Asking(where, new Form(form.title(), form.command(), form.fixed(), fields), next);
    }
  }

  default String written() {
    List<String> lines = new ArrayList<>();
    lines.add(joined(where().platform(), where().channel()));
    switch (this) {
      case Choices choices -> {
        lines.add("choices");
        choices.ids().forEach(id -> lines.add(joined(id)));
      }
      case Asking asking -> {
        Form form = asking.form();
        lines.add("form");
        lines.add(
            joined(
                String.valueOf(asking.next()),
                form.title(),
                new Button("", Button.Style.PLAIN, form.command(), form.fixed(), false).id()));
        for (Form.Field f : form.fields()) {
          lines.add(
              joined(
                  f.option(),
                  f.label(),
                  f.value(),
                  f.hint(),
                  f.required() ? "required" : "",
                  f.multiline() ? "multiline" : "",
                  f.kind().name()));
        }
      }
    }
    return String.join("\n", lines);
  }

  static Offered read(String written) {
    List<List<String>> lines = written.lines().map(Offered::words).toList();
    Address where = new Address(lines.get(0).get(0), lines.get(0).get(1));
    List<List<String>> rest = lines.subList(2, lines.size());
    if (lines.get(1).getFirst().equals("choices")) {
      return new Choices(where, rest.stream().map(List::getFirst).toList());
    }
    List<String> head = rest.getFirst();
    Button.Pressed opening = Button.Pressed.of(head.get(2));
    List<Form.Field> fields =
        rest.subList(1, rest.size()).stream()
            .map(
                f ->
                    new Form.Field(
                        f.get(0),
                        f.get(1),
                        f.get(2),
                        f.get(3),
                        !f.get(4).isEmpty(),
                        !f.get(5).isEmpty(),
                        Form.Kind.valueOf(f.get(6))))
            .toList();
    return new Asking(
        where,
        new Form(head.get(1), opening.command(), opening.options(), fields),
        Integer.parseInt(head.get(0)));
  }

  private static String joined(String... words) {
    List<String> encoded = new ArrayList<>();
    for (String word : words) {
      encoded.add(URLEncoder.encode(word, StandardCharsets.UTF_8));
    }
    return String.join("&", encoded);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split("&", -1)) {
      words.add(URLDecoder.decode(word, StandardCharsets.UTF_8));
    }
    return words;
  }
}
