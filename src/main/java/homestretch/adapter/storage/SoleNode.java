package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.NODE;

import homestretch.core.node.Node;
import homestretch.core.node.Tenure;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * The only node of its database: a SQLite file, which one process at a time has to itself. Nobody
 * takes over from it while it lives, and what its predecessors had claimed is free at once.
 */
public final class SoleNode implements Node {
  private final String name = UUID.randomUUID().toString();
  private final Tenure tenure = new Life();
  private volatile boolean closed;

  private SoleNode() {}

  /** The one that has the database to itself from now on. */
  public static SoleNode of(Database database, Clock clock) {
    database.writeAll(() -> database.sql().deleteFrom(NODE).execute());
    return beside(database, clock);
  }

  /** One that leaves the claims of others alone, as they may live. */
  public static SoleNode beside(Database database, Clock clock) {
    SoleNode node = new SoleNode();
    Instant now = clock.instant();
    database.writeAll(
        () ->
            database
                .sql()
                .insertInto(NODE)
                .set(NODE.TERM, node.name)
                .set(NODE.APPLICATION, "")
                .set(NODE.STARTED_AT, now)
                .set(NODE.BEAT_AT, now)
                .execute());
    return node;
  }

  private final class Life implements Tenure {
    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isHeld() {
      return !closed;
    }
  }

  @Override
  public Tenure tenure() {
    return tenure;
  }

  @Override
  public void sit(String seat, Seat whose) {
    whose.taken();
  }

  @Override
  public void whenAnotherDies(Runnable then) {
    // There is no other.
  }

  @Override
  public void whenAnotherChats(Runnable then) {
    // There is no other.
  }

  @Override
  public void close() {
    closed = true;
  }
}
