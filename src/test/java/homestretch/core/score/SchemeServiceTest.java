package homestretch.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.audit.Audit;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions of a scheme, and what is entered by hand. */
class SchemeServiceTest {
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

  @ParameterizedTest
  @EnumSource
  void a_version_scores_boards_from_its_date_on_and_none_before(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Goal one = world.goal("ONE", "1");
      Goal two = world.goal("TWO", "1");
      for (Goal goal : List.of(one, two)) {
        world.target(a, goal, "100");
      }
      world.report(a, one, "40", "2026-09-01");
      world.report(a, two, "80", "2026-09-01");
      Scheme made =
          world.schemes.put(
              world.campaign,
              scheme(
                  OCTOBER,
                  Map.of(one.id(), new Scheme.Weighing(new BigDecimal("3"), null)),
                  List.of(),
                  ""),
              0,
              World.ACTOR);
      // The first version was never written: the days before October keep it.
      assertThat(made.version()).isEqualTo(2);
      assertThat(score(world, a, OCTOBER.minusDays(1))).isEqualTo("60.00");
      assertThat(score(world, a, OCTOBER)).isEqualTo("50.00");
      assertThat(world.book(OCTOBER.minusDays(1)).setup().scheme().version()).isEqualTo(1);
      assertThat(world.book(OCTOBER).setup().scheme().version()).isEqualTo(2);
      List<Audit.Entry> entries = world.database.read(() -> world.audit.list(Long.MAX_VALUE, 1));
      assertThat(entries.getFirst().action()).isEqualTo("scheme.add");
      assertThat(entries.getFirst().before()).isNotNull();
      assertThat(entries.getFirst().after()).contains("2026-10-01");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_version_keeps_the_rule_of_each_goal(Databases databases) {
    try (World world = new World(databases)) {
      for (String written : WrittenRule.EXAMPLES) {
        Goal goal = world.goal("G" + WrittenRule.EXAMPLES.indexOf(written), "1");
        ScoringRule rule = WrittenRule.read(written);
        world.schemes.put(
            world.campaign,
            scheme(
                OCTOBER,
                Map.of(goal.id(), new Scheme.Weighing(new BigDecimal("3"), null, null, rule)),
                List.of(),
                ""),
            0,
            World.ACTOR);
        assertThat(world.book(OCTOBER).setup().scheme().rule(goal.id())).isEqualTo(rule);
        assertThat(world.book(OCTOBER.minusDays(1)).setup().scheme().rule(goal.id()))
            .isEqualTo(ScoringRule.DEFAULT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_version_never_reaches_back_before_the_last_one_or_a_published_board(Databases databases) {
    try (World world = new World(databases)) {
      put(world, OCTOBER, List.of(), "");
      assertThatThrownBy(() -> put(world, OCTOBER.minusDays(1), List.of(), ""))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("a date from 2026-10-01 to 2026-12-31");
      world.boards.published(world.campaign, LocalDate.of(2026, 11, 16), world.clock.instant());
      assertThatThrownBy(() -> put(world, LocalDate.of(2026, 11, 16), List.of(), ""))
          .hasMessageContaining("a date from 2026-11-17")
          .hasMessageContaining("the board of 2026-11-16 is published");
      assertThatThrownBy(() -> put(world, LocalDate.of(2150, 1, 1), List.of(), ""))
          .isInstanceOf(Fault.Invalid.class);
      assertThat(put(world, LocalDate.of(2026, 11, 17), List.of(), "").version()).isEqualTo(3);
      assertThat(world.schemes.versions(world.campaign)).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bonus_deduction_and_veto_count_from_their_day_until_they_are_withdrawn(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Goal goal = world.goal("ONE", "1");
      world.target(a, goal, "100");
      world.report(a, goal, "80", "2026-09-01");
      put(
          world,
          world.campaign.start(),
          List.of(
              item("CITE", Scheme.Item.Kind.BONUS, "5"),
              item("LATE", Scheme.Item.Kind.DEDUCTION, "3")),
          "");
      adjust(world, a, Adjustment.Kind.BONUS, "CITE", "4", "2026-10-05");
      Adjustment second = adjust(world, a, Adjustment.Kind.BONUS, "CITE", "4", "2026-10-05");
      adjust(world, a, Adjustment.Kind.DEDUCTION, "LATE", "1.5", "2026-10-06");
      adjust(world, a, Adjustment.Kind.VETO, "", null, "2026-10-07");
      assertThat(score(world, a, LocalDate.of(2026, 10, 4))).isEqualTo("80.00");
      // 4 + 4, of which 5 count.
      assertThat(score(world, a, LocalDate.of(2026, 10, 5))).isEqualTo("85.00");
      assertThat(score(world, a, LocalDate.of(2026, 10, 6))).isEqualTo("83.50");
      assertThat(world.book(LocalDate.of(2026, 10, 6)).standing(a.id()).vetoed()).isFalse();
      assertThat(world.book(LocalDate.of(2026, 10, 7)).standing(a.id()).vetoed()).isTrue();

      world.schemes.withdraw(world.campaign, second.id(), "entered twice", World.ACTOR);
      assertThat(score(world, a, LocalDate.of(2026, 10, 6))).isEqualTo("82.50");
      assertThatThrownBy(
              () -> world.schemes.withdraw(world.campaign, second.id(), "again", World.ACTOR))
          .isInstanceOf(Fault.Conflict.class);
      assertThat(world.schemes.adjustments(world.campaign)).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_entered_needs_an_item_of_its_kind_in_the_scheme_of_its_day(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      put(world, OCTOBER, List.of(item("CITE", Scheme.Item.Kind.BONUS, "5")), "");
      assertThatThrownBy(() -> adjust(world, a, Adjustment.Kind.BONUS, "CITE", "1", "2026-09-30"))
          .hasMessageContaining("item: “CITE”")
          .hasMessageContaining("which has none yet");
      assertThatThrownBy(
              () -> adjust(world, a, Adjustment.Kind.DEDUCTION, "CITE", "1", "2026-10-02"))
          .isInstanceOf(Fault.Invalid.class);
      assertThatThrownBy(() -> adjust(world, a, Adjustment.Kind.BONUS, "OTHER", "1", "2026-10-02"))
          .hasMessageContaining("expected CITE");
      assertThatThrownBy(() -> adjust(world, a, Adjustment.Kind.VETO, "CITE", null, "2026-10-02"))
          .hasMessageContaining("a veto has no item");
      assertThatThrownBy(() -> adjust(world, a, Adjustment.Kind.VETO, "", "2", "2026-10-02"))
          .hasMessageContaining("points");
      assertThatThrownBy(() -> adjust(world, a, Adjustment.Kind.BONUS, "CITE", "1", "2027-01-01"))
          .hasMessageContaining("on: “2027-01-01”");
      assertThat(world.schemes.adjustments(world.campaign)).isEmpty();

      adjust(world, a, Adjustment.Kind.BONUS, "CITE", "1", "2026-10-02");
      assertThatThrownBy(() -> put(world, LocalDate.of(2026, 11, 1), List.of(), ""))
          .hasMessageContaining("items: “CITE”");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_goal_that_has_scored_figures_keeps_what_they_were_scored_by(Databases databases) {
    try (World world = new World(databases)) {
      Department a = world.department("A");
      Goal goal = world.goal("ONE", "1");
      world.goal("ONE", "2");
      world.target(a, goal, "100");
      world.report(a, goal, "80", "2026-09-01");
      assertThatThrownBy(() -> world.goal("ONE", "3"))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("weight: “3”, expected 2 as it is")
          .hasMessageContaining("a version of the scheme changes it from a date on");
      world.goal("ONE", "2.0");
      world.goal("NEW", "5");
      assertThat(score(world, a, LocalDate.of(2026, 11, 1))).isEqualTo("80.00");
    }
  }

  private static Scheme put(World world, LocalDate from, List<Scheme.Item> items, String reason) {
    return world.schemes.put(world.campaign, scheme(from, Map.of(), items, reason), 0, World.ACTOR);
  }

  private static Scheme scheme(
      LocalDate from,
      Map<GoalId, Scheme.Weighing> weighings,
      List<Scheme.Item> items,
      String reason) {
    Scheme s = Scheme.standard(from);
    return new Scheme(
        0,
        from,
        s.greenAbove(),
        s.yellowFrom(),
        s.order(),
        s.tieRule(),
        s.missing(),
        s.disclosure(),
        s.growth(),
        weighings,
        items,
        reason);
  }

  private static Scheme.Item item(String code, Scheme.Item.Kind kind, String cap) {
    return new Scheme.Item(code, Text.same(code), kind, new BigDecimal(cap));
  }

  private static Adjustment adjust(
      World world,
      Department department,
      Adjustment.Kind kind,
      String item,
      @Nullable String points,
      String on) {
    return world.schemes.adjust(
        world.campaign,
        department,
        kind,
        item,
        points == null ? null : new BigDecimal(points),
        LocalDate.parse(on),
        "as the office decided",
        "",
        World.ACTOR);
  }

  @Test
  void what_is_kept_of_a_reason_cannot_turn_the_direction_of_what_follows() {
    try (World world = new World(Databases.SQLITE)) {
      Department a = world.department("A");
      Adjustment veto =
          world.schemes.adjust(
              world.campaign,
              a,
              Adjustment.Kind.VETO,
              "",
              null,
              LocalDate.parse("2026-10-07"),
              "an \u202eaccident",
              "No.\u20667\u0000",
              World.ACTOR);
      assertThat(veto.reason()).isEqualTo("an accident");
      assertThat(veto.evidence()).isEqualTo("No.7");
    }
  }

  private static String score(World world, Department department, LocalDate on) {
    return Figures.plain(world.book(on).standing(department.id()).score());
  }
}
