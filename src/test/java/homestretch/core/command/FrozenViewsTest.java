package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.picture.BoardPainter;
import homestretch.adapter.storage.JooqChain;
import homestretch.adapter.storage.JooqChannels;
import homestretch.adapter.storage.JooqTemplates;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.delivery.Posts;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.schedule.PostKind;
import homestretch.core.score.Scheme;
import homestretch.core.text.Language;
import homestretch.core.wording.TemplateService;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A frozen board is the same in every command, whatever the ledger holds of later days and whatever
 * day it is asked on.
 */
class FrozenViewsTest {
  private static final Actor LEADER = new Actor("leader", "api");
  private static final LocalDate CUT_OFF = LocalDate.of(2026, 12, 20);

  /** A campaign seen through all its commands; the deadline is over, so that no day is counted. */
  private static final class Scene implements AutoCloseable {
    final World world;
    final Department a;
    final Department b;
    final Goal goal;
    final Report ofA;
    private final Commands commands;

    /**
     * @param laterFigures whether figures of days after the cut-off were reported
     */
    Scene(Databases databases, boolean laterFigures) {
      world = new World(databases);
      world.clock.set("2027-01-05T04:00:00Z");
      world.discloseAll();
      world.register("somewhere");
      a = world.department("A");
      b = world.department("B");
      goal = world.goal("GBR", "1");
      for (Department each : List.of(a, b)) {
        world.target(each, goal, "100");
        world.departments.link(
            world.campaign, each, List.of(new Link("web", Link.Kind.USER, each.code())), LEADER);
      }
      world.report(a, goal, "61", "2026-11-30");
      ofA = world.report(a, goal, "72", "2026-12-20");
      world.report(b, goal, "83", "2026-12-19");
      if (laterFigures) {
        world.report(a, goal, "94", "2026-12-31");
        world.report(b, goal, "95", "2026-12-21");
      }
      Desk desk =
          new Desk(
              world.database,
              world.campaignRows,
              new JooqChannels(world.database),
              world.departmentRows,
              world.goalRows,
              world.rights,
              world.clock);
      List<Command> all = new ArrayList<>();
      all.addAll(
          new BoardCommands(
                  desk,
                  world.boards,
                  new WorkCalendars(),
                  new BoardPainter(Databases.HOME.resolve("target/fonts")))
              .list());
      all.addAll(
          new ProgressCommands(desk, world.boards, new WorkCalendars(), world.news, world.care)
              .list());
      all.addAll(
          new ReportCommands(
                  desk,
                  world.boards,
                  world.database,
                  world.reportRows,
                  world.reports,
                  world.reviews)
              .list());
      all.add(new HelpCommand(desk, world.reports, all).command());
      commands = new Commands(all, desk);
    }

    Campaign campaign() {
      return world.campaigns.find("city-2026");
    }

    void freeze() {
      world.closeOut.freeze(campaign(), CUT_OFF, LocalDate.of(2027, 1, 20), 0, LEADER);
    }

    /** Everything that somebody of department A can see, by what was asked. */
    Map<String, String> views() {
      Map<String, String> views = new LinkedHashMap<>();
      for (Language language : Language.values()) {
        view(views, language, "countdown", Map.of());
        view(views, language, "leaderboard", Map.of());
        view(views, language, "leaderboard", Map.of("league", "districts"));
        view(views, language, "leaderboard", Map.of("goal", "GBR"));
        view(views, language, "leaderboard", Map.of("date", "2026-12-31"));
        view(views, language, "leaderboard", Map.of("date", CUT_OFF.toString()));
        view(views, language, "progress", Map.of());
        view(views, language, "explain", Map.of());
        view(views, language, "explain", Map.of("goal", "GBR"));
        view(views, language, "goals", Map.of());
        view(views, language, "history", Map.of());
        view(views, language, "history", Map.of("goal", "GBR"));
        view(views, language, "report", Map.of());
        view(views, language, "report", Map.of("goal", "GBR"));
        views.put(
            language + " completing a value",
            commands
                .complete(invocation(language, "report", Map.of("goal", "GBR")), "value", "")
                .toString());
        for (PostKind kind : PostKind.values()) {
          views.put(
              language + " posted " + kind,
              new Posts(
                      world.boards,
                      new WorkCalendars(),
                      new TemplateService(
                          world.database, new JooqTemplates(world.database), world.audit),
                      new JooqChain(world.database),
                      world.news)
                  .of(kind, campaign(), campaign().today(world.clock), language)
                  .toString());
        }
      }
      return views;
    }

