package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.testing.Books;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same few figures as people keep them: each variation is taken right or refused in words. None
 * is wrong in silence.
 */
class EverydayTablesTest {
  private static final Path CASES = Databases.HOME.resolve("src/test/resources/import-cases");
  private static final String TWO = "DH GBR 2026-10-31 70; LJ GBR 2026-10-31 80.5";
  private static final ImportOptions PLAIN = ImportOptions.PLAIN.dry(true);

  /**
   * @param expected figures as department, goal, day, value; targets and plans with their table
   *     before; or after ! what the refusal says
   */
  record Variation(
      String name, String file, byte[] content, ImportOptions options, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

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

  private static final List<Variation> ALL = new ArrayList<>();

  private static void csv(String name, String file, String text, String expected) {
    csv(name, file, text, PLAIN, expected);
  }

  private static void csv(
      String name, String file, String text, ImportOptions options, String expected) {
    ALL.add(new Variation(name, file, text.getBytes(StandardCharsets.UTF_8), options, expected));
  }

  private static void encoded(String name, String charset, String text, String expected) {
    ALL.add(
        new Variation(name, "上报.csv", text.getBytes(Charset.forName(charset)), PLAIN, expected));
  }

  /** A small workbook: {@code ;} between sheets' rows is a new line, cells are parted by |. */
  private static byte[] xls(String... sheets) {
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      for (String each : sheets) {
        String name = each.substring(0, each.indexOf(':'));
        HSSFSheet sheet = book.createSheet(name);
        String[] rows = each.substring(each.indexOf(':') + 1).split("\n");
        for (int r = 0; r < rows.length; r++) {
          String[] cells = rows[r].split("\\|", -1);
          for (int c = 0; c < cells.length; c++) {
            String cell = cells[c];
            if (cell.matches("-?\\d+(\\.\\d+)?")) {
              row(sheet, r).createCell(c).setCellValue(Double.parseDouble(cell));
            } else if (cell.startsWith("^")) {
              // Merged with the cell above.
              sheet.addMergedRegion(new CellRangeAddress(r - 1, r, c, c));
            } else if (cell.startsWith("<")) {
              sheet.addMergedRegion(new CellRangeAddress(r, r, c - 1, c));
            } else if (!cell.isEmpty()) {
              row(sheet, r).createCell(c).setCellValue(cell);
            }
          }
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static org.apache.poi.hssf.usermodel.HSSFRow row(HSSFSheet sheet, int number) {
    return sheet.getRow(number) == null ? sheet.createRow(number) : sheet.getRow(number);
  }

  private static byte[] ods(String rows) {
    return Books.ods(
        rows.lines()
            .map(
                line ->
                    Stream.of(line.split("\\|", -1))
                        .map(
                            cell ->
                                "<table:table-cell><text:p>"
                                    + cell
                                    + "</text:p></table:table-cell>")
                        .collect(Collectors.joining("", "<table:table-row>", "</table:table-row>")))
            .collect(Collectors.joining()));
  }

  private static byte[] html(String rows) {
    return ("<html><head><meta charset=\"utf-8\"></head><body><table>"
            + rows.lines()
                .map(
                    line ->
                        Stream.of(line.split("\\|", -1))
                            .map(cell -> "<td>" + cell + "</td>")
                            .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining())
            + "</table></body></html>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void book(String name, byte[] content, String expected) {
    ALL.add(new Variation(name, "月报.xls", content, PLAIN, expected));
  }

  private static ImportOptions with(String goal, String asOf, boolean cumulate) {
    return new ImportOptions(
        java.util.Set.of(),
        null,
        cumulate,
        asOf.isEmpty() ? null : java.time.LocalDate.parse(asOf),
        goal.isEmpty() ? null : goal,
        false,
        true,
        Mapping.NONE);
  }

  static Stream<Variation> variations() {
    ALL.clear();
    headers();
    separatorsAndEncodings();
    dates();
    numbers();
    layouts();
    wide();
    goalsAndDepartments();
    workbooks();
    return ALL.stream();
  }

  private static void headers() {
    csv(
        "English headers in capitals",
        "reports.csv",
        "DEPARTMENT,GOAL,AS OF,VALUE\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "headers as a form has them",
        "填报.csv",
        "责任单位,考核指标,数据截至,完成值\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "headers with stars and colons",
        "上报.csv",
        "单位*,指标：,截至日期*,完成值*\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "a column of running numbers first",
        "上报.csv",
        "序号,单位,指标,截至,完成\n1,LJ,GBR,2026-10-31,80.5\n2,DH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "columns in another order",
        "上报.csv",
        "数值,截至,指标,单位\n80.5,2026-10-31,GBR,LJ\n70,2026-10-31,GBR,DH\n",
        TWO);
    csv(
        "the unit in the header",
        "上报.csv",
        "单位,指标,截至,完成值（万元）\nLJ,GBR,2026-10-31,805000\nDH,GBR,2026-10-31,700000\n",
        TWO);
    csv(
        "two columns that are the value",
        "上报.csv",
        "单位,指标,截至,完成值,实际完成\nLJ,GBR,2026-10-31,80.5,81\n",
        "!value");
    csv("no header that anybody knows", "上报.csv", "甲,乙,丙,丁\nLJ,GBR,2026-10-31,80.5\n", "!column");
  }

  private static void separatorsAndEncodings() {
    csv(
        "tabs",
        "上报.txt",
        "单位\t指标\t截至\t数值\nLJ\tGBR\t2026-10-31\t80.5\nDH\tGBR\t2026-10-31\t70\n",
        TWO);
    csv("pipes", "上报.csv", "单位|指标|截至|数值\nLJ|GBR|2026-10-31|80.5\nDH|GBR|2026-10-31|70\n", TWO);
    csv(
        "sep=; on the first line",
        "上报.csv",
        "sep=;\n单位;指标;截至;数值\nLJ;GBR;2026-10-31;80,5\nDH;GBR;2026-10-31;70,0\n",
        TWO.replace(" 70;", " 70.0;"));
    csv(
        "a byte-order mark and CRLF",
        "上报.csv",
        "\uFEFF单位,指标,截至,数值\r\nLJ,GBR,2026-10-31,80.5\r\nDH,GBR,2026-10-31,70\r\n",
        TWO);
    csv(
        "quotes around everything",
        "上报.csv",
        "\"单位\",\"指标\",\"截至\",\"数值\"\n"
            + "\"LJ\",\"GBR\",\"2026-10-31\",\"80.5\"\n"
            + "\"DH\",\"GBR\",\"2026-10-31\",\"70\"\n",
        TWO);
    encoded(
        "GB18030",
        "GB18030",
        "单位,指标,截至,数值\n临江区,一般公共预算收入,2026-10-31,80.5\n东湖区,一般公共预算收入,2026-10-31,70\n",
        TWO);
    encoded(
        "UTF-16 with its mark",
        "UTF-16",
        "单位,指标,截至,数值\n临江区,GBR,2026-10-31,80.5\n东湖区,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "blank lines between",
        "上报.csv",
        "\n\n单位,指标,截至,数值\n\nLJ,GBR,2026-10-31,80.5\n,,,\nDH,GBR,2026-10-31,70\n\n",
        TWO);
  }

  private static void dates() {
    for (String date :
        List.of(
            "2026/10/31",
            "2026.10.31",
            "2026年10月31日",
            "10月31日",
            "20261031",
            "2026-10-31 00:00:00",
            "2026年10月",
            "２０２６年１０月３１日",
            "2026-10",
            "10月",
            "31 October 2026",
            "2026年10月31日（周六）")) {
      csv(
          "the date " + date,
          "上报.csv",
          "单位,指标,截至,数值\nLJ,GBR," + date + ",80.5\nDH,GBR," + date + ",70\n",
          TWO);
    }
    csv(
        "a quarter as date",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026Q3,80.5\n",
        "LJ GBR 2026-09-30 80.5");
    csv("a day that is none", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2026-09-31,80.5\n", "!as_of");
    csv(
        "day or month first, nobody knows",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,05/06/2026,80.5\n",
        "!as_of");
    csv("a day of the year before", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2025-10-31,80.5\n", "!2026");
    csv("a day to come", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2026-12-31,80.5\n", "!as");
  }

  private static void numbers() {
    for (String number :
        List.of(
            "８０.５",
            " 80.5 ",
            "80.5亿元",
            "805000万元",
            "80.5亿",
            "¥80.5",
            "8.05E+1",
            "+80.5",
            "0080.5",
            "8050000000元")) {
      csv(
          "the number " + number,
          "上报.csv",
          "单位,指标,截至,数值\nLJ,GBR,2026-10-31," + number + "\n",
          "LJ GBR 2026-10-31 80.5");
    }
    csv(
        "thousands by comma",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,\"1,234.5\"\n",
        "LJ GBR 2026-10-31 1234.5");
    csv(
        "thousands by blank",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,1 234.5\n",
        "LJ GBR 2026-10-31 1234.5");
    csv(
        "one thousand or one point two",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,\"1,234\"\n",
        "!1234");
    csv(
        "told apart by another cell",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,\"1,234\"\nDH,GBR,2026-10-31,70.25\n",
        "DH GBR 2026-10-31 70.25; LJ GBR 2026-10-31 1234");
    csv(
        "nothing reported",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,未报\nXS,GBR,2026-10-31,\n",
        "LJ GBR 2026-10-31 80.5");
    csv(
        "a completion where an amount is meant",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5%\n",
        "!percentage");
    csv("words in a number", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2026-10-31,约80\n", "!value");
    csv("dollars for yuan", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2026-10-31,$80.5\n", "!value");
    csv("a broken formula", "上报.csv", "单位,指标,截至,数值\nLJ,GBR,2026-10-31,#REF!\n", "!value");
  }

  private static void layouts() {
    csv(
        "title, unit and date above",
        "月报.csv",
        "全市一般公共预算收入完成情况表,,\n"
            + "截至2026年10月31日,,单位：万元\n"
            + "单位,完成数,备注\n"
            + "临江区,805000,\n"
            + "东湖区,700000,\n"
            + "合计,1505000,\n"
            + "填表人：王某,,\n",
        TWO);
    csv(
        "subtotals and a grand total",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5\n小计,,,80.5\nDH,GBR,2026-10-31,70\n总计,,,150.5\n",
        TWO);
    csv(
        "notes and signatures below",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,70\n注：数据为快报数,,,\n审核人：李某,,,\n",
        TWO);
    csv(
        "the header once more on each page",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5\n单位,指标,截至,数值\nDH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "a row of column numbers",
        "上报.csv",
        "单位,指标,截至,数值\n1,2,3,4\nLJ,GBR,2026-10-31,80.5\nDH,GBR,2026-10-31,70\n",
        TWO);
    csv(
        "the goal only by the command",
        "上报.csv",
        "单位,截至,数值\nLJ,2026-10-31,80.5\nDH,2026-10-31,70\n",
        with("GBR", "", false),
        TWO);
    csv(
        "the date only by the command",
        "上报.csv",
        "单位,指标,数值\nLJ,GBR,80.5\nDH,GBR,70\n",
        with("", "2026-10-31", false),
        TWO);
    csv("no date anywhere", "上报.csv", "单位,指标,数值\nLJ,GBR,80.5\n", "!as_of");
    csv("no goal anywhere", "上报.csv", "单位,截至,数值\nLJ,2026-10-31,80.5\n", "!goal");
    csv(
        "two days in the title",
        "上报.csv",
        "2026年9月30日和2026年10月31日完成情况,,\n单位,指标,数值\nLJ,GBR,80.5\n",
        "!as_of");
  }

  private static void wide() {
    csv(
        "months as columns",
        "一般公共预算收入.csv",
        "单位,9月,10月\nLJ,70,80.5\nDH,60,70\n",
        "DH GBR 2026-09-30 60; DH GBR 2026-10-31 70; LJ GBR 2026-09-30 70; LJ GBR 2026-10-31 80.5");
    csv(
        "quarters as columns",
        "一般公共预算收入.csv",
        "单位,一季度,二季度,三季度\nLJ,20,40,60\n",
        "LJ GBR 2026-03-31 20; LJ GBR 2026-06-30 40; LJ GBR 2026-09-30 60");
    csv(
        "months of one month each, summed up",
        "一般公共预算收入.csv",
        "单位,1月,2月,3月\nLJ,8,7,9\n",
        with("", "", true),
        "LJ GBR 2026-01-31 8; LJ GBR 2026-02-28 15; LJ GBR 2026-03-31 24");
    csv(
        "figures of the month alone are asked about",
        "上报.csv",
        "单位,指标,截至,当月\nLJ,GBR,2026-10-31,8\n",
        "!cumulate");
    csv(
        "goals as columns",
        "完成情况（截至2026年10月31日）.csv",
        "单位,一般公共预算收入,固定资产投资\nLJ,80.5,150\nDH,70,120\n",
        "DH GBR 2026-10-31 70; DH INV 2026-10-31 120; LJ GBR 2026-10-31 80.5; LJ INV 2026-10-31"
            + " 150");
    csv(
        "goals as columns with their units",
        "完成情况（截至2026年10月31日）.csv",
        "单位,一般公共预算收入（万元）,固定资产投资（亿元）\nLJ,805000,150\n",
        "LJ GBR 2026-10-31 80.5; LJ INV 2026-10-31 150");
    csv("departments as columns", "完成情况（截至2026年10月31日）.csv", "指标,临江区,东湖区\n一般公共预算收入,80.5,70\n", TWO);
    csv(
        "a sum over the months is not read",
        "一般公共预算收入.csv",
        "单位,9月,10月,合计\nLJ,70,80.5,150.5\n",
        "LJ GBR 2026-09-30 70; LJ GBR 2026-10-31 80.5");
    csv(
        "targets with goals as columns",
        "目标.csv",
        "单位,一般公共预算收入,固定资产投资\nLJ,110,220\n",
        "targets LJ GBR 110; targets LJ INV 220");
    csv(
        "a plan with quarters as columns",
        "计划.csv",
        "指标,一季度,二季度,三季度,四季度\nGBR,20%,45%,70%,100%\n",
        "plans GBR 2026-03-31 20; plans GBR 2026-06-30 45; plans GBR 2026-09-30 70; plans GBR"
            + " 2026-12-31 100");
  }

  private static void goalsAndDepartments() {
    csv(
        "amounts that nobody calls figures or targets",
        "汇总.csv",
        "单位,一般公共预算收入,固定资产投资\nLJ,80.5,150\n",
        "!table");
    csv("months that nobody calls a plan", "汇总.csv", "指标,3月,6月\n一般公共预算收入,20,45\n", "!table");
    csv(
        "codes in small letters",
        "上报.csv",
        "单位,指标,截至,数值\nlj,gbr,2026-10-31,80.5\ndh,gbr,2026-10-31,70\n",
        TWO);
    csv(
        "a unit that is not ours",
        "上报.csv",
        "单位,指标,截至,数值\n南山区,GBR,2026-10-31,80.5\n",
        "!department");
    csv("a code without its zero", "上报.csv", "单位,指标,截至,数值\n1,GBR,2026-10-31,80.5\n", "!01");
    csv(
        "one figure twice",
        "上报.csv",
        "单位,指标,截至,数值\nLJ,GBR,2026-10-31,80.5\n临江区,GBR,2026-10-31,81\n",
        "!line 2");
    csv(
        "a ratio in two columns",
        "上报.csv",
        "单位,指标,截至,分子,分母\nLJ,RAT,2026-10-31,9,10\n",
        "LJ RAT 2026-10-31 9/10");
    csv(
        "a second unit with one code",
        "departments.csv",
        "code,name,league\nAA,甲区,区县\nAA,乙区,区县\n",
        "!line 2");
  }

  private static void workbooks() {
    String rows = "单位|指标|截至|数值\nLJ|GBR|2026-10-31|80.5\nDH|GBR|2026-10-31|70";
    book("an old workbook", xls("上报:" + rows), TWO);
    book(
        "several sheets of which one is ours", xls("封面:报送表\n单位：某市", "上报:" + rows, "说明:请按月填报"), TWO);
    book(
        "units merged over two rows",
        xls("上报:单位|指标|截至|数值\nLJ|GBR|2026-10-31|80.5\n^|INV|2026-10-31|150"),
        "LJ GBR 2026-10-31 80.5; LJ INV 2026-10-31 150");
    book(
        "two header rows with merged cells",
        xls("上报:单位|一般公共预算收入|<|固定资产投资|<\n^|9月|10月|9月|10月\nLJ|70|80.5|140|150"),
        "LJ GBR 2026-09-30 70; LJ GBR 2026-10-31 80.5; LJ INV 2026-09-30 140; LJ INV 2026-10-31"
            + " 150");
    book("an HTML table saved as .xls", html(rows), TWO);
    ALL.add(new Variation("an OpenDocument sheet", "上报.ods", ods(rows), PLAIN, TWO));
    ALL.add(
        new Variation("a workbook with the wrong ending", "上报.csv", xls("上报:" + rows), PLAIN, TWO));
    book(
        "a month's plan and figure beside each other",
        xls("完成情况:单位|年度目标|10月末完成\nLJ|100|80.5\nDH|100|70"),
        "!goal");
  }

  private static String shown(Imported.Change change) {
    Map<String, String> row = change.after();
    if (row.containsKey("value")) {
      String denominator = row.getOrDefault("denominator", "");
      return row.get("department")
          + " "
          + row.get("goal")
          + " "
          + row.get("as_of")
          + " "
          + row.get("value")
          + (denominator.isEmpty() ? "" : "/" + denominator);
    }
    return row.containsKey("target")
        ? "targets " + row.get("department") + " " + row.get("goal") + " " + row.get("target")
        : "plans " + row.get("goal") + " " + row.get("date") + " " + row.get("percent");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variations")
  void each_is_taken_right_or_refused_in_words(Variation each) {
    String outcome;
    try {
      List<RawTable> tables = new Sheets().tables(each.file(), each.content());
      Imported imported = world.imports.load(world.campaign, tables, each.options(), World.ACTOR);
      outcome =
          imported.changes().stream()
              .map(EverydayTablesTest::shown)
              .sorted()
              .collect(Collectors.joining("; "));
    } catch (Fault.Invalid refused) {
      outcome =
          "!"
              + refused.violations().stream()
                  .map(Violation::text)
                  .map(text -> text.en())
                  .collect(Collectors.joining("; "));
    }
    if (each.expected().startsWith("!")) {
      assertThat(outcome.toLowerCase(Locale.ROOT))
          .startsWith("!")
          .contains(each.expected().substring(1).toLowerCase(Locale.ROOT));
    } else {
      assertThat(outcome).isEqualTo(each.expected());
    }
  }
}
