package homestretch.adapter.storage;

import homestretch.core.work.Pool;
import java.util.List;
import java.util.function.Supplier;

/** How one kind of database runs transactions: on which threads, and what is committed together. */
interface Engine extends AutoCloseable {
  /** Runs a step that only reads; all of it sees one state. */
  <T> T read(Supplier<T> step);

  /** Runs a step that writes; it stands, durably, once this returns. */
  <T> T write(Supplier<T> step);

  /** How much of each of its lanes is in use. */
  List<Pool> pools();

  @Override
  void close();
}
