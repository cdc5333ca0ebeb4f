package homestretch.core.report;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Goals;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who reports what: the departments and goals of campaigns, kept in memory for as long as the
 * campaign's count of changes says that they hold.
 */
public final class Rosters {
  /** Departments and goals that all of them may come to, a few hundred bytes each. */
  private static final int MOST = 10_000;

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Departments departments;
  private final Goals goals;

  /** The one asked for last comes last. */
  private final Map<CampaignId, Roster> kept = new LinkedHashMap<>(16, 0.75f, true);

  public Rosters(
      Transactions transactions, Campaigns campaigns, Departments departments, Goals goals) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
  }

  /** One campaign's, as of one count of changes. */
  public static final class Roster {
    private final long setup;
    private final List<Department> departments;
    private final List<Goal> goals;
    private final Map<String, Department> departmentByCode = new HashMap<>();
    private final Map<String, Goal> goalByCode = new HashMap<>();
    private final Map<DepartmentId, String> departmentCodes = new HashMap<>();
    private final Map<GoalId, String> goalCodes = new HashMap<>();

    private Roster(long setup, List<Department> departments, List<Goal> goals) {
      this.setup = setup;
      this.departments = departments;
      this.goals = goals;
      for (Department each : departments) {
        departmentByCode.put(Code.folded(each.code()), each);
        departmentCodes.put(each.id(), each.code());
      }
      for (Goal each : goals) {
        goalByCode.put(Code.folded(each.code()), each);
        goalCodes.put(each.id(), each.code());
      }
    }

    /**
     * The department of that code, or of that name if only one has it.
     *
     * @throws Fault.NotFound if there is none
     * @throws Fault.Invalid naming their codes, if several have the name
     */
    public Department department(String typed) {
      return find(
          departmentByCode,
          departments,
          Department::code,
          Department::name,
          new Text("单位", "department"),
          typed);
    }

    /** The goal of that code or name; as {@link #department}. */
    public Goal goal(String typed) {
      return find(goalByCode, goals, Goal::code, Goal::name, new Text("指标", "goal"), typed);
    }

    public Map<DepartmentId, String> departmentCodes() {
      return departmentCodes;
    }

    public Map<GoalId, String> goalCodes() {
      return goalCodes;
    }

    private static <T> T find(
        Map<String, T> byCode,
        List<T> all,
        Function<T, String> code,
        Function<T, Text> name,
        Text what,
        String typed) {
      T found = byCode.get(Code.folded(typed));
      if (found == null) {
        found = Code.find(all, code, name, typed);
      }
      if (found == null) {
        throw new Fault.NotFound(what, typed);
      }
      return found;
    }
  }

  /** As it stands now. */
  public Roster of(Campaign campaign) {
    return transactions.read(() -> of(campaign, campaigns.changes(campaign.id()).setup()));
  }

  /**
   * As it stands by a count of changes that was read just now, or later.
   *
   * @param setup the count of {@link Campaigns.Changes#setup}
   */
  public Roster of(Campaign campaign, long setup) {
    Roster before = kept(campaign.id());
    if (before != null && before.setup == setup) {
      return before;
    }
    if (transactions.isWriting()) {
      // What is read here may never be committed.
      return read(campaign.id(), setup);
    }
    Roster now =
        transactions.read(() -> read(campaign.id(), campaigns.changes(campaign.id()).setup()));
    keep(campaign.id(), now);
    return now;
  }

  private @Nullable Roster kept(CampaignId campaign) {
    synchronized (kept) {
      return kept.get(campaign);
    }
  }

  private Roster read(CampaignId campaign, long setup) {
    return new Roster(setup, departments.departments(campaign), goals.goals(campaign));
  }

  private void keep(CampaignId campaign, Roster now) {
    synchronized (kept) {
      kept.put(campaign, now);
      int size = kept.values().stream().mapToInt(r -> r.departments.size() + r.goals.size()).sum();
      var eldest = kept.values().iterator();
      while (kept.size() > 1 && size > MOST) {
        Roster gone = eldest.next();
        size -= gone.departments.size() + gone.goals.size();
        eldest.remove();
      }
    }
  }
}
