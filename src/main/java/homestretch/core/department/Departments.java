package homestretch.core.department;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leagues, departments and who reports for them (port). Lists are in the order of position, code.
 */
public interface Departments {
  League add(League league);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(League league);

  List<League> leagues(CampaignId campaign);

  Department add(Department department);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Department department);

  /**
   * Adds many, with the ids that they have, each in its league from ever on.
   *
   * @param departments a successor stands before the one that goes on as it
   */
  void addAll(List<League> leagues, List<Department> departments);

  /**
   * Changes many.
   *
   * @return false if the revision of one is not the stored one any more
   */
  boolean changeAll(List<Department> departments);

  /** In the leagues that they belong to last. */
  List<Department> departments(CampaignId campaign);

  /**
   * In the leagues that they belong to on a day, those too that do not count then.
   *
   * @param known only moves that had been entered by then; null: all
   */
  List<Department> departmentsOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /**
   * Notes that a department belongs to a league from a day on.
   *
   * @param from null: it always did; what was noted before is taken away
   */
  void move(DepartmentId department, LeagueId league, @Nullable LocalDate from, Instant at);

  Optional<Department> department(CampaignId campaign, String code);

  List<Link> links(DepartmentId department);

  /** Those of every department of a campaign that has any. */
  Map<DepartmentId, List<Link>> links(CampaignId campaign);

  void setLinks(DepartmentId department, List<Link> links);

  /** A link with the number by which it is removed. */
  record Numbered(long id, Link link) {}

  /** Those of a department, by number. */
  List<Numbered> numberedLinks(DepartmentId department);

  /**
   * Adds one; one that is there already is answered.
   *
   * @return its number
   */
  long addLink(DepartmentId department, Link link);

  /**
   * @return false if the department has no link of that number
   */
  boolean removeLink(DepartmentId department, long id);

  /** The departments that this user, or any of these roles, reports for. */
  List<Department> reportedBy(CampaignId campaign, String platform, String user, Set<String> roles);

  /** Every linked user of a platform, with the department. */
  List<LinkedUser> linkedUsers(String platform);

  /** A user who reports for a department. */
  record LinkedUser(String user, Department department) {}

  /** How many departments belong or ever belonged to a league. */
  long members(LeagueId league);

  /** What there is of a department, kind by kind; nothing of what there is none. */
  Map<Text, Long> uses(DepartmentId department);

  void remove(CampaignId campaign, LeagueId league);

  /** Removes it with its links and memberships. */
  void remove(CampaignId campaign, DepartmentId department);
}
