package homestretch.core.department;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closings;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leagues and departments: adding and changing while the campaign is open, linking reporters at any
 * time.
 */
public final class DepartmentService {
  private final Transactions transactions;
  private final Departments departments;
  private final Closings closings;
  private final Function<CampaignId, Optional<LocalDate>> published;
  private final Audit audit;
  private final Clock clock;

  /**
   * @param published the latest day of which a campaign's board was published
   */
  public DepartmentService(
      Transactions transactions,
      Departments departments,
      Closings closings,
      Function<CampaignId, Optional<LocalDate>> published,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.departments = departments;
    this.closings = closings;
    this.published = published;
    this.audit = audit;
    this.clock = clock;
  }

  public List<League> leagues(Campaign campaign) {
    return transactions.read(() -> departments.leagues(campaign.id()));
  }

  /** The league of that code, or of that name in either language. */
  public Optional<League> league(Campaign campaign, String named) {
    return Optional.ofNullable(Code.find(leagues(campaign), League::code, League::name, named));
  }

  /** Adds the league, or changes the one of the same code. */
  public League put(Campaign campaign, League league, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<League> before =
              departments.leagues(campaign.id()).stream()
                  .filter(l -> Code.same(l.code(), league.code()))
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
                  before.get().code(),
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

  /**
   * Removes a league that no department ever belonged to.
   *
   * @param expected the revision that the caller has read; 0: whichever it is
   */
  public void remove(Campaign campaign, League league, int expected, Actor actor) {
    transactions.writeAll(
        () -> {
          closings.requireOpen(campaign.id());
          requireRevision(expected, league.revision());
          long members = departments.members(league.id());
          if (members > 0) {
            throw new Fault.Conflict(
                new Text(
                    "组别“" + league.code() + "”下有或曾有 " + members + " 个单位，不能删除；请先把单位移到别的组别",
                    "departments belong or belonged to the league “"
                        + league.code()
                        + "” ("
                        + members
                        + "); move them to another one first"));
          }
          departments.remove(campaign.id(), league.id());
          audit.record(actor, "league.remove", subject(campaign, league.code()), league, null);
        });
  }

  /**
   * Removes a department of which there is nothing yet, with its links.
   *
   * @param expected the revision that the caller has read; 0: whichever it is
   * @throws Fault.Conflict naming what there is of it: it can be ended by {@code until}
   */
  public void remove(Campaign campaign, Department department, int expected, Actor actor) {
    transactions.writeAll(
        () -> {
          closings.requireOpen(campaign.id());
          requireRevision(expected, department.revision());
          Map<Text, Long> uses = departments.uses(department.id());
          if (!uses.isEmpty()) {
            throw new Fault.Conflict(
                new Text(
                    "单位“"
                        + department.code()
                        + "”已有"
                        + said(uses, true)
                        + "，不能删除；可设 until 让它从某日起不再计入",
                    "there are "
                        + said(uses, false)
                        + " of the department “"
                        + department.code()
                        + "”; give it an until, after which it does not count"));
          }
          departments.remove(campaign.id(), department.id());
          audit.record(
              actor, "department.remove", subject(campaign, department.code()), department, null);
        });
  }

  private static void requireRevision(int expected, int stands) {
    if (expected != 0 && expected != stands) {
      throw new Fault.Stale();
    }
  }

  private static String said(Map<Text, Long> uses, boolean zh) {
    return uses.entrySet().stream()
        .map(use -> use.getValue() + " " + (zh ? use.getKey().zh() : use.getKey().en()))
        .collect(Collectors.joining(zh ? "、" : ", "));
  }

  public List<Department> departments(Campaign campaign) {
    return transactions.read(() -> departments.departments(campaign.id()));
  }

  public Department find(Campaign campaign, String code) {
    return transactions.read(
        () ->
            departments
                .department(campaign.id(), code)
                .or(
                    () ->
                        Optional.ofNullable(
                            Code.find(
                                departments.departments(campaign.id()),
                                Department::code,
                                Department::name,
                                code)))
                .orElseThrow(() -> new Fault.NotFound(new Text("单位", "department"), code)));
  }

  /** The same; a change of league counts from today once a board was published. */
  public Department put(Campaign campaign, Department department, Actor actor) {
    return put(campaign, department, null, actor);
  }

  /**
   * Adds the department, or changes the one of the same code.
   *
   * @param department revision 0: whatever stands is replaced; another: only that one
   * @param leagueFrom the day from which another league holds; null: from today, or if no board was
   *     published yet, ever since
   */
  public Department put(
      Campaign campaign, Department department, @Nullable LocalDate leagueFrom, Actor actor) {
    return put(campaign, department, leagueFrom, null, actor);
  }

  /**
   * The same, with who reports for it.
   *
   * @param links null: they stay as they are
   */
  public Department put(
      Campaign campaign,
      Department department,
      @Nullable LocalDate leagueFrom,
      @Nullable List<Link> links,
      Actor actor) {
    return transactions.write(
        () -> {
          Department put = change(campaign, department, leagueFrom, actor);
          if (links != null) {
            link(campaign, put, links, actor);
          }
          return put;
        });
  }

  private Department change(
      Campaign campaign, Department department, @Nullable LocalDate leagueFrom, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Department> before =
              departments.departments(campaign.id()).stream()
                  .filter(d -> Code.same(d.code(), department.code()))
                  .findFirst();
          checkSuccessor(campaign, department);
          if (before.isEmpty()) {
            Department added = departments.add(department);
            audit.record(
                actor, "department.add", subject(campaign, department.code()), null, added);
            return added;
          }
          Department wanted =
              department.stored(
                  before.get().id(),
                  campaign.id(),
                  before.get().code(),
                  department.revision() == 0 ? before.get().revision() : department.revision());
          if (wanted.equals(before.get())) {
            return before.get();
          }
          if (!departments.change(wanted)) {
            throw new Fault.Stale();
          }
          if (!wanted.league().equals(before.get().league())) {
            LocalDate from =
                leagueFrom == null && published.apply(campaign.id()).isPresent()
                    ? campaign.today(clock)
                    : leagueFrom;
            departments.move(wanted.id(), wanted.league(), from, clock.instant());
          }
          audit.record(
              actor,
              "department.change",
              subject(campaign, department.code()),
              before.get(),
              wanted);
          return departments.department(campaign.id(), before.get().code()).orElseThrow();
        });
  }

  /** A successor is another department of the campaign that goes on for longer. */
  private void checkSuccessor(Campaign campaign, Department department) {
    DepartmentId successor = department.successor();
    if (successor == null) {
      return;
    }
    boolean fits =
        departments.departments(campaign.id()).stream()
            .anyMatch(
                d ->
                    d.id().equals(successor)
                        && !d.code().equals(department.code())
                        && (d.until() == null
                            || d.until().isAfter(Objects.requireNonNull(department.until()))));
    if (!fits) {
      throw new Fault.Invalid(
          "successor",
          successor.value(),
          new Text("另一个更晚结束的单位", "another department, which goes on for longer"));
    }
  }

  /** Those that a user of a platform, or an API token of that name, is linked to. */
  public List<Department> reportedBy(
      Campaign campaign, String platform, String user, Set<String> roles) {
    return transactions.read(() -> departments.reportedBy(campaign.id(), platform, user, roles));
  }

  public List<Link> links(Department department) {
    return transactions.read(() -> departments.links(department.id()));
  }

  /** Who reports for a department, each with its number. */
  public List<Departments.Numbered> numberedLinks(Department department) {
    return transactions.read(() -> departments.numberedLinks(department.id()));
  }

  /** Adds one more who reports for a department. */
  public Departments.Numbered addLink(
      Campaign campaign, Department department, Link link, Actor actor) {
    return transactions.write(
        () -> {
          Departments.Numbered added =
              new Departments.Numbered(departments.addLink(department.id(), link), link);
          audit.record(
              actor, "department.link.add", subject(campaign, department.code()), null, added);
          return added;
        });
  }

  /** Takes the link of that number away. */
  public void removeLink(Campaign campaign, Department department, long id, Actor actor) {
    transactions.writeAll(
        () -> {
          if (!departments.removeLink(department.id(), id)) {
            throw new Fault.NotFound(new Text("关联", "link"), String.valueOf(id));
          }
          audit.record(
              actor, "department.link.remove", subject(campaign, department.code()), id, null);
        });
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
