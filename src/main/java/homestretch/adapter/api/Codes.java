package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.report.Rosters;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The codes under which a campaign's departments, goals, sections and leagues are shown. */
record Codes(
    Map<DepartmentId, String> departments,
    Map<GoalId, String> goals,
    Map<SectionId, String> sections,
    Map<LeagueId, String> leagues) {
  /** Of figures, which name no section and no league. */
  static Codes of(Rosters.Roster roster) {
    return new Codes(roster.departmentCodes(), roster.goalCodes(), Map.of(), Map.of());
  }

  static Codes of(Campaign campaign, DepartmentService departments, GoalService goals) {
    return new Codes(
        departments.departments(campaign).stream()
            .collect(Collectors.toMap(Department::id, Department::code)),
        goals.goals(campaign).stream().collect(Collectors.toMap(Goal::id, Goal::code)),
        sections(campaign, goals),
        departments.leagues(campaign).stream().collect(Collectors.toMap(League::id, League::code)));
  }

  static Map<SectionId, String> sections(Campaign campaign, GoalService goals) {
    return goals.sections(campaign).stream().collect(Collectors.toMap(Section::id, Section::code));
  }

  String of(SectionId section) {
    return Objects.requireNonNull(sections.get(section));
  }

  String of(DepartmentId department) {
    return Objects.requireNonNull(departments.get(department));
  }

  String of(LeagueId league) {
    return Objects.requireNonNull(leagues.get(league));
  }

  String of(GoalId goal) {
    return Objects.requireNonNull(goals.get(goal));
  }
}
