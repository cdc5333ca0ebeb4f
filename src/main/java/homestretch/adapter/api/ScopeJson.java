package homestretch.adapter.api;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.GoalService;
import homestretch.core.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads and writes what a token, a person or an invitation may, and where. */
record ScopeJson(CampaignService campaigns, DepartmentService departments, GoalService goals) {
  /**
   * @param role null: of an administrator
   * @param slugs null: all campaigns
   * @param all whether all campaigns are said to be meant
   * @param codes of departments; null: none
   * @param leagues null: all
   * @param goalCodes null: all
   */
  @Nullable Scope read(
      Given<?> given,
      @Nullable Role role,
      @Nullable List<String> slugs,
      @Nullable Boolean all,
      @Nullable List<String> codes,
      @Nullable List<String> leagues,
      @Nullable List<String> goalCodes) {
    given.require(
        "allCampaigns",
        all == null || all == (slugs == null),
        new Text("campaigns 与 allCampaigns: true 只用其一", "either campaigns or allCampaigns: true"));
    given.require(
        "campaigns",
        slugs == null || !slugs.isEmpty(),
        new Text("至少一个战役", "at least one campaign"));
    given.require(
        "departments",
        codes == null || codes.isEmpty() || role == Role.REPORTER,
        new Text("只用于角色 reporter", "nothing beside the role reporter"));
    Set<CampaignId> ids = new HashSet<>();
    List<Campaign> within = slugs == null ? campaigns.list() : campaigns(given, slugs, ids);
    Set<String> named =
        codes(
            given,
            "departments",
            codes,
            within,
            new Text("单位", "department"),
            (campaign, code) -> departments.find(campaign, code).code());
    ofReviewer(given, "leagues", role, leagues);
    ofReviewer(given, "goals", role, goalCodes);
    Set<String> ofLeagues =
        codes(
            given,
            "leagues",
            leagues,
            within,
            new Text("组别", "league"),
            (campaign, code) ->
                departments
                    .league(campaign, code)
                    .orElseThrow(() -> new Fault.NotFound(new Text("组别", "league"), code))
                    .code());
    Set<String> ofGoals =
        codes(
            given,
            "goals",
            goalCodes,
            within,
            new Text("指标", "goal"),
            (campaign, code) -> goals.find(campaign, code).code());
    return given.wrong().isEmpty()
        ? new Scope(
            Objects.requireNonNullElse(role, Role.ADMINISTRATOR),
            slugs == null ? null : ids,
            named,
            ofLeagues,
            ofGoals)
        : null;
  }

  private static void ofReviewer(
      Given<?> given, String field, @Nullable Role role, @Nullable List<String> codes) {
    given.require(
        field,
        codes == null || codes.isEmpty() || role == Role.REVIEWER,
        new Text("只用于角色 reviewer", "nothing beside the role reviewer"));
  }

  /**
   * The codes as they are stored, each of some campaign of the scope.
   *
   * @param finder throws {@link Fault.NotFound} if the campaign has none of that code or name
   */
  private static Set<String> codes(
      Given<?> given,
      String field,
      @Nullable List<String> codes,
      List<Campaign> within,
      Text what,
      BiFunction<Campaign, String, String> finder) {
    Set<String> named = new HashSet<>();
    for (int i = 0; codes != null && i < codes.size(); i++) {
      String code = codes.get(i);
      if (code == null) {
        continue;
      }
      Set<String> found = new HashSet<>();
      for (Campaign campaign : within) {
        try {
          found.add(finder.apply(campaign, code));
        } catch (Fault.NotFound e) {
          // Another campaign of the scope may have it.
        }
      }
      if (found.isEmpty()) {
        given.refuse(
            field + "/" + i,
            new Text(
                "范围内某个战役的" + what.zh() + "代码",
                "the code of a " + what.en() + " of a campaign of the scope"));
      }
      named.addAll(found);
    }
    return named;
  }

  private List<Campaign> campaigns(Given<?> given, List<String> slugs, Set<CampaignId> ids) {
    List<Campaign> found = new java.util.ArrayList<>();
    for (int i = 0; i < slugs.size(); i++) {
      Campaign campaign =
          given.find("campaigns/" + i, slugs.get(i), new Text("战役", "campaign"), campaigns::find);
      if (campaign != null) {
        found.add(campaign);
        ids.add(campaign.id());
      }
    }
    return found;
  }

  /** The slugs of the campaigns; null: all. */
  @Nullable List<String> slugs(Scope scope) {
    Set<CampaignId> some = scope.campaigns();
    return some == null
        ? null
        : some.stream().map(id -> campaigns.get(id).slug()).sorted().toList();
  }

  static List<String> sorted(Set<String> codes) {
    return codes.stream().sorted().toList();
  }

  static List<String> departments(Scope scope) {
    return scope.departments().stream().sorted().toList();
  }
}
