package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was recognised can be kept, given back, and written by hand. */
class MappingTest {
  private static final Path CASES = Databases.HOME.resolve("src/test/resources/import-cases");
  private static World world;

  @BeforeAll
  static void base() {
    world = new World(Databases.SQLITE);
    world.clock.set("2026-11-26T04:00:00Z");
    world.imports.load(
        world.campaign, Tables.folder(CASES.resolve("00-base")), ImportOptions.PLAIN, World.ACTOR);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static Imported tried(List<RawTable> tables, ImportOptions options) {
    return world.imports.load(world.campaign, tables, options.dry(true), World.ACTOR);
  }

  private static Mapping mapping(String yaml) {
    return new Sheets().mapping("mapping.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> refused(String yaml, String csv) {
    Fault.Invalid fault =
        catchThrowableOfType(
            Fault.Invalid.class,
            () -> tried(Tables.csv("月报.csv", csv), ImportOptions.PLAIN.with(mapping(yaml))));
    assertThat(fault).as(yaml).isNotNull();
    return fault.violations().stream().map(Violation::field).toList();
  }

  @Test
  void what_was_recognised_of_each_hand_over_case_given_back_is_the_same_import()
      throws IOException {
    List<String> compared = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> all = Files.list(CASES)) {
      folders = all.sorted().toList();
    }
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      if (name.startsWith("A0") || name.startsWith("L") || name.startsWith("00")) {
        continue;
      }
      Imported plain;
      try {
        plain = tried(Tables.folder(folder), ImportOptions.PLAIN);
      } catch (Fault.Invalid refused) {
        continue;
      }
      String yaml = new Sheets().mapping(plain.recognised());
      Imported again = tried(Tables.folder(folder), ImportOptions.PLAIN.with(mapping(yaml)));
      assertThat(again.changes()).as(name + "\n" + yaml).isEqualTo(plain.changes());
      assertThat(again.recognised()).as(name).isEqualTo(plain.recognised());
      assertThat(again.ignored()).as(name).isEqualTo(plain.ignored());
      // What a mapping says is not read is not warned of again.
      assertThat(again.warnings())
          .as(name)
          .isEqualTo(plain.warnings().stream().filter(w -> !w.code().equals("not-read")).toList());
      compared.add(name);
    }
    assertThat(compared).hasSizeGreaterThan(30);
  }

  @Test
  void what_the_command_said_is_kept_too() {
    List<RawTable> tables = Tables.csv("八月.csv", "单位,本月\nLJ,10\nDH,20\n");
    ImportOptions told =
        new ImportOptions(
            java.util.Set.of(),
            null,
            true,
            java.time.LocalDate.of(2026, 1, 31),
            "GBR",
            false,
            true,
            Mapping.NONE);
    Imported plain = tried(tables, told);
    assertThat(plain.added()).isEqualTo(2);
    Mapping kept = mapping(new Sheets().mapping(plain.recognised()));
    assertThat(tried(tables, ImportOptions.PLAIN.with(kept)).changes()).isEqualTo(plain.changes());
  }

  @Test
  void a_mapping_by_hand_reads_what_nobody_could_recognise() {
    Imported imported =
        tried(
            Tables.csv("月报-9月.csv", "甲,乙,丙,丙\nLJ,x,805000,7\nDH,y,700000,8\n"),
            ImportOptions.PLAIN.with(
                mapping(
                    """
                    tables:
                    - file: "月报-*.csv"
                      table: reports
                      header: 1
                      goal: 一般公共预算收入
                      asOf: 2026-09-30
                      columns:
                      - {header: 甲, column: department}
                      - {header: 丙, at: 3, column: value, unit: 万元}
                    """
                        .replace("一般公共预算收入", "GBR"))));
    assertThat(imported.changes().stream().map(c -> c.after().get("value")))
        .containsExactly("80.5", "70");
    assertThat(imported.ignored()).anyMatch(i -> i.contains("乙"));
  }

  @Test
  void what_is_wrong_in_a_mapping_is_named_with_its_line_all_at_once() {
    assertThat(
            refused(
                """
                tables:
                - file: 月报.csv
                  table: report
                  header: none
                  cumulate: maybe
                  colour: red
                  columns:
                  - {header: 单位, column: department, at: zero}
                  - {column: value, asOf: someday}
                """,
                "单位,数\nLJ,1\n"))
        .containsExactlyInAnyOrder(
            "mapping.yaml:3:table",
            "mapping.yaml:4:header",
            "mapping.yaml:5:cumulate",
            "mapping.yaml:6:colour",
            "mapping.yaml:8:at",
            "mapping.yaml:9:asOf",
            "mapping.yaml:9:header");
    assertThat(
            refused(
                """
                tables:
                - file: 年报.csv
                  table: reports
                  header: 1
                  columns: [{header: 单位, column: department}]
                - file: 月报.csv
                  table: reports
                  header: 1
                  goal: NOPE
                  columns:
                  - {header: 单位, column: department}
                  - {header: 数, column: value, goal: NONE}
                - file: 月报.csv
                  table: reports
                  header: 9
                  columns: [{header: 单位, column: department}]
                - file: 月报.csv
                  table: reports
                  header: 1
                  columns: [{header: 部门, column: department}]
                """,
                "单位,数,截至\nLJ,1,2026-09-30\n"))
        .contains(
            "mapping.yaml:2:file",
            "mapping.yaml:9:goal".replace(":9:", ":6:"),
            "mapping.yaml:12:goal",
            "mapping.yaml:13:header",
            "mapping.yaml:20:header");
    assertThat(refused("tables:\n- {file: [}\n", "单位\n")).containsExactly("mapping.yaml:2");
    assertThat(refused("tables: 3\n", "单位\n")).containsExactly("mapping.yaml:1:tables");
  }

  @Test
  void a_mapping_of_last_month_beside_a_title_of_this_month_is_asked_about() {
    String yaml =
        """
        tables:
        - file: "*月完成情况.csv"
          table: reports
          header: 2
          goal: GBR
          asOf: 2026-09-30
          columns:
          - {header: 单位, column: department}
          - {header: 数, column: value}
        """;
    String october = "全市截至2026年10月31日完成情况,\n单位,数\nLJ,80.5\n";
    Fault.Invalid fault =
        catchThrowableOfType(
            Fault.Invalid.class,
            () ->
                tried(Tables.csv("10月完成情况.csv", october), ImportOptions.PLAIN.with(mapping(yaml))));
    assertThat(fault.violations().getFirst().text().en()).contains("2026-09-30", "2026-10-31");
    Imported without =
        tried(
            Tables.csv("10月完成情况.csv", october),
            ImportOptions.PLAIN.with(mapping(yaml.replace("  asOf: 2026-09-30\n", ""))));
    assertThat(without.changes().getFirst().after()).containsEntry("as_of", "2026-10-31");
  }
}
