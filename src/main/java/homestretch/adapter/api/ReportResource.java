package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.report.Rosters;
import homestretch.core.report.Submission;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code reports}. */
public final class ReportResource implements Api.Resource {
  /** Figures in one call. */
  private static final int MOST = 1000;

  private final DepartmentService departments;
  private final GoalService goals;
  private final Rosters rosters;
  private final ReportService service;
  private final ReviewService reviews;
  private final Reports reports;
  private final Transactions transactions;

  public ReportResource(
      DepartmentService departments,
      GoalService goals,
      Rosters rosters,
      ReportService service,
      ReviewService reviews,
      Reports reports,
      Transactions transactions) {
    this.departments = departments;
    this.goals = goals;
    this.rosters = rosters;
    this.service = service;
    this.reviews = reviews;
    this.reports = reports;
    this.transactions = transactions;
  }

  @Override
  public void routes(Routes routes) {
    String all = "/campaigns/{slug}/reports";
    String one = all + "/{id}";
    routes.get(
        all,
        Doc.of("Lists the figures, the latest first")
            .access(Doc.Access.MEMBER)
            .query("department", "string", "of this department")
            .query("goal", "string", "of this goal")
            .query("state", "string", "in this state")
            .query("from", "date", "as of this day or later")
            .query("to", "date", "as of this day or earlier")
            .query("review", "boolean", "only what waits to be verified, and by the caller may be")
            .list(ReportJson.class),
        this::list);
    routes.post(
        all,
        Doc.of("Submits a figure, or with items up to " + MOST + " at once, all or none")
            .access(Doc.Access.REPORTER)
            .in(ReportInput.class)
            .example(
                """
                {"department": "GBR", "goal": "INVEST", "value": 99.68, "asOf": "2026-10-31",
                 "note": "含新开工项目", "evidence": "统〔2026〕11 号"}
                """)
            .orMany()
            .creates(ReportJson.class),
        this::submit);
    routes.get(
        one,
        Doc.of("Reads a figure").access(Doc.Access.MEMBER).out(ReportJson.class),
        ctx -> answer(ctx, 200, campaign(ctx), report(ctx)));
    routes.post(
        one + "/verify",
        Doc.of("Verifies a figure").access(Doc.Access.REVIEWER).nothing().out(ReportJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          ReportId id = matched(ctx, campaign);
          requireReview(ctx, campaign, id);
          answer(ctx, 200, campaign, reviews.verify(campaign, id, Http.actor(ctx)));
        });
    routes.post(
        one + "/reject",
        Doc.of("Rejects a figure")
            .access(Doc.Access.REVIEWER)
            .in(ReasonInput.class)
            .out(ReportJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = reason(ctx);
          ReportId id = matched(ctx, campaign);
          requireReview(ctx, campaign, id);
          answer(ctx, 200, campaign, reviews.reject(campaign, id, reason, Http.actor(ctx)));
        });
    routes.post(
        one + "/withdraw",
        Doc.of("Withdraws a figure")
            .access(Doc.Access.REPORTER)
            .in(ReasonInput.class)
            .out(ReportJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = reason(ctx);
          ReportId id = matched(ctx, campaign);
          answer(ctx, 200, campaign, reviews.withdraw(campaign, id, reason, Http.actor(ctx)));
        });
    routes.post(
        one + "/correct",
        Doc.of("Corrects a figure")
            .access(Doc.Access.REPORTER)
            .in(CorrectionInput.class)
            .example("{\"value\": 99.86, \"reason\": \"digits were swapped\"}")
            .out(ReportJson.class),
        this::correct);
  }

  private static Campaign campaign(Context ctx) {
    return Http.campaign(ctx);
  }

  private static String reason(Context ctx) {
    return Objects.requireNonNull(Shapes.create(ReasonInput.class, Bodies.object(ctx)).reason());
  }

  /** The figure of the address, of a department that the principal may see. */
  private Report report(Context ctx) {
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
    Principal.of(ctx).requireFigures(campaign, departments, report.department());
    return report;
  }

  /**
   * Within the leagues and goals of a reviewer, and of no department that they report for: who may
   * review may report elsewhere.
   */
  private void requireReview(Context ctx, Campaign campaign, ReportId id) {
    Report report = transactions.read(() -> reports.find(campaign.id(), id).orElseThrow());
    Principal principal = Principal.of(ctx);
    if (!reviews(principal, campaign).test(report)) {
      throw new Fault.Forbidden(
          new Text(
              "核定的范围不包括这个组别或指标",
              "the league or the goal is not among those that are yours to review"));
    }
    Principal.whole(ctx).requireNotOwn(campaign, departments, report.department());
    if (!principal.administers(campaign.id())
        && service.isOwn(campaign.id(), report.department(), Http.actor(ctx))) {
      throw new Fault.Forbidden(
          new Text(
              "不能核定或退回自己上报单位的数据",
              "nobody verifies or rejects the figures of a department they report for"));
    }
  }

