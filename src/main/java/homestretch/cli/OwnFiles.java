package homestretch.cli;

import homestretch.adapter.storage.Backups;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold what the database holds: for the same eyes, their owner's alone. */
final class OwnFiles {
  private OwnFiles() {}

  /**
   * Begins a new file, in UTF-8.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
   */
  static BufferedWriter create(Path file) throws IOException {
    Backups.createOwn(file);
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  /** Writes a file, over what stood there. */
  static void write(Path file, byte[] content) throws IOException {
    if (!Files.exists(file)) {
      Backups.createOwn(file);
    } else {
      try {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      } catch (UnsupportedOperationException e) {
        // No such permissions here.
      }
    }
    Files.write(file, content);
  }
}
