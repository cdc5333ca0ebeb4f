package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.board.Standing;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.testing.Databases;
import homestretch.testing.Statements;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an import asks of the database, and what happens beside it. */
class ImportStatementsTest {
  private static final Statements COUNTED = Statements.install();
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 300;

  private static List<RawTable> setup(int departments, int goals) {
    StringBuilder units = new StringBuilder("code,name,league\n");
    StringBuilder measures = new StringBuilder("code,name,unit,direction\n");
    StringBuilder targets = new StringBuilder("department,goal,target\n");
    for (int g = 0; g < goals; g++) {
      measures.append("G%d,指标%d,亿元,up%n".formatted(g, g));
    }
    for (int d = 0; d < departments; d++) {
      units.append("D%d,单位%d,组%d%n".formatted(d, d, d % 3));
      for (int g = 0; g < goals; g++) {
        targets.append("D%d,G%d,%d%n".formatted(d, g, 1000 + g));
      }
    }
    List<RawTable> tables = new ArrayList<>();
    tables.addAll(Tables.csv("departments.csv", units.toString()));
    tables.addAll(Tables.csv("goals.csv", measures.toString()));
    tables.addAll(Tables.csv("targets.csv", targets.toString()));
    return tables;
  }

  /** So many figures of 10 departments and 2 goals, each growing by 0.01 a day from a value. */
  private static List<RawTable> figures(int count, int value) {
    StringBuilder text = new StringBuilder("department,goal,as_of,value\n");
    for (int i = 0; i < count; i++) {
      int day = i / 20;
      text.append(
          "D%d,G%d,%s,%d.%04d%n"
              .formatted(i % 10, i / 10 % 2, FIRST.plusDays(day % DAYS), value, day % DAYS));
    }
    return Tables.csv("reports.csv", text.toString());
  }

  private static Imported load(World world, List<RawTable> tables, boolean dry) {
    return world.imports.load(world.campaign, tables, ImportOptions.PLAIN.dry(dry), World.ACTOR);
  }

  @Test
  void what_is_asked_does_not_grow_with_the_rows_and_one_transaction_writes() {
    try (World world = new World(Databases.open(COUNTED.freshUrl()))) {
      COUNTED.reset();
      load(world, setup(10, 2), false);
      assertThat(COUNTED.writeTransactions).hasValue(1);

      COUNTED.reset();
      load(world, figures(20, 100), false);
      int reads = COUNTED.reads.get();
      int writes = COUNTED.writes.get();
      assertThat(COUNTED.writeTransactions).hasValue(1);
      assertThat(reads).isLessThan(30);
      assertThat(writes).isLessThan(30);

      COUNTED.reset();
      Imported imported = load(world, figures(6000, 101), false);
      assertThat(imported.added()).isEqualTo(5980);
      assertThat(imported.changed()).isEqualTo(20);
      assertThat(COUNTED.writeTransactions).hasValue(1);
      // One more, for there are figures to be held against now.
      assertThat(COUNTED.reads.get()).isLessThanOrEqualTo(reads + 1);
      // Batches of figures, of what the audit says of them, and of the chain over both.
      assertThat(COUNTED.writes.get()).isLessThan(writes + 6000 / 20);

      COUNTED.reset();
      load(world, setup(150, 20), false);
      assertThat(COUNTED.writeTransactions).hasValue(1);
      assertThat(COUNTED.reads.get() + COUNTED.writes.get()).isLessThan(80);
    }
  }

