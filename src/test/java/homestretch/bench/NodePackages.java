package homestretch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder with what Node's programs of the benchmarks need, kept from run to run: npm compiles
 * SQLite there for minutes.
 */
final class NodePackages {
  private static final List<String> NEEDED = List.of("fastify", "better-sqlite3", "discord.js");

  private NodePackages() {}

  /**
   * The folder, with a script of ours in it; empty if this machine cannot have it, which is said.
   *
   * @param script below {@code /bench}
   */
  static Optional<Path> with(String script) throws IOException, InterruptedException {
    if (!ran(Path.of("."), List.of("node", "--version"))) {
      return without();
    }
    Path place = Files.createDirectories(Path.of("target/bench-node").toAbsolutePath());
    if (!NEEDED.stream().allMatch(p -> Files.exists(place.resolve("node_modules").resolve(p)))
        || !Files.exists(place.resolve("node_modules/better-sqlite3/build"))) {
      System.out.println(
          "npm installs "
              + String.join(", ", NEEDED)
              + " into "
              + place
              + ": some minutes, the first time, as SQLite is compiled");
      List<String> install = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
      install.addAll(NEEDED);
      if (!ran(place, install)) {
        return without();
      }
    }
    try (InputStream source =
        Objects.requireNonNull(NodePackages.class.getResourceAsStream("/bench/" + script))) {
      Files.copy(source, place.resolve(script), StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.of(place);
  }

  private static Optional<Path> without() {
    System.out.println(
        "NOT MEASURED beside Node: node, npm or its packages ("
            + String.join(", ", NEEDED)
            + ") cannot be had on this machine");
    return Optional.empty();
  }

  private static boolean ran(Path folder, List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
