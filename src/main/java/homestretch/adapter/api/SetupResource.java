package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Target;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code campaigns} with their {@code leagues}, {@code departments}, {@code goals}, {@code
 * targets}.
 */
public final class SetupResource implements Api.Resource {
  private static final Set<String> CAMPAIGN =
      Set.of(
          "slug",
          "name",
          "nameEn",
          "start",
          "deadline",
          "timezone",
          "locale",
          "countToday",
          "calendar",
          "sample",
          "state",
          "closing");
  private static final Set<String> LEAGUE = Set.of("code", "name", "nameEn", "position");
  private static final Set<String> DEPARTMENT =
      Set.of("code", "name", "nameEn", "league", "lead", "parent", "position", "links");
  private static final Set<String> LINK = Set.of("platform", "kind", "id");
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
          "position");
  private static final Set<String> TARGET =
      Set.of("department", "goal", "target", "baseline", "from", "version");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final Language language;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param language of campaigns that do not say
   * @param zone of campaigns that do not say
   */
  public SetupResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      Language language,
      ZoneId zone,
      Clock clock) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.language = language;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get("/campaigns", this::campaigns);
    routes.post("/campaigns", this::addCampaign);
    routes.get("/campaigns/{slug}", ctx -> answer(ctx, 200, campaign(ctx)));
    routes.put("/campaigns/{slug}", this::changeCampaign);
    routes.get(
        "/campaigns/{slug}/leagues",
        ctx ->
            Http.answer(ctx, 200, Http.whole(departments.leagues(campaign(ctx)), Views::league)));
    routes.post(
        "/campaigns/{slug}/leagues",
        ctx -> putLeague(ctx, Body.parse(ctx.body(), LEAGUE).text("code", null), true));
    routes.get(
        "/campaigns/{slug}/leagues/{code}",
        ctx -> {
          League league = league(campaign(ctx), "code", ctx.pathParam("code"));
          Http.answer(ctx, 200, Views.league(league), league.revision());
        });
    routes.put(
        "/campaigns/{slug}/leagues/{code}", ctx -> putLeague(ctx, ctx.pathParam("code"), false));
    routes.get("/campaigns/{slug}/departments", this::departments);
    routes.post(
        "/campaigns/{slug}/departments",
        ctx -> putDepartment(ctx, Body.parse(ctx.body(), DEPARTMENT).text("code", null), true));
    routes.get(
        "/campaigns/{slug}/departments/{code}",
        ctx -> {
          Campaign campaign = campaign(ctx);
          answer(ctx, 200, campaign, departments.find(campaign, ctx.pathParam("code")));
        });
    routes.put(
        "/campaigns/{slug}/departments/{code}",
        ctx -> putDepartment(ctx, ctx.pathParam("code"), false));
    routes.get(
        "/campaigns/{slug}/goals",
        ctx -> Http.answer(ctx, 200, Http.whole(goals.goals(campaign(ctx)), Views::goal)));
    routes.post(
        "/campaigns/{slug}/goals",
        ctx -> putGoal(ctx, Body.parse(ctx.body(), GOAL).text("code", null), true));
    routes.get(
        "/campaigns/{slug}/goals/{code}",
        ctx -> {
          Goal goal = goals.find(campaign(ctx), ctx.pathParam("code"));
          Http.answer(ctx, 200, Views.goal(goal), goal.revision());
        });
    routes.put("/campaigns/{slug}/goals/{code}", ctx -> putGoal(ctx, ctx.pathParam("code"), false));
    routes.get("/campaigns/{slug}/targets", this::targets);
    routes.post("/campaigns/{slug}/targets", this::setTarget);
  }

  Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private void campaigns(Context ctx) {
    int limit = Http.limit(ctx);
    String after = ctx.queryParam("cursor");
    List<Campaign> all = campaigns.list(after == null ? "" : after, limit + 1);
    Http.answer(
        ctx,
        200,
        Http.page(all, limit, c -> Views.campaign(c, campaigns.closing(c)), Campaign::slug));
  }

  private void answer(Context ctx, int status, Campaign campaign) {
    Http.answer(
        ctx, status, Views.campaign(campaign, campaigns.closing(campaign)), campaign.revision());
  }

  private void addCampaign(Context ctx) {
    Body body = Body.parse(ctx.body(), CAMPAIGN);
    Campaign added =
        campaigns.add(campaign(body, body.text("slug", null), null, 0), Http.actor(ctx));
    ctx.header("Location", "/api/v1/campaigns/" + added.slug());
    answer(ctx, 201, added);
  }

  private void changeCampaign(Context ctx) {
    Campaign before = campaign(ctx);
    int expected = Http.ifMatch(ctx);
    Body body = Body.parse(ctx.body(), CAMPAIGN);
    String state = Views.state(campaigns.closing(before));
    if (!body.text("state", state).equals(state)) {
      throw body.wrong(
          "state",
          new Text(
              state + "（要改变状态请用 POST …/freeze、/close、/reopen）",
              state + " (POST …/freeze, /close or /reopen changes it)"));
    }
    answer(
        ctx,
        200,
        campaigns.change(
            campaign(body, before.slug(), before, expected == 0 ? before.revision() : expected),
            Http.actor(ctx)));
  }

  private Campaign campaign(Body body, String slug, @Nullable Campaign before, int revision) {
    String name = body.text("name", before == null ? null : before.name().zh());
    return new Campaign(
        before == null ? new CampaignId(0) : before.id(),
        slug,
        new Text(name, body.text("nameEn", before == null ? name : before.name().en())),
        body.date("start", before == null ? null : before.start()),
        body.date("deadline", before == null ? null : before.deadline()),
        body.zone("timezone", before == null ? zone : before.timezone()),
        locale(body, before == null ? language : before.language()),
        body.bool("countToday", before == null || before.countToday()),
        body.text("calendar", before == null ? "CN" : before.calendar()),
        before != null && before.sample(),
        revision);
  }

  static Language locale(Body body, Language otherwise) {
    return switch (body.text("locale", otherwise.tag())) {
      case "zh-CN" -> Language.ZH;
      case "en" -> Language.EN;
      default -> throw body.wrong("locale", Text.same("zh-CN, en"));
    };
  }

  private League league(Campaign campaign, String field, String named) {
    Optional<League> league = departments.league(campaign, named);
    if (league.isEmpty() && field.equals("code")) {
      throw new Fault.NotFound(new Text("组别", "league"), named);
    }
    return league.orElseThrow(
        () ->
            new Fault.Invalid(
                field, named, new Text("已有组别的代码或名称", "the code or name of a league")));
  }

  private void putLeague(Context ctx, String code, boolean adding) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx.body(), LEAGUE);
    Optional<League> before =
        departments.leagues(campaign).stream().filter(l -> l.code().equals(code)).findFirst();
    refuseSecond(adding && before.isPresent(), code);
    String name = body.text("name", before.map(b -> b.name().zh()).orElse(null));
    League put =
        departments.put(
            campaign,
            new League(
                new LeagueId(0),
                campaign.id(),
                code,
                new Text(name, body.text("nameEn", before.map(b -> b.name().en()).orElse(name))),
                body.integer(
                    "position",
                    before.map(League::position).orElse(departments.leagues(campaign).size() + 1)),
                Http.ifMatch(ctx)),
            Http.actor(ctx));
    Http.answer(ctx, before.isEmpty() ? 201 : 200, Views.league(put), put.revision());
  }

  private void departments(Context ctx) {
    Campaign campaign = campaign(ctx);
    List<League> leagues = departments.leagues(campaign);
    Http.answer(
        ctx,
        200,
        Http.whole(
            departments.departments(campaign),
            d -> Views.department(d, of(leagues, d), departments.links(d))));
  }

  private static League of(List<League> leagues, Department department) {
    return leagues.stream()
        .filter(l -> l.id().equals(department.league()))
        .findFirst()
        .orElseThrow();
  }

  private void answer(Context ctx, int status, Campaign campaign, Department department) {
    Http.answer(
        ctx,
        status,
        Views.department(
            department,
            of(departments.leagues(campaign), department),
            departments.links(department)),
        department.revision());
  }

  private void putDepartment(Context ctx, String code, boolean adding) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx.body(), DEPARTMENT);
    Optional<Department> before =
        departments.departments(campaign).stream().filter(d -> d.code().equals(code)).findFirst();
    refuseSecond(adding && before.isPresent(), code);
    String name = body.text("name", before.map(b -> b.name().zh()).orElse(null));
    LeagueId league =
        before.isPresent() && !body.has("league")
            ? before.get().league()
            : league(campaign, "league", body.text("league", null)).id();
    @Nullable List<Link> links = body.has("links") ? links(body) : null;
    Department put =
        departments.put(
            campaign,
            new Department(
                new DepartmentId(0),
                campaign.id(),
                league,
                code,
                new Text(name, body.text("nameEn", before.map(b -> b.name().en()).orElse(name))),
                body.text("lead", before.map(Department::lead).orElse("")),
                body.text("parent", before.map(Department::parent).orElse("")),
                body.integer(
                    "position",
                    before
                        .map(Department::position)
                        .orElse(departments.departments(campaign).size() + 1)),
                Http.ifMatch(ctx)),
            Http.actor(ctx));
    if (links != null) {
      departments.link(campaign, put, links, Http.actor(ctx));
    }
    answer(ctx, before.isEmpty() ? 201 : 200, campaign, put);
  }

  private static List<Link> links(Body body) {
    List<Link> links = new ArrayList<>();
    for (Body link : body.objects("links", LINK)) {
      links.add(
          new Link(
              link.text("platform", null),
              link.choice("kind", Link.Kind.class, null),
              link.text("id", null)));
    }
    return links;
  }

  private void putGoal(Context ctx, String code, boolean adding) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx.body(), GOAL);
    Optional<Goal> before =
        goals.goals(campaign).stream().filter(g -> g.code().equals(code)).findFirst();
    refuseSecond(adding && before.isPresent(), code);
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
                    before.map(Goal::dueEvery).orElse(Goal.DueEvery.NONE)),
                body.integer("grace", before.map(Goal::grace).orElse(0)),
                body.integer("decimals", before.map(Goal::decimals).orElse(Goal.MOST_DECIMALS)),
                body.integer(
                    "position",
                    before.map(Goal::position).orElse(goals.goals(campaign).size() + 1)),
                Http.ifMatch(ctx)),
            Http.actor(ctx));
    Http.answer(ctx, before.isEmpty() ? 201 : 200, Views.goal(put), put.revision());
  }

  private void targets(Context ctx) {
    Campaign campaign = campaign(ctx);
    Map<DepartmentId, String> departmentOf = new HashMap<>();
    departments.departments(campaign).forEach(d -> departmentOf.put(d.id(), d.code()));
    Map<GoalId, String> goalOf = new HashMap<>();
    goals.goals(campaign).forEach(g -> goalOf.put(g.id(), g.code()));
    List<Target> all = goals.targets(campaign, Http.date(ctx, "on", campaign.today(clock)));
    Http.answer(
        ctx,
        200,
        Http.whole(
            all,
            t ->
                Views.target(
                    t,
                    departmentOf.getOrDefault(t.department(), ""),
                    goalOf.getOrDefault(t.goal(), ""))));
  }

  private void setTarget(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx.body(), TARGET);
    String department = body.text("department", null);
    String goal = body.text("goal", null);
    Target set =
        goals.setTarget(
            campaign,
            Target.of(
                departments.find(campaign, department).id(),
                goals.find(campaign, goal).id(),
                body.decimal("target", null),
                body.decimalOrNull("baseline", null),
                body.date("from", campaign.start())),
            Http.actor(ctx));
    Http.answer(ctx, 201, Views.target(set, department, goal));
  }

  private static void refuseSecond(boolean second, String code) {
    if (second) {
      throw new Fault.Conflict(
          new Text("已有“" + code + "”，要修改请用 PUT", "“" + code + "” exists already; PUT changes it"));
    }
  }
}
