package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/leagues} and {@code /departments}. */
public final class DepartmentResource implements Api.Resource {
  private static final Set<String> LEAGUE = Set.of("code", "name", "nameEn", "position");
  private static final Set<String> DEPARTMENT =
      Set.of(
          "code",
          "name",
          "nameEn",
          "league",
          "leagueFrom",
          "lead",
          "parent",
          "shortName",
          "inTotals",
          "from",
          "until",
          "successor",
          "position",
          "links");
  private static final Set<String> LINK = Set.of("platform", "kind", "id");

  private final CampaignService campaigns;
  private final DepartmentService departments;

  public DepartmentResource(CampaignService campaigns, DepartmentService departments) {
    this.campaigns = campaigns;
    this.departments = departments;
  }

  @Override
  public void routes(Routes routes) {
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
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
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
        departments.leagues(campaign).stream().filter(l -> Code.same(l.code(), code)).findFirst();
    Http.refuseSecond(adding && before.isPresent(), code);
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
            d ->
                Views.department(
                    d, of(leagues, d), successorOf(campaign, d), departments.links(d))));
  }

  private @Nullable String successorOf(Campaign campaign, Department department) {
    return department.successor() == null
        ? null
        : departments.departments(campaign).stream()
            .filter(d -> d.id().equals(department.successor()))
            .map(Department::code)
            .findFirst()
            .orElse(null);
  }

  /** The department of a code; null takes it away. */
  private @Nullable DepartmentId successor(
      Body body, Campaign campaign, @Nullable Department before) {
    if (!body.has("successor")) {
      return before == null ? null : before.successor();
    }
    String code = body.textOrNull("successor");
    return code == null ? null : departments.find(campaign, code).id();
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
            successorOf(campaign, department),
            departments.links(department)),
        department.revision());
  }

  private void putDepartment(Context ctx, String code, boolean adding) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx.body(), DEPARTMENT);
    Optional<Department> before =
        departments.departments(campaign).stream()
            .filter(d -> Code.same(d.code(), code))
            .findFirst();
    Http.refuseSecond(adding && before.isPresent(), code);
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
                body.text("shortName", before.map(Department::shortName).orElse("")),
                body.bool("inTotals", before.map(Department::inTotals).orElse(true)),
                body.dateOrNull("from", before.map(Department::from).orElse(null)),
                body.dateOrNull("until", before.map(Department::until).orElse(null)),
                successor(body, campaign, before.orElse(null)),
                body.integer(
                    "position",
                    before
                        .map(Department::position)
                        .orElse(departments.departments(campaign).size() + 1)),
                Http.ifMatch(ctx)),
            body.dateOrNull("leagueFrom", null),
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
}
