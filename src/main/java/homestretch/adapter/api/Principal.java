package homestretch.adapter.api;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

/**
 * Who calls and what they may (spec/interface.md, "Who may what").
 *
 * @param token the name of the token
 */
record Principal(String token, Scope scope) {
  /** Where it stands in the request. */
  static final String ATTRIBUTE = "principal";

  static Principal of(Context ctx) {
    return Objects.requireNonNull(ctx.<Principal>attribute(ATTRIBUTE));
  }

  /** Whether the role suffices for a route; where, is asked apart. */
  boolean may(Doc.Access access) {
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

  void require(Doc.Access access) {
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
    if (!scope.covers(campaign.id())) {
      throw new Fault.Forbidden(
          new Text(
              "令牌的范围不包括战役“" + campaign.slug() + "”",
              "the token does not cover the campaign “" + campaign.slug() + "”"));
    }
  }

  boolean administers(CampaignId campaign) {
    return scope.role() == Role.ADMINISTRATOR && scope.covers(campaign);
  }

  /** Whether every department's figures are open to the principal, whatever is disclosed. */
  boolean seesAll(CampaignId campaign) {
    return scope.covers(campaign)
        && (scope.role() == Role.ADMINISTRATOR || scope.role() == Role.REVIEWER);
  }

  /** Those that the principal reports for: by the token itself, or by a link that names it. */
  List<DepartmentId> ownDepartments(Campaign campaign, DepartmentService departments) {
    if (scope.role() != Role.REPORTER || !scope.covers(campaign.id())) {
      return List.of();
    }
    List<DepartmentId> linked =
        departments.reportedBy(campaign, "api", token).stream().map(Department::id).toList();
    return departments.departments(campaign).stream()
        .filter(d -> scope.departments().contains(d.code()) || linked.contains(d.id()))
        .map(Department::id)
        .toList();
  }

  /** For the figures of one department: of those who report for it, review or administer. */
  void requireFigures(Campaign campaign, DepartmentService departments, DepartmentId department) {
    if (!seesAll(campaign.id()) && !ownDepartments(campaign, departments).contains(department)) {
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
    return scope.role() == Role.REPORTER
        && scope.covers(campaign.id())
        && scope.departments().contains(department.code());
  }

  private static Fault.Forbidden foreign() {
    return new Fault.Forbidden(
        new Text("令牌的范围不包括这个单位", "the token does not cover this department"));
  }
}
