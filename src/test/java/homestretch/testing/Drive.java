package homestretch.testing;

import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A campaign put together in memory, for the rules that need no database. */
public final class Drive {
  public Campaign campaign;
  public LocalDate on;
  public Scheme scheme;
  public final List<League> leagues = new ArrayList<>();
  public final List<Department> departments = new ArrayList<>();
  public final List<Section> sections = new ArrayList<>();
  public final List<Goal> goals = new ArrayList<>();
  public final List<Target> targets = new ArrayList<>();
  public final List<Plan> plans = new ArrayList<>();
  public final List<Milestone> milestones = new ArrayList<>();
  public final List<Adjustment> adjustments = new ArrayList<>();
  public final List<Report> figures = new ArrayList<>();

  /** Of the year of that date, with one league. */
  public Drive(String on) {
    this.on = LocalDate.parse(on);
    int year = this.on.getYear();
    campaign = campaign(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    scheme = Scheme.standard(campaign.start());
    league("L1");
  }

  public static Campaign campaign(LocalDate start, LocalDate deadline) {
    return new Campaign(
        new CampaignId(1),
        "drive",
        Text.same("drive"),
        start,
        deadline,
        ZoneId.of("Asia/Shanghai"),
        Language.ZH,
        true,
        "CN",
        false,
        1);
  }

  public Section section(@Nullable String weight) {
    int id = sections.size() + 1;
    Section section =
        new Section(
            new SectionId(id),
            campaign.id(),
            "S" + id,
            Text.same("S" + id),
            weight == null ? null : new BigDecimal(weight),
            null,
            null,
            id,
            1);
    sections.add(section);
    return section;
  }

  /** Puts a goal into a section. */
  public Goal place(Goal goal, Section section) {
    Goal placed = goal.inSection(section.id());
    goals.set(goals.indexOf(goal), placed);
    return placed;
  }

  public League league(String code) {
    int id = leagues.size() + 1;
    League league = new League(new LeagueId(id), campaign.id(), code, Text.same(code), id, 1);
    leagues.add(league);
    return league;
  }

  public Goal goal(GoalKind kind) {
    return goal(kind, Direction.UP, "1", "100", Goal.Period.YEAR, Goal.DueEvery.NONE, 0);
  }

  public Goal goal(
      GoalKind kind,
      Direction direction,
      String weight,
      @Nullable String cap,
      Goal.Period period,
      Goal.DueEvery dueEvery,
      int grace) {
    int id = goals.size() + 1;
    Goal goal =
        new Goal(
            new GoalId(id),
            campaign.id(),
            "G" + id,
            Text.same("G" + id),
            Text.same("unit"),
            kind,
            direction,
            new BigDecimal(weight),
            cap == null ? null : new BigDecimal(cap),
            null,
            period,
            dueEvery,
            grace,
            10,
            id,
            1);
    goals.add(goal);
    return goal;
  }

  public Department department() {
    return department(leagues.getFirst());
  }

  public Department department(League league) {
    int id = departments.size() + 1;
    Department department =
        new Department(
            new DepartmentId(id),
            campaign.id(),
            league.id(),
            "D" + id,
            Text.same("D" + id),
            "",
            "",
            id,
            1);
    departments.add(department);
    return department;
  }

  public void target(Department department, Goal goal, String amount) {
    target(department, goal, amount, null);
  }

  public void target(Department department, Goal goal, String amount, @Nullable String baseline) {
    targets.add(
        new Target(
            department.id(),
            goal.id(),
            new BigDecimal(amount),
            baseline == null ? null : new BigDecimal(baseline),
            campaign.start(),
            true,
            1));
  }

  public void milestone(Department department, Goal goal, String step, String due, String weight) {
    milestones.add(
        new Milestone(
            department.id(),
            goal.id(),
            step,
            LocalDate.parse(due),
            new BigDecimal(weight),
            campaign.start(),
            1));
  }

  public void figure(Department department, Goal goal, String asOf, Figure figure) {
    figures.add(
        new Report(
            new ReportId(figures.size() + 1),
            campaign.id(),
            department.id(),
            goal.id(),
            LocalDate.parse(asOf),
            figure,
            "",
            "",
            Report.State.PROVISIONAL,
            1,
            0,
            "",
            World.ACTOR,
            Instant.EPOCH));
  }

  public void figure(Department department, Goal goal, String asOf, String value) {
    figure(department, goal, asOf, number(value));
  }

  /** {@code 12} or {@code 12/40}. */
  public static Figure number(String value) {
    String[] parts = value.split("/");
    return parts.length == 1
        ? Figure.of(new BigDecimal(value))
        : Figure.of(new BigDecimal(parts[0]), new BigDecimal(parts[1]));
  }

  public void adjust(Department department, Adjustment.Kind kind, String item, String points) {
    adjustments.add(
        new Adjustment(
            adjustments.size() + 1,
            department.id(),
            kind,
            item,
            new BigDecimal(points),
            campaign.start(),
            "reason",
            "",
            World.ACTOR,
            Instant.EPOCH,
            null));
  }

  public Setup setup() {
    return new Setup(
        campaign,
        on,
        null,
        null,
        scheme,
        leagues,
        departments,
        sections,
        goals,
        targets,
        plans,
        milestones,
        adjustments,
        new WorkCalendars().of("CN"),
        List.of(),
        null);
  }

  public Scorebook book() {
    return new Scorebook(setup(), figures);
  }

  public Standing standing(Department department) {
    return book().standing(department.id());
  }
}
