package homestretch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the program lays what it needs for a while, such as files that were sent to it: readable by
 * its owner alone, gone at its end. What a killed one has left is removed at the next start; each
 * run holds a lock, by which the living are told from the dead.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TemporaryFolder.class);

  private static final String RUN = "run-";
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final FileChannel lock;

  private TemporaryFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @param temporary the system's folder for such things
   */
  static TemporaryFolder in(Path temporary) throws IOException {
    Path ours = ours(temporary);
    removeLeftovers(ours);
    Path folder = ours.resolve(RUN + UUID.randomUUID());
    // The lock first: no other start may find the folder without it.
    FileChannel lock =
        FileChannel.open(lockOf(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    Files.createDirectory(folder, ownersAlone(temporary));
    return new TemporaryFolder(folder, lock);
  }

  Path path() {
    return folder;
  }

  /** One for each user of the machine; one of its own if somebody has laid another there. */
  private static Path ours(Path temporary) throws IOException {
    if (!Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      return Files.createDirectories(temporary.resolve("homestretch"));
    }
    FileAttribute<?> owners = PosixFilePermissions.asFileAttribute(OWNERS);
    Path folder = temporary.resolve("homestretch-" + System.getProperty("user.name"));
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, owners);
    }
    Path probe = Files.createTempFile(temporary, "homestretch", ".probe");
    try {
      boolean isOurs =
          Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
              && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
      if (!isOurs) {
        log.warn("{} is somebody else's; a folder of its own is used", folder);
        return Files.createTempDirectory(temporary, "homestretch", owners);
      }
    } finally {
      Files.delete(probe);
    }
    Files.setPosixFilePermissions(folder, OWNERS);
    return folder;
  }

  private static FileAttribute<?>[] ownersAlone(Path temporary) throws IOException {
    return Files.getFileStore(temporary).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
        : new FileAttribute<?>[0];
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  private static void removeLeftovers(Path ours) throws IOException {
    List<Path> runs;
    try (Stream<Path> all = Files.list(ours)) {
      runs = all.filter(Files::isDirectory).toList();
    }
    for (Path run : runs) {
      try (FileChannel channel =
          FileChannel.open(lockOf(run), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock dead = channel.tryLock();
        if (dead != null) {
          removeAll(run);
          Files.deleteIfExists(lockOf(run));
        }
      } catch (OverlappingFileLockException e) {
        // A second one in this very process.
      } catch (IOException e) {
        log.warn("cannot remove {}, which an earlier run has left", run, e);
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return; // Somebody has cleaned up.
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    removeAll(folder);
    Files.deleteIfExists(lockOf(folder));
    lock.close();
  }
}
