package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path system;

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(system)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void what_a_killed_run_has_left_is_removed_and_what_a_living_one_has_is_not() throws Exception {
    Path left;
    try (TemporaryFolder killed = TemporaryFolder.in(system)) {
      // As a kill leaves it: the files stand, and nobody holds the lock.
      left = killed.path().resolveSibling("run-killed");
    }
    Files.createDirectories(left);
    Files.writeString(left.resolve("figures.xlsx"), "figures");
    try (TemporaryFolder living = TemporaryFolder.in(system)) {
      assertThat(left).doesNotExist();
      Path upload = Files.writeString(living.path().resolve("upload"), "figures");
      try (TemporaryFolder second = TemporaryFolder.in(system)) {
        assertThat(upload).exists();
        assertThat(second.path()).isNotEqualTo(living.path());
      }
      assertThat(upload).exists();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void nobody_else_can_look_into_it() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.in(system)) {
      for (Path each : List.of(folder.path(), folder.path().getParent())) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void a_link_that_somebody_has_laid_in_its_way_is_not_followed() throws Exception {
    Path elsewhere = Files.createDirectory(system.resolve("elsewhere"));
    Files.createSymbolicLink(
        system.resolve("homestretch-" + System.getProperty("user.name")), elsewhere);
    try (TemporaryFolder folder = TemporaryFolder.in(system)) {
      assertThat(folder.path().toRealPath()).isNotEqualTo(elsewhere.toRealPath());
      assertThat(elsewhere).isEmptyDirectory();
    }
  }
}
