package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link in the documentation arrives. */
class DocsLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void every_link_names_a_file_that_is_there_and_a_heading_in_it() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher found = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
      while (found.find()) {
        String link = found.group(1);
        if (link.matches("[a-z]+:.*")) {
          continue; // Another site's.
        }
        links++;
        if (!arrives(page, link)) {
          broken.add(Databases.HOME.relativize(page) + " → " + link);
        }
      }
    }
    assertThat(links).isGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(Databases.HOME, Databases.HOME.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static boolean arrives(Path page, String link) throws IOException {
    int mark = link.indexOf('#');
    String file = mark < 0 ? link : link.substring(0, mark);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return mark < 0
        || !target.toString().endsWith(".md")
        || HEADING
            .matcher(CODE.matcher(Files.readString(target)).replaceAll(""))
            .results()
            .anyMatch(heading -> anchor(heading.group(1)).equals(link.substring(mark + 1)));
  }

  /** A heading's anchor as GitHub makes it: lower case, dashes for spaces, no marks. */
  private static String anchor(String heading) {
    return heading
        .strip()
        .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }
}