    private void view(
        Map<String, String> views, Language language, String command, Map<String, String> options) {
      // The figures' own ids and the ids of buttons are no part of what is seen.
      views.put(
          language + " /" + command + " " + options,
          commands.dispatch(invocation(language, command, options)).toString());
    }

    String help() {
      return commands.dispatch(invocation(Language.EN, "help", Map.of())).toString();
    }

    private Invocation invocation(Language language, String command, Map<String, String> options) {
      return new Invocation(
          new Person("web", "A", "Wang Fang", Set.of()),
          new Address("web", "somewhere"),
          language,
          command,
          options);
    }

    @Override
    public void close() {
      world.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void figures_of_days_after_the_cut_off_are_in_no_view(Databases databases) {
    try (Scene with = new Scene(databases, true);
        Scene without = new Scene(databases, false)) {
      assertThat(with.views()).isNotEqualTo(without.views());
      with.freeze();
      without.freeze();
      Map<String, String> all = with.views();
      assertThat(all.get("EN /history {}"))
          .as("the history keeps what is not counted, and says so")
          .contains("(after the cut-off 2026-12-20: not counted)");
      assertThat(all.get("ZH /history {goal=GBR}")).contains("（晚于截止日 2026-12-20，不计入）");
      Map<String, String> frozen = withoutHistory(all);
      assertThat(frozen).isEqualTo(withoutHistory(without.views()));
      assertThat(frozen.values()).noneMatch(v -> v.contains("94") || v.contains("95"));
      assertThat(frozen.entrySet())
          .filteredOn(e -> !e.getKey().contains("/report") && !e.getKey().contains("/goals"))
          .allMatch(
              e ->
                  e.getValue().contains("72")
                      || e.getValue().contains("7.2 billion")
                      || e.getValue().contains("77.50"),
              "the figures");
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_view_changes_from_day_to_day_or_with_what_the_ledger_gets_of_later_days(
      Databases databases) {
    try (Scene scene = new Scene(databases, true)) {
      scene.freeze();
      Map<String, String> frozen = scene.views();
      scene.world.clock.set("2027-01-12T04:00:00Z");
      assertThat(scene.views()).isEqualTo(frozen);
      enter(scene, scene.a, LocalDate.of(2026, 12, 28), "96");
      assertThat(withoutHistory(scene.views())).isEqualTo(withoutHistory(frozen));
      assertThat(frozen.get("EN /report {}")).contains("Figures are frozen as of 2026-12-20");
    }
  }

  @Test
  void help_offers_no_figures_to_be_reported_once_frozen() {
    try (Scene scene = new Scene(Databases.SQLITE, false)) {
      assertThat(scene.help()).contains("/report", "/undo");
      scene.freeze();
      assertThat(scene.help())
          .contains("Figures are frozen as of 2026-12-20", "/progress")
          .doesNotContain("/report", "/undo");
    }
  }

  @ParameterizedTest
  @EnumSource
  void once_frozen_no_day_has_to_bring_anything_any_more(Databases databases) {
    try (Scene scene = new Scene(databases, false)) {
      scene.world.clock.set("2026-12-21T04:00:00Z");
      scene.freeze();
      Map<String, String> all = scene.views();
      assertThat(List.of("EN /countdown {}", "EN posted DAILY", "EN posted COUNTDOWN"))
          .allSatisfy(
              view ->
                  assertThat(all.get(view))
                      .contains("Frozen: figures up to 2026-12-20 only")
                      .doesNotContain("/report", "each working day"));
      assertThat(all.get("ZH /countdown {}")).contains("已冻结，只计截至 2026-12-20 的数据");
      Map<String, String> views = ofOne(all);
      scene.world.clock.set("2026-12-28T04:00:00Z");
      assertThat(ofOne(scene.views())).isEqualTo(views);
      // Nothing can come any more: no day has to bring anything.
      assertThat(views.get("EN /progress {}"))
          .contains("72.00%", "at this pace")
          .doesNotContain("each working day");
      assertThat(views.get("ZH /progress {}")).doesNotContain("每个工作日");
    }
  }

  private static Map<String, String> ofOne(Map<String, String> views) {
    Map<String, String> rest = new LinkedHashMap<>(views);
    rest.keySet().removeIf(view -> !view.contains("/progress") && !view.contains("/explain"));
    return rest;
  }

  @ParameterizedTest
  @EnumSource
  void a_correction_within_the_objection_window_is_in_every_view(Databases databases) {
    try (Scene scene = new Scene(databases, true)) {
      scene.freeze();
      scene.world.reviews.correct(
          scene.campaign(),
          scene.ofA.id(),
          Figure.of(new BigDecimal("77.77")),
          "objection heard",
          LEADER);
      Map<String, String> corrected = scene.views();
      assertThat(corrected.entrySet())
          .filteredOn(e -> !e.getKey().contains("/report") && !e.getKey().contains("/goals"))
          .allMatch(
              // 80.385 is the whole team's mean of 77.77 and 83.
              e ->
                  e.getValue().contains("77.77")
                      || e.getValue().contains("7.777 billion")
                      || e.getValue().contains("80.39"),
              "corrected");
      assertThat(corrected.get("EN /history {}"))
          .contains("revised", "objection heard", "leader", "version 1, provisional");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_final_board_stays_in_every_view_whatever_the_tables_get(Databases databases) {
    try (Scene scene = new Scene(databases, true)) {
      scene.freeze();
      scene.world.closeOut.close(scene.campaign(), true, "the meeting", 0, LEADER);
      Map<String, String> views = scene.views();
      scene.world.clock.set("2027-01-12T04:00:00Z");
      scene.world.database.writeAll(
          () ->
              scene.world.schemeRows.add(
                  scene.world.campaign.id(),
                  Scheme.standard(scene.world.campaign.start())
                      .with(
                          Scheme.Order.DEVIATION,
                          Scheme.TieRule.DENSE,
                          Scheme.Missing.ZERO,
                          Scheme.Disclosure.FULL),
                  LEADER,
                  scene.world.clock.instant()));
      enter(scene, scene.b, CUT_OFF, "99");
      assertThat(withoutHistory(scene.views())).isEqualTo(withoutHistory(views));
    }
  }

  /** The history is the ledger as it is: what got into it is not hidden. */
  private static Map<String, String> withoutHistory(Map<String, String> views) {
    Map<String, String> rest = new LinkedHashMap<>(views);
    rest.keySet().removeIf(view -> view.contains("/history"));
    return rest;
  }

  /** Past our services, as another program at the database would. */
  private static void enter(Scene scene, Department department, LocalDate asOf, String value) {
    scene.world.database.writeAll(
        () ->
            scene.world.reportRows.append(
                new Report(
                    new ReportId(0),
                    scene.world.campaign.id(),
                    department.id(),
                    scene.goal.id(),
                    asOf,
                    Figure.of(new BigDecimal(value)),
                    "",
                    "",
                    Report.State.PROVISIONAL,
                    0,
                    0,
                    "",
                    LEADER,
                    scene.world.clock.instant())));
  }
}
