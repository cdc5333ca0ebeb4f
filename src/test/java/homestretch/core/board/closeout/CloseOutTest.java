package homestretch.core.board.closeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.exchange.ImportService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing a campaign on both databases (docs/scoring.md, Corrections, close-out). */
class CloseOutTest {
  private static final Actor LEADER = new Actor("leader", "api");
  private static final LocalDate CUT_OFF = LocalDate.of(2026, 10, 31);
  private static final LocalDate OBJECTIONS = LocalDate.of(2026, 11, 30);

  /** Two departments with two goals, figures before and after the cut-off. */
  private static final class Drive implements AutoCloseable {
    final World world;
    final Department a;
    final Department b;
    final Goal gbr;
    final Goal fai;

    /** Applies to nobody yet. */
    final Goal steps;

    final Report ofA;
    final Report later;

    Drive(Databases databases) {
      world = new World(databases);
      a = world.department("A");
      b = world.department("B");
      steps =
          world.goals.put(
              world.campaign,
              new Goal(
                  new GoalId(0),
                  world.campaign.id(),
                  "STEPS",
                  Text.same("steps"),
                  Text.same("x"),
                  new GoalKind.Milestones(),
                  Direction.UP,
                  BigDecimal.ONE,
                  null,
                  null,
                  Goal.Period.YEAR,
                  Goal.DueEvery.NONE,
                  0,
                  0,
                  2,
                  0),
              World.ACTOR);
      gbr = world.goal("GBR", "60");
      fai = world.goal("FAI", "40");
      for (Department each : List.of(a, b)) {
        world.target(each, gbr, "100");
        world.target(each, fai, "300");
      }
      ofA = world.report(a, gbr, "80", "2026-10-31");
      world.report(a, fai, "200", "2026-10-31");
      world.report(b, gbr, "70", "2026-10-31");
      world.report(b, fai, "250", "2026-09-30");
      later = world.report(b, fai, "299", "2026-11-20");
    }

    Closing freeze() {
      return world.closeOut.freeze(campaign(), CUT_OFF, OBJECTIONS, 0, LEADER);
    }

    Closing freezeAndClose() {
      freeze();
      return world.closeOut.close(campaign(), true, "the meeting is tomorrow", 0, LEADER);
    }

    Campaign campaign() {
      return world.campaigns.find("city-2026");
    }

    String digest() {
      return CloseOutBoard.of(world.boards.on(campaign(), campaign().today(world.clock))).digest();
    }

    Optional<CloseOut.Verified> verified() {
      return world.closeOut.verify(campaign());
    }

    @Nullable String difference() {
      Text difference = verified().orElseThrow().difference();
      return difference == null ? null : difference.en();
    }

