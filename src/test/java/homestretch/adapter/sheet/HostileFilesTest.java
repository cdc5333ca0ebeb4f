package homestretch.adapter.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.exchange.RawTable;
import homestretch.core.fault.Fault;
import homestretch.testing.Books;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were made to break whoever reads them, and files that broke on their way. */
class HostileFilesTest {
  private static final String CELL = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>";
  private static final String MEGABYTE = "x".repeat(1 << 20);

  private final Sheets sheets = new Sheets();

  private static byte[] book(String rows) {
    return Books.xlsx("reports", part -> part.add(rows));
  }

  static Stream<Arguments> bounds() {
    return Stream.of(
        Arguments.of(
            "exponent.xlsx",
            book("<row r=\"2\"><c r=\"D2\"><v>1e99999999</v></c></row>"),
            "[reports]:D2: “1e99999999”, expected a number with an exponent of at most 308"),
        Arguments.of(
            "column.xlsx",
            book("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>"),
            "“ZZZZZZ2”, expected a cell of the columns A to XFD"),
        Arguments.of(
            "row.xlsx",
            book("<row r=\"99999999999\"/>"),
            "99999999999, expected at most 1048576 rows"),
        Arguments.of(
            "rows.xlsx",
            Books.xlsx("reports", part -> part.add("<row/>".repeat(1 << 12), 1 << 9)),
            "expected at most 1048576 rows"),
        Arguments.of(
            "wide.xlsx",
            Books.xlsx(
                "reports",
                part -> {
                  for (int row = 2; row < 20_000; row++) {
                    part.add("<row r=\"" + row + "\"><c r=\"XFD" + row + "\"><v>1</v></c></row>");
                  }
                }),
            "XFD2: “1”, expected at most 1024 columns"),
        Arguments.of(
            "cell.xlsx",
            Books.xlsx(
                "reports",
                part -> {
                  part.add(CELL + "<t>");
                  part.add(MEGABYTE, 120);
                  part.add("</t></is></c></row>");
                }),
            "expected a cell of at most 32,767 characters"),
        Arguments.of(
            "data.xlsx",
            Books.xlsx(
                "reports",
                part -> {
                  part.add(CELL + "<t><![CDATA[");
                  part.add(MEGABYTE.replace('x', '<'), 120);
                  part.add("]]></t></is></c></row>");
                }),
            "expected a cell of at most 32,767 characters"),
        Arguments.of(
            "runs.xlsx",
            Books.xlsx(
                "reports",
                part -> {
                  part.add(CELL);
                  part.add("<r><t>0123456789</t></r>", 100_000);
                  part.add("</is></c></row>");
                }),
            "[reports]:A2, expected a cell of at most 32,767 characters"),
        Arguments.of(
            "deep.xlsx",
            Books.xlsx("reports", part -> part.add("<a>", 100_000)),
            "expected XML of at most 256 levels"),
        Arguments.of(
            "laughs.xlsx",
            Books.xlsx(
                "reports",
                "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
                "",
                part -> part.add(CELL + "<t>&b;</t></is></c></row>")),
            "expected XML without a document type and entities"),
        Arguments.of(
            "outside.xlsx",
            Books.xlsx(
                "reports",
                "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "",
                part -> part.add(CELL + "<t>&x;</t></is></c></row>")),
            "expected XML without a document type and entities"),
        Arguments.of(
            "bomb.zip",
            Books.zip("reports.csv", part -> part.add("LJ,GBR,2026-10-31,80.5\n", 1_800_000)),
            "expected a file that unpacks to at most 100 times its size"),
        Arguments.of(
            "nested.zip",
            Books.zip("inner.zip", part -> part.add("PK")),
            "“inner.zip”, expected no ZIP file within a ZIP file"),
        Arguments.of(
            "cell.csv",
            ("a,b\n1,\"" + "x".repeat(50_000) + "\"\n").getBytes(StandardCharsets.UTF_8),
            "cell.csv:2, expected a cell of at most 32,767 characters"),
        Arguments.of(
            "wide.csv",
            ("a,b\n" + ",".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8),
            "wide.csv:2, expected at most 1024 columns"),
        Arguments.of(
            "quote.csv",
            "a,b\n\"1,2\n3,4\n".getBytes(StandardCharsets.UTF_8),
            "quote.csv:2: “1,2”, expected quotes in pairs"),
        Arguments.of(
            "binary.csv",
            "a,b\n1\0,2\n".getBytes(StandardCharsets.UTF_8),
            "expected a text or spreadsheet file (this is binary)"),
        Arguments.of("empty.csv", new byte[0], "expected a file that is not empty"),
        Arguments.of(
            "row.xls",
            ("<table><tr>" + "<td>1".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8),
            "expected a web page of at most 100000 elements in a row"),
        Arguments.of(
            "many.ods",
            Books.ods("<table:table-row table:number-rows-repeated=\"999999999\"/>"),
            "expected 1–1048576 repetitions"),
        Arguments.of(
            "exponent.ods",
            Books.ods(
                "<table:table-row><table:table-cell office:value-type=\"float\""
                    + " office:value=\"1e99999999\"/></table:table-row>"),
            "[reports]:A1: “1e99999999”, expected a number with an exponent of at most 308"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void what_goes_beyond_a_bound_is_refused_at_once_and_the_bound_is_named(
      String file, byte[] bytes, String expected) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> sheets.tables(file, bytes))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining(expected);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_name_that_climbs_out_of_its_folder_is_a_name_and_nothing_is_written() {
    List<RawTable> tables =
        sheets.tables(
            "slip.zip",
            Books.zip(
                "../../../../etc/reports.csv", part -> part.add("department,goal\nLJ,GBR\n")));
    assertThat(tables).extracting(RawTable::file).containsExactly("reports.csv");
  }

  /** Real files of each kind, each small. */
  private static Map<String, byte[]> sound() throws IOException {
    ByteArrayOutputStream xls = new ByteArrayOutputStream();
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      var page = book.createSheet("上报");
      for (int i = 0; i < 60; i++) {
        var row = page.createRow(i);
        row.createCell(0).setCellValue("单位" + i);
        row.createCell(1).setCellValue(i * 1.5);
        row.createCell(2).setCellFormula("B" + (i + 1) + "*2");
        row.createCell(3).setCellValue(i % 2 == 0);
      }
      book.write(xls);
    }
    StringBuilder csv = new StringBuilder("单位,指标,截至,数值\n");
    for (int i = 0; i < 40; i++) {
      csv.append("临江区,\"一般公共\"\"预算\"\"收入\",2026-10-31,").append(i).append("\r\n");
    }
    String html =
        "<html><table><tr><td rowspan=2>临江区<td>1</tr><tr><td>2&nbsp;</table><p>x</p></html>";
    String rows =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>department</t></is></c><c"
            + " r=\"B1\"><f>1+1</f><v>2</v></c></row><row r=\"3\" hidden=\"1\"><c r=\"C3\""
            + " t=\"e\"><v>#N/A</v></c></row>";
    return Map.of(
        "a.xls",
        xls.toByteArray(),
        "a.xlsx",
        book(rows),
        "a.ods",
        Books.ods(
            "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell"
                + " office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p>"
                + "</table:table-cell></table:table-row>"),
        "a.csv",
        csv.toString().getBytes(StandardCharsets.UTF_8),
        "b.csv",
        csv.toString().getBytes(java.nio.charset.Charset.forName("GB18030")),
        "c.xls",
        html.getBytes(StandardCharsets.UTF_8),
        "a.zip",
        Books.zip("reports.csv", part -> part.add(csv.toString())));
  }

  @Test
  void damaged_files_are_read_or_refused_and_nothing_else() throws IOException {
    Random random = new Random(20261126);
    long until = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    int refused = 0;
    int taken = 0;
    Map<String, byte[]> files = sound();
    for (int i = 0; i < 6_000 && System.nanoTime() < until; i++) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        byte[] bytes = damaged(file.getValue(), random);
        long begin = System.nanoTime();
        try {
          for (RawTable table : sheets.tables(file.getKey(), bytes)) {
            table.rows().forEach(row -> assertThat(row.line()).isPositive());
          }
          taken++;
        } catch (Fault.Invalid e) {
          assertThat(e.getMessage()).contains("expected");
          refused++;
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      }
    }
    assertThat(taken).isPositive();
    assertThat(refused).isPositive();
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int hits = 1 + random.nextInt(6);
    for (int i = 0; i < hits; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
        case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0);
        default -> {
          if (bytes.length > 20 && random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
          }
        }
      }
    }
    return bytes;
  }
}
