import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * google-java-format over every source: {@code check} fails on the first unformatted, {@code fix}
 * mends.
 */
public final class Format {
  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file);
        String formatted = formatter.formatSourceAndFixImports(source);
        if (!formatted.equals(source)) {
          wrong.add(file);
          if (fix) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    if (!fix && !wrong.isEmpty()) {
      System.err.println("Not formatted; mend with: mvn -q initialize exec:exec@format");
      wrong.forEach(f -> System.err.println("  " + f));
      System.exit(1);
    }
  }
}
