package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closings;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Goals and targets: adding and changing while the campaign is open. */
public final class GoalService {
  private final Transactions transactions;
  private final Goals goals;
  private final Closings closings;
  private final Audit audit;
  private final Clock clock;

  public GoalService(
      Transactions transactions, Goals goals, Closings closings, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.goals = goals;
    this.closings = closings;
    this.audit = audit;
    this.clock = clock;
  }

  public List<Goal> goals(Campaign campaign) {
    return transactions.read(() -> goals.goals(campaign.id()));
  }

  public Goal find(Campaign campaign, String code) {
    return transactions.read(
        () ->
            goals
                .goal(campaign.id(), code)
                .orElseThrow(() -> new Fault.NotFound(new Text("指标", "goal"), code)));
  }

  /**
   * Adds the goal, or changes the one of the same code.
   *
   * @param goal revision 0: whatever stands is replaced; another: only that one
   */
  public Goal put(Campaign campaign, Goal goal, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Goal> before = goals.goal(campaign.id(), goal.code());
          String subject = campaign.slug() + "/" + goal.code();
          if (before.isEmpty()) {
            Goal added = goals.add(goal);
            audit.record(actor, "goal.add", subject, null, added);
            return added;
          }
          Goal wanted =
              new Goal(
                  before.get().id(),
                  campaign.id(),
                  goal.code(),
                  goal.name(),
                  goal.unit(),
                  goal.kind(),
                  goal.direction(),
                  goal.weight(),
                  goal.cap(),
                  goal.minimum(),
                  goal.period(),
                  goal.dueEvery(),
                  goal.grace(),
                  goal.decimals(),
                  goal.position(),
                  goal.revision() == 0 ? before.get().revision() : goal.revision());
          if (wanted.equals(before.get())) {
            return before.get();
          }
          if (!goals.change(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(actor, "goal.change", subject, before.get(), wanted);
          return goals.goal(campaign.id(), goal.code()).orElseThrow();
        });
  }

  public List<Target> targets(Campaign campaign, LocalDate on) {
    return transactions.read(() -> goals.targetsOn(campaign.id(), on, null));
  }

  /** Sets a target as a new version; the same target again adds none. */
  public Target setTarget(Campaign campaign, Target target, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          List<Target> versions = goals.versions(target.department(), target.goal());
          Optional<Target> standing =
              versions.stream()
                  .filter(t -> !t.from().isAfter(target.from()))
                  .max(java.util.Comparator.comparing(Target::from).thenComparing(Target::version));
          if (standing.isPresent()
              && standing.get().applicable() == target.applicable()
              && standing.get().amount().equals(target.amount())
              && java.util.Objects.equals(standing.get().baseline(), target.baseline())) {
            return standing.get();
          }
          Target added = goals.addTarget(campaign.id(), target, actor, clock.instant());
          audit.record(
              actor,
              "target.set",
              campaign.slug() + "/" + target.department().value() + "/" + target.goal().value(),
              standing.map(Target::amount).orElse(null),
              added.amount());
          return added;
        });
  }
}
