package homestretch.adapter.api;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.access.Tokens;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.fault.Fault;
import homestretch.core.login.Account;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who calls and what they may (spec/interface.md, "Who may what").
 *
 * @param platform {@code api} of a token, else the platform of the person
 * @param id the name of the token, or the platform's own id of the person
 * @param roles as the platform calls those of the person
 * @param scopes what they may, each with where: none lends its role to another's campaigns
 */
record Principal(String platform, String id, Set<String> roles, List<Scope> scopes) {
  /** Where it stands in the request. */
  static final String ATTRIBUTE = "principal";

  /** The same with all that they may, where the route asked for less. */
  private static final String WHOLE = "principal.whole";

  private static final String TOKENS = "api";

  Principal {
    roles = Set.copyOf(roles);
    scopes = List.copyOf(scopes);
  }

  static Principal of(Tokens.Token token) {
    return new Principal(TOKENS, token.name(), Set.of(), List.of(token.scope()));
  }

  static Principal of(Account account, List<Scope> scopes) {
    return new Principal(Account.PLATFORM, account.external(), account.roles(), scopes);
  }

  static Principal of(Context ctx) {
    return Objects.requireNonNull(ctx.<Principal>attribute(ATTRIBUTE));
  }

  /** Everything that the caller may, whatever the route asked for. */
  static Principal whole(Context ctx) {
    Principal whole = ctx.attribute(WHOLE);
    return whole == null ? of(ctx) : whole;
  }

  /**
   * From here on the request has only those rights whose role suffices for the route, so that what
   * is asked afterwards, where, is asked of them.
   */
  void require(Doc.Access access, Context ctx) {
    require(access);
    ctx.attribute(WHOLE, this);
    ctx.attribute(
        ATTRIBUTE,
        new Principal(platform, id, roles, scopes.stream().filter(s -> may(s, access)).toList()));
  }

  /** Whether some role suffices for a route; where, is asked apart. */
  boolean may(Doc.Access access) {
    return access == Doc.Access.VIEWER || scopes.stream().anyMatch(s -> may(s, access));
  }

  private static boolean may(Scope scope, Doc.Access access) {
    Role role = scope.role();
    if (role == Role.ADMINISTRATOR) {
      return access != Doc.Access.OPERATOR || scope.isEverything();
    }
    return switch (access) {
      case VIEWER -> true;
      case REPORTER -> role == Role.REPORTER;
      case REVIEWER -> role == Role.REVIEWER;
      case MEMBER -> role == Role.REPORTER || role == Role.REVIEWER;
      case ADMINISTRATOR, OPERATOR -> false;
    };
  }

  /** Whether it may everything everywhere. */
  boolean isEverything() {
    return scopes.stream().anyMatch(Scope::isEverything);
  }

  /** Whether no campaign is closed to it. */
  boolean isForAll() {
    return scopes.stream().anyMatch(s -> s.campaigns() == null);
  }

  /** Whether it may anything in a campaign. */
  boolean covers(CampaignId campaign) {
    return scopes.stream().anyMatch(s -> s.covers(campaign));
  }

  private void require(Doc.Access access) {
    if (!may(access)) {
      Text needed =
          switch (access) {
            case VIEWER -> new Text("任何令牌", "any token");
            case REPORTER -> new Text("填报员（reporter）", "a reporter");
            case REVIEWER -> new Text("核定员（reviewer）", "a reviewer");
            case MEMBER -> new Text("填报员或核定员", "a reporter or reviewer");
            case ADMINISTRATOR -> new Text("管理员（administrator）", "an administrator");
            case OPERATOR -> new Text("全部战役的管理员", "an administrator of all campaigns");
          };
      throw new Fault.Forbidden(
          new Text("只有" + needed.zh() + "可以这样做", "this is for " + needed.en()));
    }
  }

  void requireCampaign(Campaign campaign) {
    if (!covers(campaign.id())) {
      throw new Fault.Forbidden(
          new Text(
              "令牌的范围不包括战役“" + campaign.slug() + "”",
              "the token does not cover the campaign “" + campaign.slug() + "”"));
    }
  }

