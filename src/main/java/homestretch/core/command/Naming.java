package homestretch.core.command;

import homestretch.core.chat.Choice;
import homestretch.core.chat.Invocation;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.store.Code;
import homestretch.core.text.Language;
import homestretch.core.text.Lookup;
import homestretch.core.text.Text;
import java.util.List;
import java.util.function.Function;

/** How people name departments, leagues and goals, and what they may mean by what they type. */
final class Naming {
  /** How many names an error offers. */
  private static final int SUGGESTIONS = 5;

  private final Lookup lookup;

  Naming(Lookup lookup) {
    this.lookup = lookup;
  }

  static List<String> namesOf(Goal goal) {
    return List.of(goal.code(), goal.name().zh(), goal.name().en());
  }

  static List<String> namesOf(Department department) {
    return department.shortName().isEmpty()
        ? List.of(department.code(), department.name().zh(), department.name().en())
        : List.of(
            department.code(),
            department.name().zh(),
            department.name().en(),
            department.shortName());
  }

  static List<String> namesOf(League league) {
    return List.of(league.code(), league.name().zh(), league.name().en());
  }

  /**
   * By code, or by the name in either language that only one has, whatever the case; or by the
   * whole of a name in pinyin or its initials. Of anything else it is said what may be meant: no
   * guess is taken.
   */
  <T> T named(
      String field,
      List<T> all,
      Function<T, String> code,
      Function<T, Text> name,
      Function<T, List<String>> names,
      String named,
      Text what) {
    T found;
    try {
      found = Code.find(all, code, name, named);
    } catch (Fault.Invalid several) {
      throw new Fault.Invalid(field, named, several.violations().getFirst().expected());
    }
    if (found == null) {
      found = lookup.spelled(all, names, named);
    }
    if (found == null) {
      throw new Fault.Invalid(field, named, suggestion(what, all, names, lookup, named));
    }
    return found;
  }

  /** What may have been meant: those that look like it, else the first few there are. */
  static <T> Text suggestion(
      Text what, List<T> all, Function<T, List<String>> names, Lookup lookup, String typed) {
    List<T> near = lookup.find(all, names, typed);
    List<T> shown = (near.isEmpty() ? all : near).stream().limit(SUGGESTIONS).toList();
    if (all.isEmpty()) {
      return DeskTexts.noneSetUp(what);
    }
    Text said = new Text(listed(shown, names, 1, "、"), listed(shown, names, 2, ", "));
    return near.isEmpty()
        ? DeskTexts.existing(what, said, all.size() > shown.size())
        : DeskTexts.didYouMean(what, said);
  }

  private static <T> String listed(
      List<T> shown, Function<T, List<String>> names, int which, String between) {
    return String.join(
        between,
        shown.stream()
            .map(
                t -> {
                  String code = names.apply(t).getFirst();
                  String name = names.apply(t).get(which);
                  return name.equals(code) ? name : name + "（" + code + "）";
                })
            .map(text -> which == 1 ? text : text.replace("（", " (").replace("）", ")"))
            .toList());
  }

  /** What is offered for what was typed so far. */
  <T> List<Choice> choices(
      List<T> all, Function<T, List<String>> names, Invocation soFar, String typed) {
    int shown = soFar.language() == Language.ZH ? 1 : 2;
    return lookup.find(all, names, typed).stream()
        .map(t -> new Choice(names.apply(t).get(shown), names.apply(t).getFirst()))
        .toList();
  }
}
