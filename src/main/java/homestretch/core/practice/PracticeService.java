package homestretch.core.practice;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Proposing, approving and adopting practices. */
public final class PracticeService {
  private final Transactions transactions;
  private final Practices practices;
  private final Audit audit;
  private final Clock clock;

  public PracticeService(Transactions transactions, Practices practices, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.practices = practices;
    this.audit = audit;
    this.clock = clock;
  }

  /** The same words by the same department once more are the same proposal. */
  public Practice share(
      Campaign campaign, Department department, String what, String evidence, Actor by) {
    Practice wanted =
        new Practice(
            0,
            department.id(),
            what,
            evidence,
            Practice.State.PROPOSED,
            by,
            clock.instant(),
            List.of());
    return transactions.write(
        () -> {
          Optional<Practice> same =
              practices.list(campaign.id()).stream()
                  .filter(
                      p ->
                          p.department().equals(wanted.department())
                              && p.what().equals(wanted.what()))
                  .findFirst();
          if (same.isPresent()) {
            return same.get();
          }
          Practice added = practices.add(campaign.id(), wanted);
          audit.record(by, "practice.share", subject(campaign, added.id()), null, added);
          return added;
        });
  }

  /**
   * Approves or declines a proposal.
   *
   * @throws Fault.Conflict if it was decided before
   */
  public Practice decide(Campaign campaign, long id, boolean approved, Actor by) {
    return transactions.write(
        () -> {
          Practice before = get(campaign, id);
          Practice.State state = approved ? Practice.State.APPROVED : Practice.State.DECLINED;
          if (!practices.decide(campaign.id(), id, state, clock.instant(), by.name())) {
            throw new Fault.Conflict(PracticeFaultTexts.DECIDED);
          }
          Practice after = get(campaign, id);
          audit.record(by, "practice.decide", subject(campaign, id), before, after);
          return after;
        });
  }

  /**
   * A department does it, too; saying so again changes nothing.
   *
   * @throws Fault.Conflict if it is not approved, or is the department's own
   */
  public Practice adopt(Campaign campaign, long id, Department department, Actor by) {
    return transactions.write(
        () -> {
          Practice before = get(campaign, id);
          if (before.state() != Practice.State.APPROVED) {
            throw new Fault.Conflict(PracticeFaultTexts.NOT_APPROVED);
          }
          if (before.department().equals(department.id())) {
            throw new Fault.Conflict(PracticeFaultTexts.OWN);
          }
          if (practices.adopt(id, department.id(), clock.instant())) {
            audit.record(by, "practice.adopt", subject(campaign, id), null, department.code());
          }
          return get(campaign, id);
        });
  }

  public Practice find(Campaign campaign, long id) {
    return transactions.read(() -> get(campaign, id));
  }

  public List<Practice> list(Campaign campaign) {
    return transactions.read(() -> practices.list(campaign.id()));
  }

  /** Those that were approved after an instant. */
  public List<Practice> approvedSince(Campaign campaign, Instant since) {
    return transactions.read(() -> practices.approvedSince(campaign.id(), since));
  }

  private Practice get(Campaign campaign, long id) {
    return practices
        .find(campaign.id(), id)
        .orElseThrow(() -> new Fault.NotFound(PracticeFaultTexts.PRACTICE, String.valueOf(id)));
  }

  private static String subject(Campaign campaign, long id) {
    return campaign.slug() + "/" + id;
  }
}
