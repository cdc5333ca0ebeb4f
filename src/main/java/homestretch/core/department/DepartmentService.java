package homestretch.core.department;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closings;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * Leagues and departments: adding and changing while the campaign is open, linking reporters at any
 * time.
 */
public final class DepartmentService {
  private final Transactions transactions;
  private final Departments departments;
  private final Closings closings;
  private final Audit audit;

  public DepartmentService(
      Transactions transactions, Departments departments, Closings closings, Audit audit) {
    this.transactions = transactions;
    this.departments = departments;
    this.closings = closings;
    this.audit = audit;
  }

  public List<League> leagues(Campaign campaign) {
    return transactions.read(() -> departments.leagues(campaign.id()));
  }

  /** The league of that code, or of that name in either language. */
  public Optional<League> league(Campaign campaign, String named) {
    return leagues(campaign).stream()
        .filter(
            l ->
                l.code().equals(named)
                    || l.name().zh().equals(named)
                    || l.name().en().equals(named))
        .findFirst();
  }

  /** Adds the league, or changes the one of the same code. */
  public League put(Campaign campaign, League league, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<League> before =
              departments.leagues(campaign.id()).stream()
                  .filter(l -> l.code().equals(league.code()))
                  .findFirst();
          if (before.isEmpty()) {
            League added = departments.add(league);
            audit.record(actor, "league.add", subject(campaign, league.code()), null, added);
            return added;
          }
          League wanted =
              new League(
                  before.get().id(),
                  campaign.id(),
                  league.code(),
                  league.name(),
                  league.position(),
                  league.revision() == 0 ? before.get().revision() : league.revision());
          if (wanted.revision() == before.get().revision() && wanted.equals(before.get())) {
            return before.get();
          }
          if (!departments.change(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(
              actor, "league.change", subject(campaign, league.code()), before.get(), wanted);
          return departments.leagues(campaign.id()).stream()
              .filter(l -> l.id().equals(wanted.id()))
              .findFirst()
              .orElseThrow();
        });
  }

  public List<Department> departments(Campaign campaign) {
    return transactions.read(() -> departments.departments(campaign.id()));
  }

  public Department find(Campaign campaign, String code) {
    return transactions.read(
        () ->
            departments
                .department(campaign.id(), code)
                .orElseThrow(() -> new Fault.NotFound(new Text("单位", "department"), code)));
  }

  /**
   * Adds the department, or changes the one of the same code.
   *
   * @param department revision 0: whatever stands is replaced; another: only that one
   */
  public Department put(Campaign campaign, Department department, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Department> before = departments.department(campaign.id(), department.code());
          if (before.isEmpty()) {
            Department added = departments.add(department);
            audit.record(
                actor, "department.add", subject(campaign, department.code()), null, added);
            return added;
          }
          Department wanted =
              new Department(
                  before.get().id(),
                  campaign.id(),
                  department.league(),
                  department.code(),
                  department.name(),
                  department.lead(),
                  department.parent(),
                  department.position(),
                  department.revision() == 0 ? before.get().revision() : department.revision());
          if (wanted.equals(before.get())) {
            return before.get();
          }
          if (!departments.change(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(
              actor,
              "department.change",
              subject(campaign, department.code()),
              before.get(),
              wanted);
          return departments.department(campaign.id(), department.code()).orElseThrow();
        });
  }

  public List<Link> links(Department department) {
    return transactions.read(() -> departments.links(department.id()));
  }

  /** Replaces who reports for a department. */
  public void link(Campaign campaign, Department department, List<Link> links, Actor actor) {
    transactions.writeAll(
        () -> {
          List<Link> before = departments.links(department.id());
          departments.setLinks(department.id(), links);
          audit.record(
              actor,
              "department.link",
              subject(campaign, department.code()),
              before,
              departments.links(department.id()));
        });
  }

  private static String subject(Campaign campaign, String code) {
    return campaign.slug() + "/" + code;
  }
}
