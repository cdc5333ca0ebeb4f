package homestretch.core.command;

import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.fault.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Words that came without an option's name, told apart by what they name: {@code /explain 临江区 GBR}.
 * What can be read in two ways is refused with both; what names nothing goes to the option that it
 * looks like, whose error says more.
 *
 * @param options what may be meant; the words come as the first of them
 */
record Unnamed(Desk desk, List<String> options) {
  /** More words than anybody needs; each may be part of a name with blanks. */
  private static final int MOST_WORDS = 12;

  static UnaryOperator<Invocation> of(Desk desk, String... options) {
    return new Unnamed(desk, List.of(options))::sort;
  }

  private Invocation sort(Invocation invocation) {
    String first = options.getFirst();
    // Some platforms have no words, only options; people write them into the first.
    boolean isUnnamed = invocation.option(Command.WORDS).isPresent();
    String text = invocation.option(isUnnamed ? Command.WORDS : first).orElse("");
    if (text.isEmpty() || (!isUnnamed && desk.isNamed(invocation, first, text))) {
      return invocation;
    }
    List<String> open =
        options.stream()
            .filter(o -> invocation.option(o).isEmpty() || (!isUnnamed && o.equals(first)))
            .toList();
    List<String> words = List.of(text.split("[\\s,，、;；]+"));
    if (words.size() > MOST_WORDS) {
      // Each way to cut them is looked up: nobody's long line may keep a thread at it.
      return with(invocation, Map.of(first, text));
    }
    List<Map<String, String>> readings = new ArrayList<>();
    read(invocation, words, open, Map.of(), readings);
    return switch (readings.size()) {
      case 0 -> with(invocation, slipped(invocation, words, open, text));
      case 1 -> with(invocation, readings.getFirst());
      default -> throw new Fault.Invalid(first, text, DeskTexts.whichOf(readings));
    };
  }

  /**
   * The word that names nothing goes to the option it looks like, whose error offers what is near.
   */
  private Map<String, String> slipped(
      Invocation invocation, List<String> words, List<String> open, String text) {
    if (open.isEmpty()) {
      return Map.of(options.getFirst(), text);
    }
    for (int cut = words.size() - 1; cut > 0; cut--) {
      String head = String.join(" ", words.subList(0, cut));
      String tail = String.join(" ", words.subList(cut, words.size()));
      for (String option : open) {
        boolean isHead = desk.isNamed(invocation, option, head);
        if (open.size() > 1 && (isHead || desk.isNamed(invocation, option, tail))) {
          List<String> left = open.stream().filter(o -> !o.equals(option)).toList();
          String rest = isHead ? tail : head;
          return Map.of(option, isHead ? head : tail, nearest(invocation, left, rest), rest);
        }
      }
    }
    return Map.of(nearest(invocation, open, text), text);
  }

  private String nearest(Invocation invocation, List<String> open, String text) {
    List<String> near = open.stream().filter(o -> desk.isNear(invocation, o, text)).toList();
    return near.size() == 1 ? near.getFirst() : open.getFirst();
  }

  private Invocation with(Invocation invocation, Map<String, String> read) {
    Map<String, String> sorted = new LinkedHashMap<>(invocation.options());
    if (sorted.remove(Command.WORDS) == null) {
      sorted.remove(options.getFirst());
    }
    sorted.putAll(read);
    return invocation.with(sorted);
  }

  /** Every way to take all words as names, each option at most once. */
  private void read(
      Invocation invocation,
      List<String> words,
      List<String> open,
      Map<String, String> before,
      List<Map<String, String>> readings) {
    if (words.isEmpty()) {
      readings.add(before);
      return;
    }
    for (int end = 1; end <= words.size(); end++) {
      String name = String.join(" ", words.subList(0, end));
      for (String option : open) {
        if (desk.isNamed(invocation, option, name)) {
          Map<String, String> read = new LinkedHashMap<>(before);
          read.put(option, name);
          List<String> left = open.stream().filter(o -> !o.equals(option)).toList();
          read(invocation, words.subList(end, words.size()), left, read, readings);
        }
      }
    }
  }
}
