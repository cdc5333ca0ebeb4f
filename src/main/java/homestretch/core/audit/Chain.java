package homestretch.core.audit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain over ledger and audit (port). Each of their rows has one link: the SHA-256 of the
 * digest before it and of the row's content. So a row that is changed, removed, put in or moved
 * breaks it, and whoever knows a digest that was posted once can tell whether what stood before it
 * is still the same.
 */
public interface Chain {
  /** Hexadecimal digits of a digest that a post shows. */
  int SHOWN = 12;

  /**
   * How far the chain has come.
   *
   * @param links how many rows are in it
   * @param digest of the last link, 64 hexadecimal digits
   */
  record Head(long links, String digest) {
    /** As people compare it: {@code 3120-9f3a0c11d2e4}. */
    public String shown() {
      return links + "-" + digest.substring(0, SHOWN);
    }
  }

  /**
   * One row of the chain.
   *
   * @param table {@code report} or {@code audit}
   * @param id of the row in its table
   */
  record Row(String table, long id) {
    @Override
    public String toString() {
      return table + " " + id;
    }
  }

  /** In what way the chain is broken. */
  enum Break {
    CHANGED,
    REMOVED,
    INSERTED,
    /** The link itself, the record of its head, or one that was posted with a board. */
    LINK
  }

  /**
   * What a walk along the chain has found.
   *
   * @param broken the first row that is not as it was; null: all are
   * @param reports rows of the ledger that were looked at
   * @param audits rows of the audit that were looked at
   */
  record Walk(@Nullable Row broken, @Nullable Break how, long reports, long audits, Head head) {}

  /** Where the chain stands now. */
  Head head();

  /** Walks along the whole chain; takes as much memory for a million rows as for one. */
  Walk walk();

  /**
   * Hands over every row as it is hashed, in the order of the chain, for whoever wants to check it
   * with a program of their own.
   */
  void each(Consumer<Link> each);

  /**
   * @param content the row as canonical JSON: the digest is the SHA-256 of {@code previous}, a line
   *     feed, the table, a line feed, and this, in UTF-8
   */
  record Link(long position, Row row, String content, String previous, String digest) {}
}
