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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/leagues} and {@code /departments}. */
public final class DepartmentResource implements Api.Resource {
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final Function<Link, Optional<Text>> noId;

  /**
   * @param noId what a link's platform wants in place of an id that cannot be one there
   */
  public DepartmentResource(
      CampaignService campaigns,
      DepartmentService departments,
      Function<Link, Optional<Text>> noId) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.noId = noId;
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
          League league = league(campaign(ctx), ctx.pathParam("code"));
          Http.answer(ctx, 200, LeagueJson.of(league), league.revision());
        });
    routes.put(
        "/campaigns/{slug}/leagues/{code}",
        Doc.of("Changes a league, or adds it").in(LeagueJson.class).out(LeagueJson.class).orAdds(),
        ctx -> putLeague(ctx, ctx.pathParam("code")));
    routes.delete(
        "/campaigns/{slug}/leagues/{code}",
        Doc.of("Removes a league that no department belongs to").status(204),
        ctx -> {
          Campaign campaign = campaign(ctx);
          League league = league(campaign, ctx.pathParam("code"));
          int expected = Http.ifMatch(ctx, league.revision());
          departments.remove(campaign, league, expected, Http.actor(ctx));
          ctx.status(204);
        });
    String all = "/campaigns/{slug}/departments";
    String one = all + "/{code}";
    routes.get(all, Doc.of("Lists the departments").list(DepartmentJson.class), this::departments);
    routes.post(
        all,
        Doc.of("Adds a department")
            .in(DepartmentJson.class)
            .example(
                """
                {"code": "GBR", "name": "高北区", "nameEn": "Gaobei", "league": "districts",
                 "lead": "王某", "shortName": "高北"}
                """)
            .creates(DepartmentJson.class),
        ctx -> putDepartment(ctx, null));
    routes.get(
        one,
        Doc.of("Reads a department").out(DepartmentJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          answer(ctx, 200, campaign, departments.find(campaign, ctx.pathParam("code")));
        });
    routes.put(
        one,
        Doc.of("Changes a department, or adds it")
            .in(DepartmentJson.class)
            .example("{\"lead\": \"李某\", \"shortName\": \"高北\"}")
            .out(DepartmentJson.class)
            .orAdds()
            .guarded(),
        ctx -> putDepartment(ctx, ctx.pathParam("code")));
    routes.delete(
        one,
        Doc.of("Removes a department of which there is nothing yet; any other is ended by until")
            .status(204),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Department department = departments.find(campaign, ctx.pathParam("code"));
          int expected = Http.ifMatch(ctx, department.revision());
          departments.remove(campaign, department, expected, Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        one + "/links",
        Doc.of("Lists who reports for a department")
            .access(Doc.Access.ADMINISTRATOR)
            .list(LinkJson.class),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, links(ctx), LinkJson::of)));
    routes.post(
        one + "/links",
        Doc.of("Links one more who reports for a department")
            .in(LinkJson.class)
            .creates(LinkJson.class),
        this::addLink);
    routes.get(
        one + "/links/{id}",
        Doc.of("Reads a link").access(Doc.Access.ADMINISTRATOR).out(LinkJson.class),
        ctx -> Http.answer(ctx, 200, link(ctx)));
    routes.delete(
        one + "/links/{id}",
        Doc.of("Takes a link away").status(204),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Http.match(ctx, link(ctx));
          departments.removeLink(
              campaign,
              departments.find(campaign, ctx.pathParam("code")),
              Http.id(ctx),
              Http.actor(ctx));
          ctx.status(204);
        });
  }

  private List<Departments.Numbered> links(Context ctx) {
    return departments.numberedLinks(departments.find(campaign(ctx), ctx.pathParam("code")));
  }

  private LinkJson link(Context ctx) {
    long id = Http.id(ctx);
    return links(ctx).stream()
        .filter(each -> each.id() == id)
        .map(LinkJson::of)
        .findFirst()
        .orElseThrow(() -> new Fault.NotFound(new Text("关联", "link"), String.valueOf(id)));
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private League league(Campaign campaign, String named) {
    return departments
        .league(campaign, named)
        .orElseThrow(() -> new Fault.NotFound(new Text("组别", "league"), named));
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
      Http.created(ctx, "campaigns", campaign.slug(), "leagues", put.code());
    }
    Http.answer(ctx, before.isEmpty() ? 201 : 200, LeagueJson.of(put), put.revision());
  }

  private void departments(Context ctx) {
    Campaign campaign = campaign(ctx);
    List<Department> all = departments.departments(campaign);
    Map<LeagueId, String> leagues = leagueCodes(campaign);
    boolean withLinks = Principal.of(ctx).administers(campaign.id());
    Http.answer(ctx, 200, Http.page(ctx, all, d -> view(d, all, leagues, withLinks)));
  }

  private Map<LeagueId, String> leagueCodes(Campaign campaign) {
    return departments.leagues(campaign).stream()
        .collect(Collectors.toMap(League::id, League::code));
  }

  private DepartmentJson view(
      Department department,
      List<Department> all,
      Map<LeagueId, String> leagues,
      boolean withLinks) {
    return DepartmentJson.of(
        department,
        Objects.requireNonNull(leagues.get(department.league())),
        all.stream()
            .filter(d -> d.id().equals(department.successor()))
            .map(Department::code)
            .findFirst()
            .orElse(null),
        withLinks ? departments.links(department) : null);
  }

  private void answer(Context ctx, int status, Campaign campaign, Department department) {
    Http.answer(
        ctx,
        status,
        view(
            department,
            departments.departments(campaign),
            leagueCodes(campaign),
            Principal.of(ctx).administers(campaign.id())),
        department.revision());
  }

  /**
   * @param named in the address; null: a new one, named in the body
   */
  private void putDepartment(Context ctx, @Nullable String named) {
    Campaign campaign = campaign(ctx);
    JsonNode body = Bodies.object(ctx);
    List<Department> all = departments.departments(campaign);
    String code = named == null ? body.path("code").asText() : named;
    Optional<Department> before = all.stream().filter(d -> Code.same(d.code(), code)).findFirst();
    Http.refuseSecond(named == null && before.isPresent(), code);
    int expected = Http.ifMatch(ctx, before.map(Department::revision).orElse(null));
    Given<DepartmentJson> given =
        before.isPresent()
            ? Shapes.changing(view(before.get(), all, leagueCodes(campaign), true), body)
            : Shapes.creating(
                DepartmentJson.class, named == null ? body : Http.named(body, "code", named));
    DepartmentJson wanted = given.value();
    League league =
        given.find(
            "league", wanted.league(), new Text("组别", "league"), each -> league(campaign, each));
    Department successor =
        given.find(
            "successor",
            wanted.successor(),
            new Text("单位", "department"),
            each -> departments.find(campaign, each));
    Department department =
        given.made(
            () -> {
              String name = Objects.requireNonNull(wanted.name());
              return new Department(
                  new DepartmentId(0),
                  campaign.id(),
                  Objects.requireNonNull(league).id(),
                  Objects.requireNonNull(wanted.code()),
                  new Text(name, Objects.requireNonNullElse(wanted.nameEn(), name)),
                  Objects.requireNonNullElse(wanted.lead(), ""),
                  Objects.requireNonNullElse(wanted.parent(), ""),
                  Objects.requireNonNullElse(wanted.shortName(), ""),
                  Objects.requireNonNullElse(wanted.inTotals(), true),
                  wanted.from(),
                  wanted.until(),
                  successor == null ? null : successor.id(),
                  Objects.requireNonNullElse(wanted.position(), all.size() + 1),
                  expected);
            });
    List<DepartmentJson.Who> who = given.has("links") ? wanted.links() : null;
    List<Link> links = who == null ? null : who.stream().map(DepartmentResource::link).toList();
    if (links != null) {
      links.forEach(link -> require(link, "links.id"));
    }
    Department put =
        departments.put(campaign, department, wanted.leagueFrom(), links, Http.actor(ctx));
    if (before.isEmpty()) {
      Http.created(ctx, "campaigns", campaign.slug(), "departments", put.code());
    }
    answer(ctx, before.isEmpty() ? 201 : 200, campaign, put);
  }

  private static Link link(DepartmentJson.Who who) {
    return new Link(
        Objects.requireNonNull(who.platform()),
        Objects.requireNonNull(who.kind()),
        Objects.requireNonNull(who.id()));
  }

  /** That its platform may have such a person or role. */
  private void require(Link link, String field) {
    noId.apply(link)
        .ifPresent(
            expected -> {
              throw new Fault.Invalid(field, link.id(), expected);
            });
  }

  private void addLink(Context ctx) {
    Campaign campaign = campaign(ctx);
    Department department = departments.find(campaign, ctx.pathParam("code"));
    LinkJson given = Shapes.create(LinkJson.class, Bodies.object(ctx));
    Link link =
        new Link(
            Objects.requireNonNull(given.platform()),
            Objects.requireNonNullElse(given.kind(), Link.Kind.USER),
            Objects.requireNonNull(given.external()));
    require(link, "external");
    Departments.Numbered added = departments.addLink(campaign, department, link, Http.actor(ctx));
    Http.created(
        ctx, "campaigns", campaign.slug(), "departments", department.code(), "links", added.id());
    Http.answer(ctx, 201, LinkJson.of(added));
  }
}