    @Override
    public void close() {
      world.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_campaign_is_frozen_then_final_and_its_digest_comes_out_of_the_ledger_again(
      Databases databases) {
    try (Drive drive = new Drive(databases)) {
      assertThat(drive.verified()).isEmpty();
      Closing frozen = drive.freeze();
      assertThat(frozen.version()).isEqualTo(1);
      assertThat(frozen.footnote().en())
          .isEqualTo("Frozen: figures up to 2026-10-31 only; objections until 2026-11-30");
      drive.world.clock.set("2026-11-30T16:00:00Z"); // the first of December in Shanghai
      Closing closed = drive.world.closeOut.close(drive.campaign(), false, "", 0, LEADER);
      assertThat(closed.isFinal()).isTrue();
      CloseOut.Verified verified = drive.verified().orElseThrow();
      assertThat(verified.equal()).isTrue();
      assertThat(verified.recomputed())
          .hasSize(64)
          .isEqualTo(CloseOutBoard.digest(verified.board()))
          .isEqualTo(drive.digest());
      assertThat(closed.footnote().en())
          .isEqualTo(
              "Final, version 1, figures up to 2026-10-31, digest "
                  + verified.recomputed().substring(0, 8));
      assertThat(verified.board())
          .doesNotContain("299")
          .contains("{\"actual\":\"250\",\"baseline\":null,\"completion\":\"250/3\"")
          .startsWith("{\"campaign\":{\"calendar\":\"CN\",\"deadline\":\"2026-12-31\",");
    }
  }

  @ParameterizedTest
  @EnumSource
  void rules_are_part_of_a_final_board_and_one_without_reads_as_before(Databases databases) {
    try (Drive drive = new Drive(databases)) {
      drive.freezeAndClose();
      assertThat(drive.verified().orElseThrow().board()).doesNotContain("rule").contains("points");
    }
    try (Drive drive = new Drive(databases)) {
      drive.world.schemes.put(
          drive.campaign(),
          drive
              .world
              .book(CUT_OFF)
              .setup()
              .scheme()
              .weighing(
                  Map.of(
                      drive.gbr.id(),
                      new Scheme.Weighing(
                          new BigDecimal("60"),
                          null,
                          null,
                          WrittenRule.read("efficacy floor=50 span=50")),
                      drive.fai.id(),
                      new Scheme.Weighing(
                          new BigDecimal("40"), null, null, WrittenRule.read("rank step=7")))),
          0,
          LEADER);
      drive.freezeAndClose();
      CloseOut.Verified verified = drive.verified().orElseThrow();
      assertThat(verified.equal()).as(drive.difference()).isTrue();
      assertThat(verified.board())
          .contains("\"rule\":\"efficacy by=value floor=50 span=50\"")
          .contains("\"rule\":\"rank by=completion first=100 step=7 floor=0\"")
          .contains("\"points\":\"93\"");
    }
  }

  @Test
  void what_does_not_fit_is_refused_with_a_reason_and_changes_nothing() {
    try (Drive drive = new Drive(Databases.SQLITE)) {
      CloseOut closeOut = drive.world.closeOut;
      LocalDate tomorrow = LocalDate.of(2026, 11, 24);
      refused(
          () -> closeOut.freeze(drive.campaign(), tomorrow, tomorrow, 0, LEADER),
          Fault.Invalid.class,
          "cutOff: “2026-11-24”, expected a date from 2026-01-01 to today, 2026-11-23");
      refused(
          () -> closeOut.freeze(drive.campaign(), CUT_OFF, CUT_OFF.minusDays(1), 0, LEADER),
          Fault.Invalid.class,
          "objectionsUntil: “2026-10-30”, expected a date not before the cut-off, 2026-10-31");
      refused(
          () -> closeOut.close(drive.campaign(), true, "why not", 0, LEADER),
          Fault.Conflict.class,
          "the campaign is not frozen; freeze it first");
      refused(
          () -> closeOut.reopen(drive.campaign(), "why not", 0, LEADER),
          Fault.Conflict.class,
          "the campaign is open already");
      int read = drive.campaign().revision();
      drive.freeze();
      refused(
          () -> closeOut.freeze(drive.campaign(), CUT_OFF, OBJECTIONS, 0, LEADER),
          Fault.Conflict.class,
          "figures are frozen as of 2026-10-31");
      refused(
          () -> closeOut.close(drive.campaign(), true, "why not", read, LEADER),
          Fault.Stale.class,
          "changed since you read it");
      refused(
          () -> closeOut.close(drive.campaign(), false, "no hurry", 0, LEADER),
          Fault.Conflict.class,
          "objections are open until 2026-11-30; to close before, say early: true");
      refused(
          () -> closeOut.close(drive.campaign(), true, " ", 0, LEADER),
          Fault.Invalid.class,
          "reason is needed: a reason");
      refused(
          () -> closeOut.reopen(drive.campaign(), "", 0, LEADER),
          Fault.Invalid.class,
          "reason is needed: a reason");
      assertThat(closeOut.closings(drive.campaign()))
          .singleElement()
          .satisfies(c -> assertThat(c.outcome()).isNull());
    }
  }

  private static void refused(ThrowingCallable call, Class<? extends Fault> fault, String message) {
    assertThatThrownBy(call).isInstanceOf(fault).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"SQLITE,false", "SQLITE,true", "POSTGRESQL,false", "POSTGRESQL,true"})
  void nothing_that_boards_are_made_of_can_be_changed_once_frozen(
      Databases databases, boolean isFinal) {
    try (Drive drive = new Drive(databases)) {
      World world = drive.world;
      Campaign open = drive.campaign();
      if (isFinal) {
        drive.freezeAndClose();
      } else {
        drive.freeze();
      }
      Campaign campaign = drive.campaign();
      Campaign renamed =
          new Campaign(
              campaign.id(),
              campaign.slug(),
              campaign.name(),
              campaign.start(),
              campaign.deadline().plusDays(1),
              campaign.timezone(),
              campaign.language(),
              campaign.countToday(),
              campaign.calendar(),
              campaign.sample(),
              campaign.revision());
      ImportService imports = world.imports;
      Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
      writes.put("submit", () -> world.report(drive.a, drive.gbr, "81", "2026-10-30"));
      writes.put(
          "undo", () -> world.reviews.undo(campaign, Optional.of(drive.later.id()), World.ACTOR));
      writes.put("correct a later day", () -> correct(drive, drive.later, "290"));
      writes.put("campaign", () -> world.campaigns.change(renamed, LEADER));
      writes.put("department", () -> world.department("C"));
      writes.put("goal", () -> world.goal("GBR", "61"));
      writes.put("new goal", () -> world.goal("NEW", "1"));
      writes.put("target", () -> world.target(drive.a, drive.gbr, "101"));
      writes.put(
          "scheme",
          () ->
              world.schemes.put(campaign, Scheme.standard(LocalDate.of(2026, 11, 20)), 0, LEADER));
      writes.put(
          "plan",
          () ->
              world.goals.setPlan(
                  campaign,
                  drive.gbr,
                  new Plan(
                      drive.gbr.id(),
                      null,
                      campaign.start(),
                      List.of(new Plan.Point(CUT_OFF, BigDecimal.TEN)),
                      0),
                  LEADER));
      writes.put(
          "milestone",
          () ->
              world.goals.setMilestone(
                  campaign,
                  drive.steps,
                  new Milestone(
                      drive.a.id(),
                      drive.steps.id(),
                      "started",
                      CUT_OFF,
                      BigDecimal.ONE,
                      campaign.start(),
                      0),
                  LEADER));
      writes.put("veto of a later day", () -> veto(drive, CUT_OFF.plusDays(1)));
      writes.put("league", () -> world.departments.put(campaign, world.league, LEADER));
      writes.put(
          "import",
          () ->
              imports.load(
                  campaign,
                  Tables.csv("departments.csv", "code,name,league\nZ,新,组\n"),
                  Tables.options(Set.of(), false),
                  LEADER));
      if (isFinal) {
        writes.put("veto", () -> veto(drive, CUT_OFF));
        writes.put("correct", () -> correct(drive, drive.ofA, "79"));
        writes.put("verify", () -> world.reviews.verify(campaign, drive.ofA.id(), LEADER));
        writes.put("reject", () -> world.reviews.reject(campaign, drive.ofA.id(), "no", LEADER));
        writes.put(
            "withdraw", () -> world.reviews.withdraw(campaign, drive.ofA.id(), "no", LEADER));
      }
      var before = world.database.read(() -> world.campaignRows.changes(open.id()));
      writes.forEach(
          (what, write) -> assertThatThrownBy(write).as(what).isInstanceOf(Fault.Conflict.class));
      assertThat(world.database.read(() -> world.campaignRows.changes(open.id())))
          .isEqualTo(before);
      // Who reports for whom is no part of a board.
      world.departments.link(
          campaign, drive.a, List.of(new Link("api", Link.Kind.USER, "someone")), LEADER);
    }
  }