  /** Which figures are within the leagues and goals of a reviewer. */
  private Predicate<Report> reviews(Principal principal, Campaign campaign) {
    Map<LeagueId, String> leagues =
        departments.leagues(campaign).stream().collect(Collectors.toMap(League::id, League::code));
    Map<DepartmentId, String> leagueOf =
        departments.departments(campaign).stream()
            .collect(
                Collectors.toMap(
                    Department::id, d -> Objects.requireNonNull(leagues.get(d.league()))));
    Map<GoalId, String> codes = codes(campaign).goals();
    return report ->
        principal.reviews(
            campaign,
            Objects.requireNonNull(leagueOf.get(report.department())),
            Objects.requireNonNull(codes.get(report.goal())));
  }

  private ReportId matched(Context ctx, Campaign campaign) {
    Report report = report(ctx);
    Http.match(ctx, ReportJson.of(report, codes(campaign)));
    return report.id();
  }

  private Codes codes(Campaign campaign) {
    return Codes.of(rosters.of(campaign));
  }

  private void answer(Context ctx, int status, Campaign campaign, Report report) {
    Http.answer(ctx, status, ReportJson.of(report, codes(campaign)));
  }

  private void list(Context ctx) {
    Campaign campaign = campaign(ctx);
    int limit = Http.limit(ctx);
    String department = ctx.queryParam("department");
    String goal = ctx.queryParam("goal");
    DepartmentId of = department == null ? null : departments.find(campaign, department).id();
    Principal principal = Principal.of(ctx);
    if (of != null) {
      principal.requireFigures(campaign, departments, of);
    }
    boolean review = Http.flag(ctx, "review");
    Reports.Filter filter =
        new Reports.Filter(
            of,
            goal == null ? null : goals.find(campaign, goal).id(),
            review ? Report.State.PROVISIONAL : Http.choice(ctx, "state", Report.State.class),
            Http.dateOrNull(ctx, "from"),
            Http.dateOrNull(ctx, "to"));
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    Actor actor = Http.actor(ctx);
    List<Report> all =
        transactions.read(
            () ->
                review
                    ? reviewable(principal, campaign, filter, before, limit + 1, actor)
                    : seen(principal, campaign, filter, before, limit + 1));
    Codes codes = codes(campaign);
    Http.answer(ctx, 200, Http.page(all, limit, r -> ReportJson.of(r, codes), r -> r.id().value()));
  }

