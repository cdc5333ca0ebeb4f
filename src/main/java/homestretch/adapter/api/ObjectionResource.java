package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalService;
import homestretch.core.objection.Objection;
import homestretch.core.objection.ObjectionService;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

/** {@code campaigns/{slug}/objections}. */
public final class ObjectionResource implements Api.Resource {
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final ObjectionService objections;

  public ObjectionResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      ObjectionService objections) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.objections = objections;
  }

  @Override
  public void routes(Routes routes) {
    String all = "/campaigns/{slug}/objections";
    String one = all + "/{id}";
    routes.get(
        all,
        Doc.of("Lists the objections")
            .access(Doc.Access.MEMBER)
            .query("state", "string", "in this state")
            .query("department", "string", "of this department")
            .list(ObjectionJson.class),
        this::list);
    routes.post(
        all,
        Doc.of("Raises an objection while figures are frozen")
            .access(Doc.Access.REPORTER)
            .in(ObjectionJson.class)
            .creates(ObjectionJson.class),
        this::raise);
    routes.get(
        one,
        Doc.of("Reads an objection").access(Doc.Access.MEMBER).out(ObjectionJson.class),
        ctx -> answer(ctx, 200, objection(ctx)));
    routes.post(
        one + "/answer",
        Doc.of("Accepts or rejects an objection, with a reason")
            .in(AnswerInput.class)
            .out(ObjectionJson.class),
        ctx -> {
          AnswerInput input = Shapes.create(AnswerInput.class, Bodies.object(ctx));
          Objection stands = matched(ctx);
          answer(
              ctx,
              200,
              objections.answer(
                  campaign(ctx),
                  stands.id(),
                  Objects.requireNonNull(input.accepted()),
                  Objects.requireNonNull(input.reason()),
                  Http.actor(ctx)));
        });
    routes.post(
        one + "/withdraw",
        Doc.of("Takes an objection back")
            .access(Doc.Access.REPORTER)
            .in(ReasonInput.class)
            .out(ObjectionJson.class),
        ctx -> {
          ReasonInput input = Shapes.create(ReasonInput.class, Bodies.object(ctx));
          Objection stands = matched(ctx);
          answer(
              ctx,
              200,
              objections.withdraw(
                  campaign(ctx),
                  stands.id(),
                  Objects.requireNonNull(input.reason()),
                  Http.actor(ctx)));
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Codes codes(Campaign campaign) {
    return Codes.of(campaign, departments, goals);
  }

  /** The objection of the address, of a department that the principal may see. */
  private Objection objection(Context ctx) {
    Campaign campaign = campaign(ctx);
    Objection objection = objections.find(campaign, Http.id(ctx));
    Principal.of(ctx).requireFigures(campaign, departments, objection.department());
    return objection;
  }

  private Objection matched(Context ctx) {
    Objection objection = objection(ctx);
    Http.match(ctx, ObjectionJson.of(objection, codes(campaign(ctx))));
    return objection;
  }

  private void answer(Context ctx, int status, Objection objection) {
    Http.answer(ctx, status, ObjectionJson.of(objection, codes(campaign(ctx))));
  }

  private void list(Context ctx) {
    Campaign campaign = campaign(ctx);
    Objection.State state = Http.choice(ctx, "state", Objection.State.class);
    String named = ctx.queryParam("department");
    DepartmentId of = named == null ? null : departments.find(campaign, named).id();
    Principal principal = Principal.of(ctx);
    List<DepartmentId> own = principal.openDepartments(campaign, departments);
    Codes codes = codes(campaign);
    List<Objection> seen =
        objections.list(campaign).stream()
            .filter(o -> state == null || o.state() == state)
            .filter(o -> of == null || o.department().equals(of))
            .filter(o -> principal.seesAll(campaign.id()) || own.contains(o.department()))
            .toList();
    Http.answer(ctx, 200, Http.page(ctx, seen, o -> ObjectionJson.of(o, codes)));
  }

  private void raise(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<ObjectionJson> given = Shapes.creating(ObjectionJson.class, Bodies.object(ctx));
    ObjectionJson wanted = given.value();
    Department department =
        given.find(
            "department",
            wanted.department(),
            new Text("单位", "department"),
            each -> departments.find(campaign, each));
    Goal goal =
        given.find(
            "goal", wanted.goal(), new Text("指标", "goal"), each -> goals.find(campaign, each));
    given.throwWrong();
    Principal.of(ctx).requireReports(campaign, departments, Objects.requireNonNull(department));
    Objection raised =
        objections.raise(
            campaign,
            department,
            goal,
            Objects.requireNonNull(wanted.reason()),
            Objects.requireNonNullElse(wanted.evidence(), ""),
            Http.actor(ctx));
    Http.created(ctx, "campaigns", campaign.slug(), "objections", raised.id());
    answer(ctx, 201, raised);
  }
}