  private static Adjustment veto(Drive drive, LocalDate on) {
    return drive.world.schemes.adjust(
        drive.campaign(),
        drive.a,
        Adjustment.Kind.VETO,
        "",
        null,
        on,
        "a fatal accident",
        "case 7",
        LEADER);
  }

  private static Report correct(Drive drive, Report report, String value) {
    return drive.world.reviews.correct(
        drive.campaign(), report.id(), Figure.of(new BigDecimal(value)), "objection heard", LEADER);
  }

  @ParameterizedTest
  @EnumSource
  void objections_are_heard_until_the_window_ends_and_the_history_tells(Databases databases) {
    try (Drive drive = new Drive(databases)) {
      World world = drive.world;
      drive.freeze();
      world.clock.set("2026-11-30T15:59:59Z"); // 23:59:59 of the last day in Shanghai
      Report corrected = correct(drive, drive.ofA, "85");
      Adjustment veto = veto(drive, CUT_OFF);
      world.schemes.withdraw(drive.campaign(), veto.id(), "the other district", LEADER);
      assertThat(corrected.state()).isEqualTo(Report.State.REVISED);
      assertThatThrownBy(() -> world.reviews.verify(drive.campaign(), corrected.id(), LEADER))
          .as("whoever corrected it")
          .isInstanceOf(Fault.Forbidden.class);
      Actor auditor = new Actor("auditor", "api");
      assertThat(world.reviews.verify(drive.campaign(), corrected.id(), auditor).version())
          .isEqualTo(3);
      assertThat(world.boards.on(drive.campaign(), CUT_OFF).standing(drive.a.id()).score())
          .hasToString("233 / 3");
      world.clock.set("2026-11-30T16:00:00Z");
      assertThatThrownBy(
              () -> world.reviews.reject(drive.campaign(), corrected.id(), "late", LEADER))
          .isInstanceOf(Fault.Conflict.class)
          .hasMessage("the objection window ended on 2026-11-30");
      world.closeOut.close(drive.campaign(), false, "", 0, LEADER);
      assertThat(drive.difference()).isNull();
      assertThat(world.database.read(() -> world.reportRows.history(drive.a.id(), drive.gbr.id())))
          .extracting(r -> r.state() + " " + r.value() + " " + r.by().name())
          .containsExactly("VERIFIED 85 auditor", "REVISED 85 leader", "PROVISIONAL 80 tester");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_gets_into_the_tables_after_the_close_does_not_change_the_final_board(
      Databases databases) {
    try (Drive drive = new Drive(databases)) {
      World world = drive.world;
      Closing closed = drive.freezeAndClose();
      world.clock.set("2026-12-05T04:00:00Z");
      world.database.writeAll(
          () -> {
            world.reportRows.append(
                new Report(
                    new ReportId(0),
                    world.campaign.id(),
                    drive.a.id(),
                    drive.gbr.id(),
                    CUT_OFF,
                    Figure.of(new BigDecimal("1")),
                    "",
                    "",
                    Report.State.REVISED,
                    0,
                    0,
                    "too late",
                    LEADER,
                    world.clock.instant()));
            world.schemeRows.add(
                world.campaign.id(),
                Scheme.standard(world.campaign.start())
                    .with(
                        Scheme.Order.DEVIATION,
                        Scheme.TieRule.DENSE,
                        Scheme.Missing.ZERO,
                        Scheme.Disclosure.FULL),
                LEADER,
                world.clock.instant());
            world.goalRows.addTarget(
                world.campaign.id(),
                Target.of(
                    drive.b.id(), drive.gbr.id(), BigDecimal.TEN, null, world.campaign.start()),
                LEADER,
                world.clock.instant());
            world.adjustmentRows.add(
                world.campaign.id(),
                new Adjustment(
                    0,
                    drive.b.id(),
                    Adjustment.Kind.VETO,
                    "",
                    BigDecimal.ZERO,
                    world.campaign.start(),
                    "too late",
                    "",
                    LEADER,
                    world.clock.instant(),
                    null));
          });
      assertThat(drive.digest()).isEqualTo(digestOf(closed));
      assertThat(CloseOutBoard.of(world.boards().on(drive.campaign(), CUT_OFF)).digest())
          .isEqualTo(digestOf(closed));
      assertThat(drive.difference()).isNull();
      // Movement restates an earlier board: from before the close as well.
      assertThat(
              world
                  .boards
                  .on(drive.campaign(), LocalDate.of(2026, 10, 31))
                  .standing(drive.a.id())
                  .vetoed())
          .isFalse();
    }
  }

  private static @Nullable String digestOf(Closing closing) {
    return closing.outcome() == null ? null : closing.outcome().digest();
  }

  @ParameterizedTest
  @EnumSource
  void a_final_board_cannot_be_changed_or_removed_even_by_sql(Databases databases) {
    try (Drive drive = new Drive(databases)) {
      drive.freezeAndClose();
      for (String sql :
          List.of(
              "update closing set board = '{}'",
              "update closing set digest = ''",
              "update closing set cut_off_on = '2026-09-30'",
              "delete from closing")) {
        assertThatThrownBy(() -> drive.world.execute(sql))
            .isInstanceOf(DataAccessException.class)
            .hasMessageContaining("never");
      }
      assertThat(drive.difference()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_recount_names_the_first_department_and_goal_that_differ(Databases databases) {
    try (Drive drive = new Drive(databases)) {
      drive.freezeAndClose();
      drive.world.execute(
          "update target set amount = '299.5' where department_id = "
              + drive.b.id().value()
              + " and goal_id = "
              + drive.fai.id().value());
      assertThat(drive.difference()).isEqualTo("department B, goal FAI");
      drive.world.execute("update target set amount = '300' where amount = '299.5'");
      assertThat(drive.difference()).isNull();
      drive.world.execute("update department set name = 'B2', name_en = 'B2' where code = 'B'");
      assertThat(drive.difference()).isEqualTo("department B: score, rank or points");
      drive.world.execute("update department set name = 'B', name_en = 'B' where code = 'B'");
      drive.world.execute("update campaign set deadline_on = '2027-01-15'");
      assertThat(drive.difference()).isEqualTo("department B, goal FAI");
      drive.world.execute("update campaign set deadline_on = '2026-12-31', name_en = 'Changed'");
      assertThat(drive.difference()).startsWith("the same for every department");
    }
  }

  @Test
  void a_recount_finds_a_figure_that_was_changed_in_the_ledger_itself() {
    try (Drive drive = new Drive(Databases.SQLITE)) {
      drive.freezeAndClose();
      drive.world.execute("drop trigger report_is_never_changed");
      drive.world.execute("update report set amount = '69' where amount = '70'");
      assertThat(drive.difference()).isEqualTo("department B, goal GBR");
      drive.world.execute("drop trigger final_board_is_never_changed");
      drive.world.execute("update closing set board = replace(board, '\"70\"', '\"69\"')");
      assertThat(drive.difference()).isEqualTo("the stored board does not have the stored digest");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reopening_is_recorded_and_the_next_close_is_the_next_version(Databases databases) {
    try (Drive drive = new Drive(databases)) {
      World world = drive.world;
      Closing first = drive.freezeAndClose();
      world.clock.set("2026-11-24T04:00:00Z");
      world.closeOut.reopen(drive.campaign(), "an arithmetic slip", 0, LEADER);
      assertThat(drive.verified()).isEmpty();
      assertThat(world.boards.on(drive.campaign(), LocalDate.of(2026, 11, 24)).setup().closing())
          .isNull();
      correct(drive, drive.ofA, "88");
      Closing second = drive.freezeAndClose();
      assertThat(second.version()).isEqualTo(2);
      assertThat(digestOf(second)).isNotEqualTo(digestOf(first));
      assertThat(drive.difference()).isNull();
      List<Closing> all = world.closeOut.closings(drive.campaign());
      assertThat(all).hasSize(2);
      assertThat(digestOf(all.getFirst())).isEqualTo(digestOf(first));
      assertThat(all.getFirst().reopening())
          .isEqualTo(new Closing.Reopening(world.clock.instant(), "leader", "an arithmetic slip"));
      assertThat(world.database.read(() -> world.audit.list(Long.MAX_VALUE, 100)))
          .extracting(e -> e.action())
          .contains("campaign.freeze", "campaign.close", "campaign.reopen");
      assertThat(
              world
                  .database
                  .read(() -> world.closingRows.board(world.campaign.id(), 1))
                  .map(CloseOutBoard::digest))
          .contains(String.valueOf(digestOf(first)));
    }
  }

  /** Whichever comes first: the correction is on the final board, or it is refused. */
  @ParameterizedTest
  @EnumSource
  void a_correction_at_the_moment_of_closing_is_either_counted_or_refused(Databases databases)
      throws Exception {
    try (Drive drive = new Drive(databases)) {
      World world = drive.world;
      Report standing = drive.ofA;
      for (int round = 0; round < 12; round++) {
        drive.freeze();
        CyclicBarrier start = new CyclicBarrier(2);
        Report before = standing;
        String value = String.valueOf(30 + round);
        boolean[] entered = new boolean[1];
        Thread correcting =
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        start.await();
                        correct(drive, before, value);
                        entered[0] = true;
                      } catch (Fault.Conflict late) {
                        entered[0] = false;
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    });
        start.await();
        world.closeOut.close(world.campaign, true, "now", 0, LEADER);
        correcting.join();
        assertThat(drive.difference()).isNull();
        standing =
            world
                .database
                .read(
                    () ->
                        world.reportRows.versions(drive.a.id(), drive.gbr.id(), "", before.asOf()))
                .getLast();
        assertThat(standing.value().toPlainString().equals(value)).isEqualTo(entered[0]);
        assertThat(drive.verified().orElseThrow().board())
            .contains("\"id\":" + standing.id().value() + ",");
        world.closeOut.reopen(world.campaign, "again", 0, LEADER);
      }
    }
  }
}