  /** Those that wait, without the departments that the caller reports for. */
  private List<Report> reviewable(
      Principal principal,
      Campaign campaign,
      Reports.Filter filter,
      long before,
      int limit,
      Actor actor) {
    if (!principal.may(Doc.Access.REVIEWER)) {
      return List.of();
    }
    Map<DepartmentId, Boolean> own = new HashMap<>();
    Predicate<Report> within = reviews(principal, campaign);
    List<Report> found = new ArrayList<>();
    long next = before;
    while (found.size() < limit) {
      List<Report> some = seen(principal, campaign, filter, next, MOST);
      for (Report each : some) {
        if (within.test(each)
            && !own.computeIfAbsent(
                each.department(), id -> service.isOwn(campaign.id(), id, actor))) {
          found.add(each);
        }
      }
      if (some.size() < MOST) {
        break;
      }
      next = some.getLast().id().value();
    }
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** Those of departments that the principal may see. */
  private List<Report> seen(
      Principal principal, Campaign campaign, Reports.Filter filter, long before, int limit) {
    if (filter.department() != null || principal.seesAll(campaign.id())) {
      return reports.list(campaign.id(), filter, before, limit);
    }
    List<DepartmentId> own = principal.openDepartments(campaign, departments);
    List<Report> seen = new ArrayList<>();
    for (DepartmentId each : own) {
      seen.addAll(
          reports.list(
              campaign.id(),
              new Reports.Filter(each, filter.goal(), filter.state(), filter.from(), filter.to()),
              before,
              limit));
    }
    return seen.stream()
        .sorted((one, other) -> Long.compare(other.id().value(), one.id().value()))
        .limit(limit)
        .toList();
  }

  private void submit(Context ctx) {
    Campaign campaign = campaign(ctx);
    JsonNode body = Bodies.object(ctx);
    if (body.has("items")) {
      submitAll(ctx, campaign, body);
      return;
    }
    List<Violation> wrong = new ArrayList<>();
    Rosters.Roster roster = rosters.of(campaign, Http.changes(ctx).setup());
    Submission submission = submission(ctx, campaign, roster, body, "", wrong);
    if (submission == null) {
      throw new Fault.Invalid(wrong);
    }
    ReportService.Taken taken = service.take(campaign, submission, Http.actor(ctx));
    Http.created(ctx, "campaigns", campaign.slug(), "reports", taken.report().id().value());
    Http.answer(ctx, 201, ReportJson.of(taken, Codes.of(roster), Http.language(ctx)));
  }

  /** All of them or none. */
  private void submitAll(Context ctx, Campaign campaign, JsonNode body) {
    List<Violation> wrong = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals("items")) {
                wrong.add(
                    new Violation(
                        field.replace("~", "~0").replace("/", "~1"),
                        Shapes.shown(body.get(field)),
                        new Text("只有 items", "items alone")));
              }
            });
    JsonNode items = body.get("items");
    if (!items.isArray() || items.isEmpty() || items.size() > MOST) {
      wrong.add(
          new Violation(
              "items",
              Shapes.shown(items),
              new Text("1–" + MOST + " 条数据的列表", "a list of 1–" + MOST + " figures")));
      throw new Fault.Invalid(wrong);
    }
    Rosters.Roster roster = rosters.of(campaign, Http.changes(ctx).setup());
    List<@Nullable Submission> submissions = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).isObject()) {
        wrong.add(
            new Violation("items/" + i, Shapes.shown(items.get(i)), new Text("一个对象", "an object")));
        continue;
      }
      submissions.add(submission(ctx, campaign, roster, items.get(i), "items/" + i + "/", wrong));
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
    List<ReportService.Taken> entered =
        service.submitAll(
            campaign, submissions.stream().map(Objects::requireNonNull).toList(), Http.actor(ctx));
    Codes codes = Codes.of(roster);
    Http.created(ctx, "campaigns", campaign.slug(), "reports");
    Http.answer(ctx, 201, Http.whole(entered, t -> ReportJson.of(t, codes, Http.language(ctx))));
  }

  /**
   * @return null if something is wrong; what, is added
   */
  private @Nullable Submission submission(
      Context ctx,
      Campaign campaign,
      Rosters.Roster roster,
      JsonNode body,
      String at,
      List<Violation> wrong) {
    List<Violation> here = new ArrayList<>();
    Given<ReportInput> given = Shapes.one(ReportInput.class, body, at, here);
    ReportInput input = given.value();
    Department department =
        given.find(
            "department", input.department(), new Text("单位", "department"), roster::department);
    if (department != null) {
      Principal.of(ctx).requireReports(campaign, departments, department);
    }
    Goal goal = given.find("goal", input.goal(), new Text("指标", "goal"), roster::goal);
    Figure figure =
        figure(
            given,
            input.value(),
            input.numerator(),
            input.denominator(),
            input.milestone(),
            input.done());
    Submission made =
        given.make(
            () ->
                service.named(
                    campaign,
                    new Submission(
                        Objects.requireNonNull(department),
                        Objects.requireNonNull(goal),
                        Objects.requireNonNull(figure),
                        Objects.requireNonNull(input.asOf()),
                        Objects.requireNonNullElse(input.note(), ""),
                        Objects.requireNonNullElse(input.evidence(), ""))));
    wrong.addAll(here);
    return made;
  }

  /** {@code value}, {@code numerator} and {@code denominator}, or {@code milestone}. */
  private static @Nullable Figure figure(
      Given<?> given,
      @Nullable BigDecimal value,
      @Nullable BigDecimal numerator,
      @Nullable BigDecimal denominator,
      @Nullable String milestone,
      @Nullable Boolean done) {
    for (String field : List.of("value", "numerator", "denominator", "milestone", "done")) {
      if (given.isWrong(field)) {
        return null;
      }
    }
    if (milestone != null) {
      Text alone = new Text("不填（已有 milestone）", "nothing beside milestone");
      given.require("value", value == null, alone);
      given.require("numerator", numerator == null, alone);
      given.require("denominator", denominator == null, alone);
      return Figure.step(milestone, Objects.requireNonNullElse(done, true));
    }
    given.require("done", done == null, new Text("仅用于 milestone", "nothing without milestone"));
    if (numerator != null) {
      given.require(
          "value",
          value == null,
          new Text("value 与 numerator 只用其一", "either value or numerator, not both"));
      given.require("denominator", denominator != null, new Text("分母", "the denominator"));
      return denominator == null ? null : Figure.of(numerator, denominator);
    }
    given.require(
        "value",
        value != null,
        new Text(
            "一个数，如 99.68；或 numerator 与 denominator；或 milestone",
            "a number, such as 99.68; or numerator and denominator; or milestone"));
    return value == null ? null : Figure.of(value, denominator);
  }

  private void correct(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<CorrectionInput> given = Shapes.creating(CorrectionInput.class, Bodies.object(ctx));
    CorrectionInput input = given.value();
    Figure figure =
        figure(
            given,
            input.value(),
            input.numerator(),
            input.denominator(),
            input.milestone(),
            input.done());
    given.throwWrong();
    ReportId id = matched(ctx, campaign);
    answer(
        ctx,
        200,
        campaign,
        reviews.correct(
            campaign,
            id,
            Objects.requireNonNull(figure),
            Objects.requireNonNull(input.reason()),
            Http.actor(ctx)));
  }
}
