package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.GoalService;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.Submission;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code reports}. */
public final class ReportResource implements Api.Resource {
  private static final Set<String> REPORT =
      Set.of(
          "department",
          "goal",
          "value",
          "numerator",
          "denominator",
          "milestone",
          "done",
          "asOf",
          "note",
          "evidence");
  private static final Set<String> REASON = Set.of("reason");
  private static final Set<String> CORRECTION =
      Set.of("value", "numerator", "denominator", "milestone", "done", "reason");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final ReportService service;
  private final Reports reports;
  private final Transactions transactions;

  public ReportResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      ReportService service,
      Reports reports,
      Transactions transactions) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.service = service;
    this.reports = reports;
    this.transactions = transactions;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/reports",
        Doc.of("Lists the figures, the latest first")
            .query("department", "string", "of this department")
            .query("goal", "string", "of this goal")
            .query("state", "string", "in this state")
            .query("from", "date", "as of this day or later")
            .query("to", "date", "as of this day or earlier")
            .pages(),
        this::list);
    routes.post(
        "/campaigns/{slug}/reports",
        Doc.of("Submits a figure").access(Doc.Access.REPORTER).status(201),
        this::submit);
    routes.get(
        "/campaigns/{slug}/reports/{id}",
        Doc.of("Reads a figure"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          ReportId id = new ReportId(Http.id(ctx));
          Report report =
              transactions.read(
                  () ->
                      reports
                          .find(campaign.id(), id)
                          .orElseThrow(
                              () ->
                                  new Fault.NotFound(
                                      new Text("上报记录", "report"), String.valueOf(id.value()))));
          answer(ctx, 200, campaign, report);
        });
    routes.post(
        "/campaigns/{slug}/reports/{id}/verify",
        Doc.of("Verifies a figure").access(Doc.Access.REVIEWER),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Body.parse(ctx, Set.of());
          answer(ctx, 200, campaign, service.verify(campaign, id(ctx), Http.actor(ctx)));
        });
    routes.post(
        "/campaigns/{slug}/reports/{id}/reject",
        Doc.of("Rejects a figure").access(Doc.Access.REVIEWER),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = Body.parse(ctx, REASON).text("reason", "");
          answer(ctx, 200, campaign, service.reject(campaign, id(ctx), reason, Http.actor(ctx)));
        });
    routes.post(
        "/campaigns/{slug}/reports/{id}/withdraw",
        Doc.of("Withdraws a figure").access(Doc.Access.REPORTER),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = Body.parse(ctx, REASON).text("reason", "");
          answer(ctx, 200, campaign, service.withdraw(campaign, id(ctx), reason, Http.actor(ctx)));
        });
    routes.post(
        "/campaigns/{slug}/reports/{id}/correct",
        Doc.of("Corrects a figure").access(Doc.Access.REPORTER),
        this::correct);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private static ReportId id(Context ctx) {
    return new ReportId(Http.id(ctx));
  }

  private void answer(Context ctx, int status, Campaign campaign, Report report) {
    Http.answer(ctx, status, Views.report(report, Codes.of(campaign, departments, goals)));
  }

  private void list(Context ctx) {
    Campaign campaign = campaign(ctx);
    int limit = Http.limit(ctx);
    String department = ctx.queryParam("department");
    String goal = ctx.queryParam("goal");
    Reports.Filter filter =
        new Reports.Filter(
            department == null ? null : departments.find(campaign, department).id(),
            goal == null ? null : goals.find(campaign, goal).id(),
            state(ctx.queryParam("state")),
            Http.dateOrNull(ctx, "from"),
            Http.dateOrNull(ctx, "to"));
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    List<Report> all =
        transactions.read(() -> reports.list(campaign.id(), filter, before, limit + 1));
    Codes codes = Codes.of(campaign, departments, goals);
    Http.answer(ctx, 200, Http.page(all, limit, r -> Views.report(r, codes), r -> r.id().value()));
  }

  private static Report.@Nullable State state(@Nullable String given) {
    if (given == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Report.State state : Report.State.values()) {
      if (Views.lower(state).equals(given)) {
        return state;
      }
      names.add(state.name().toLowerCase(Locale.ROOT));
    }
    throw new Fault.Invalid("state", given, Text.same(String.join(", ", names)));
  }

  private void submit(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, REPORT);
    Report report =
        service.submit(
            campaign,
            new Submission(
                departments.find(campaign, body.text("department", null)),
                goals.find(campaign, body.text("goal", null)),
                figure(body),
                body.date("asOf", null),
                body.text("note", ""),
                body.text("evidence", "")),
            Http.actor(ctx));
    Http.created(ctx, "/campaigns/" + campaign.slug() + "/reports/" + report.id().value());
    answer(ctx, 201, campaign, report);
  }

  /** {@code value}, {@code numerator} and {@code denominator}, or {@code milestone}. */
  private static Figure figure(Body body) {
    if (body.has("milestone")) {
      return Figure.step(body.text("milestone", null), body.bool("done", true));
    }
    return body.has("numerator")
        ? Figure.of(body.decimal("numerator", null), body.decimal("denominator", null))
        : Figure.of(body.decimal("value", null), body.decimalOrNull("denominator", null));
  }

  private void correct(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, CORRECTION);
    answer(
        ctx,
        200,
        campaign,
        service.correct(campaign, id(ctx), figure(body), body.text("reason", ""), Http.actor(ctx)));
  }
}
