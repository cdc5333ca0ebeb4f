package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.store.Code;
import homestretch.core.store.Numbered;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code campaigns/{slug}/goals}, and how much of them by when: {@code /targets}, {@code /plans},
 * {@code /milestones}.
 */
public final class GoalResource implements Api.Resource {
  private static final Text GOAL = new Text("指标", "goal");
  private static final Text DEPARTMENT = new Text("单位", "department");

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
    String all = "/campaigns/{slug}/goals";
    String one = all + "/{code}";
    routes.get(
        all,
        Doc.of("Lists the goals").list(GoalJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Map<SectionId, String> sections = Codes.sections(campaign, goals);
          Http.answer(
              ctx, 200, Http.page(ctx, goals.goals(campaign), g -> GoalJson.of(g, sections)));
        });
    routes.post(
        all,
        Doc.of("Adds a goal").in(GoalJson.class).creates(GoalJson.class),
        ctx -> putGoal(ctx, null));
    routes.get(
        one,
        Doc.of("Reads a goal").out(GoalJson.class),
        ctx -> {
          Goal goal = goal(ctx);
          Http.answer(
              ctx, 200, GoalJson.of(goal, Codes.sections(campaign(ctx), goals)), goal.revision());
        });
    routes.put(
        one,
        Doc.of("Changes a goal, or adds it")
            .in(GoalJson.class)
            .out(GoalJson.class)
            .orAdds()
            .guarded(),
        ctx -> putGoal(ctx, ctx.pathParam("code")));
    routes.delete(
        one,
        Doc.of("Removes a goal of which there is nothing yet; any other is ended by until")
            .status(204),
        ctx -> {
          Goal goal = goal(ctx);
          goals.remove(campaign(ctx), goal, Http.ifMatch(ctx, goal.revision()), Http.actor(ctx));
          ctx.status(204);
        });
    versions(
        routes,
        "targets",
        new Words("a target", "the targets"),
        TargetJson.class,
        this::setTarget,
        new Versions<>(
            goals::numberedTargets, goals::targets, TargetJson::of, goals::removeTarget));
    versions(
        routes,
        "plans",
        new Words("a plan", "the plans"),
        PlanJson.class,
        this::setPlan,
        new Versions<>(goals::numberedPlans, goals::plans, PlanJson::of, goals::removePlan));
    versions(
        routes,
        "milestones",
        new Words("a step", "the steps"),
        MilestoneJson.class,
        this::setMilestone,
        new Versions<>(
            goals::numberedMilestones,
            goals::milestones,
            MilestoneJson::of,
            goals::removeMilestone));
  }

  private record Words(String one, String all) {}

  /** Takes one version away. */
  private interface Remover<T> {
    void remove(Campaign campaign, Numbered<T> version, Actor actor);
  }

  /**
   * What is versioned by day.
   *
   * @param counting those that count on a day
   */
  private record Versions<T>(
      Function<Campaign, List<Numbered<T>>> all,
      BiFunction<Campaign, LocalDate, List<T>> counting,
      BiFunction<Numbered<T>, Codes, Record> view,
      Remover<T> remover) {}

  private <T> void versions(
      Routes routes,
      String name,
      Words words,
      Class<? extends Record> json,
      Handler setter,
      Versions<T> versions) {
    String all = "/campaigns/{slug}/" + name;
    routes.get(
        all,
        Doc.of("Lists " + words.all())
            .query("on", "date", "what counts this day; today by default")
            .query("versions", "string", "all: every version")
            .list(json),
        ctx -> list(ctx, versions));
    routes.post(
        all, Doc.of("Sets " + words.one() + " from a day on").in(json).creates(json), setter);
    routes.get(
        all + "/{id}",
        Doc.of("Reads a version of " + words.one()).out(json),
        ctx -> Http.answer(ctx, 200, read(ctx, name, versions)));
    routes.delete(
        all + "/{id}",
        Doc.of("Removes a version of " + words.one() + ": the one before it counts again")
            .status(204),
        ctx -> {
          Http.match(ctx, read(ctx, name, versions));
          versions.remover().remove(campaign(ctx), version(ctx, name, versions), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private <T> Numbered<T> version(Context ctx, String name, Versions<T> versions) {
    long id = Http.id(ctx);
    return versions.all().apply(campaign(ctx)).stream()
        .filter(each -> each.id() == id)
        .findFirst()
        .orElseThrow(() -> new Fault.NotFound(Text.same(name), String.valueOf(id)));
  }

  private <T> Record read(Context ctx, String name, Versions<T> versions) {
    return versions
        .view()
        .apply(version(ctx, name, versions), Codes.of(campaign(ctx), departments, goals));
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Goal goal(Context ctx) {
    return goals.find(campaign(ctx), ctx.pathParam("code"));
  }

  /** What counts on a day ({@code ?on=}, today by default), or {@code ?versions=all}. */
  private <T> void list(Context ctx, Versions<T> versions) {
    Campaign campaign = campaign(ctx);
    Codes codes = Codes.of(campaign, departments, goals);
    List<Numbered<T>> all = versions.all().apply(campaign);
    if (!Http.allVersions(ctx)) {
      List<T> counting =
          versions.counting().apply(campaign, Http.date(ctx, "on", campaign.today(clock)));
      all = all.stream().filter(each -> counting.contains(each.thing())).toList();
    }
    Http.answer(ctx, 200, Http.page(ctx, all, each -> versions.view().apply(each, codes)));
  }

  /** Answers a version that was set, or the one that said the same already. */
  private <T> void set(Context ctx, String name, Predicate<T> same, T set, Versions<T> versions) {
    Campaign campaign = campaign(ctx);
    Codes codes = Codes.of(campaign, departments, goals);
    Optional<Numbered<T>> stored =
        versions.all().apply(campaign).stream().filter(v -> same.test(v.thing())).findFirst();
    if (stored.isEmpty()) {
      // Something was to be taken away that was not there.
      Http.answer(ctx, 200, versions.view().apply(new Numbered<>(0, set), codes));
      return;
    }
    Http.created(ctx, "campaigns", campaign.slug(), name, stored.get().id());
    Http.answer(ctx, 201, versions.view().apply(stored.get(), codes));
  }

  /**
   * @param named in the address; null: a new one, named in the body
   */
  private void putGoal(Context ctx, @Nullable String named) {
    Campaign campaign = campaign(ctx);
    JsonNode body = Bodies.object(ctx);
    List<Goal> all = goals.goals(campaign);
    String code = named == null ? body.path("code").asText() : named;
    Optional<Goal> before = all.stream().filter(g -> Code.same(g.code(), code)).findFirst();
    Http.refuseSecond(named == null && before.isPresent(), code);
    int expected = Http.ifMatch(ctx, before.map(Goal::revision).orElse(null));
    Map<SectionId, String> sections = Codes.sections(campaign, goals);
    Given<GoalJson> given =
        before.isPresent()
            ? Shapes.changing(GoalJson.of(before.get(), sections), body)
            : Shapes.creating(
                GoalJson.class, named == null ? body : Http.named(body, "code", named));
    GoalJson wanted = given.value();
    GoalKind kind =
        given.find(
            "kind",
            wanted.kind() == null && !given.isWrong("kind") ? "total" : wanted.kind(),
            GOAL,
            GoalKind::of);
    Section section =
        given.find(
            "section",
            wanted.section(),
            new Text("指标板块", "section"),
            each ->
                Optional.ofNullable(
                        Code.find(goals.sections(campaign), Section::code, Section::name, each))
                    .orElseThrow(() -> new Fault.NotFound(new Text("指标板块", "section"), each)));
    Goal goal =
        given.made(
            () -> {
              String name = Objects.requireNonNull(wanted.name());
              String unit = Objects.requireNonNull(wanted.unit());
              return new Goal(
                  new GoalId(0),
                  campaign.id(),
                  Objects.requireNonNull(wanted.code()),
                  new Text(name, Objects.requireNonNullElse(wanted.nameEn(), name)),
                  new Text(unit, Objects.requireNonNullElse(wanted.unitEn(), unit)),
                  Objects.requireNonNull(kind),
                  Objects.requireNonNullElse(wanted.direction(), Direction.UP),
                  Objects.requireNonNullElse(wanted.weight(), BigDecimal.ONE),
                  before.isPresent() || body.has("cap") ? wanted.cap() : Figures.HUNDRED,
                  wanted.min(),
                  Objects.requireNonNullElse(wanted.period(), Goal.Period.YEAR),
                  Objects.requireNonNullElse(wanted.dueEvery(), Goal.DEFAULT_DUE_EVERY),
                  Objects.requireNonNullElse(wanted.grace(), Goal.DEFAULT_GRACE),
                  Objects.requireNonNullElse(wanted.decimals(), Goal.MOST_DECIMALS),
                  Objects.requireNonNullElse(wanted.shownDecimals(), Exact.DECIMALS),
                  wanted.from(),
                  wanted.until(),
                  section == null ? null : section.id(),
                  Objects.requireNonNullElse(wanted.position(), all.size() + 1),
                  expected);
            });
    Goal put = goals.put(campaign, goal, Http.actor(ctx));
    if (before.isEmpty()) {
      Http.created(ctx, "campaigns", campaign.slug(), "goals", put.code());
    }
    Http.answer(ctx, before.isEmpty() ? 201 : 200, GoalJson.of(put, sections), put.revision());
  }

  private @Nullable Department department(
      Campaign campaign, Given<?> given, @Nullable String named) {
    return given.find("department", named, DEPARTMENT, each -> departments.find(campaign, each));
  }

  private @Nullable Goal goal(Campaign campaign, Given<?> given, @Nullable String named) {
    return given.find("goal", named, GOAL, each -> goals.find(campaign, each));
  }

  private void setTarget(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<TargetJson> given = Shapes.creating(TargetJson.class, Bodies.object(ctx));
    TargetJson wanted = given.value();
    Department department = department(campaign, given, wanted.department());
    Goal goal = goal(campaign, given, wanted.goal());
    boolean applies = Objects.requireNonNullElse(wanted.applicable(), true);
    if (applies) {
      given.require(
          "target", wanted.target() != null, new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    LocalDate from = Objects.requireNonNullElse(wanted.from(), campaign.start());
    Target target =
        given.made(
            () ->
                applies
                    ? Target.of(
                        Objects.requireNonNull(department).id(),
                        Objects.requireNonNull(goal).id(),
                        Objects.requireNonNull(wanted.target()),
                        wanted.baseline(),
                        from)
                    : Target.notApplicable(
                        Objects.requireNonNull(department).id(),
                        Objects.requireNonNull(goal).id(),
                        from));
    Target set = goals.setTarget(campaign, target, Http.actor(ctx));
    set(
        ctx,
        "targets",
        each ->
            each.department().equals(set.department())
                && each.goal().equals(set.goal())
                && each.version() == set.version(),
        set,
        new Versions<>(
            goals::numberedTargets, goals::targets, TargetJson::of, goals::removeTarget));
  }

  /** The whole curve; without points the plan is taken away. */
  private void setPlan(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<PlanJson> given = Shapes.creating(PlanJson.class, Bodies.object(ctx));
    PlanJson wanted = given.value();
    Goal goal = goal(campaign, given, wanted.goal());
    Department department =
        String.valueOf(wanted.department()).isEmpty()
            ? null
            : department(campaign, given, wanted.department());
    checkPoints(campaign, goal, given);
    Plan plan =
        given.made(
            () ->
                new Plan(
                    Objects.requireNonNull(goal).id(),
                    department == null ? null : department.id(),
                    Objects.requireNonNullElse(wanted.from(), campaign.start()),
                    Objects.requireNonNull(wanted.points()).stream()
                        .map(
                            point ->
                                new Plan.Point(
                                    Objects.requireNonNull(point.date()),
                                    Objects.requireNonNull(point.percent())))
                        .toList(),
                    0));
    Plan set = goals.setPlan(campaign, Objects.requireNonNull(goal), plan, Http.actor(ctx));
    set(
        ctx,
        "plans",
        each ->
            each.goal().equals(set.goal())
                && Objects.equals(each.department(), set.department())
                && each.version() == set.version(),
        set,
        new Versions<>(goals::numberedPlans, goals::plans, PlanJson::of, goals::removePlan));
  }

  /** Every point that stands in the wrong place, not only the first. */
  private static void checkPoints(Campaign campaign, @Nullable Goal goal, Given<PlanJson> given) {
    List<PlanJson.@Nullable PointJson> points =
        Objects.requireNonNullElse(given.value().points(), List.of());
    PlanJson.PointJson before = null;
    for (int i = 0; i < points.size(); i++) {
      PlanJson.PointJson point = points.get(i);
      if (point == null || point.date() == null || point.percent() == null) {
        continue;
      }
      LocalDate first = goal == null ? campaign.start() : goal.periodStart(campaign);
      if (goal != null
          && (point.date().isBefore(first) || point.date().isAfter(campaign.deadline()))) {
        given.refuse(
            "points/" + i + "/date",
            new Text(
                first + " 至 " + campaign.deadline() + " 之间的日期",
                "a date from " + first + " to " + campaign.deadline()));
      } else if (before != null && !point.date().isAfter(before.date())) {
        given.refuse(
            "points/" + i + "/date",
            new Text("晚于 " + before.date() + " 的日期", "a date after " + before.date()));
      } else if (before != null
          && before.percent() != null
          && point.percent().compareTo(before.percent()) < 0) {
        given.refuse(
            "points/" + i + "/percent",
            new Text(
                "不小于 " + before.percent().toPlainString() + " 的累计百分数",
                "a cumulative percentage not below " + before.percent().toPlainString()));
      }
      before = point;
    }
  }

  private void setMilestone(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<MilestoneJson> given = Shapes.creating(MilestoneJson.class, Bodies.object(ctx));
    MilestoneJson wanted = given.value();
    Department department = department(campaign, given, wanted.department());
    Goal goal = goal(campaign, given, wanted.goal());
    Milestone step =
        given.made(
            () ->
                new Milestone(
                    Objects.requireNonNull(department).id(),
                    Objects.requireNonNull(goal).id(),
                    Objects.requireNonNull(wanted.step()),
                    Objects.requireNonNull(wanted.due()),
                    Objects.requireNonNullElse(wanted.weight(), BigDecimal.ONE),
                    Objects.requireNonNullElse(wanted.from(), campaign.start()),
                    0));
    Milestone set =
        goals.setMilestone(campaign, Objects.requireNonNull(goal), step, Http.actor(ctx));
    set(
        ctx,
        "milestones",
        each ->
            each.department().equals(set.department())
                && each.goal().equals(set.goal())
                && each.step().equals(set.step())
                && each.version() == set.version(),
        set,
        new Versions<>(
            goals::numberedMilestones,
            goals::milestones,
            MilestoneJson::of,
            goals::removeMilestone));
  }
}
