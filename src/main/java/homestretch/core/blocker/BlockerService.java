package homestretch.core.blocker;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Raising and resolving blockers. */
public final class BlockerService {
  private final Transactions transactions;
  private final Blockers blockers;
  private final Audit audit;
  private final Clock clock;

  public BlockerService(Transactions transactions, Blockers blockers, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.blockers = blockers;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The same words by the same department once more are answered with the one that is open.
   *
   * @throws Fault.Invalid if a text is missing or too long, or the day is over
   */
  public Blocker raise(
      Campaign campaign,
      Department department,
      String what,
      String asked,
      LocalDate due,
      Actor by) {
    LocalDate today = campaign.today(clock);
    if (due.isBefore(today)) {
      throw new Fault.Invalid("by", due, BlockerFaultTexts.from(today));
    }
    Blocker wanted = new Blocker(0, department.id(), what, asked, due, by, clock.instant(), null);
    return transactions.write(
        () -> {
          Optional<Blocker> same =
              blockers.open(campaign.id()).stream()
                  .filter(
                      b ->
                          b.department().equals(wanted.department())
                              && b.what().equals(wanted.what())
                              && b.asked().equals(wanted.asked())
                              && b.due().equals(wanted.due()))
                  .findFirst();
          if (same.isPresent()) {
            return same.get();
          }
          Blocker added = blockers.add(campaign.id(), wanted);
          audit.record(by, "blocker.raise", subject(campaign, added.id()), null, added);
          return added;
        });
  }

  /**
   * @throws Fault.Conflict if it is resolved already
   */
  public Blocker resolve(Campaign campaign, long id, String outcome, Actor by) {
    return transactions.write(
        () -> {
          Blocker before = get(campaign, id);
          if (!blockers.resolve(
              campaign.id(),
              id,
              new Blocker.Resolution(clock.instant(), by.name(), outcome.strip()))) {
            throw new Fault.Conflict(BlockerFaultTexts.RESOLVED);
          }
          Blocker after = get(campaign, id);
          audit.record(by, "blocker.resolve", subject(campaign, id), before, after);
          return after;
        });
  }

  public Blocker find(Campaign campaign, long id) {
    return transactions.read(() -> get(campaign, id));
  }

  /** Resolved ones too, the latest first. */
  public List<Blocker> list(Campaign campaign) {
    return transactions.read(() -> blockers.list(campaign.id()));
  }

  public List<Blocker> open(Campaign campaign) {
    return transactions.read(() -> blockers.open(campaign.id()));
  }

  private Blocker get(Campaign campaign, long id) {
    return blockers
        .find(campaign.id(), id)
        .orElseThrow(() -> new Fault.NotFound(BlockerFaultTexts.BLOCKER, String.valueOf(id)));
  }

  private static String subject(Campaign campaign, long id) {
    return campaign.slug() + "/" + id;
  }
}