  boolean administers(CampaignId campaign) {
    return scopes.stream().anyMatch(s -> s.role() == Role.ADMINISTRATOR && s.covers(campaign));
  }

  /** Whether every department's figures are open to the principal, whatever is disclosed. */
  boolean seesAll(CampaignId campaign) {
    return scopes.stream()
        .anyMatch(
            s ->
                s.covers(campaign)
                    && (s.role() == Role.ADMINISTRATOR
                        || (s.role() == Role.REVIEWER && s.leagues().isEmpty())));
  }

  /** Whose figures are open to it, where not every department's: its own, and of its leagues. */
  List<DepartmentId> openDepartments(Campaign campaign, DepartmentService departments) {
    Set<String> leagues =
        scopes.stream()
            .filter(s -> s.role() == Role.REVIEWER && s.covers(campaign.id()))
            .flatMap(s -> s.leagues().stream())
            .collect(Collectors.toSet());
    List<DepartmentId> open = new ArrayList<>(ownDepartments(campaign, departments));
    if (!leagues.isEmpty()) {
      Set<LeagueId> ids =
          departments.leagues(campaign).stream()
              .filter(l -> leagues.contains(l.code()))
              .map(League::id)
              .collect(Collectors.toSet());
      departments.departments(campaign).stream()
          .filter(d -> ids.contains(d.league()) && !open.contains(d.id()))
          .forEach(d -> open.add(d.id()));
    }
    return open;
  }

  /** Whether it may verify and reject figures of a league and a goal. */
  boolean reviews(Campaign campaign, String league, String goal) {
    return scopes.stream().anyMatch(s -> s.reviews(campaign.id(), league, goal));
  }

  /** Those that the principal reports for: by the token itself, or by a link that names it. */
  List<DepartmentId> ownDepartments(Campaign campaign, DepartmentService departments) {
    List<Scope> reporting =
        scopes.stream().filter(s -> s.role() == Role.REPORTER && s.covers(campaign.id())).toList();
    if (reporting.isEmpty()) {
      return List.of();
    }
    List<DepartmentId> linked =
        departments.reportedBy(campaign, platform, id, roles).stream().map(Department::id).toList();
    return departments.departments(campaign).stream()
        .filter(
            d ->
                reporting.stream().anyMatch(s -> s.departments().contains(d.code()))
                    || linked.contains(d.id()))
        .map(Department::id)
        .toList();
  }

  /** For the figures of one department: of those who report for it, review or administer. */
  void requireFigures(Campaign campaign, DepartmentService departments, DepartmentId department) {
    if (!seesAll(campaign.id()) && !openDepartments(campaign, departments).contains(department)) {
      throw foreign();
    }
  }

  /** For entering figures of one department. */
  void requireReports(Campaign campaign, DepartmentService departments, Department department) {
    if (!administers(campaign.id())
        && !isNamed(campaign, department)
        && !ownDepartments(campaign, departments).contains(department.id())) {
      throw foreign();
    }
  }

  /** Whether the token itself is for the department, whatever links there are. */
  private boolean isNamed(Campaign campaign, Department department) {
    return scopes.stream()
        .anyMatch(
            s ->
                s.role() == Role.REPORTER
                    && s.covers(campaign.id())
                    && s.departments().contains(department.code()));
  }

  /** Nobody verifies or rejects the figures of a department that they report for. */
  void requireNotOwn(Campaign campaign, DepartmentService departments, DepartmentId department) {
    if (ownDepartments(campaign, departments).contains(department)) {
      throw new Fault.Forbidden(
          new Text("不能核定自己上报单位的数据", "nobody verifies the figures of a department they report for"));
    }
  }

  private static Fault.Forbidden foreign() {
    return new Fault.Forbidden(
        new Text("令牌的范围不包括这个单位", "the token does not cover this department"));
  }
}
