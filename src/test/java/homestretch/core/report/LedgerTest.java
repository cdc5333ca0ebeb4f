package homestretch.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.audit.Actor;
import homestretch.core.board.Standing;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger on both databases. */
class LedgerTest {
  private static final Actor OTHER = new Actor("checker", "api");

  @ParameterizedTest
  @EnumSource
  void a_correction_is_a_new_version_and_the_history_shows_both(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "145");
      Report first = world.report(department, goal, "99.680", "2026-07-31");
      Report second =
          world.reviews.correct(
              world.campaign, first.id(), Figure.of(new BigDecimal("98.5")), "miscounted", OTHER);
      assertThat(second.version()).isEqualTo(2);
      List<Report> history =
          world.database.read(() -> world.reportRows.history(department.id(), goal.id()));
      assertThat(history)
          .extracting(Report::value)
          .containsExactly(new BigDecimal("98.5"), new BigDecimal("99.680"));
      assertThat(history.getFirst().reason()).isEqualTo("miscounted");
      assertThat(completion(world, department)).isEqualTo("67.93");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_ledger_cannot_be_changed_or_emptied_even_by_sql(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.report(department, goal, "1", "2026-07-31");
      for (String sql : List.of("update report set amount = '2'", "delete from report")) {
        assertThatThrownBy(() -> world.execute(sql))
            .isInstanceOf(DataAccessException.class)
            .hasMessageContaining("only ever added to");
      }
      assertThat(world.book().figures()).extracting(Report::value).containsExactly(BigDecimal.ONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_figure_again_is_not_entered_twice(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      Report first = world.report(department, goal, "5", "2026-07-31");
      assertThat(world.report(department, goal, "5.0", "2026-07-31")).isEqualTo(first);
      assertThat(world.report(department, goal, "5", "2026-08-31").version()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_next_later_figure_that_counts_is_found_behind_many_that_do_not(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.report(department, goal, "70", "2026-11-20");
      for (int i = 0; i < 40; i++) {
        world.report(department, goal, String.valueOf(40 + i), "2026-10-31");
        world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR);
      }
      assertThat(next(world, department, goal, "2026-09-30")).contains("2026-11-20");
      assertThat(next(world, department, goal, "2026-11-19")).contains("2026-11-20");
      assertThat(next(world, department, goal, "2026-11-20")).isEmpty();
    }
  }

  private static Optional<String> next(World world, Department department, Goal goal, String day) {
    return world.database.read(
        () ->
            world
                .reportRows
                .next(department.id(), goal.id(), "", LocalDate.parse(day))
                .map(report -> report.asOf().toString()));
  }

  @ParameterizedTest
  @EnumSource
  void undo_brings_back_what_stood_before_or_withdraws_the_only_figure(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.report(department, goal, "40", "2026-10-31");
      world.report(department, goal, "44", "2026-10-31");
      Report undone = world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR);
      assertThat(undone.value()).isEqualTo("40");
      assertThat(world.database.read(() -> world.audit.list(Long.MAX_VALUE, 1)))
          .singleElement()
          .satisfies(
              e ->
                  assertThat(e.action() + " " + e.subject())
                      .isEqualTo("report.undo city-2026/A/G/2026-10-31"));
      assertThat(completion(world, department)).isEqualTo("40.00");

      world.report(department, goal, "50", "2026-11-20");
      assertThat(completion(world, department)).isEqualTo("50.00");
      assertThat(world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR).state())
          .isEqualTo(Report.State.WITHDRAWN);
      assertThat(completion(world, department)).isEqualTo("40.00");

      // Once more: the figure before, although an undo had brought it back.
      Report further = world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR);
      assertThat(further.state()).isEqualTo(Report.State.WITHDRAWN);
      assertThat(further.asOf()).isEqualTo("2026-10-31");
      assertThatThrownBy(() -> world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR))
          .isInstanceOf(Fault.Conflict.class)
          .hasMessageContaining("nothing more to undo");

      Report again = world.report(department, goal, "60", "2026-10-31");
      world.reviews.verify(world.campaign, again.id(), OTHER);
      assertThatThrownBy(() -> world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR))
          .isInstanceOf(Fault.Conflict.class)
          .hasMessageContaining("verified");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_correction_whose_reason_is_the_word_undo_is_none(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.report(department, goal, "40", "2026-10-31");
      Report last = world.report(department, goal, "44", "2026-11-20");
      world.reviews.correct(
          world.campaign, last.id(), Figure.of(new BigDecimal("45")), "undo", OTHER);
      // Not the figure of October in its place.
      assertThatThrownBy(() -> world.reviews.undo(world.campaign, Optional.empty(), World.ACTOR))
          .isInstanceOf(Fault.Conflict.class)
          .hasMessageContaining("corrected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_undoes_or_verifies_what_is_not_theirs_to(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      Report report = world.report(department, goal, "40", "2026-10-31");
      assertThatThrownBy(() -> world.reviews.undo(world.campaign, Optional.of(report.id()), OTHER))
          .isInstanceOf(Fault.Forbidden.class);
      assertThatThrownBy(() -> world.reviews.verify(world.campaign, report.id(), World.ACTOR))
          .isInstanceOf(Fault.Forbidden.class);
      assertThat(world.reviews.verify(world.campaign, report.id(), OTHER).state())
          .isEqualTo(Report.State.VERIFIED);
      assertThatThrownBy(() -> world.report(department, goal, "41", "2026-10-31"))
          .isInstanceOf(Fault.Conflict.class)
          .hasMessageContaining("verified as 40");
      assertThatThrownBy(() -> world.reviews.verify(world.campaign, report.id(), OTHER))
          .isInstanceOf(Fault.Conflict.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_rejected_figure_leaves_the_board_and_the_one_before_stands(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.report(department, goal, "30", "2026-09-30");
      Report late = world.report(department, goal, "80", "2026-10-31");
      assertThat(completion(world, department)).isEqualTo("80.00");
      world.reviews.reject(world.campaign, late.id(), "no evidence", OTHER);
      assertThat(completion(world, department)).isEqualTo("30.00");
    }
  }

  @Test
  void dates_to_come_and_dates_after_the_deadline_are_refused_by_name() {
    try (World world = new World(Databases.SQLITE)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      assertThatThrownBy(() -> world.report(department, goal, "1", "2026-11-24"))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessage("asOf: “2026-11-24”, expected a date not after today, 2026-11-23");
      assertThatThrownBy(() -> world.report(department, goal, "1", "2150-01-01"))
          .isInstanceOf(Fault.Invalid.class);
      world.clock.set("2027-01-10T04:00:00Z");
      assertThatThrownBy(() -> world.report(department, goal, "1", "2027-01-05"))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("from 2026-01-01 to 2026-12-31, the period of G");
      assertThat(world.book().figures()).isEmpty();
    }
  }

  @Test
  void a_figure_of_a_day_on_which_its_goal_or_department_no_longer_counts_is_refused() {
    try (World world = new World(Databases.SQLITE)) {
      LocalDate last = LocalDate.of(2026, 9, 30);
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      assertThatThrownBy(
              () -> submission(ended(department, last), goal, "2026-10-01").requireCounting(null))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessage(
              "asOf: “2026-10-01”, expected a date not after 2026-09-30, the last day on which "
                  + department.name().en()
                  + " counts");
      submission(ended(department, last), goal, "2026-09-30").requireCounting(null);
      submission(department, goal, "2026-10-01").requireCounting(null);
    }
  }

  @Test
  void the_reason_of_a_correction_is_kept_without_marks_that_turn_its_direction() {
    try (World world = new World(Databases.SQLITE)) {
      Report first = world.report(world.department("A"), world.goal("G", "1"), "5", "2026-07-31");
      Figure four = Figure.of(new BigDecimal("4"));
      assertThat(
              world.reviews.correct(world.campaign, first.id(), four, "x\u202ey", OTHER).reason())
          .isEqualTo("xy");
      assertThatThrownBy(
              () -> world.reviews.correct(world.campaign, first.id(), four, "\u202e", OTHER))
          .isInstanceOf(Fault.Invalid.class);
    }
  }

  @Test
  void who_leads_a_department_is_one_line_without_marks_that_turn_its_direction() {
    try (World world = new World(Databases.SQLITE)) {
      Department plain = world.department("A");
      assertThat(ended(plain, null, "Zhang\u202e San\nfirst of all").lead())
          .isEqualTo("Zhang San / first of all");
    }
  }

  private static Submission submission(Department department, Goal goal, String asOf) {
    return new Submission(
        department, goal, Figure.of(BigDecimal.ONE), LocalDate.parse(asOf), "", "");
  }

  private static Department ended(Department of, LocalDate last) {
    return ended(of, last, "");
  }

  private static Department ended(Department of, @Nullable LocalDate last, String lead) {
    return new Department(
        of.id(),
        of.campaign(),
        of.league(),
        of.code(),
        of.name(),
        lead,
        "",
        "",
        true,
        null,
        last,
        null,
        of.position(),
        of.revision());
  }

  @Test
  void correcting_and_correcting_back_changes_nothing_but_the_history() {
    Random random = new Random(2026);
    try (World world = new World(Databases.SQLITE)) {
      Department a = world.department("A");
      Department b = world.department("B");
      Goal goal = world.goal("G", "1");
      world.target(a, goal, "100");
      world.target(b, goal, "120");
      for (int i = 0; i < 40; i++) {
        Department department = random.nextBoolean() ? a : b;
        String asOf = "2026-" + String.format("%02d", 1 + random.nextInt(10)) + "-28";
        Report report = world.report(department, goal, String.valueOf(random.nextInt(90)), asOf);
        var before =
            world.book().leaderboard(null, null).rows().stream().map(Standing::score).toList();
        Report wrong =
            world.reviews.correct(
                world.campaign,
                report.id(),
                Figure.of(new BigDecimal(random.nextInt(90))),
                "one way",
                OTHER);
        world.reviews.correct(world.campaign, wrong.id(), report.figure(), "and back", OTHER);
        assertThat(
                world.book().leaderboard(null, null).rows().stream().map(Standing::score).toList())
            .isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_board_of_a_past_day_uses_the_figures_and_targets_of_that_day(Databases databases) {
    try (World world = new World(databases)) {
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      world.target(department, goal, "200", LocalDate.of(2026, 10, 1));
      world.report(department, goal, "50", "2026-09-30");
      world.report(department, goal, "80", "2026-10-31");
      assertThat(shown(world.book(LocalDate.of(2026, 9, 30)).standing(department.id())))
          .isEqualTo("50.00");
      assertThat(shown(world.book(LocalDate.of(2026, 10, 30)).standing(department.id())))
          .isEqualTo("25.00");
      assertThat(completion(world, department)).isEqualTo("40.00");
      assertThat(world.book(LocalDate.of(2026, 9, 29)).standing(department.id()).score()).isNull();
    }
  }

  private static String completion(World world, Department department) {
    return shown(world.book().standing(department.id()));
  }

  private static String shown(Standing standing) {
    return homestretch.core.text.Figures.plain(standing.completion());
  }
}
