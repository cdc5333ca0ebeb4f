package homestretch.core.exchange;

import homestretch.core.text.Language;
import java.util.Map;
import java.util.Optional;

/** What is kept of imports that take long (port): whoever asks for one after a restart is told. */
public interface ImportRecords {
  /**
   * How an import stood when it was written down.
   *
   * @param isOver whether the program that ran it has ended since, and the import with it
   * @param results what was answered, as JSON; empty while it runs, and where it is too long
   */
  record Kept(
      String id,
      String campaign,
      ImportJobs.State state,
      boolean isOver,
      long done,
      long of,
      Map<Language, String> results) {}

  /** Writes an import down, in place of what was written of it before. */
  void put(
      String id,
      String campaign,
      ImportJobs.State state,
      long done,
      long of,
      Map<Language, String> results);

  Optional<Kept> find(String campaign, String id);
}
