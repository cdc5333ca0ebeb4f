package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported opens in a spreadsheet program, and comes back the same after it was saved. */
class ExportTest {
  private static final Map<String, String> TABLES =
      Map.of(
          "departments",
          """
          code,name,league,name_en,short_name,in_totals,from,until,successor
          01,甲区,区县组,Jia,甲,true,,,
          B,乙区,区县组,Yi,,true,2026-02-01,,
          C,丙局,部门组,Bing,,false,,2026-08-31,01
          """,
          "sections",
          """
          code,name,weight,name_en,from,until
          ECON,经济发展,60,Economy,,
          LIFE,民生,,,2026-02-01,
          """,
          "goals",
          """
          code,name,unit,direction,kind,weight,cap,min,decimals,section,from,until
          GBR,一般公共预算收入,亿元,up,total,40,120,0,4,ECON,,
          AIR,优良天数比率,%,up,ratio,20,none,,0,民生,,
          PRJ,重点项目,节点,up,milestones,20,,,,,2026-03-01,2026-11-30
          """,
          "targets",
          """
          department,goal,target,baseline,from
          01,GBR,1234567.125,1000,
          01,GBR,1300000,,2026-07-01
          B,GBR,80,,
          01,AIR,85,,
          B,AIR,n/a,,
          """,
          "plans",
          "goal,date,percent,department\n"
              + "GBR,2026-03-31,15.5,\n"
              + "GBR,2026-06-30,40,\n"
              + "GBR,2026-06-30,50,B\n",
          "milestones",
          "department,goal,step,due,done,weight\n01,PRJ,signed,2026-03-31,2026-03-20,1\n",
          "reports",
          """
          department,goal,as_of,value,denominator,note,evidence,state
          01,GBR,2026-06-30,600000.50,,=一季度,0012,verified
          B,GBR,2026-06-30,30.0001,,"多行
          备注",,
          01,AIR,2026-06-30,150,181,,,
          """,
          "scheme",
          """
          from,setting,value,code
          2026-09-01,bonus,5,创新
          2026-09-01,reason,加一项,
          2026-09-01,section_weight,50,ECON
          2026-09-01,section,LIFE,PRJ
          2026-09-01,grade,60,良好
          2026-09-01,grade,90,优秀
          2026-09-01,grade_name_en,Excellent,优秀
          2026-09-01,grade_share,30,优秀
          """,
          "adjustments",
          "department,kind,on,reason,item,points\nB,bonus,2026-09-10,省级试点,创新,1.5\n");

  private static World world;
  private static List<Sheet> exported;