  @Test
  void a_dry_run_writes_nothing_and_opens_no_transaction_that_could() {
    try (World world = new World(Databases.open(COUNTED.freshUrl()))) {
      load(world, setup(10, 2), false);
      COUNTED.reset();
      Imported dry = load(world, figures(200, 100), true);
      assertThat(dry.changes()).hasSize(200);
      load(world, setup(20, 3), true);
      assertThat(COUNTED.writeTransactions).hasValue(0);
      assertThat(COUNTED.writes).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_figure_has_its_entry_in_the_audit_with_what_it_replaced(Databases databases) {
    try (World world = new World(databases)) {
      load(world, setup(10, 2), false);
      load(world, figures(40, 100), false);
      load(world, figures(60, 120), false);
      List<Audit.Entry> entries =
          world.database.read(() -> world.audit.list(Long.MAX_VALUE, 1000)).stream()
              .filter(e -> e.action().equals("report.submit"))
              .toList();
      assertThat(entries).hasSize(100);
      assertThat(entries.getLast())
          .satisfies(
              first -> {
                assertThat(first.subject()).isEqualTo("city-2026/D0/G0/2026-01-01");
                assertThat(first.before()).isNull();
                assertThat(first.after()).contains("\"value\":\"100\"");
              });
      assertThat(entries.get(59))
          .satisfies(
              replacing -> {
                assertThat(replacing.subject()).isEqualTo("city-2026/D0/G0/2026-01-01");
                assertThat(replacing.before()).contains("\"value\":\"100\"");
                assertThat(replacing.after()).contains("\"value\":\"120\"");
              });
      Department d0 = world.departments.find(world.campaign, "D0");
      Goal g0 = world.goals.find(world.campaign, "G0");
      List<Report> versions =
          world.database.read(() -> world.reportRows.versions(d0.id(), g0.id(), "", FIRST));
      assertThat(versions).extracting(Report::version).containsExactly(1, 2);
      assertThat(versions.get(1).replaces()).isEqualTo(versions.get(0).id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_others_change_in_between_is_seen_and_checked_anew(Databases databases) {
    try (World world = new World(databases)) {
      load(world, setup(10, 2), false);
      Department d0 = world.departments.find(world.campaign, "D0");
      Goal g0 = world.goals.find(world.campaign, "G0");
      Actor reporter = new Actor("somebody", "discord");
      // Somebody reports the same figure, and somebody sets up a unit, while the rows are checked.
      AtomicBoolean once = new AtomicBoolean();
      Progress during =
          new Progress() {
            @Override
            public void at(long done, long of) {
              if (once.compareAndSet(false, true)) {
                world.report(d0, g0, "99", FIRST.toString(), reporter);
                world.department("X");
              }
            }

            @Override
            public void check() {}
          };
      Imported imported =
          world.imports.load(
              world.campaign, figures(600, 100), ImportOptions.PLAIN, World.ACTOR, during);
      assertThat(once).isTrue();
      assertThat(imported.added()).isEqualTo(599);
      assertThat(imported.changed()).isEqualTo(1);
      assertThat(world.database.read(() -> world.reportRows.versions(d0.id(), g0.id(), "", FIRST)))
          .extracting(r -> r.value().toPlainString())
          .containsExactly("99", "100.0000");
      Standing standing = world.book(LocalDate.of(2026, 2, 28)).standing(d0.id());
      assertThat(standing.goals()).isNotEmpty();
    }
  }

  @Test
  void one_that_others_overtake_again_and_again_holds_the_database_in_the_end() {
    try (World world = new World(Databases.SQLITE)) {
      load(world, setup(10, 2), false);
      Department d0 = world.departments.find(world.campaign, "D0");
      Goal g0 = world.goals.find(world.campaign, "G0");
      AtomicLong value = new AtomicLong(99);
      Progress during =
          new Progress() {
            @Override
            public void at(long done, long of) {
              if (!world.database.isWriting()) {
                world.report(d0, g0, "" + value.getAndIncrement(), FIRST.toString());
              }
            }

            @Override
            public void check() {}
          };
      assertThat(
              world
                  .imports
                  .load(world.campaign, figures(600, 100), ImportOptions.PLAIN, World.ACTOR, during)
                  .changed())
          .isEqualTo(1);
      assertThat(value.get()).isGreaterThan(101);
    }
  }

  @Test
  void one_that_is_cancelled_before_the_commit_leaves_nothing() {
    try (World world = new World(Databases.SQLITE)) {
      load(world, setup(10, 2), false);
      Progress cancelled =
          new Progress() {
            @Override
            public void at(long done, long of) {
              assertThat(of).isEqualTo(601);
            }

            @Override
            public void check() {
              // Asked between the parts of what is stored: some of it is there, uncommitted.
              throw new Cancelled();
            }
          };
      assertThatThrownBy(
              () ->
                  world.imports.load(
                      world.campaign,
                      figures(600, 100),
                      ImportOptions.PLAIN,
                      World.ACTOR,
                      cancelled))
          .isInstanceOf(Progress.Cancelled.class);
      assertThat(world.database.<Long>read(() -> world.reportRows.last(world.campaign.id())))
          .isZero();
    }
  }

  @Test
  void a_figure_that_the_tables_say_twice_is_named_with_both_places() {
    try (World world = new World(Databases.SQLITE)) {
      load(world, setup(2, 2), false);
      String twice =
          """
          department,goal,as_of,value
          D0,G0,2026-01-31,5
          D1,G0,2026-01-31,5
          D0,G0,2026-01-31,6
          """;
      assertThatThrownBy(() -> load(world, Tables.csv("reports.csv", twice), false))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("reports.csv:4")
          .hasMessageContaining("line 2 says it already");
    }
  }

  @Test
  void a_figure_far_from_the_last_one_is_a_warning_and_an_error_where_those_are() {
    try (World world = new World(Databases.SQLITE)) {
      load(world, setup(2, 2), false);
      String jumps =
          "department,goal,as_of,value\n"
              + "D0,G0,2026-01-31,50\n"
              + "D0,G0,2026-02-28,800\n"
              + "D1,G0,2026-01-31,5\n";
      Imported imported = load(world, Tables.csv("reports.csv", jumps), true);
      assertThat(imported.warnings())
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.code()).isEqualTo("jump");
                assertThat(warning.line()).isEqualTo(3);
                assertThat(warning.sample()).isEqualTo("800");
                assertThat(warning.message().en()).contains("ten times off");
              });
      ImportOptions strict =
          new ImportOptions(Set.of(), null, false, null, null, true, false, Mapping.NONE);
      assertThatThrownBy(
              () ->
                  world.imports.load(
                      world.campaign, Tables.csv("reports.csv", jumps), strict, World.ACTOR))
          .isInstanceOf(Fault.Invalid.class);
    }
  }
}
