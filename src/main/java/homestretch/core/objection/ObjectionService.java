package homestretch.core.objection;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raising and answering objections (docs/scoring.md, "Corrections, close-out"). */
public final class ObjectionService {
  private final Transactions transactions;
  private final Objections objections;
  private final Closings closings;
  private final Audit audit;
  private final Clock clock;

  public ObjectionService(
      Transactions transactions,
      Objections objections,
      Closings closings,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.objections = objections;
    this.closings = closings;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param goal null: against all figures of the department
   * @throws Fault.Conflict unless the campaign is frozen and objections are heard
   */
  public Objection raise(
      Campaign campaign,
      Department department,
      @Nullable Goal goal,
      String reason,
      String evidence,
      Actor actor) {
    return transactions.write(
        () -> {
          Closing frozen = frozen(campaign);
          if (campaign.today(clock).isAfter(frozen.objectionsUntil())) {
            throw new Fault.Conflict(
                new Text(
                    "异议期已于 " + frozen.objectionsUntil() + " 结束",
                    "objections were heard until " + frozen.objectionsUntil()));
          }
          Objection added =
              objections.add(
                  new Objection(
                      0,
                      campaign.id(),
                      frozen.version(),
                      department.id(),
                      goal == null ? null : goal.id(),
                      Code.text(reason),
                      Code.text(evidence),
                      actor,
                      clock.instant(),
                      Objection.State.OPEN,
                      null));
          audit.record(actor, "objection.raise", subject(campaign, added.id()), null, added);
          return added;
        });
  }

  /** Accepts or rejects an open objection, with a reason. */
  public Objection answer(
      Campaign campaign, long id, boolean accepted, String reason, Actor actor) {
    return end(
        campaign,
        id,
        accepted ? Objection.State.ACCEPTED : Objection.State.REJECTED,
        reason,
        "objection.answer",
        actor);
  }

  /** Takes an open objection back. */
  public Objection withdraw(Campaign campaign, long id, String reason, Actor actor) {
    return end(campaign, id, Objection.State.WITHDRAWN, reason, "objection.withdraw", actor);
  }

  private Objection end(
      Campaign campaign,
      long id,
      Objection.State state,
      String reason,
      String action,
      Actor actor) {
    return transactions.write(
        () -> {
          frozen(campaign);
          Objection before = get(campaign, id);
          if (!objections.answer(
              id, state, new Objection.Answer(Code.text(reason), actor, clock.instant()))) {
            throw new Fault.Conflict(new Text("这条异议已有答复", "this objection was answered already"));
          }
          Objection after = get(campaign, id);
          audit.record(actor, action, subject(campaign, id), before, after);
          return after;
        });
  }

  public Objection find(Campaign campaign, long id) {
    return transactions.read(() -> get(campaign, id));
  }

  public List<Objection> list(Campaign campaign) {
    return transactions.read(() -> objections.list(campaign.id()));
  }

  private Closing frozen(Campaign campaign) {
    closings.hold(campaign.id());
    return closings
        .standing(campaign.id())
        .filter(c -> !c.isFinal())
        .orElseThrow(
            () ->
                new Fault.Conflict(
                    new Text(
                        "只在数据冻结期间受理异议", "objections are heard only while the campaign is frozen")));
  }

  private Objection get(Campaign campaign, long id) {
    return objections
        .find(campaign.id(), id)
        .orElseThrow(() -> new Fault.NotFound(new Text("异议", "objection"), String.valueOf(id)));
  }

  private static String subject(Campaign campaign, long id) {
    return campaign.slug() + "/" + id;
  }
}