  @BeforeAll
  static void fill() {
    world = new World(Databases.SQLITE);
    List<RawTable> tables = new ArrayList<>();
    TABLES.forEach((name, text) -> tables.addAll(Tables.csv(name + ".csv", text)));
    world.imports.load(world.campaign, tables, ImportOptions.PLAIN, World.ACTOR);
    exported = world.exports.export(world.campaign);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static void assertSame(List<RawTable> tables) {
    Imported again =
        world.imports.load(world.campaign, tables, ImportOptions.PLAIN.dry(true), World.ACTOR);
    assertThat(again.changes())
        .filteredOn(change -> change.what() != Imported.What.SAME)
        .as("changed by the way through a spreadsheet program")
        .isEmpty();
    assertThat(again.ignored()).isEmpty();
    assertThat(again.same()).isGreaterThan(15);
  }

  @Test
  void a_text_file_says_its_encoding_and_a_workbook_has_dates_as_dates() {
    for (Sheet sheet : exported) {
      byte[] csv = new Sheets().csv(sheet);
      assertThat(new String(csv, StandardCharsets.UTF_8)).startsWith("\uFEFF");
    }
    RawTable reports =
        new Sheets()
            .tables("all.xlsx", new Sheets().workbook(exported)).stream()
                .filter(table -> table.sheet().equals("reports"))
                .findFirst()
                .orElseThrow();
    List<RawTable.Cell> cells = reports.rows().get(1).cells();
    assertThat(cells.get(0)).extracting(RawTable.Cell::kind).isEqualTo(RawTable.Kind.TEXT);
    assertThat(cells.get(2).date()).isEqualTo(LocalDate.of(2026, 6, 30));
    assertThat(cells.get(3).number()).isEqualByComparingTo("600000.50");
  }

  /**
   * 285.003 alone in a file could be 285003: our own export must leave no such doubt, nor take a
   * figure of many digits for the noise of a computed one.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void figures_with_three_decimals_come_back_as_they_were(boolean asWorkbook) {
    try (World other = new World(Databases.SQLITE)) {
      List<RawTable> tables = new ArrayList<>();
      Map.of(
              "departments",
              "code,name,league\n01,甲区,区县组\n",
              "sections",
              "code,name,weight\nECON,经济发展,60.1250\n",
              "goals",
              """
              code,name,unit,direction,kind,weight,cap,min,section
              GBR,一般公共预算收入,亿元,up,total,40.1250,120.1250,-500.1250,ECON
              AIR,优良天数比率,%,up,ratio,40.1250,none,,
              PRJ,重点项目,节点,up,milestones,40.1250,none,,
              """,
              "targets",
              "department,goal,target,baseline\n01,GBR,805.1230,700.1230\n",
              "plans",
              "goal,date,percent\nGBR,2026-03-31,15.1250\n",
              "milestones",
              "department,goal,step,due,weight\n01,PRJ,signed,2026-03-31,1.1250\n",
              "reports",
              """
              department,goal,as_of,value,denominator
              01,GBR,2026-06-30,285.0030,
              01,GBR,2026-07-31,-285.0030,
              01,GBR,2026-08-31,80.300000000000010000,
              01,AIR,2026-06-30,150.1250,181.1250
              """,
              "scheme",
              "from,setting,value,code\n2026-09-01,bonus,5.125,创新\n",
              "adjustments",
              "department,kind,on,reason,item,points\n01,bonus,2026-09-10,试点,创新,1.1250\n")
          .forEach((name, text) -> tables.addAll(Tables.csv(name + ".csv", text)));
      other.imports.load(other.campaign, tables, ImportOptions.PLAIN, World.ACTOR);

      List<RawTable> again = new ArrayList<>();
      if (asWorkbook) {
        again.addAll(
            new Sheets()
                .tables("all.xlsx", new Sheets().workbook(other.exports.export(other.campaign))));
      } else {
        for (Sheet sheet : other.exports.export(other.campaign)) {
          again.addAll(new Sheets().tables(sheet.file(), new Sheets().csv(sheet)));
        }
      }
      Imported same =
          other.imports.load(other.campaign, again, ImportOptions.PLAIN.dry(true), World.ACTOR);
      assertThat(same.changes())
          .filteredOn(change -> change.what() != Imported.What.SAME)
          .isEmpty();
      assertThat(same.same()).isEqualTo(17);
    }
  }

  /** Excel saves a text file in the country's encoding and separator, with its own dates. */
  @ParameterizedTest
  @CsvSource({"GB18030, ',', /, false", "UTF-8, ;, /, false", "UTF-16LE, TAB, -, true"})
  void text_files_come_back_the_same_after_excel_saved_them(
      String charset, String separator, String dash, boolean padded) {
    String between = separator.equals("TAB") ? "\t" : separator;
    List<RawTable> tables = new ArrayList<>();
    for (Sheet sheet : exported) {
      StringBuilder text = new StringBuilder(charset.startsWith("UTF") ? "\uFEFF" : "");
      text.append(String.join(between, sheet.columns())).append("\r\n");
      for (Sheet.Row row : sheet.rows()) {
        List<String> cells = new ArrayList<>();
        for (String column : sheet.columns()) {
          String cell = row.cell(column);
          if (Table.isDate(column) && !cell.isEmpty()) {
            LocalDate day = LocalDate.parse(cell);
            cell =
                padded
                    ? cell.replace("-", dash)
                    : day.getYear() + dash + day.getMonthValue() + dash + day.getDayOfMonth();
          } else if (Table.isNumber(column) && cell.matches("-?[0-9.]+")) {
            cell = new BigDecimal(cell).stripTrailingZeros().toPlainString();
          } else if (cell.startsWith("=")) {
            // What we guard against being run as a formula is saved with its guard.
            cell = "'" + cell;
          }
          cells.add(
              cell.contains(between) || cell.contains("\n") || cell.contains("\"")
                  ? "\"" + cell.replace("\"", "\"\"") + "\""
                  : cell);
        }
        text.append(String.join(between, cells)).append("\r\n");
      }
      tables.addAll(
          new Sheets()
              .tables(sheet.table() + ".csv", text.toString().getBytes(Charset.forName(charset))));
    }
    assertSame(tables);
  }

  /** A workbook saved anew holds its numbers as doubles and its dates as day numbers. */
  @Test
  void a_workbook_comes_back_the_same_after_another_program_saved_it() throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      CellStyle asDate = book.createCellStyle();
      asDate.setDataFormat(book.createDataFormat().getFormat("yyyy/m/d"));
      for (RawTable table : new Sheets().tables("all.xlsx", new Sheets().workbook(exported))) {
        org.apache.poi.ss.usermodel.Sheet page = book.createSheet(table.sheet());
        for (RawTable.Row each : table.rows()) {
          Row row = page.createRow((int) each.line() - 1);
          for (int column = 0; column < each.cells().size(); column++) {
            RawTable.Cell cell = each.cells().get(column);
            switch (cell.kind()) {
              case NUMBER ->
                  row.createCell(column)
                      .setCellValue(java.util.Objects.requireNonNull(cell.number()).doubleValue());
              case DATE -> {
                row.createCell(column).setCellValue(cell.date());
                row.getCell(column).setCellStyle(asDate);
              }
              case TEXT, BOOLEAN, ERROR -> row.createCell(column).setCellValue(cell.text());
              case EMPTY -> {
                // Nothing is there.
              }
            }
          }
        }
      }
      book.write(saved);
    }
    assertSame(new Sheets().tables("all.xls", saved.toByteArray()));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void a_template_filled_in_and_saved_is_taken(Language language) throws IOException {
    Map<String, List<String>> filled =
        Map.of(
            "reports", List.of("01", "GBR", "2026-09-30", "900000.5"),
            "targets", List.of("B", "GBR", "90.5"),
            "goals", List.of("NEW", "新指标", "万元", "up"),
            "departments", List.of("D", "丁区", "区县组"),
            "milestones", List.of("01", "PRJ", "started", "2026-10-31"),
            "plans", List.of("AIR", "2026-10-31", "80"),
            "adjustments", List.of("B", "veto", "2026-10-10", "较大事故"));
    for (Map.Entry<String, List<String>> table : filled.entrySet()) {
      byte[] template =
          new Sheets().template(world.exports.template(world.campaign, table.getKey(), language));
      List<RawTable> pages = new Sheets().tables(table.getKey() + ".xlsx", template);
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      try (HSSFWorkbook book = new HSSFWorkbook()) {
        for (RawTable page : pages) {
          org.apache.poi.ss.usermodel.Sheet copy = book.createSheet(page.sheet());
          for (RawTable.Row each : page.rows()) {
            Row row = copy.createRow((int) each.line() - 1);
            for (int column = 0; column < each.cells().size(); column++) {
              row.createCell(column).setCellValue(each.cells().get(column).text());
            }
          }
          if (page == pages.getFirst()) {
            Row row = copy.createRow(1);
            for (int column = 0; column < table.getValue().size(); column++) {
              row.createCell(column).setCellValue(table.getValue().get(column));
            }
          }
        }
        book.write(saved);
      }
      Imported imported =
          world.imports.load(
              world.campaign,
              new Sheets().tables("填好的.xls", saved.toByteArray()),
              ImportOptions.PLAIN.dry(true),
              World.ACTOR);
      assertThat(imported.rows()).as(table.getKey()).isEqualTo(Map.of(table.getKey(), 1));
      assertThat(imported.added() + imported.changed()).as(table.getKey()).isEqualTo(1);
    }
  }
}
