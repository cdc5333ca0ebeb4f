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

/** Proposing, approving and adopting practices. What is approved is posted once. */
public final class PracticeService {
  private final Transactions transactions;
  private final Practices practices;
  private final Publishing publishing;
  private final Audit audit;
  private final Clock clock;

  private final Runnable postSoon;

  /**
   * @param postSoon wakes who posts; called outside of the transaction of the decision
   */
  public PracticeService(
      Transactions transactions,
      Practices practices,
      Publishing publishing,
      Runnable postSoon,
      Audit audit,
      Clock clock) {
    this.publishing = publishing;
    this.postSoon = postSoon;
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

  public record Approved(Practice practice, Publishing.Reach reach) {}

  /**
   * Approves a proposal; its posts are planned with it, or neither is.
   *
   * @throws Fault.Conflict if it was decided before
   */
  public Approved approve(Campaign campaign, long id, Actor by) {
    Approved approved =
        transactions.write(
            () -> {
              Practice practice = decide(campaign, id, Practice.State.APPROVED, by);
              return new Approved(
                  practice, publishing.publish(campaign.id(), practice, clock.instant()));
            });
    if (approved.reach().coming() > 0) {
      postSoon.run();
    }
    return approved;
  }

  /**
   * @throws Fault.Conflict if it was decided before
   */
  public Practice decline(Campaign campaign, long id, Actor by) {
    return transactions.write(() -> decide(campaign, id, Practice.State.DECLINED, by));
  }

  private Practice decide(Campaign campaign, long id, Practice.State state, Actor by) {
    Practice before = get(campaign, id);
    if (!practices.decide(campaign.id(), id, state, clock.instant(), by.name())) {
      throw new Fault.Conflict(PracticeFaultTexts.DECIDED);
    }
    Practice after = get(campaign, id);
    audit.record(by, "practice.decide", subject(campaign, id), before, after);
    return after;
  }

  /**
   * @param channels in how many it was posted, or may have been: it stays there
   */
  public record Withdrawn(Practice practice, int channels) {}

  /**
   * Takes an approval back: it waits to be decided on again, and what was not posted yet is not
   * posted.
   *
   * @throws Fault.Conflict if it is not approved
   */
  public Withdrawn withdraw(Campaign campaign, long id, Actor by) {
    return transactions.write(
        () -> {
          Practice before = get(campaign, id);
          if (!practices.undecide(campaign.id(), id)) {
            throw new Fault.Conflict(PracticeFaultTexts.NOT_APPROVED);
          }
          Practice after = get(campaign, id);
          audit.record(by, "practice.withdraw", subject(campaign, id), before, after);
          return new Withdrawn(after, publishing.withdraw(id, clock.instant()));
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
