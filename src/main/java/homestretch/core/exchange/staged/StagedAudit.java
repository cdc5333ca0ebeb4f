package homestretch.core.exchange.staged;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit will say of everything but figures. */
final class StagedAudit implements Audit {
  private final List<Change> changes = new ArrayList<>();

  List<Change> changes() {
    return changes;
  }

  @Override
  public void record(
      Actor actor, String action, String subject, @Nullable Object before, @Nullable Object after) {
    changes.add(new Change(action, subject, before, after));
  }

  @Override
  public void recordAll(Actor actor, Iterator<Change> all) {
    all.forEachRemaining(changes::add);
  }

  @Override
  public List<Entry> list(Filter filter, long before, int limit) {
    throw InMemory.notAsked();
  }
}
