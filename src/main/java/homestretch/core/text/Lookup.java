package homestretch.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds things by what somebody types of one of their names: its letters or characters, its pinyin
 * or the initials of that, mixed as people type them, and with a slip of the finger.
 */
public final class Lookup {
  /** Names whose readings are remembered; more than any campaign has. */
  private static final int REMEMBERED = 20_000;

  private static final int SHORTEST_WITH_A_SLIP = 3;
  private static final int SHORTEST_WITH_TWO_SLIPS = 6;

  private final Readings readings;
  private final Map<String, List<List<String>>> spelled = new ConcurrentHashMap<>();

  /** How well a name fits, the best first. */
  private enum Fit {
    SAME,
    BEGINS,
    HOLDS,
    SPELLED_WHOLE,
    SPELLED,
    SPELLED_INSIDE,
    SLIP
  }

  private record Found<T>(T thing, Fit fit, int place) {}

  public Lookup(Readings readings) {
    this.readings = readings;
  }

  /**
   * Those that fit, the best first; those with a slip only if nothing fits without one.
   *
   * @param names all names of a thing: code, names in both languages, short name
   */
  public <T> List<T> find(List<T> all, Function<T, List<String>> names, String typed) {
    String wanted = Words.key(typed);
    if (wanted.isEmpty()) {
      return List.copyOf(all);
    }
    List<Found<T>> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Fit best = best(names.apply(all.get(i)), wanted);
      if (best != null) {
        found.add(new Found<>(all.get(i), best, i));
      }
    }
    boolean clean = found.stream().anyMatch(f -> f.fit() != Fit.SLIP);
    return found.stream()
        .filter(f -> !clean || f.fit() != Fit.SLIP)
        .sorted(Comparator.comparing((Found<T> f) -> f.fit()).thenComparing(Found::place))
        .map(Found::thing)
        .toList();
  }

  /** The only one whose whole name is spelled so, in pinyin or in its initials; null: none. */
  public <T> @Nullable T spelled(List<T> all, Function<T, List<String>> names, String typed) {
    String wanted = Words.key(typed);
    List<T> whole =
        wanted.isEmpty()
            ? List.of()
            : all.stream()
                .filter(t -> names.apply(t).stream().anyMatch(n -> spells(of(n), 0, wanted, true)))
                .toList();
    return whole.size() == 1 ? whole.getFirst() : null;
  }

  private @Nullable Fit best(List<String> names, String wanted) {
    Fit best = null;
    for (String name : names) {
      Fit fit = fit(name, wanted);
      if (fit != null && (best == null || fit.compareTo(best) < 0)) {
        best = fit;
      }
    }
    return best;
  }

  private @Nullable Fit fit(String name, String wanted) {
    String key = Words.key(name);
    if (key.equals(wanted)) {
      return Fit.SAME;
    }
    if (key.startsWith(wanted)) {
      return Fit.BEGINS;
    }
    if (key.contains(wanted)) {
      return Fit.HOLDS;
    }
    List<List<String>> letters = of(name);
    if (spells(letters, 0, wanted, true)) {
      return Fit.SPELLED_WHOLE;
    }
    for (int from = 0; from < letters.size(); from++) {
      if (spells(letters, from, wanted, false)) {
        return from == 0 ? Fit.SPELLED : Fit.SPELLED_INSIDE;
      }
    }
    return isSlipOf(key, wanted)
            || isSlipOf(first(letters, false), wanted)
            || isSlipOf(first(letters, true), wanted)
        ? Fit.SLIP
        : null;
  }

  /** Each character of a name by its readings; whatever is no Chinese character reads as itself. */
  private List<List<String>> of(String name) {
    List<List<String>> known = spelled.get(name);
    if (known != null) {
      return known;
    }
    List<List<String>> made =
        Words.key(name)
            .codePoints()
            .mapToObj(
                c -> {
                  List<String> read = readings.of(c);
                  return read.isEmpty() ? List.of(Character.toString(c)) : List.copyOf(read);
                })
            .toList();
    if (spelled.size() < REMEMBERED) {
      spelled.put(name, made);
    }
    return made;
  }

  /** Whether the letters spell the characters from one on, each by a reading or its initial. */
  private static boolean spells(
      List<List<String>> characters, int from, String letters, boolean whole) {
    if (letters.isEmpty()) {
      return !whole || from == characters.size();
    }
    if (from == characters.size()) {
      return false;
    }
    for (String reading : characters.get(from)) {
      if (letters.startsWith(reading)) {
        if (spells(characters, from + 1, letters.substring(reading.length()), whole)) {
          return true;
        }
      } else if (!whole && reading.startsWith(letters)) {
        return true;
      }
      if (reading.charAt(0) == letters.charAt(0)
          && reading.length() > 1
          && spells(characters, from + 1, letters.substring(1), whole)) {
        return true;
      }
    }
    return false;
  }

  private static String first(List<List<String>> characters, boolean initials) {
    StringBuilder text = new StringBuilder();
    for (List<String> readings : characters) {
      String reading = readings.getFirst();
      text.append(initials ? reading.substring(0, reading.offsetByCodePoints(0, 1)) : reading);
    }
    return text.toString();
  }

  /** Whether it is the beginning of a name but for a slip or two, by its length. */
  private static boolean isSlipOf(String name, String typed) {
    int slips =
        typed.length() < SHORTEST_WITH_A_SLIP
            ? 0
            : typed.length() < SHORTEST_WITH_TWO_SLIPS ? 1 : 2;
    return slips > 0 && distanceToBeginning(name, typed) <= slips;
  }

  /**
   * The fewest letters changed, left out, added or swapped with their neighbour that make a
   * beginning of the name of what was typed (optimal string alignment).
   */
  private static int distanceToBeginning(String name, String typed) {
    int[] before = new int[name.length() + 1];
    int[] above = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      int[] row = new int[name.length() + 1];
      row[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        boolean same = typed.charAt(i - 1) == name.charAt(j - 1);
        row[j] = Math.min(above[j - 1] + (same ? 0 : 1), Math.min(above[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && typed.charAt(i - 1) == name.charAt(j - 2)
            && typed.charAt(i - 2) == name.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    int best = above[0];
    for (int distance : above) {
      best = Math.min(best, distance);
    }
    return best;
  }
}
