package homestretch.adapter.storage;

import homestretch.core.work.Caller;
import homestretch.core.work.Lane;
import homestretch.core.work.Pool;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A SQLite file: one thread that writes, a few that read, each with a connection of its own. What
 * waits to be written is committed together. People and the question for health have readers that
 * nobody else can take.
 */
final class SqliteEngine implements Engine {
  private static final int READERS = 3;
  private static final int PEOPLES_READERS = 2;
  private static final int MOST_WAITING = 512;

  private final Lane writer;
  private final Lane readers;
  private final Lane peoplesReaders;
  private final Lane healthReader;

  /**
   * @param guard says whether anything may be written
   */
  SqliteEngine(Path file, SqliteGuard guard) {
    writer = new Lane("sqlite-write", 1, MOST_WAITING, () -> new SqliteWriter(file, guard));
    readers = readers("sqlite-read", READERS, file);
    peoplesReaders = readers("sqlite-read-people", PEOPLES_READERS, file);
    healthReader = readers("sqlite-read-health", 1, file);
  }

  private static Lane readers(String name, int threads, Path file) {
    return new Lane(name, threads, MOST_WAITING, () -> new SqliteReader(file));
  }

  @Override
  public <T> T read(Supplier<T> step) {
    Lane lane =
        switch (Caller.current()) {
          case HEALTH -> healthReader;
          case PERSON -> peoplesReaders;
          case REQUEST, PROGRAM, BULK -> readers;
        };
    return lane.call(step);
  }

  @Override
  public <T> T write(Supplier<T> step) {
    return writer.call(step);
  }

  @Override
  public List<Pool> pools() {
    return Stream.of(writer, readers, peoplesReaders, healthReader).map(Lane::pool).toList();
  }

  @Override
  public void close() {
    healthReader.close();
    peoplesReaders.close();
    readers.close();
    // The last connection to close moves the log into the file.
    writer.close();
  }
}
