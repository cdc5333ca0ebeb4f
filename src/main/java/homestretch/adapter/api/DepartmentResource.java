package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/leagues} and {@code /departments}. */
public final class DepartmentResource implements Api.Resource {
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
  private static final String REPORTER = "reporter";
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
        Doc.of("Lists the leagues").list(LeagueJson.class),
        ctx ->
            Http.answer(
                ctx, 200, Http.page(ctx, departments.leagues(campaign(ctx)), LeagueJson::of)));
    routes.post(
        "/campaigns/{slug}/leagues",
        Doc.of("Adds a league").in(LeagueJson.class).creates(LeagueJson.class),
        ctx -> putLeague(ctx, null));
    routes.get(
        "/campaigns/{slug}/leagues/{code}",
        Doc.of("Reads a league").out(LeagueJson.class),
        ctx -> {
          League league = league(campaign(ctx), "code", ctx.pathParam("code"));
          Http.answer(ctx, 200, LeagueJson.of(league), league.revision());
        });
    routes.put(
        "/campaigns/{slug}/leagues/{code}",
        Doc.of("Changes a league, or adds it").in(LeagueJson.class).out(LeagueJson.class),
        ctx -> putLeague(ctx, ctx.pathParam("code")));
    routes.get(
        "/campaigns/{slug}/departments",
        Doc.of("Lists the departments").pages(),
        this::departments);
    routes.post(
        "/campaigns/{slug}/departments",
        Doc.of("Adds a department").status(201),
        ctx -> putDepartment(ctx, Body.parse(ctx, DEPARTMENT).text("code", null), true));
    routes.get(
        "/campaigns/{slug}/departments/{code}",
        Doc.of("Reads a department"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          answer(ctx, 200, campaign, departments.find(campaign, ctx.pathParam("code")));
        });
    routes.put(
        "/campaigns/{slug}/departments/{code}",
        Doc.of("Changes a department, or adds it").guarded(),
        ctx -> putDepartment(ctx, ctx.pathParam("code"), false));
    routes.get(
        "/campaigns/{slug}/departments/{code}/links",
        Doc.of("Lists who reports for a department").pages(),
        ctx ->
            Http.answer(
                ctx,
                200,
                Http.page(
                    ctx,
                    departments.numberedLinks(
                        departments.find(campaign(ctx), ctx.pathParam("code"))),
                    DepartmentResource::view)));
    routes.post(
        "/campaigns/{slug}/departments/{code}/links",
        Doc.of("Links one more who reports for a department").status(201),
        this::addLink);
    routes.delete(
        "/campaigns/{slug}/departments/{code}/links/{id}",
        Doc.of("Takes a link away").status(204),
        ctx -> {
          Campaign campaign = campaign(ctx);
          departments.removeLink(
              campaign,
              departments.find(campaign, ctx.pathParam("code")),
              Http.id(ctx),
              Http.actor(ctx));
          ctx.status(204);
        });
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

  /**
   * @param named in the address; null: a new one, named in the body
   */
  private void putLeague(Context ctx, @Nullable String named) {
    Campaign campaign = campaign(ctx);
    JsonNode body = Bodies.object(ctx);
    List<League> all = departments.leagues(campaign);
    String code = named != null ? named : Shapes.create(LeagueJson.class, body).code();
    Optional<League> before =
        all.stream().filter(l -> Code.same(l.code(), String.valueOf(code))).findFirst();
    Http.refuseSecond(named == null && before.isPresent(), String.valueOf(code));
    int expected = Http.ifMatch(ctx, before.map(League::revision).orElse(null));
    LeagueJson wanted =
        before.isPresent()
            ? Shapes.change(LeagueJson.of(before.get()), body)
            : Shapes.create(LeagueJson.class, Http.named(body, "code", code));
    String name = Objects.requireNonNull(wanted.name());
    League put =
        departments.put(
            campaign,
            new League(
                new LeagueId(0),
                campaign.id(),
                Objects.requireNonNull(wanted.code()),
                new Text(name, Objects.requireNonNullElse(wanted.nameEn(), name)),
                Objects.requireNonNullElse(wanted.position(), all.size() + 1),
                expected),
            Http.actor(ctx));
    if (before.isEmpty()) {
      Http.created(ctx, "/campaigns/" + campaign.slug() + "/leagues/" + put.code());
    }
    Http.answer(ctx, before.isEmpty() ? 201 : 200, LeagueJson.of(put), put.revision());
  }

  private void departments(Context ctx) {
    Campaign campaign = campaign(ctx);
    List<League> leagues = departments.leagues(campaign);
    Http.answer(
        ctx,
        200,
        Http.page(
            ctx,
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
    Body body = Body.parse(ctx, DEPARTMENT);
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
                Http.ifMatch(ctx, before.map(Department::revision).orElse(null))),
            body.dateOrNull("leagueFrom", null),
            Http.actor(ctx));
    if (links != null) {
      departments.link(campaign, put, links, Http.actor(ctx));
    }
    if (before.isEmpty()) {
      Http.created(ctx, "/campaigns/" + campaign.slug() + "/departments/" + put.code());
    }
    answer(ctx, before.isEmpty() ? 201 : 200, campaign, put);
  }

  private void addLink(Context ctx) {
    Campaign campaign = campaign(ctx);
    Department department = departments.find(campaign, ctx.pathParam("code"));
    Body body = Body.parse(ctx, Set.of("platform", "kind", "external", "role"));
    if (!body.text("role", REPORTER).equals(REPORTER)) {
      throw body.wrong(
          "role",
          new Text("reporter（其他角色请用 /people）", "reporter (other roles are granted by /people)"));
    }
    Departments.Numbered added =
        departments.addLink(
            campaign,
            department,
            new Link(
                body.text("platform", null),
                body.choice("kind", Link.Kind.class, Link.Kind.USER),
                body.text("external", null)),
            Http.actor(ctx));
    Http.created(
        ctx,
        "/campaigns/"
            + campaign.slug()
            + "/departments/"
            + URLEncoder.encode(department.code(), StandardCharsets.UTF_8).replace("+", "%20")
            + "/links/"
            + added.id());
    Http.answer(ctx, 201, view(added));
  }

  private static Map<String, Object> view(Departments.Numbered numbered) {
    Link link = numbered.link();
    return Map.of(
        "id",
        numbered.id(),
        "platform",
        link.platform(),
        "kind",
        Views.lower(link.kind()),
        "external",
        link.id(),
        "role",
        REPORTER);
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
