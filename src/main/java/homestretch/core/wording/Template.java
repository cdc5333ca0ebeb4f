package homestretch.core.wording;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines with placeholders such as {@code {days}}; {@code {{} and {@code }}} are braces. The first
 * line is the title. A line of which a placeholder has nothing to say is left out.
 */
public final class Template {
  private static final int MOST_LINES = 20;
  private static final int MOST_CHARACTERS = 1500;

  private sealed interface Part {
    record Words(String words) implements Part {}

    record Placeholder(String name) implements Part {}
  }

  private final List<List<Part>> lines;

  private Template(List<List<Part>> lines) {
    this.lines = lines;
  }

  /**
   * @param field named in errors
   * @param known the placeholders there are
   * @throws Fault.Invalid naming the placeholder or the line that is wrong
   */
  public static Template parse(String field, String text, Set<String> known) {
    List<String> raw = text.strip().lines().toList();
    if (raw.isEmpty()
        || raw.getFirst().isBlank()
        || raw.size() > MOST_LINES
        || text.length() > MOST_CHARACTERS) {
      throw new Fault.Invalid(
          field,
          text,
          new Text(
              "1–" + MOST_LINES + " 行、至多 " + MOST_CHARACTERS + " 字，第一行为标题",
              "1–"
                  + MOST_LINES
                  + " lines, at most "
                  + MOST_CHARACTERS
                  + " characters, the first line being the title"));
    }
    List<List<Part>> lines = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      lines.add(line(field + ":" + (i + 1), raw.get(i).strip(), known));
    }
    return new Template(lines);
  }

  private static List<Part> line(String place, String line, Set<String> known) {
    List<Part> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean doubled = i + 1 < line.length() && line.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        words.append(c);
        i++;
      } else if (c == '{') {
        int end = line.indexOf('}', i);
        if (end < 0) {
          throw unbalanced(place, line.substring(i));
        }
        String name = line.substring(i + 1, end).strip();
        if (!known.contains(name)) {
          List<String> names = known.stream().sorted().map(n -> "{" + n + "}").toList();
          throw new Fault.Invalid(
              place,
              "{" + name + "}",
              new Text(
                  "占位符 " + String.join("、", names) + " 之一",
                  "one of the placeholders " + String.join(", ", names)));
        }
        parts.add(new Part.Words(words.toString()));
        parts.add(new Part.Placeholder(name));
        words.setLength(0);
        i = end;
      } else if (c == '}') {
        throw unbalanced(place, line.substring(0, i + 1));
      } else if (Character.isISOControl(c)) {
        words.append(' ');
      } else {
        words.append(c);
      }
    }
    parts.add(new Part.Words(words.toString()));
    return parts;
  }

  private static Fault unbalanced(String place, String at) {
    return new Fault.Invalid(
        place,
        at,
        new Text("成对的 { 与 }；要写花括号本身，用 {{ 或 }}", "{ and } in pairs; for a brace itself, {{ or }}"));
  }

  /**
   * @param values of every placeholder; empty: nothing to say
   * @return the title and the lines below it
   */
  public List<String> fill(Map<String, String> values) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      StringBuilder text = new StringBuilder();
      boolean silent = false;
      for (Part part : lines.get(i)) {
        switch (part) {
          case Part.Words(String words) -> text.append(words);
          case Part.Placeholder(String name) -> {
            String value = values.getOrDefault(name, "");
            silent |= value.isEmpty();
            text.append(value);
          }
        }
      }
      // A title there must be, whatever it lacks.
      if (i == 0 || (!silent && !text.isEmpty())) {
        filled.add(text.toString());
      }
    }
    return filled;
  }
}
