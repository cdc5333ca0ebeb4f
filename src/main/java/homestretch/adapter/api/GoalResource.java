package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.store.Code;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * {@code campaigns/{slug}/goals}, and how much of them by when: {@code /targets}, {@code /plans},
 * {@code /milestones}.
 */
public final class GoalResource implements Api.Resource {
  private static final Set<String> GOAL =
      Set.of(
          "code",
          "name",
          "nameEn",
          "unit",
          "unitEn",
          "kind",
          "direction",
          "weight",
          "cap",
          "min",
          "period",
          "dueEvery",
          "grace",
          "decimals",
          "shownDecimals",
          "from",
          "until",
          "position");
  private static final Set<String> TARGET =
      Set.of("department", "goal", "target", "applicable", "baseline", "from", "version");
  private static final Set<String> PLAN = Set.of("goal", "department", "from", "points", "version");
  private static final Set<String> POINT = Set.of("date", "percent");
  private static final Set<String> MILESTONE =
      Set.of("department", "goal", "step", "due", "weight", "from", "version");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final Clock clock;

  public GoalResource(
      CampaignService campaigns, DepartmentService departments, GoalService goals, Clock clock) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/goals",
        Doc.of("Lists the goals").pages(),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, goals.goals(campaign(ctx)), Views::goal)));
    routes.post(
        "/campaigns/{slug}/goals",
        Doc.of("Adds a goal").status(201),
        ctx -> putGoal(ctx, Body.parse(ctx, GOAL).text("code", null), true));
    routes.get(
        "/campaigns/{slug}/goals/{code}",
        Doc.of("Reads a goal"),
        ctx -> {
          Goal goal = goals.find(campaign(ctx), ctx.pathParam("code"));
          Http.answer(ctx, 200, Views.goal(goal), goal.revision());
        });
    routes.put(
        "/campaigns/{slug}/goals/{code}",
        Doc.of("Changes a goal, or adds it").guarded(),
        ctx -> putGoal(ctx, ctx.pathParam("code"), false));
    routes.get(
        "/campaigns/{slug}/targets",
        versions("Lists the targets"),
        ctx -> list(ctx, goals::targetVersions, goals::targets, Views::target));
    routes.post(
        "/campaigns/{slug}/targets",
        Doc.of("Sets a target from a day on").status(201),
        this::setTarget);
    routes.get(
        "/campaigns/{slug}/plans",
        versions("Lists the plans"),
        ctx -> list(ctx, goals::planVersions, goals::plans, Views::plan));
    routes.post(
        "/campaigns/{slug}/plans", Doc.of("Sets a plan from a day on").status(201), this::setPlan);
    routes.get(
        "/campaigns/{slug}/milestones",
        versions("Lists the milestones"),
        ctx -> list(ctx, goals::milestoneVersions, goals::milestones, Views::milestone));
    routes.post(
        "/campaigns/{slug}/milestones",
        Doc.of("Sets a step from a day on").status(201),
        this::setMilestone);
  }

  private static Doc versions(String summary) {
    return Doc.of(summary)
        .query("on", "date", "what counts this day; today by default")
        .query("versions", "string", "all: every version")
        .pages();
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  /** What counts on a day ({@code ?on=}, today by default), or {@code ?versions=all}. */
  private <T> void list(
      Context ctx,
      Function<Campaign, List<T>> versions,
      BiFunction<Campaign, LocalDate, List<T>> counting,
      BiFunction<T, Codes, Object> view) {
    Campaign campaign = campaign(ctx);
    Codes codes = Codes.of(campaign, departments, goals);
    List<T> all =
        Http.allVersions(ctx)
            ? versions.apply(campaign)
            : counting.apply(campaign, Http.date(ctx, "on", campaign.today(clock)));
    Http.answer(ctx, 200, Http.page(ctx, all, each -> view.apply(each, codes)));
  }

  private void putGoal(Context ctx, String code, boolean adding) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, GOAL);
    Optional<Goal> before =
        goals.goals(campaign).stream().filter(g -> Code.same(g.code(), code)).findFirst();
    Http.refuseSecond(adding && before.isPresent(), code);
    String name = body.text("name", before.map(b -> b.name().zh()).orElse(null));
    String unit = body.text("unit", before.map(b -> b.unit().zh()).orElse(null));
    Goal put =
        goals.put(
            campaign,
            new Goal(
                new GoalId(0),
                campaign.id(),
                code,
                new Text(name, body.text("nameEn", before.map(b -> b.name().en()).orElse(name))),
                new Text(unit, body.text("unitEn", before.map(b -> b.unit().en()).orElse(unit))),
                GoalKind.of(body.text("kind", before.map(b -> b.kind().name()).orElse("total"))),
                body.choice(
                    "direction", Direction.class, before.map(Goal::direction).orElse(Direction.UP)),
                body.decimal("weight", before.map(Goal::weight).orElse(BigDecimal.ONE)),
                body.decimalOrNull(
                    "cap", before.isPresent() ? before.get().cap() : Figures.HUNDRED),
                body.decimalOrNull("min", before.isPresent() ? before.get().minimum() : null),
                body.choice(
                    "period", Goal.Period.class, before.map(Goal::period).orElse(Goal.Period.YEAR)),
                body.choice(
                    "dueEvery",
                    Goal.DueEvery.class,
                    before.map(Goal::dueEvery).orElse(Goal.DEFAULT_DUE_EVERY)),
                body.integer("grace", before.map(Goal::grace).orElse(Goal.DEFAULT_GRACE)),
                body.integer("decimals", before.map(Goal::decimals).orElse(Goal.MOST_DECIMALS)),
                body.integer(
                    "shownDecimals", before.map(Goal::shownDecimals).orElse(Exact.DECIMALS)),
                body.dateOrNull("from", before.map(Goal::from).orElse(null)),
                body.dateOrNull("until", before.map(Goal::until).orElse(null)),
                body.integer(
                    "position",
                    before.map(Goal::position).orElse(goals.goals(campaign).size() + 1)),
                Http.ifMatch(ctx, before.map(Goal::revision).orElse(null))),
            Http.actor(ctx));
    if (before.isEmpty()) {
      Http.created(ctx, "/campaigns/" + campaign.slug() + "/goals/" + put.code());
    }
    Http.answer(ctx, before.isEmpty() ? 201 : 200, Views.goal(put), put.revision());
  }

  private void setTarget(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, TARGET);
    Department department = departments.find(campaign, body.text("department", null));
    Goal goal = goals.find(campaign, body.text("goal", null));
    LocalDate from = body.date("from", campaign.start());
    Target set =
        goals.setTarget(
            campaign,
            body.bool("applicable", true)
                ? Target.of(
                    department.id(),
                    goal.id(),
                    body.decimal("target", null),
                    body.decimalOrNull("baseline", null),
                    from)
                : Target.notApplicable(department.id(), goal.id(), from),
            Http.actor(ctx));
    Http.answer(ctx, 201, Views.target(set, Codes.of(campaign, departments, goals)));
  }

  /** The whole curve; without points the plan is taken away. */
  private void setPlan(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, PLAN);
    Goal goal = goals.find(campaign, body.text("goal", null));
    String department = body.text("department", "");
    List<Plan.Point> points = new ArrayList<>();
    for (Body point : body.objects("points", POINT)) {
      points.add(new Plan.Point(point.date("date", null), point.decimal("percent", null)));
    }
    Plan set =
        goals.setPlan(
            campaign,
            goal,
            new Plan(
                goal.id(),
                department.isEmpty() ? null : departments.find(campaign, department).id(),
                body.date("from", campaign.start()),
                points,
                0),
            Http.actor(ctx));
    Http.answer(ctx, 201, Views.plan(set, Codes.of(campaign, departments, goals)));
  }

  private void setMilestone(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, MILESTONE);
    Department department = departments.find(campaign, body.text("department", null));
    Goal goal = goals.find(campaign, body.text("goal", null));
    Milestone set =
        goals.setMilestone(
            campaign,
            goal,
            new Milestone(
                department.id(),
                goal.id(),
                body.text("step", null),
                body.date("due", null),
                body.decimal("weight", BigDecimal.ONE),
                body.date("from", campaign.start()),
                0),
            Http.actor(ctx));
    Http.answer(ctx, 201, Views.milestone(set, Codes.of(campaign, departments, goals)));
  }
}
