package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.blocker.Blocker;
import homestretch.core.blocker.BlockerService;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.GoalService;
import homestretch.core.practice.Practice;
import homestretch.core.practice.PracticeService;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What departments ask and give each other: {@code campaigns/{slug}/blockers} and {@code
 * /practices}, with the same rights as in chat.
 */
public final class HelpResource implements Api.Resource {
  private static final Text DEPARTMENT = new Text("单位", "department");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final BlockerService blockers;
  private final PracticeService practices;

  public HelpResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      BlockerService blockers,
      PracticeService practices) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.blockers = blockers;
    this.practices = practices;
  }

  @Override
  public void routes(Routes routes) {
    blockers(routes);
    practices(routes);
  }

  private void blockers(Routes routes) {
    String all = "/campaigns/{slug}/blockers";
    String one = all + "/{id}";
    routes.get(
        all,
        Doc.of("Lists the blockers, the latest first")
            .query("state", "string", "open or resolved; both by default")
            .query("department", "string", "of this department")
            .list(BlockerJson.class),
        this::listBlockers);
    routes.post(
        all,
        Doc.of("Asks for help; the same words once more are the blocker that is open")
            .access(Doc.Access.REPORTER)
            .in(BlockerJson.class)
            .creates(BlockerJson.class),
        this::raise);
    routes.get(
        one,
        Doc.of("Reads a blocker").out(BlockerJson.class),
        ctx -> answer(ctx, 200, blockers.find(campaign(ctx), Http.id(ctx))));
    routes.post(
        one + "/resolve",
        Doc.of("Says that a blocker is resolved, and how")
            .access(Doc.Access.REPORTER)
            .in(OutcomeInput.class)
            .out(BlockerJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          OutcomeInput input = Shapes.create(OutcomeInput.class, Bodies.object(ctx));
          Blocker stands = blockers.find(campaign, Http.id(ctx));
          requireReports(ctx, campaign, stands.department());
          Http.match(ctx, BlockerJson.of(stands, codes(campaign)));
          answer(
              ctx,
              200,
              blockers.resolve(
                  campaign,
                  stands.id(),
                  Objects.requireNonNullElse(input.outcome(), ""),
                  Http.actor(ctx)));
        });
  }

  private void practices(Routes routes) {
    String all = "/campaigns/{slug}/practices";
    String one = all + "/{id}";
    routes.get(
        all,
        Doc.of(
                "Lists the practices, the latest first: approved ones, one's own, and all to whom"
                    + " decides")
            .query("state", "string", "proposed, approved or declined; all by default")
            .list(PracticeJson.class),
        this::listPractices);
    routes.post(
        all,
        Doc.of("Proposes a practice; the same words once more are the same proposal")
            .access(Doc.Access.REPORTER)
            .in(PracticeJson.class)
            .creates(PracticeJson.class),
        this::share);
    routes.get(
        one,
        Doc.of("Reads a practice").out(PracticeJson.class),
        ctx -> answer(ctx, 200, practice(ctx)));
    routes.postApart(
        one + "/approve",
        Doc.of(
                "Approves a practice: it is posted once in each channel of the campaign that takes"
                    + " posts (/deliveries?practice=), and stands in the next weekly review")
            .nothing()
            .out(PracticeJson.class),
        ctx ->
            decide(
                ctx,
                (campaign, id) -> practices.approve(campaign, id, Http.actor(ctx)).practice()));
    routes.post(
        one + "/decline",
        Doc.of("Declines a practice").nothing().out(PracticeJson.class),
        ctx -> decide(ctx, (campaign, id) -> practices.decline(campaign, id, Http.actor(ctx))));
    routes.post(
        one + "/withdraw",
        Doc.of(
                "Takes an approval back: what was not posted yet is not posted, what was stays, and"
                    + " it may be decided on again")
            .nothing()
            .out(PracticeJson.class),
        ctx ->
            decide(
                ctx,
                (campaign, id) -> practices.withdraw(campaign, id, Http.actor(ctx)).practice()));
    routes.post(
        one + "/adopt",
        Doc.of("Says that a department does it, too")
            .access(Doc.Access.REPORTER)
            .in(AdoptionInput.class)
            .out(PracticeJson.class),
        this::adopt);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Codes codes(Campaign campaign) {
    return Codes.of(campaign, departments, goals);
  }

  private void requireReports(Context ctx, Campaign campaign, DepartmentId id) {
    Department department =
        departments.departments(campaign).stream()
            .filter(d -> d.id().equals(id))
            .findFirst()
            .orElseThrow();
    Principal.of(ctx).requireReports(campaign, departments, department);
  }

  private void answer(Context ctx, int status, Blocker blocker) {
    Http.answer(ctx, status, BlockerJson.of(blocker, codes(campaign(ctx))));
  }

  private void answer(Context ctx, int status, Practice practice) {
    Http.answer(ctx, status, PracticeJson.of(practice, codes(campaign(ctx))));
  }

  private void listBlockers(Context ctx) {
    Campaign campaign = campaign(ctx);
    String state = ctx.queryParam("state");
    if (state != null && !state.equals("open") && !state.equals("resolved")) {
      throw new Fault.Invalid("state", state, Text.same("open, resolved"));
    }
    String named = ctx.queryParam("department");
    DepartmentId of = named == null ? null : departments.find(campaign, named).id();
    Codes codes = codes(campaign);
    List<Blocker> wanted =
        blockers.list(campaign).stream()
            .filter(b -> state == null || state.equals("open") == (b.resolution() == null))
            .filter(b -> of == null || b.department().equals(of))
            .toList();
    Http.answer(ctx, 200, Http.page(ctx, wanted, b -> BlockerJson.of(b, codes)));
  }

  private @Nullable Department department(
      Campaign campaign, Given<?> given, @Nullable String named) {
    return given.find("department", named, DEPARTMENT, each -> departments.find(campaign, each));
  }

  private void raise(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<BlockerJson> given = Shapes.creating(BlockerJson.class, Bodies.object(ctx));
    BlockerJson wanted = given.value();
    Department department = department(campaign, given, wanted.department());
    given.throwWrong();
    Principal.of(ctx).requireReports(campaign, departments, Objects.requireNonNull(department));
    Blocker raised =
        given.made(
            () ->
                blockers.raise(
                    campaign,
                    department,
                    Objects.requireNonNull(wanted.what()),
                    Objects.requireNonNull(wanted.asked()),
                    Objects.requireNonNull(wanted.by()),
                    Http.actor(ctx)));
    Http.created(ctx, "campaigns", campaign.slug(), "blockers", raised.id());
    answer(ctx, 201, raised);
  }

  private boolean sees(Principal principal, Campaign campaign, Practice practice) {
    return practice.state() == Practice.State.APPROVED
        || principal.administers(campaign.id())
        || principal.ownDepartments(campaign, departments).contains(practice.department());
  }

  private void listPractices(Context ctx) {
    Campaign campaign = campaign(ctx);
    Practice.State state = Http.choice(ctx, "state", Practice.State.class);
    Principal principal = Principal.of(ctx);
    Codes codes = codes(campaign);
    List<Practice> seen =
        practices.list(campaign).stream()
            .filter(p -> state == null || p.state() == state)
            .filter(p -> sees(principal, campaign, p))
            .toList();
    Http.answer(ctx, 200, Http.page(ctx, seen, p -> PracticeJson.of(p, codes)));
  }

  /** The practice of the address, if it is open to the principal. */
  private Practice practice(Context ctx) {
    Campaign campaign = campaign(ctx);
    Practice practice = practices.find(campaign, Http.id(ctx));
    if (!sees(Principal.of(ctx), campaign, practice)) {
      throw new Fault.Forbidden(
          new Text(
              "还没有通过的做法只给提出的单位和管理员看",
              "until it is approved, a practice is its department's and the administrators'"));
    }
    return practice;
  }

  private void share(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<PracticeJson> given = Shapes.creating(PracticeJson.class, Bodies.object(ctx));
    PracticeJson wanted = given.value();
    Department department = department(campaign, given, wanted.department());
    given.throwWrong();
    Principal.of(ctx).requireReports(campaign, departments, Objects.requireNonNull(department));
    Practice shared =
        given.made(
            () ->
                practices.share(
                    campaign,
                    department,
                    Objects.requireNonNull(wanted.what()),
                    Objects.requireNonNullElse(wanted.evidence(), ""),
                    Http.actor(ctx)));
    Http.created(ctx, "campaigns", campaign.slug(), "practices", shared.id());
    answer(ctx, 201, shared);
  }

  @FunctionalInterface
  private interface Deciding {
    Practice of(Campaign campaign, long id);
  }

  private void decide(Context ctx, Deciding deciding) {
    Campaign campaign = campaign(ctx);
    Practice stands = practices.find(campaign, Http.id(ctx));
    Http.match(ctx, PracticeJson.of(stands, codes(campaign)));
    answer(ctx, 200, deciding.of(campaign, stands.id()));
  }

  private void adopt(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<AdoptionInput> given = Shapes.creating(AdoptionInput.class, Bodies.object(ctx));
    Department department = department(campaign, given, given.value().department());
    given.throwWrong();
    Principal.of(ctx).requireReports(campaign, departments, Objects.requireNonNull(department));
    Practice stands = practice(ctx);
    Http.match(ctx, PracticeJson.of(stands, codes(campaign)));
    answer(ctx, 200, practices.adopt(campaign, stands.id(), department, Http.actor(ctx)));
  }
}
