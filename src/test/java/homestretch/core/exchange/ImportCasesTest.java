package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.report.Reports;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as they come: each folder of {@code import-cases} through the real reader. */
class ImportCasesTest {
  private static final Path CASES = Databases.HOME.resolve("src/test/resources/import-cases");

  private static Imported load(World world, String folder) {
    return world.imports.load(
        world.campaign, Tables.folder(CASES.resolve(folder)), ImportOptions.PLAIN, World.ACTOR);
  }

  private static World base() {
    World world = new World(Databases.SQLITE);
    world.clock.set("2026-11-26T04:00:00Z");
    load(world, "00-base");
    return world;
  }

  /** Department, goal, day and value of every figure, in order. */
  private static List<String> figures(World world) {
    Map<Object, String> codes =
        Stream.<Map.Entry<Object, String>>concat(
                world.departments.departments(world.campaign).stream()
                    .map(
                        (Function<Department, Map.Entry<Object, String>>)
                            d -> Map.entry(d.id(), d.code())),
                world.goals.goals(world.campaign).stream()
                    .map(
                        (Function<Goal, Map.Entry<Object, String>>)
                            g -> Map.entry(g.id(), g.code())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<Report> all =
        world.database.read(
            () ->
                world.reportRows.list(
                    world.campaign.id(), Reports.Filter.ALL, Long.MAX_VALUE, 100));
    return all.stream()
        .map(
            r ->
                codes.get(r.department())
                    + " "
                    + codes.get(r.goal())
                    + " "
                    + r.asOf()
                    + " "
                    + r.figure())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A1-date-slash | LJ GBR 2026-10-31 80.5
          A6-date-serial-general | LJ GBR 2026-10-31 80.5
          A8-date-cn-format | LJ GBR 2026-10-31 80.5
          A11-date-month-only | LJ GBR 2026-10-31 80.5
          A13-1904 | LJ GBR 2026-10-31 80.5
          B3-eu-full | LJ GBR 2026-10-31 1234.50
          B6-nbsp-around | LJ GBR 2026-10-31 80.5
          B7-unit-in-cell | LJ GBR 2026-10-31 80.5
          B9-paren-negative | LJ GBR 2026-10-31 -1234.50
          B12-dash-none | LJ GBR 2026-10-31 80.5
          B14-percent-csv | LJ GRW 2026-10-31 5.2
          B17-long-fraction | LJ GBR 2026-10-31 80.3333333333333
          B23-number-as-text | LJ GBR 2026-10-31 80.5
          B24-zeros-code | 01 GBR 2026-10-31 80.5
          C1-title-row | LJ GBR 2026-10-31 80.5
          C3-total-row | DH GBR 2026-10-31 70; LJ GBR 2026-10-31 80.5
          C5-merged-down | DH GBR 2026-10-31 70; DH INV 2026-10-31 120; LJ GBR 2026-10-31 80.5; LJ INV 2026-10-31 150
          C7-hidden-col | LJ GBR 2026-10-31 80.5
          C8-trailing-commas | LJ GBR 2026-10-31 80.5
          C10-semicolon | LJ GBR 2026-10-31 80.5
          C15-header-cn | LJ GBR 2026-10-31 80.5
          C16-names-not-codes | LJ GBR 2026-10-31 80.5
          C17-cr-only | LJ GBR 2026-10-31 80.5
          C18-wide-months | LJ GBR 2026-01-31 8; LJ GBR 2026-02-28 15; LJ GBR 2026-03-31 24
          C21-browser-copy | LJ GBR 2026-10-31 80.5
          C22-sheet-cn | LJ GBR 2026-10-31 80.5
          C24-quote-inner | LJ GBR 2026-10-31 80.5
          C31-styled-far | LJ GBR 2026-10-31 80.5
          K5-ratio-zero | DH RAT 2026-10-31 9/10; LJ RAT 2026-10-31 0/0
          N2-newline-note | DH INV 2026-10-29 80.5
          """)
  void tables_are_taken_as_people_have_them(String folder, String expected) {
    try (World world = base()) {
      load(world, folder);
      assertThat(figures(world).stream().map(f -> f.replaceAll("(\\.\\d*?)0+$", "$1")).toList())
          .isEqualTo(
              Stream.of(expected.split("; "))
                  .map(f -> f.replaceAll("(\\.\\d*?)0+$", "$1"))
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"C6-hidden-row", "C19-dup-rows", "C19-dup-code-case", "N7-invisible-name"})
  void what_cannot_be_right_is_refused_and_nothing_is_stored(String folder) {
    try (World world = base()) {
      assertThatThrownBy(() -> load(world, folder)).isInstanceOf(Fault.Invalid.class);
      assertThat(figures(world)).isEmpty();
    }
  }

  @Test
  void hidden_rows_are_passed_over_or_read_as_asked() {
    try (World world = base()) {
      ImportOptions skip =
          new ImportOptions(
              Set.of(), ImportOptions.Hidden.SKIP, false, null, null, false, false, Mapping.NONE);
      world.imports.load(
          world.campaign, Tables.folder(CASES.resolve("C6-hidden-row")), skip, World.ACTOR);
      assertThat(figures(world)).hasSize(2);
    }
  }

  @Test
  void what_was_left_out_or_guessed_is_named() {
    try (World world = base()) {
      assertThat(load(world, "C3-total-row").ignored()).anyMatch(left -> left.contains("合计"));
      assertThat(load(world, "E1-windows1252").warnings())
          .anyMatch(w -> w.code().equals("encoding") && w.sample().contains("München"));
    }
  }
}
