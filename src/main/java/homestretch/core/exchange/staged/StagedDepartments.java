package homestretch.core.exchange.staged;

import homestretch.core.campaign.CampaignId;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.store.Numbers;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@link Departments} as read, with what an import adds and changes. */
final class StagedDepartments implements Departments {
  private record Move(DepartmentId department, LeagueId league, @Nullable LocalDate from) {}

  private final Map<String, League> leagues = new LinkedHashMap<>();
  private final Map<String, Department> departments = new LinkedHashMap<>();
  private final Map<DepartmentId, List<Link>> links;
  private final LongSupplier leagueNumbers;
  private final LongSupplier departmentNumbers;
  private final List<League> addedLeagues = new ArrayList<>();
  private final List<Department> added = new ArrayList<>();
  private final List<Department> changed = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();

  StagedDepartments(
      List<League> leagues,
      List<Department> departments,
      Map<DepartmentId, List<Link>> links,
      Numbers numbers,
      boolean kept) {
    leagues.forEach(l -> this.leagues.put(l.code(), l));
    departments.forEach(d -> this.departments.put(d.code(), d));
    this.links = links;
    leagueNumbers = numbers.fresh(Numbers.Of.LEAGUE, kept);
    departmentNumbers = numbers.fresh(Numbers.Of.DEPARTMENT, kept);
  }

  /** Whether somebody took the numbers of those that are to be added. */
  boolean isOvertaken(Numbers numbers) {
    return !addedLeagues.isEmpty()
            && numbers.isTaken(Numbers.Of.LEAGUE, addedLeagues.getFirst().id().value())
        || !added.isEmpty()
            && numbers.isTaken(Numbers.Of.DEPARTMENT, added.getFirst().id().value());
  }

  void store(Departments into, Instant at) {
    into.addAll(addedLeagues, added);
    if (!into.changeAll(changed)) {
      throw new Fault.Stale();
    }
    moves.forEach(move -> into.move(move.department(), move.league(), move.from(), at));
  }

  @Override
  public League add(League l) {
    League league =
        new League(
            new LeagueId(leagueNumbers.getAsLong()),
            l.campaign(),
            l.code(),
            l.name(),
            l.position(),
            1);
    addedLeagues.add(league);
    leagues.put(league.code(), league);
    return league;
  }

  @Override
  public List<League> leagues(CampaignId campaign) {
    return List.copyOf(leagues.values());
  }

  @Override
  public Department add(Department d) {
    Department department =
        d.stored(new DepartmentId(departmentNumbers.getAsLong()), d.campaign(), d.code(), 1);
    added.add(department);
    departments.put(department.code(), department);
    return department;
  }

  @Override
  public boolean change(Department d) {
    Department before = departments.get(d.code());
    if (before == null || before.revision() != d.revision()) {
      return false;
    }
    changed.add(d);
    departments.put(d.code(), d.stored(d.id(), d.campaign(), d.code(), d.revision() + 1));
    return true;
  }

  @Override
  public List<Department> departments(CampaignId campaign) {
    return List.copyOf(departments.values());
  }

  @Override
  public Optional<Department> department(CampaignId campaign, String code) {
    return Optional.ofNullable(departments.get(code));
  }

  @Override
  public void move(DepartmentId department, LeagueId league, @Nullable LocalDate from, Instant at) {
    moves.add(new Move(department, league, from));
  }

  @Override
  public List<Link> links(DepartmentId department) {
    return links.getOrDefault(department, List.of());
  }

  @Override
  public boolean change(League league) {
    throw InMemory.notAsked();
  }

  @Override
  public void addAll(List<League> addedLeagues, List<Department> addedDepartments) {
    throw InMemory.notAsked();
  }

  @Override
  public boolean changeAll(List<Department> all) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Department> departmentsOn(
      CampaignId campaign, LocalDate on, @Nullable Instant known) {
    throw InMemory.notAsked();
  }

  @Override
  public Map<DepartmentId, List<Link>> links(CampaignId campaign) {
    return links;
  }

  @Override
  public void setLinks(DepartmentId department, List<Link> all) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Numbered> numberedLinks(DepartmentId department) {
    throw InMemory.notAsked();
  }

  @Override
  public long addLink(DepartmentId department, Link link) {
    throw InMemory.notAsked();
  }

  @Override
  public boolean removeLink(DepartmentId department, long id) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Department> reportedBy(
      CampaignId campaign, String platform, String user, Set<String> roles) {
    throw InMemory.notAsked();
  }

  @Override
  public List<LinkedUser> linkedUsers(String platform) {
    throw InMemory.notAsked();
  }

  @Override
  public long members(LeagueId league) {
    throw InMemory.notAsked();
  }

  @Override
  public Map<Text, Long> uses(DepartmentId department) {
    throw InMemory.notAsked();
  }

  @Override
  public void remove(CampaignId campaign, LeagueId league) {
    throw InMemory.notAsked();
  }

  @Override
  public void remove(CampaignId campaign, DepartmentId department) {
    throw InMemory.notAsked();
  }
}
