package homestretch.core.care;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of care, and how much was asked of whom. */
public final class CareService {
  private final Transactions transactions;
  private final Care care;
  private final Audit audit;
  private final Clock clock;

  public CareService(Transactions transactions, Care care, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.care = care;
    this.audit = audit;
    this.clock = clock;
  }

  public CareSettings settings(Campaign campaign) {
    return transactions.read(() -> care.settings(campaign.id()));
  }

  /**
   * @throws Fault.Stale if its revision is not the stored one
   */
  public CareSettings put(Campaign campaign, CareSettings wanted, Actor actor) {
    return transactions.write(
        () -> {
          CareSettings before = care.settings(campaign.id());
          if (!care.put(campaign.id(), wanted)) {
            throw new Fault.Stale();
          }
          CareSettings after = care.settings(campaign.id());
          audit.record(actor, "care.change", campaign.slug(), before, after);
          return after;
        });
  }

  /**
   * What was asked of a department.
   *
   * @param week requests of this week, from Monday
   * @param weekMinutes minutes that they ask for
   * @param requests of the whole campaign
   * @param minutes of the whole campaign
   */
  public record Burden(int week, int weekMinutes, int requests, int minutes) {
    static final Burden NONE = new Burden(0, 0, 0, 0);

    private Burden and(CareRequest request, LocalDate monday) {
      boolean now = !request.askedOn().isBefore(monday);
      return new Burden(
          week + (now ? 1 : 0),
          weekMinutes + (now ? request.minutes() : 0),
          requests + 1,
          minutes + request.minutes());
    }
  }

  /** Of every department of which anything was asked. */
  public Map<DepartmentId, Burden> burdens(Campaign campaign) {
    LocalDate monday = monday(campaign.today(clock));
    List<CareRequest> all =
        transactions.read(() -> care.since(campaign.id(), campaign.start().minusYears(1)));
    Map<DepartmentId, Burden> burdens = new LinkedHashMap<>();
    for (CareRequest request : all) {
      burdens.merge(
          request.department(),
          Burden.NONE.and(request, monday),
          (before, one) -> before.and(request, monday));
    }
    return burdens;
  }

  public Burden burden(Campaign campaign, DepartmentId department) {
    return burdens(campaign).getOrDefault(department, Burden.NONE);
  }

  static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
